"""People as address cards (vCard 3.0, RFC 2426), which every address book reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import vobject


@dataclass(frozen=True)
class Card:
    """What stands on one person's card. ``label`` goes along as a note, since a card travels alone."""

    identifier: str
    name: str
    organisation: str
    function: str
    addresses: tuple[str, ...]
    phone: str
    label: str


def written(cards: Iterable[Card]) -> bytes:
    """Return cards as one file."""
    return "".join(_card(card) for card in cards).encode()


def _card(card: Card) -> str:
    made = vobject.vCard()
    made.add("uid").value = f"urn:uuid:{card.identifier}"
    made.add("fn").value = _line(card.name)
    # Which part of a name is the family's differs from place to place and is not noted; the whole name is given.
    made.add("n").value = vobject.vcard.Name(given=_line(card.name))
    made.add("org").value = [_line(card.organisation)]
    if card.function:
        made.add("title").value = _line(card.function)
    for address in card.addresses:
        made.add("email").value = _line(address)
    if card.phone:
        made.add("tel").value = _line(card.phone)
    made.add("note").value = card.label
    text: str = made.serialize()
    return text


def _line(text: str) -> str:
    # A line break in a name would begin a line of its own on the card.
    return " ".join(text.split())
