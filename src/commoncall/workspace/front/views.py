"""The first page, and for stewards the list of the coalitions that are here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from commoncall.diplomacy.queries import proposals
from commoncall.diplomacy.queries.instruments import name_of as name_of_treaty
from commoncall.kernel import languages, time
from commoncall.kernel.accounts import queries as accounts
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.authority import Capacity
from commoncall.kernel.parties import permissions
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.queries import Hat
from commoncall.kernel.refusals import NotVisible
from commoncall.web import gatherings
from commoncall.web.entering import account_of
from commoncall.web.standing import open_to_all, proof_of
from commoncall.web.words import name_of
from commoncall.workspace.front.coalitions import gathered
from commoncall.workspace.home import day


@open_to_all
def front(request: HttpRequest) -> HttpResponse:
    """Show visitors what this installation is; show a person what is asked of them in all their coalitions."""
    if request.user.is_authenticated:
        return render(request, "workspace/front/person.html", _persons_day(request, time.now()))
    public = [(name_of(one), one.slug) for one in parties.open_to_the_public()]
    is_new = not public and not accounts.stewards().exists()
    context = {"public": public, "is_new": is_new, "groups": gatherings.world(), "language": languages.current()}
    return render(request, "workspace/front/visitor.html", context)


def _persons_day(request: HttpRequest, now: datetime) -> dict[str, Any]:
    hats: list[Hat] = parties.hats(account_of(request))
    lines = asks.told(asks.open_for_any(parties.actor_wearing(hat, proof_of(request)) for hat in hats), now)
    rows = day.asked(lines, now)
    actor = request.actor  # type: ignore[attr-defined]
    return {
        "day": day.day(now),
        "lede": day.how_it_stands(rows) if hats else _("You belong to no coalition here at present."),
        "asked": rows,
        "coalitions": gathered(hats, rows),
        "may_found": permissions.may_found(actor).allowed,
        "is_steward": actor.capacity is Capacity.STEWARD,
    }


def installation(request: HttpRequest) -> HttpResponse:
    """Show a steward which coalitions are here: their names, and nothing of what they hold."""
    if request.actor.capacity is not Capacity.STEWARD:  # type: ignore[attr-defined]
        raise NotVisible(_("There is nothing at this address."))
    here = [(name_of(one), one.slug, one.created_at) for one in parties.coalitions()]
    tables = [(name_of_treaty(one.instrument), one) for one in proposals.waiting_for_all()]
    return render(request, "workspace/front/installation.html", {"here": here, "tables": tables})
