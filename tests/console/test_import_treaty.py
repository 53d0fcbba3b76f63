"""The operator takes in who has joined a treaty: without a coalition, told before it is done, with the state of the treaty afterwards."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from commoncall.console import answers, treaties
from commoncall.console.words import understood
from commoncall.diplomacy.models import DepositaryAct, Proposal
from commoncall.installation.trouble import Trouble
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Refusal
from tests.console.clone import Home
from tests.diplomacy import tables

HEADINGS = ("Participant", "Signature", "Ratification")
NAMED = {"att", "cat", "cat_op", "ccm", "ccw_art1", "ccw_p4", "ccw_p5", "cmw", "crc", "crc_op_ac", "crc_op_sc", "cwc", "ottawa"}


def told(file: Path | str, *words: str, content: bytes | None = None) -> tuple[int, dict[str, Any]]:
    """Say a command and return its exit code and its one object."""
    said = understood(["import", "treaty", str(file), *words])
    answer = treaties.take_in(said, Path(file).read_bytes() if content is None else content)
    facts = json.loads(json.dumps({"done": answer.done, **answer.facts}, default=str))
    return (answers.DONE if answer.done else answers.REFUSED), facts


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["ccm.csv", "ccm-status-page.html"])
def test_the_real_status_of_the_convention_is_as_its_page_counts(sample_data: Path, name: str) -> None:
    code, facts = told(sample_data / "treaties" / name, "--treaty", "ccm", "--json")
    assert code == 0
    wanted = {"parties": 112, "signatories": 107, "signatures": 108, "withdrawn": 1, "questions": [], "refused": [], "rows": 125}
    assert {key: facts[key] for key in wanted} == wanted
    assert facts["entry_into_force"] == facts["computed_entry_into_force"] == "2010-08-01"
    before = DepositaryAct.objects.count(), Entry.objects.count()
    code, facts = told(sample_data / "treaties" / name, "--treaty", "ccm")
    assert (code, facts["added"], facts["changed"], facts["gone"]) == (0, 0, 0, 0)
    assert (DepositaryAct.objects.count(), Entry.objects.count()) == before


@pytest.mark.django_db
def test_the_page_adds_to_the_list_the_day_of_the_withdrawal(sample_data: Path) -> None:
    told(sample_data / "treaties" / "ccm.csv", "--treaty", "ccm")
    _code, facts = told(sample_data / "treaties" / "ccm-status-page.html", "--treaty", "ccm")
    assert (facts["added"], facts["changed"], facts["gone"], facts["as_of"]) == (1, 0, 0, "2026-02-03")
    left = DepositaryAct.objects.get(kind="withdrawal")
    assert (left.participant, left.done_on.isoformat(), left.effective_on and left.effective_on.isoformat()) == ("LT", "2024-09-06", "2025-03-06")


@pytest.mark.django_db
def test_twenty_real_treaties_are_taken_in_without_a_row_lost(sample_data: Path) -> None:
    folder = sample_data / "treaties"
    code, facts = told(folder / "status_20_treaties.csv", "--treaty", "all", "--as-of", "2026-02-03")
    with (folder / "entry_into_force.csv").open() as file:
        published = {row["treaty"]: row["entry_into_force"] or None for row in csv.DictReader(file)}
    several = {one["treaty"]: one for one in facts["treaties"]}
    assert (code, len(several), sum(one["rows"] for one in several.values())) == (0, 20, 2911)
    assert not any(one["questions"] or one["refused"] for one in several.values())
    assert {name for name in NAMED if several[name]["computed_entry_into_force"] != published[name]} == set()
    assert {name: one["entry_into_force"] for name, one in several.items()} == published
    with (folder / "status_20_treaties.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert DepositaryAct.objects.count() == sum(bool(row["signature_date"]) + bool(row["action_date"]) for row in rows)
    assert DepositaryAct.objects.filter(is_revoked=True).count() == 7


@pytest.mark.django_db
def test_a_dry_run_tells_the_same_and_changes_nothing() -> None:
    words = ("x.csv", "--treaty", "ccm", "--as-of", "2026-02-03", "--source", "A list")
    code, shown = told(*words, "--dry-run", content=tables.csv())
    assert (code, shown.pop("dry_run"), Proposal.objects.count(), Entry.objects.count()) == (0, True, 0, 0)
    code, done = told(*words, content=tables.csv())
    assert done.pop("dry_run") is False
    assert done == shown
    assert (done["source"], done["parties"], done["withdrawn"]) == ("A list", 3, 1)
    assert set(Entry.objects.values_list("capacity", flat=True)) == {"operator"}


@pytest.mark.django_db
def test_a_bad_row_changes_nothing_and_is_named() -> None:
    content = tables.csv([("Norway", "3 Dec 2008", ""), ("Peru", "soon", ""), ("Chile", "", "3 Dec 2999")], HEADINGS)
    for words in ((), ("--dry-run",)):
        code, facts = told("x.csv", "--treaty", "ccm", *words, content=content)
        assert (code, facts["done"], facts["code"]) == (1, False, "bad_rows")
        assert [(one["row"], one["name"]) for one in facts["refused"]] == [(3, "Peru"), (4, "Chile")]
        assert "“soon” is not a date" in facts["reason"]
    assert not DepositaryAct.objects.exists()


@pytest.mark.django_db
def test_an_unknown_name_is_left_out_and_told() -> None:
    code, facts = told("x.csv", "--treaty", "ccm", content=tables.csv([("Norway", "3 Dec 2008", ""), ("Norwai", "3 Dec 2008", "")], HEADINGS))
    assert (code, facts["added"], facts["questions"]) == (0, 1, [{"name": "Norwai", "rows": [3], "candidates": ["NO"]}])


@pytest.mark.django_db
def test_a_file_of_another_treaty_or_of_none_is_refused() -> None:
    with_code = tables.csv([("att", "Norway", "3 Jun 2013", "")], ("treaty", *HEADINGS))
    for words, content in ((("--treaty", "ccm"), with_code), (("--treaty", "kites"), tables.csv()), (("--treaty", "all"), tables.csv())):
        with pytest.raises(Trouble):
            told("x.csv", *words, content=content)
    with pytest.raises(Refusal):
        told("x.html", "--treaty", "att", content=tables.page())


@pytest.mark.slow
def test_the_command_itself_needs_no_coalition(home: Home, place: Path) -> None:
    file = place / "status.csv"
    file.write_bytes(tables.csv())
    told = home.do("import", "treaty", file, "--treaty", "ccm", "--json")
    assert told.code == 0, told.err
    assert (told.answer["parties"], told.answer["questions"]) == (3, [])
    assert home.do("import", "treaty", file, "--treaty", "kites").code == 1
    assert home.do("import", "treaty", file).code == 2
