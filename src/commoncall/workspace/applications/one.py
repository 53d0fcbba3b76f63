"""One application: the page of those who handle it, and the way to their own page for those who are asked."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commoncall.membership.queries.applications import Sight
from commoncall.workspace.applications.access import seen
from commoncall.workspace.applications.shown import for_coordinators


def application(request: HttpRequest, coalition: str, application: UUID) -> HttpResponse:
    """Show all of an application to whoever handles it; lead others to where they answer."""
    found = seen(request, application)
    if found.sight == Sight.ALL:
        return render(request, "workspace/applications/application.html", for_coordinators(found))
    return redirect("application-vote" if found.sight == Sight.SEATED else "application-say", coalition, application)
