"""What those who lead a letter may do with it, as links; no link promises what would be refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commoncall.voice import permissions
from commoncall.voice.queries import doubts, letters
from commoncall.workspace.voice import words

if TYPE_CHECKING:
    from commoncall.kernel.authority import Actor
    from commoncall.voice.models import Delivery, Letter


@dataclass(frozen=True)
class Deed:
    """A deed as a link."""

    words: str
    address: str


def of(actor: Actor, letter: Letter, batches: Sequence[Delivery]) -> dict[str, Any]:
    """Return what the reader may do with a letter besides signing it: the first as a button, the others in a line."""
    if not permissions.may_prepare(actor, letter.coalition).allowed:
        return {"deeds": [], "main_deed": None}
    slug = letter.coalition.slug
    told = {"draft": _of_a_draft, "open": _of_an_open, "closed": _of_a_closed}.get(letter.state, _nothing)(letter, batches)
    if letter.state in {"open", "closed"}:
        open_doubts = len(doubts.open_of(actor, letter))
        told += [("letter-doubts", words.doubts(open_doubts))] if open_doubts else []
    found = [Deed(said, reverse(name, args=[slug, letter.pk])) for name, said in told]
    if letter.state == "draft":
        return {"main_deed": found[0], "deeds": found[1:]}
    return {"main_deed": None, "deeds": found}


def _of_a_draft(letter: Letter, batches: Sequence[Delivery]) -> list[tuple[str, str]]:
    return [
        ("letter-open", _("Look at it once more, and open it")),
        ("letter-change", _("Change")),
        ("letter-give-up", _("Give it up")),
    ]


def _of_an_open(letter: Letter, batches: Sequence[Delivery]) -> list[tuple[str, str]]:
    return [
        ("letter-waiting", _("Who has not signed")),
        ("letter-enter", _("Enter a signature")),
        ("letter-bring-in", _("Bring in a file")),
        ("letter-deliveries", _("Deliveries")),
        ("letter-change", _("Change the time")),
        ("letter-close", _("Close it")),
        *_renewal(letter),
    ]


def _of_a_closed(letter: Letter, batches: Sequence[Delivery]) -> list[tuple[str, str]]:
    return [
        ("letter-deliveries", _("Deliveries")),
        ("letter-bring-in", _("Bring in a file")),
        ("letter-reply", _("Change the reply") if letter.reply else _("Note the reply")),
        *_renewal(letter),
    ]


def _renewal(letter: Letter) -> list[tuple[str, str]]:
    return [("letter-renew", _("Go on with the changed text"))] if letters.renewable(letter) is not None else []


def _nothing(letter: Letter, batches: Sequence[Delivery]) -> list[tuple[str, str]]:
    return []
