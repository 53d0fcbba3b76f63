"""Signatures that may be the same: bodies across the spellings of their names, people by their names as they are looked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from commoncall.membership.rules.importing.addresses import email_domain, website_domain
from commoncall.membership.rules.matching.index import Index
from commoncall.membership.rules.matching.shapes import Known, Reason
from commoncall.voice.rules.eligibility import BODIES


@dataclass(frozen=True)
class Signed:
    """A signature from outside as it is compared. ``searchable`` is its name, folded."""

    id: str
    kind: str
    name: str
    searchable: str
    country: str = ""
    website: str = ""
    address: str = ""


@dataclass(frozen=True)
class Likeness:
    """That a signature may be the same as an earlier one (``other``), or be that of an organisation of the coalition."""

    signature: str
    why: Reason
    other: str = ""
    organisation: str = ""


def alike(signed: Sequence[Signed], organisations: Collection[Known], fresh: Collection[str]) -> Iterator[Likeness]:
    """Yield what may be the same among signatures in the order in which they came, asking about the ``fresh`` ones alone.

    Only those that share something are compared, so that the work grows with the signatures and not with their pairs.
    """
    members, before = Index(organisations), Index()
    people: dict[str, list[Signed]] = defaultdict(list)
    for one in signed:
        if one.kind not in BODIES:
            yield from _person(one, people[one.searchable]) if one.id in fresh else ()
            people[one.searchable].append(one)
            continue
        known = _known(one)
        if one.id in fresh:
            yield from (Likeness(one.id, each.reasons[0], organisation=each.id) for each in members.find(known).candidates)
            yield from (Likeness(one.id, each.reasons[0], other=each.id) for each in before.find(known).candidates)
        before.add(known)


def _person(one: Signed, namesakes: Sequence[Signed]) -> Iterator[Likeness]:
    """Yield the latest namesake of a person of whom no other country is known: whether it is the same, only a person can tell."""
    near = [each for each in namesakes if not (one.country and each.country) or one.country == each.country]
    if near:
        yield Likeness(one.id, Reason.SAME_NAME, other=near[-1].id)


def _known(one: Signed) -> Known:
    domains = frozenset({email_domain(one.address) if one.address else ""} - {""})
    return Known(
        one.id,
        (one.name,),
        countries=frozenset({one.country} - {""}),
        domain=website_domain(one.website) if one.website else "",
        email_domains=domains,
    )
