"""Two files are compared on the command line, with nothing installed, started or made, and ``exact`` is so because it was tried."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from commoncall.console import redline as shown
from commoncall.console.main import main
from commoncall.drafting.rules.redline.layout import of_text
from commoncall.drafting.rules.redline.recording import carried_out
from commoncall.kernel.documents import writing
from commoncall.kernel.documents.blocks import Block, BlockStyle, Document, Piece
from tests.console.clone import Clone

OLD = "# A call\n\n1. Ban the mines now.\n\n2. Clear all of the land.\n\n3. Care for every survivor here.\n"
NEW = "# A call\n\n1. Care for every survivor here.\n\n2. Ban all of the mines now.\n\n3. Pay those who were harmed.\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    for name, text in (("old.md", OLD), ("new.md", NEW)):
        (tmp_path / name).write_bytes(text.encode())
    return tmp_path / "old.md", tmp_path / "new.md"


def told(old: Path, new: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    assert main(["redline", str(old), str(new), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def test_it_needs_no_installation_and_makes_none(clone: Clone, place: Path, files: tuple[Path, Path]) -> None:
    for path in files:
        (place / path.name).write_bytes(path.read_bytes())
    nothing = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing", "COMMONCALL_DATA": str(place / "data")}
    done = clone.do("redline", "old.md", "new.md", "--json", cwd=place, **nothing)
    assert done.code == 0, done.err
    assert done.answer["exact"] is True
    assert sorted(path.name for path in place.iterdir()) == ["new.md", "old.md"]


def test_what_became_of_the_paragraphs_is_counted(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    found = told(*files, capsys)
    counts = {name: found[name] for name in ("kept", "changed", "moved", "moved_and_changed", "added", "removed", "only_renumbered")}
    assert counts == {"kept": 1, "changed": 1, "moved": 1, "moved_and_changed": 1, "added": 1, "removed": 1, "only_renumbered": 1}
    old = found["old"]
    assert isinstance(old, dict)
    assert (old["paragraphs"], old["form"], old["sha256"]) == (4, "text", hashlib.sha256(OLD.encode()).hexdigest())


def test_the_printed_record_alone_makes_the_second_file(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert carried_out(told(*files, capsys), of_text(OLD)) == NEW


def test_people_read_it_in_words(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["redline", *map(str, files)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        "4 paragraphs before, 4 now: 1 kept, 1 changed, 1 moved (1 of them changed too), 1 added, 1 removed. 1 paragraph differs by the number alone."
    )
    assert lines[1].startswith("Exact:")
    assert "(1 paragraph kept)" in lines
    assert lines[lines.index("Paragraph 2 (was 4), renumbered:") + 1] == "[-3.-]{+1.+} Care for every survivor here."
    assert lines[lines.index("Paragraph 3, moved from 2, renumbered and changed:") + 1] == "[-1.-]{+2.+} Ban {+all of +}the mines now."
    assert lines[lines.index("What was paragraph 3, removed:") + 1] == "[-2. Clear all of the land.-]"


def test_exact_is_not_said_of_a_record_that_lies(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = (shown.read(path) for path in files)
    other = shown.read(files[0])
    found = shown.compared(old, other)
    assert shown.facts(old, other, found)["exact"] is True
    assert shown.facts(old, new, shown.compared(old, new))["exact"] is True
    # The redline of other files, taken for that of these.
    record = shown.facts(old, other, found)
    assert shown.is_exact(record, old, new) is False
    assert shown.is_exact(record, new, other) is False


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "BOM"])
def test_ends_of_lines_and_byte_order_marks_are_exact(files: tuple[Path, Path], ends: str, mark: str, capsys: pytest.CaptureFixture[str]) -> None:
    files[1].write_bytes((mark + NEW.replace("\n", ends)).encode())
    found = told(*files, capsys)
    assert found["exact"] is True
    assert carried_out(found, of_text(OLD)).encode() == files[1].read_bytes()


def test_other_white_space_alone_is_told(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    files[1].write_bytes(OLD.replace("\n\n1.", "\n\n\n1.").encode())
    assert main(["redline", *map(str, files)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "4 paragraphs before, 4 now: 4 kept, 0 changed, 0 moved, 0 added, 0 removed."
    assert lines[1] == "Between paragraphs, other white space stands in 1 place."


def test_word_documents_are_compared_with_their_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = tmp_path / "old.docx", tmp_path / "new.docx"
    for path, texts in zip(files, (["Ban the mines now.", "Clear all of the land."], ["Clear most of the land.", "Ban the mines now."]), strict=True):
        blocks = [Block((Piece(text),), BlockStyle.PARAGRAPH, 1, str(number)) for number, text in enumerate(texts, 1)]
        path.write_bytes(writing.docx(Document("", "en", blocks)))
    found = told(*files, capsys)
    assert (found["exact"], found["only_renumbered"], found["moved"], found["removed"]) == (True, 1, 1, 0)
    rows = found["rows"]
    assert isinstance(rows, list)
    assert ["removed", "all"] in [piece for row in rows for piece in row["pieces"]]


def test_an_empty_file_is_a_text_without_paragraphs(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    files[1].write_bytes(b"")
    found = told(*files, capsys)
    assert (found["exact"], found["removed"], found["kept"]) == (True, 4, 0)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"caf\xe9", "UTF-8"),
        ("text".encode("utf-16"), "UTF-8"),
        (b"a\0b", "zeros"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"PK\x03\x04broken", "damaged"),
        (b"{\\rtf1 text}", "rtf"),
    ],
    ids=["Latin-1", "UTF-16", "zeros", "PDF", "PNG", "broken archive", "RTF"],
)
def test_what_is_no_text_is_refused_in_words(files: tuple[Path, Path], content: bytes, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    files[1].write_bytes(content)
    for order in (files, files[::-1]):
        assert main(["redline", *map(str, order)]) == 1
        answer = capsys.readouterr()
        assert answer.out == ""
        assert words in answer.err
        assert "new.md" in answer.err
        assert "What to do:" in answer.err
        assert main(["redline", *map(str, order), "--json"]) == 1
        assert json.loads(capsys.readouterr().out)["done"] is False


def test_a_file_that_is_missing_and_a_folder_are_refused_in_words(
    tmp_path: Path, files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    for name, words in ((tmp_path / "none.md", "does not exist"), (tmp_path, "is a folder")):
        assert main(["redline", str(files[0]), str(name)]) == 1
        assert words in capsys.readouterr().err


@pytest.mark.parametrize("words", [["redline"], ["redline", "one.md"], ["redline", "a", "b", "c"]], ids=len)
def test_wrong_use_ends_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage: commoncall" in capsys.readouterr().err


@pytest.mark.sample_data
def test_the_two_real_drafts_are_compared_exactly_in_both_directions(sample_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drafts = sorted((sample_data / "texts").glob("paris-agreement-draft-*.md"))
    assert len(drafts) == 2
    for old, new in (drafts, drafts[::-1]):
        found = told(old, new, capsys)
        assert found["exact"] is True
        assert carried_out(found, of_text(old.read_bytes().decode())).encode() == new.read_bytes()
        assert found["kept"] == 26
        assert found["moved"] >= 8
