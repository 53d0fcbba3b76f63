"""A rung of the ladder as data: what it would be if a change took effect, and in what that differs from what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from commoncall.decisions.rules.rule import Rule


@dataclass(frozen=True)
class Wanted:
    """What a rung is to be: its names by language (none for a ready-made one), who decides, by which rule, and where it stands.

    ``body`` is the identifier of a body as text, empty for all voting members; ``region`` narrows these to one region.
    ``meeting_rule`` is the rule at meetings where it is another one. ``closed`` takes the rung off the ladder.
    """

    rule: Rule
    names: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    region: str = ""
    meeting_rule: Rule | None = None
    position: int = 0
    closed: bool = False

    def as_stored(self) -> dict[str, Any]:
        """Return it as plain values for JSON."""
        plain: dict[str, Any] = {one.name: getattr(self, one.name) for one in fields(self)}
        return plain | {
            "names": dict(self.names),
            "rule": self.rule.as_stored(),
            "meeting_rule": self.meeting_rule.as_stored() if self.meeting_rule else None,
        }

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Wanted:
        """Return what ``as_stored`` made; what is unknown is left out."""
        known = {one.name: stored[one.name] for one in fields(cls) if one.name in stored}
        meeting = stored.get("meeting_rule")
        return cls(**known | {"rule": Rule.of(stored["rule"]), "meeting_rule": Rule.of(meeting) if meeting else None})


def differences(before: Wanted, after: Wanted) -> tuple[str, ...]:
    """Return the names of the fields in which the two differ."""
    return tuple(one.name for one in fields(Wanted) if getattr(before, one.name) != getattr(after, one.name))
