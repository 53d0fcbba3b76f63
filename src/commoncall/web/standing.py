"""As whom somebody acts on this page: their coalition, the hat they wear, and what a refusal becomes."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from commoncall.kernel import time
from commoncall.kernel.accounts import rules as accounts
from commoncall.kernel.authority import VISITOR, Actor, Proof, Role
from commoncall.kernel.parties import permissions
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.refusals import NotAllowed, NotVisible, ProofNeeded, Refusal, TooMany
from commoncall.web.reader import is_for_all

View = TypeVar("View", bound=Callable[..., HttpResponse])

#: Where the session keeps what the standing is made from.
PROOF_KEY = "proof"
PROVED_AT_KEY = "proved_at"
ACTING_KEY = "acting"
PREVIEW_KEY = "preview"

#: What is sent with these methods changes nothing.
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Standing:
    """The reader's standing on this page. ``coalition`` and ``hat`` are empty outside every coalition."""

    actor: Actor = VISITOR
    coalition: Any = None
    hat: parties.Hat | None = None
    hats: tuple[parties.Hat, ...] = ()
    steward_session: Any = None
    previewed_role: str = ""


class StandingMiddleware:
    """Puts ``request.standing`` and ``request.actor`` on each request, and turns refusals into pages.

    A view whose address names a coalition is reached only by those inside it; everybody else is answered as if neither the
    coalition nor the page existed. A visitor is asked to sign in first, whatever address it was, so that nothing is told.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with a standing outside every coalition, until ``process_view`` knows better."""
        if is_for_all(request):
            request.standing, request.actor = Standing(), VISITOR  # type: ignore[attr-defined]
            return self.get_response(request)
        request.standing = Standing(actor=_outside(request))  # type: ignore[attr-defined]
        request.actor = request.standing.actor  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: dict[str, Any]) -> HttpResponse | None:
        """Find the standing within the coalition that the address names."""
        if is_open(view):
            return None
        if is_for_all(request):
            # What stands under a language is public or is not there: there is nothing to sign in for.
            raise Http404
        if not request.user.is_authenticated:
            return HttpResponseRedirect(f"{reverse('sign-in')}?{urlencode({'next': request.get_full_path()})}")
        if "coalition" not in kwargs:
            return None
        standing = _inside(request, kwargs["coalition"])
        if is_for_stewards(view):
            standing = _as_steward(request, kwargs["coalition"], standing)
        if standing is None:
            raise Http404
        if standing.actor.preview and request.method not in SAFE and not works_in_preview(view):
            return refused(request, NotAllowed(permissions.LOOK_AS.verdict(standing.actor).reason))
        request.standing = standing  # type: ignore[attr-defined]
        request.actor = standing.actor  # type: ignore[attr-defined]
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal that no form has taken up."""
        return refused(request, exception) if isinstance(exception, Refusal) else None


def for_stewards(view: View) -> View:
    """Mark a view of a coalition as one for the installation's stewards alone, whether or not they belong to it.

    Without a session there, such a view gets a standing outside the coalition: it may know its name and nothing else.
    """
    view.for_stewards = True  # type: ignore[attr-defined]
    return view


def is_for_stewards(view: Callable[..., HttpResponse]) -> bool:
    """Tell whether a view is for stewards alone."""
    return getattr(view, "for_stewards", False)


def allowed_in_preview(view: View) -> View:
    """Mark a view that changes only how its reader looks at things, so that a preview can be left again."""
    view.allowed_in_preview = True  # type: ignore[attr-defined]
    return view


def works_in_preview(view: Callable[..., HttpResponse]) -> bool:
    """Tell whether a view may be sent something while somebody looks as somebody else would."""
    return getattr(view, "allowed_in_preview", False)


def open_to_all(view: View) -> View:
    """Mark a view as open to visitors; every other view needs somebody who is signed in."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


def is_open(view: Callable[..., HttpResponse]) -> bool:
    """Tell whether visitors may reach a view."""
    return getattr(view, "open_to_all", False) or getattr(getattr(view, "view_class", None), "open_to_all", False)


def proof_of(request: HttpRequest) -> Proof:
    """Return how surely the session knows its account. A second factor counts for an hour after it was shown."""
    if not request.user.is_authenticated:
        return Proof.NONE
    proof = Proof(request.session.get(PROOF_KEY, int(Proof.SIGNED_IN)))
    shown_at = request.session.get(PROVED_AT_KEY, 0)
    is_old = time.now().timestamp() - shown_at > accounts.SECOND_FACTOR_LASTS.total_seconds()
    return min(proof, Proof.SIGNED_IN) if is_old else proof


def _outside(request: HttpRequest) -> Actor:
    return parties.account_actor(request.user, proof_of(request)) if request.user.is_authenticated else VISITOR


def _inside(request: HttpRequest, slug: str) -> Standing | None:
    account, proof = request.user, proof_of(request)
    hats = tuple(parties.hats_at(slug, account))  # type: ignore[arg-type]
    coalition = hats[0].coalition if hats else parties.coalition(slug)
    if coalition is None:
        return None
    session = parties.steward_session(account, coalition) if account.is_steward else None  # type: ignore[union-attr, arg-type]
    # A steward who opened a session acts as that, and as nothing else, until it ends.
    if session is not None:
        actor = parties.actor_as_steward(session, account, coalition, proof)  # type: ignore[arg-type]
        return Standing(actor, coalition, None, (), session)
    if not hats:
        return None
    chosen = request.session.get(ACTING_KEY, {}).get(str(coalition.id))
    hat = next((one for one in hats if one.key == chosen), hats[0])
    actor = parties.actor_wearing(hat, proof)
    role = request.session.get(PREVIEW_KEY, {}).get(str(coalition.id), "") if actor.is_coordinator else ""
    return Standing(_previewing(actor, role), coalition, hat, hats, None, role)


def _as_steward(request: HttpRequest, slug: str, standing: Standing | None) -> Standing | None:
    """Return the standing of a steward on a page for stewards: inside only during a session. Nobody else has one."""
    if not request.user.is_steward or parties.coalition(slug) is None:  # type: ignore[union-attr]
        return None
    return standing if standing is not None and standing.steward_session is not None else Standing(actor=_outside(request))


def _previewing(actor: Actor, role: str) -> Actor:
    """Return a coordinator as somebody of another role, who can look and do nothing."""
    if role not in set(Role):
        return actor
    return replace(actor, roles=frozenset({Role(role)}), organisation_id=None, organisation_name="", preview=True, person_id=None)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Return the page for a refused deed: nothing there, more proof first, or the reason."""
    if isinstance(refusal, NotVisible) or (isinstance(refusal, NotAllowed) and not isinstance(refusal, ProofNeeded) and request.method == "GET"):
        return render(request, "404.html", status=404)
    if isinstance(refusal, ProofNeeded):
        messages.warning(request, str(refusal.reason))
        back = request.get_full_path() if request.method == "GET" else request.headers.get("Referer", "/")
        return HttpResponseRedirect(f"{reverse('prove')}?{urlencode({'next': back})}")
    if isinstance(refusal, TooMany):
        return too_many(request, refusal)
    status = 403 if isinstance(refusal, NotAllowed) else 409
    return render(request, "web/refused.html", {"reason": refusal.reason}, status=status)


def too_many(request: HttpRequest, refusal: TooMany) -> HttpResponse:
    """Return the page that says when something may be tried again."""
    seconds = max(1, math.ceil((refusal.again_at - time.now()).total_seconds()))
    response = render(request, "429.html", {"minutes": math.ceil(seconds / 60)}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response
