"""Signing in with a passkey, without typing an address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from commoncall.kernel.accounts.actions import limits, passkeys
from commoncall.kernel.authority import Proof
from commoncall.kernel.refusals import Refusal, TooMany
from commoncall.procedures import signing_in
from commoncall.public.sign_in import browser
from commoncall.public.sign_in.forms import AddressForm
from commoncall.web import entering, gatherings
from commoncall.web.network import network_of
from commoncall.web.standing import open_to_all


@open_to_all
@never_cache
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Give the browser something to sign with any passkey that it has for this site."""
    limits.allow(f"challenged from {network_of(request)}", signing_in.TRIED_FROM_NETWORK)
    challenge = passkeys.challenge_to_use()
    response = HttpResponse(challenge.options, content_type="application/json")
    browser.remember(response, browser.CHALLENGED, challenge.token_id)
    return response


@open_to_all
@never_cache
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in whoever's passkey has answered; it is two factors in one."""
    challenged = browser.recall(request, browser.CHALLENGED)
    if challenged is None:
        return redirect("sign-in")
    goes_on_to = entering.safe_next(request)
    try:
        account = signing_in.with_passkey(challenged[0], request.POST.get("answer", ""), network=network_of(request))
    except TooMany:
        raise
    except Refusal as refusal:
        page = {"form": AddressForm(), "next": goes_on_to, "groups": gatherings.world(), "trouble": refusal.reason}
        return render(request, "public/sign_in/address.html", page, status=422)
    entering.enter(request, account, Proof.SECOND_FACTOR)
    response = redirect(goes_on_to)
    browser.forget(response, browser.CHALLENGED)
    return response
