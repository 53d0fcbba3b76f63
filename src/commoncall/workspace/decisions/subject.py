"""What a decision is about, where that is an applicant or a member: what those who decide have to read, and the way back to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from commoncall.decisions.queries import decisions
from commoncall.procedures import about

if TYPE_CHECKING:
    from commoncall.decisions.models import Decision
    from commoncall.kernel.authority import Actor


@dataclass(frozen=True)
class Part:
    """Something to be read before one answers, under its heading."""

    key: str
    title: str
    text: str


@dataclass(frozen=True)
class Subject:
    """What a decision is about: the way to its page, where the reader may open that, and what is to be read here."""

    words: str
    address: str
    parts: tuple[Part, ...]
    note: str


def of(actor: Actor, decision: Decision, slug: str) -> Subject | None:
    """Return what a decision is about; nothing where that is a text or a question, or nothing of which the reader may know."""
    told = about.told(actor, decision)
    if told is None:
        return None
    name, words, note = "procedure", _("The procedure about %(name)s"), _("The organisation itself has no vote in this, and is heard until the end.")
    if told.kind == decisions.APPLICATION:
        name, words, note = "application", _("The application of %(name)s"), ""
    address = reverse(name, args=[slug, told.subject]) if told.may_open else ""
    parts = tuple(Part(key, _titles()[key], text) for key, text in told.parts)
    return Subject(words % {"name": told.name}, address, parts, note)


def _titles() -> dict[str, str]:
    return {
        "facts_gathered": _("Facts gathered"),
        "answer": _("What the organisation answers"),
        "heard": _("What was said when it was heard"),
    }
