"""A file that somebody brings, whatever it is: the status tables in it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from commoncall.diplomacy.rules.reading import pages, sheets
from commoncall.diplomacy.rules.reading.shapes import Table, Unreadable


def read(content: bytes, name: str) -> list[Table]:
    """Return the status tables of a file, one for each treaty.

    Raises ``Unreadable``, and the kernel's ``TableRefused`` for what is no table at all, too large or made to do harm.
    """
    if content[:2048].lstrip().startswith((b"From: <Saved by", b"MIME-Version:")):
        raise Unreadable("web_archive")
    found = [pages.table(content)] if pages.is_page(content) else sheets.tables(content, name)
    digest = hashlib.sha256(content).hexdigest()
    return [replace(table, file_name=name[-200:], digest=digest) for table in found]
