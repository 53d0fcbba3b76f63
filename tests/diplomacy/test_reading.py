"""Status tables are read as they are brought: what stands there, no more; what cannot be read is named with its row."""

from __future__ import annotations

from datetime import date, datetime
from time import process_time

import pytest

from commoncall.diplomacy.rules import reading
from commoncall.diplomacy.rules.acts import ActKind
from commoncall.diplomacy.rules.reading import Line, Told, Unreadable, dates, kept
from commoncall.kernel.tables.refusals import TableRefused
from tests.diplomacy import tables

SIGNED = date(2008, 12, 3)


def lines(content: bytes, name: str = "status.csv") -> dict[str, Line]:
    (table,) = reading.read(content, name)
    return {line.name: line for line in table.lines}


def problem(*cells: str, headings: tuple[str, ...] = ("State", "Signature", "Ratification")) -> str:
    (line,) = lines(tables.csv([cells], headings)).values()
    assert line.acts == ()
    assert line.number == 2
    return line.problems[0].code


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("3 Dec 2008", SIGNED),
        ("3 décembre 2008", SIGNED),
        ("3 déc. 2008", SIGNED),
        ("3 de diciembre de 2008", SIGNED),
        ("December 3rd, 2008", SIGNED),
        ("2008-12-03", SIGNED),
        ("2008-12-03 00:00", SIGNED),
        ("1er août 2010", date(2010, 8, 1)),
        ("8 sept 2011", date(2011, 9, 8)),
        ("2 juil. 2001", date(2001, 7, 2)),
        ("30 avr 2009", date(2009, 4, 30)),
        ("13/04/2010", date(2010, 4, 13)),
        ("04/13/2010", date(2010, 4, 13)),
        ("03/04/2010", None),
        ("31 Feb 2010", None),
        ("3 Dec 08", None),
        ("3 ju 2010", None),
    ],
)
def test_a_day_is_read_as_it_is_written_in_three_languages(written: str, meant: date | None) -> None:
    assert dates.read(written) == meant


def test_brackets_marks_and_references_are_told_apart() -> None:
    found = lines(tables.csv())
    assert found["Norway"].acts == (
        Told(ActKind.SIGNATURE, SIGNED),
        Told(ActKind.PROVISIONAL, SIGNED),
        Told(ActKind.RATIFICATION, SIGNED),
    )
    assert found["Andorra"].acts == (Told(ActKind.ACCESSION, date(2013, 4, 9)),)
    assert [act.revoked for act in found["Lithuania"].acts] == [True, True, True]
    again = lines(tables.csv([("Belize 1, 2", "", "2 Sep 2014 n 3", "[1 Mar 2001 a], 2 Sep 2014 a")]))
    assert [(act.kind.value, act.on.year, act.revoked) for act in again["Belize"].acts] == [
        ("provisional", 2014, False),
        ("accession", 2001, True),
        ("accession", 2014, False),
    ]


def test_a_signature_that_a_successor_took_over_stays_a_signature() -> None:
    found = lines(tables.csv([("Montenegro", "23 Oct 2006 d", "", "23 Oct 2006 d")]))
    assert [act.kind for act in found["Montenegro"].acts] == [ActKind.SIGNATURE, ActKind.SUCCESSION]


def test_dates_and_kinds_in_columns_of_their_own_say_the_same() -> None:
    headings = ("treaty", "participant", "iso3", "signature_date", "signature_raw", "action_date", "action_raw", "action_kind", "withdrawn")
    rows = [
        ("ccm", "Peru", "PER", "2008-12-03", "3 Dec 2008", "2012-09-26", "26 Sep 2012", "R", "false"),
        ("ccm", "Finland", "FIN", "", "", "2012-01-09", "", "a", "true"),
        ("att", "Peru", "PER", "2013-09-24", "24 Sep 2013", "", "", "", "false"),
    ]
    att, ccm = reading.read(tables.csv(rows, headings), "status.csv")
    assert (att.treaty, len(att.lines), ccm.treaty, len(ccm.lines)) == ("att", 1, "ccm", 2)
    assert ccm.lines[0] == Line(2, "Peru", "PER", (Told(ActKind.SIGNATURE, SIGNED), Told(ActKind.RATIFICATION, date(2012, 9, 26))))
    assert ccm.lines[1].acts == (Told(ActKind.ACCESSION, date(2012, 1, 9), revoked=True),)


@pytest.mark.parametrize(
    ("headings", "rows", "language"),
    [
        (("État", "Signature", "Ratification, Adhésion(a), Acceptation(A), Approbation(AA), Succession(d)"), ("3 déc 2008", "9 avr 2013 a"), "fr"),
        (("País", "Firma", "Ratificación, Adhesión(a)"), ("3 dic 2008", "9 abr 2013 a"), "es"),
        (("Country", "Date of signature", "Accession"), ("3 Dec 2008", "9 Apr 2013"), "en"),
    ],
)
def test_headings_are_understood_in_three_languages(headings: tuple[str, ...], rows: tuple[str, ...], language: str) -> None:
    (table,) = reading.read(tables.csv([("Andorra", *rows)], headings), "status.csv")
    assert table.language == language
    assert table.lines[0].acts == (Told(ActKind.SIGNATURE, SIGNED), Told(ActKind.ACCESSION, date(2013, 4, 9)))


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("Peru", "soon", ""), "unreadable"),
        (("Peru", "", "31 Feb 2010"), "no_such_day"),
        (("Peru", "", "3/4/2010"), "ambiguous_day"),
        (("Peru", "[3 Dec 2008", ""), "open_bracket"),
        (("", "3 Dec 2008", ""), "no_name"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_row(cells: tuple[str, ...], code: str) -> None:
    assert problem(*cells) == code


def test_columns_that_contradict_each_other_are_named() -> None:
    assert problem("Peru", "26 Sep 2012", "2012-09-27", headings=("State", "action_raw", "action_date")) == "contradiction"
    assert problem("Peru", "26 Sep 2012 a", "R", headings=("State", "action_raw", "action_kind")) == "contradiction"
    assert problem("Peru", "2012-09-26", headings=("State", "action_date")) == "kind_missing"


def test_days_in_figures_are_understood_where_the_file_shows_their_order() -> None:
    rows = [("Peru", "03/12/2008", ""), ("Chile", "16/12/2010", "")]
    assert lines(tables.csv(rows, ("State", "Signature", "Ratification")))["Peru"].acts[0].on == SIGNED


def test_a_workbook_is_read_with_its_dates() -> None:
    found = lines(tables.workbook([("Norway", datetime.combine(SIGNED, datetime.min.time()), None, "3 Dec 2008")]), "status.xlsx")
    assert [act.on for act in found["Norway"].acts] == [SIGNED, SIGNED]


def test_merged_cells_reach_down_but_not_across() -> None:
    rows = [("Africa", None, None, None), ("Angola", "3 Dec 2008", None, None), ("Benin", None, None, None), ("Chad", "3 Dec 2008", None, None)]
    found = lines(tables.workbook(rows, merge=("A2:D2", "B3:B4", "B5:C5")), "status.xlsx")
    assert found["Africa"].acts == found["Africa"].problems == ()
    assert found["Benin"].acts == found["Angola"].acts == (Told(ActKind.SIGNATURE, SIGNED),)
    assert (found["Chad"].acts, found["Chad"].problems[0].code, found["Chad"].number) == ((), "merged", 5)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"Organisation,Signature\nQuiet Fields,3 Dec 2008\n", "no_names"),
        (b"Country,Capital\nPeru,Lima\n", "no_acts"),
        (b"Norway,3 Dec 2008\nPeru,3 Dec 2008\n", "no_headings"),
        (b"<html><body><table><tr><td>Chapter</td></tr></table></body></html>", "no_table"),
        (b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n", "web_archive"),
    ],
)
def test_another_kind_of_file_is_refused_with_what_is_missing(content: bytes, code: str) -> None:
    with pytest.raises((Unreadable, TableRefused)) as refused:
        reading.read(content, "status.csv")
    assert refused.value.code == code


def test_thirty_thousand_rows_are_answered_at_once() -> None:
    content = tables.csv([(f"State {number}", "3 Dec 2008", "", "") for number in range(30_000)])
    began = process_time()
    with pytest.raises(Unreadable) as refused:
        reading.read(content, "status.csv")
    assert refused.value.code == "too_many_lines"
    assert refused.value.params["lines"] == 30_000
    assert process_time() - began < 20


def test_a_page_is_read_with_its_day_title_counts_and_footnotes() -> None:
    rows = [*tables.ROWS[:4], (tables.noted("Lithuania", 1), *tables.ROWS[4][1:])]
    note = "On 6 September 2024, the Government deposited a notification of withdrawal. The withdrawal took effect for Lithuania on 6 March 2025."
    (table,) = reading.read(tables.page(rows, notes=[note]), "page.html")
    assert (table.title, table.as_of, table.language) == ("Convention on Cluster Munitions", date(2026, 2, 3), "en")
    assert (table.totals.signatories, table.totals.parties, table.totals.entry_on) == (3, 3, date(2010, 8, 1))
    assert len(table.lines) == 5
    assert table.lines[4].acts[-1] == Told(ActKind.WITHDRAWAL, date(2024, 9, 6), effective_on=date(2025, 3, 6))


def test_a_page_in_french_is_read_alike() -> None:
    headings = ("Participant", "Signature", "Ratification, Adhésion(a), Acceptation(A), Approbation(AA), Succession(d)")
    rows = [("Norvège", "3 déc 2008", "3 déc 2008"), ("Andorre", "", "9 avr 2013 a"), (tables.noted("Lituanie", 1), "[3 déc 2008]", "[24 mars 2011]")]
    note = "Le 6 septembre 2024, le Gouvernement a déposé une notification de retrait. Le retrait a pris effet pour la Lituanie le 6 mars 2025."
    content = tables.page(rows, headings, counts="Signataires : 1. Parties : 2", day="STATUT AU : 03-02-2026 09:15:24 EDT", notes=[note])
    (table,) = reading.read(content, "page.html")
    assert (table.language, table.as_of, table.totals.signatories, table.totals.parties) == ("fr", date(2026, 2, 3), 1, 2)
    assert [line.acts[0].on for line in table.lines] == [SIGNED, date(2013, 4, 9), SIGNED]
    assert table.lines[2].acts[-1] == Told(ActKind.WITHDRAWAL, date(2024, 9, 6), effective_on=date(2025, 3, 6))


@pytest.mark.parametrize(
    ("note", "unclear"),
    [
        ("On 5 May 2015, the Government notified the withdrawal of its reservation.", False),
        ("On 5 May 2015, the Government deposited a notification of withdrawal of its declaration. It took effect on 5 May 2015.", False),
        ("On 5 May 2015, the Government deposited a notification of withdrawal.", True),
        ("On 5 May 2015, a notification of withdrawal was received. It takes effect on 5 May 2016. On 1 May 2016 it was revoked.", True),
    ],
)
def test_a_footnote_makes_no_withdrawal_of_what_is_none(note: str, unclear: bool) -> None:
    (table,) = reading.read(tables.page([(tables.noted("Norway", 1), *tables.ROWS[0][1:])], counts="", notes=[note]), "page.html")
    assert {act.kind for act in table.lines[0].acts} == {ActKind.SIGNATURE, ActKind.PROVISIONAL, ActKind.RATIFICATION}
    assert [said.code for said in table.notices] == ["unclear_withdrawal"] * unclear


def test_a_page_cut_off_anywhere_is_refused() -> None:
    whole = tables.page()
    for end in range(len(whole) // 8, len(whole) - 8, len(whole) // 40):
        with pytest.raises(Unreadable) as refused:
            reading.read(whole[:end], "page.html")
        assert refused.value.code in {"cut_off", "cut_short"}, end


def test_a_page_with_fewer_participants_than_it_counts_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        reading.read(tables.page(tables.ROWS[:2]), "page.html")
    assert (refused.value.code, refused.value.params["lines"]) == ("cut_off", 2)


@pytest.mark.parametrize("piece", ["<", "<!--", "<a ", "</", "<table><tr><td>", "<sup>", "&", "<td a='", "<div id='x'>", "[3 Dec 2008 "])
def test_a_page_made_to_take_long_takes_no_longer_than_it_is_long(piece: str) -> None:
    content = b"<html>" + piece.encode() * (400_000 // len(piece))
    began = process_time()
    with pytest.raises(Unreadable):
        reading.read(content, "page.html")
    assert process_time() - began < 20


def test_a_table_is_kept_and_read_back_without_loss() -> None:
    (table,) = reading.read(tables.page(notes=["A note"]), "page.html")
    again = kept.read(kept.written(table))
    assert (again.lines, again.covers, again.totals, again.notices, again.language) == (
        table.lines,
        table.covers,
        table.totals,
        table.notices,
        table.language,
    )


def page_in(charset: bytes, name: bytes = b"Chad", behind: bytes = b"") -> bytes:
    headings = b"<tr><th>Participant</th><th>Ratification</th></tr>"
    row = b"<tr><td>" + name + b"</td><td>3 Dec 2010</td></tr>"
    return b"<html><meta charset=" + charset + b"><table>" + headings + row + b"</table>" + behind + b"</html>"


@pytest.mark.parametrize("charset", [b"undefined", b"punycode", b"idna", b"unicode_escape", b"utf-7", b"hex", b"no-such"])
def test_a_page_in_an_encoding_of_no_page_is_read_as_what_it_is(charset: bytes) -> None:
    assert list(lines(page_in(charset, b"Ch\\x61d"), "page.html")) == ["Ch\\x61d"]


def test_a_page_in_an_older_encoding_is_read_in_it() -> None:
    assert list(lines(page_in(b"windows-1252", "C\u00f4te d\u2019Ivoire".encode("cp1252")), "page.html")) == ["C\u00f4te d\u2019Ivoire"]


def test_what_no_database_keeps_is_left_out_of_a_page() -> None:
    assert list(lines(page_in(b"utf-8", b"Ch\x00a\x01d"), "page.html")) == ["Chad"]
