"""What a status table would change of what is known, as data with a stable key for each difference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from commoncall.diplomacy.rules.acts import Act, ActKind


class What(StrEnum):
    """What would happen to an act: it is new, it reads otherwise, or the table does not have it any more."""

    ADDED = "added"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. ``old`` is the known act, ``new`` the one of the table, ``line`` its number there."""

    what: What
    old: Act | None
    new: Act | None
    line: int = 0

    @property
    def act(self) -> Act:
        """The act that it is about: as it would be, else as it was."""
        act = self.new or self.old
        if act is None:
            raise ValueError("a difference is about an act")
        return act

    @property
    def key(self) -> str:
        """The same for the same difference, whenever it is found."""
        old, new = self.old or self.new, self.act
        parts = [self.what.value, new.participant, new.kind.value, new.on.isoformat()]
        if self.what is What.CHANGED and old is not None and old.key != new.key:
            parts += [old.kind.value, old.on.isoformat()]
        return ":".join(parts)


def written(difference: Difference) -> dict[str, Any]:
    """Return a difference as JSON data: key, what, participant, old, new (each kind, done_on, effective_on, is_revoked) and line."""
    return {
        "key": difference.key,
        "what": difference.what.value,
        "participant": difference.act.participant,
        "old": difference.old and written_act(difference.old),
        "new": difference.new and written_act(difference.new),
        "line": difference.line,
    }


def written_act(act: Act) -> dict[str, Any]:
    """Return an act as JSON data, as corrections keep it."""
    return {
        "kind": act.kind.value,
        "done_on": act.on.isoformat(),
        "effective_on": act.effective_on.isoformat() if act.effective_on else None,
        "is_revoked": act.revoked,
    }


def read_act(participant: str, data: dict[str, Any]) -> Act:
    """Return the act of one participant that ``written_act`` wrote."""
    effective = data.get("effective_on")
    return Act(
        date.fromisoformat(data["done_on"]),
        participant,
        ActKind(data["kind"]),
        bool(data.get("is_revoked")),
        date.fromisoformat(effective) if effective else None,
    )
