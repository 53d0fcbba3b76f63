"""What is written as Markdown or for Word is read again as the same."""

import pytest
from hypothesis import given, settings

from commoncall.kernel.documents import emphasis, reading, writing
from commoncall.kernel.documents.blocks import Block, Document
from tests.kernel.documents.written import changed, documents, said


def _as_seen(block: Block) -> tuple[object, ...]:
    """Return a block by what people see of it: its letters, how each looks, its number and its place."""
    runs = emphasis.runs(block.text)
    letters = [(letter, run.emphasis, run.strong) for run in runs for letter in run.text if not letter.isspace()]
    return ("".join(run.text for run in runs).strip(), letters, block.style, block.level, block.number)


def _again(document: Document, form: str) -> Document:
    return reading.read(writing.FORMATS[form].write(document), f"text.{form}").document


@settings(max_examples=80, deadline=None)
@given(document=documents())
def test_any_document_comes_back_from_markdown(document: Document) -> None:
    _comes_back(document, _again(document, "md"))


@settings(max_examples=15, deadline=None)
@given(document=documents())
def test_any_document_comes_back_from_word(document: Document) -> None:
    _comes_back(document, _again(document, "docx"))


def _comes_back(document: Document, again: Document) -> None:
    assert [_as_seen(one) for one in again.blocks] == [_as_seen(one) for one in document.blocks]
    assert emphasis.plain(again.title) == emphasis.plain(document.title)
    assert (again.language, again.heading) == (document.language, document.heading)


@pytest.mark.parametrize("form", ["md", "docx"])
def test_changes_come_back_as_accepted_and_are_said(form: str) -> None:
    read = reading.read(writing.FORMATS[form].write(changed()), f"text.{form}")
    assert said(read.document) == said(changed())
    notes = {note.code: note.params["number"] for note in read.notes}
    assert notes == {"tracked_changes": 5, "comments": 1}
    assert (read.document.under_title, read.document.heading) == ("Version 3", "Quiet Fields")
