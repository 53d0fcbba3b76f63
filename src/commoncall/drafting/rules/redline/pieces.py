"""A text in pieces: what of it was kept, what was added, what was removed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from commoncall.kernel.documents.blocks import Mark

__all__ = ["Mark", "Piece", "are_kept", "before", "joined", "now"]


@dataclass(frozen=True)
class Piece:
    """A piece of text, and what became of it."""

    mark: Mark
    text: str


def before(pieces: Iterable[Piece]) -> str:
    """Return what a text said before."""
    return "".join(piece.text for piece in pieces if piece.mark is not Mark.ADDED)


def now(pieces: Iterable[Piece]) -> str:
    """Return what a text says now."""
    return "".join(piece.text for piece in pieces if piece.mark is not Mark.REMOVED)


def are_kept(pieces: Iterable[Piece]) -> bool:
    """Tell whether nothing of a text differs."""
    return all(piece.mark is Mark.KEPT for piece in pieces)


def joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return pieces without empty ones, neighbours of one kind made one, and what was removed before what was added in its place."""
    found: list[Piece] = []
    texts: dict[Mark, list[str]] = {mark: [] for mark in Mark}

    def put(*marks: Mark) -> None:
        for mark in marks:
            if texts[mark]:
                found.append(Piece(mark, "".join(texts[mark])))
                texts[mark] = []

    for piece in pieces:
        if not piece.text:
            continue
        if piece.mark is Mark.KEPT:
            put(Mark.REMOVED, Mark.ADDED)
        else:
            put(Mark.KEPT)
        texts[piece.mark].append(piece.text)
    put(Mark.KEPT, Mark.REMOVED, Mark.ADDED)
    return tuple(found)
