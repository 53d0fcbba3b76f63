"""Reading a file of names."""

from __future__ import annotations

from typing import BinaryIO

from django.utils.translation import gettext as _

from commoncall.kernel.refusals import Refusal
from commoncall.kernel.tables import reading
from commoncall.kernel.tables.refusals import REFUSALS, TableRefused
from commoncall.kernel.tables.shapes import Limits, Table
from commoncall.membership.rules.columns import headings
from commoncall.voice.rules.bringing_in import MOST_ROWS


def read(source: bytes | BinaryIO, name: str) -> Table:
    """Return the table in a file, CSV or XLSX, with a first row of headings or without. Refused: what is no table, too long, or could do harm."""
    try:
        return reading.read(source, filename=name, limits=Limits(rows=MOST_ROWS), is_heading=headings.is_heading)
    except TableRefused as refused:
        raise Refusal(_(REFUSALS[refused.code]) % refused.params, field="file", code=refused.code) from None
