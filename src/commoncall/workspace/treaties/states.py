"""A state inside: what it did about the treaties that are pursued, who follows it, and which members are at home there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.diplomacy import permissions
from commoncall.diplomacy.actions import following as deeds
from commoncall.diplomacy.queries import following, pursuits, status
from commoncall.diplomacy.queries.instruments import name_of
from commoncall.diplomacy.rules.status import Standing
from commoncall.kernel import time
from commoncall.kernel.countries import queries as countries
from commoncall.membership.queries import places
from commoncall.web.done import done
from commoncall.web.moments import full_date
from commoncall.workspace.members.standing import actor_of, there_only_if
from commoncall.workspace.treaties import words
from commoncall.workspace.treaties.reaching import following_of, state_of

if TYPE_CHECKING:
    from commoncall.diplomacy.models import DepositaryAct, Instrument
    from commoncall.diplomacy.queries.status import Status
    from commoncall.kernel.authority import Actor


#: How many followers, and how many members, a state's page names; the rest is counted, and the directory lists it.
NAMED = 30


@dataclass(frozen=True)
class Line:
    """An act as a line of a state's page."""

    row: DepositaryAct
    words: str
    on: date
    note: str
    source: str


@dataclass(frozen=True)
class Treaty:
    """How a state stands to one treaty, and all that it did about it."""

    instrument: Instrument
    name: str
    words: str
    sign: str
    since: str
    lines: tuple[Line, ...]
    may_keep: bool


def state(request: HttpRequest, coalition: str, country: str) -> HttpResponse:
    """Show a state: its acts, its followers, and the members there of whom the reader may know."""
    return render(request, "workspace/treaties/state.html", shown(request, state_of(country)))


def shown(request: HttpRequest, code: str) -> dict[str, Any]:
    """Return what the template ``workspace/treaties/state.html`` names: a constant number of queries."""
    actor, today, facts = actor_of(request), time.now().date(), countries.facts_of(code)
    pursued = [row.instrument for row in pursuits.visible_to(actor)]
    found = status.statuses(pursued)
    acts: dict[UUID, list[DepositaryAct]] = {}
    for row in status.acts_of_state(pursued, code):
        acts.setdefault(row.instrument_id, []).append(row)
    followers, members = following.followers(actor, code), places.at_home_in(actor, code)
    return {
        "code": code,
        "address": code.lower(),
        "name": countries.name(code),
        "lies": _("%(region)s. %(group)s") % {"region": countries.region_name(facts.subregion), "group": countries.group_name(facts.group)}
        if facts.group
        else countries.region_name(facts.subregion),
        "treaties": [_treaty(actor, one, found[one.pk], code, acts.get(one.pk, []), today) for one in pursued],
        "followers": followers[:NAMED],
        "other_followers": max(len(followers) - NAMED, 0),
        "endable": {one.id for one in followers if permissions.may_end(actor, one)},
        "is_followed": code in following.followed(actor),
        "own": next((one for one in followers if one.person_id == actor.person_id), None),
        "may_follow": permissions.FOLLOW.verdict(actor).allowed and actor.person_id is not None,
        "members": members[:NAMED],
        "number_of_members": len(members),
    }


def _treaty(actor: Actor, instrument: Instrument, found: Status, code: str, acts: list[DepositaryAct], today: date) -> Treaty:
    course = found.timeline.courses.get(code)
    standing = course.standing(today) if course else Standing.NONE
    keep = permissions.may_keep(actor, instrument).allowed
    lines = tuple(map(_line, acts))
    return Treaty(instrument, name_of(instrument), *words.standing(found, standing), _since(course, standing), lines, keep)


def _since(course: Any, standing: Standing) -> str:
    if course is None or standing is not Standing.PARTY or course.in_force_on is None:
        return _("It left on %(day)s.") % {"day": full_date(course.left_on)} if course and course.left_on and standing is Standing.LEFT else ""
    return _("In force for it: %(day)s.") % {"day": full_date(course.in_force_on)}


def _line(row: DepositaryAct) -> Line:
    notes = [_("Takes effect on %(day)s.") % {"day": full_date(row.effective_on)}] if row.effective_on else []
    if row.is_revoked:
        notes.append(_("A withdrawal undid it."))
    told = _("%(source)s, as of %(day)s") % {"source": row.source, "day": full_date(row.as_of)} if row.as_of else row.source
    return Line(row, str(row.get_kind_display()), row.done_on, " ".join(notes), told)


@require_POST
def follow(request: HttpRequest, coalition: str, country: str) -> HttpResponse:
    """Follow a state from now on, as whom one acts here."""
    actor, code = actor_of(request), state_of(country)
    there_only_if(permissions.FOLLOW.verdict(actor))
    begun = deeds.follow(code, by=actor)
    done(request, _("You follow %(country)s now.") % {"country": countries.name(code)}, begun.pk)
    return _back(request, coalition, code)


@require_POST
def unfollow(request: HttpRequest, coalition: str, following: UUID) -> HttpResponse:
    """Note that somebody no longer follows a state; it can be undone, and so is not asked twice."""
    actor, one = actor_of(request), following_of(request, following)
    there_only_if(permissions.may_end(actor, one))
    deeds.unfollow(one, by=actor)
    told = {"person": one.person.name, "country": countries.name(one.country_id)}
    done(request, _("%(person)s no longer follows %(country)s.") % told, one.pk)
    return _back(request, coalition, one.country_id)


def _back(request: HttpRequest, coalition: str, code: str) -> HttpResponse:
    """Go back to the treaty in whose table the button was, else to the state."""
    code_of_treaty = request.POST.get("treaty", "")
    if any(row.instrument.code == code_of_treaty for row in pursuits.visible_to(actor_of(request))):
        return redirect("treaty-inside", coalition, code_of_treaty)
    return redirect("state-inside", coalition, code.lower())
