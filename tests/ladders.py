"""A ladder, a change of it that waits, and a holiday, for the scene."""

from __future__ import annotations

from datetime import date
from typing import Any

from commoncall.decisions.actions import calendar, ladder
from commoncall.decisions.models import Rung
from commoncall.decisions.queries import ladder as read
from commoncall.decisions.rules.rule import Rule, Time
from commoncall.decisions.rules.rungs import Wanted
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Coalition


def of_the_ladder(coalition: Coalition, by: Actor, holiday: date) -> dict[str, Any]:
    """Set up a ladder with a rung of the coalition's own, propose to change another one, and note a holiday."""
    ladder.set_up(coalition, by=by)
    code = f"kittiwake_{coalition.slug}"
    own = Rule(window=Time(working_days=5))
    Rung.objects.create(coalition=coalition, code=code, names={"en": "Kittiwake affairs"}, rule=own.as_stored(), position=99)
    plan = read.rung(coalition, "plan")
    wanted = Wanted(Rule(window=Time(working_days=3)), position=plan.position)
    change = ladder.propose_change(plan, wanted, "Gulls decide faster.", by=by)
    calendar.add_holiday(coalition, holiday, "Guillemot day", by=by)
    return {"rung_code": code, "rung_change": change, "holiday": holiday.isoformat()}
