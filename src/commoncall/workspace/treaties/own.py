"""Adding a treaty of one's own, describing it anew, and removing it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.diplomacy import permissions
from commoncall.diplomacy.actions import own_instruments as deeds
from commoncall.diplomacy.queries import status
from commoncall.diplomacy.queries.instruments import name_of
from commoncall.diplomacy.rules.entry import entry_into_force, withdrawal_takes_effect
from commoncall.diplomacy.rules.terms import Terms
from commoncall.kernel.refusals import Refusal
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.moments import full_date
from commoncall.workspace.members.standing import actor_of, coalition_of, there, there_only_if
from commoncall.workspace.treaties.own_forms import OwnForm
from commoncall.workspace.treaties.reaching import treaty_of

if TYPE_CHECKING:
    from commoncall.diplomacy.models import Instrument


def new(request: HttpRequest, coalition: str) -> HttpResponse:
    """Add a treaty with its rules; they can be tried first."""
    actor, here = actor_of(request), coalition_of(request)
    there_only_if(permissions.ARRANGE.verdict(actor))
    form = OwnForm(request.POST if request.method == "POST" else None, coalition=here)
    if form.is_valid() and "try" not in request.POST:
        made = attempt(form, lambda: deeds.add(here, form.cleaned_data["code"], form.description(), form.terms(), by=actor))
        if made is not None:
            done(request, _("“%(treaty)s” is added. Nothing is pursued or shown yet.") % {"treaty": name_of(made)}, made.pk)
            return redirect("treaty-inside", coalition, made.code)
    return render(request, "workspace/treaties/own.html", {"form": form, "tried": _tried(request, form, None)})


def describe(request: HttpRequest, coalition: str, treaty: str) -> HttpResponse:
    """Change what is said of the coalition's own treaty, and its rules."""
    actor, one = actor_of(request), _own(request, treaty)
    form = OwnForm(request.POST if request.method == "POST" else None, coalition=coalition_of(request), instrument=one)
    is_meant = form.is_valid() and "try" not in request.POST
    if is_meant and attempt(form, lambda: deeds.describe(one, form.description(), form.terms(), by=actor)) is not None:
        done(request, _("Recorded."))
        return redirect("treaty-inside", coalition, treaty)
    told = {"form": form, "instrument": one, "name": name_of(one), "tried": _tried(request, form, one)}
    return render(request, "workspace/treaties/own.html", told)


def remove(request: HttpRequest, coalition: str, treaty: str) -> HttpResponse:
    """Ask, and remove a treaty on which nothing depends."""
    actor, one = actor_of(request), _own(request, treaty)
    refused = ""
    if request.method == "POST":
        try:
            deeds.remove(one, by=actor)
        except Refusal as refusal:
            refused = str(refusal.reason)
        else:
            done(request, _("The treaty is removed."))
            return redirect("treaties", coalition)
    return render(request, "workspace/treaties/remove.html", {"instrument": one, "name": name_of(one), "refused": refused})


def _own(request: HttpRequest, treaty: str) -> Instrument:
    there_only_if(permissions.ARRANGE.verdict(actor_of(request)))
    one = treaty_of(request, treaty)
    # What comes with the program is the same for all coalitions: there is nothing to change here.
    return there(one if one.coalition_id is not None else None)


def _tried(request: HttpRequest, form: OwnForm, one: Instrument | None) -> list[str]:
    """Return what the rules would make of the example, and of the acts that are known; nothing before it is asked."""
    if "try" not in request.POST or not form.is_valid():
        return []
    terms = form.terms()
    return [*_of_acts(terms, one), *_of_example(terms, form.cleaned_data["example_on"])] or [
        _("Write how many states must consent, and a day to try the rules with.")
    ]


def _of_acts(terms: Terms, one: Instrument | None) -> Iterator[str]:
    acts: list[Any] = [status.as_act(row) for row in status.acts(one)] if one else []
    if not acts:
        return
    on = entry_into_force(terms, acts).on
    if on:
        yield _("With these rules and the acts that are known, the treaty would have entered into force on %(day)s.") % {"day": full_date(on)}
    else:
        yield _("With these rules and the acts that are known, the treaty would not be in force.")


def _of_example(terms: Terms, day: date | None) -> Iterator[str]:
    if day is None:
        return
    given = full_date(day)
    if terms.threshold is not None:
        on = full_date(terms.delay.after(day))
        yield _("With these rules and the last needed deposit on %(given)s, the treaty would have entered into force on %(day)s.") % {
            "given": given,
            "day": on,
        }
    later = {"given": given, "day": full_date(terms.later_delay.after(day))}
    yield _("A later state that deposits on %(given)s would be bound from %(day)s.") % later
    left = withdrawal_takes_effect(terms, day)
    if left is not None:
        yield _("A withdrawal of which notice is given on %(given)s would take effect on %(day)s.") % {"given": given, "day": full_date(left)}
