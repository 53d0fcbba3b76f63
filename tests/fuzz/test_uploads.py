"""Files that are not what they seem, too large, or called something that a name should not be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commoncall.membership.models import Batch
from tests.addresses import BY_NAME
from tests.fuzz.siege import siege
from tests.scene import Scene

pytestmark = pytest.mark.slow

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="{}"/></Relationships>'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)) + "]>"
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'


def workbook(sheet: str | bytes, *, target: str = "worksheets/sheet1.xml", **more: bytes) -> bytes:
    """Return a workbook with one sheet, as raw as can be."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", LINKS.format(target))
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, content in more.items():
            archive.writestr(name, content)
    return made.getvalue()


def bombs() -> Iterator[tuple[str, bytes]]:
    """Yield what is small to send and large to read, or makes a reader reach for what is not in it."""
    yield "much of nothing", workbook(SHEET.format(CELL.format("a" * 60_000_000)))
    yield "many rows", workbook(SHEET.format("<row><c><v>1</v></c></row>" * 1_500_000))
    yield "wide", workbook(SHEET.format("<row>" + "<c><v>1</v></c>" * 200_000 + "</row>"))
    yield "far off", workbook(SHEET.format('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    yield "beyond", workbook(SHEET.format('<row r="99999999999"><c r="ZZZZZZ99999999999"><v>1</v></c></row>'))
    yield "laughs", workbook(LAUGHS + SHEET.format(CELL.format("&a9;")))
    yield "an outer file", workbook('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + SHEET.format(CELL.format("&e;")))
    yield "an outer sheet", workbook(SHEET.format(""), target="../../../../etc/passwd")
    yield "a sheet elsewhere", workbook(SHEET.format(""), target="https://elsewhere.example/x.xml")
    yield "names that climb", workbook(SHEET.format(""), **{"../../../../tmp/climbed": b"x"})
    yield "no xml", workbook(b"\x00\xff" * 1_000)
    yield "cut off", workbook(SHEET.format(CELL.format("x")))[:-200]
    yield "an empty archive", b"PK\x05\x06" + b"\x00" * 18
    yield "an archive in name", b"PK\x03\x04" + b"\xff" * 500
    yield (
        "odd types",
        workbook(SHEET.format('<row r="x"><c r="??" t="s"><v>99999</v></c><c t="d"><v>99999999</v></c><c t="e"><v>#REF!</v></c></row>')),
    )


def lists() -> Iterator[tuple[str, bytes]]:
    """Yield text that hardly is a table."""
    yield "nothing", b""
    yield "one byte", b"\x00"
    yield "zeros", b"\x00" * 100_000
    yield "one line without end", b"name" + b"x" * 5_000_000
    yield "many columns", b",".join(b"c%d" % n for n in range(50_000)) + b"\n1\n"
    yield "an open quotation", b'name,country\n"' + b"x,\n" * 300_000
    yield "only quotations", b'"' * 100_001
    yield "only delimiters", b",;\t|" * 100_000
    yield "half a pair", "name\n\ud800\n".encode("utf-8", "surrogatepass")
    yield "odd utf-16", b"\xff\xfen\x00a\x00m\x00e\x00\n"
    yield "utf-16 without a mark", "name,country\nÉtoile,Mali\n".encode("utf-16-be")
    yield "utf-32", "name,country\nÉtoile,Mali\n".encode("utf-32")
    yield "utf-7", b"name,country\n+AOk-toile,Mali\n"
    yield "a page", b"<html><table><tr><td>name</td></tr></table></html>"
    yield "formulas", b"name,country\n\"=cmd|' /C calc'!A0\",Mali\n@SUM(1),Mali\n+1,Mali\n-1,Mali\n"
    yield "every sign", b"name\n" + "".join(map(chr, [*range(1, 0xD7FF, 7), *range(0xE000, 0x10FFFF, 997)])).encode()
    yield "names that are long", b"name,country\n" + b"x" * 40_000 + b",Mali\n"
    yield "a thousand alike", b"name,country,e-mail\n" + b"Tern,Mali,t@t.example\n" * 1_000
    yield "headings twice", b"name,name,NAME,\xef\xbb\xbfname\na,b,c,d\n"
    yield "dates", b"name,joined\na,0000-00-00\nb,99999999\nc,31.02.2020\nd,-1\ne,1e308\nf,2958466\n"


NAMES = [
    "../../../../etc/passwd",
    "..\\..\\x.csv",
    "C:\\con",
    "a\r\nX-Evil: 1.csv",
    "\u202evsc.exe",
    "x" * 5_000 + ".csv",
    ".csv",
    "",
    "a\x00.csv",
    "名前.xlsx",
    "%00",
    "~",
]


def brought(name: str, content: bytes) -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name or "x", content), "pasted": ""}


@pytest.mark.parametrize(("what", "content"), [*bombs(), *lists()], ids=lambda one: one if isinstance(one, str) else "")
def test_a_list_that_is_none(scene: Scene, what: str, content: bytes) -> None:
    with siege(scene) as laid:
        for name in ("list.xlsx", "list.csv", "list"):
            answer = laid.throw("post", BY_NAME["imports"].path(scene), brought(name, content))
            assert b"root:" not in answer.content


def test_odd_lists_can_be_looked_at_to_the_end(scene: Scene) -> None:
    """Whatever is read as a table can be compared, shown, taken in and handed out again."""
    for _what, content in lists():
        with siege(scene) as laid:

            def goes_on(path: str, data: dict[str, str] | None = None) -> Any:
                response = scene.clients["coordinator"].post(path, data) if data is not None else scene.clients["coordinator"].get(path)
                laid._judge(path, data, response)
                laid.sent += 1
                return response

            response = scene.clients["coordinator"].post(BY_NAME["imports"].path(scene), brought("list.csv", content))
            laid._judge("import", None, response)
            laid.sent += 1
            if response.status_code != 302:
                continue
            batch = Batch.objects.latest("entered_at")
            where = urlsplit(response["Location"]).path.removesuffix("columns/")
            for step in ("columns/", "rows/", "questions/", "apply/", "left-out.csv", "left-out.xlsx"):
                goes_on(where + step)
            goes_on(where + "columns/", {f"holds-{n}": "name" if n == 0 else "ignore" for n in range(len(batch.headers))})
            goes_on(where + "rows/")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_none(scene: Scene, name: str) -> None:
    with siege(scene) as laid:
        response = laid.throw("post", BY_NAME["imports"].path(scene), brought(name, b"name,country\nTern,Mali\n"))
        assert "X-Evil" not in response.headers
