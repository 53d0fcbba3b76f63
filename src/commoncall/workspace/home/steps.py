"""The five steps with which the coordinator of a new coalition begins; each is gone when it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commoncall.kernel.parties.queries import Arrival
from commoncall.web.words import words_of

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition


@dataclass(frozen=True)
class Step:
    """One step: what to do, what comes of it, and where."""

    title: str
    note: str
    words: str
    address: str


def steps(coalition: Coalition, arrival: Arrival, *, has_call: bool) -> list[Step]:
    """Return what is still to be done to begin with."""
    slug, called = coalition.slug, words_of(coalition)
    left = [
        (
            arrival.organisations > 0,
            Step(
                _("Bring the list you have"),
                _("A spreadsheet of organisations and people, as it is. You see every change before it is made, and nobody is written to."),
                _("Bring a list"),
                reverse("imports", args=[slug]),
            ),
        ),
        (
            arrival.invited > 0 or arrival.inside > 1,
            Step(
                _("Invite people in"),
                _("Each gets a mail in their own language, once you have read it and seen how many it reaches."),
                _("Invite"),
                reverse("invitations", args=[slug]),
            ),
        ),
        (
            has_call,
            Step(
                capfirst(called["call"]),
                _("Nothing is written yet. Begin with a title and a few numbered demands; nobody outside sees it before it is adopted."),
                _("Begin a draft"),
                reverse("texts", args=[slug]),
            ),
        ),
        (
            coalition.is_public,
            Step(
                _("Open the public page"),
                _("Look at it first. Organisations stand on it as each of them chooses."),
                _("Look at it"),
                reverse("room-site", args=[slug]),
            ),
        ),
        (
            arrival.coordinators > 1,
            Step(
                _("Find a second %(coordinator)s") % {"coordinator": called["coordinator"]},
                _("So that nothing waits while you are away."),
                _("Choose somebody"),
                reverse("room-coordinators", args=[slug]),
            ),
        ),
    ]
    return [step for done, step in left if not done]
