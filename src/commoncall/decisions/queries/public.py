"""What the public reads of the register: what was decided and made public, each entry as far as everybody may know it.

Nothing else of the decisions is looked at here: what is not public is in no count, no search, no list of kinds or years.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet

from commoncall.decisions.models import Decision, Dissociation, Rung
from commoncall.decisions.queries.decisions import DECIDED
from commoncall.decisions.queries.register import dated
from commoncall.decisions.queries.unlisted import in_public, on_rolls, unlisted
from commoncall.decisions.rules import secrecy
from commoncall.decisions.rules.rule import Dissociation as Way
from commoncall.decisions.rules.rule import Report, Rule
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.kernel.parties.naming import listed_in_public

__all__ = [
    "Entry",
    "Page",
    "has_any",
    "identifiers",
    "is_shown",
    "kinds_of",
    "one",
    "page",
    "unlisted",
    "whole",
]

ON_A_PAGE = 25

#: Where the rule lets everybody read who dissociated: in a note under the text, or in the register alone.
_NAMED = frozenset({Way.NOTED, Way.MINUTES})


@dataclass(frozen=True)
class Entry:
    """A decision as the public reads of it.

    ``report`` holds totals alone. Where ``too_few`` ballots were cast in secret it says no more than whether it was adopted; where
    numbers are ``withheld``, because some on the roll are not named in public, it says which conditions were not met, and nothing
    that is counted. ``apart`` are those who dissociated and may be named.
    """

    decision: Decision
    rule: Rule | None
    report: Report | None
    too_few: bool = False
    withheld: bool = False
    apart: tuple[Organisation, ...] = ()


@dataclass(frozen=True)
class Page:
    """One page of the public register. ``kinds`` are the codes of rungs and ``years`` those that there are, for choosing from."""

    entries: tuple[Entry, ...]
    total: int
    number: int
    pages: int
    years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()


def page(coalition: Coalition, words: str = "", kind: str = "", year: int | None = None, number: int = 1) -> Page:
    """Return a page of the public register, the newest first: a constant number of queries. ``words`` all have to be there."""
    known = _shown(coalition)
    years = known.exclude(year=None).order_by("-year").values_list("year", flat=True).distinct()
    kinds = known.exclude(rung_code="").order_by("rung_code").values_list("rung_code", flat=True).distinct()
    found = Paginator(_chosen(known, words, kind, year), ON_A_PAGE).get_page(number)
    return Page(tuple(_entries(coalition, list(found))), found.paginator.count, found.number, found.paginator.num_pages, tuple(years), tuple(kinds))


def one(coalition: Coalition, identifier: UUID) -> Entry | None:
    """Return an entry of the public register, or nothing where the public reads of none."""
    found = _shown(coalition).filter(pk=identifier).first()
    return _entries(coalition, [found])[0] if found else None


def whole(coalition: Coalition, most: int | None = None) -> list[Entry]:
    """Return the public register, the newest first, or so many of it at most; a constant number of queries."""
    return _entries(coalition, list(_shown(coalition)[:most]))


def identifiers(coalition: Coalition) -> list[UUID]:
    """Return of which decisions the public register has an entry, the newest first: one query."""
    return list(_shown(coalition).values_list("pk", flat=True))


def has_any(coalition: Coalition) -> bool:
    """Tell whether the public register has an entry."""
    return _shown(coalition).exists()


def is_shown(decision: Decision) -> bool:
    """Tell whether the public register shows a decision, where the coalition's pages are open; it asks the database nothing."""
    return decision.is_public and decision.state in DECIDED


def kinds_of(coalition: Coalition) -> dict[str, Rung]:
    """Return the rungs of the ladder by code, those that were taken off it too: what the kinds of decision are called."""
    return {rung.code: rung for rung in Rung.objects.filter(coalition=coalition).order_by("closed_at")}


def _shown(coalition: Coalition) -> QuerySet[Decision, Any]:
    return dated(in_public(coalition).select_related("version__text", "body", "rung")).order_by("-on", "-number", "-id")


def _chosen(entries: QuerySet[Decision, Any], words: str, kind: str, year: int | None) -> QuerySet[Decision, Any]:
    for word in words.split()[:12]:
        # Only in what the entry shows: whoever finds it by a word has to be able to read that word there.
        in_question = Q(question__icontains=word, version=None)
        shown = Q(title__icontains=word) | Q(disagreement__icontains=word) | Q(source__icontains=word) | Q(decided_how__icontains=word)
        entries = entries.filter(in_question | shown)
    if kind:
        entries = entries.filter(rung_code=kind)
    if year is None:
        return entries
    return entries.filter(year=year) if MINYEAR <= year <= MAXYEAR else entries.none()


def _entries(coalition: Coalition, decisions: list[Decision]) -> list[Entry]:
    """Return decisions as the public reads of them; seven queries more."""
    if not decisions:
        return []
    apart = _apart(decisions)
    hidden, told = on_rolls(coalition)
    return [_entry(each, each.pk in hidden, told.get(each.pk, True), apart.get(each.pk, [])) for each in decisions]


def _entry(decision: Decision, hidden: bool, told: bool, apart: list[Organisation]) -> Entry:
    rule = Rule.of(decision.rule) if decision.rule else None
    named = listed_in_public(apart).named if rule is not None and rule.dissociation in _NAMED else ()
    if rule is None or not decision.outcome:
        return Entry(decision, rule, None, apart=named)
    report = Report.of(decision.outcome)
    if rule.secret and not secrecy.may_show(report.answered):
        return Entry(decision, rule, Report(report.adopted), too_few=True, apart=named)
    if not told:
        missing = Report(report.adopted, report.missing, division=report.division, is_withheld=True)
        return Entry(decision, rule, missing, withheld=True, apart=named)
    return Entry(decision, rule, _totals(report, whole=not hidden), apart=named)


def _totals(report: Report, *, whole: bool) -> Report:
    """Return what was counted, and not whose it is; what is broken down only where everybody on the roll is named in public."""
    plain = replace(report, not_counted=(), counted_still=())
    return plain if whole else replace(plain, divisions={}, missing_divisions=(), is_withheld=True)


def _apart(decisions: list[Decision]) -> dict[UUID, list[Organisation]]:
    found: dict[UUID, list[Organisation]] = {}
    for held in Dissociation.objects.filter(decision__in=decisions, withdrawn_at=None).select_related("organisation"):
        found.setdefault(held.decision_id, []).append(held.organisation)
    return found
