"""The rules of treaties as data: what comes ready-made, waiting times, and what is no rule."""

from __future__ import annotations

from datetime import date

import pytest

from commoncall.diplomacy.actions import ready_made
from commoncall.diplomacy.models import Instrument
from commoncall.diplomacy.queries import instruments
from commoncall.diplomacy.rules import terms
from commoncall.diplomacy.rules.acts import Act, ActKind
from commoncall.diplomacy.rules.entry import entry_into_force, in_force_for, withdrawal_takes_effect
from commoncall.diplomacy.rules.terms import Delay

SIX = {"en", "fr", "ar", "es", "ru", "zh-hans"}


@pytest.mark.django_db
def test_the_treaties_come_in_six_languages_with_rules_that_can_be_read() -> None:
    found = list(instruments.installed())
    assert {"ccm", "ottawa", "att", "tpnw"} <= {one.code for one in found}
    for one in found:
        assert set(one.names) == set(one.titles) == SIX, one.code
        assert instruments.terms_of(one).threshold is not None, one.code


@pytest.mark.django_db
def test_loading_again_changes_nothing_and_brings_back_what_was_altered() -> None:
    assert ready_made.load() == 0
    Instrument.objects.filter(code="ccm").update(names={}, source="kept")
    Instrument.objects.filter(code="att").delete()
    assert ready_made.load() == 2
    ccm = instruments.installed_one("ccm")
    assert ccm is not None
    assert ccm.names["fr"]
    assert ccm.source == "kept"


@pytest.mark.parametrize(
    ("delay", "on", "expected"),
    [
        (Delay(months=6, first_of_month=True), date(2010, 2, 16), date(2010, 8, 1)),
        (Delay(months=6, first_of_month=True), date(2010, 8, 31), date(2011, 2, 1)),
        (Delay(days=90), date(2014, 9, 25), date(2014, 12, 24)),
        (Delay(months=3), date(2001, 11, 30), date(2002, 2, 28)),
        (Delay(months=6), date(1998, 1, 30), date(1998, 7, 30)),
        (Delay(), date(1978, 10, 5), date(1978, 10, 5)),
    ],
)
def test_waiting_times_end_on_the_right_day(delay: Delay, on: date, expected: date) -> None:
    assert delay.after(on) == expected


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"threshold": {"count": 0, "kinds": []}}, "threshold"),
        ({"threshold": {"count": 3000}}, "threshold"),
        ({"threshold": {"count": "30"}}, "threshold"),
        ({"threshold": {"count": 3, "kinds": ["sneezing"]}}, "threshold"),
        ({"delay": {"days": -1}}, "delay"),
        ({"opened_on": "yesterday"}, "opened_on"),
        ({"closing": "on_date"}, "closed_on"),
        ({"closing": "sometime"}, "closing"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_is_no_rule_is_told_by_its_part(data: dict[str, object], field: str) -> None:
    with pytest.raises(terms.BadTerms) as caught:
        terms.read(data)
    assert caught.value.field == field


def ratified(code: str, on: date, kind: ActKind = ActKind.RATIFICATION) -> Act:
    return Act(on, code, kind)


CCM = terms.read(
    {
        "opened_on": "2008-12-03",
        "closing": "at_entry",
        "threshold": {"count": 2},
        "delay": {"months": 6, "first_of_month": True},
        "leaving": {"delay": {"months": 6}, "waits_for_peace": True},
    }
)


def test_each_state_counts_once_and_the_union_not_at_all() -> None:
    same = [ratified("NO", date(2009, 1, 5)), ratified("NO", date(2009, 2, 5)), ratified("EU", date(2009, 3, 5))]
    assert entry_into_force(CCM, same).on is None
    reached = entry_into_force(CCM, [*same, ratified("IE", date(2009, 4, 6))])
    assert (reached.on, reached.reached_on) == (date(2009, 10, 1), date(2009, 4, 6))
    assert reached.reached_by == ("IE",)
    both = entry_into_force(CCM, [*same, ratified("IE", date(2009, 4, 6)), ratified("MD", date(2009, 4, 6))])
    assert both.reached_by == ("IE", "MD")


def test_who_joins_later_is_bound_after_the_delay_of_its_own_deposit() -> None:
    entry = date(2010, 8, 1)
    assert in_force_for(CCM, entry, ratified("NO", date(2008, 12, 3))) == entry
    assert in_force_for(CCM, entry, ratified("GB", date(2010, 5, 4))) == date(2010, 11, 1)
    assert in_force_for(CCM, None, ratified("GB", date(2010, 5, 4))) is None


def test_a_withdrawal_waits_as_long_as_the_treaty_says() -> None:
    assert withdrawal_takes_effect(CCM, date(2024, 9, 6)) == date(2025, 3, 6)
    assert withdrawal_takes_effect(terms.read({}), date(2024, 9, 6)) is None


def test_a_treaty_may_need_certain_states() -> None:
    listed = terms.read({"threshold": {"states": ["NO", "IE"]}, "delay": {"days": 180}})
    waiting = entry_into_force(listed, [ratified("NO", date(2000, 1, 1)), ratified("SE", date(2000, 1, 2))])
    assert (waiting.on, waiting.counted, waiting.needed, waiting.lacking) == (None, 1, 2, ("IE",))


@pytest.mark.parametrize("delay", [Delay(months=120), Delay(days=3660), Delay(months=1, first_of_month=True)])
def test_no_delay_ends_after_the_calendar(delay: Delay) -> None:
    assert delay.after(date(9999, 12, 1)) == date.max
    assert delay.after(date.max) == date.max
