"""Reading secret votes: what may be shown of the opened ballots, and whether the keys of the open ones are where they should be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from commoncall.decisions import keys
from commoncall.decisions.models import Decision
from commoncall.decisions.rules import secrecy
from commoncall.decisions.rules.rule import Answer
from commoncall.decisions.rules.secrecy import Said


@dataclass(frozen=True)
class Published:
    """The opened ballots as everybody who may read the decision sees them, in the order that chance made.

    ``is_withheld`` says that there were too few for anything but the outcome to be shown. A receipt stands beside its ballot
    where the rule gives some.
    """

    lines: tuple[Said, ...] = ()
    counts: Mapping[Answer, int] = field(default_factory=dict)
    is_withheld: bool = False


def published(decision: Decision) -> Published | None:
    """Return what is published of the ballots of a secret vote; nothing before it is closed."""
    if decision.ballots is None:
        return None
    lines = tuple(secrecy.of(one) for one in decision.ballots)
    if not secrecy.may_show(len(lines)):
        return Published(is_withheld=True)
    return Published(lines, secrecy.counted(lines))


def without_key() -> list[UUID]:
    """Return the open secret votes whose key is not where this machine looks for it, for the operator."""
    votes = Decision.objects.filter(state=Decision.State.OPEN, vote_key__isnull=False).values_list("pk", "vote_key")
    return [vote for vote, public in votes if not keys.is_kept(vote, bytes(public or b""))]
