"""The list of texts: what asks something of the reader first, then what is under way, then what is done."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.drafting.queries import amendments, texts
from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import Words
from commoncall.web.moments import numeral
from commoncall.workspace.drafts import words
from commoncall.workspace.drafts.pages import Group, Listed

if TYPE_CHECKING:
    from commoncall.drafting.models import Text, Version

STEP = 25
#: The parts of the list, in their order, with the states that belong to each.
PARTS: Sequence[tuple[str, Words, frozenset[str]]] = (
    ("open", gettext_lazy("Open to amendments"), frozenset({"open"})),
    ("working", gettext_lazy("With their drafting groups"), frozenset({"draft", "closed"})),
    ("done", gettext_lazy("Locked and published"), frozenset({"locked", "published"})),
    ("away", gettext_lazy("Put away"), frozenset()),
)


def shelf(actor: Actor, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return the groups of one page of the list, and where in the list that is."""
    at = int(asked["from"]) if asked.get("from", "").isdecimal() and len(asked["from"]) < 6 else 0
    found = texts.visible_to(actor).order_by(F("closed_at").asc(nulls_first=True), "-begun_at", "-pk")
    total = found.count()
    page = list(found[at : at + STEP])
    # Of each text the version with the highest number comes last, and stays.
    latest = {one.text_id: one for one in texts.versions_visible_to(actor).filter(text__in=page).order_by("number")}
    asked_about = [one.subject for one in amendments.waiting_for(actor) if one.subject is not None]
    waiting = set(amendments.visible_to(actor).filter(pk__in=asked_about).values_list("version__text_id", flat=True))
    untreated = set(amendments.to_be_treated(actor).values_list("text_id", flat=True))
    rows = [_listed(text, latest[text.pk], _asks(actor, text, waiting, untreated)) for text in page if text.pk in latest]
    return {"groups": _grouped(rows), "total": total} | _around(at, total)


def _asks(actor: Actor, text: Text, waiting: Collection[UUID], untreated: Collection[UUID]) -> str:
    """Return what a text asks of its reader: an answer about their own amendment, or treating what others proposed."""
    if text.pk in waiting:
        return _("%(organisation)s is asked to answer about an amendment of its own.") % {"organisation": actor.organisation_name}
    return _("Amendments or comments wait to be treated.") if text.pk in untreated else ""


def _listed(text: Text, version: Version, asks: str) -> Listed:
    return Listed(text, version, text.get_kind_display(), words.how_it_stands(version), asks)


def _grouped(rows: Sequence[Listed]) -> list[Group]:
    asking = [one for one in rows if one.asks]
    rest = [one for one in rows if not one.asks]
    groups = [Group(_("They ask something of you"), "asked", asking)] if asking else []
    for code, title, states in PARTS:
        within = [
            one for one in rest if (one.text.closed_at is not None if code == "away" else one.text.closed_at is None and one.version.state in states)
        ]
        if within:
            groups.append(Group(title, code, within))
    return groups


def _around(at: int, total: int) -> dict[str, Any]:
    if total <= STEP:
        return {}
    return {
        "first": numeral(at + 1),
        "last": numeral(min(at + STEP, total)),
        "all": numeral(total),
        "previous": f"?from={max(at - STEP, 0)}" if at else "",
        "next": f"?from={at + STEP}" if at + STEP < total else "",
    }
