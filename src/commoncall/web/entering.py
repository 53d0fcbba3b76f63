"""Coming in and going out: what a face does with its browser once a procedure has found out whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from commoncall.kernel import time
from commoncall.kernel.accounts import queries as accounts
from commoncall.kernel.accounts.rules import SECOND_FACTOR_AWAITED, device
from commoncall.kernel.accounts.sessions import DEVICE_KEY
from commoncall.kernel.authority import Proof
from commoncall.procedures import signing_in
from commoncall.web.standing import PROOF_KEY, PROVED_AT_KEY

if TYPE_CHECKING:
    from commoncall.kernel.accounts.models import Account

#: Where a session notes who has shown a first factor and has to show a second one.
_AWAITED_KEY = "second_factor_of"


def safe_next(request: HttpRequest, wanted: str | None = None) -> str:
    """Return the path on this site to go on to, which is the first page where another site or nothing is asked for."""
    address = wanted if wanted is not None else request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(address)
    path = "/" + parts.path.lstrip("/\\")
    return f"{path}?{parts.query}" if parts.query else path


def go_on(request: HttpRequest, account: Account, goes_on_to: str) -> HttpResponseRedirect:
    """Let an account in that has shown its first factor, or ask for its second where it has one."""
    if not accounts.second_factor(account):
        enter(request, account, Proof.SIGNED_IN)
        return HttpResponseRedirect(goes_on_to)
    request.session.flush()
    request.session[_AWAITED_KEY] = [str(account.pk), time.now().timestamp()]
    return HttpResponseRedirect(f"{reverse('sign-in-second')}?{urlencode({'next': goes_on_to})}")


def awaited(request: HttpRequest) -> Account | None:
    """Return the account that has shown its first factor in this browser and not yet its second, if that was not long ago."""
    account_id, since = request.session.get(_AWAITED_KEY, ("", 0))
    if not account_id or time.now().timestamp() - since > SECOND_FACTOR_AWAITED.total_seconds():
        return None
    return accounts.account(account_id)


def enter(request: HttpRequest, account: Account, proof: Proof) -> None:
    """Sign an account in here, in a session that is new, by a proof that is remembered with it."""
    seen_as = device(request.headers.get("User-Agent", ""))
    signing_in.arrive(account, seen_as, proof=proof)
    request.session.pop(_AWAITED_KEY, None)
    login(request, account)
    request.session[DEVICE_KEY] = [seen_as.browser, seen_as.system]
    note_proof(request, proof)


def account_of(request: HttpRequest) -> Account:
    """Return the account of whoever is signed in; for views that visitors do not reach."""
    return request.user  # type: ignore[return-value]


def note_proof(request: HttpRequest, proof: Proof) -> None:
    """Remember how surely this session knows its account, from now on."""
    request.session[PROOF_KEY] = int(proof)
    request.session[PROVED_AT_KEY] = time.now().timestamp()


def leave(request: HttpRequest) -> None:
    """Sign out here: the session is gone."""
    logout(request)
