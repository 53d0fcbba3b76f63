"""Asking organisations to look at their record, and their answer."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from commoncall.design.forms import PlainWords
from commoncall.kernel import time
from commoncall.kernel.asks.rules import end_of
from commoncall.membership import permissions
from commoncall.membership.actions import confirming
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.moments import numeral
from commoncall.workspace.members.standing import actor_of, coalition_of, record_of, there_only_if

_USUAL = timedelta(days=21)


class DayForm(PlainWords, forms.Form):
    """Until when."""

    day = forms.DateField(
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("The day ends at 23:59:59 UTC."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )


def ask_all(request: HttpRequest, coalition: str) -> HttpResponse:
    """Ask every organisation to look at its record, after saying how many that are."""
    actor, here = actor_of(request), coalition_of(request)
    there_only_if(permissions.may_keep(actor))
    count = confirming.who_could_be_asked(here).count()
    form = DayForm(request.POST if request.method == "POST" else None, initial={"day": (time.now() + _USUAL).date()})
    if form.is_valid():
        asked = attempt(form, lambda: confirming.ask_to_confirm(here, due_at=end_of(form.cleaned_data["day"]), by=actor))
        if asked is not None:
            done(request, ngettext("%(n)s organisation is asked.", "%(n)s organisations are asked.", asked) % {"n": numeral(asked)})
            return redirect("members", here.slug)
    return render(request, "workspace/members/ask_all.html", {"form": form, "count": count, "number": numeral(count)})


@require_POST
def confirm(request: HttpRequest, coalition: str, organisation: UUID) -> HttpResponse:
    """Say that what is noted of one's organisation is right."""
    record = record_of(request, organisation)
    there_only_if(permissions.may_describe(actor_of(request), record.organisation))
    confirming.confirm(record.organisation, by=actor_of(request))
    done(request, _("Recorded: what is noted here is right."))
    return redirect("member", coalition_of(request).slug, organisation)
