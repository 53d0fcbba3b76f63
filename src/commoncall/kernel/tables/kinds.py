"""Tell by its first bytes what kind of file somebody sent as a table, whatever it is called."""

from __future__ import annotations

import re
from typing import BinaryIO

from commoncall.kernel.tables import signatures
from commoncall.kernel.tables.refusals import TableRefused

_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|table|meta|\?xml)", re.IGNORECASE)
#: How much of an old office file is looked through for what it is.
_LOOKED_THROUGH = 4 * 1024 * 1024

#: What an archive is that is no workbook, as the refusal calls it.
_OTHERS = {"apple": "numbers"}


def refuse_other_kinds(stream: BinaryIO) -> bool:
    """Refuse what is neither text nor a workbook; True for a workbook, False for what may be text."""
    head = stream.read(8192)
    if head.startswith(signatures.ZIP):
        _refuse_other_archives(stream)
        return True
    if code := _refused_kind(head, stream):
        raise TableRefused(code)
    return False


def _refused_kind(head: bytes, stream: BinaryIO) -> str | None:
    """The code of the refusal for what the first bytes show, or None."""
    if head.startswith(signatures.OLE):
        return _kind_of_ole(head + stream.read(_LOOKED_THROUGH))
    if code := signatures.foreign(head):
        return code
    if head.lstrip(b"\xef\xbb\xbf \r\n")[:11].upper() == b"BEGIN:VCARD":
        return "address_book"
    return "web_page" if _PAGE.match(head) else None


def _kind_of_ole(content: bytes) -> str:
    """Old office files share one container: tell workbook, protected workbook and text apart."""
    if signatures.PROTECTED in content:
        return "password"
    if "WordDocument".encode("utf-16-le") in content:
        return "word"
    return "old_excel"


def _refuse_other_archives(stream: BinaryIO) -> None:
    """Refuse every archive that is not a workbook of the current form."""
    entries = signatures.entries_of(stream)
    if entries is None:
        raise TableRefused("damaged")
    if "xl/workbook.bin" in entries:
        raise TableRefused("binary_excel")
    found = signatures.office(entries)
    if found != "workbook":
        raise TableRefused(_OTHERS.get(found, found))
