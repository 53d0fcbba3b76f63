"""The two marks inside a text, ``*emphasis*`` and ``**strong words**``: where they stand and what they mean.

An asterisk that is meant as itself may have a backslash before it; one that opens or closes nothing is itself anyway.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commoncall.kernel.documents.blocks import Mark, Piece

_RUNS = re.compile(r"\\[\\*]|\*+")
_LONGEST_RUN = 3
_DEEPEST = 8


@dataclass(frozen=True)
class Run:
    """A stretch of text that looks the same throughout; its text holds no marks."""

    text: str
    emphasis: bool = False
    strong: bool = False
    mark: Mark = Mark.KEPT


@dataclass
class _Opener:
    start: int
    length: int


#: What a character is: a sign of how others look (None), or itself, plain (0), emphasised (1), strong (2) or both (3).
_Look = int | None


def runs(text: str) -> tuple[Run, ...]:
    """Return a text cut where its look changes."""
    return shown((Piece(text),))


def plain(text: str) -> str:
    """Return a text without its marks."""
    return "".join(run.text for run in runs(text))


def shown(pieces: Sequence[Piece]) -> tuple[Run, ...]:
    """Return the pieces of a block cut where their look changes.

    What was removed looks as it did before, all else as it does now, though a mark may open in one piece and close in another.
    """
    before = iter(_looks("".join(one.text for one in pieces if one.mark is not Mark.ADDED)))
    now = iter(_looks("".join(one.text for one in pieces if one.mark is not Mark.REMOVED)))
    seen: list[tuple[str, int, Mark]] = []
    for one in pieces:
        for character in one.text:
            was = next(before) if one.mark is not Mark.ADDED else None
            look = next(now) if one.mark is not Mark.REMOVED else was
            if look is not None:
                seen.append((character, look, one.mark))
    grouped = itertools.groupby(seen, key=lambda each: each[1:])
    return tuple(Run("".join(each[0] for each in group), bool(look & 1), bool(look & 2), mark) for (look, mark), group in grouped)


def marked(of: Iterable[Run]) -> str:
    """Return the text, with its marks, that ``runs`` cuts into these runs."""
    kept = [tight for one in _joined(_bridged(of)) for tight in _tight(one)]
    raw = "".join(_wrapped(one, one.text) for one in kept)
    if [(one.text, one.emphasis, one.strong) for one in runs(raw)] == [(one.text, one.emphasis, one.strong) for one in _joined(kept)]:
        return raw
    return "".join(_wrapped(one, re.sub(r"[\\*]", r"\\\g<0>", one.text)) for one in kept)


def _tight(run: Run) -> list[Run]:
    """Return a run with the spaces at its ends outside of its marks, which stand close to words."""
    words = run.text.strip()
    if not (run.emphasis or run.strong) or not words:
        return [Run(run.text)] if run.text else []
    start = run.text.index(words)
    parts = (Run(run.text[:start]), Run(words, run.emphasis, run.strong), Run(run.text[start + len(words) :]))
    return [one for one in parts if one.text]


def _bridged(of: Iterable[Run]) -> list[Run]:
    """Return runs in which spaces look like the words before them, so that words of one look stay together."""
    bridged: list[Run] = []
    for one in of:
        is_space = bridged and not one.text.strip()
        bridged.append(Run(one.text, bridged[-1].emphasis, bridged[-1].strong) if is_space else one)
    return bridged


def _joined(of: Sequence[Run]) -> list[Run]:
    """Return runs with neighbours of one look put together."""
    grouped = itertools.groupby(of, key=lambda each: (each.emphasis, each.strong))
    return [Run("".join(one.text for one in group), emphasis, strong) for (emphasis, strong), group in grouped]


def _wrapped(run: Run, text: str) -> str:
    """Return a text between the marks of its run."""
    sign = "*" * (run.emphasis + 2 * run.strong)
    return f"{sign}{text}{sign}"


def _looks(text: str) -> list[_Look]:
    """Return the look of each character of a text."""
    looks: list[_Look] = [0] * len(text)
    open_now: list[_Opener] = []
    for found in _RUNS.finditer(text):
        if found.group()[0] == "\\":
            looks[found.start()] = None
        elif len(found.group()) <= _LONGEST_RUN:
            _take(text, found.start(), len(found.group()), open_now, looks)
    return looks


def _take(text: str, start: int, length: int, open_now: list[_Opener], looks: list[_Look]) -> None:
    """Let a run of asterisks close what is open, and open with what is left of it."""
    end = start + length
    if start and not text[start - 1].isspace():
        while length and (opener := _opener_for(length, open_now)):
            used = min(opener.length, length)
            _pair(opener, used, start, looks)
            start, length = start + used, length - used
            if not opener.length:
                open_now.remove(opener)
    if length and end < len(text) and not text[end].isspace():
        open_now.append(_Opener(start, length))
        del open_now[:-_DEEPEST]


def _opener_for(length: int, open_now: list[_Opener]) -> _Opener | None:
    """Return the innermost run that a run of this length can close; those inside it are asterisks and nothing more."""
    for index in range(len(open_now) - 1, -1, -1):
        opener = open_now[index]
        if opener.length == length or _LONGEST_RUN in (opener.length, length):
            del open_now[index + 1 :]
            return opener
    return None


def _pair(opener: _Opener, used: int, closes: int, looks: list[_Look]) -> None:
    """Give the look to what stands between two runs, and take the runs themselves out of sight."""
    opener.length -= used
    first = opener.start + opener.length
    for position in (*range(first, first + used), *range(closes, closes + used)):
        looks[position] = None
    for position in range(first + used, closes):
        look = looks[position]
        if look is not None:
            looks[position] = look | used
