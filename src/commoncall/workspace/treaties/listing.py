"""Which treaties the coalition pursues, and choosing them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from commoncall.design.forms import ManyChoices, PlainWords
from commoncall.diplomacy import permissions
from commoncall.diplomacy.actions import pursuits as deeds
from commoncall.diplomacy.queries import pursuits, status
from commoncall.diplomacy.queries.instruments import name_of, title_of
from commoncall.kernel import time
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.moments import numeral
from commoncall.workspace.members.standing import actor_of, coalition_of, there_only_if
from commoncall.workspace.treaties import waiting, words
from commoncall.workspace.treaties.reaching import pursuit_of, treaty_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commoncall.diplomacy.models import Instrument, Pursuit


@dataclass(frozen=True)
class Listed:
    """A treaty that is pursued, with its figures in words."""

    pursuit: Pursuit
    name: str
    title: str
    figures: str
    entry: str
    source: str


class ChooseForm(PlainWords, forms.Form):
    """Which treaties to pursue."""

    treaty = forms.MultipleChoiceField(label=gettext_lazy("Treaties"))
    is_public = forms.BooleanField(
        label=gettext_lazy("The public pages show them"),
        required=False,
        help_text=gettext_lazy("With a map, a table and the source. You can change it for each treaty later."),
    )

    def __init__(self, data: Any = None, *, among: Sequence[Instrument]) -> None:
        super().__init__(data, initial={"is_public": True})
        self.among = {one.code: one for one in among}
        named = sorted(((one.code, name_of(one)) for one in among), key=lambda pair: pair[1])
        titles = {one.code: title_of(one) for one in among if title_of(one) != name_of(one)}
        self.fields["treaty"].choices = named  # type: ignore[attr-defined]
        self.fields["treaty"].widget = ManyChoices(choices=named, consequences=titles)

    def chosen(self) -> list[Instrument]:
        """Return the treaties that were chosen, in the order of the list."""
        return [self.among[code] for code in self.cleaned_data["treaty"]]


def treaties(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show the treaties that are pursued with how many have joined each; where there is none yet, what can be chosen."""
    actor, today = actor_of(request), time.now().date()
    rows = list(pursuits.visible_to(actor))
    found = status.statuses(row.instrument for row in rows)
    may_arrange = permissions.ARRANGE.verdict(actor).allowed
    told = {
        "listed": [_listed(row, found[row.instrument_id], today) for row in rows],
        "may_arrange": may_arrange,
        "form": ChooseForm(among=list(pursuits.to_choose_from(actor))) if may_arrange and not rows else None,
        "waiting": waiting.waiting(actor, coalition),
    }
    return render(request, "workspace/treaties/treaties.html", told)


def _listed(row: Pursuit, found: status.Status, today: Any) -> Listed:
    name, title = name_of(row.instrument), title_of(row.instrument)
    return Listed(row, name, title if title != name else "", words.figures(found, today), words.entry(found, today), words.source(found))


def choose(request: HttpRequest, coalition: str) -> HttpResponse:
    """Choose treaties to pursue, all at once, and whether the public pages show them."""
    actor = actor_of(request)
    there_only_if(permissions.ARRANGE.verdict(actor))
    form = ChooseForm(request.POST if request.method == "POST" else None, among=list(pursuits.to_choose_from(actor)))
    if form.is_valid() and (begun := attempt(form, lambda: _pursue(request, form))) is not None:
        number = {"n": numeral(len(begun))}
        done(request, ngettext("%(n)s treaty is pursued now.", "%(n)s treaties are pursued now.", len(begun)) % number)
        return redirect("treaties", coalition)
    return render(request, "workspace/treaties/choose.html", {"form": form})


def _pursue(request: HttpRequest, form: ChooseForm) -> list[Pursuit]:
    actor, here, is_public = actor_of(request), coalition_of(request), form.cleaned_data["is_public"]
    with transaction.atomic():
        return [deeds.pursue(here, one, is_public=is_public, by=actor) for one in form.chosen()]


@require_POST
def pursue(request: HttpRequest, coalition: str, treaty: str) -> HttpResponse:
    """Pursue one treaty from now on, inside for the time being."""
    actor, one = actor_of(request), treaty_of(request, treaty)
    there_only_if(permissions.ARRANGE.verdict(actor))
    deeds.pursue(coalition_of(request), one, by=actor)
    done(request, _("“%(treaty)s” is pursued now.") % {"treaty": name_of(one)}, one.pk)
    return redirect("treaty-inside", coalition, treaty)


@require_POST
def stop(request: HttpRequest, coalition: str, treaty: str) -> HttpResponse:
    """Pursue a treaty no longer; it can be undone, and so is not asked twice."""
    actor, one = actor_of(request), pursuit_of(request, treaty)
    there_only_if(permissions.ARRANGE.verdict(actor))
    deeds.stop(one, by=actor)
    done(request, _("“%(treaty)s” is no longer pursued. What is known of it stays.") % {"treaty": name_of(one.instrument)}, one.instrument_id)
    return redirect("treaties", coalition)


@require_POST
def show(request: HttpRequest, coalition: str, treaty: str) -> HttpResponse:
    """Put a treaty on the public pages, or take it off them."""
    actor, one = actor_of(request), pursuit_of(request, treaty)
    there_only_if(permissions.ARRANGE.verdict(actor))
    (deeds.hide if one.is_public else deeds.show)(one, by=actor)
    told = _("“%(treaty)s” stands inside alone now.") if one.is_public else _("The public pages show “%(treaty)s” now.")
    done(request, told % {"treaty": name_of(one.instrument)}, one.instrument_id)
    return redirect("treaty-inside", coalition, treaty)


@require_POST
def move_up(request: HttpRequest, coalition: str, treaty: str) -> HttpResponse:
    """Move a treaty one place up among those that are pursued."""
    actor, one = actor_of(request), pursuit_of(request, treaty)
    there_only_if(permissions.ARRANGE.verdict(actor))
    deeds.move(one, -1, by=actor)
    return redirect("treaties", coalition)
