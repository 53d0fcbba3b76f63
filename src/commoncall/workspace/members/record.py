"""One organisation's record as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from commoncall.kernel.authority import Actor
from commoncall.kernel.history import queries as book
from commoncall.kernel.history.queries import Line
from commoncall.membership import permissions
from commoncall.membership.actions import confirming
from commoncall.membership.queries import departures, dormancy, label_of_list, proceedings
from commoncall.membership.queries.people import PersonLine
from commoncall.membership.queries.records import Record
from commoncall.membership.queries.rows import host, side_by_side
from commoncall.membership.queries.visibility import Sight
from commoncall.membership.rules.profiles import is_web_address
from commoncall.web.lists import joined
from commoncall.web.moments import full_date
from commoncall.web.words import words_of
from commoncall.workspace.members import words
from commoncall.workspace.members.standing import actor_of, coalition_of, may, record_of

#: How many entries of its history stand on the page of an organisation; the rest has a page of its own.
ENTRIES = 6
ENTRIES_ON_A_PAGE = 100

#: How many people, notes and members of a network stand on the page unless all are asked for.
FEW = {"people": 25, "notes": 10, "members": 60}


def record(request: HttpRequest, coalition: str, organisation: UUID) -> HttpResponse:
    """Show what the reader may see of an organisation."""
    return render(request, "workspace/members/record.html", shown(request, record_of(request, organisation)))


def history(request: HttpRequest, coalition: str, organisation: UUID) -> HttpResponse:
    """Show all that was done about an organisation, newest first, a hundred entries to a page."""
    found, actor = record_of(request, organisation), actor_of(request)
    entries = _entries(actor, organisation)
    total = entries.count()
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    start = max(number - 1, 0) * ENTRIES_ON_A_PAGE
    lines = told(actor, found, entries[start : start + ENTRIES_ON_A_PAGE])
    pages = {"previous_page": f"?page={number - 1}" if start else "", "next_page": f"?page={number + 1}" if start + len(lines) < total else ""}
    numbers = {"first": start + 1, "last": start + len(lines), "total": total}
    return render(request, "workspace/members/history.html", {"record": found, "lines": lines, **pages, **numbers})


def _entries(actor: Actor, organisation: UUID) -> Any:
    return book.visible_to(actor).filter(Q(concerns=organisation) | Q(subject=organisation))


#: What an organisation's own people may undo; the rest is for the coordinators, who did it.
OWN_TO_UNDO = frozenset(
    {"membership.described", "parties.organisation_renamed", "parties.naming_chosen", "parties.mandate_granted", "parties.mandate_ended"}
)


@dataclass(frozen=True)
class Told:
    """An entry of the history, and whether the reader is offered to undo it."""

    line: Line
    may_undo: bool


def told(actor: Actor, record: Record, entries: Iterable[Any]) -> list[Told]:
    """Return entries as sentences. The actions judge again whether somebody may undo; this only keeps promises small."""
    own = not actor.preview and record.sight == Sight.OWN
    keeps = permissions.may_keep(actor).allowed
    return [Told(line, line.can_be_undone and (keeps or (own and line.kind in OWN_TO_UNDO))) for line in book.told(entries)]


@dataclass(frozen=True)
class Acting:
    """A person in the list of an organisation's people: what they are called, what they may do, and until when."""

    line: PersonLine
    note: str
    does: str
    until: str


def acting(line: PersonLine) -> Acting:
    """Return a person as a row: the note under the name, and at its end what they may do."""
    note = [_("Main contact") if any(part.is_main_contact for part in line.parts) else "", line.functions, line.language]
    absent = [part.deputises_for for part in line.parts if part.deputises_for]
    if absent:
        note.append(_("stands in for %(name)s") % {"name": joined(absent)})
    topics = list(dict.fromkeys(topic for part in line.parts for topic in part.topics))
    anything = any(not part.topics for part in line.parts)
    does = line.parts[0].role_words
    if topics and not anything:
        does = _("%(role)s on %(topics)s") % {"role": does, "topics": joined(topics)}
    ends = [part.ends_at for part in line.parts]
    known = [end for end in ends if end is not None]
    until = _("until %(day)s") % {"day": full_date(max(known))} if len(known) == len(ends) else _("until further notice")
    return Acting(line, ". ".join(filter(None, note)), does, until)


@dataclass(frozen=True)
class Fact:
    """One particular: its term, its value, and where the value leads."""

    term: str
    value: str
    address: str = ""


def particulars(record: Record) -> Iterator[Fact]:
    """Return what is noted of an organisation, as far as the reader sees it; what is empty is left out."""
    profile = record.profile
    international = _("International") if profile.is_international else ""
    yield Fact(_("Country"), side_by_side(filter(None, [record.country, international])))
    yield Fact(_("Works in"), record.works_in)
    yield Fact(_("Kind"), record.kind)
    yield Fact(_("Languages"), record.languages)
    yield Fact(_("Size"), profile.size)
    if profile.led_by_affected is not None:
        yield Fact(_("Led by"), _("Affected people") if profile.led_by_affected else _("Others than affected people"))
    if is_web_address(profile.website):
        yield Fact(_("Website"), host(profile.website), profile.website)
    yield Fact(_("Registration"), profile.registration)


def belonging(record: Record) -> Iterator[Fact]:
    """Return how an organisation belongs."""
    kept = record.belonging
    yield Fact(_("Category"), record.category)
    if kept.joined_on is not None:
        yield Fact(_("Since"), words.day_as_known(kept.joined_on, kept.joined_precision))
    if kept.endorsed_on is not None or kept.endorsed_what:
        day = full_date(kept.endorsed_on) if kept.endorsed_on else ""
        yield Fact(_("Endorsed"), side_by_side(filter(None, [kept.endorsed_what, day])))
    if record.sees_all:
        yield Fact(_("Standing"), record.standing)


def shown(request: HttpRequest, record: Record) -> dict[str, Any]:
    """Return what the template ``workspace/members/record.html`` names."""
    actor = actor_of(request)
    entries = _entries(actor, record.organisation.pk)
    lines = told(actor, record, entries[: ENTRIES + 1])
    whole = request.GET.get("whole", "")
    cut = {name: few if name != whole else None for name, few in FEW.items()}
    return {
        "record": record,
        "organisation": record.organisation,
        "may": may(actor, record),
        "asked_to_confirm": confirming.waiting_for(actor, record.organisation),
        "label": label_of_list(actor),
        "lede": words.what_it_is(record, words_of(coalition_of(request))),
        "acting": [acting(line) for line in record.people[: cut["people"]]],
        "notes": record.notes[: cut["notes"]],
        "members": record.members[: cut["members"]],
        "more": {name: len(getattr(record, name)) for name, few in cut.items() if few is not None and len(getattr(record, name)) > few},
        "particulars": [fact for fact in particulars(record) if fact.value],
        "belonging": [fact for fact in belonging(record) if fact.value],
        "naming": words.naming(record.naming),
        "is_public": record.naming == "public",
        "heard": words.last_heard(record.heard_at) if actor.is_coordinator else "",
        "suspended_since": proceedings.suspended_since(actor, record.organisation.pk),
        "notice": dormancy.open_notice(actor, record.organisation.pk),
        "departure": departures.of_organisation(actor, record.organisation.pk),
        "may_leave": record.sees_all and permissions.may_end_membership(actor, record.organisation).allowed,
        "procedures": proceedings.about(actor, record.organisation.pk),
        "lines": lines[:ENTRIES],
        "more_lines": entries.count() if len(lines) > ENTRIES else 0,
    }
