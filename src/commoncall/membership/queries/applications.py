"""Reading applications: who may know of which, what was said about one, and whether the applicant is known here already."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor, Role
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.text.folding import words_to_find
from commoncall.membership.kinds import CHECK, VOTE
from commoncall.membership.models import Answer, Application, Finding, Opinion, Standing
from commoncall.membership.queries.alike import alike
from commoncall.membership.queries.rows import Row, host
from commoncall.membership.rules.admitting import Tally
from commoncall.membership.rules.matching.index import Index
from commoncall.membership.rules.matching.shapes import Known
from commoncall.membership.rules.profiles import Profile
from commoncall.membership.rules.roles import VOTING

STATES = Application.State
STAGES = Opinion.Stage
ANSWERS = Answer
MET = Finding.Met

#: The stages at which somebody still has something to do, in their order.
UNDER_WAY = (STATES.CHECKING, STATES.CONSULTING, STATES.DECIDING)
SETTLED = (STATES.ADMITTED, STATES.DECLINED, STATES.WITHDRAWN)


class Sight(enum.IntEnum):
    """How much of an application somebody sees: what a consulted member does, what a seat that decides does, or all."""

    CONSULTED = 1
    SEATED = 2
    ALL = 3


def visible_to(actor: Actor, seats: Iterable[UUID] = (), put: Mapping[UUID, Sight] | None = None) -> QuerySet[Application]:
    """Return the applications of which ``actor`` may know. A draft is its writer's alone until it is handed in.

    Coordinators know of all; whoever sits in the body that decides, of those put to a seat of theirs, while it decides;
    members, of those about which they are asked, while they are asked; nobody else of any. ``seats`` are the seats for which
    the actor sits today, and ``put`` the applications that its organisation decides on by the ladder, which a floor above knows.
    """
    if actor.coalition_id is None or not actor.is_inside:
        return Application.objects.none()
    here = Application.objects.filter(coalition_id=actor.coalition_id, submitted_at__isnull=False)
    if actor.is_coordinator:
        return here
    return here.filter(_seated(seats) | _consulted(actor) | Q(pk__in=list(put or ()), state=STATES.DECIDING))


def _seated(seats: Iterable[UUID]) -> Q:
    asked = Opinion.objects.filter(application=OuterRef("pk"), stage=Opinion.Stage.DECISION, seat__in=list(seats))
    return Q(Exists(asked), state=STATES.DECIDING)


def _consulted(actor: Actor) -> Q:
    if actor.organisation_id is None or Role.REPRESENTATIVE not in actor.roles:
        return Q(pk__in=[])
    own = Opinion.objects.filter(application=OuterRef("pk"), organisation_id=actor.organisation_id, seat=None)
    return Q(Exists(own.filter(stage=Opinion.Stage.CONSULTATION)), state=STATES.CONSULTING) | Q(
        Exists(own.filter(stage=Opinion.Stage.DECISION)), state=STATES.DECIDING
    )


def found(actor: Actor, identifier: UUID, seats: Iterable[UUID] = (), put: Mapping[UUID, Sight] | None = None) -> Application | None:
    """Return an application of which the actor may know."""
    return visible_to(actor, seats, put).select_related("coalition", "organisation", "decided_by").filter(pk=identifier).first()


def sight(actor: Actor, application: Application, seats: Iterable[UUID] = (), put: Mapping[UUID, Sight] | None = None) -> Sight:
    """Return how much the actor sees of an application of which it may know."""
    if actor.is_coordinator:
        return Sight.ALL
    if put and application.pk in put:
        return put[application.pk]
    asked = application.opinions.filter(stage=Opinion.Stage.DECISION, seat__in=list(seats))
    return Sight.SEATED if application.state == STATES.DECIDING and asked.exists() else Sight.CONSULTED


@dataclass(frozen=True)
class Line:
    """An application as one line of the list, with whom it waits for and until when."""

    id: UUID
    name: str
    name_language: str
    country: str
    category: str
    state: str
    submitted_at: datetime
    asked: int
    answered: int
    until: datetime | None
    decided_at: datetime | None


def listed(actor: Actor, *, state: str = "", text: str = "") -> QuerySet[Application]:
    """Return the applications of which the actor may know, the latest first, narrowed to a state and to words of their names."""
    kept = visible_to(actor)
    if state == "open":
        kept = kept.filter(state__in=UNDER_WAY)
    elif state:
        kept = kept.filter(state=state)
    words = words_to_find(text)
    if text and not words:
        return kept.none()
    for word in words:
        kept = kept.filter(searchable__contains=word)
    stage = {STATES.CONSULTING: Opinion.Stage.CONSULTATION, STATES.DECIDING: Opinion.Stage.DECISION}
    now_asked = Q(pk__in=[])
    for here, what in stage.items():
        now_asked |= Q(state=here, opinions__stage=what)
    return kept.annotate(asked=Count("opinions", filter=now_asked), answered=Count("opinions", filter=now_asked & ~Q(opinions__answer=""))).order_by(
        "-submitted_at", "-id"
    )


def line(application: Application) -> Line:
    """Return an application of ``listed`` as a line."""
    until = {STATES.CONSULTING: application.consultation_ends_at, STATES.DECIDING: application.decision_due_at}
    return Line(
        id=application.pk,
        name=application.name,
        name_language=application.name_language,
        country=profile_of(application).country,
        category=application.category,
        state=application.state,
        submitted_at=application.submitted_at,  # type: ignore[arg-type]
        asked=application.asked,  # type: ignore[attr-defined]
        answered=application.answered,  # type: ignore[attr-defined]
        until=until.get(STATES(application.state)),
        decided_at=application.decided_at,
    )


def counts(actor: Actor) -> dict[str, int]:
    """Return how many applications stand in each state, of those that the actor may know; one query."""
    return dict(visible_to(actor).order_by().values_list("state").annotate(number=Count("id")))


def drafts(actor: Actor) -> int:
    """Return how many are being filled in, which is all that coordinators learn of them."""
    if not actor.is_coordinator:
        return 0
    return Application.objects.filter(coalition_id=actor.coalition_id, state=STATES.DRAFT).count()


def profile_of(application: Application) -> Profile:
    """Return what an applicant says of itself."""
    return Profile.read(application.profile)


@dataclass(frozen=True)
class Voice:
    """What somebody who was asked said, as far as its reader may know who it is; ``name`` is empty where it may not."""

    id: UUID
    organisation_id: UUID | None
    name: str
    person: str
    answer: str
    comment: str
    answered_at: datetime | None
    seat: UUID | None
    is_staff: bool
    can_answer: bool


def voices(application: Application, stage: str, actor: Actor) -> list[Voice]:
    """Return what was said at a stage, answered first, by name; for those who decide. Two queries.

    Of an organisation of which the reader may not know, neither its name nor that of its person is told.
    """
    acting = parties.mandates_in_force().filter(organisation=OuterRef("organisation"))
    rows = list(application.opinions.filter(stage=stage).select_related("organisation", "person").annotate(acting=Exists(acting)))
    asked = [one.organisation_id for one in rows if one.organisation_id]
    known = set(Organisation.objects.filter(parties.may_be_known(actor), pk__in=asked).values_list("pk", flat=True)) if asked else set()
    told = [_voice(one, one.organisation_id is None or one.organisation_id in known) for one in rows]
    return sorted(told, key=lambda one: (not one.answer, not one.name, one.name.casefold(), one.id))


def _voice(opinion: Opinion, is_known: bool) -> Voice:
    return Voice(
        id=opinion.pk,
        organisation_id=opinion.organisation_id if is_known else None,
        name=opinion.organisation.name if opinion.organisation and is_known else "",
        person=opinion.person.name if opinion.person and is_known else "",
        answer=opinion.answer,
        comment=opinion.comment,
        answered_at=opinion.answered_at,
        seat=opinion.seat,
        is_staff=opinion.organisation_id is None,
        can_answer=opinion.acting or opinion.organisation_id is None,  # type: ignore[attr-defined]
    )


def tally(application: Application, stage: str) -> Tally:
    """Return how those who were asked at a stage have answered; one query."""
    kept = dict(application.opinions.filter(stage=stage).order_by().values_list("answer").annotate(number=Count("id")))
    return Tally(sum(kept.values()), *(kept.get(word, 0) for word in (Answer.YES, Answer.NO, Answer.NO_VIEW)))


def own_opinion(application: Application, actor: Actor) -> Opinion | None:
    """Return the answer of the actor's own organisation, empty while it is only asked, at the stage that is open."""
    if actor.organisation_id is None:
        return None
    stage = Opinion.Stage.CONSULTATION if application.state == STATES.CONSULTING else Opinion.Stage.DECISION
    return application.opinions.filter(stage=stage, seat=None, organisation_id=actor.organisation_id).select_related("application").first()


def opinion_of_seat(application: Application, seats: Iterable[UUID]) -> Opinion | None:
    """Return the answer of one of these seats, empty while it is only asked."""
    own = application.opinions.filter(stage=Opinion.Stage.DECISION, seat__in=list(seats))
    return own.select_related("application", "organisation").first()


def neighbours(application: Application, consults: str) -> QuerySet[Organisation]:
    """Return the members to be consulted: those with a vote and in good standing, in the applicant's country or all, by name."""
    voting = Organisation.objects.filter(coalition=application.coalition, membership__category__in=VOTING, membership__standing=Standing.GOOD)
    if consults == "country":
        country = profile_of(application).country
        voting = voting.filter(membership__country=country) if country else voting.none()
    elif consults != "all":
        voting = voting.none()
    if application.organisation_id:
        voting = voting.exclude(pk=application.organisation_id)
    return voting.order_by("searchable", "pk")


@dataclass(frozen=True)
class Doubles:
    """Who may be the applicant under another spelling: organisations that have a record here, and other applications."""

    organisations: Sequence[Row] = ()
    applications: Sequence[Application] = ()

    def __bool__(self) -> bool:
        return bool(self.organisations or self.applications)


def doubles(application: Application, actor: Actor) -> Doubles:
    """Return who may be the applicant already, the likeliest first; for coordinators alone. Two queries."""
    if not actor.is_coordinator:
        return Doubles()
    country = profile_of(application).country
    records = alike(actor, _names(application), application.acronym, country)
    others = {str(one.pk): one for one in visible_to(actor).exclude(pk=application.pk)}
    match = Index(_known(one) for one in others.values()).find(_known(application))
    return Doubles(
        [one for one in records if one.id != application.organisation_id],
        [others[candidate.id] for candidate in match.candidates],
    )


def _names(application: Application) -> tuple[str, ...]:
    return (application.name, *(other["text"] for other in application.other_names))


def _known(application: Application) -> Known:
    profile = profile_of(application)
    domain = host(profile.website) if profile.website else ""
    return Known(str(application.pk), _names(application), application.acronym, frozenset({profile.country} - {""}), domain=domain)


def findings(application: Application) -> dict[str, Finding]:
    """Return what was found on each condition, by its key."""
    return {one.criterion: one for one in application.findings.select_related("found_by")}


def due_consultations(at: datetime) -> QuerySet[Application]:
    """Return the applications whose consultation is over at an instant: its time has run out, or all have answered; for the clock."""
    silent = Opinion.objects.filter(application=OuterRef("pk"), stage=Opinion.Stage.CONSULTATION, answer="")
    over = Q(consultation_ends_at__lte=at) | ~Exists(silent)
    return Application.objects.filter(over, state=STATES.CONSULTING).select_related("coalition").order_by("consultation_ends_at", "id")


def due_decisions(at: datetime) -> QuerySet[Application]:
    """Return the applications whose decision was due before an instant and of which nobody was told yet; for the clock."""
    late = Application.objects.filter(state=STATES.DECIDING, decision_due_at__lte=at, reminded_at=None)
    return late.select_related("coalition").order_by("decision_due_at", "id")


def not_received(at: datetime) -> QuerySet[Application]:
    """Return the applications handed in before an instant that nobody was ever asked to check; for the clock."""
    asked = Ask.objects.filter(kind=CHECK.name, subject=OuterRef("pk"))
    waiting = Application.objects.filter(~Exists(asked), state=STATES.CHECKING, submitted_at__lte=at)
    return waiting.select_related("coalition").order_by("submitted_at", "id")


def unanswered_seats() -> QuerySet[Opinion]:
    """Return the seats that have not answered about an application that is before them; for the clock."""
    waiting = Opinion.objects.filter(stage=Opinion.Stage.DECISION, seat__isnull=False, answer="", application__state=STATES.DECIDING)
    return waiting.select_related("application__coalition").order_by("asked_at", "id")


def open_votes() -> QuerySet[Ask]:
    """Return what is still asked of those who sit for a seat; for the clock."""
    return Ask.objects.filter(kind=VOTE.name, answered_at=None, withdrawn_at=None)
