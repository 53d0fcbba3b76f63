"""The ladder from top to bottom, and one of its rungs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from commoncall.decisions import permissions, sentences
from commoncall.decisions.actions import ladder as deeds
from commoncall.decisions.queries import ladder as read
from commoncall.decisions.rules.rule import Channel
from commoncall.kernel.history import queries as book
from commoncall.kernel.parties import queries as parties
from commoncall.leadership import queries as leadership
from commoncall.web.done import done
from commoncall.web.words import words_of
from commoncall.workspace.ladder.shown import Proposal, number_of, proposal, row
from commoncall.workspace.members.standing import actor_of, coalition_of, there, there_only_if

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commoncall.decisions.models import Rung, RungChange

ENTRIES = 8


def rung_of(request: HttpRequest, code: str) -> Rung:
    """Return the rung at this address, or answer as for an address that was never there."""
    return there(read.find(coalition_of(request), code))


def proposals(request: HttpRequest, changes: Iterable[RungChange], *, whole: bool = False) -> list[Proposal]:
    """Return proposed changes in words, with organisations named as the reader may know them; a constant number of queries."""
    found, actor = list(changes), actor_of(request)
    organisations = {one for change in found for one in (change.proposed_for_id, change.supported_for_id) if one}
    known = (
        frozenset(parties.organisations_visible_to(actor).filter(pk__in=organisations).values_list("pk", flat=True)) if organisations else frozenset()
    )
    bodies = {str(one.pk): one for one in leadership.visible_to(actor)} if found else {}
    return [proposal(one, actor, bodies, known, whole=whole) for one in found]


@require_GET
def ladder(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show the ladder, what waits for the support of a second member, and what was changed of late."""
    actor, here = actor_of(request), coalition_of(request)
    waiting = list(read.waiting(actor))
    called = words_of(here)
    on_it = frozenset(one.rung_id for one in waiting)
    rungs = [row(one, called, on_it) for one in read.ladder(here)]
    may_set_up = permissions.SET_UP.verdict(actor).allowed and (not rungs or read.is_unused(here))
    told = {
        "rungs": rungs,
        "waiting": proposals(request, waiting),
        "settled": proposals(request, read.changes(actor).filter(supported_at__isnull=False)[:ENTRIES]),
        "may_set_up": may_set_up,
        "may_propose": bool(rungs) and permissions.may_propose(actor, here).allowed,
    }
    return render(request, "workspace/ladder/ladder.html", told)


@require_POST
def set_up(request: HttpRequest, coalition: str) -> HttpResponse:
    """Set up the ready-made ladder."""
    there_only_if(permissions.SET_UP.verdict(actor_of(request)))
    deeds.set_up(coalition_of(request), by=actor_of(request))
    done(request, _("The ladder is set up. Look at each rung; from now on two organisations change it."))
    return redirect("ladder", coalition)


@require_GET
def rung(request: HttpRequest, coalition: str, code: str) -> HttpResponse:
    """Show one rung: who decides, by which rule in writing and at meetings, and how it came to be so."""
    actor, here, one = actor_of(request), coalition_of(request), rung_of(request, code)
    changes = list(read.changes(actor).filter(rung=one)[:ENTRIES])
    told = {
        "row": row(one, words_of(here)),
        "number": number_of(one),
        "details": sentences.details(read.rule_of(one)),
        "meeting": _at_meetings(one),
        "meeting_is_own": one.meeting_rule is not None,
        "waiting": proposals(request, [change for change in changes if change.supported_at is None and change.withdrawn_at is None], whole=True),
        "lines": book.told(book.visible_to(actor).filter(subject=one.pk)[:ENTRIES]),
        "may_propose": permissions.may_propose(actor, here).allowed,
    }
    return render(request, "workspace/ladder/rung.html", told)


def _at_meetings(rung: Rung) -> list[str]:
    """Return the rule of a rung at meetings in words, as far as it is another one than in writing."""
    meeting = read.rule_of(rung, Channel.MEETING)
    if rung.meeting_rule is not None:
        return [*sentences.sentences(meeting), *sentences.details(meeting)]
    return [] if meeting == read.rule_of(rung) else sentences.sentences(meeting)
