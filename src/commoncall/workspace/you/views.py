"""How one is called and likes one's pages; one's data to take along; closing the account."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from commoncall.kernel.accounts import queries
from commoncall.kernel.accounts.actions import accounts
from commoncall.kernel.parties import queries as parties
from commoncall.procedures import own_account
from commoncall.web import entering
from commoncall.web.forms import attempt
from commoncall.web.reader import LANGUAGE_COOKIE, ZONE_COOKIE
from commoncall.workspace.you.forms import CloseForm, YouForm


def you(request: HttpRequest) -> HttpResponse:
    """Show and change name, language, time zone and how pages look."""
    account = entering.account_of(request)
    data = request.POST if request.method == "POST" else None
    form = YouForm(data, initial=YouForm.initial_of(account), browser_zone=request.COOKIES.get(ZONE_COOKIE, ""))
    if form.is_valid() and attempt(form, lambda: accounts.describe(account, form.as_description(), by=request.actor)) is not None:  # type: ignore[attr-defined]
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Kept."))
        response = redirect("you")
        response.delete_cookie(LANGUAGE_COOKIE)
        return response
    return render(request, "workspace/you/you.html", {"form": form, **_around(request)})


def _around(request: HttpRequest) -> dict[str, object]:
    account = entering.account_of(request)
    return {
        "addresses": queries.addresses(account),
        "second_factor": queries.second_factor(account),
        "sessions": len(queries.sessions(account)),
    }


def data(request: HttpRequest) -> HttpResponse:
    """Hand out what is kept of whoever asks, as a file."""
    kept = own_account.as_data(entering.account_of(request), by=request.actor)  # type: ignore[attr-defined]
    response = JsonResponse(kept, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = 'attachment; filename="commoncall-account.json"'
    return response


def close(request: HttpRequest) -> HttpResponse:
    """Ask before closing the account, and close it."""
    account = entering.account_of(request)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        also = form.cleaned_data["also_end_mandates"]
        attempt(form, lambda: own_account.close(account, also_end_mandates=also, by=request.actor))  # type: ignore[attr-defined]
        if not form.errors:
            entering.leave(request)
            return render(request, "workspace/you/closed.html")
    return render(request, "workspace/you/close.html", {"form": form, "hats": parties.hats(account)})
