"""The stages of a version: open to amendments, closed, open again, locked for a decision, published."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.drafting.actions import stages as deeds
from commoncall.drafting.queries import amendments
from commoncall.kernel.refusals import Words
from commoncall.procedures import deciding
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.drafts import pages
from commoncall.workspace.drafts.forms.texts import ReasonForm, UntilForm
from commoncall.workspace.drafts.reaching import drafted_version
from commoncall.workspace.members.standing import actor_of

if TYPE_CHECKING:
    from commoncall.drafting.models import Version
    from commoncall.kernel.authority import Actor


class NothingForm(forms.Form):
    """A deed that needs no more words than its button."""


def open_to_amendments(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Ask until when amendments are taken, and open the version to them."""
    form = UntilForm(request.POST if request.method == "POST" else None)
    return _stage(request, version, "open", form, lambda one, by: deeds.open_to_amendments(one, form.until(), by=by), _("It is open to amendments."))


def close(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Say what happens, then take no more amendments."""
    return _stage(request, version, "close", _nothing(request), lambda one, by: deeds.close(one, by=by), _("No more amendments are taken."))


def reopen(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Ask until when, and take amendments again."""
    form = UntilForm(request.POST if request.method == "POST" else None)
    return _stage(request, version, "reopen", form, lambda one, by: deeds.reopen(one, form.until(), by=by), _("Amendments are taken again."))


def lock(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Say what is still missing, or lock the version for a decision."""
    form = _nothing(request)
    return _stage(request, version, "lock", form, lambda one, by: deeds.lock(one, by=by), _("It is locked."), untreated=True)


def unlock(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Ask why, and let a locked version be worked on again."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    return _stage(
        request, version, "unlock", form, lambda one, by: deciding.unlock(one, form.cleaned_data["why"], by=by), _("It is no longer locked.")
    )


def publish(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Say what happens, then publish a locked version."""
    return _stage(request, version, "publish", _nothing(request), lambda one, by: deciding.publish(one, by=by), _("It is published."))


def _nothing(request: HttpRequest) -> NothingForm:
    return NothingForm(request.POST if request.method == "POST" else None)


def _stage(
    request: HttpRequest,
    version: UUID,
    name: str,
    form: forms.Form,
    deed: Callable[[Version, Actor], Any],
    words: Words,
    *,
    untreated: bool = False,
) -> HttpResponse:
    """Show the page of a stage, and do its deed once its form is sent. What the deed refuses stands over the form."""
    one, actor = drafted_version(request, version), actor_of(request)
    if form.is_valid() and attempt(form, lambda: deed(one, actor)) is not None:
        done(request, words, one.pk)
        return redirect("draft-version", one.coalition.slug, one.pk)
    told = pages.head(actor, one) | {"form": form}
    if untreated:
        told["missing"] = amendments.untreated(one)
    return render(request, f"workspace/drafts/{name}.html", told)
