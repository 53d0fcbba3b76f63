"""What can be said on the command line, and how it is answered: exit codes, and one object where one was asked for."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from commoncall.console.words import understood
from tests.console.clone import Clone

COMMANDS = [
    *("run", "serve", "worker", "demo", "import", "export", "backup", "restore"),
    *("redline", "match", "sign-in-link", "waiting-mail", "verify-history", "reindex", "doctor"),
]


def test_help_names_every_command_and_starts_nothing(clone: Clone, place: Path) -> None:
    told = clone.do("--data", place / "data", "--help")
    assert told.code == 0
    assert all(f"    {name}" in told.out for name in COMMANDS)
    assert not (place / "data").exists()


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("dance",),
        ("run", "--port", "0"),
        ("run", "--port", "x"),
        ("import",),
        ("import", "members"),
        ("import", "people", "f"),
        ("import", "treaty", "f"),
        ("import", "treaty", "f", "--treaty", "ccm", "--as-of", "yesterday"),
        ("export",),
        ("backup",),
    ],
    ids=" ".join,
)
def test_wrong_use_is_answered_with_2_and_with_what_is_right(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        understood(words)
    assert ended.value.code == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "usage: commoncall" in told.err


def test_wrong_use_starts_nothing(clone: Clone, place: Path) -> None:
    told = clone.do("--data", place / "data", "export", "--json")
    assert (told.code, told.out) == (2, "")
    assert not (place / "data").exists()


@pytest.mark.parametrize("rest", [("verify-history",), ("import", "members", "list.csv"), ("sign-in-link", "a@a.example")], ids=lambda rest: rest[0])
def test_what_every_command_knows_may_stand_before_it_or_after_it(rest: tuple[str, ...]) -> None:
    options = [("--data", "/a place"), ("--coalition", "quiet-fields"), ("--json",)]
    for before in itertools.chain.from_iterable(itertools.combinations(options, n) for n in range(4)):
        after = [option for option in options if option not in before]
        said = understood([*itertools.chain(*before), *rest, *itertools.chain(*after)])
        assert (said.data, said.coalition, said.json) == (Path("/a place"), "quiet-fields", True), (before, after)
    said = understood(rest)
    assert (said.data, said.coalition, said.json) == (None, None, False)


def test_a_folder_of_other_things_is_refused_in_words_and_in_json(clone: Clone, place: Path) -> None:
    (place / "holiday.jpg").write_bytes(b"")
    told = clone.do("--data", place, "doctor")
    assert (told.code, told.out) == (1, "")
    assert "holiday.jpg" in told.err
    assert "What to do:" in told.err
    told = clone.do("--data", place, "doctor", "--json")
    assert told.code == 1
    assert told.answer["done"] is False
    assert "holiday.jpg" in told.answer["reason"]
    assert told.answer["remedy"]


def test_a_database_that_does_not_answer_is_told_without_its_password(clone: Clone, place: Path) -> None:
    told = clone.do("--data", place / "data", "verify-history", "--json", DATABASE_URL="postgresql://somebody:dragonfly@127.0.0.1:1/nothing")
    assert told.code == 1, told.err
    assert told.answer["done"] is False
    assert told.answer["remedy"]
    assert "dragonfly" not in told.out + told.err
    assert "Traceback" not in told.err
