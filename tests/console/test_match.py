"""Two lists of names are compared on the command line: what is certain, what a person must tell, and nothing that is made up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commoncall.console.main import main
from tests.console.clone import Clone
from tests.membership.test_matching_rules import TRUTH

MEMBERS = "name,country\nQuiet Reed Alliance (QRA),Kenya\nReedwatch,Italy\nThird Reed Network Africa,Ghana\n"
NAMES = "1,The Quiet Reed Alliance,Kenya\n2,Third Reed Network,\n3,Meadow Song,France\n4,Quiet Reed Alliance - QRA,Kenya\n5,Meadow Song,France\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    for name, text in (("members.csv", MEMBERS), ("names.csv", NAMES)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "members.csv", tmp_path / "names.csv"


def told(members: Path, names: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert main(["match", str(members), str(names), "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_it_needs_no_installation_and_makes_none(clone: Clone, place: Path, files: tuple[Path, Path]) -> None:
    for path in files:
        (place / path.name).write_bytes(path.read_bytes())
    nothing = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing", "COMMONCALL_DATA": str(place / "data")}
    done = clone.do("match", "members.csv", "names.csv", "--json", cwd=place, **nothing)
    assert done.code == 0, done.err
    assert done.answer["counts"] == {"certain": 1, "doubtful": 1, "repeated": 2, "unknown": 1}
    assert sorted(path.name for path in place.iterdir()) == ["members.csv", "names.csv"]


def test_a_file_without_headings_is_understood_and_each_name_stands_in_one_part(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    found = told(*files, capsys)
    assert (found["members"], found["names"]) == (3, 5)
    assert [(one["row"], one["candidates"][0]["row"]) for one in found["certain"]] == [(1, 2)]
    assert [(one["row"], one["repeats"]) for one in found["repeated"]] == [(4, 1), (5, 3)]
    [doubt] = found["doubtful"]
    assert (doubt["row"], doubt["candidates"][0]["reasons"]) == (2, ["same_name", "one_names_a_place"])
    assert found["unknown"] == [{"row": 3, "name": "Meadow Song"}]


def test_people_read_why_it_is_doubtful(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", *map(str, files)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "5 names against 3 organisations: 1 certain, 1 doubtful, 1 unknown, 2 repeated."
    assert lines[lines.index("Row 2, Third Reed Network: may be") + 1] == (
        "  Third Reed Network Africa (row 4): the same name; but one name has a place in it"
    )
    assert lines[-1] == "Row 5, Meadow Song: stands in row 3 already."


@pytest.mark.parametrize(("content", "says"), [("", "empty"), ("1,2\n3,4\n", "No column"), ('"a\nb', "quotation mark")])
def test_what_is_no_list_of_names_is_refused_with_what_to_do(
    files: tuple[Path, Path], content: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files[1].write_text(content, encoding="utf-8")
    assert main(["match", *map(str, files)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert says in told.err
    assert "What to do:" in told.err


@pytest.mark.sample_data
def test_four_hundred_real_signatories_against_two_hundred_real_members(sample_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody is taken for somebody else; all who are members are found or asked about; what stands twice is seen."""
    found = told(sample_data / "members" / "network-members.csv", sample_data / "members" / "letter-signatories.csv", capsys)
    assert (found["members"], found["names"], sum(found["counts"].values())) == (200, 400, 400)
    for one in found["certain"]:
        assert one["candidates"][0]["row"] in TRUTH.get(one["row"], set()), f"row {one['row']} is not row {one['candidates'][0]['row']}"
    offered = {one["row"]: {each["row"] for each in one["candidates"]} for one in (*found["certain"], *found["doubtful"])}
    missed = [row for row, meant in TRUTH.items() if not offered.get(row, set()) & meant]
    assert missed == []
    assert len(found["certain"]) >= 66
    assert len(found["doubtful"]) <= 18
    assert [(one["row"], one["repeats"]) for one in found["repeated"]] == [(116, 57), (203, 70)]
