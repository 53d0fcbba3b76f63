"""Merging what was accepted: what touches no other's words merges by itself, the rest is chosen by whoever drafts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from commoncall.drafting.rules.amending import Change, Do
from commoncall.drafting.rules.applying import NotThereError, anchored, apply, changed, difference, unlike
from commoncall.drafting.rules.collisions import Collision, Identifier, Place, Proposed, clusters, excluding
from commoncall.drafting.rules.paragraphs import Paragraph

#: By the key of a paragraph, what stands in its place; by the empty key, what stands at the very beginning.
Chosen = Mapping[str, Sequence[Paragraph]]


@dataclass(frozen=True)
class Merge:
    """What a text says with everything that merges by itself, and the paragraphs for which somebody has to choose.

    An open paragraph stands as it was; the ``ids`` of its collision are all that touch it. ``touched`` are the keys at which
    anything is done. ``reviewed`` tells this state of the amendments from every other: whoever merges says which one was seen.
    """

    paragraphs: tuple[Paragraph, ...]
    open: tuple[Collision, ...]
    touched: frozenset[str] = frozenset()
    reviewed: str = ""


def merge(paragraphs: Sequence[Paragraph], accepted: Sequence[Proposed], chosen: Chosen | None = None) -> Merge:
    """Merge amendments into a text, whatever the order in which they are given.

    Of two insertions at one place that of the earlier amendment stands first (identifiers are in order of time); what two
    insert alike stands once. Amendments to an amendment are merged into its words first.
    """
    bench = _Bench(paragraphs)
    for one in _families(accepted):
        bench.take(one)
    return bench.merged(dict(chosen or {}))


@dataclass(frozen=True)
class _Family:
    """An amendment with what was accepted to its own words. ``open`` are the keys at which these could not be brought together."""

    one: Proposed
    ids: tuple[Identifier, ...]
    children: tuple[_Family, ...]


def _families(accepted: Sequence[Proposed], of: Identifier | None = None) -> list[_Family]:
    found = []
    for one in sorted((one for one in accepted if one.amends == of), key=lambda each: str(each.id)):
        children = tuple(_families(accepted, one.id))
        found.append(_Family(one, (one.id, *(key for child in children for key in child.ids)), children))
    return found


class _Bench:
    """A text under work: what is said of each paragraph, what is inserted after it, and where somebody has to choose."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self.paragraphs = tuple(paragraphs)
        self.keys = {one.key: one for one in paragraphs}
        self.said: dict[str, dict[Identifier, Change]] = {}
        self.inserted: dict[str, list[Paragraph]] = {}
        self.open: dict[str, dict[Identifier, None]] = {}
        self.foreign: set[str] = set()
        self.taken = set(self.keys)
        self.brought: set[str] = set()

    def take(self, family: _Family) -> None:
        """Lay what one amendment says beside what the others do; what it cannot say by itself is open."""
        if family.one.is_foreign:
            self.foreign |= self._open_all(family, family.one.changes)
            return
        try:
            now, unsettled = _with_children(self.paragraphs, family)
        except NotThereError:
            self._open_all(family, family.one.changes)
            return
        changes = difference(self.paragraphs, now)
        for key in unsettled:
            self.leave_open([_anchor(self.paragraphs, now, key)], family.ids)
        anchors = anchored(self.paragraphs, changes)
        for place, change in enumerate(changes):
            if change.do is Do.INSERT:
                inserted = Paragraph(change.key, change.text, change.style, change.level, change.numbered)
                self.inserted.setdefault(anchors[place], []).append(inserted)
            else:
                self.said.setdefault(change.paragraph, {})[family.one.id] = change

    def leave_open(self, keys: Iterable[str], ids: Iterable[Identifier]) -> None:
        """Note that at these places somebody has to choose; what is gone counts for the beginning."""
        kept = tuple(ids)
        for key in keys:
            self.open.setdefault(key if key in self.keys else "", {}).update(dict.fromkeys(kept))

    def _open_all(self, family: _Family, changes: Iterable[Change]) -> set[str]:
        kept = tuple(changes)
        anchors = anchored(self.paragraphs, kept)
        keys = {anchors.get(place, "") if one.do is Do.INSERT else one.paragraph for place, one in enumerate(kept)}
        self.leave_open(keys, family.ids)
        return {key if key in self.keys else "" for key in keys}

    def merged(self, chosen: dict[str, Sequence[Paragraph]]) -> Merge:
        """Return the text, with what was chosen where it was."""
        found: list[Paragraph] = list(self._chosen("", chosen)) + self._after("")
        for paragraph in self.paragraphs:
            found += self._chosen(paragraph.key, chosen) if paragraph.key in chosen else self._at(paragraph)
            found += self._after(paragraph.key)
        touched = frozenset([*self.said, *self.inserted, *self.open])
        return Merge(tuple(found), tuple(self._still_open(chosen)), touched)

    def _chosen(self, key: str, chosen: dict[str, Sequence[Paragraph]]) -> list[Paragraph]:
        # Whoever chose an amendment's words may have taken what it inserts along with them.
        self.brought |= {one.key for one in chosen.get(key, ()) if one.key}
        return [self._kept(one, own=key) for one in chosen.get(key, ())]

    def _at(self, paragraph: Paragraph) -> list[Paragraph]:
        changes = self.said.get(paragraph.key, {})
        if not changes or paragraph.key in self.open:
            return [paragraph]
        agreed = agree(paragraph, changes)
        if agreed is None:
            self.leave_open([paragraph.key], changes)
            return [paragraph]
        return list(agreed)

    def _after(self, key: str) -> list[Paragraph]:
        found: dict[tuple[object, ...], Paragraph] = {}
        for one in self.inserted.get(key, ()):
            found.setdefault((one.text, one.style, one.level, one.numbered), one)
        return [self._kept(one) for one in found.values() if one.key not in self.brought]

    def _kept(self, paragraph: Paragraph, own: str | None = None) -> Paragraph:
        """Return a paragraph that comes in, with a key that none has; what stands for a paragraph may keep its key."""
        key = paragraph.key
        if key != own and (not key or key in self.taken):
            key = unlike(paragraph.text, self.taken)
        self.taken.add(key)
        return paragraph if key == paragraph.key else replace(paragraph, key=key)

    def _still_open(self, chosen: dict[str, Sequence[Paragraph]]) -> Iterable[Collision]:
        for key in ("", *self.keys):
            if key in self.open and key not in chosen:
                ids = {**self.open[key], **dict.fromkeys(self.said.get(key, ()))}
                is_foreign = key in self.foreign
                place = Place.LANGUAGES if is_foreign else Place.WORDS
                yield Collision(key, tuple(sorted(ids, key=str)), not is_foreign, place)


def agree(paragraph: Paragraph, changes: Mapping[Identifier, Change]) -> tuple[Paragraph, ...] | None:
    """Return what a paragraph becomes where all who change it can have what they want; nothing where they exclude each other."""
    gone = sum(one.do is Do.DELETE for one in changes.values())
    if gone:
        return () if gone == len(changes) else None
    wanted = [changed(paragraph, one) for one in changes.values()]
    text = together(paragraph.text, {key: one.text for key, one in changes.items()})
    stands = {(one.style, one.level, one.numbered) for one in wanted} - {(paragraph.style, paragraph.level, paragraph.numbered)}
    if text is None or len(stands) > 1:
        return None
    style, level, numbered = next(iter(stands), (paragraph.style, paragraph.level, paragraph.numbered))
    return (replace(paragraph, text=text, style=style, level=level, numbered=numbered),)


def together(before: str, said: Mapping[Identifier, str]) -> str | None:
    """Return a text with what several would change in it; nothing where two touch the same words."""
    if len(different := set(said.values())) == 1:
        return different.pop()
    found, place = "", 0
    for cluster in clusters(before, said):
        if excluding(cluster):
            return None
        for hunk in cluster:
            found += before[place : hunk.start] + hunk.text
            place = hunk.end
    return found + before[place:]


def _with_children(paragraphs: Sequence[Paragraph], family: _Family) -> tuple[tuple[Paragraph, ...], set[str]]:
    """Return a text with an amendment as others amended it, and the keys at which these could not be brought together."""
    now = apply(paragraphs, family.one.changes)
    if not family.children:
        return now, set()
    bench = _Bench(now)
    for child in family.children:
        changes, apart = _rebased(bench.keys, child.one.changes)
        bench.leave_open(apart, child.ids)
        bench.take(replace(child, one=replace(child.one, changes=changes)))
    merged = bench.merged({})
    return merged.paragraphs, {one.paragraph for one in merged.open}


def _rebased(there: Mapping[str, Paragraph], changes: Sequence[Change]) -> tuple[tuple[Change, ...], set[str]]:
    """Return changes to an amendment's words as these are after they were accepted with changes, and what cannot be rebased so.

    These are the keys of paragraphs that are gone, or in which both touch the same words.
    """
    found, apart = [], set()
    inserted = {one.key for one in changes if one.do is Do.INSERT}
    for change in changes:
        now = there.get(change.paragraph)
        if now is None and change.paragraph not in {"", *inserted}:
            apart.add(change.paragraph)
        elif change.do is Do.CHANGE and now is not None and change.before not in {"", now.text}:
            text = together(change.before, {"now": now.text, "change": change.text})
            if text is None:
                apart.add(change.paragraph)
            else:
                found.append(replace(change, text=text))
        else:
            found.append(change)
    return tuple(found), apart


def _anchor(paragraphs: Sequence[Paragraph], now: Sequence[Paragraph], key: str) -> str:
    """Return the key of the text's own paragraph at or before a paragraph of what it would become."""
    own, last = {one.key for one in paragraphs}, ""
    for one in now if key else ():
        last = one.key if one.key in own else last
        if one.key == key:
            return last
    return last
