"""The words by which people write yes and no, kinds of organisations and categories of members."""

import csv
from functools import cache
from pathlib import Path

from commoncall.kernel.text.names import plain_words

_TABLE = Path(__file__).with_name("words.csv")
_NOTHING = frozenset({"", "n/a", "na", "none", "nil", "null", "-", "--", "—", "–", "?", "tbc", "tbd", "unknown", "."})


def is_nothing(cell: str) -> bool:
    """Whether a cell is blank or says that there is nothing."""
    return cell.strip().casefold() in _NOTHING


def meaning(field: str, text: str) -> str | None:
    """The value of a field that a word stands for, or None."""
    return _table().get((field, _plain(text)))


def _plain(text: str) -> str:
    """A word folded; a mark such as a tick as it is."""
    return " ".join(plain_words(text)) or text.strip()


@cache
def _table() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for word in row["words"].split(";"):
                found.setdefault((row["field"], _plain(word)), row["value"])
    return found
