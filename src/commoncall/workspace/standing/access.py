"""Who asks, and about which procedure, on every page about how organisations stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commoncall.kernel.refusals import Words
from commoncall.membership import permissions
from commoncall.membership.queries import proceedings as reading
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.members.standing import actor_of, coalition_of, there, there_only_if

if TYPE_CHECKING:
    from commoncall.membership.models import Proceeding


def posted(request: HttpRequest) -> Any:
    """Return what was sent, or nothing where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def kept_by_coordinators(request: HttpRequest, proceeding: UUID) -> Proceeding:
    """Return the procedure at this address for whoever may carry it on; for others it is not there."""
    there_only_if(permissions.may_proceed(actor_of(request)))
    return there(reading.proceeding(actor_of(request), proceeding))


def step(
    request: HttpRequest, kept: Proceeding, form: forms.Form, deed: Callable[[], object], words: Words, template: str, **shown: Any
) -> HttpResponse:
    """Do a step of a procedure where its form is in order and show the procedure again, else show the form."""
    if form.is_valid() and attempt(form, deed) is not None:
        done(request, words, kept.pk)
        return redirect("procedure", coalition_of(request).slug, kept.pk)
    shown |= {"proceeding": kept, "organisation": kept.membership.organisation, "form": form}
    return render(request, f"workspace/standing/{template}.html", shown)
