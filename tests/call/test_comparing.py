"""What changed between two versions is told demand by demand and word by word, in any script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commoncall.call.rules import comparing
from commoncall.call.rules.comparing import Mark


def marked(before: str, now: str) -> str:
    signs = {Mark.KEPT: "{}", Mark.ADDED: "[+{}]", Mark.REMOVED: "[-{}]"}
    return "".join(signs[piece.mark].format(piece.text) for piece in comparing.pieces(before, now))


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("within thirty days of it.", "within fourteen days of any notice.", "within [-thirty][+fourteen] days of [-it][+any notice]."),
        ("Clear the land.", "Clear the land.", "Clear the land."),
        ("", "New.", "[+New.]"),
        ("加入条约。", "立即加入条约。", "[+立即]加入条约。"),
        ("انضموا إلى المعاهدة.", "انضموا فورا إلى المعاهدة.", "انضموا [+فورا ]إلى المعاهدة."),
    ],
)
def test_whole_words_are_marked(before: str, now: str, told: str) -> None:
    assert marked(before, now) == told


@given(st.text(max_size=80), st.text(max_size=80))
def test_nothing_is_lost_and_nothing_is_invented(before: str, now: str) -> None:
    pieces = comparing.pieces(before, now)
    assert "".join(piece.text for piece in pieces if piece.mark is not Mark.ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.mark is not Mark.REMOVED) == now


def test_a_demand_that_moved_is_the_same_demand() -> None:
    before = ["Join the treaty now.", "Clear the land by the dates.", "Pay survivors."]
    now = ["Clear all land by the dates.", "Join the treaty now.", "Keep it whole."]
    told = [(pair.before, pair.now, pair.is_changed, pair.is_moved) for pair in comparing.demands(before, now)]
    assert told == [(2, 1, True, True), (1, 2, False, True), (None, 3, True, False), (3, None, True, False)]


def test_what_is_gone_stands_where_it_stood() -> None:
    told = [(pair.before, pair.now) for pair in comparing.demands(["One thing.", "Second thing here.", "Third."], ["One thing.", "Third."])]
    assert told == [(1, 1), (2, None), (3, 2)]


@given(st.lists(st.text(max_size=12), max_size=6), st.lists(st.text(max_size=12), max_size=6))
def test_every_demand_of_both_versions_is_told_once(before: list[str], now: list[str]) -> None:
    pairs = comparing.demands(before, now)
    assert sorted(pair.before for pair in pairs if pair.before) == list(range(1, len(before) + 1))
    assert [pair.now for pair in pairs if pair.now] == list(range(1, len(now) + 1))
