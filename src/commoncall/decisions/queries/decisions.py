"""Reading decisions: who may know of which, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from commoncall.decisions.models import Decision, Elector, Response, Rung
from commoncall.decisions.rules.rule import Rule
from commoncall.kernel import statements, time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history.kinds import narrow
from commoncall.kernel.labels import readable_by
from commoncall.kernel.refusals import NotVisible
from commoncall.leadership import queries as leadership
from commoncall.membership.models import Category, Membership, Standing

State = Decision.State

#: How far decisions can have come, for faces.
STATES = Decision.State

#: What has not been put to anybody: the affair of those who prepare it.
UNPUT = Q(state=State.DRAFT) | Q(number=None)
#: What was closed by its rule, or by hand.
DECIDED = (State.ADOPTED, State.NOT_ADOPTED, State.RETURNED, State.ESCALATED, State.LAPSED, State.CONSULTED)
#: What is under way, so that its text stays locked.
UNDER_WAY = (State.NOTICE, State.OPEN)

#: What a decision can be about that is no text, as ``Decision.subject_kind`` names it.
APPLICATION, PROCEEDING = "application", "proceeding"


def visible_to(actor: Actor, at: datetime | None = None, today: date | None = None) -> QuerySet[Decision]:
    """Return the decisions of which the actor may know, the newest first.

    Those put to somebody by their label; besides, whoever is on the roll, is to decide once it opens, or proposed it, and the member
    against which something is proposed. Drafts are known to the coordinators and to who prepares them.
    """
    decisions = Decision.objects.select_related("coalition", "body", "version__text", "rung", "follows").order_by("-number", "-begun_at", "-id")
    if actor.coalition_id is None or not actor.is_inside:
        return decisions.none()
    decisions = decisions.filter(coalition_id=actor.coalition_id)
    if actor.is_operator:
        return decisions
    labelled = Q(label__in=readable_by(actor))
    if not actor.is_coordinator:
        labelled &= ~UNPUT
    return decisions.filter(_own(actor) | labelled | ((_decides(actor, at, today) | _concerned(actor)) & ~UNPUT))


def _own(actor: Actor) -> Q:
    # What is about an applicant or a member was put to the vote in an office: whoever has left that reads of it no longer.
    return Q(proposed_by_id=actor.person_id, subject=None) if actor.person_id is not None else Q(pk__in=[])


def _of_readable_label(actor: Actor) -> QuerySet[Decision, tuple[UUID]]:
    """What the actor may know of by its label, its roll or by having proposed it, whatever the day; as ``visible_to`` but for seats."""
    readable = Q(label__in=sorted(readable_by(actor))) | _own(actor) | _concerned(actor)
    if actor.organisation_id is not None:
        readable |= Q(Exists(Elector.objects.filter(decision=OuterRef("pk"), organisation=actor.organisation_id)))
    return Decision.objects.filter(readable, coalition_id=actor.coalition_id).order_by().values_list("pk")


# Why something was withdrawn, and from what source it is known, stands in sentences that everybody inside would read; what is for
# members only is not for observers and endorsers, and what was made narrower later is not for those who may read it no longer.
narrow("decision", _of_readable_label)


def _concerned(actor: Actor) -> Q:
    """A member reads what is proposed against it. An applicant that is here already does not: what is said of it is for those who decide."""
    if actor.organisation_id is None:
        return Q(pk__in=[])
    return Q(concerned_id=actor.organisation_id, subject_kind=PROCEEDING)


def _decides(actor: Actor, at: datetime | None, today: date | None) -> Q:
    if actor.organisation_id is None:
        return Q(pk__in=[])
    on_roll = Exists(Elector.objects.filter(decision=OuterRef("pk"), organisation=actor.organisation_id))
    will = Q(body__in=leadership.seats_held_by(actor, at, today).values("body"))
    votes = Membership.objects.filter(organisation=actor.organisation_id, category=Category.ORDINARY, standing=Standing.GOOD)
    will |= (
        Q(body=None)
        & (Q(region="") | Exists(votes.filter(country__region=OuterRef("region"))))
        & Exists(votes.filter(coalition=OuterRef("coalition")))
    )
    return Q(on_roll) | (Q(state=State.NOTICE) & will & ~Q(concerned_id=actor.organisation_id, concerned__isnull=False))


def about(subject: UUID, *kinds: str) -> QuerySet[Decision]:
    """Return the decisions about something that is no text, the latest first; of these rungs alone where any are named. For procedures."""
    found = Decision.objects.filter(subject=subject).select_related("coalition", "body", "rung", "version__text", "follows", "concerned")
    return (found.filter(rung_code__in=kinds) if kinds else found).order_by("-begun_at", "-id")


def put_to(actor: Actor, kind: str) -> QuerySet[Decision]:
    """Return what is under way about things of a kind, and is for the actor's organisation to decide."""
    here = Decision.objects.filter(coalition_id=actor.coalition_id, subject_kind=kind, state__in=UNDER_WAY)
    return here.filter(_decides(actor, None, None)) if actor.is_inside else here.none()


def answered_of(kind: str, subjects: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """Return of what is being decided on how many have answered, and how many are on the roll; one query."""
    here = Decision.objects.filter(subject_kind=kind, subject__in=list(subjects), state=State.OPEN).order_by()
    answered = Exists(Response.objects.filter(decision=OuterRef("decision"), organisation=OuterRef("organisation")))
    lines = Elector.objects.filter(decision__in=here).annotate(said=answered).values("decision__subject")
    rows = lines.annotate(number=Count("pk"), given=Count("pk", filter=Q(said=True) | Q(has_voted=True)))
    return {subject: (given, number) for subject, number, given in rows.values_list("decision__subject", "number", "given") if subject}


def unfollowed() -> QuerySet[Decision]:
    """Return what has come to its end and of which nothing has followed yet for what it is about; for the clock."""
    ended = Decision.objects.filter(subject__isnull=False, followed_at=None, state__in=[*DECIDED, State.WITHDRAWN])
    return ended.order_by("closed_at", "id")


def one(actor: Actor, identifier: UUID) -> Decision:
    """Return a decision. Raises ``NotVisible`` where the actor may not know of it."""
    now = time.now()
    rows = statements.ask(_one, actor, decision=identifier, at=now, today=now.date())
    if not rows:
        raise NotVisible(_("There is no such decision here."))
    return statements.made_with(Decision, rows[0], *_WITH)


def to_be_answered(actor: Actor, identifier: UUID) -> Decision:
    """Return a decision as ``one`` does, with nothing beside it but its coalition: for deeds, which look at little."""
    now = time.now()
    rows = statements.ask(_alone, actor, decision=identifier, at=now, today=now.date())
    if not rows:
        raise NotVisible(_("There is no such decision here."))
    return statements.made_with(Decision, rows[0], "coalition")


def _alone(actor: Actor, decision: UUID, at: datetime, today: date) -> QuerySet[Decision, tuple[Any, ...]]:
    found = visible_to(actor, at, today).filter(pk=decision).select_related(None).order_by()
    return found.values_list(*statements.columns_with(Decision, "coalition"))


#: What comes with a decision that is read by itself.
_WITH = ("coalition", "body", "version", "version__text", "rung", "follows")


def _one(actor: Actor, decision: UUID, at: datetime, today: date) -> QuerySet[Decision, tuple[Any, ...]]:
    return visible_to(actor, at, today).filter(pk=decision).select_related(None).order_by().values_list(*statements.columns_with(Decision, *_WITH))


def rule(decision: Decision) -> Rule:
    """Return the rule by which a decision is taken."""
    return Rule.of(decision.rule)


def open_for(actor: Actor) -> QuerySet[Decision]:
    """Return the open decisions in which the actor's organisation may answer, by deadline."""
    if actor.organisation_id is None:
        return visible_to(actor).none()
    on_roll = Exists(Elector.objects.filter(decision=OuterRef("pk"), organisation=actor.organisation_id))
    return visible_to(actor).filter(on_roll, state=State.OPEN).order_by("closes_at", "id")


def waiting_for(actor: Actor) -> QuerySet[Decision]:
    """Return the open decisions in which the actor's organisation has not answered yet, by deadline."""
    if actor.organisation_id is None:
        return open_for(actor)
    answered = Response.objects.filter(decision=OuterRef("pk"), organisation=actor.organisation_id)
    voted = Elector.objects.filter(decision=OuterRef("pk"), organisation=actor.organisation_id, has_voted=True)
    return open_for(actor).filter(~Exists(answered), ~Exists(voted))


def drafts(actor: Actor) -> QuerySet[Decision]:
    """Return what is being prepared and has not been put to anybody."""
    return visible_to(actor).filter(state=State.DRAFT).order_by("-begun_at", "-id")


def rung_above(decision: Decision) -> Rung | None:
    """Return the rung of the ladder right above that of a decision, to which it is passed on where its rule says so."""
    if decision.rung is None:
        return None
    higher = Rung.objects.filter(coalition_id=decision.coalition_id, closed_at=None, position__lt=decision.rung.position)
    return higher.select_related("body").order_by("-position", "id").first()
