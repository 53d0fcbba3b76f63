"""Those who are not named in public, by what the public register counts: in one order, by which every page decides what it may tell.

A number is told only where none of these sets, by itself or taken from another, singles out fewer than three (see ``parties.naming``). The
list of members comes first, then the rolls, then the lists under what was adopted; floors above go on with theirs.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Exists, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import MD5, Cast

from commoncall.decisions.models import Decision, Elector, Response
from commoncall.decisions.queries.decisions import DECIDED, State
from commoncall.decisions.rules.rule import Dissociation, Rule
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.parties.naming import counted_together
from commoncall.membership.models import Category, Membership, Standing
from commoncall.membership.queries.roll import MEMBERS

Set = frozenset[UUID]


def in_public(coalition: Coalition) -> QuerySet[Decision]:
    """Return what the public register shows, in no order."""
    return Decision.objects.filter(coalition=coalition, coalition__is_public=True, is_public=True, state__in=DECIDED)


def unlisted(coalition: Coalition) -> Set:
    """Return which of those whom the public list of members counts are not named there; one query."""
    belonging = Membership.objects.filter(coalition=coalition, standing__in=[Standing.GOOD, Standing.DORMANT]).exclude(category=Category.OBSERVER)
    return frozenset(belonging.exclude(organisation__naming=Naming.PUBLIC).values_list("organisation_id", flat=True))


def on_rolls(coalition: Coalition) -> tuple[Set, dict[UUID, bool]]:
    """Return on which rolls somebody is not named in public, and whether the numbers of each of these may be told; six queries.

    All rolls of the register stand side by side, and beside the list of members, which tells how many of these are not named: a number
    is told only where none of them, by itself or taken from another, is of fewer than three. Of a body or a region everybody can know
    the named, so that there none may be unnamed. Where no roll is kept, it is those who answered.
    """
    alike, by_all, sets = _rolls(coalition)
    _members, *told = counted_together([unlisted(coalition), *sets.values()])
    may_count = dict(zip(sets, told, strict=True))
    return frozenset(alike), dict.fromkeys(alike, False) | {one: may_count[alike[one]] for one in by_all}


def sets(coalition: Coalition) -> list[Set]:
    """Return the sets of those not named of which the register and the list of members may tell a number, in their order; eight queries."""
    _alike, _by_all, rolls = _rolls(coalition)
    return [unlisted(coalition), *rolls.values(), *_under(coalition)]


def may_count_under(decision: Decision, hidden: Set) -> bool:
    """Tell whether the number of those not named in the list under what was adopted may be told beside all that the register tells."""
    told = sets(decision.coalition)
    known = dict(zip(told, counted_together(told), strict=True))
    # The same people under another decision are the same number.
    return known[hidden] if hidden in known else counted_together([*told, hidden])[-1]


def _rolls(coalition: Coalition) -> tuple[dict[UUID, str], list[UUID], dict[str, Set]]:
    """Return which rolls are alike, those of all members, and who is not named on each that differs, the latest first."""
    known = in_public(coalition)
    kept = _fingerprints(Elector.objects.filter(decision__in=known.values("pk")))
    others = Response.objects.filter(decision__in=known.values("pk"))
    answered = _fingerprints(others.exclude(Exists(Elector.objects.filter(decision=OuterRef("decision")))))
    alike = kept | answered
    in_order = known.filter(body=None, region="").order_by("-number", "-id").values_list("pk", flat=True)
    by_all = [one for one in in_order if one in alike]
    # Rolls of the same people tell the same: each is looked at once, however many decisions there are.
    first = {alike[one]: one for one in reversed(by_all)}
    of_all = set(first.values())
    found = _unnamed(Elector.objects.filter(decision__in=of_all)) | _unnamed(others.filter(decision__in=of_all & answered.keys()))
    return alike, by_all, {key: found[first[key]] for key in dict.fromkeys(alike[one] for one in by_all)}


def _under(coalition: Coalition) -> list[Set]:
    """Return who is not named in each list of members under what was adopted and tells their number, the latest first; two queries."""
    adopted = in_public(coalition).filter(state=State.ADOPTED).exclude(rule={}).order_by("-number", "-id").values_list("rule", "closed_at")
    days = {closed.date() if closed else None for rule, closed in adopted if tells_number(Rule.of(rule))}
    belonging = Membership.objects.filter(coalition=coalition, category__in=MEMBERS, standing__in=[Standing.GOOD, Standing.DORMANT])
    rows = list(belonging.exclude(organisation__naming=Naming.PUBLIC).values_list("organisation_id", "joined_on")) if days else []
    return list(dict.fromkeys(_by(day, rows) for day in sorted(days, key=lambda day: day or date.max, reverse=True)))


def tells_number(rule: Rule) -> bool:
    """Tell whether all members stand under what a rule adopts, with the number of those not named, whoever dissociates."""
    return rule.lists_all and rule.dissociation is not Dissociation.UNLISTED


def _by(day: date | None, rows: list[tuple[UUID, date | None]]) -> Set:
    return frozenset(key for key, joined_on in rows if joined_on is None or day is None or joined_on <= day)


def _fingerprints(rows: QuerySet[Any, Any]) -> dict[UUID, str]:
    """Return for each decision what tells those of its rows who are not named in public from any others; no decision without any."""
    found = rows.exclude(organisation__naming=Naming.PUBLIC).order_by().values("decision_id")
    digests = found.annotate(who=MD5(StringAgg(Cast("organisation_id", TextField()), Value(","), order_by="organisation_id")))
    return dict(digests.values_list("decision_id", "who"))


def _unnamed(rows: QuerySet[Any, Any]) -> dict[UUID, Set]:
    found: dict[UUID, set[UUID]] = {}
    for decision, organisation in rows.exclude(organisation__naming=Naming.PUBLIC).values_list("decision_id", "organisation_id"):
        found.setdefault(decision, set()).add(organisation)
    return {decision: frozenset(ids) for decision, ids in found.items()}
