"""What one signs in with: an overview, the application that shows codes, and recovery codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.kernel.accounts import queries
from commoncall.kernel.accounts.actions import authenticator, recovery
from commoncall.kernel.authority import Proof
from commoncall.kernel.history import queries as history
from commoncall.procedures import own_sign_in
from commoncall.web import entering, moments
from commoncall.web.forms import attempt
from commoncall.workspace.you.forms import ApplicationForm, PasskeyNameForm

if TYPE_CHECKING:
    from commoncall.kernel.accounts.models import Passkey

#: How much of what happened to the account its page tells.
LINES = 12


def security(request: HttpRequest) -> HttpResponse:
    """Show what the account signs in with, and what happened to it of late."""
    account = entering.account_of(request)
    lines = history.visible_to(request.actor).filter(kind__startswith="accounts.")[:LINES]  # type: ignore[attr-defined]
    page = {
        "has": queries.second_factor(account),
        "passkeys": [{"row": one, "used": _when_used(one)} for one in queries.passkeys(account)],
        "form": PasskeyNameForm(),
        "lines": [{"at": line.at, "day": moments.short_day(line.at), "sentence": line.sentence} for line in history.told(lines)],
    }
    return render(request, "workspace/you/security.html", page)


def _when_used(passkey: Passkey) -> str:
    added = {"added": moments.short_day(passkey.made_at)}
    if passkey.used_at is None:
        return _("Added on %(added)s, not used yet") % added
    return _("Added on %(added)s, last used on %(used)s") % (added | {"used": moments.short_day(passkey.used_at)})


def application(request: HttpRequest) -> HttpResponse:
    """Show what to tell an application, and set it up once it has shown a right code."""
    account = entering.account_of(request)
    form = ApplicationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        codes = attempt(form, lambda: own_sign_in.set_up_application(account, form.cleaned_data["code"], by=request.actor))  # type: ignore[attr-defined]
        if codes is not None:
            entering.note_proof(request, Proof.SECOND_FACTOR)
            messages.success(request, _("The application is set up."))
            return show_codes(request, codes) if codes else redirect("you-security")
    setup = authenticator.begin(account, by=request.actor)  # type: ignore[attr-defined]
    return render(request, "workspace/you/application.html", {"form": form, "secret": _spaced(setup.secret), "picture": _picture(setup.address)})


def _spaced(secret: str) -> str:
    return " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))


def _picture(address: str) -> str:
    """Return the address as a picture for a camera: dark on light whatever the theme, because cameras expect that."""
    drawn = segno.make(address, error="m").svg_inline(scale=4, border=4, dark="#000", light="#fff")
    return mark_safe(drawn)  # noqa: S308 - it is made from our own address alone, and holds nothing but one path


@require_POST
def remove_application(request: HttpRequest) -> HttpResponse:
    """Remove the application."""
    own_sign_in.remove_application(entering.account_of(request), by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("The application is removed."))
    return redirect("you-security")


@require_POST
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes and show them, for the only time."""
    return show_codes(request, recovery.make_anew(entering.account_of(request), by=request.actor))  # type: ignore[attr-defined]


def show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """Show recovery codes in the answer to the deed that made them: they are kept nowhere, so that no other page could."""
    return render(request, "workspace/you/recovery.html", {"codes": codes})
