"""What is written runs nowhere and is read again as it was."""

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commoncall.kernel.tables import reading, writing

DANGEROUS = ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "  =1+1", "＝1+1", "\n=1"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_formulas_are_defused_in_csv(text: str) -> None:
    assert writing.defused(text).startswith("'")
    assert writing.defused(text)[1:] == text


@pytest.mark.parametrize("value", [5, -5, 2.5, "-5", "+3,5", "1999", "Reed", "a=b", None, ""])
def test_numbers_and_plain_text_are_left_alone(value: writing.Value) -> None:
    assert writing.defused(value) == ("" if value is None else str(value))


def test_csv_begins_with_its_mark_and_comes_in_pieces() -> None:
    pieces = list(writing.csv_chunks(["a", "b"], [["é", 1], ["x\ny", None]]))
    assert b"".join(pieces) == '\ufeffa,b\r\né,1\r\n"x\ny",\r\n'.encode()
    assert len(pieces) == 4


def test_workbooks_hold_text_as_text() -> None:
    content = writing.write_xlsx(["name", "size"], [[text, 3] for text in DANGEROUS], sheet="Members: [all]", right_to_left=True)
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    assert page is not None
    assert page.title == "Members   all"
    assert page.sheet_view.rightToLeft
    assert page.freeze_panes == "A2"
    assert page["A1"].font.bold
    for number, text in enumerate(DANGEROUS, start=2):
        assert page.cell(number, 1).data_type in ("s", "inlineStr")
        assert str(page.cell(number, 1).value).strip() == text.strip()
        assert page.cell(number, 2).value == 3


def test_characters_that_no_workbook_can_hold_are_left_out() -> None:
    content = writing.write_xlsx(["name"], [["Re\x00ed\x0b \ud800"], ["x" * 40_000]])
    assert reading.read(content).rows[0].cells == ("Reed",)


CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), max_size=30).map(str.strip)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_what_was_exported_is_read_again_as_it_was(lines: list[tuple[str, str]]) -> None:
    lines = [line for line in lines if any(line)]
    kept = [("Reed", "Mali"), *lines]
    for content in (writing.write_csv(["name", "country"], kept), writing.write_xlsx(["name", "country"], kept)):
        table = reading.read(content, first_row="headings")
        assert [row.cells for row in table.rows] == [tuple(map(as_read, line)) for line in kept]


def as_read(cell: str) -> str:
    """An apostrophe that somebody typed before a sign is taken for our own, which is never meant to be seen."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@") else cell
