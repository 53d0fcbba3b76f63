"""Made-up status tables in the forms in which people bring them."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook

HEADINGS = ("Participant", "Signature", "Provisional application(n)", "Approval(AA), Acceptance(A), Accession(a), Ratification")

#: A treaty of five: two parties, one that signed alone, one that acceded, one that left.
ROWS = (
    ("Norway", "3 Dec 2008", "3 Dec 2008 n", "3 Dec 2008"),
    ("Ireland", "3 Dec 2008", "", "3 Dec 2008"),
    ("Angola", "3 Dec 2008", "", ""),
    ("Andorra", "", "", "9 Apr 2013 a"),
    ("Lithuania", "[ 3 Dec 2008 ]", "[24 Mar 2011 n]", "[24 Mar 2011 ]"),
)


def csv(rows: Sequence[Sequence[str]] = ROWS, headings: Sequence[str] = HEADINGS) -> bytes:
    """Return rows as a CSV file."""
    return "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in (headings, *rows)).encode()


def workbook(rows: Sequence[Sequence[object]], *, merge: Sequence[str] = (), headings: Sequence[str] = HEADINGS) -> bytes:
    """Return rows as a workbook, with some cells merged."""
    book = Workbook()
    sheet = book.active
    for row in (headings, *rows):
        sheet.append(list(row))
    for reference in merge:
        sheet.merge_cells(reference)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def page(
    rows: Sequence[Sequence[str]] = ROWS,
    headings: Sequence[str] = HEADINGS,
    *,
    counts: str = "Signatories : 3. Parties : 3",
    day: str = "STATUS AS AT : 03-02-2026 10:16:18 EDT",
    title: str = "6. Convention on Cluster Munitions",
    notes: Sequence[str] = (),
) -> bytes:
    """Return a page laid out as the depositary's: tables within tables, references to footnotes raised, notes behind."""
    head = "".join(f"<td>{cell}<br></td>" for cell in headings)
    body = "".join("<tr>" + "".join(f"<td>{cell or '&nbsp;'}<br></td>" for cell in row) + "</tr>\n" for row in rows)
    ends = "".join(f"<tr><td><div class='divNotesAll'><a name='{at}'>{at}</a>{note}</div></td></tr>" for at, note in enumerate(notes, start=1))
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Status</title><script>var table = "<table><tr><td>Participant</td></tr>";</script></head>
<body><table><tr><td><div>{day}</div>
<table><tr><td><div id="x_rptTreaty_ctl00_tcTreaty">{title}</div></td></tr></table>
<table><tr><td><div>Entry into force</div></td><td>:</td><td><div>1 August 2010, in accordance with article 17(1).</div></td></tr></table>
<div>{counts}</div></td></tr></table>
<table><tr><td><table id="tblgrid"><tr>{head}</tr>
{body}</table></td></tr></table>
<table>{ends}</table></body></html>""".encode()


def noted(name: str, *numbers: int) -> str:
    """Return a name with raised references to footnotes."""
    return name + "".join(f" <SUP><A onclick='ShowNoteAll()' href='#{number}' class='noteIndex'>{number}</A></SUP>" for number in numbers)
