"""How a decision stands: what was counted, and what each organisation answered, as far as the reader may know it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from commoncall.decisions.models import Decision, Dissociation, Elector, Proxy, Response
from commoncall.decisions.queries import roll
from commoncall.decisions.rules import counting, secrecy
from commoncall.decisions.rules.outcomes import dissents, has_roll
from commoncall.decisions.rules.rule import Answer, Report, Rule
from commoncall.kernel import statements
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Organisation

#: How answers come, for faces.
CAME = Response.Came

#: Of fewer ballots than these nothing is told but what came of them.
FEWEST_BALLOTS = secrecy.LEAST_SHOWN


@dataclass(frozen=True)
class Line:
    """What is known to a reader of one organisation on the roll. One that the reader may not know has no name, and nothing that tells who it is.

    ``answer`` is empty where it has not answered, and in a secret vote; there ``has_voted`` says that it has. ``counts`` is false
    from its suspension on. ``is_entered`` where somebody else than its own people entered the answer, which came as ``came`` says;
    ``entered_by_name`` says who, as long as that is known.
    """

    id: UUID | None
    organisation_id: UUID | None
    name: str = ""
    name_language: str = ""
    country: str = ""
    region: str = ""
    answer: Answer | None = None
    reason: str = ""
    person_name: str = ""
    came: str = ""
    came_how: str = ""
    is_entered: bool = False
    entered_by_name: str = ""
    proxy_holder_name: str = ""
    said_at: datetime | None = None
    counts: bool = True
    is_chair: bool = False
    is_present: bool = False
    has_voted: bool = False
    is_own: bool = False


@dataclass(frozen=True)
class Standing:
    """How a decision stands for a reader.

    ``report`` is what was counted: until now while it is open, in the end once it is closed; nothing before it is opened, and of
    a secret vote nothing before it is closed. ``too_few`` says that the ballots were too few to tell more of than the outcome.
    """

    report: Report | None
    entitled: int
    voted: int
    lines: tuple[Line, ...]
    too_few: bool = False

    @property
    def waiting(self) -> int:
        """How many on the roll have not answered."""
        return max(self.entitled - self.voted, 0)


def standing(actor: Actor, decision: Decision) -> Standing:
    """Return how a decision stands, for a reader who may know of it; a constant number of queries."""
    rule = Rule.of(decision.rule)
    known = set(parties.organisations_visible_to(actor).values_list("pk", flat=True))
    electors, responses = list(roll.electors(decision)), _responses(decision)
    lines = [_line(one, responses.get(one.organisation_id), known, actor) for one in electors]
    if not has_roll(rule):
        lines = [_line_of_poll(one, known, actor) for one in responses.values()]
    voted = sum(one.has_voted or one.answer is not None for one in lines)
    report = _report(decision, rule, responses)
    too_few = rule.secret and report is not None and report.answered < FEWEST_BALLOTS
    shown = _shown(report, known, {one.organisation_id for one in electors}, too_few=too_few) if report else None
    return Standing(shown, len(electors), voted, tuple(sorted(lines, key=_order)), too_few)


def _responses(decision: Decision) -> dict[UUID, Response]:
    rows = decision.responses.select_related("organisation__membership", "person", "entered_by", "proxy_of").order_by("organisation_id")
    return {one.organisation_id: one for one in rows}


def _report(decision: Decision, rule: Rule, responses: Mapping[UUID, Response]) -> Report | None:
    if decision.outcome is not None:
        return Report.of(decision.outcome)
    if rule.secret or decision.state != Decision.State.OPEN:
        return None
    return counting.report(rule, roll.voters(decision), {str(key): Answer(one.answer) for key, one in responses.items()})


def report_of(decision: Decision) -> Report | None:
    """Return what was counted when a decision was closed by its rule; nothing where it was not."""
    return Report.of(decision.outcome) if decision.outcome else None


def _shown(report: Report, known: set[UUID], on_roll: set[UUID], *, too_few: bool) -> Report:
    """Return of a report what a reader may be told.

    Where somebody on the roll is not named to the reader, nothing is broken down by region, country or category: that would tell
    where it is.
    """
    told = replace(
        report,
        not_counted=tuple(one for one in report.not_counted if UUID(one) in known),
        counted_still=tuple(one for one in report.counted_still if UUID(one) in known),
    )
    if on_roll - known:
        told = replace(told, divisions={}, missing_divisions=(), is_withheld=True)
    if too_few:
        told = replace(told, agree=0, against=0, abstain=0, stand_aside=0, objections=0, objecting=0, base=0, needed=0)
    return told


def _line(elector: Elector, response: Response | None, known: set[UUID], actor: Actor) -> Line:
    standing = getattr(getattr(elector.organisation, "membership", None), "standing", None)
    base = Line(
        None,
        None,
        answer=Answer(response.answer) if response else None,
        counts=standing not in roll.WITHOUT_RIGHTS,
        has_voted=elector.has_voted or response is not None,
    )
    if elector.organisation_id not in known:
        return base
    told = replace(
        _named(base, elector.organisation, actor),
        id=elector.pk,
        country=elector.country,
        region=elector.region,
        is_chair=elector.is_chair,
        is_present=elector.is_present,
        person_name=elector.voted_through.name if elector.voted_through else "",
    )
    return _answered(told, response, known) if response else told


def _line_of_poll(response: Response, known: set[UUID], actor: Actor) -> Line:
    standing = getattr(getattr(response.organisation, "membership", None), "standing", None)
    base = Line(None, None, answer=Answer(response.answer), has_voted=True, counts=standing not in roll.WITHOUT_RIGHTS)
    if response.organisation_id not in known:
        return base
    return _answered(replace(_named(base, response.organisation, actor), id=response.pk), response, known)


def _named(line: Line, organisation: Organisation, actor: Actor) -> Line:
    return replace(
        line,
        organisation_id=organisation.pk,
        name=organisation.name,
        name_language=organisation.name_language,
        is_own=organisation.pk == actor.organisation_id,
    )


def _answered(line: Line, response: Response, known: set[UUID]) -> Line:
    # Whoever answers by proxy is named no further than the organisation that holds it.
    is_told = response.proxy_of_id is None or response.proxy_of_id in known
    return replace(
        line,
        reason=response.reason,
        person_name=response.person.name if response.person and is_told else "",
        came=response.came,
        came_how=response.came_how,
        is_entered=response.is_entered,
        entered_by_name=response.entered_by.name if response.entered_by else "",
        proxy_holder_name=response.proxy_of.name if response.proxy_of and is_told else "",
        said_at=response.said_at,
    )


def _order(line: Line) -> tuple[bool, bool, bool, str]:
    """Those who did not go along stand first, those who have not answered last; within each by name, the unnamed at the end."""
    return not dissents(line.answer), not line.has_voted, not line.name, line.name.casefold()


@dataclass(frozen=True)
class Own:
    """An organisation for which the reader answers where ``permissions.may_answer`` lets it; and what was answered for it."""

    organisation: Organisation
    response: Response | None = None
    has_voted: bool = False
    by_proxy: bool = False


def own(actor: Actor, decision: Decision) -> tuple[Own, ...]:
    """Return for which organisations on the roll the actor speaks: its own, then those whose proxy it holds."""
    if actor.organisation_id is None:
        return ()
    rule, wanted = Rule.of(decision.rule), [actor.organisation_id]
    if rule.proxies:
        wanted += _held_by(actor, decision).values_list("giver", flat=True)
    organisations = Organisation.objects.in_bulk(wanted)
    answered = {one.organisation_id: one for one in decision.responses.filter(organisation__in=wanted).select_related("person", "entered_by")}
    lines = dict(decision.roll.filter(organisation__in=wanted).values_list("organisation_id", "has_voted"))
    return tuple(
        Own(
            organisations[key],
            answered.get(key),
            lines.get(key, False),
            key != actor.organisation_id,
        )
        for key in wanted
        if key in organisations and (key in lines or not has_roll(rule))
    )


def _held_by(actor: Actor, decision: Decision) -> QuerySet[Proxy]:
    return Proxy.objects.filter(decision=decision, holder=actor.organisation_id, ended_at=None).order_by("giver__searchable", "id")


def spoken_for(actor: Actor, decision: Decision, organisation: UUID) -> Organisation | None:
    """Return an organisation that is one of those which ``own`` gives; nothing where it is not. One query for one's own organisation."""
    if actor.organisation_id is None:
        return None
    if organisation != actor.organisation_id and not _held_by(actor, decision).filter(giver=organisation).exists():
        return None
    found = statements.ask(_with_line, decision=decision.pk, organisation=organisation)
    is_there = bool(found) and (found[0][-1] or not has_roll(Rule.of(decision.rule)))
    return statements.made(Organisation, found[0][:-1]) if is_there else None


def _with_line(actor: Actor, decision: UUID, organisation: UUID) -> QuerySet[Organisation, tuple[Any, ...]]:
    on_roll = Exists(Elector.objects.filter(decision_id=decision, organisation_id=OuterRef("pk")))
    return Organisation.objects.filter(pk=organisation).order_by().values_list(*statements.columns(Organisation), on_roll)


def acknowledged(decision: Decision) -> frozenset[UUID]:
    """Return which organisations have acknowledged what was adopted."""
    return frozenset(decision.acknowledgements.values_list("organisation_id", flat=True))


@dataclass(frozen=True)
class Dissociated:
    """An organisation that dissociated itself from what was adopted; without a name where the reader may not know it."""

    id: UUID | None
    organisation_id: UUID | None
    name: str = ""
    name_language: str = ""
    reason: str = ""
    said_at: datetime | None = None
    is_own: bool = False


def dissociations(actor: Actor, decision: Decision) -> tuple[Dissociated, ...]:
    """Return who has dissociated itself from what was adopted, as the reader may know it."""
    known = set(parties.organisations_visible_to(actor).values_list("pk", flat=True))
    return tuple(_dissociated(one, known, actor) for one in standing_apart(decision))


def standing_apart(decision: Decision) -> QuerySet[Dissociation]:
    """Return the dissociations that hold, by name."""
    held = Dissociation.objects.filter(decision=decision, withdrawn_at=None).select_related("organisation")
    return held.order_by("organisation__searchable", "organisation_id")


def _dissociated(one: Dissociation, known: Iterable[UUID], actor: Actor) -> Dissociated:
    organisation = one.organisation
    if organisation.pk not in known:
        return Dissociated(None, None)
    is_own = organisation.pk == actor.organisation_id
    return Dissociated(one.pk, organisation.pk, organisation.name, organisation.name_language, one.reason, one.said_at, is_own)


def proxies(actor: Actor, decision: Decision) -> tuple[Proxy, ...]:
    """Return the proxies that hold and of which the actor may know: those of its own organisation, and all for a coordinator."""
    held = Proxy.objects.filter(decision=decision, ended_at=None).select_related("giver", "holder").order_by("giver__searchable", "id")
    if actor.is_coordinator:
        return tuple(held)
    return tuple(one for one in held if actor.organisation_id in {one.giver_id, one.holder_id} and actor.organisation_id is not None)
