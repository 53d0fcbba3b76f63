"""Rolls for the tests of rules: voters that are only letters, and the answers that they give."""

from __future__ import annotations

from collections.abc import Mapping

from commoncall.decisions.rules.rule import Answer, Voter

REGIONS = ("002", "019", "142", "150", "009")


def a_roll(number: int, *, regions: int = 0) -> list[Voter]:
    """Return voters v1 … vN, spread over some regions in turn."""
    return [Voter(f"v{place}", region=REGIONS[(place - 1) % regions] if regions else "") for place in range(1, number + 1)]


def answers(agree: int = 0, against: int = 0, abstain: int = 0, objections: int = 0) -> Mapping[str, Answer]:
    """Return the answers of the first voters: so many agree, then so many are against, abstain, and object."""
    given = [Answer.AGREE] * agree + [Answer.AGAINST] * against + [Answer.ABSTAIN] * abstain + [Answer.OBJECT] * objections
    return {f"v{place}": answer for place, answer in enumerate(given, start=1)}
