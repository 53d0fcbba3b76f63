"""The register of decisions: searchable, page by page; and who stands under what was adopted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractYear, TruncDate

from commoncall.decisions.models import Decision, Dissociation, Elector
from commoncall.decisions.queries.decisions import UNPUT, visible_to
from commoncall.decisions.queries.unlisted import may_count_under, tells_number
from commoncall.decisions.rules.rule import Dissociation as Way
from commoncall.decisions.rules.rule import Rule
from commoncall.kernel.authority import Actor
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.kernel.parties.naming import Listing, listed_in_public
from commoncall.membership.models import Membership, Standing
from commoncall.membership.queries.roll import MEMBERS

State = Decision.State

ON_A_PAGE = 25


@dataclass(frozen=True)
class Page:
    """One page of the register. ``years`` and ``kinds`` are those that there are, for choosing from."""

    decisions: tuple[Decision, ...]
    total: int
    number: int
    pages: int
    years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()


def register(actor: Actor, words: str = "", state: str = "", kind: str = "", year: int | None = None, page: int = 1) -> Page:
    """Return a page of what the actor may know of the register, the newest first: a constant number of queries.

    ``words`` are looked for in titles, questions, texts, sources and disagreement; a number finds the entry with it. ``kind`` is
    the code of a rung, ``year`` that in which it was decided. Each decision carries ``responded`` and ``dissociated``, as numbers.
    """
    entries = dated(visible_to(actor).exclude(UNPUT))
    years = entries.exclude(year=None).order_by("-year").values_list("year", flat=True).distinct()
    kinds = visible_to(actor).exclude(UNPUT).exclude(rung_code="").order_by("rung_code").values_list("rung_code", flat=True).distinct()
    shown = Paginator(_counted(_chosen(entries, words, state, kind, year)), ON_A_PAGE).get_page(page)
    return Page(tuple(shown), shown.paginator.count, shown.number, shown.paginator.num_pages, tuple(years), tuple(kinds))


def whole(actor: Actor, words: str = "", state: str = "", kind: str = "", year: int | None = None) -> list[Decision]:
    """Return all that ``register`` shows page by page, for taking it along: in one query."""
    return list(_counted(_chosen(dated(visible_to(actor).exclude(UNPUT)), words, state, kind, year)))


def _chosen(entries: QuerySet[Decision, Any], words: str, state: str, kind: str, year: int | None) -> QuerySet[Decision, Any]:
    found = _found(entries, words)
    if state:
        found = found.filter(state=state)
    if kind:
        found = found.filter(rung_code=kind)
    if year is None:
        return found
    return found.filter(year=year) if MINYEAR <= year <= MAXYEAR else found.none()


def _counted(found: QuerySet[Decision, Any]) -> QuerySet[Decision, Any]:
    voted = Elector.objects.filter(decision=OuterRef("pk"), has_voted=True).order_by().values("decision").annotate(number=Count("pk"))
    counted = found.annotate(
        # In a secret vote nobody’s answer is kept: there the roll says how many have voted.
        responded=Coalesce(Subquery(voted.values("number")), Count("responses", distinct=True)),
        dissociated=Count("dissociations", filter=Q(dissociations__withdrawn_at=None), distinct=True),
    )
    return counted.order_by("-on", "-number", "-id")


def dated(decisions: QuerySet[Decision]) -> QuerySet[Decision, Any]:
    """Return decisions with the day ``on`` which each was decided, or that stands for it, and its ``year``."""
    on = Coalesce("decided_on", TruncDate("closed_at"), TruncDate("opened_at"), TruncDate("announced_at"), TruncDate("begun_at"))
    return decisions.annotate(on=on, year=ExtractYear(on))


_SEARCHED = ("title", "question", "version__text__title", "source", "disagreement", "decided_how", "deviation")


def _found(decisions: QuerySet[Decision, Any], words: str) -> QuerySet[Decision, Any]:
    for word in words.split()[:12]:
        wanted = Q()
        for place in _SEARCHED:
            wanted |= Q(**{f"{place}__icontains": word})
        if word.lstrip("#").isdecimal() and len(word) < 10:
            wanted |= Q(number=int(word.lstrip("#")))
        decisions = decisions.filter(wanted)
    return decisions


@dataclass(frozen=True)
class Signed:
    """Who stands under what was adopted, as the public may read it: those listed, and those whom a note names as standing apart.

    Either is nothing where the rule shows none.
    """

    listed: Listing[Organisation] | None = None
    apart: Listing[Organisation] | None = None


def _members(coalition: Coalition) -> list[Membership]:
    belonging = Membership.objects.filter(coalition=coalition, category__in=MEMBERS, standing__in=[Standing.GOOD, Standing.DORMANT])
    return list(belonging.select_related("organisation"))


def signed(decision: Decision) -> Signed:
    """Return who stands under what was adopted, as the public may read it."""
    apart = [one.organisation for one in Dissociation.objects.filter(decision=decision, withdrawn_at=None).select_related("organisation")]
    rule = Rule.of(decision.rule) if decision.rule else None
    return _signed(decision, rule, _members(decision.coalition), apart)


def _signed(decision: Decision, rule: Rule | None, members: list[Membership], apart: list[Organisation]) -> Signed:
    if rule is None or decision.state != State.ADOPTED or not (rule.lists_all or rule.dissociation in {Way.UNLISTED, Way.NOTED}):
        return Signed()
    there = [one.organisation for one in members if _belonged(one, decision)]
    absent = {one.pk for one in apart}
    standing = [one for one in there if one.pk not in absent] if rule.dissociation is Way.UNLISTED else there
    # All members are counted in public too, and the rolls: what a shorter list leaves out must not tell of one of the unnamed. Where
    # those who dissociate leave the list, a count that was one higher yesterday would tell of one of them, so there never is any.
    hidden = frozenset(one.pk for one in standing if one.naming != Naming.PUBLIC)
    is_told = bool(hidden) and tells_number(rule) and may_count_under(decision, hidden)
    listed = Listing(listed_in_public(standing).named, len(hidden) if is_told else 0)
    shows_apart = rule.dissociation is Way.NOTED and bool(apart)
    named_apart = Listing(listed_in_public(apart).named, 0) if shows_apart and any(one.naming == Naming.PUBLIC for one in apart) else None
    return Signed(listed if rule.lists_all or rule.dissociation is Way.UNLISTED else None, named_apart)


def _belonged(membership: Membership, decision: Decision) -> bool:
    """Tell whether an organisation belonged when it was decided: whoever came later does not stand under what was said before."""
    if membership.joined_on is None or decision.closed_at is None:
        return True
    return membership.joined_on <= decision.closed_at.date()
