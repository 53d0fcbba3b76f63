"""How a coalition chose to work, as data; and the few rules about names and addresses that need no database."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

#: The first steps of addresses that belong to the installation and so to no coalition.
_FIXED_WORDS = """
en fr ar es ru zh zh-hans de pt
sign-in sign-out prove language you new first patterns static files media api admin health robots.txt sitemap.xml favicon.ico
setup public about help o out silence go -
"""
RESERVED_SLUGS = frozenset(_FIXED_WORDS.split())

KINDS = ("network", "coalition", "campaign")
VOICES = ("one", "each")
JOINING = ("call", "charter")
ADMITTED_BY = ("coordinators", "committee", "members", "assembly")
LEADERS = ("elected", "appointed", "self_chosen", "ex_officio", "one_each")
STAFF = ("seat", "no_vote", "outside")
CRITERIA = ("non_violence", "party_politics", "business", "conflicts_of_interest")

#: The things for which a coalition may have words of its own, and what they are called until it chooses.
WORDS = ("member", "members", "committee", "secretariat", "coordinator", "call", "charter")


@dataclass(frozen=True)
class Criterion:
    """A condition of admission: its key (one of ``CRITERIA`` or the coalition's own), and its words by language."""

    key: str
    text: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Arrangements:
    """The answers of the setting-up conversation. Every one can be changed later by a recorded decision.

    ``kind``: loose network, coordinated coalition or public campaign (Moyes and Nash, *Global Coalitions*, chapter 1).
    ``voice``: whether it speaks with one voice or each member with its own. ``joining``: by endorsing the call alone, or a
    charter too. ``words``: the coalition's own words, as {word: {language: text}}.
    """

    kind: str = "coalition"
    voice: str = "one"
    joining: str = "charter"
    admitted_by: str = "coordinators"
    criteria: tuple[Criterion, ...] = ()
    leaders: str = "elected"
    staff: str = "no_vote"
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """Return the arrangements from what ``as_stored`` made; what is missing has its default."""
        known = {one.name for one in fields(cls)}
        values = {key: value for key, value in stored.items() if key in known}
        values["criteria"] = tuple(Criterion(**criterion) for criterion in stored.get("criteria", ()))
        return cls(**values)

    def as_stored(self) -> dict[str, Any]:
        """Return the arrangements as plain values for JSON."""
        return asdict(self) | {"criteria": [asdict(criterion) for criterion in self.criteria]}

    def changed_from(self, before: Self) -> dict[str, list[Any]]:
        """Return what differs from ``before``, as {name: [before, now]}."""
        old, new = before.as_stored(), self.as_stored()
        return {key: [old[key], new[key]] for key in new if old[key] != new[key]}


def suggested(kind: str) -> Arrangements:
    """Return what coalitions of that kind usually choose, as the conversation's first suggestion."""
    if kind == "network":
        return Arrangements(kind=kind, voice="each", joining="call", admitted_by="coordinators", leaders="self_chosen", staff="outside")
    if kind == "campaign":
        return Arrangements(kind=kind, voice="one", joining="call", admitted_by="committee", leaders="appointed", staff="seat")
    return Arrangements()


def slug_is_free_in_principle(slug: str) -> bool:
    """Tell whether ``slug`` could be a coalition's address: two to forty small letters, digits and hyphens, not reserved."""
    return slug not in RESERVED_SLUGS and re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])", slug) is not None


def names_now(others: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Return the further names that an organisation has now; a name that it no longer has is noted with the day ``until`` which it had it."""
    return [other for other in others if not other.get("until")]


def joined_names(names: Sequence[str]) -> str:
    """Return names side by side for a folded, searchable column."""
    return " \n ".join(dict.fromkeys(name.strip() for name in names if name.strip()))
