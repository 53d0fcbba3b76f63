"""Reports of errors from outside: all of them, and one to look into and settle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commoncall.design.forms import PlainWords
from commoncall.diplomacy import permissions
from commoncall.diplomacy.queries import remarks, status
from commoncall.diplomacy.queries.instruments import name_of, participant_name
from commoncall.diplomacy.rules.remarks import OUTCOME_AT_MOST
from commoncall.procedures import remarks as procedure
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.moments import numeral
from commoncall.workspace.members.standing import actor_of, there, there_only_if

if TYPE_CHECKING:
    from commoncall.diplomacy.models import Remark

PAGE = 25


@dataclass(frozen=True)
class Listed:
    """A report as a row."""

    id: UUID
    about: str
    words: str
    made_at: datetime
    is_settled: bool


class SettleForm(PlainWords, forms.Form):
    """What came of a report."""

    outcome = forms.CharField(
        label=gettext_lazy("What came of it"),
        max_length=OUTCOME_AT_MOST,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Whoever made the report reads it, where they left an address. The address is forgotten then."),
    )


def reports(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show the reports of errors, those that wait first."""
    actor = actor_of(request)
    there_only_if(permissions.SETTLE.verdict(actor))
    page = Paginator(remarks.visible_to(actor), PAGE).get_page(request.GET.get("page"))
    number = remarks.waiting(request.standing.coalition.pk)  # type: ignore[attr-defined]
    lede = ngettext("%(n)s report waits.", "%(n)s reports wait.", number) % {"n": numeral(number)} if number else _("No report waits.")
    return render(request, "workspace/treaties/reports.html", {"rows": [_listed(one) for one in page], "page": page, "lede": lede})


def _listed(one: Remark) -> Listed:
    return Listed(one.pk, _about(one), one.words, one.made_at, one.settled_at is not None)


def _about(one: Remark) -> str:
    name = name_of(one.instrument)
    return _("%(treaty)s: %(state)s") % {"treaty": name, "state": participant_name(one.participant)} if one.participant else name


def report(request: HttpRequest, coalition: str, remark: UUID) -> HttpResponse:
    """Show a report beside what is known, and settle it; whoever made it is told."""
    actor = actor_of(request)
    there_only_if(permissions.SETTLE.verdict(actor))
    one = there(remarks.one(actor, remark))
    form = SettleForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, lambda: procedure.settle(one, form.cleaned_data["outcome"], by=actor)) is not None:
        done(request, _("Settled."))
        return redirect("treaty-remarks", coalition)
    known = list(status.acts(one.instrument).filter(participant=one.participant)) if one.participant else []
    told = {
        "report": one,
        "about": _about(one),
        "form": form,
        "known": [(row.get_kind_display(), row.done_on) for row in known],
        "settled_by": one.settled_by.name if one.settled_by else "",
        "state": one.participant.lower() if one.participant not in {"", "EU"} else "",
        "may_keep": permissions.may_keep(actor, one.instrument).allowed,
    }
    return render(request, "workspace/treaties/report.html", told)
