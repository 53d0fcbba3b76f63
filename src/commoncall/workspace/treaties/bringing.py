"""Bringing a status table, looking through what it would change, answering what it asks, taking it in or throwing it away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from commoncall.design.forms import PlainWords
from commoncall.diplomacy import permissions
from commoncall.diplomacy.actions import proposals as deeds
from commoncall.diplomacy.queries import proposals
from commoncall.diplomacy.queries.instruments import name_of
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.moments import numeral
from commoncall.workspace.members.standing import actor_of, there, there_only_if
from commoncall.workspace.treaties import review
from commoncall.workspace.treaties.acts import DAY
from commoncall.workspace.treaties.questions import QuestionsForm
from commoncall.workspace.treaties.reaching import treaty_of

if TYPE_CHECKING:
    from commoncall.diplomacy.models import Instrument, Proposal


class BringForm(PlainWords, forms.Form):
    """A status table as a file, and what the file itself does not say: where it is from, and of what day."""

    file = forms.FileField(
        label=gettext_lazy("The status table"),
        help_text=gettext_lazy("The depositary’s page as your browser saves it (HTML), or a spreadsheet (CSV, XLSX), as it is."),
        widget=forms.FileInput({"accept": ".html,.htm,.csv,.tsv,.txt,.xlsx,.xlsm"}),
    )
    as_of = forms.DateField(
        label=gettext_lazy("Day of the table"),
        required=False,
        help_text=gettext_lazy("Left empty, the day that the file itself states."),
        widget=forms.DateInput(DAY, format="%Y-%m-%d"),
    )
    source = forms.CharField(
        label=gettext_lazy("Where it is from"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("It stands under every map and table. Left empty, the depositary’s status page."),
    )
    source_url = forms.URLField(
        assume_scheme="https", label=gettext_lazy("Address of the source"), required=False, max_length=300, widget=forms.URLInput({"class": "ltr"})
    )


def bring(request: HttpRequest, coalition: str, treaty: str) -> HttpResponse:
    """Take a file; what it would change is shown before anything does."""
    actor, instrument = actor_of(request), treaty_of(request, treaty)
    there_only_if(permissions.PROPOSE.verdict(actor))
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    if form.is_valid() and (made := attempt(form, lambda: _propose(request, instrument, form))) is not None:
        return redirect("proposal", coalition, made.pk)
    keep = permissions.may_keep(actor, instrument)
    told = {"form": form, "instrument": instrument, "name": name_of(instrument), "may_keep": keep.allowed, "why_not": keep.reason}
    return render(request, "workspace/treaties/bring.html", told)


def _propose(request: HttpRequest, instrument: Instrument, form: BringForm) -> Proposal:
    told: dict[str, Any] = form.cleaned_data
    tables = deeds.read(told["file"].read(), told["file"].name)
    table = next((one for one in tables if one.treaty == instrument.code), None) or next((one for one in tables if not one.treaty), None)
    if table is None:
        raise Refusal(_("The file has no table of this treaty."), field="file")
    if told["as_of"] is None and table.as_of is None:
        raise Refusal(_("The file does not say of what day it is. Write it here."), field="as_of")
    said = {name: told[name] for name in ("as_of", "source", "source_url") if told[name]}
    return deeds.propose(instrument, replace(table, **said), by=actor_of(request))


def _of(request: HttpRequest, proposal: UUID) -> Proposal:
    there_only_if(permissions.PROPOSE.verdict(actor_of(request)))
    return there(proposals.one(actor_of(request), proposal))


def proposal(request: HttpRequest, coalition: str, proposal: UUID) -> HttpResponse:
    """Show what a status table would change: old and new beside each other, what it asks, what is odd, and what is refused."""
    return _page(request, coalition, _of(request, proposal))


def _page(request: HttpRequest, coalition: str, one: Proposal, form: QuestionsForm | None = None) -> HttpResponse:
    addresses = {deed: reverse(f"proposal-{deed}", args=[coalition, one.pk]) for deed in ("answer", "accept", "discard")}
    return render(request, "workspace/treaties/proposal.html", {"addresses": addresses, **review.shown(actor_of(request), one, form)})


@require_POST
def answer(request: HttpRequest, coalition: str, proposal: UUID) -> HttpResponse:
    """Keep the answers that were given; the others stay open."""
    actor, one = actor_of(request), _of(request, proposal)
    form = QuestionsForm(request.POST, asked=one.questions)
    if not form.is_valid():
        return _page(request, coalition, one, form)
    if answers := form.answers():
        deeds.answer(one, answers, by=actor)
        messages.success(request, ngettext("%(n)s answer is kept.", "%(n)s answers are kept.", len(answers)) % {"n": numeral(len(answers))})
    else:
        messages.info(request, _("Nothing was answered yet."))
    return redirect("proposal", coalition, proposal)


@require_POST
def accept(request: HttpRequest, coalition: str, proposal: UUID) -> HttpResponse:
    """Take in what was chosen. Where things have changed meanwhile, the differences are shown anew."""
    one = _of(request, proposal)
    there_only_if(permissions.may_keep(actor_of(request), one.instrument))
    chosen = request.POST.getlist("difference")
    if not taken_in(request, one, chosen):
        return redirect("proposal", coalition, one.pk)
    done(request, review.taken(one, len(chosen)), one.pk)
    return redirect("treaty-inside", coalition, one.instrument.code)


def taken_in(request: HttpRequest, one: Proposal, chosen: list[str]) -> bool:
    """Take in what was chosen of a status table; what is refused is told on the next page."""
    try:
        if not chosen:
            raise Refusal(_("Nothing is ticked."))
        deeds.accept(one, chosen, by=actor_of(request))
    except (NotAllowed, NotVisible):
        raise
    except Refusal as refusal:
        messages.warning(request, str(refusal.reason))
        if isinstance(refusal, Conflict) and one.state == "open":
            deeds.look_again(one)
        return False
    return True


@require_POST
def discard(request: HttpRequest, coalition: str, proposal: UUID) -> HttpResponse:
    """Throw a status table away; nothing of it was taken in, so it is not asked twice."""
    one = _of(request, proposal)
    deeds.discard(one, by=actor_of(request))
    done(request, _("%(file)s was thrown away. Nothing has been changed by it.") % {"file": one.file_name})
    return redirect("treaty-inside", coalition, one.instrument.code)
