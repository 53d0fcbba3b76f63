"""The room itself: how the coalition works, in sentences, and the ways to change it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commoncall.kernel import languages
from commoncall.kernel.parties import permissions
from commoncall.kernel.parties import queries as parties
from commoncall.web import moments
from commoncall.web.arrangements.sentences import articles
from commoncall.web.lists import joined
from commoncall.web.words import name_of
from commoncall.workspace.home.views import standing_of


def room(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show how the coalition works, who coordinates it and what of it is public; with the ways to change it where one may."""
    standing = standing_of(request)
    here = standing.coalition
    context = {
        "articles": articles(parties.arrangements(here), name_of(here)),
        "names": [(code, name) for code, name in here.names.items() if name != name_of(here)],
        "languages_named": joined(languages.name_of(code, languages.current()) for code in here.languages),
        "city": moments.city_of(here.time_zone) or "UTC",
        "coordinating": list(parties.coordinating(here)),
        "may_arrange": permissions.ARRANGE.verdict(standing.actor).allowed,
        "may_look": permissions.LOOK_AS.verdict(standing.actor).allowed,
        "language": languages.current(),
    }
    return render(request, "workspace/room/room.html", context)
