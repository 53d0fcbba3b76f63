"""Turn the values of a workbook's cells into the text that a person sees there."""

import datetime
import re
from typing import Any

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PADDED = re.compile(r"0{2,20}")


def as_text(value: Any, number_format: str = "General") -> str:
    """A value as text: dates in ISO form, whole numbers without a fraction, leading zeros kept."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _ESCAPED.sub(_unescaped, value) if "_x" in value else value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, datetime.datetime):
        return _moment(value)
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def _number(value: float, number_format: str) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, int):
        padded = _PADDED.fullmatch(number_format)
        return str(value).zfill(len(number_format)) if padded else str(value)
    return repr(value)


def _moment(value: datetime.datetime) -> str:
    """A moment at midnight is a date; seconds are written only where there are any."""
    if (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    return value.isoformat(sep=" ", timespec="seconds" if value.second else "minutes")


def _unescaped(escape: re.Match[str]) -> str:
    """Characters that XML cannot hold are written as _x000D_ and the like."""
    character = chr(int(escape.group(1), 16))
    return character if character in "\t\n\r_" else ""
