"""Reading the ladder: which kinds of decision there are, who takes each, by which rule, and which changes wait for support."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commoncall.decisions.models import Decision, Rung, RungChange, ShownLadder
from commoncall.decisions.queries import roll
from commoncall.decisions.rules.counting import limit_of_objections
from commoncall.decisions.rules.rule import Channel, Rule, Voter, Way
from commoncall.decisions.rules.rungs import Wanted
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import NotVisible


def rungs(coalition: Coalition) -> QuerySet[Rung]:
    """Return the rungs of a coalition's ladder from the top, each with the body that decides."""
    return Rung.objects.filter(coalition=coalition, closed_at=None).select_related("body").order_by("position", "id")


def ladder(coalition: Coalition) -> list[Rung]:
    """Return the ladder from the top; empty where none is set up."""
    return list(rungs(coalition))


def is_shown(coalition: Coalition) -> bool:
    """Tell whether the public pages show the ladder, whether or not they are open."""
    return ShownLadder.objects.filter(coalition=coalition).exists()


def find(coalition: Coalition, code: str) -> Rung | None:
    """Return the rung for a kind of decision, or nothing where the ladder has none."""
    return rungs(coalition).filter(code=code).first()


def rung(coalition: Coalition, code: str) -> Rung:
    """Return the rung for a kind of decision. Raises ``NotVisible`` where the ladder has none."""
    found = find(coalition, code)
    if found is None:
        raise NotVisible(_("There is no such kind of decision on the ladder."))
    return found


def rule_of(rung: Rung, channel: Channel | str = Channel.WRITTEN) -> Rule:
    """Return the rule of a rung in writing, or at a meeting.

    Where the rung has no rule of its own for meetings, that in writing is used there. Silence has no place at a meeting: there it
    is consensus, unless as many block as would break silence.
    """
    written = Rule.of(rung.rule)
    if Channel(channel) is Channel.WRITTEN:
        return written
    if rung.meeting_rule:
        return replace(Rule.of(rung.meeting_rule), channel=Channel.MEETING)
    if written.way is Way.SILENCE:
        return replace(written, channel=Channel.MEETING, way=Way.CONSENSUS, objections_end_it=limit_of_objections(written))
    return replace(written, channel=Channel.MEETING)


def as_wanted(rung: Rung) -> Wanted:
    """Return what a rung is now, as data that a change can be compared with."""
    return Wanted(
        rule=Rule.of(rung.rule),
        names=rung.names,
        body=str(rung.body_id or ""),
        region=rung.region,
        meeting_rule=Rule.of(rung.meeting_rule) if rung.meeting_rule else None,
        position=rung.position,
        closed=rung.closed_at is not None,
    )


def who_decides(rung: Rung) -> tuple[Voter, ...]:
    """Return who would decide on a rung now."""
    return roll.who_decides(rung.coalition, rung.body, rung.region)


def changes(actor: Actor) -> QuerySet[RungChange]:
    """Return every change of the ladder that was proposed, the newest first: everybody inside knows of all."""
    if actor.coalition_id is None or not actor.is_inside:
        return RungChange.objects.none()
    known = RungChange.objects.filter(coalition_id=actor.coalition_id).order_by("-proposed_at", "-id")
    return known.select_related("rung__body", "proposed_by", "proposed_for", "supported_by", "supported_for", "coalition")


def waiting(actor: Actor) -> QuerySet[RungChange]:
    """Return the changes that wait for the support of another member."""
    return changes(actor).filter(supported_at=None, withdrawn_at=None)


def change(actor: Actor, identifier: UUID) -> RungChange:
    """Return a proposed change. Raises ``NotVisible`` where the actor may not know of it."""
    found = changes(actor).filter(pk=identifier).first()
    if found is None:
        raise NotVisible(_("There is no such proposal here."))
    return found


def is_unused(coalition: Coalition) -> bool:
    """Tell whether nothing was decided by the ladder yet, and nobody changed it: then it may still be set up afresh."""
    return (
        not Decision.objects.filter(coalition=coalition, rung__isnull=False).exists() and not RungChange.objects.filter(coalition=coalition).exists()
    )
