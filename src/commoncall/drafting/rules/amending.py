"""What an amendment does to a text: it changes, deletes or inserts paragraphs."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from commoncall.drafting.rules.paragraphs import Style


class Do(enum.StrEnum):
    """What is done to a paragraph."""

    CHANGE = "change"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True)
class Change:
    """One thing that an amendment does.

    ``paragraph`` is the key of the paragraph that is changed or deleted, or after which another is inserted (empty: at the very
    beginning). ``text`` is what it would say. ``before`` keeps what the paragraph said when the amendment was proposed. ``key`` is
    that of the paragraph which is inserted, so that others can amend it.
    """

    do: Do
    paragraph: str
    text: str = ""
    style: Style = Style.PARAGRAPH
    level: int = 1
    numbered: bool = True
    before: str = ""
    key: str = ""

    def as_stored(self) -> dict[str, Any]:
        """Return the change as plain values for JSON."""
        return {
            "do": str(self.do),
            "paragraph": self.paragraph,
            "text": self.text,
            "style": str(self.style),
            "level": self.level,
            "numbered": self.numbered,
            "before": self.before,
            "key": self.key,
        }

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Change:
        """Return a change from what is stored."""
        return cls(
            Do(stored["do"]),
            stored["paragraph"],
            stored.get("text", ""),
            Style(stored.get("style", "paragraph")),
            stored.get("level", 1),
            stored.get("numbered", True),
            stored.get("before", ""),
            stored.get("key", ""),
        )


def read(stored: Iterable[dict[str, Any]]) -> tuple[Change, ...]:
    """Return the changes of an amendment from what is stored."""
    return tuple(Change.of(one) for one in stored)
