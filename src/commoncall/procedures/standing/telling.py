"""Writing to all who act for an organisation about how it stands, each in their language, in the transaction of the deed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commoncall.kernel.authority import Actor
from commoncall.kernel.outbox import actions as outbox
from commoncall.kernel.outbox.actions import Envelope
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Organisation, Person
from commoncall.procedures import letters


def tell(organisations: Sequence[Organisation], kind: str, told: Mapping[str, Any], *, page: str = "", about: object | None = None, by: Actor) -> int:
    """Write to everybody who acts for these organisations of one coalition; return to how many people.

    ``told`` is what the mail ``mail/<last part of kind>.txt`` names; instants and days in it are written in each reader's
    language. ``page`` is the name of the page to which it leads: of the organisation, or of what it is ``about``; none where it is empty.
    """
    if not organisations:
        return 0
    coalition = organisations[0].coalition
    envelopes = []
    for organisation, person, address in readers(organisations):
        link = settings.ADDRESS + reverse(page, args=[coalition.slug, about or organisation.pk]) if page else ""
        envelopes.append(_letter(organisation, person, address, kind, {**told, "link": link}))
    outbox.post_all(envelopes, coalition=coalition, by=by)
    return len(envelopes)


def tell_coordinators(
    organisation: Organisation, kind: str, told: Mapping[str, Any], *, page: str = "member", about: object | None = None, by: Actor
) -> int:
    """Write to those who coordinate the organisation's coalition about it; return to how many. ``page`` and ``about``: as in ``tell``."""
    coalition = organisation.coalition
    link = settings.ADDRESS + reverse(page, args=[coalition.slug, about or organisation.pk])
    people = parties.coordinators(coalition).prefetch_related("addresses")
    written = [(person, parties.address_for(person)) for person in people]
    envelopes = [_letter(organisation, person, address, kind, {**told, "link": link}) for person, address in written if address]
    outbox.post_all(envelopes, coalition=coalition, by=by)
    return len(envelopes)


def readers(organisations: Sequence[Organisation]) -> Iterator[tuple[Organisation, Person, str]]:
    """Return everybody who acts for one of these organisations now and can be written to, with the address for that; three queries."""
    known = {organisation.pk: organisation for organisation in organisations}
    acting = parties.mandates_in_force().filter(organisation__in=known).select_related("person").prefetch_related("person__addresses")
    people = {(one.organisation_id, one.person_id): one.person for one in acting.order_by("person__name", "pk") if one.organisation_id}
    for (organisation_id, _person_id), person in people.items():
        organisation = known[organisation_id]
        if address := parties.address_for(person, organisation):
            yield organisation, person, address


def _letter(organisation: Organisation, person: Person, address: str, kind: str, told: Mapping[str, Any]) -> Envelope:
    coalition = organisation.coalition
    language = letters.language_for(person.language, coalition.language)
    with translation.override(language):
        written = {name: _written(value) for name, value in told.items()}
    context = {**written, "name": person.name, "organisation": organisation.name}
    template = kind.rpartition(".")[2]
    return letters.enveloped(kind, template, context, to=address, language=language, coalition=coalition, organisation=organisation, person=person)


def _written(value: Any) -> Any:
    match value:
        case datetime():
            there = value.astimezone(UTC)
            return _("%(day)s, %(time)s UTC") % {"day": date_format(there.date(), "DATE_FORMAT"), "time": f"{there:%H:%M}"}
        case date():
            return date_format(value, "DATE_FORMAT")
    return value
