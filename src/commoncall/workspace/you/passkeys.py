"""Adding, renaming and removing passkeys."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.kernel.accounts import queries
from commoncall.kernel.accounts.actions import passkeys
from commoncall.kernel.authority import Proof
from commoncall.procedures import own_sign_in
from commoncall.web import entering
from commoncall.web.forms import attempt
from commoncall.workspace.you.factors import show_codes
from commoncall.workspace.you.forms import PasskeyNameForm

#: Where a session keeps what a new passkey was asked to sign.
_CHALLENGE_KEY = "new_passkey"


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Give the browser what it needs to make a passkey."""
    challenge = passkeys.challenge_to_add(entering.account_of(request), by=request.actor)  # type: ignore[attr-defined]
    request.session[_CHALLENGE_KEY] = str(challenge.token_id)
    return HttpResponse(challenge.options, content_type="application/json")


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Add the passkey that the browser has made."""
    account = entering.account_of(request)
    challenge = UUID(request.session.pop(_CHALLENGE_KEY, str(UUID(int=0))))
    codes = own_sign_in.add_passkey(account, request.POST.get("name", ""), challenge, request.POST.get("answer", ""), by=request.actor)  # type: ignore[attr-defined]
    entering.note_proof(request, Proof.SECOND_FACTOR)
    messages.success(request, _("The passkey is added."))
    return show_codes(request, codes) if codes else redirect("you-security")


def passkey(request: HttpRequest, passkey: UUID) -> HttpResponse:
    """Show one passkey, to rename it."""
    account = entering.account_of(request)
    found = queries.passkeys(account).filter(pk=passkey).first()
    if found is None:
        raise Http404
    form = PasskeyNameForm(request.POST if request.method == "POST" else None, initial={"name": found.name})
    if form.is_valid() and attempt(form, lambda: passkeys.rename(account, passkey, form.cleaned_data["name"], by=request.actor)) is not None:  # type: ignore[attr-defined]
        messages.success(request, _("Kept."))
        return redirect("you-security")
    return render(request, "workspace/you/passkey.html", {"passkey": found, "form": form, "has": queries.second_factor(account)})


@require_POST
def remove(request: HttpRequest, passkey: UUID) -> HttpResponse:
    """Remove a passkey."""
    own_sign_in.remove_passkey(entering.account_of(request), passkey, by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("The passkey is removed. Remove it on your device too."))
    return redirect("you-security")
