"""Bringing the index up to what is kept, as the clock does, and looking into it as somebody would."""

from __future__ import annotations

from commoncall.kernel.authority import Actor
from commoncall.kernel.history.actions import seal_all
from commoncall.kernel.search.actions import following
from commoncall.kernel.search.queries.finding import Found, Result, find
from commoncall.kernel.search.rules.snippets import Piece


def catch_up() -> int:
    """Do what the clock would do until the index is up to the history; return in how many pieces."""
    seal_all()
    pieces = 0
    while done := following.follow():
        pieces += done
    return pieces


def names(actor: Actor, text: str, kind: str = "", **more: object) -> list[str]:
    """Return the titles of what somebody finds, of every kind or of one."""
    found = find(actor, text, **more)  # type: ignore[arg-type]
    return [read(result.title) for group in found.groups if kind in {"", group.kind.name} for result in group.results]


def counts(found: Found) -> dict[str, int]:
    """Return how many of each kind were found."""
    return {group.kind.name: group.count for group in found.groups}


def read(pieces: tuple[Piece, ...]) -> str:
    """Return pieces as one reads them."""
    return "".join(piece.text for piece in pieces)


def marks(pieces: tuple[Piece, ...]) -> list[str]:
    """Return what is marked."""
    return [piece.text for piece in pieces if piece.marked]


def only(found: Found) -> Result:
    """Return the one result that was found."""
    [result] = [result for group in found.groups for result in group.results]
    return result
