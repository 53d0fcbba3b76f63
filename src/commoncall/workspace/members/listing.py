"""The directory as its page shows it: what stands at its head, its columns, what may be asked, and what to do about nothing found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commoncall.design.frames import Link
from commoncall.kernel.authority import Actor
from commoncall.kernel.labels import Naming
from commoncall.membership import permissions
from commoncall.membership.queries import choices as offered
from commoncall.membership.queries import directory, kept
from commoncall.membership.queries.choices import STANDINGS, Choices
from commoncall.membership.queries.directory import Page
from commoncall.membership.queries.rows import Row
from commoncall.membership.rules.filters import Filters, Question
from commoncall.web.lists import joined
from commoncall.workspace.members import words
from commoncall.workspace.members.standing import actor_of

Choice = tuple[str, str | Promise]

#: How many of the questions that are kept stand over the list; the rest is on a page of its own.
KEPT = 8


class FiltersForm(forms.Form):
    """What to look for. It is never wrong: whatever makes no sense finds nothing, and says so."""

    q = forms.CharField(label=_("Name, acronym or person"), required=False, max_length=200, widget=forms.TextInput({"type": "search"}))
    place = forms.ChoiceField(label=_("Region or country"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    standing = forms.ChoiceField(label=_("Standing"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    tag = forms.ChoiceField(label=_("Tag"), required=False)
    network = forms.ChoiceField(label=_("Network"), required=False)
    naming = forms.ChoiceField(label=_("Named"), required=False)

    def __init__(self, filters: Filters, choices: Choices, *, sees_all: bool) -> None:
        super().__init__(initial={name: getattr(filters, name) for name in self.base_fields}, use_required_attribute=False)
        anything: dict[str, Sequence[Any]] = {
            "place": [("", _("Anywhere")), *choices.places],
            "category": _any(choices.categories),
            "language": _any(choices.languages),
            "standing": _any([(one.value, one.label) for one in STANDINGS]) if sees_all else [],
            "kind": _any(choices.kinds),
            "tag": _any(choices.tags),
            "network": _any(choices.networks),
            "naming": _any([(one.value, one.label) for one in Naming]) if sees_all else [],
        }
        for name, pairs in anything.items():
            if len(pairs) > 1:
                self.fields[name].choices = pairs  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    def asked(self) -> list[str]:
        """Return what is asked for, in words."""
        told = []
        for name, field in self.fields.items():
            value = self.initial.get(name, "")
            chosen = dict(_flat(getattr(field, "choices", []))).get(value, value)
            if value:
                told.append(gettext("“%(words)s”") % {"words": chosen} if name == "q" else str(chosen))
        return told

    def others(self) -> list[forms.BoundField]:
        """Return the filters that stand behind "More", because few need them often."""
        return [self[name] for name in ("kind", "tag", "network", "naming") if name in self.fields]

    def usual(self) -> list[forms.BoundField]:
        """Return the filters that stand in the line, after the words to look for."""
        return [self[name] for name in ("place", "category", "language", "standing") if name in self.fields]


def _flat(choices: Iterable[Any]) -> Iterator[Choice]:
    for value, told in choices:
        if isinstance(told, list | tuple):
            yield from told
        else:
            yield value, told


def _any(pairs: Sequence[Choice]) -> list[Choice]:
    return [("", _("Any")), *pairs] if pairs else []


@dataclass(frozen=True)
class Heading:
    """The head of a column: its words, and the address that orders the list by it, if it can be."""

    words: str | Promise
    address: str
    sorted: str
    is_quiet: bool


def headings(page: Page, address: str, *, sees_all: bool) -> Iterator[Heading]:
    """Return the heads of the columns, at most six of them."""
    columns: list[tuple[str, str | Promise, bool]] = [
        ("name", _("Organisation"), False),
        ("country", _("Country"), False),
        ("category", _("Category"), False),
        ("", _("Languages"), True),
    ]
    last = [("heard", _("Last heard"), True), ("standing", _("Standing"), True)] if sees_all else [("", _("Website"), True)]
    for order, title, quiet in [*columns, *last]:
        yield _heading(page.filters, order, title, address, is_quiet=quiet)


def _heading(filters: Filters, order: str, title: str | Promise, address: str, *, is_quiet: bool) -> Heading:
    if not order:
        return Heading(title, "", "", is_quiet)
    is_current = filters.order == order and not (filters.q and not filters.sort)
    turned = f"-{order}" if is_current and not filters.turned else order
    state = ("descending" if filters.turned else "ascending") if is_current else ""
    query = filters.without("sort").as_query()
    return Heading(title, _address(address, query, f"sort={turned}"), state, is_quiet)


def _address(address: str, *queries: str) -> str:
    query = "&".join(filter(None, queries))
    return f"{address}?{query}" if query else address


@dataclass(frozen=True)
class Line:
    """A row with what only a page needs."""

    row: Row
    heard: str
    is_exceptional: bool


def questions(page: Page, address: str) -> list[Link]:
    """Return the ready-made questions that somebody would find in the list now; the one that is asked leads back."""
    asked = page.filters.question
    return [
        Link(
            words.question(question),
            address if question == asked else _address(address, f"question={question}"),
            current=question == asked,
            count=number,
        )
        for question, number in page.questions
        if number or question == asked
    ]


def nothing_found(page: Page, address: str) -> list[Link]:
    """Return for each filter a link that looks without it, for a question that finds nobody."""
    return [Link(words.without(name), _address(address, page.filters.without(name).as_query())) for name in page.filters.set_fields]


def shown(request: HttpRequest, coalition: str) -> dict[str, Any]:
    """Return what the template ``workspace/members/directory.html`` names: a constant number of queries."""
    actor, address = actor_of(request), reverse("members", args=[coalition])
    size = directory.PAGE_PLAIN if getattr(request.user, "density", "") == "plain" else directory.PAGE
    page = directory.page(actor, Filters.read(request.GET), size)
    query = page.filters.without().as_query()
    sees_all = actor.is_coordinator
    form = FiltersForm(page.filters, offered.choices(actor), sees_all=sees_all)
    return {
        "page": page,
        "form": form,
        "usual": form.usual(),
        "others": form.others(),
        "asked": joined([*form.asked(), *([words.question(Question(page.filters.question))] if page.filters.question else [])]),
        "lede": words.how_it_stands(page.everyone),
        "who_may_read": words.who_may_read(page),
        "found": words.organisations(page.found.total),
        "order": words.order(page.filters),
        "questions": questions(page, address),
        "kept": [Link(one.name, _address(address, one.query), current=one.query == query) for one in kept.filters(actor)[:KEPT]],
        "headings": list(headings(page, address, sees_all=sees_all)),
        "lines": [Line(row, words.last_heard(row.heard_at), row.standing not in {"", "good"}) for row in page.rows],
        "without": nothing_found(page, address),
        "sees_all": sees_all,
        "may_export": permissions.EXPORT.verdict(actor).allowed,
        "query": query,
        **_pages(page, address),
        **_ways(actor, page),
    }


def _pages(page: Page, address: str) -> dict[str, str]:
    plain = page.filters.without()
    beside = {"previous_page": page.previous, "next_page": page.next}
    links = {name: _address(address, plain.as_query(), f"page={number}") if number else "" for name, number in beside.items()}
    more = page.found.total > len(page.rows)
    return links | {"whole_list": _address(address, plain.as_query(), "whole=1") if more else ""}


def _ways(actor: Actor, page: Page) -> dict[str, bool]:
    asks = bool(page.filters.set_fields)
    return {
        "may_add": permissions.may_keep(actor).allowed,
        "may_save": asks and permissions.may_save_filter(actor, shared=False).allowed,
        "is_empty": not page.everyone.total,
        "is_filtered": asks,
    }
