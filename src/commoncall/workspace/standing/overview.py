"""The coordinators' list of what is under way: procedures, notices, and what is over."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commoncall.membership import permissions
from commoncall.membership.queries import departures, dormancy
from commoncall.membership.queries import proceedings as reading
from commoncall.workspace.members.standing import actor_of, there_only_if
from commoncall.workspace.standing.shown import COLOURS, lede

#: How many of those that are over stand on the page.
FEW = 50


def overview(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show what is under way about organisations, and what is over."""
    actor = actor_of(request)
    there_only_if(permissions.may_proceed(actor))
    open_ones = [(one, COLOURS.get(reading.STATES(one.state), "quiet"), lede(one)) for one in reading.under_way(actor)]
    over = list(reading.over(actor)[:FEW])
    left = list(departures.visible_to(actor)[:FEW])
    resting = {"notices": dormancy.open_notices(actor), "dormant": list(dormancy.dormant(actor)[:FEW])}
    return render(request, "workspace/standing/overview.html", {"open": open_ones, "over": over, "left": left, **resting})
