"""Quorums: whether enough took part, by number, by share, and from each region, country or category that is on the roll."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field

from commoncall.decisions.rules.rule import Channel, Division, Missing, Rule, Voter, Way


@dataclass(frozen=True)
class Gathering:
    """Who was gathered: how many, how many were needed, how many from each division, and what of that was missing."""

    gathered: int = 0
    needed: int = 0
    divisions: Mapping[str, int] = field(default_factory=dict)
    missing_divisions: tuple[str, ...] = ()
    divisions_needed: int = 0
    missing: tuple[Missing, ...] = ()


def asks(rule: Rule) -> bool:
    """Tell whether a quorum has a meaning: silence is agreement, a poll keeps no roll, and a consultation decides nothing."""
    return rule.way in {Way.VOTE, Way.CONSENSUS}


def present(roll: Sequence[Voter], answered: Collection[str]) -> frozenset[str]:
    """Return who is present at a meeting: whoever is noted as present or answered, and whoever gave one of these a proxy."""
    there = {one.organisation for one in roll if one.is_present or one.organisation in answered}
    return frozenset(there | {one.organisation for one in roll if one.proxy_held_by in there})


def gathering(rule: Rule, roll: Sequence[Voter], took_part: Set[str], is_there: Set[str]) -> Gathering:
    """Return what a quorum counts: those who answered, or those present where it is a meeting; never the suspended."""
    meeting = rule.channel is Channel.MEETING
    counted = [one for one in roll if one.counts and one.organisation in (is_there if meeting else took_part)]
    needed = max(rule.quorum, _of_all(rule, len(roll)))
    divisions = by_division(rule, roll, counted)
    lacking = tuple(name for name, number in divisions.items() if number < rule.quorum_each)
    enough = rule.quorum_divisions or max(len(divisions), 1)
    missing: list[Missing] = []
    if len(counted) < rule.quorum:
        missing.append(Missing.QUORUM)
    if len(counted) < _of_all(rule, len(roll)):
        missing.append(Missing.QUORUM_SHARE)
    if rule.quorum_division is not None and len(divisions) - len(lacking) < enough:
        missing.append(Missing.DIVISIONS)
    return Gathering(len(counted), needed, divisions, lacking, enough if rule.quorum_division else 0, tuple(missing))


def _of_all(rule: Rule, entitled: int) -> int:
    exact = rule.quorum_share * entitled
    return math.floor(exact) + 1 if rule.quorum_more_than else math.ceil(exact)


def by_division(rule: Rule, roll: Sequence[Voter], counted: Sequence[Voter]) -> dict[str, int]:
    """Return for each division on the roll how many of ``counted`` belong to it; whoever belongs to none is in none."""
    if rule.quorum_division is None:
        return {}
    took_part = Counter(division_of(one, rule.quorum_division) for one in counted)
    names = sorted({division_of(one, rule.quorum_division) for one in roll} - {""})
    return {name: took_part[name] for name in names}


def division_of(voter: Voter, division: Division) -> str:
    """Return the region, country or category of a voter, or nothing where it has none."""
    return {Division.REGION: voter.region, Division.COUNTRY: voter.country, Division.CATEGORY: voter.category}[division]
