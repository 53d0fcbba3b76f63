"""The bodies of the coalition: all of them, one of them, and setting one up."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.kernel.history import queries as book
from commoncall.leadership import permissions, queries
from commoncall.leadership.actions import bodies as deeds
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.words import words_of
from commoncall.workspace.bodies.forms import BodyForm, ReasonForm
from commoncall.workspace.bodies.shown import shown, title
from commoncall.workspace.members.standing import actor_of, coalition_of, there, there_only_if

if TYPE_CHECKING:
    from commoncall.leadership.models import Body

ENTRIES = 10


def found(request: HttpRequest, body: UUID) -> Body:
    """Return the body at this address, or answer as for an address that was never there."""
    return there(queries.visible_to(actor_of(request)).filter(pk=body).first())


def bodies(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show every body with its seats and who sits there."""
    actor, here = actor_of(request), coalition_of(request)
    benches = queries.benches(actor)
    kinds = {bench.body.kind for bench in benches}
    told = {
        "bodies": [shown(bench, actor, words_of(here)) for bench in benches],
        "may_arrange": permissions.ARRANGE.verdict(actor).allowed,
        "missing": "committee" not in kinds,
    }
    return render(request, "workspace/bodies/bodies.html", told)


def body(request: HttpRequest, coalition: str, body: UUID) -> HttpResponse:
    """Show one body: its seats now and before, and what was done about it."""
    actor, one = actor_of(request), found(request, body)
    (bench,) = queries.benches(actor, [one.pk], with_former=True)
    seats = [held.seat.pk for held in (*bench.seats, *bench.former)]
    lines = book.told(book.visible_to(actor).filter(subject__in=[one.pk, *seats])[:ENTRIES])
    told = {
        "shown": shown(bench, actor, words_of(coalition_of(request))),
        "lines": lines,
        "may_arrange": permissions.ARRANGE.verdict(actor).allowed and one.closed_at is None,
    }
    return render(request, "workspace/bodies/body.html", told)


def form(request: HttpRequest, coalition: str) -> HttpResponse:
    """Set up a body."""
    actor, here = actor_of(request), coalition_of(request)
    there_only_if(permissions.ARRANGE.verdict(actor))
    taken = tuple(one.kind for one in queries.bodies(here) if one.kind in deeds.ONCE)
    written = BodyForm(request.POST if request.method == "POST" else None, coalition=here, taken=taken)
    if written.is_valid():
        formed = attempt(written, lambda: deeds.form(here, written.description(), by=actor))
        if formed is not None:
            done(request, _("“%(body)s” is set up. Give seats in it now.") % {"body": title(formed, words_of(here))})
            return redirect("body", coalition, formed.pk)
    return render(request, "workspace/bodies/form.html", {"form": written})


def describe(request: HttpRequest, coalition: str, body: UUID) -> HttpResponse:
    """Change what a body is called, and what is said of it."""
    actor, here, one = actor_of(request), coalition_of(request), found(request, body)
    there_only_if(permissions.ARRANGE.verdict(actor))
    written = BodyForm(request.POST if request.method == "POST" else None, coalition=here, body=one)
    if written.is_valid() and attempt(written, lambda: deeds.describe(one, written.description(), by=actor)) is not None:
        done(request, _("Recorded."))
        return redirect("body", coalition, body)
    return render(request, "workspace/bodies/describe.html", {"form": written, "body": one, "title": title(one, words_of(here))})


def close(request: HttpRequest, coalition: str, body: UUID) -> HttpResponse:
    """Say what follows, then close a body."""
    actor, here, one = actor_of(request), coalition_of(request), found(request, body)
    there_only_if(permissions.ARRANGE.verdict(actor))
    written = ReasonForm(request.POST if request.method == "POST" else None)
    if written.is_valid():
        closed = attempt(written, lambda: deeds.close(one, reason=written.cleaned_data["reason"], by=actor))
        if closed is not None:
            done(request, _("“%(body)s” is closed.") % {"body": title(one, words_of(here))}, one.pk)
            return redirect("bodies", coalition)
    return render(request, "workspace/bodies/close.html", {"form": written, "body": one, "title": title(one, words_of(here))})
