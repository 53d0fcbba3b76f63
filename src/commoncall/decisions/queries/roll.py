"""Who decides: who may, before it is opened; and the roll, as it was fixed at the opening instant."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from commoncall.decisions.models import Decision, Elector
from commoncall.decisions.queries.decisions import PROCEEDING, unfollowed
from commoncall.decisions.rules.outcomes import has_roll
from commoncall.decisions.rules.rule import Rule, Voter
from commoncall.kernel import statements
from commoncall.leadership import queries as leadership
from commoncall.leadership.models import Body, Seat
from commoncall.membership.models import Category, Membership, Proceeding, Standing
from commoncall.membership.queries.proceedings import OPEN

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from commoncall.kernel.authority import Actor
    from commoncall.kernel.parties.models import Coalition

#: From then on an answer no longer counts, while the denominator stays.
WITHOUT_RIGHTS = (Standing.SUSPENDED, Standing.LEFT)


def who_may(decision: Decision) -> tuple[Voter, ...]:
    """Return who may decide now: those who would stand on the roll if the decision were opened at this instant.

    Whom it concerns, as an expulsion does, does not decide on itself.
    """
    voters = who_decides(decision.coalition, decision.body, decision.region)
    concerned = str(decision.concerned_id or "")
    return tuple(one for one in voters if one.organisation != concerned)


def who_decides(coalition: Coalition, body: Body | None = None, region: str = "") -> tuple[Voter, ...]:
    """Return who decides in a coalition, a body of it, or a region of it: organisations in good standing, each one once.

    In a body those that hold a seat with a vote; else the ordinary members. The dormant do not count, the suspended are not there,
    nor is who was just suspended by a decision of which nothing has followed yet.
    """
    belonging = Membership.objects.filter(coalition=coalition, standing=Standing.GOOD).exclude(organisation__in=_put_out(coalition.pk))
    chairs = _chairs(body or leadership.committee(coalition))
    if body is not None:
        seats = leadership.seats_now(body).filter(has_vote=True, organisation__isnull=False).order_by()
        belonging = belonging.filter(organisation__in=seats.values("organisation"))
    else:
        belonging = belonging.filter(category=Category.ORDINARY)
    if region:
        belonging = belonging.filter(country__region=region)
    return tuple(_voter(*row, chairs) for row in _rows(belonging))


def _rows(belonging: QuerySet[Membership]) -> Iterable[tuple[UUID, str | None, str | None, str]]:
    return belonging.order_by("organisation_id").values_list("organisation_id", "country__region", "country_id", "category")


def _voter(organisation: UUID, region: str | None, country: str | None, category: str, chairs: frozenset[UUID]) -> Voter:
    return Voter(str(organisation), region or "", country or "", category, is_chair=organisation in chairs)


def _chairs(body: Body | None) -> frozenset[UUID]:
    """Return the organisation in the chair of a body. Where two share it, neither decides alone, and so nobody does."""
    if body is None:
        return frozenset()
    held = leadership.seats_now(body).filter(has_vote=True, organisation__isnull=False)
    for office in (Seat.Office.CHAIR, Seat.Office.CO_CHAIR):
        found = frozenset(one.organisation_id for one in held if one.office == office and one.organisation_id is not None)
        if found:
            return found if len(found) == 1 else frozenset()
    return frozenset()


def electors(decision: Decision) -> QuerySet[Elector]:
    """Return the lines of the roll of an opened decision, by name of the organisation."""
    return decision.roll.select_related("organisation__membership", "voted_through").order_by("organisation__searchable", "organisation_id")


def voters(decision: Decision, at: datetime | None = None) -> tuple[Voter, ...]:
    """Return the roll for counting: as it was at the opening instant, but for those who have lost their rights since.

    What these answered no longer counts; they still stand in the denominator. Who was suspended by a decision that closed before ``at``
    (or by now) has lost them, though nothing has followed from that yet. Of a poll no roll is kept: there these are the ones who
    answered, so that it is known whose answers no longer count.
    """
    put_out = Exists(_put_out(decision.coalition_id, at).filter(concerned=OuterRef("organisation_id")))
    if not has_roll(Rule.of(decision.rule)):
        said = decision.responses.order_by("organisation_id").values_list("organisation_id", "organisation__membership__standing", put_out)
        return tuple(Voter(str(organisation), counts=standing not in WITHOUT_RIGHTS and not out) for organisation, standing, out in said)
    rows = decision.roll.order_by("organisation_id").values_list(
        "organisation_id", "region", "country", "category", "is_present", "is_chair", "organisation__membership__standing", put_out
    )
    held_by = dict(decision.proxies.filter(ended_at=None).values_list("giver_id", "holder_id"))
    return tuple(
        Voter(
            str(organisation),
            region,
            country,
            category,
            counts=standing not in WITHOUT_RIGHTS and not out,
            is_present=is_present,
            is_chair=is_chair,
            proxy_held_by=str(held_by.get(organisation, "")),
        )
        for organisation, region, country, category, is_present, is_chair, standing, out in rows
    )


def _put_out(coalition: UUID, at: datetime | None = None) -> QuerySet[Decision, tuple[UUID | None]]:
    """Return the organisations whose suspension or expulsion was adopted before an instant, or by now, and is still to be put in force.

    What cannot be put in force, or was settled otherwise, takes nothing from anybody: such a procedure has ended.
    """
    going_on = Proceeding.objects.filter(state__in=OPEN).values("pk")
    adopted = unfollowed().filter(
        coalition=coalition, subject_kind=PROCEEDING, state=Decision.State.ADOPTED, subject__in=going_on, concerned__isnull=False
    )
    return (adopted.filter(closed_at__lt=at) if at is not None else adopted).order_by().values_list("concerned")


def is_on(decision: Decision, organisation: UUID) -> bool:
    """Tell whether an organisation is on the roll of an opened decision, or would be: of one to be opened, or where no roll is kept."""
    found = places(decision, [organisation]).get(organisation)
    return found is not None and found.is_on


@dataclass(frozen=True)
class Place:
    """How an organisation stands, and whether it is on the roll of a decision, as ``is_on`` says."""

    standing: Standing
    is_on: bool


def places(decision: Decision, organisations: Collection[UUID]) -> dict[UUID, Place]:
    """Return the places of those of these organisations that belong to the coalition, in a constant number of queries."""
    if len(organisations) == 1:
        rows = statements.ask(_place_of, decision=decision.pk, organisation=next(iter(organisations)))
    else:
        rows = list(_placed(Membership.objects.filter(organisation__in=organisations), decision.pk))
    if is_fixed(decision):
        return {organisation: Place(Standing(standing), is_on) for organisation, standing, is_on in rows}
    may = {one.organisation for one in who_may(decision)}
    return {organisation: Place(Standing(standing), str(organisation) in may) for organisation, standing, _ in rows}


def is_fixed(decision: Decision) -> bool:
    """Tell whether the roll of a decision was fixed: it was opened, and is none of those of which no roll is kept."""
    return decision.opened_at is not None and has_roll(Rule.of(decision.rule))


def _place_of(actor: Actor, decision: UUID, organisation: UUID) -> QuerySet[Membership, tuple[Any, ...]]:
    return _placed(Membership.objects.filter(organisation_id=organisation), decision)


def _placed(belonging: QuerySet[Membership], decision: UUID) -> QuerySet[Membership, tuple[Any, ...]]:
    on_roll = Exists(Elector.objects.filter(decision_id=decision, organisation_id=OuterRef("organisation_id")))
    return belonging.values_list("organisation_id", "standing", on_roll)
