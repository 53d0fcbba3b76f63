"""Changes are tracked as Word and OpenDocument programs track them, so that people accept or reject them there."""

import io
import re
import zipfile

import pytest
from lxml import etree

from commoncall.kernel.documents import writing
from commoncall.kernel.documents.blocks import Block, Document, Piece
from tests.kernel.documents.written import changed, signed


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read(name)
    etree.fromstring(text)
    return text.decode()


def words(xml: str) -> str:
    return re.sub(r"<[^>]*>", "", xml)


def test_word_tracks_insertions_and_deletions() -> None:
    body = part(writing.docx(changed()), "word/document.xml")
    assert [words(one) for one in re.findall(r"<w:ins .*?</w:ins>", body, re.DOTALL) if "w:t" in one] == [
        "call on",
        "2This was added.",
        "an item that is new",
    ]
    assert [words(one) for one in re.findall(r"<w:del .*?</w:del>", body, re.DOTALL)] == ["ask", "3This was taken out."]
    assert "<w:delText" in body
    assert 'w:author="Quiet Fields"' in body


def test_a_note_is_a_comment_in_word() -> None:
    assert "Amendment 12" in words(part(writing.docx(changed()), "word/comments.xml"))


def test_a_document_for_word_tells_its_language_and_direction() -> None:
    arabic = writing.docx(Document("نداء", "ar", (Block((Piece("نحن NGO ندعو"),)),), heading="Quiet Fields"))
    body = part(arabic, "word/document.xml")
    assert body.count("<w:bidi/>") >= 2
    assert [words(one) for one in re.findall(r"<w:r>.*?</w:r>", body, re.DOTALL) if "<w:rtl/>" not in one] == ["Quiet Fields", "NGO"]
    assert 'w:bidi="ar"' in part(arabic, "word/styles.xml")
    properties = part(arabic, "docProps/core.xml")
    assert "<dc:title>نداء</dc:title>" in properties
    assert "<dc:language>ar</dc:language>" in properties
    assert "python-docx" not in properties


def test_opendocument_tracks_insertions_and_deletions() -> None:
    body = part(writing.odt(changed()), "content.xml")
    regions = re.findall(r"<text:deletion>.*?(<text:p>.*?)</text:deletion>", body)
    assert [words(one) for one in regions] == ["ask", "3This was taken out."]
    assert [words(one) for one in re.findall(r"<text:change-start[^>]*/>(.*?)<text:change-end", body)] == [
        "call on",
        "2This was added.",
        "an item that is new",
    ]
    named = re.findall(r'text:change-id="(\w+)"', body)
    assert set(named) == set(re.findall(r'xml:id="(\w+)"', body))


def test_an_opendocument_begins_with_what_it_is() -> None:
    content = writing.odt(signed())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert content[38:].startswith(b"application/vnd.oasis.opendocument.text")
    for name in ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"):
        part(content, name)
    assert content == writing.odt(signed())


@pytest.mark.parametrize("form", sorted(writing.FORMATS))
def test_whatever_people_write_can_be_written(form: str) -> None:
    said = "<b>&amp; ]]> \0\x0b\ud800\uffff\u202e {{x}} %s \\"
    document = Document(said, said, (Block((Piece(said),), number=said, note=said),), said, said, said, list_title=said)
    assert writing.FORMATS[form].write(document)
    assert writing.FORMATS[form].write(Document("", "", ()))
