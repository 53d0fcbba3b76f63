"""The calendar of working days: days off, holidays by name, and the zone whose days these are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel.dates import get_day_names
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.decisions import permissions
from commoncall.decisions.actions import calendar as deeds
from commoncall.decisions.queries import calendar as read
from commoncall.kernel import languages
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.moments import full_date, locale_of_reader
from commoncall.workspace.ladder.forms import HolidayForm, WeekForm
from commoncall.workspace.members.standing import actor_of, coalition_of, there_only_if


def day_names() -> Sequence[str]:
    """Return what the days of the week are called, from Monday."""
    names = get_day_names("wide", context="stand-alone", locale=locale_of_reader())
    return [capfirst(names[day]) for day in range(7)]


def calendar(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show on which days the coalition works, and note a holiday."""
    actor, here = actor_of(request), coalition_of(request)
    may_keep = permissions.CALENDAR.verdict(actor)
    if request.method == "POST":
        there_only_if(may_keep)
    form = HolidayForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, lambda: deeds.add_holiday(here, form.cleaned_data["day"], form.cleaned_data["name"], by=actor)) is not None:
        done(request, _("Noted. Deadlines that run already stay as they are."))
        return redirect("working-days", coalition)
    kept, names = read.kept(here), day_names()
    told = {
        "kept": kept,
        "off": languages.listed(names[day] for day in kept.days_off),
        "holidays": [(day, full_date(day), name) for day, name in kept.holidays.items()],
        "form": form,
        "may_keep": may_keep.allowed,
    }
    return render(request, "workspace/ladder/calendar.html", told)


def week(request: HttpRequest, coalition: str) -> HttpResponse:
    """Say which days of the week are off, and in which zone."""
    actor, here = actor_of(request), coalition_of(request)
    there_only_if(permissions.CALENDAR.verdict(actor))
    kept = read.kept(here)
    form = WeekForm(request.POST if request.method == "POST" else None, initial={"days_off": kept.days_off, "zone": kept.zone}, days=day_names())
    if form.is_valid() and attempt(form, lambda: deeds.keep(here, form.cleaned_data["days_off"], form.cleaned_data["zone"], by=actor)) is not None:
        done(request, _("Recorded. Deadlines that run already stay as they are."))
        return redirect("working-days", coalition)
    return render(request, "workspace/ladder/week.html", {"form": form})


@require_POST
def remove(request: HttpRequest, coalition: str, day: str) -> HttpResponse:
    """Strike out a holiday."""
    there_only_if(permissions.CALENDAR.verdict(actor_of(request)))
    try:
        named = date.fromisoformat(day)
    except ValueError as fault:
        raise Http404 from fault
    deeds.remove_holiday(coalition_of(request), named, by=actor_of(request))
    done(request, _("Struck out. It is a working day again, unless its day of the week is off."))
    return redirect("working-days", coalition)
