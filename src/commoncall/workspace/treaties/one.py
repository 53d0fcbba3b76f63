"""One treaty inside: figures, a map, and every state with who follows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from commoncall.diplomacy import permissions
from commoncall.diplomacy.queries import following, proposals, pursuits, status
from commoncall.diplomacy.queries.following import Follower
from commoncall.diplomacy.queries.instruments import name_of, participant_name, title_of
from commoncall.diplomacy.queries.status import Status
from commoncall.diplomacy.rules.acts import EUROPEAN_UNION
from commoncall.diplomacy.rules.status import Standing
from commoncall.kernel import time
from commoncall.kernel.countries import queries as countries
from commoncall.web.atlas import kinds
from commoncall.web.atlas.draw import Map, Place, map_of
from commoncall.workspace.members.standing import actor_of
from commoncall.workspace.treaties import words
from commoncall.workspace.treaties.reaching import treaty_of

if TYPE_CHECKING:
    from commoncall.diplomacy.models import Instrument
    from commoncall.kernel.authority import Actor


#: How many followers a row of the table names; the page of the state names more.
NAMED = 2

#: How many status tables that wait are told on the page of a treaty.
WAITING = 3


@dataclass(frozen=True)
class Row:
    """A participant as the table shows it. ``address`` is empty for what is no state."""

    code: str
    name: str
    standing: Standing
    words: str
    sign: str
    since: date | None
    address: str
    followers: tuple[Follower, ...] = ()
    is_mine: bool = False

    @property
    def first_followers(self) -> tuple[Follower, ...]:
        """As many as a row has room for."""
        return self.followers[:NAMED]

    @property
    def other_followers(self) -> int:
        """How many more there are."""
        return max(len(self.followers) - NAMED, 0)

    def answers(self, wanted: str) -> bool:
        """Whether it stays in a list that was narrowed so."""
        return wanted == "" or wanted == self.standing or (wanted == "followed" and bool(self.followers)) or (wanted == "mine" and self.is_mine)


def treaty(request: HttpRequest, coalition: str, treaty: str) -> HttpResponse:
    """Show how every state stands to a treaty today, and who follows it."""
    return render(request, "workspace/treaties/treaty.html", shown(request, coalition, treaty_of(request, treaty)))


def shown(request: HttpRequest, slug: str, instrument: Instrument) -> dict[str, Any]:
    """Return what the template ``workspace/treaties/treaty.html`` names: a constant number of queries."""
    actor, today = actor_of(request), time.now().date()
    found = status.status(instrument)
    everybody = list(rows(actor, slug, found, today))
    wanted = request.GET.get("show", "")
    ways = ("", *(Standing if found.timeline.courses else ()), "followed", "mine")
    narrowed = words.narrowed([(key, sum(row.answers(key) for row in everybody)) for key in ways], wanted)
    keep = permissions.may_keep(actor, instrument)
    return {
        "instrument": instrument,
        "name": name_of(instrument),
        "title": title_of(instrument),
        "pursuit": pursuits.one(actor, instrument.code),
        "figures": words.figures(found, today),
        "entry": words.entry(found, today),
        "source": words.source(found),
        "map": drawn(everybody, name_of(instrument)) if found.timeline.courses else None,
        "rows": [row for row in everybody if row.answers(wanted)],
        "narrowed": narrowed,
        "waiting": proposals.open_for(actor, instrument)[:WAITING] if permissions.PROPOSE.verdict(actor).allowed else [],
        "may_arrange": permissions.ARRANGE.verdict(actor).allowed,
        "may_propose": permissions.PROPOSE.verdict(actor).allowed,
        "may_keep": keep.allowed,
        "may_follow": permissions.FOLLOW.verdict(actor).allowed and actor.person_id is not None,
        "is_own": instrument.coalition_id is not None,
        "boundaries": kinds.note_on_boundaries(),
    }


def rows(actor: Actor, slug: str, found: Status, today: date) -> Iterable[Row]:
    """Yield every state, and whatever else takes part, in the order of the reader's language: two queries."""
    followers, mine = following.by_country(actor), following.followed(actor)
    for one in countries.all_named():
        if one.code in countries.states():
            address = reverse("state-inside", args=[slug, one.code.lower()])
            yield _row(one.code, one.name, found, today, address, tuple(followers.get(one.code, ())), is_mine=one.code in mine)
    if EUROPEAN_UNION in found.timeline.courses:
        yield _row(EUROPEAN_UNION, participant_name(EUROPEAN_UNION), found, today, "", (), is_mine=False)


def _row(code: str, name: str, found: Status, today: date, address: str, followers: tuple[Follower, ...], *, is_mine: bool) -> Row:
    course = found.timeline.courses.get(code)
    step = course.step(today) if course else None
    standing = step.standing if step else Standing.NONE
    since = None if step is None or (course and course.leaving_unknown and standing is Standing.LEFT) else step.on
    return Row(code, name, standing, *words.standing(found, standing), since, address, followers, is_mine)


def drawn(everybody: Iterable[Row], name: str) -> Map:
    """Return the map of the states, each leading to its page inside."""
    places = [Place(row.code, row.name, row.standing.value, address=row.address, since=row.since) for row in everybody if row.address]
    return map_of(places, title=name)
