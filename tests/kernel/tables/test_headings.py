"""Headings are found where there are any, and made where there are none."""

import pytest

from commoncall.kernel.tables import reading
from commoncall.kernel.tables.shapes import Table

KNOWN = {"name", "country", "e-mail", "city"}


def read(text: str, **options: object) -> Table:
    return reading.read(text.encode(), is_heading=lambda cell: cell.lower() in KNOWN, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "first",
    [
        "1,Reed Society,Mali",
        "Reed Society,post@reed.example,Mali",
        "Reed,https://reed.example,Mali",
        "Reed,2019-03-12,Mali",
        f"Reed,{'x ' * 40},Mali",
    ],
)
def test_a_first_row_of_data_stays_a_row(first: str) -> None:
    table = reading.read(f"{first}\nField Society,x,Peru\n".encode())
    assert not table.has_headings
    assert table.headers[0] == "Column A"
    assert len(table.rows) == 2
    assert table.rows[0].number == 1


def test_a_country_that_comes_again_below_shows_that_it_is_data() -> None:
    assert not reading.read(b"Reed Society,Kenya\nField Society,Kenya\n").has_headings


def test_known_words_make_headings_and_unknown_ones_do_not() -> None:
    assert read("Name,Ort\nReed,Mali\n").has_headings
    assert not read("Reed,Mali\nField,Peru\n").has_headings


def test_a_person_can_say_what_the_first_row_is() -> None:
    assert read("Reed,Mali\nField,Peru\n", first_row="headings").headers == ("Reed", "Mali")
    assert len(read("Name,Country\nField,Peru\n", first_row="data").rows) == 2


def test_titles_above_the_headings_are_left_out_and_told() -> None:
    table = read("Members of the alliance,,\nas of March,,\n,,\nName,Country,City\nReed,Mali,Gao\nField,Peru,Lima\n")
    assert table.headers == ("Name", "Country", "City")
    assert [row.number for row in table.rows] == [5, 6]
    assert [(each.code, each.params["rows"]) for each in table.warnings] == [("lines_above", "1"), ("lines_above", "2")]


def test_a_first_member_without_country_is_no_title() -> None:
    table = read("Name,Country\nReed,\nField,Peru\nStream,Chad\n")
    assert len(table.rows) == 3


def test_cells_are_cleaned_of_what_cannot_be_seen() -> None:
    table = read("Name,Country\n\u00a0Reed\x07 \ufeff,Mali\n")
    assert table.rows[0].cells == ("Reed", "Mali")
