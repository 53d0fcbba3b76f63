"""One decision on a page of its own, at an address that stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from commoncall.decisions import sentences
from commoncall.decisions.queries import public
from commoncall.decisions.queries import register as reading
from commoncall.web.decisions import seals, words
from commoncall.web.decisions.places import FILES
from commoncall.web.moments import exactly, full_date, numeral
from commoncall.web.site.endorsers import Named
from commoncall.web.site.pages import Page

if TYPE_CHECKING:
    from commoncall.decisions.models import Decision
    from commoncall.decisions.queries.public import Entry
    from commoncall.kernel.parties.models import Organisation
    from commoncall.web.site.whole import Site


@dataclass(frozen=True)
class Text:
    """The words that were decided on: their digest, and where they stand if everybody can read them."""

    words: str
    digest: str
    address: str = ""


def decision_page(site: Site, identifier: UUID) -> Page | None:
    """Return one decision, or nothing where the public register has none such; a constant number of queries."""
    entry = public.one(site.coalition, identifier)
    if entry is None:
        return None
    one, places = entry.decision, site.decisions
    outcome, counted = words.outcome(one), words.counted(entry)
    here = site.page(
        "decisions",
        title=one.title,
        description=Truncator(f"{outcome} {counted}".strip()).chars(200),
        at=lambda code: places.decision(one.pk, language=code),
    )
    shown = {
        "decision": one,
        "register": places.register(),
        "status": str(one.get_state_display()),
        "status_kind": words.STATUS[one.state],
        "outcome": outcome,
        "counted": counted,
        "question": "" if one.version_id else one.question,
        "how": sentences.sentences(entry.rule) if entry.rule else [],
        "details": sentences.details(entry.rule) if entry.rule else [],
        "met": words.asked(entry),
        "facts": _facts(site, entry),
        "text": text_of(site, one),
        "seal": seals.newest(site.coalition),
        "links": {name: places.file(name) for name in FILES},
    }
    return Page("web/decisions/decision.html", here | shown | _names(entry))


def _facts(site: Site, entry: Entry) -> list[tuple[str, str]]:
    one = entry.decision
    told = [
        (_("Kind"), words.kind(one.rung_code, site.rungs, site.called)),
        (_("Who decides"), words.who(one.body, one.region, site.called) if entry.rule else ""),
        (_("Way"), words.way(entry.rule) if entry.rule else ""),
        (_("How"), "" if entry.rule else one.decided_how),
        (_("Decided"), exactly(one.closed_at) if one.closed_at else full_date(one.decided_on) if one.decided_on else ""),
        (_("Entered later from"), one.source if one.entered_at else ""),
        (_("To be looked at again"), full_date(one.review_on) if one.review_on else ""),
    ]
    return [(term, value) for term, value in told if value]


def text_of(site: Site, decision: Decision) -> Text | None:
    """Return the words that were decided on. A text that is not public itself has neither title nor address here."""
    if decision.version is None:
        return None
    address = site.published(decision)
    number = {"n": numeral(decision.version.number)}
    said = _("Version %(n)s") % number if address else _("Version %(n)s of a text that is not published here") % number
    return Text(said, decision.digest, address)


def _names(entry: Entry) -> dict[str, Any]:
    """Return who stands under it, and who dissociated, as each of them chose to be named."""
    listed = reading.signed(entry.decision).listed
    return {
        "listed": [_named(one) for one in listed.named] if listed else [],
        "remainder": listed.remainder if listed else "",
        "apart": [_named(one) for one in entry.apart],
    }


def _named(one: Organisation) -> Named:
    return Named(one.name, one.name_language)
