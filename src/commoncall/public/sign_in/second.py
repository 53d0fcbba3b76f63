"""Showing a second factor: while signing in, and again before what needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from commoncall.kernel.accounts import queries as accounts
from commoncall.kernel.accounts.actions import passkeys
from commoncall.kernel.authority import Proof
from commoncall.kernel.refusals import Refusal, TooMany
from commoncall.procedures import signing_in
from commoncall.public.sign_in.forms import RecoveryCodeForm, SecondFactorForm
from commoncall.web import entering, gatherings
from commoncall.web.forms import attempt
from commoncall.web.standing import open_to_all

if TYPE_CHECKING:
    from commoncall.kernel.accounts.models import Account

#: Where a session keeps what a passkey was asked to sign.
_CHALLENGE_KEY = "challenge"


@open_to_all
@never_cache
def second(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor of an account that has just shown its first in this browser."""
    account = entering.awaited(request)
    if account is None:
        return redirect("sign-in")
    form = _form(request, account)
    if _is_shown(request, account, form):
        entering.enter(request, account, Proof.SECOND_FACTOR)
        return redirect(entering.safe_next(request))
    return _page(request, "public/sign_in/second.html", account, form)


@open_to_all
@never_cache
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Give the browser something to sign with one of the account's passkeys."""
    account = entering.awaited(request)
    if account is None:
        raise Http404
    return _challenge(request, account)


@never_cache
def prove(request: HttpRequest) -> HttpResponse:
    """Ask somebody who is signed in for the second factor again, because of what they are about to do."""
    account = entering.account_of(request)
    form = _form(request, account)
    if _is_shown(request, account, form):
        entering.note_proof(request, Proof.SECOND_FACTOR)
        return redirect(entering.safe_next(request))
    return _page(request, "public/sign_in/prove.html", account, form)


@never_cache
@require_POST
def prove_ask(request: HttpRequest) -> HttpResponse:
    """Give the browser something to sign with one of the passkeys of whoever is signed in."""
    return _challenge(request, entering.account_of(request))


def _form(request: HttpRequest, account: Account) -> forms.Form:
    data = request.POST if request.method == "POST" and "code" in request.POST else None
    return SecondFactorForm(data) if accounts.second_factor(account).has_application else RecoveryCodeForm(data)


def _is_shown(request: HttpRequest, account: Account, form: forms.Form) -> bool:
    """Tell whether what was sent is one of the account's second factors; what is wrong is said in the form or above it."""
    answer = request.POST.get("answer", "")
    if answer:
        return _passkey_is_shown(request, account, answer)
    return form.is_valid() and attempt(form, lambda: signing_in.show_second_factor(account, form.cleaned_data["code"])) is not None


def _passkey_is_shown(request: HttpRequest, account: Account, answer: str) -> bool:
    challenge = request.session.pop(_CHALLENGE_KEY, str(UUID(int=0)))
    try:
        signing_in.show_passkey(account, UUID(challenge), answer)
    except TooMany:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal.reason))
        return False
    return True


def _challenge(request: HttpRequest, account: Account) -> HttpResponse:
    challenge = passkeys.challenge_to_use(account)
    request.session[_CHALLENGE_KEY] = str(challenge.token_id)
    return HttpResponse(challenge.options, content_type="application/json")


def _page(request: HttpRequest, template: str, account: Account, form: forms.Form) -> HttpResponse:
    page = {"form": form, "has": accounts.second_factor(account), "next": entering.safe_next(request), "groups": gatherings.world()}
    return render(request, template, page)
