"""The chart of joining: right with nothing, with one day and with thousands, and its words beside it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.template.loader import render_to_string

from commoncall.web.atlas.chart import Chart, Milestone, Series, chart_of, running

OPENED = date(2008, 12, 3)
TODAY = date(2026, 2, 3)


def chart(days: list[date], **more: object) -> Chart:
    return chart_of([Series("party", "State parties", running(days))], title="Joining", until=TODAY, **more)  # type: ignore[arg-type]


def drawn(one: Chart) -> str:
    return render_to_string("web/atlas/chart.html", {"chart": one})


def test_with_nothing_a_sentence_stands_in_its_place() -> None:
    assert "nothing to draw yet" in drawn(chart([]))
    assert "<svg" not in drawn(chart([]))


def test_one_day_is_a_line_from_that_day_on() -> None:
    one = chart([TODAY])
    assert one.lines[0].path == "M0 1000H0V750H1000"
    assert one.description == "State parties: 1 (3 February 2026)."


def test_totals_follow_comings_and_goings() -> None:
    assert running([OPENED, OPENED, TODAY], [date(2025, 3, 6)]) == [(OPENED, 2), (date(2025, 3, 6), 1), (TODAY, 2)]
    assert running([]) == []


def test_what_lies_after_the_day_is_left_out() -> None:
    one = chart([OPENED, TODAY + timedelta(days=1)], milestones=[Milestone(TODAY + timedelta(days=2), "Later")])
    assert one.lines[0].number == "1"
    assert not one.flags


def test_thousands_of_days_stay_light_and_end_at_their_number() -> None:
    one = chart([OPENED + timedelta(days=at % 6000) for at in range(30_000)])
    assert one.lines[0].number == "30,000"
    assert len(one.lines[0].path) < 12_000
    assert one.levels[-1].place == "0%"


@pytest.mark.parametrize("number", [1, 3, 4, 5, 17, 99, 112, 193, 1001, 29_999])
def test_the_grid_reaches_over_the_highest_number_in_whole_steps(number: int) -> None:
    one = chart([OPENED] * number)
    levels = [int(level.words.replace(",", "")) for level in one.levels]
    assert levels[-1] >= number
    assert len(levels) == 5
    assert len({after - before for before, after in pairwise(levels)}) == 1


def test_milestones_are_numbered_in_order_and_do_not_cover_each_other() -> None:
    marks = [Milestone(date(2010, 8, 1), "Entry into force"), Milestone(OPENED, "Opened"), Milestone(date(2010, 2, 16), "Thirtieth")]
    one = chart([OPENED], milestones=marks)
    assert [(flag.number, flag.words) for flag in one.flags] == [("1", "Opened"), ("2", "Thirtieth"), ("3", "Entry into force")]
    assert len({(flag.row, flag.place) for flag in one.flags}) == 3
    assert one.flags[1].row != one.flags[2].row
    assert '<time datetime="2010-08-01">1 August 2010</time>' in drawn(one)


def test_hostile_words_are_words_and_nothing_else() -> None:
    words = "</title><script>alert(1)</script>"
    one = chart_of([Series("party", words, running([OPENED]))], title=words, until=TODAY, milestones=[Milestone(OPENED, words)])
    assert "<script" not in drawn(one)
