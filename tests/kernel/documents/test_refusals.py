"""Files that are no documents, or were made to do harm, are refused with a code whose sentence says what to do."""

import io
import zipfile

import pytest

from commoncall.kernel.documents import reading
from commoncall.kernel.documents.gathering import Limits
from commoncall.kernel.documents.refusals import NOTES, REFUSALS, DocumentRefused
from tests.kernel.documents.word_files import paragraph, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GOOD = word(paragraph("We call."))


def archive(**files: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(name.replace("__", "/"), content)
    return written.getvalue()


def code_of(content: bytes, name: str = "text.docx", **limits: int) -> str:
    with pytest.raises(DocumentRefused) as refused:
        reading.read(content, name, limits=Limits(**limits) if limits else None)
    assert str(refused.value) == REFUSALS[refused.value.code] % refused.value.params
    return refused.value.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b" \n", "empty"),
        (OLE + "WordDocument".encode("utf-16-le"), "old_word"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"\x89PNG\r\n", "picture"),
        (b"{\\rtf1 text}", "rich_text"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b"<x/>"}), "open_document"),
        (archive(xl__workbook=b"x"), "spreadsheet"),
        (archive(ppt__presentation=b"x"), "presentation"),
        (archive(anything=b"x"), "archive"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (b"We\0call\0on\0you\0" * 9, "not_text"),
        (b"A long line of text in which there is a single zero\0, and no more than that. " * 3, "not_text"),
        (word(""), "no_words"),
        (word("<w:p>"), "damaged"),
        (word(paragraph("x"), head="<!DOCTYPE w:document>"), "unsafe"),
        (word("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", head='<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'), "unsafe"),
        (word(paragraph("x"), more={"word/media/a.bin": b"\0" * 30_000_000}), "bomb"),
        (word("<w:sdt><w:sdtContent>" * 5_000), "damaged"),
    ],
)
def test_is_refused(content: bytes, code: str) -> None:
    assert code_of(content) == code


def test_too_much_is_refused_by_what_it_is() -> None:
    assert code_of(b"We call. " * 2_000, "text.md", file_size=1_000) == "too_large"
    assert code_of(b"We call on you. " * 400_000, "text.md") == "too_much_text"
    assert code_of(word(paragraph(" ".join(map(str, range(900_000)))))) == "too_much_text"
    assert code_of(b"x\n\n" * 11_000, "text.md") == "too_many_paragraphs"


def test_a_declaration_in_another_encoding_is_refused_too() -> None:
    sneaky = f'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>{"&a;" * 9}</x>'.encode("utf-16")
    assert code_of(word(paragraph("x"), more={"word/document.xml": sneaky})) == "unsafe"


def test_a_document_that_claims_to_be_text_is_read_by_what_it_is() -> None:
    assert [one.text for one in reading.read(GOOD, "text.txt").document.blocks] == ["We call."]


def test_every_sentence_takes_what_its_code_gives() -> None:
    for sentence in (*REFUSALS.values(), *NOTES.values()):
        assert sentence.endswith(".")
