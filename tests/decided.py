"""One decision in each state that an address can name, for the scene."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from commoncall.decisions.actions import answering, closing, dissociating, entering, opening, preparing, proxies, publishing, register
from commoncall.decisions.actions.preparing import Preparation
from commoncall.decisions.models import Decision
from commoncall.decisions.queries import ladder as reading
from commoncall.decisions.rules.rule import Answer, Channel, Dissociation, Division, Rule, Time
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Coalition, Organisation
from tests.cast import make_member

WRITTEN = Rule(
    share=Fraction(3, 4), more_than=False, objections_end_it=2, proxies=3, quorum=1, quorum_division=Division.REGION, window=Time(hours=72)
)
AT_MEETING = Rule(channel=Channel.MEETING, dissociation=Dissociation.NOTED)
WITH_NOTICE = Rule(notice=Time(hours=48), discussion_window=Time(hours=24), discussion=Time(hours=72), window=Time(hours=72))
SECRET = Rule(secret=True, may_change=False, reasons_asked=False)


def prepared(coalition: Coalition, title: str, rule: Rule, by: Actor, **more: Any) -> Decision:
    """Return a decision that is being prepared, by a rule of its own."""
    rung = reading.rung(coalition, "other")
    told = Preparation(title, "Plovers nest in furrows.", language="en", rung=rung, rule=rule, deviation="Herons cannot wait.")
    return preparing.prepare(coalition, replace(told, **more), by=by)


def opened(coalition: Coalition, title: str, rule: Rule, by: Actor, **more: Any) -> Decision:
    """Return an open decision."""
    return opening.open_now(prepared(coalition, title, rule, by, **more), by=by)


def of_the_decisions(coalition: Coalition, organisation: Organisation, member: Actor, by: Actor) -> dict[str, Any]:
    """Return a decision in each state; ``member`` acts for the organisation, which has given its proxy in the open one. The ladder stands."""
    holder = make_member(coalition, by, "Lapwing Link", "KE")
    decision = opened(coalition, "Shall the dunlins be counted?", WRITTEN, by, topic="")
    proxies.give(decision, organisation, holder, by=member)
    entering.enter(decision, holder, Answer.OBJECT, "Dunlins are not to be counted.", "phone", "Told at ebb", by=by)
    adopted = opened(coalition, "Shall the curlews be heard?", AT_MEETING, by, is_public=True)
    answering.answer(adopted, organisation, Answer.AGREE, "Curlews first.", by=member)
    adopted = closing.close_meeting(adopted, by=by)
    dissociating.dissociate(adopted, organisation, "Not in spring.", by=member)
    dissociating.take_back_dissociation(adopted.dissociations.get(), by=member)
    register.note_disagreement(adopted, "Some prefer godwits.", by=by)
    publishing.show_ladder(coalition, True, by=by)
    past = register.Past("Avocets were adopted", date(2025, 5, 4), "An assembly on the marsh", "Minutes of the marsh", language="en")
    return {
        "decision": decision,
        "decision_draft": prepared(coalition, "Shall the stilts stand?", WRITTEN, by),
        "decision_meeting": opened(coalition, "Shall the ruffs dance?", AT_MEETING, by),
        "decision_notice": opening.announce(prepared(coalition, "Shall the snipes drum?", WITH_NOTICE, by), by=by),
        "decision_adopted": adopted,
        "decision_past": register.enter_later(coalition, past, by=by),
        "decision_secret": opened(coalition, "Shall the whimbrels move?", SECRET, by),
    }
