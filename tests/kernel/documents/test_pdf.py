"""A PDF is tagged, knows its title and its language, shows every script from our own fonts, and takes words for words."""

import io
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from commoncall.kernel.documents import writing
from commoncall.kernel.documents.blocks import Block, BlockStyle, Document, Piece
from commoncall.kernel.documents.pdf import coverage
from tests.kernel.documents.written import changed, signed


def read(document: Document) -> PdfReader:
    return PdfReader(io.BytesIO(writing.pdf(document)))


def text_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def root_of(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def kinds_of_tags(reader: PdfReader) -> set[str]:
    found: set[str] = set()
    waiting: list[object] = [root_of(reader)["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop()
        element = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(element, list):
            waiting += element
        elif isinstance(element, DictionaryObject):
            found.add(str(element.get("/S", "")))
            waiting.append(element.get("/K", []))
    return found


def words(*said: str, language: str = "en") -> Document:
    return Document("A title", language, tuple(Block((Piece(one),)) for one in said))


def test_it_is_tagged_and_knows_its_title_and_language() -> None:
    reader = read(changed("fr"))
    root = root_of(reader)
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert root["/Lang"] == "fr"
    assert reader.metadata is not None
    assert reader.metadata.title == "A common call"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert {"/Title", "/H1", "/P", "/L", "/LI", "/Lbl", "/LBody"} <= kinds_of_tags(reader)


def test_it_shows_what_was_kept_added_and_removed_with_numbers_and_notes() -> None:
    shown = text_of(read(changed())).replace(" ", "")
    above = ("A common call", "Quiet Fields", "Version 3", "For members", "Preamble")
    for said in (*above, "1 We ask call on all governments.", "(a) and all of it", "Amendment 12"):
        assert said.replace(" ", "") in shown


def test_lists_stand_by_their_headings() -> None:
    shown = text_of(read(signed()))
    assert shown.index("Signed by") < shown.index("Kenya") < shown.index("Peace Network") < shown.index("France") < shown.index("Réseau")


@pytest.mark.parametrize(
    ("language", "said", "font"),
    [
        ("fr", "L’œuvre – « juste »", "CommoncallSerif"),
        ("ru", "Общий призыв", "CommoncallSerif"),
        ("el", "Ειρήνη", "CommoncallSerif"),
        ("vi", "Việt Nam", "CommoncallSerif"),
        ("ar", "السلام (6) [من]", "Amiri"),
        ("zh-hans", "持久和平：堃", "NotoSerifCJK"),
        ("ko", "평화", "NotoSerifCJK"),
        ("he", "שלום", "NotoSerifHebrew"),
        ("hi", "शांति", "NotoSerifDevanagari"),
        ("am", "ሰላም", "NotoSerifEthiopic"),
        ("th", "สันติภาพ", "NotoSerifThai"),
        ("my", "ငြိမ်းချမ်းရေး", "NotoSerifMyanmar"),
    ],
)
def test_every_script_is_shown_in_a_font_of_our_own(language: str, said: str, font: str) -> None:
    reader = read(words(said, f"*{said}*", f"**{said}**", language=language))
    resources: Any = reader.pages[0]["/Resources"]
    fonts = {str(one.get_object()["/BaseFont"]) for one in resources["/Font"].values()}
    assert any(font in one.replace("-", "") for one in fonts)
    assert coverage.missing(said) == ""


def test_letters_that_no_font_has_are_one_sign_and_stop_nothing() -> None:
    assert coverage.shown("peace ☮️👩‍👩‍👧 now 𓀀𓀁") == "peace \ufffd now \ufffd"
    assert "peace \ufffd now" in text_of(read(words("peace 👩‍👩‍👧 now")))
    assert len(read(words("a mark of another script on a letter: क\u0301 ب\u0301 和\u0301")).pages) == 1


@pytest.mark.parametrize(
    "said", ["#panic()", "$x$ `raw` <label> @ref", "\\", '"); #read("/etc/passwd")', "= no heading", "_no_ #[no]", "\u202e\0\x1b"]
)
def test_words_are_words_and_nothing_else(said: str) -> None:
    shown = text_of(read(Document(said, said, (Block((Piece(said),), BlockStyle.ITEM, 1, said, said),), said, said, said)))
    assert said.strip("\u202e\0\x1b").replace(" ", "") in shown.replace(" ", "")


def test_levels_of_headings_that_are_left_out_stop_nothing() -> None:
    document = Document("", "", (Block((Piece("Deep"),), BlockStyle.HEADING, 4), Block((Piece("x"),), BlockStyle.ITEM, 7)))
    assert "Deep" in text_of(read(document))


def test_the_same_words_give_the_same_file() -> None:
    assert writing.pdf(changed()) == writing.pdf(changed())
