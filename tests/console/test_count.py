"""Anybody counts published ballots again on the command line, with nothing installed or started, and gets every stage."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commoncall.console.main import main

BALLOTS = "3 1\n3 1 2 0\n2 2 0\n2 3 2 0\n1 0\n0\nAmina\nBo\nChen\nOne seat\n"
CLEAR = "3 2\n5 1 2 0\n2 2 0\n1 3 0\n0\nAmina\nBo\nChen\nTwo seats\n"


def told(path: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    code = main(["count", str(path), *words, "--json"])
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return code, found


@pytest.fixture
def ballots(tmp_path: Path) -> Path:
    (tmp_path / "ballots.blt").write_text(BALLOTS, encoding="utf-8")
    return tmp_path / "ballots.blt"


@pytest.fixture
def clear(tmp_path: Path) -> Path:
    (tmp_path / "clear.blt").write_text(CLEAR, encoding="utf-8")
    return tmp_path / "clear.blt"


def test_winners_quota_and_every_stage_are_told(clear: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = told(clear, capsys, "--rule", "scottish")
    assert (code, found["done"], found["winners"], found["quota"]) == (0, True, ["Amina", "Bo"], 3)
    first, second = found["stages"][:2]
    assert (first["deed"], first["votes"], first["elected"]) == ("first preferences", {"Amina": 5, "Bo": 2, "Chen": 1}, ["Amina"])
    assert (second["deed"], second["of"], second["votes"]["Bo"]) == ("surplus", "Amina", 4)
    code, found = told(clear, capsys, "--rule", "meek")
    assert (code, found["winners"]) == (0, ["Amina", "Bo"])
    assert found["quota"] == pytest.approx(8 / 3)


def test_a_tie_stops_it_until_a_lot_or_a_seed_settles_it(ballots: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = told(ballots, capsys, "--rule", "scottish")
    assert (code, found["done"]) == (1, False)
    assert found["tie"] == {"stage": 2, "for": "exclusion", "candidates": ["Bo", "Chen"], "numbers": [2, 3]}
    code, found = told(ballots, capsys, "--rule", "scottish", "--lot", "2,3")
    assert (code, found["winners"], found["lot"]) == (0, ["Bo"], {"order": [2, 3]})
    assert found["ties"] == [{"stage": 2, "for": "exclusion", "candidates": ["Bo", "Chen"], "chosen": "Chen"}]
    code, found = told(ballots, capsys, "--rule", "scottish", "--lot", "3,2,1")
    assert (code, found["winners"]) == (0, ["Amina"])
    code, found = told(ballots, capsys, "--rule", "scottish", "--seed", "the numbers of Saturday")
    assert code == 0
    assert (found["lot"]["seed"], sorted(found["lot"]["order"])) == ("the numbers of Saturday", [1, 2, 3])
    assert told(ballots, capsys, "--rule", "scottish", "--seed", "the numbers of Saturday")[1] == found


def test_people_read_it_stage_by_stage(clear: Path, ballots: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["count", str(clear), "--rule", "scottish"]) == 0
    shown = capsys.readouterr().out
    for words in ("Two seats", "2 seats, 8 valid papers; quota 3.00000", "Elected: Amina, Bo.", "Stage 2: surplus of Amina"):
        assert words in shown
    assert main(["count", str(ballots), "--rule", "irv"]) == 1
    assert "the rule leaves to lot who is excluded: Bo, Chen" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--rule", "irv"), "fills one seat"),
        (("--rule", "scottish", "--seats", "0"), "not 0"),
        (("--rule", "scottish", "--lot", "1,1"), "no order of candidates"),
        (("--rule", "scottish", "--lot", "first"), "no order of candidates"),
    ],
)
def test_what_cannot_be_counted_is_said_with_what_to_do(clear: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], reason: str) -> None:
    code, found = told(clear, capsys, *words)
    assert (code, found["done"]) == (1, False)
    assert reason in found["reason"]
    assert found["remedy"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"2 1\n0\nA\nB\n", "nothing to count"),
        (b"2 1\n1 3 0\n0\nA\nB\n", "Line 2: there is no candidate 3"),
        (b"2 1\n1 1 0\n0\n\xe9\nB\n", "no text in UTF-8"),
        (b"", "is empty"),
    ],
)
def test_a_file_that_holds_no_election_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, reason: str) -> None:
    (tmp_path / "bad.blt").write_bytes(content)
    code, found = told(tmp_path / "bad.blt", capsys, "--rule", "scottish")
    assert code == 1
    assert reason in found["reason"]
    assert told(tmp_path / "nowhere.blt", capsys, "--rule", "scottish")[0] == 1
    assert told(tmp_path, capsys, "--rule", "scottish")[0] == 1


def test_seats_may_be_said_and_open_ones_are_told(clear: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(clear, capsys, "--rule", "irv", "--seats", "1")[1]["winners"] == ["Amina"]
    code, found = told(clear, capsys, "--rule", "scottish", "--seats", "5")
    assert (code, sorted(found["winners"]), found["open_seats"]) == (0, ["Amina", "Bo", "Chen"], 2)
