"""What a status table would change, as its page shows it: each difference with old and new beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commoncall.diplomacy import permissions
from commoncall.diplomacy.queries import proposals
from commoncall.diplomacy.queries.instruments import name_of, participant_name
from commoncall.diplomacy.rules.acts import ActKind
from commoncall.kernel import languages
from commoncall.kernel.authority import Actor
from commoncall.kernel.countries.rules import sort_key
from commoncall.web.moments import full_date, in_digits, numeral
from commoncall.web.treaties.words import ACT_WORDS
from commoncall.web.words import name_of as name_of_coalition
from commoncall.workspace.treaties.questions import QuestionsForm

if TYPE_CHECKING:
    from commoncall.diplomacy.models import Proposal

GROUPS = {
    "added": gettext_lazy("New"),
    "changed": gettext_lazy("Reads otherwise"),
    "gone": gettext_lazy("No longer in the table"),
}


@dataclass(frozen=True)
class Row:
    """One difference: whose act it is, how it was known, and how the table has it."""

    key: str
    name: str
    old: str
    new: str
    line: int


@dataclass(frozen=True)
class Group:
    """The differences of one kind."""

    what: str
    words: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Noticed:
    """Something said of a row: where it stands, whose it is as the table writes it, and what."""

    line: str
    name: str
    sentence: str


def shown(actor: Actor, proposal: Proposal, form: QuestionsForm | None = None) -> dict[str, Any]:
    """Return what the template ``workspace/treaties/proposal.html`` names."""
    keep = permissions.may_keep(actor, proposal.instrument)
    groups = list(grouped(proposal.differences))
    return {
        "proposal": proposal,
        "name": name_of(proposal.instrument),
        "made_by": _made_by(actor, proposal),
        "is_open": proposal.state == "open",
        "lede": lede(groups),
        "groups": groups,
        "form": form or (QuestionsForm(asked=proposal.questions) if proposal.questions else None),
        "refused": [_noticed(one) for one in proposal.refused],
        "notices": [_noticed(one) for one in proposal.notices],
        "may_keep": keep.allowed,
        "why_not": keep.reason,
    }


def grouped(differences: Iterable[Mapping[str, Any]]) -> Iterable[Group]:
    """Yield the differences by what would happen, each group in the order of the reader's language."""
    several: dict[str, list[Row]] = {what: [] for what in GROUPS}
    for one in differences:
        row = Row(one["key"], participant_name(one["participant"]), said(one["old"]), said(one["new"]), one["line"])
        several[one["what"]].append(row)
    for what, rows in several.items():
        if rows:
            yield Group(what, str(GROUPS[what]), tuple(sorted(rows, key=lambda row: sort_key(row.name, languages.current()))))


def said(act: Mapping[str, Any] | None) -> str:
    """Return an act in words, such as ``Ratification, 16 February 2010``; nothing where there is none."""
    if act is None:
        return ""
    words = _("%(act)s, %(day)s") % {"act": ACT_WORDS[ActKind(act["kind"])], "day": full_date(date.fromisoformat(act["done_on"]))}
    if act.get("effective_on"):
        words = _("%(act)s, with effect from %(day)s") % {"act": words, "day": full_date(date.fromisoformat(act["effective_on"]))}
    return _("%(act)s (undone by a withdrawal)") % {"act": words} if act.get("is_revoked") else words


def lede(groups: Iterable[Group]) -> str:
    """Return how much would change, in a sentence for each kind."""
    numbers = {group.what: len(group.rows) for group in groups}
    told = {
        "added": ngettext("%(n)s act is new.", "%(n)s acts are new.", numbers.get("added", 0)),
        "changed": ngettext("%(n)s reads otherwise.", "%(n)s read otherwise.", numbers.get("changed", 0)),
        "gone": ngettext("%(n)s is no longer in the table.", "%(n)s are no longer in the table.", numbers.get("gone", 0)),
    }
    sentences = [words % {"n": numeral(numbers[what])} for what, words in told.items() if numbers.get(what)]
    return " ".join(sentences) or _("It says nothing that is not known already.")


def taken(proposal: Proposal, number: int) -> str:
    """Return what is told once it was taken in."""
    words = ngettext("%(n)s difference was taken in from %(file)s.", "%(n)s differences were taken in from %(file)s.", number)
    return words % {"n": numeral(number), "file": proposal.file_name}


def _noticed(one: Mapping[str, Any]) -> Noticed:
    line = _("Row %(line)s") % {"line": in_digits(str(one["line"]))} if one.get("line") else ""
    name = one.get("name") or (participant_name(one["participant"]) if one.get("participant") else "")
    return Noticed(line, name, proposals.sentence(one))


def _made_by(actor: Actor, proposal: Proposal) -> str:
    """Return who brought a table; outside its coalition nobody may know its people, so the coalition alone is named."""
    if actor.is_inside and actor.coalition_id == proposal.coalition_id:
        return proposal.made_by.name if proposal.made_by else ""
    return name_of_coalition(proposal.coalition) if proposal.coalition else ""
