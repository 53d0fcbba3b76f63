"""Which amendments touch the same words."""

from __future__ import annotations

import enum
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from commoncall.drafting.rules.amending import Change, Do
from commoncall.drafting.rules.applying import anchored, changed, pieces
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.drafting.rules.redline import Mark

Identifier = Hashable


@dataclass(frozen=True)
class Proposed:
    """An amendment as far as it matters here.

    ``amends`` names the one to whose words it is; ``is_foreign`` says that it is in another language than the paragraphs, so that
    its words cannot be compared with theirs.
    """

    id: Identifier
    changes: tuple[Change, ...]
    amends: Identifier | None = None
    is_foreign: bool = False


class Place(enum.StrEnum):
    """What amendments have in common: the words that they touch, all that they say of a paragraph, a place, a paragraph."""

    WORDS = "words"
    SAME = "same"
    INSERTION = "insertion"
    LANGUAGES = "languages"


@dataclass(frozen=True)
class Collision:
    """Amendments that are shown together. They exclude each other only where they are ``overlapping``.

    ``paragraph`` is the key of the paragraph, or of that after which they insert; ``ids`` stand in their order.
    """

    paragraph: str
    ids: tuple[Identifier, ...]
    overlapping: bool
    place: Place = Place.WORDS


@dataclass(frozen=True)
class Hunk:
    """Some signs of a paragraph, from one to before another, and what would stand there instead."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=4096)
def hunks(before: str, now: str) -> tuple[Hunk, ...]:
    """Return what differs between two texts, in order, as places in the former."""
    found: list[Hunk] = []
    place, start, removed, added = 0, 0, 0, ""
    for piece in pieces(before, now):
        if piece.mark is Mark.KEPT:
            if removed or added:
                found.append(Hunk(start, start + removed, added))
            place, removed, added = place + len(piece.text), 0, ""
            start = place
        elif piece.mark is Mark.REMOVED:
            removed, place = removed + len(piece.text), place + len(piece.text)
        else:
            added += piece.text
    if removed or added:
        found.append(Hunk(start, start + removed, added))
    return tuple(found)


def clusters(before: str, said: Mapping[Identifier, str]) -> list[dict[Hunk, list[Identifier]]]:
    """Return what several would have a text say instead, in groups that touch each other: no word of it stands between them."""
    by_hunk: dict[Hunk, list[Identifier]] = {}
    for identifier, now in said.items():
        for hunk in hunks(before, now):
            by_hunk.setdefault(hunk, []).append(identifier)
    found: list[dict[Hunk, list[Identifier]]] = []
    end = 0
    for hunk in sorted(by_hunk, key=lambda one: (one.start, one.end, one.text)):
        if not found or (hunk.start > end and any(sign.isalnum() for sign in before[end : hunk.start])):
            found.append({})
        found[-1][hunk] = by_hunk[hunk]
        end = max(end, hunk.end)
    return found


def excluding(cluster: Mapping[Hunk, Sequence[Identifier]]) -> set[Identifier]:
    """Return those who would have different words in one place; nobody where they agree, or where all is one's own."""
    everybody = {identifier for each in cluster.values() for identifier in each}
    return everybody if len(cluster) > 1 and len(everybody) > 1 else set()


def collisions(paragraphs: Sequence[Paragraph], amendments: Sequence[Proposed]) -> list[Collision]:
    """Return which amendments are shown together, in the order of the text; those of one place in the order in which they are given."""
    order = {one.id: place for place, one in enumerate(amendments)}
    at: dict[str, dict[Identifier, Change]] = {}
    after: dict[str, dict[Identifier, None]] = {}
    for one in amendments:
        anchors = anchored(paragraphs, one.changes)
        for place, change in enumerate(one.changes):
            if change.do is not Do.INSERT:
                at.setdefault(change.paragraph, {})[one.id] = change
            elif place in anchors:
                after.setdefault(anchors[place], {})[one.id] = None
    found = []
    for key, paragraph in (("", None), *((one.key, one) for one in paragraphs)):
        groups = _at(paragraph, at[key]) if paragraph is not None and key in at else []
        found += [Collision(key, tuple(sorted(ids, key=order.__getitem__)), place is Place.WORDS, place) for place, ids in groups]
        if len(after.get(key, ())) > 1:
            found.append(Collision(key, tuple(after[key]), False, Place.INSERTION))
    return found


def _at(paragraph: Paragraph, changes: Mapping[Identifier, Change]) -> list[tuple[Place, set[Identifier]]]:
    """Return the groups of those who change one paragraph: who excludes whom, and who says the same."""
    if len(changes) < 2:
        return []
    groups = _joined(_pairs(paragraph, changes))
    colliding = set().union(*groups)
    alike: dict[Paragraph | None, set[Identifier]] = {}
    for identifier, change in changes.items():
        if identifier not in colliding:
            alike.setdefault(result(paragraph, change), set()).add(identifier)
    return [*((Place.WORDS, group) for group in groups), *((Place.SAME, group) for group in alike.values() if len(group) > 1)]


def result(paragraph: Paragraph, change: Change) -> Paragraph | None:
    """Return what a change makes of a paragraph; nothing where it goes."""
    return None if change.do is Do.DELETE else changed(paragraph, change)


def _pairs(paragraph: Paragraph, changes: Mapping[Identifier, Change]) -> list[set[Identifier]]:
    gone = {identifier for identifier, change in changes.items() if change.do is Do.DELETE}
    if gone and len(gone) < len(changes):
        return [set(changes)]
    said = {identifier: change.text for identifier, change in changes.items() if change.do is Do.CHANGE}
    found = [excluding(cluster) for cluster in clusters(paragraph.text, said)]
    stands = {identifier: how for identifier, change in changes.items() if (how := _how(changed(paragraph, change))) != _how(paragraph)}
    if len(set(stands.values())) > 1:
        found.append(set(stands))
    return [group for group in found if group]


def _how(paragraph: Paragraph) -> tuple[str, int, bool]:
    return str(paragraph.style), paragraph.level, paragraph.numbered


def _joined(groups: Iterable[set[Identifier]]) -> list[set[Identifier]]:
    found: list[set[Identifier]] = []
    for group in groups:
        apart = [one for one in found if not one & group]
        found = [*apart, group.union(*(one for one in found if one & group))]
    return found
