"""What opening a letter does, told before anybody is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.voice.queries import pre_approvals, signatures
from commoncall.web.moments import exactly, numeral
from commoncall.workspace.decisions import instants
from commoncall.workspace.voice import words

if TYPE_CHECKING:
    from commoncall.kernel.authority import Actor
    from commoncall.voice.models import Letter, PreApproval

#: So many who sign by themselves are named; more are counted.
MOST_NAMED = 40


def look(actor: Actor, letter: Letter) -> dict[str, Any]:
    """Return what is shown before a letter is opened: who is asked, who signs by itself, and what the end is in places far apart."""
    asked, agreed = signatures.waiting(actor, letter), _covering(letter)
    return {
        "who": words.who_may(letter),
        "asked": _asked(len(asked)),
        "agreed": _agreed(len(agreed)),
        "agreed_names": [one.organisation.name for one in agreed[:MOST_NAMED]],
        "ends": exactly(letter.closes_at) if letter.closes_at else "",
        "elsewhere": instants.elsewhere(letter.closes_at, [one.membership.country_id for one in asked if one.membership.country_id])
        if letter.closes_at
        else [],
        "first_batch": exactly(letter.first_batch_at) if letter.first_batch_at else "",
    }


def _covering(letter: Letter) -> list[PreApproval]:
    """Return the pre-approvals by which organisations sign when it opens; where a status is asked, each has to say that it has it."""
    wanted = {one.casefold() for one in letter.topics}
    if not wanted or letter.status:
        return []
    found = pre_approvals.in_force().filter(coalition=letter.coalition_id).select_related("organisation").order_by("organisation__searchable")
    return list({one.organisation_id: one for one in found if one.topic.casefold() in wanted}.values())


def _asked(number: int) -> str:
    if not number:
        return _("No organisation of the coalition is asked: it is open to others alone.")
    return ngettext(
        "%(n)s organisation of the coalition is asked, and its people are written to.",
        "%(n)s organisations of the coalition are asked, and their people are written to.",
        number,
    ) % {"n": numeral(number)}


def _agreed(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "%(n)s organisation has pre-approved it and signs by itself; its people get the final text.",
        "%(n)s organisations have pre-approved it and sign by themselves; their people get the final text.",
        number,
    ) % {"n": numeral(number)}
