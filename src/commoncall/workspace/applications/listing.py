"""The list of applications: by stage, with what waits for whom and until when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commoncall.design.forms import PlainWords
from commoncall.kernel import time
from commoncall.kernel.countries import queries as countries
from commoncall.membership import permissions
from commoncall.membership.queries import admission as arranged
from commoncall.membership.queries import applications as reading
from commoncall.membership.queries.applications import SETTLED, STATES, UNDER_WAY, Line
from commoncall.procedures import admission
from commoncall.web.moments import Due, due, numeral, short_day
from commoncall.web.words import words_of
from commoncall.workspace.applications import words
from commoncall.workspace.members.standing import actor_of, coalition_of, there_only_if

if TYPE_CHECKING:
    from commoncall.membership.models import Application

PAGE = 100


class FilterForm(PlainWords, forms.Form):
    """Which applications to look at."""

    q = forms.CharField(label=gettext_lazy("Name or acronym"), max_length=200, required=False, widget=forms.TextInput({"type": "search"}))
    state = forms.ChoiceField(
        label=gettext_lazy("Stage"),
        required=False,
        choices=[
            ("", gettext_lazy("All")),
            ("open", gettext_lazy("Under way")),
            *((one.value, one.label) for one in (*UNDER_WAY, *SETTLED)),
        ],
    )


@dataclass(frozen=True)
class Row:
    """One application as a row."""

    line: Line
    country: str
    category: str
    status: str
    kind: str
    waits: str
    handed_in: str
    until: Due | None


@dataclass(frozen=True)
class Group:
    """The applications of one stage."""

    state: str
    title: str
    rows: list[Row]


def applications(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show the applications, what is under way first."""
    actor, here = actor_of(request), coalition_of(request)
    there_only_if(permissions.HANDLE.verdict(actor))
    form = FilterForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    counts = reading.counts(actor)
    found = list(reading.listed(actor, state=asked.get("state", ""), text=asked.get("q", ""))[: PAGE + 1])
    opening = arranged.opening(here)
    shown: dict[str, Any] = {
        "form": form,
        "is_filtered": any(asked.values()),
        "groups": _groups(_lines(found[:PAGE]), words_of(here)),
        "is_cut": len(found) > PAGE,
        "lede": _how_many(counts),
        "drafts": _drafts(reading.drafts(actor)),
        "is_empty": not counts,
        "is_open": opening.is_open,
        "opens": short_day(opening.next_at) if opening.next_at else "",
    }
    return render(request, "workspace/applications/applications.html", shown)


def _lines(found: Iterable[Application]) -> list[Line]:
    """Return the lines; where those who decide answer by the ladder, with how many of them have."""
    lines = [reading.line(one) for one in found]
    voted = admission.how_far([one.id for one in lines if one.state == STATES.DECIDING])
    return [replace(one, answered=voted[one.id][0], asked=voted[one.id][1]) if one.id in voted else one for one in lines]


def _groups(lines: list[Line], called: Any) -> list[Group]:
    order = (*UNDER_WAY, *SETTLED)
    rows = {state: [_row(one, called) for one in lines if one.state == state] for state in order}
    return [Group(state.value, str(state.label), found) for state, found in rows.items() if found]


def _row(line: Line, called: Any) -> Row:
    return Row(
        line,
        countries.name(line.country, form="plain") if countries.exists(line.country) else "",
        words.category(line.category, called),
        str(STATES(line.state).label),
        words.STATUS.get(STATES(line.state), "quiet"),
        words.waits_for(line.state, line.asked, line.answered, called),
        short_day(line.decided_at or line.submitted_at),
        due(line.until, time.now()) if line.until else None,
    )


def _how_many(counts: dict[str, int]) -> str:
    under_way = sum(counts.get(state, 0) for state in UNDER_WAY)
    if not under_way:
        return _("No application is under way.")
    return ngettext("%(n)s application is under way.", "%(n)s applications are under way.", under_way) % {"n": numeral(under_way)}


def _drafts(number: int) -> str:
    if not number:
        return ""
    words = ngettext(
        "%(n)s more is being filled in. It stands here once it is handed in.",
        "%(n)s more are being filled in. They stand here once they are handed in.",
        number,
    )
    return words % {"n": numeral(number)}
