"""One page of the history: what the reader asked for, by day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commoncall.kernel.authority import Actor
from commoncall.kernel.history import queries as book
from commoncall.kernel.history.queries import Line
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.refusals import Words
from commoncall.web.moments import long_day

SIZE = 50

#: What entries are about, as people call it, and the kinds of subject that this covers; whatever a concept adds later is found
#: under "Anything".
ABOUT: dict[str, tuple[Words, frozenset[str]]] = {
    "coalition": (_("The coalition"), frozenset({"coalition"})),
    "organisation": (_("Organisations"), frozenset({"organisation"})),
    "application": (_("Applications"), frozenset({"application", "admission", "path", "question", "window"})),
    "person": (_("People"), frozenset({"person"})),
    "mandate": (_("Who may act for whom"), frozenset({"mandate"})),
    "body": (_("Bodies and their seats"), frozenset({"body", "seat", "sitting"})),
    "text": (_("Texts and their versions"), frozenset({"text", "version"})),
    "endorsement": (_("Endorsements"), frozenset({"endorsement", "endorser", "endorsers"})),
    "proceeding": (_("Suspensions and other changes of standing"), frozenset({"proceeding"})),
    "import": (_("Imports"), frozenset({"import"})),
    "message": (_("Mail"), frozenset({"message"})),
    "note": (_("Notes"), frozenset({"note"})),
    "ask": (_("What was asked"), frozenset({"ask"})),
    "file": (_("Files"), frozenset({"file"})),
    "steward_session": (_("Stewards of the installation"), frozenset({"steward_session"})),
}


_ABOUT_WHAT = [("", _("Anything")), *((key, words) for key, (words, _covered) in ABOUT.items())]


class HistoryForm(forms.Form):
    """By whom, about what, and which page; whatever makes no sense is as if it had not been asked."""

    who = forms.ChoiceField(label=_("By whom"), required=False)
    what = forms.ChoiceField(label=_("About what"), required=False, choices=_ABOUT_WHAT)
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any], *, actor: Actor) -> None:
        super().__init__(data)
        doers = book.visible_to(actor).filter(person__isnull=False).order_by().values("person").distinct()
        known = parties.people_visible_to(actor).filter(pk__in=doers).order_by("name").values_list("pk", "name")
        self.fields["who"].choices = [("", _("Anybody")), *((str(key), name) for key, name in known)]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """Return what was asked for, as far as it can be understood."""
        self.is_valid()
        kept = {name: self.cleaned_data.get(name) for name in ("who", "what", "page")}
        return {name: value for name, value in kept.items() if value}


@dataclass(frozen=True)
class Day:
    """What was done on one day."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class HistoryPage:
    """One page: its days, where it lies in the whole, and the queries of the pages beside it."""

    days: tuple[Day, ...]
    first: int
    last: int
    total: int
    newer: str
    older: str
    is_filtered: bool


def page_of_history(actor: Actor, form: HistoryForm) -> HistoryPage:
    """Return a page of the history as the reader asked for it: three queries."""
    asked = form.asked()
    entries = book.visible_to(actor)
    if who := asked.get("who"):
        entries = entries.filter(person=who)
    if what := asked.get("what"):
        entries = entries.filter(subject_kind__in=ABOUT[what][1])
    total = entries.count()
    start = (asked.get("page", 1) - 1) * SIZE
    start = start if start < total else 0
    lines = book.told(entries[start : start + SIZE])
    days = groupby(lines, key=lambda line: timezone.localtime(line.at).date())
    number = start // SIZE + 1
    return HistoryPage(
        days=tuple(Day(long_day(within[0].at), tuple(within)) for _date, one in days if (within := list(one))),
        first=start + 1 if lines else 0,
        last=start + len(lines),
        total=total,
        newer=_query(asked, number - 1) if start else "",
        older=_query(asked, number + 1) if start + SIZE < total else "",
        is_filtered=bool({"who", "what"} & asked.keys()),
    )


def _query(asked: Mapping[str, Any], page: int) -> str:
    kept = [f"{name}={asked[name]}" for name in ("who", "what") if name in asked]
    return "?" + "&".join([*kept, f"page={page}"])
