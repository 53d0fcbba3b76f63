"""What stands on a coalition's day sheet for one of its people."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.call.queries import texts
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.authority import Role
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.queries import Arrival
from commoncall.membership.queries import roll, welcome
from commoncall.web import gatherings
from commoncall.web.arrangements.sentences import articles
from commoncall.web.moments import numeral, short_day
from commoncall.web.words import name_of, words_of
from commoncall.workspace.home import ahead, day, news, since, steps
from commoncall.workspace.home.forms import what_it_is
from commoncall.workspace.treaties import waiting

if TYPE_CHECKING:
    from commoncall.web.standing import Standing


def sheet(request: HttpRequest, standing: Standing, now: datetime) -> dict[str, Any]:
    """Return what the template ``workspace/home/home.html`` names: a constant number of queries."""
    actor, coalition = standing.actor, standing.coalition
    lines = asks.told(asks.open_for_any(in_all_hats(standing)), now)
    rows = day.asked(lines, now)
    arrival = parties.arrival(coalition) if actor.is_coordinator else None
    left = steps.steps(coalition, arrival, has_call=texts.is_begun(coalition, "call")) if arrival else []
    lands = roll.countries_of(actor)
    visited = since.last_here(request.session, coalition.id, now)
    told = since.changes(actor, visited or now - since.USUAL)
    return {
        "day": day.day(now),
        "lede": " ".join(filter(None, [day.how_it_stands(rows), _still_outside(arrival), _to_begin_with(left)])),
        "asked": rows,
        "news": news.news(actor, coalition.slug, now),
        "treaties_waiting": waiting.waiting(actor, coalition.slug),
        "coming": ahead.coming(actor, coalition.slug, words_of(coalition)["call"], now, asked={one.about for one in lines if one.due_at}),
        "steps": left,
        "arrival": arrival if arrival and arrival.invited else None,
        "arrived": _how_many_came(arrival) if arrival and arrival.invited else "",
        "waits": [(wait.title, _followed(wait, coalition.slug), wait, _how_far(wait)) for wait in asks.waits(actor)],
        "hat": standing.hat,
        "is_new": welcome.is_new(actor),
        "as_what": what_it_is(standing.hat) if standing.hat and not actor.preview else "",
        "becoming": _how_to_become_a_member(standing),
        "visited": visited,
        "changes": told,
        "groups": gatherings.groups(lands),
        "together": _together(lands),
        "line": gatherings.what_a_line_is(len(lands)),
    }


def in_all_hats(standing: Standing) -> list[Any]:
    """Return everybody as whom the reader acts here: what is asked of any of them is asked of the reader."""
    if standing.actor.preview or not standing.hats:
        return [standing.actor]
    return [parties.actor_wearing(hat, standing.actor.proof) for hat in standing.hats]


def _how_far(wait: asks.Wait) -> str:
    words = ngettext("%(answered)s of %(n)s has answered.", "%(answered)s of %(n)s have answered.", wait.total)
    told = words % {"answered": numeral(wait.answered), "n": numeral(wait.total)}
    if wait.due_at is None:
        return told
    return _("%(first)s %(second)s") % {"first": told, "second": _("Due %(day)s.") % {"day": short_day(wait.due_at)}}


def _followed(wait: asks.Wait, slug: str) -> str:
    return reverse(wait.page, args=[slug, wait.about] if wait.about else [slug]) if wait.page else ""


def _how_many_came(arrival: Arrival) -> str:
    came = ngettext("%(inside)s of %(n)s person has come in.", "%(inside)s of %(n)s people have come in.", arrival.people)
    invited = ngettext("%(n)s was invited.", "%(n)s were invited.", arrival.invited)
    told = [came % {"inside": numeral(arrival.inside), "n": numeral(arrival.people)}, invited % {"n": numeral(arrival.invited)}]
    return _("%(first)s %(second)s") % {"first": told[0], "second": told[1]}


def _still_outside(arrival: Arrival | None) -> str:
    outside = arrival.people - arrival.inside if arrival and arrival.invited else 0
    words = ngettext("%(n)s person has still to come in.", "%(n)s people have still to come in.", outside)
    return words % {"n": numeral(outside)} if outside else ""


def _to_begin_with(left: list[steps.Step]) -> str:
    words = ngettext("%(n)s step is left to begin with.", "%(n)s steps are left to begin with.", len(left))
    return words % {"n": numeral(len(left))} if left else ""


def _how_to_become_a_member(standing: Standing) -> list[str]:
    """Return, for who observes or endorses, how an organisation joins here."""
    if not standing.actor.roles & {Role.OBSERVER, Role.ENDORSER}:
        return []
    told = articles(parties.arrangements(standing.coalition), name_of(standing.coalition))
    return [article.sentence for article in told if article.question == "joining"]


def _together(lands: list[str]) -> str:
    number, countries = len(lands), len(set(filter(None, lands)))
    organisations = ngettext("%(n)s organisation", "%(n)s organisations", number) % {"n": numeral(number)}
    if not countries:
        return _("%(organisations)s, one line each.") % {"organisations": organisations}
    places = ngettext("%(n)s country", "%(n)s countries", countries) % {"n": numeral(countries)}
    return _("%(organisations)s in %(countries)s.") % {"organisations": organisations, "countries": places}
