"""The directory as its page shows it: what stands at its head, its columns, what may be asked, and what to do about nothing found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commoncall.design.frames import Link
from commoncall.kernel.authority import Actor
from commoncall.membership import permissions
from commoncall.membership.queries import directory, kept
from commoncall.membership.queries.choices import choices
from commoncall.membership.queries.directory import Page
from commoncall.membership.queries.overview import overview
from commoncall.membership.queries.rows import Row
from commoncall.membership.rules.filters import Filters
from commoncall.web.lists import joined
from commoncall.workspace.members import filtering, words
from commoncall.workspace.members.standing import actor_of

#: How many of the questions that are kept stand over the list; the rest is on a page of its own.
KEPT = 8


@dataclass(frozen=True)
class Heading:
    """The head of a column: its words, and the address that orders the list by it, if it can be."""

    words: str | Promise
    address: str
    sorted: str
    is_quiet: bool


def headings(page: Page, address: str, *, sees_all: bool) -> Iterator[Heading]:
    """Return the heads of the columns: at most six, and at most three of the coalition's own."""
    columns: list[tuple[str, str | Promise, bool]] = [
        ("name", _("Organisation"), False),
        ("country", _("Country"), False),
        ("category", _("Category"), False),
        ("", _("Languages"), True),
        *((column.order, column.name, True) for column in page.columns),
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
    known = overview(actor)
    page = directory.page(actor, Filters.read(request.GET), size, known)
    query = page.filters.without().as_query()
    sees_all = actor.is_coordinator
    lists = filtering.lists(page.filters, choices(actor, known), sees_all=sees_all)
    return {
        "page": page,
        "usual": [one for one in lists if one.is_usual],
        "others": [one for one in lists if not one.is_usual],
        "asked": joined(filtering.asked(page.filters, lists)),
        "lede": words.how_it_stands(page.everyone),
        "who_may_read": words.who_may_read(page),
        "found": words.organisations(page.found.total),
        "order": words.order(page),
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
