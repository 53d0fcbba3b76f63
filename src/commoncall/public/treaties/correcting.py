"""What was corrected of a treaty's status, and the form with which anybody reports an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commoncall.diplomacy.actions import remarks
from commoncall.diplomacy.queries import instruments
from commoncall.diplomacy.queries.instruments import name_of
from commoncall.kernel import languages
from commoncall.kernel.authority import VISITOR
from commoncall.public.treaties.reporting import GATE, OVER_ALL, ReportForm
from commoncall.public.treaties.views import shown
from commoncall.web.forms import attempt
from commoncall.web.guarding import Gate, come_later
from commoncall.web.keeping.marking import the_same_for_all
from commoncall.web.treaties.corrected import corrections_page
from commoncall.web.treaties.places import TreatyPlaces
from commoncall.web.visiting import for_anyone, page

if TYPE_CHECKING:
    from commoncall.diplomacy.models import Instrument
    from commoncall.kernel.parties.models import Coalition


@the_same_for_all
def corrections(request: HttpRequest, language: str, coalition: str, code: str) -> HttpResponse:
    """Show what was corrected, and why."""
    found = corrections_page(shown(coalition, code))
    return render(request, found.template, found.context)


@for_anyone()
def report(request: HttpRequest, coalition: Coalition, code: str) -> HttpResponse:
    """Show the form; sent, take in what somebody says is wrong, for the coordinators to look into."""
    instrument, gate = _shown(coalition, code), Gate(GATE, coalition, OVER_ALL)
    told = _told(coalition, instrument)
    if request.method != "POST" and (shut_until := gate.shut_until):
        return page(request, "public/treaties/later.html", coalition, status=503, words=come_later(shut_until, coalition), **told)
    state = request.GET.get("state", "").upper()
    form = ReportForm(request.POST if request.method == "POST" else None, gate=gate, instrument=instrument, state=state)
    if (
        form.is_valid()
        and form.lets_in(request, form.cleaned_data["address"])
        and attempt(form, lambda: remarks.remark(coalition, instrument, form.report(), by=VISITOR)) is not None
    ):
        return redirect("treaty-report-sent", languages.current(), coalition.slug, code)
    return page(request, "public/treaties/report.html", coalition, status=422 if form.errors else 200, form=form, **told)


@for_anyone()
def sent(request: HttpRequest, coalition: Coalition, code: str) -> HttpResponse:
    """Thank whoever reported an error, and say what comes of it."""
    return page(request, "public/treaties/sent.html", coalition, **_told(coalition, _shown(coalition, code)))


def _shown(coalition: Coalition, code: str) -> Instrument:
    found = instruments.one_in_public(coalition.pk, code)
    if found is None:
        raise Http404
    return found


def _told(coalition: Coalition, instrument: Instrument) -> dict[str, Any]:
    places = TreatyPlaces(coalition, instrument.code)
    return {"treaty": name_of(instrument), "treaty_address": places.treaty(), "corrections": places.page("corrections")}
