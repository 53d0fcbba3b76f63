"""What a text says with an amendment in it: its paragraphs, and each change shown word by word."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from commoncall.drafting.rules import redline
from commoncall.drafting.rules.amending import Change, Do
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.drafting.rules.redline import Mark, Piece

#: How long a paragraph is at most, how many a text has, how deep an item lies, and how many changes one amendment makes.
LONGEST_PARAGRAPH = 20_000
MOST_PARAGRAPHS = 2_000
DEEPEST = 9
MOST_CHANGES = 100


class NotThereError(LookupError):
    """A change is to a paragraph that the text does not have; the key says which."""


@dataclass(frozen=True)
class Fault:
    """Why a change cannot be proposed. ``place`` is its place in the amendment, counted from 0.

    Codes: none (no change at all), many, missing (no such paragraph), empty, long, same (it changes nothing), twice.
    """

    code: str
    place: int = 0


@dataclass(frozen=True)
class Shown:
    """One change as it is shown: what is done to which paragraph, before and after, and the words of both in pieces.

    ``after`` is the key after which an inserted paragraph stands.
    """

    do: Do
    key: str
    before: Paragraph | None
    now: Paragraph | None
    pieces: tuple[Piece, ...]
    after: str = ""


def tidy(text: str) -> str:
    """Return the text of one paragraph: in composed form, on one line, without what is no sign of any script."""
    kept = "".join(_sign(one) for one in unicodedata.normalize("NFC", text))
    return kept.strip()


def _sign(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    return "" if category == "Cs" else sign


def changing(paragraph: Paragraph, text: str) -> Change:
    """Return the change by which a paragraph would say something else; it stands as it stood."""
    return Change(Do.CHANGE, paragraph.key, text, paragraph.style, paragraph.level, paragraph.numbered, paragraph.text)


def deleting(paragraph: Paragraph) -> Change:
    """Return the change by which a paragraph would go."""
    return Change(Do.DELETE, paragraph.key, "", paragraph.style, paragraph.level, paragraph.numbered, paragraph.text)


def faults(paragraphs: Sequence[Paragraph], changes: Sequence[Change]) -> list[Fault]:
    """Return why changes cannot be proposed to a text; nothing where they can."""
    if not changes:
        return [Fault("none")]
    if len(changes) > MOST_CHANGES:
        return [Fault("many", MOST_CHANGES)]
    there = {one.key: one for one in paragraphs}
    inserted = {one.key for one in changes if one.do is Do.INSERT and one.key}
    found, touched = [], set[str]()
    for place, change in enumerate(changes):
        code = _fault(change, there, inserted)
        if not code and change.do is not Do.INSERT:
            code = "twice" if change.paragraph in touched else ""
            touched.add(change.paragraph)
        if code:
            found.append(Fault(code, place))
    return found


def _fault(change: Change, there: dict[str, Paragraph], inserted: set[str]) -> str:
    known = there.get(change.paragraph)
    if change.do is Do.INSERT:
        if change.paragraph and known is None and change.paragraph not in inserted - {change.key}:
            return "missing"
        if change.key in there:
            return "twice"
    elif known is None:
        return "missing"
    if change.do is Do.DELETE:
        return ""
    if not change.text.strip():
        return "empty"
    if len(change.text) > LONGEST_PARAGRAPH:
        return "long"
    return "same" if known is not None and change.do is Do.CHANGE and changed(known, change) == known else ""


def apply(paragraphs: Sequence[Paragraph], changes: Sequence[Change]) -> tuple[Paragraph, ...]:
    """Return what a text says with these changes. What is inserted at one place stands in the order of the changes.

    Raises ``NotThereError`` where a paragraph is not there.
    """
    done = {one.paragraph: one for one in changes if one.do is not Do.INSERT}
    waiting = _insertions(paragraphs, changes)
    found = list(_following("", waiting))
    for paragraph in paragraphs:
        change = done.pop(paragraph.key, None)
        if change is None:
            found.append(paragraph)
        elif change.do is Do.CHANGE:
            found.append(changed(paragraph, change))
        found.extend(_following(paragraph.key, waiting))
    if missing := [*done, *waiting]:
        raise NotThereError(missing[0])
    return tuple(found)


def changed(paragraph: Paragraph, change: Change) -> Paragraph:
    """Return a paragraph as a change would have it, under the same key."""
    return replace(paragraph, text=change.text, style=change.style, level=change.level, numbered=change.numbered)


def _insertions(paragraphs: Sequence[Paragraph], changes: Sequence[Change]) -> dict[str, list[Paragraph]]:
    taken = {one.key for one in paragraphs} | {one.key for one in changes if one.do is Do.INSERT}
    waiting: dict[str, list[Paragraph]] = {}
    for change in changes:
        if change.do is Do.INSERT:
            key = change.key or unlike(change.paragraph + change.text, taken)
            taken.add(key)
            waiting.setdefault(change.paragraph, []).append(Paragraph(key, change.text, change.style, change.level, change.numbered))
    return waiting


def _following(key: str, waiting: dict[str, list[Paragraph]]) -> Iterator[Paragraph]:
    for one in waiting.pop(key, ()):
        yield one
        yield from _following(one.key, waiting)


def unlike(seed: str, taken: set[str]) -> str:
    """Return a key that is always the same for the same words, and that none of those taken has."""
    for turn in range(len(taken) + 1):
        key = hashlib.sha256(f"{turn} {seed}".encode()).hexdigest()[:10]
        if key not in taken:
            return key
    raise ValueError("every key is taken")


def difference(before: Sequence[Paragraph], now: Sequence[Paragraph]) -> tuple[Change, ...]:
    """Return the changes by which a text with keys becomes another whose kept paragraphs stand in the same order."""
    former, kept = {one.key: one for one in before}, {one.key for one in now}
    found = [deleting(one) for one in before if one.key not in kept]
    last = ""
    for one in now:
        if one.key not in former:
            found.append(Change(Do.INSERT, last, one.text, one.style, one.level, one.numbered, key=one.key))
        elif former[one.key] != one:
            found.append(Change(Do.CHANGE, one.key, one.text, one.style, one.level, one.numbered, former[one.key].text))
        last = one.key
    return tuple(found)


@lru_cache(maxsize=4096)
def pieces(before: str, now: str) -> tuple[Piece, ...]:
    """Return the words of both in pieces, as ``redline.words``; a page shows the same ones again and again."""
    return tuple(redline.words(before, now))


def shown(paragraphs: Sequence[Paragraph], changes: Sequence[Change]) -> tuple[Shown, ...]:
    """Return each change with its words in pieces, in the order of the text; a change to what is not there is left out."""
    there = {one.key: (place, one) for place, one in enumerate(paragraphs)}
    anchors = anchored(paragraphs, changes)
    found: list[tuple[int, int, Shown]] = []
    for number, change in enumerate(changes):
        if change.do is Do.INSERT:
            anchor = anchors.get(number)
            if anchor is None:
                continue
            now = Paragraph(change.key, change.text, change.style, change.level, change.numbered)
            place = there[anchor][0] if anchor else -1
            found.append((place, number + 1, Shown(Do.INSERT, change.key, None, now, (Piece(Mark.ADDED, change.text),), change.paragraph)))
        elif change.paragraph in there:
            place, before = there[change.paragraph]
            found.append((place, 0, _shown(before, change)))
    return tuple(one for _place, _number, one in sorted(found, key=lambda each: each[:2]))


def _shown(before: Paragraph, change: Change) -> Shown:
    if change.do is Do.DELETE:
        return Shown(Do.DELETE, before.key, before, None, (Piece(Mark.REMOVED, before.text),))
    return Shown(Do.CHANGE, before.key, before, changed(before, change), pieces(before.text, change.text))


def anchored(paragraphs: Sequence[Paragraph], changes: Sequence[Change]) -> dict[int, str]:
    """Return by the place of each insertion the key of the text's own paragraph after which it comes to stand."""
    if all(one.do is not Do.INSERT for one in changes):
        return {}
    there = {one.key for one in paragraphs} | {""}
    own = {one.key: one.paragraph for one in changes if one.do is Do.INSERT and one.key}
    found = {}
    for number, change in enumerate(changes):
        anchor, steps = change.paragraph, 0
        while change.do is Do.INSERT and anchor not in there and anchor in own and steps <= len(changes):
            anchor, steps = own[anchor], steps + 1
        if change.do is Do.INSERT and anchor in there:
            found[number] = anchor
    return found
