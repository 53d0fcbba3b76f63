"""What a secret ballot says, and how few ballots are too few to be shown."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commoncall.decisions.rules.rule import Answer

#: With fewer ballots than these, neither the list of them nor how many said what is shown.
LEAST_SHOWN = 5

# Without letters and digits that are taken for one another when a code is copied by hand.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_RECEIPT = 12


@dataclass(frozen=True)
class Said:
    """What one ballot says: the answer and, where the rule gives receipts, its code."""

    answer: Answer
    receipt: str = ""


def written(said: Said) -> bytes:
    """Return a ballot as it is sealed."""
    return json.dumps(as_stored(said), separators=(",", ":")).encode()


def read(content: bytes) -> Said:
    """Return a ballot from what was sealed."""
    return of(json.loads(content))


def as_stored(said: Said) -> dict[str, str]:
    """Return a ballot as it stands in the published list."""
    return {"answer": said.answer.value} | ({"receipt": said.receipt} if said.receipt else {})


def of(stored: Mapping[str, str]) -> Said:
    """Return a ballot from what stands in the published list."""
    return Said(Answer(stored["answer"]), stored.get("receipt", ""))


def new_receipt() -> str:
    """Return a code that nobody can guess, in groups that are easily copied."""
    code = "".join(secrets.choice(_LETTERS) for _ in range(_RECEIPT))
    return "-".join(code[first : first + 4] for first in range(0, _RECEIPT, 4))


def in_random_order(ballots: Sequence[Said]) -> list[Said]:
    """Return ballots in an order that chance alone makes."""
    return secrets.SystemRandom().sample(ballots, len(ballots))


def may_show(ballots: int) -> bool:
    """Tell whether a group of so many ballots is large enough for it to be shown what they said."""
    return ballots >= LEAST_SHOWN


def counted(ballots: Sequence[Said]) -> Mapping[Answer, int]:
    """Return how often each answer was given."""
    return Counter(one.answer for one in ballots)
