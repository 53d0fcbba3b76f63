"""The kinds of entry that there are: how each is told, and how it is undone."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commoncall.kernel.refusals import Words

if TYPE_CHECKING:
    from commoncall.kernel.authority import Actor
    from commoncall.kernel.history.models import Entry

Undo = Callable[["Entry", "Actor"], object]


class Audience(enum.StrEnum):
    """Who may read an entry, besides whoever did the deed."""

    PUBLIC = "public"
    MEMBERS = "members"
    ORGANISATION = "organisation"
    COORDINATORS = "coordinators"
    PERSON = "person"


@dataclass(frozen=True)
class Kind:
    """A kind of entry.

    ``sentence`` names its parts as ``%(by)s``, ``%(for)s`` and the keys of facts and particulars. ``words`` turns facts that
    hold codes into words of the reader's language, just before the sentence is made.
    """

    name: str
    sentence: Words
    audience: Audience = Audience.MEMBERS
    words: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None


_kinds: dict[str, Kind] = {}
_undos: dict[str, Undo] = {}


def kind(
    name: str,
    sentence: Words,
    *,
    audience: Audience = Audience.MEMBERS,
    words: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None,
) -> Kind:
    """Declare a kind of entry; its name is ``concept.past_participle`` and is never used for anything else."""
    if name in _kinds:
        raise ValueError(f"kind of entry {name} is declared twice")
    _kinds[name] = Kind(name, sentence, audience, words)
    return _kinds[name]


def kinds() -> list[Kind]:
    """Return every declared kind, by name."""
    return [_kinds[name] for name in sorted(_kinds)]


def find(name: str) -> Kind | None:
    """Return the kind of that name, or nothing where the concept that made it is gone."""
    return _kinds.get(name)


def undoes(*undone: Kind) -> Callable[[Undo], Undo]:
    """Declare the decorated action as the way to undo entries of these kinds; it is called with the entry and the actor."""

    def register(action: Undo) -> Undo:
        for one in undone:
            _undos[one.name] = action
        return action

    return register


def undo_of(name: str) -> Undo | None:
    """Return the action that undoes entries of this kind, where there is one."""
    return _undos.get(name)


_narrowing: dict[str, Callable[[Any], Any]] = {}


def narrow(subject_kind: str, readable: Callable[[Any], Any]) -> None:
    """Let members read of things of this kind only for as long as they may read these: an entry keeps its audience, a thing may lose it.

    ``readable`` gives, for an actor, a query for the identifiers of what it may read; it must depend on nothing but the actor.
    """
    _narrowing[subject_kind] = readable


def narrowing() -> list[tuple[str, Callable[[Any], Any]]]:
    """Return the kinds of things of which members read only while they may read these."""
    return sorted(_narrowing.items())
