"""Each command for real, on an embedded database that it starts and stops again."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from commoncall.installation import folder as folders
from commoncall.installation.postgres import pidfile
from tests.console.clone import Home

#: Commands that read only, and what their answers must hold on an installation on which nothing was ever done.
ON_NOTHING = [
    (("verify-history",), 0, "holds"),
    (("doctor",), 0, "findings"),
    (("reindex",), 0, "texts"),
    (("demo", "--remove"), 0, "removed"),
    (("sign-in-link", "leila@leila.example"), 1, "reason"),
    (("waiting-mail", "leila@leila.example"), 1, "remedy"),
    (("export", "members.csv"), 1, "remedy"),
]


def test_every_command_answers_on_an_installation_that_was_never_started(home: Home) -> None:
    for words, code, fact in ON_NOTHING:
        told = home.do(*words, "--json")
        assert told.code == code, (words, told.err)
        assert told.answer["done"] is (code == 0)
        assert told.answer[fact] is not None, words
        assert "Traceback" not in told.err
    assert home.processes() == []


def test_a_command_stops_the_database_that_it_started(demo: Home) -> None:
    assert demo.do("verify-history").code == 0
    assert demo.processes() == []
    assert pidfile.read(folders.Folder(demo.data).postgres / "cluster") is None


def test_the_demo_is_brought_once(demo: Home) -> None:
    assert demo.do("demo", "--json").answer == {"done": True, "coalitions": []}


def test_the_index_of_the_search_is_made_anew(demo: Home) -> None:
    told = demo.do("reindex", "--json")
    assert told.code == 0, told.err
    assert set(told.answer["texts"]) == {"quiet-fields", "open-water"}
    assert all(told.answer["texts"].values())
    one = demo.do("reindex", "--coalition", "open-water", "--json")
    assert one.answer["texts"] == {"open-water": told.answer["texts"]["open-water"]}


def test_a_link_is_made_for_an_address_that_is_known_and_for_no_other(demo: Home) -> None:
    told = demo.do("sign-in-link", "leila.haddad@demo.example", "--json")
    assert told.code == 0, told.err
    assert told.answer["link"].startswith("http://localhost:8000/sign-in/link/")
    told = demo.do("sign-in-link", "nobody@demo.example")
    assert (told.code, told.out) == (1, "")
    assert "nobody@demo.example" in told.err


def test_mail_is_read_here_only_where_some_waits_and_none_leaves(demo: Home) -> None:
    assert "nobody@demo.example" in demo.do("waiting-mail", "nobody@demo.example").err
    told = demo.do("waiting-mail", "nobody@demo.example", COMMONCALL_MAIL_HOST="mail.example", COMMONCALL_MAIL_FROM="calls@mail.example")
    assert (told.code, told.out) == (1, "")
    assert "leaves" in told.err


def test_the_history_is_proved_against_a_seal_that_was_noted(demo: Home) -> None:
    before = demo.do("verify-history", "--json").answer
    seal = next(chain["seal"] for chain in before["chains"] if chain["chain"] == "quiet-fields")
    assert demo.do("sign-in-link", "leila.haddad@demo.example").code == 0
    told = demo.do("verify-history", "--seal", seal, "--json")
    assert (told.code, told.answer["holds"], told.answer["seal_found"]) == (0, True, True)
    told = demo.do("verify-history", "--seal", "ab" * 32, "--json")
    assert (told.code, told.answer["holds"], told.answer["seal_found"]) == (1, False, False)
    told = demo.do("verify-history", "--coalition", "open-water", "--json")
    assert [chain["chain"] for chain in told.answer["chains"]] == ["open-water"]


def test_a_coalition_is_asked_for_only_where_there_are_several(demo: Home, place: Path) -> None:
    told = demo.do("export", place / "members.csv")
    assert told.code == 1
    assert "quiet-fields" in told.err
    assert "open-water" in told.err
    told = demo.do("--coalition", "closed-fields", "export", place / "members.csv", "--json")
    assert "closed-fields" in told.answer["reason"]


@pytest.mark.parametrize("ending", ["csv", pytest.param("xlsx", marks=pytest.mark.slow), pytest.param("vcf", marks=pytest.mark.slow)])
def test_the_directory_is_exported_to_the_file_that_was_named_and_never_over_another(demo: Home, place: Path, ending: str) -> None:
    target = place / f"members.{ending}"
    told = demo.do("--coalition", "quiet-fields", "export", target, "--json")
    assert told.code == 0, told.err
    assert told.answer["bytes"] == target.stat().st_size
    content = target.read_bytes()
    assert {"csv": b"Campos Livres", "xlsx": b"PK\x03\x04", "vcf": b"BEGIN:VCARD"}[ending] in content
    assert demo.do("--coalition", "quiet-fields", "export", target).code == 1
    assert target.read_bytes() == content


def test_a_file_is_named_from_where_the_command_is_given(demo: Home, place: Path) -> None:
    told = demo.clone.do("--data", demo.data, "--coalition", "open-water", "export", "members.csv", cwd=place)
    assert told.code == 0, told.err
    assert (place / "members.csv").stat().st_size > 0


def _import(home: Home, *words: object) -> dict[str, int]:
    told = home.do("import", "members", *words, "--dry-run", "--json")
    assert told.code == 0, told.err
    counts: dict[str, int] = {name: told.answer[name] for name in ("rows", "new", "same", "changed", "questions", "errors")}
    assert counts["rows"] == sum(counts.values()) - counts["rows"]
    return counts


@pytest.mark.sample_data
def test_a_dry_run_gives_every_row_of_a_real_list_one_verdict_and_changes_nothing(home: Home, sample_data: Path) -> None:
    with (sample_data / "members" / "network-members.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = sum(1 for _ in csv.DictReader(lines))
    counts = _import(home, sample_data / "members" / "network-members.csv")
    assert counts["rows"] == rows == 200
    assert counts["new"] > counts["questions"]
    assert (counts["same"], counts["changed"], counts["errors"]) == (0, 0, 0)
    assert [chain["chain"] for chain in home.do("verify-history", "--json").answer["chains"]] == ["installation"]


def test_a_dry_run_knows_what_is_there(demo: Home, place: Path) -> None:
    (place / "list.csv").write_text("Organisation;Country\nCampos Livres;Angola\nA Tern for Everyone;Kenya\n", encoding="utf-8")
    counts = _import(demo, place / "list.csv", "--coalition", "quiet-fields")
    assert (counts["rows"], counts["new"], counts["same"] + counts["changed"]) == (2, 1, 1)
    assert demo.do("--coalition", "quiet-fields", "export", place / "after.csv").code == 0
    assert "A Tern" not in (place / "after.csv").read_text(encoding="utf-8-sig")


def test_a_list_that_cannot_be_read_is_refused(demo: Home, place: Path) -> None:
    for name, content in {"picture.csv": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "empty.csv": b"", "missing.csv": None}.items():
        if content is not None:
            (place / name).write_bytes(content)
        told = demo.do("--coalition", "quiet-fields", "import", "members", place / name, "--dry-run", "--json")
        assert told.code == 1, (name, told.out)
        assert told.answer["reason"], name
        assert "Traceback" not in told.err


@pytest.mark.sample_data
def test_an_import_takes_in_what_its_dry_run_told_and_mails_nobody(home: Home, sample_data: Path, place: Path) -> None:
    assert home.do("demo").code == 0
    told = home.do("--coalition", "open-water", "import", "members", sample_data / "members" / "network-members.csv", "--json")
    assert told.code == 0, told.err
    counts = told.answer
    again = _import(home, sample_data / "members" / "network-members.csv", "--coalition", "open-water")
    assert again["new"] == 0
    assert again["same"] + again["changed"] == counts["new"] + counts["same"] + counts["changed"]
    assert home.do("verify-history").code == 0
