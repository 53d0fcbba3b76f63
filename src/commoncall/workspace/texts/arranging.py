"""Choosing who may endorse a text from outside, and whether endorsing goes on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.call import permissions
from commoncall.call.actions import texts as deeds
from commoncall.call.queries import texts
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.members.standing import actor_of, coalition_of, there, there_only_if
from commoncall.workspace.texts.forms import ArrangeForm
from commoncall.workspace.texts.reaching import kind_of


def arrange(request: HttpRequest, coalition: str, kind: str) -> HttpResponse:
    """Say who may endorse a text from outside, and whether endorsing is over."""
    actor = actor_of(request)
    there_only_if(permissions.ARRANGE.verdict(actor))
    text = there(texts.text(coalition_of(request), kind_of(kind)))
    initial = {"kinds": text.open_to, "is_closed": text.is_closed}
    form = ArrangeForm(request.POST if request.method == "POST" else None, initial=initial)
    if (
        form.is_valid()
        and attempt(form, lambda: deeds.arrange(text, form.cleaned_data["kinds"], form.cleaned_data["is_closed"], by=actor)) is not None
    ):
        done(request, _("Recorded."), text.pk)
        return redirect("texts", coalition)
    return render(request, "workspace/texts/arrange.html", {"form": form, "text": text, "kind": kind})
