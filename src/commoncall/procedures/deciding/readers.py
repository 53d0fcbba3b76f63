"""Who reads what is written about a decision, and what every such mail tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.lists import format_list
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commoncall.decisions import sentences
from commoncall.decisions.models import Decision
from commoncall.decisions.permissions import ANSWER
from commoncall.decisions.rules.rule import Rule
from commoncall.kernel.authority import Actor
from commoncall.kernel.outbox import actions as outbox
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Coalition, Mandate, Organisation, Person
from commoncall.procedures import letters

#: By which a mail says in its head which decision it is about.
ABOUT = "X-Commoncall-Decision"


@dataclass(frozen=True)
class Reader:
    """Somebody who reads mail for some organisations, or for the coalition as such, at one address."""

    person: Person
    address: str
    language: str
    organisations: tuple[Organisation, ...] = ()

    @property
    def zone(self) -> str:
        """The zone in which this reader lives, as far as it is known."""
        account = self.person.account
        return (account.time_zone if account else "") or self.person.coalition.time_zone


def readers(coalition: Coalition, organisations: Iterable[UUID], *topics: str) -> list[Reader]:
    """Return who answers for these organisations on any of some topics and reads mail, once for each person and address: in three queries.

    Where an organisation has main contacts among them, these alone are written to; where nobody's mandate covers a topic, whoever
    acts for it.
    """
    acting = parties.mandates_in_force().filter(coalition=coalition, organisation__in=list(organisations), role__in=ANSWER.roles)
    grouped: dict[UUID | None, list[Mandate]] = {}
    rows = acting.select_related("person__account", "person__coalition", "organisation").prefetch_related("person__addresses")
    for one in rows.order_by("organisation__searchable", "organisation_id", "starts_at", "id"):
        grouped.setdefault(one.organisation_id, []).append(one)
    found: dict[tuple[UUID, str], tuple[Person, list[Organisation]]] = {}
    for mandates in grouped.values():
        for one in _chosen(mandates, frozenset(filter(None, topics))):
            address = parties.address_for(one.person, one.organisation)
            if address and one.organisation is not None:
                listed = found.setdefault((one.person_id, address), (one.person, []))[1]
                listed.extend([] if one.organisation in listed else [one.organisation])
    return [
        Reader(person, address, letters.language_for(person.language, coalition.language), tuple(listed))
        for (_id, address), (person, listed) in found.items()
    ]


def _chosen(mandates: Sequence[Mandate], topics: frozenset[str]) -> Sequence[Mandate]:
    covering = [one for one in mandates if not topics or not one.topics or topics & set(one.topics)] or mandates
    return [one for one in covering if one.is_main_contact] or covering


def coordinators(coalition: Coalition) -> list[Reader]:
    """Return those who coordinate a coalition and read mail."""
    people = parties.coordinators(coalition).select_related("account", "coalition").prefetch_related("addresses")
    found = [Reader(one, parties.address_for(one), letters.language_for(one.language, coalition.language)) for one in people]
    return [one for one in found if one.address]


def post(
    kind: str, template: str, decision: Decision, to: Iterable[Reader], told: Callable[[Reader], dict[str, object]], *, by: Actor
) -> list[Message]:
    """Write one mail to each reader, in their language and with instants in UTC and in their own zone."""
    envelopes = []
    for one in to:
        with translation.override(one.language):
            context = _shared(decision, one) | told(one)
        envelopes.append(
            letters.enveloped(
                kind,
                template,
                context,
                to=one.address,
                language=one.language,
                coalition=decision.coalition,
                person=one.person,
                organisation=one.organisations[0] if len(one.organisations) == 1 else None,
                headers={ABOUT: str(decision.pk)},
            )
        )
    return outbox.post_all(envelopes, coalition=decision.coalition, by=by) if envelopes else []


def _shared(decision: Decision, reader: Reader) -> dict[str, object]:
    names = [organisation.name for organisation in reader.organisations]
    return {
        "title": decision.title,
        "number": decision.number,
        "question": decision.question,
        "name": reader.person.name,
        "organisations": format_list(names, locale=reader.language.replace("-", "_")) if names else "",
        "several": len(names) > 1,
        "rule": sentences.sentence(Rule.of(decision.rule)),
        "link": settings.ADDRESS + reverse("decision", args=[decision.coalition.slug, decision.pk]),
    }


def instant(at: datetime | None, reader: Reader) -> str:
    """Return an instant, to the second where it has one: in UTC, and in the reader's own zone where that is another time."""
    if at is None:
        return ""
    first = _spoken(at, "UTC")
    there = at.astimezone(ZoneInfo(reader.zone))
    if there.utcoffset() == at.astimezone(UTC).utcoffset():
        return first
    return _("%(instant)s (%(there)s in the time zone %(zone)s)") % {
        "instant": first,
        "there": _spoken(at, reader.zone).rpartition(" ")[0],
        "zone": reader.zone.replace("_", " "),
    }


def _spoken(at: datetime, zone: str) -> str:
    there = at.astimezone(ZoneInfo(zone))
    clock = f"{there:%H:%M:%S}" if there.second or there.microsecond else f"{there:%H:%M}"
    return f"{date_format(there.date(), 'DATE_FORMAT')}, {clock} {zone}"
