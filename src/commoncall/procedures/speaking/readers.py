"""Who reads what is written about a letter, and what every such mail tells: in the reader's language, with instants in their own zone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from babel.lists import format_list
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from commoncall.kernel.authority import Actor
from commoncall.kernel.outbox import actions as outbox
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Mandate, Organisation, Person
from commoncall.procedures import letters as writing
from commoncall.procedures.deciding.readers import Reader, instant
from commoncall.voice import permissions
from commoncall.voice.models import Letter
from commoncall.voice.queries import reading

#: By which a mail says in its head which letter it is about, and what of it: nobody is written to twice about the same.
ABOUT = "X-Commoncall-Letter"
ONCE = "X-Commoncall-Once"


def readers(letter: Letter, organisations: Iterable[UUID]) -> list[Reader]:
    """Return who signs this letter for these organisations and reads mail, once for each person and address: in three queries.

    Where an organisation has main contacts among them, these alone are written to; where nobody's mandate covers the letter, whoever acts
    for it: they can put it before somebody who holds the authority.
    """
    acting = parties.mandates_in_force().filter(coalition=letter.coalition_id, organisation__in=list(organisations))
    grouped: dict[UUID | None, list[Mandate]] = {}
    rows = acting.select_related("person__account", "person__coalition", "organisation").prefetch_related("person__addresses")
    for one in rows.order_by("organisation__searchable", "organisation_id", "starts_at", "id"):
        grouped.setdefault(one.organisation_id, []).append(one)
    found: dict[tuple[UUID, str], tuple[Person, list[Organisation]]] = {}
    for mandates in grouped.values():
        for one in _chosen(mandates, letter):
            address = parties.address_for(one.person, one.organisation)
            if address and one.organisation is not None:
                listed = found.setdefault((one.person_id, address), (one.person, []))[1]
                listed.extend([] if one.organisation in listed else [one.organisation])
    return [
        Reader(person, address, writing.language_for(person.language, letter.coalition.language), tuple(listed))
        for (_id, address), (person, listed) in found.items()
    ]


def _chosen(mandates: Sequence[Mandate], letter: Letter) -> Sequence[Mandate]:
    wanted = set(permissions.topics_of(letter.topic))
    covering = [one for one in mandates if one.role in permissions.SIGN.roles and (not one.topics or wanted & set(one.topics))] or mandates
    return [one for one in covering if one.is_main_contact] or covering


def reader_of(letter: Letter, person: Person, organisation: Organisation) -> list[Reader]:
    """Return one person as a reader, where they read mail for an organisation."""
    address = parties.address_for(person, organisation)
    language = writing.language_for(person.language, letter.coalition.language)
    return [Reader(person, address, language, (organisation,))] if address else []


def post(
    kind: str,
    template: str,
    letter: Letter,
    to: Iterable[Reader],
    told: Callable[[Reader], dict[str, Any]],
    *,
    once: str = "",
    page: str = "letter-sign",
    by: Actor,
) -> list[Message]:
    """Write one mail to each reader. With ``once``, which names the occasion, nobody is written to who was for it: a job may come twice."""
    headers = {ABOUT: str(letter.pk)} | ({ONCE: once} if once else {})
    done = set[Any]()
    if once:
        done = set(Message.objects.filter(coalition=letter.coalition_id, kind=kind, headers__contains=headers).values_list("person_id", "address"))
    titles = Copies(letter)
    envelopes = []
    for one in to:
        if (one.person.pk, one.address) in done:
            continue
        with translation.override(one.language):
            context = _shared(letter, one, titles, page) | told(one)
        organisation = one.organisations[0] if len(one.organisations) == 1 else None
        envelopes.append(
            writing.enveloped(
                kind,
                template,
                context,
                to=one.address,
                language=one.language,
                coalition=letter.coalition,
                person=one.person,
                organisation=organisation,
                headers=headers,
            )
        )
    return outbox.post_all(envelopes, coalition=letter.coalition, by=by) if envelopes else []


class Copies:
    """The words of a letter as its pages have them, in each language that was asked for, read once: never those of an outdated translation."""

    def __init__(self, letter: Letter) -> None:
        self._version, self._read = letter.version, dict[str, reading.Read]()

    def _in(self, language: str) -> reading.Read:
        if language not in self._read:
            self._read[language] = reading.read(self._version, language)
        return self._read[language]

    def title(self, language: str) -> str:
        """Return what it is called."""
        return self._in(language).title

    def paragraphs(self, language: str) -> list[str]:
        """Return what it says, as paragraphs of a mail with their numbers."""
        return [f"{one.number} {one.paragraph.text}".strip() for one in self._in(language).lines]


def _shared(letter: Letter, reader: Reader, titles: Copies, page: str) -> dict[str, Any]:
    names = [organisation.name for organisation in reader.organisations]
    return {
        "title": titles.title(reader.language),
        "number": letter.number,
        "addressee": letter.addressee,
        "name": reader.person.name,
        "organisations": format_list(names, locale=reader.language.replace("-", "_")) if names else "",
        "several": len(names) > 1,
        "closes": instant(letter.closes_at, reader),
        "link": settings.ADDRESS + reverse(page, args=[letter.coalition.slug, letter.pk]),
    }
