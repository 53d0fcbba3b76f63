"""Markdown and plain text are read as texts of paragraphs, and written so that people can read them as they are."""

from pathlib import Path

import pytest

from commoncall.kernel.documents import reading, writing
from commoncall.kernel.documents.blocks import BlockStyle
from tests.kernel.documents.written import changed, said, signed


def read(text: str, name: str = "text.md") -> list[tuple[str, BlockStyle, int, str]]:
    return said(reading.read(text.encode(), name).document)


def test_numbers_at_the_outermost_level_number_paragraphs_and_all_else_are_items() -> None:
    text = "3. We ask\n   1. to act\n      - now\n4. And hope\n\n- that\n- this\n"
    assert read(text) == [
        ("We ask", BlockStyle.PARAGRAPH, 1, "3"),
        ("to act", BlockStyle.ITEM, 1, "1"),
        ("now", BlockStyle.ITEM, 2, ""),
        ("And hope", BlockStyle.PARAGRAPH, 1, "4"),
        ("that", BlockStyle.ITEM, 1, ""),
        ("this", BlockStyle.ITEM, 1, ""),
    ]


def test_what_stands_above_the_text_is_taken_as_what_it_says() -> None:
    document = reading.read(b'---\ntitle: "The call"\nlayout: page\n---\n\n## Why\n\nBecause.\n', "text.md").document
    assert document.title == "The call"
    assert said(document) == [("Why", BlockStyle.HEADING, 1, ""), ("Because.", BlockStyle.PARAGRAPH, 1, "")]


def test_marks_other_than_emphasis_go_and_are_said() -> None:
    found = reading.read(b"We [call](http://x.org) _all_ `now`. ![a](b.png) So it is[^1].\n\n[^1]: Since 2021.\n", "text.md")
    assert said(found.document)[0][0] == "We call *all* now. So it is (Since 2021.)."
    assert {note.code: note.params["number"] for note in found.notes} == {"links": 1, "pictures": 1, "footnotes": 1}


def test_changes_are_readable_as_they_are_written() -> None:
    written = writing.markdown(changed()).decode()
    assert "1. We {--ask--}{++call on++} all governments." in written
    assert "3. {--This was taken out.--}" in written
    assert "2. {++This was added.++} {>>Amendment 12<<}" in written


def test_lists_under_a_document_are_lists() -> None:
    assert "## Signed by\n\n### Kenya\n\n- Peace Network\n- شبكة السلام (ANND)\n\n### France" in writing.markdown(signed()).decode()


def test_plain_text_is_taken_at_its_word() -> None:
    text = "The call\n\nWe ask\nthat they * act:\n(a) now;\n(b) *always*.\n"
    assert read(text, "text.txt") == [
        ("The call", BlockStyle.PARAGRAPH, 1, ""),
        ("We ask that they * act:", BlockStyle.PARAGRAPH, 1, ""),
        ("now;", BlockStyle.ITEM, 1, "(a)"),
        ("\\*always\\*.", BlockStyle.ITEM, 1, "(b)"),
    ]


@pytest.mark.parametrize("piece", ["[", "*a ", "_a ", "`", "> ", "![", "<", "&", "1. ", "- ", "{++", "a](", "[^1] ", "|a", "\\", "    "])
def test_what_was_made_to_take_long_does_not(piece: str) -> None:
    found = reading.read(("Before\n\n" + piece * 20_000 + "x\n").encode(), "text.md")
    assert found.document.blocks[0].text == "Before"


@pytest.mark.sample_data
@pytest.mark.parametrize("form", ["md", "docx"])
def test_real_drafts_come_back_word_for_word(form: str, sample_data: Path) -> None:
    for path in sorted((sample_data / "texts").glob("*.md")):
        document = reading.read(path.read_bytes(), path.name, language="en").document
        assert len(document.blocks) > 200
        assert reading.read(writing.FORMATS[form].write(document), f"text.{form}").document == document
