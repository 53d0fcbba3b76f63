"""CSV files are read as a spreadsheet would show them."""

from pathlib import Path

import pytest

from commoncall.kernel.tables import reading
from commoncall.kernel.tables.refusals import TableRefused
from commoncall.kernel.tables.shapes import Limits, Table


def read(text: str, **options: object) -> Table:
    return reading.read(text.encode(), filename="list.csv", **options)  # type: ignore[arg-type]


def refusal(text: str, **options: object) -> str:
    with pytest.raises(TableRefused) as refused:
        read(text, **options)
    return refused.value.code


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    lines = [["name", "country", "founded"], ["Reed, Field and Stream", "Mali", "1999"], ["Quiet; Water", "Peru", "2001"]]
    table = read("\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines))
    assert table.delimiter == delimiter
    assert table.headers == ("name", "country", "founded")
    assert table.rows[0].cells == ("Reed, Field and Stream", "Mali", "1999")


def test_a_comma_in_every_name_does_not_beat_the_semicolon() -> None:
    table = read("name;country\nReed, Field;Mali\nQuiet, Water;Peru\n")
    assert [row.cells for row in table.rows] == [("Reed, Field", "Mali"), ("Quiet, Water", "Peru")]


def test_excels_own_first_line_is_obeyed_and_counted() -> None:
    table = read("sep=;\r\nname;country\r\nReed;Mali\r\n")
    assert (table.delimiter, table.headers, table.rows[0].number) == (";", ("name", "country"), 3)


def test_one_column_is_a_table() -> None:
    assert [row.cells for row in read("name\nReed\nField\n").rows] == [("Reed",), ("Field",)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(end: str) -> None:
    assert [row.cells for row in read(end.join(["name,country", "Reed,Mali", "Field,Peru"])).rows] == [("Reed", "Mali"), ("Field", "Peru")]


def test_rows_have_the_numbers_that_the_spreadsheet_shows() -> None:
    table = read('name,notes\n\n"Reed","two\nlines"\n,\nField,x\n')
    assert [(row.number, row.cells) for row in table.rows] == [(3, ("Reed", "two\nlines")), (5, ("Field", "x"))]


def test_blank_columns_are_left_out_and_nameless_ones_get_their_letter() -> None:
    table = read("name,,country,\nReed,,Mali,x\nField,,Peru,\n")
    assert table.headers == ("name", "country", "Column D")
    assert table.rows[1].cells == ("Field", "Peru", "")


def test_headings_are_told_apart() -> None:
    assert read("name,email,Email\nReed,a,b\n").headers == ("name", "email", "Email (2)")


def test_ragged_rows_keep_every_cell_and_are_named() -> None:
    table = read("name,country\nReed,Mali,extra\nField\nStream,Peru\n")
    assert table.headers == ("name", "country", "Column C")
    assert [row.cells for row in table.rows] == [("Reed", "Mali", "extra"), ("Field", "", ""), ("Stream", "Peru", "")]
    assert {warned.code: warned.params["rows"] for warned in table.warnings} == {"ragged_long": "2", "ragged_short": "3"}


def test_nuls_are_dropped_and_told() -> None:
    table = read("name,country\nRe\0ed,Mali\n" + "Field,Peru\n" * 5)
    assert table.rows[0].cells == ("Reed", "Mali")
    assert [warned.code for warned in table.warnings] == ["invisible_characters"]


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows() -> None:
    assert refusal('name,country\nReed,Mali\n"Field,Peru\nStream,Chad\n') == "unclosed_quote"
    assert refusal('name,country\n"Reed,Mali\n' + "Field,Peru\n" * 20_000) == "unclosed_quote"


def test_a_quotation_mark_inside_a_cell_is_a_letter() -> None:
    assert read('name,country\nThe "Reed" Society,Mali\n').rows[0].cells[0] == 'The "Reed" Society'


def test_limits_are_kept() -> None:
    limits = Limits(rows=3, columns=4, cell_length=10, cells=11, text_length=60, file_size=200)
    assert refusal("n\n" + "a\n" * 5, limits=Limits(rows=3)) == "too_many_rows"
    assert refusal("n\n" + "a\n" * 50, limits=Limits(rows=3)) == "too_many_rows"
    assert refusal("a,b,c,d,e\n1,2,3,4,5\n", limits=limits) == "too_many_columns"
    assert refusal("n,m\nabcdefghijkl,m\n", limits=limits) == "cell_too_long"
    assert refusal("a,b,c,d\n" * 3, limits=limits) == "too_many_cells"
    assert refusal("aaaaaaaaa,bbbbbbbbb,ccccccccc\n" * 3, limits=limits) == "too_much_text"
    assert refusal("a,b\n" * 100, limits=limits) == "too_large"


@pytest.mark.parametrize("text", ["", "   \n\n", ",,\n,,\n"])
def test_nothing_is_refused(text: str) -> None:
    assert refusal(text) == "empty"


def test_headings_alone_are_refused() -> None:
    assert refusal("name,country\n") == "no_rows"


@pytest.mark.sample_data
def test_the_real_lists_are_read_whole(sample_data: Path) -> None:
    members = reading.read(sample_data / "members" / "network-members.csv", filename="network-members.csv")
    assert (len(members.rows), members.headers, members.warnings) == (200, ("name", "country"), ())
    signatories = reading.read(sample_data / "members" / "letter-signatories.csv", filename="letter-signatories.csv")
    assert (len(signatories.rows), signatories.has_headings) == (400, False)
    assert signatories.headers == ("Column A", "Column B", "Column C")


def test_headings_do_not_count_as_rows() -> None:
    text = "Members of the alliance,,\nname,country,city\n" + "Reed,Mali,Gao\n" * 3
    assert len(read(text, limits=Limits(rows=3)).rows) == 3
    assert refusal(text, limits=Limits(rows=2)) == "too_many_rows"
