"""Where one is signed in, and ending that."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from commoncall.kernel.accounts import queries
from commoncall.kernel.accounts.actions import sessions as own
from commoncall.web import entering, moments


def sessions(request: HttpRequest) -> HttpResponse:
    """Show where the account is signed in."""
    found = queries.sessions(entering.account_of(request), request.session.session_key)
    rows = [{"session": one, "began": moments.short_day(one.began_at), "seen": moments.when(one.seen_at)} for one in found]
    return render(request, "workspace/you/sessions.html", {"rows": rows})


@require_POST
def end(request: HttpRequest, session: UUID) -> HttpResponse:
    """End one session."""
    own.end(entering.account_of(request), session, by=request.actor)  # type: ignore[attr-defined]
    if not request.session.exists(request.session.session_key or ""):
        entering.leave(request)
        return redirect("sign-in")
    messages.success(request, _("That browser is signed out."))
    return redirect("you-sessions")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End every session but this one."""
    ended = own.end_others(entering.account_of(request), request.session.session_key or "", by=request.actor)  # type: ignore[attr-defined]
    words = ngettext("%(n)s other browser is signed out.", "%(n)s other browsers are signed out.", ended) % {"n": moments.numeral(ended)}
    messages.success(request, words if ended else _("You were signed in nowhere else."))
    return redirect("you-sessions")
