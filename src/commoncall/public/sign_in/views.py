"""Signing in by mail, signing out, and the language for whoever has no account yet."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from commoncall.kernel import languages
from commoncall.kernel.accounts import queries as accounts
from commoncall.kernel.accounts.rules import Purpose
from commoncall.kernel.refusals import Conflict
from commoncall.procedures import signing_in
from commoncall.public.sign_in import browser
from commoncall.public.sign_in.forms import AddressForm, CodeForm
from commoncall.web import entering, gatherings
from commoncall.web.forms import attempt
from commoncall.web.network import is_on_this_machine, network_of
from commoncall.web.reader import LANGUAGE_COOKIE
from commoncall.web.standing import open_to_all


@open_to_all
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address and write to it. The answer is the same whether or not anybody is known by that address."""
    goes_on_to = entering.safe_next(request)
    if request.user.is_authenticated:
        return redirect(goes_on_to)
    # An invitation brings the address with it; that only saves typing, and signs nobody in.
    form = AddressForm(request.POST if request.method == "POST" else None, initial={"address": request.GET.get("address", "")[:254]})
    if form.is_valid():
        address = form.cleaned_data["address"]
        token_id = signing_in.ask(address, goes_on_to=goes_on_to, network=network_of(request))
        response = redirect("sign-in-code")
        browser.remember(response, browser.ASKED, token_id, goes_on_to)
        return response
    return render(request, "public/sign_in/address.html", {"form": form, "next": goes_on_to, "groups": gatherings.world()})


@open_to_all
@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Take the code, in the browser that asked for it alone."""
    asked = browser.recall(request, browser.ASKED)
    if asked is None:
        return redirect("sign-in")
    token_id, goes_on_to = asked
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        account = attempt(form, lambda: signing_in.with_code(token_id, form.cleaned_data["code"], network=network_of(request)))
        if account is not None:
            response = entering.go_on(request, account, goes_on_to)
            browser.forget(response, browser.ASKED)
            return response
    return render(request, "public/sign_in/code.html", {"form": form, "asked": accounts.awaited(token_id), "groups": gatherings.world()})


@open_to_all
@never_cache
def link(request: HttpRequest, link: str) -> HttpResponse:
    """Show one button; only pressing it signs in, because programs open the links in mails too."""
    here = is_on_this_machine(request)
    token = accounts.good_link(link, Purpose.SIGN_IN, Purpose.ONE_TIME, on_this_machine=here)
    if token is None:
        return _dead_link(request)
    goes_on_to = entering.safe_next(request)
    if request.method == "POST":
        try:
            return entering.go_on(request, signing_in.with_link(link, on_this_machine=here), goes_on_to)
        except Conflict:
            return _dead_link(request)
    return render(request, "public/sign_in/link.html", {"address": token.address, "next": goes_on_to, "groups": gatherings.world()})


def _dead_link(request: HttpRequest) -> HttpResponse:
    return render(request, "public/sign_in/dead_link.html", {"groups": gatherings.world()}, status=404)


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this browser's session."""
    entering.leave(request)
    return redirect("sign-in")


@open_to_all
def language(request: HttpRequest) -> HttpResponse:
    """Answer this browser in another language from now on. Whoever is signed in chooses it for their account instead."""
    if request.user.is_authenticated:
        return redirect("you")
    wanted = request.GET.get("to", "")
    back = entering.safe_next(request, request.GET.get("next") or request.headers.get("Referer", ""))
    response = HttpResponseRedirect(_in_language(back, wanted))
    if languages.is_public(wanted):
        year = 60 * 60 * 24 * 365
        response.set_cookie(LANGUAGE_COOKIE, wanted, max_age=year, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")
    return response


def _in_language(address: str, wanted: str) -> str:
    """Return an address that has its language in its first step, as public pages do, with the other language there."""
    first, _slash, rest = urlsplit(address).path.lstrip("/").partition("/")
    return f"/{wanted}/{rest}" if languages.is_public(first) and languages.is_public(wanted) else address
