"""Putting on a rung what was wanted of it, and refusing what could never be met."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from commoncall.decisions.models import Rung, RungChange
from commoncall.decisions.queries import ladder as read
from commoncall.decisions.queries import roll
from commoncall.decisions.rules.feasible import faults
from commoncall.decisions.rules.rule import Channel
from commoncall.decisions.rules.rungs import Wanted
from commoncall.decisions.sentences import fault_words
from commoncall.kernel import time
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import NotVisible, Refusal
from commoncall.leadership import queries as leadership
from commoncall.leadership.models import Body


def refuse_unfit(coalition: Coalition, wanted: Wanted) -> None:
    """Refuse what nobody could decide by: a body that is not there, a rule that can never be met or contradicts itself, with the reason."""
    if wanted.closed:
        return
    if wanted.region and wanted.region not in {one.code for one in countries.regions()}:
        raise Refusal(_("Choose one of the regions."), field="region")
    voters = roll.who_decides(coalition, _body(coalition, wanted.body), wanted.region)
    for rule in (wanted.rule, wanted.meeting_rule):
        if rule is not None and (found := faults(rule, voters)):
            raise Refusal(fault_words(found[0]), field=found[0].field or None, code=found[0].why)
    if wanted.meeting_rule is not None and wanted.meeting_rule.channel is not Channel.MEETING:
        raise Refusal(_("The rule at meetings is one for meetings."), field="channel")


def _body(coalition: Coalition, identifier: str) -> Body | None:
    if not identifier:
        return None
    found = leadership.bodies(coalition).filter(pk=UUID(identifier)).first()
    if found is None:
        raise NotVisible(_("There is no such body here."))
    return found


def put(rung: Rung, wanted: Wanted) -> None:
    """Make of a rung what is wanted, but for its place; nothing is saved."""
    body = _body(rung.coalition, wanted.body)
    rung.names, rung.body, rung.region = dict(wanted.names), body, wanted.region
    rung.rule = wanted.rule.as_stored()
    rung.meeting_rule = wanted.meeting_rule.as_stored() if wanted.meeting_rule else None
    rung.closed_at = time.now() if wanted.closed else None


def take_effect(change: RungChange) -> None:
    """Let a change hold: the rung becomes what was wanted and takes its place, and the others move up or down.

    What it was before is kept with the change, so that somebody may propose that again. Refused: what can no longer be met.
    """
    rung, wanted = change.rung, Wanted.of(change.wanted)
    refuse_unfit(change.coalition, wanted)
    change.wanted = change.wanted | {"before": read.as_wanted(rung).as_stored()}
    put(rung, wanted)
    others = [one for one in read.ladder(change.coalition) if one.pk != rung.pk]
    if rung.closed_at is None:
        others.insert(min(wanted.position, len(others)), rung)
    for place, one in enumerate(others):
        one.position = place
    rung.save()
    Rung.objects.bulk_update([one for one in others if one.pk != rung.pk], ["position"])
