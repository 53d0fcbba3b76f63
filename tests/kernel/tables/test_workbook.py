"""Workbooks are read as they look, and hostile ones are refused before they are opened."""

import datetime
import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from commoncall.kernel.tables import reading
from commoncall.kernel.tables.refusals import REFUSALS, TableRefused
from commoncall.kernel.tables.shapes import Limits, Table

CONTENT_TYPES = "[Content_Types].xml"
STRINGS_TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
STRINGS_RELATION = (
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>'
)


def workbook(fill: Callable[[Any], None], *more: Callable[[Any], None]) -> bytes:
    """A workbook with one sheet for each function that fills one."""
    book = openpyxl.Workbook()
    for number, each in enumerate((fill, *more)):
        each(book.active if number == 0 else book.create_sheet(f"Sheet{number + 1}"))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def rows(*lines: list[object]) -> Callable[[Any], None]:
    def fill(sheet: Any) -> None:
        for line in lines:
            sheet.append(line)

    return fill


def changed(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with one entry rewritten."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, change(old.read(entry)) if entry == name else old.read(entry))
    return written.getvalue()


def archive(**entries: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in entries.items():
            new.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return written.getvalue()


def refusal(content: bytes, **options: object) -> str:
    with pytest.raises(TableRefused) as refused:
        reading.read(content, filename="list.xlsx", **options)  # type: ignore[arg-type]
    assert str(refused.value)
    return refused.value.code


def test_values_look_as_they_do_in_the_spreadsheet() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["name", "joined", "seen", "members", "share", "active", "number"])
        sheet.append(["Reed", datetime.date(2019, 3, 12), datetime.datetime.fromisoformat("2019-03-12 09:30"), 1.0, 2.5, True, 42])
        sheet["G2"].number_format = "00000"

    table = reading.read(workbook(fill))
    assert table.rows[0].cells == ("Reed", "2019-03-12", "2019-03-12 09:30", "1", "2.5", "TRUE", "00042")
    assert table.rows[0].number == 2


def test_merged_cells_stand_in_every_row_they_reach() -> None:
    def fill(sheet: Any) -> None:
        for line in (["name", "person"], ["Reed", "Ada"], [None, "Bo"], [None, "Cy"], ["Field", "Di"]):
            sheet.append(line)
        sheet.merge_cells("A2:A4")

    assert reading.read(workbook(fill)).column(0) == ["Reed", "Reed", "Reed", "Field"]


def test_a_title_merged_over_the_columns_is_no_heading() -> None:
    def fill(sheet: Any) -> None:
        for line in (["Our members"], ["name", "country", "city"], ["Reed", "Mali", "Gao"], ["Field", "Peru", "Lima"]):
            sheet.append(line)
        sheet.merge_cells("A1:C1")

    table = reading.read(workbook(fill))
    assert table.headers == ("name", "country", "city")
    assert len(table.rows) == 2


def test_the_first_sheet_with_data_is_read_and_the_others_are_offered() -> None:
    content = workbook(rows(), rows(["name", "country"], ["Reed", "Mali"]), rows(["name", "country"], ["Field", "Peru"]))
    table = reading.read(content)
    assert (table.sheet, table.sheets) == ("Sheet2", ("Sheet2", "Sheet3"))
    assert reading.read(content, sheet="Sheet3").rows[0].cells == ("Field", "Peru")
    assert refusal(content, sheet="Sheet9") == "no_sheet"


def test_hidden_sheets_come_last() -> None:
    def hidden(sheet: Any) -> None:
        sheet.append(["old", "list"])
        sheet.append(["x", "y"])
        sheet.sheet_state = "hidden"

    assert reading.read(workbook(hidden, rows(["name", "country"], ["Reed", "Mali"]))).sheet == "Sheet2"


def test_formulas_without_a_value_are_told() -> None:
    table = reading.read(workbook(rows(["name", "sum"], ["Reed", "=1+1"], ["Field", 3])))
    assert table.column(1) == ["", "3"]
    assert [each.code for each in table.warnings] == ["formulas_without_values"]


def test_errors_in_cells_are_empty_and_told() -> None:
    table = reading.read(workbook(rows(["name", "sum"], ["Reed", "#REF!"], ["Field", 3])))
    assert table.column(1) == ["", "3"]
    assert [(each.code, each.params) for each in table.warnings] == [("errors_in_cells", {"rows": "2"})]


def test_blank_rows_keep_the_numbers_right() -> None:
    assert [row.number for row in reading.read(workbook(rows(["name", "c"], [], ["Reed", "Mali"], [], [], ["Field", "Peru"]))).rows] == [3, 6]


def test_a_sheet_that_lies_about_its_size_is_read_whole() -> None:
    content = workbook(rows(["name", "country"], ["Reed", "Mali"], ["Field", "Peru"]))
    lying = changed(content, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'ref="A1:B3"', b'ref="A1"'))
    assert lying != content
    assert len(reading.read(lying).rows) == 2


def test_a_row_at_the_end_of_the_world_takes_no_time() -> None:
    content = workbook(rows(["name", "country"], ["Reed", "Mali"]))
    far = changed(content, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<row r="2"', b'<row r="1999999999"').replace(b'2"', b'1999999999"'))
    with pytest.raises(TableRefused):
        reading.read(far)


def test_swelling_archives_are_refused() -> None:
    content = workbook(rows(["name"], ["Reed"]))
    bomb = changed(content, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</worksheet>", b" " * 20_000_000 + b"</worksheet>"))
    assert len(bomb) < 100_000
    assert refusal(bomb) == "bomb"
    assert refusal(content, limits=Limits(uncompressed_size=1000)) == "bomb"
    assert refusal(content, limits=Limits(entries=3)) == "bomb"


@pytest.mark.parametrize("entry", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", CONTENT_TYPES])
def test_declarations_of_entities_are_refused(entry: str) -> None:
    content = workbook(rows(["name"], ["Reed"]))
    declaration = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    hostile = changed(
        content, entry, lambda xml: (b"<?xml version='1.0'?>" + declaration + xml.partition(b"?>")[2]) if b"<?xml" in xml else declaration + xml
    )
    assert refusal(hostile) == "unsafe"


def test_a_declaration_without_entities_is_refused_too() -> None:
    content = workbook(rows(["name"], ["Reed"]))
    assert refusal(changed(content, "xl/worksheets/sheet1.xml", lambda xml: b'<!DOCTYPE worksheet SYSTEM "http://reed.example/x">' + xml)) == "unsafe"


def test_a_declaration_behind_a_long_prologue_is_refused() -> None:
    content = workbook(rows(["name"], ["Reed"]))
    padding = b"<!--" + b"x" * 100_000 + b"-->"
    hostile = changed(content, "xl/worksheets/sheet1.xml", lambda xml: padding + b'<!DOCTYPE x [<!ENTITY a "b">]>' + xml[xml.index(b"<worksheet") :])
    assert refusal(hostile) == "unsafe"


def test_limits_hold_in_workbooks() -> None:
    content = workbook(rows(["a", "b", "c"], ["x", "y", "z"], ["x", "y", "z"], ["x" * 50, "y", "z"]))
    assert refusal(content, limits=Limits(rows=2)) == "too_many_rows"
    assert refusal(content, limits=Limits(columns=2)) == "too_many_columns"
    assert refusal(content, limits=Limits(cell_length=20)) == "cell_too_long"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "word"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"{\\rtf1 ...", "rich_text"),
        (b"<!doctype html><table>", "web_page"),
        (b"\xef\xbb\xbf<html>", "web_page"),
        (b"BEGIN:VCARD\r\nVERSION:4.0", "address_book"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\x1f\x8b\x08\0", "archive"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_dot_xml=b"<x/>"), "open_document"),
        (archive(word__document_dot_xml=b"<x/>"), "word"),
        (archive(ppt__presentation_dot_xml=b"<x/>"), "presentation"),
        (archive(xl__workbook_dot_bin=b"x"), "binary_excel"),
        (archive(Index__Document_dot_iwa=b"x"), "numbers"),
        (archive(members_dot_csv=b"a,b"), "archive"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (archive(xl__workbook_dot_xml=b"<nonsense"), "damaged"),
    ],
)
def test_other_files_are_refused_with_what_to_do(content: bytes, code: str) -> None:
    assert refusal(content) == code
    assert REFUSALS[code].endswith(".")


def test_workbooks_of_other_programs_with_shared_strings_and_prefixes() -> None:
    """Excel keeps texts apart from cells; some exporters write every tag with a prefix and leave the dimension out."""
    main = b'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    content = workbook(rows(["placeholder"], ["placeholder"]))
    strings = b"<x:sst " + main + b"><x:si><x:t>name</x:t></x:si><x:si><x:r><x:t>Re</x:t></x:r><x:r><x:t>ed_x000D_</x:t></x:r></x:si></x:sst>"
    sheet = (
        b"<x:worksheet "
        + main
        + b'><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>sum</x:t></x:is></x:c>'
        b'</x:row><x:row r="2"><x:c r="A2" t="s"><x:v>1</x:v></x:c><x:c r="B2"><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row>'
        b'<x:row r="3"><x:c r="A3"/><x:c r="B3"><x:v>3</x:v></x:c></x:row></x:sheetData>'
        b'<x:mergeCells count="1"><x:mergeCell ref="A2:A3"/></x:mergeCells></x:worksheet>'
    )
    content = changed(content, "xl/worksheets/sheet1.xml", lambda _: sheet)
    content = changed(content, CONTENT_TYPES, lambda xml: xml.replace(b"</Types>", STRINGS_TYPE + b"</Types>"))
    content = changed(content, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"</Relationships>", STRINGS_RELATION + b"</Relationships>"))
    with_strings = io.BytesIO(content)
    with zipfile.ZipFile(with_strings, "a") as added:
        added.writestr("xl/sharedStrings.xml", strings)
    assert [row.cells for row in reading.read(with_strings.getvalue()).rows] == [("Reed", "2"), ("Reed", "3")]


def test_a_workbook_is_known_whatever_it_is_called() -> None:
    table: Table = reading.read(workbook(rows(["name", "country"], ["Reed", "Mali"])), filename="list.csv")
    assert table.rows[0].cells == ("Reed", "Mali")


@pytest.mark.parametrize("cut", [100, 1000, 3000])
def test_a_cut_off_workbook_is_refused(cut: int) -> None:
    assert refusal(workbook(rows(["name"], ["Reed"]))[:cut]) == "damaged"
