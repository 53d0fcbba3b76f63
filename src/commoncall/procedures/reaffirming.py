"""Writing to those who can sign: after a material change, as a reminder, for a colleague's ask, and of what was entered for them.

Each mail is written in the transaction of the deed that causes it, in its reader's language, once to a person and address however
many organisations that person acts for there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from babel.lists import format_list
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.call import history as entries
from commoncall.call import permissions, rules
from commoncall.call.actions import endorsing, texts
from commoncall.call.actions.texts import Adoption
from commoncall.call.models import Endorsement, Version
from commoncall.call.queries import reaffirming
from commoncall.call.queries import texts as read
from commoncall.kernel import languages, time
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor, system
from commoncall.kernel.history import actions as book
from commoncall.kernel.outbox import actions as outbox
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Mandate, Organisation, Person
from commoncall.kernel.refusals import NotVisible, Refusal
from commoncall.procedures import letters

REAFFIRM = mail_kind("call.reaffirm", gettext_lazy("Asking to re-affirm"))
REMINDER = mail_kind("call.reminder", gettext_lazy("Reminder to re-affirm"))
SIGN = mail_kind("call.sign", gettext_lazy("A colleague asks for a signature"))
ENTERED = mail_kind("call.entered", gettext_lazy("An endorsement was entered"))

#: Nobody is written to about the same again before this time has passed, unless it is urgent.
PAUSE = timedelta(hours=24)


@dataclass(frozen=True)
class Reader:
    """Somebody who can sign for organisations, and where they read mail for these."""

    person: Person
    address: str
    organisations: tuple[Organisation, ...]


def readers_for(organisations: Iterable[Organisation]) -> list[Reader]:
    """Return who can sign for these organisations and reads mail, each with the organisations that the address stands for.

    Where nobody's mandate covers signing, whoever acts for the organisation is told. A constant number of queries.
    """
    wanted = {one.pk: one for one in organisations}
    mandates = parties.mandates_in_force().filter(organisation__in=list(wanted), role__in=permissions.ENDORSE.roles)
    by_organisation: dict[UUID | None, list[Mandate]] = {}
    for mandate in mandates.select_related("person").prefetch_related("person__addresses").order_by("starts_at", "id"):
        by_organisation.setdefault(mandate.organisation_id, []).append(mandate)
    found: dict[tuple[UUID, str], tuple[Person, list[Organisation]]] = {}
    for organisation in wanted.values():
        acting = by_organisation.get(organisation.pk, [])
        signing = [one for one in acting if not one.topics or set(one.topics) & set(permissions.SIGNING)] or acting
        for mandate in signing:
            address = parties.address_for(mandate.person, organisation)
            if address:
                listed = found.setdefault((mandate.person_id, address), (mandate.person, []))[1]
                listed.extend([] if organisation in listed else [organisation])
    return [Reader(person, address, tuple(listed)) for (_id, address), (person, listed) in found.items()]


@transaction.atomic
def adopt(version: Version, adoption: Adoption, *, by: Actor) -> Version:
    """Note that a draft was adopted, and after a material change write to those who can sign for each organisation that is asked.

    Who may, what is recorded and what is refused: as in ``call.actions.texts.adopt``.
    """
    adopted = texts.adopt(version, adoption, by=by)
    if adopted.reaffirm_by is not None:
        readers = readers_for(reaffirming.to_be_asked(adopted))
        _post(REAFFIRM, "reaffirm", adopted, readers, lambda language: _of_change(adopted, language), by=by)
    return adopted


@dataclass(frozen=True)
class Reminded:
    """What a reminder would do, or did: who is written to, and how many are left out since they were written to within a day."""

    readers: tuple[Reader, ...]
    too_soon: int
    without_address: int


def reminder(version: Version, *, urgent: bool = False, by: Actor) -> Reminded:
    """Return whom a reminder about a version would reach now: those who can sign for organisations that have not answered."""
    follow_up = reaffirming.follow_up(by, version)
    waiting = [row.organisation for row in follow_up.having(reaffirming.Answer.WAITING)] if follow_up else []
    return _planned(version, waiting, urgent=urgent)


def _planned(version: Version, waiting: Sequence[Organisation], *, urgent: bool = False) -> Reminded:
    readers = readers_for(waiting)
    reached = {organisation.pk for reader in readers for organisation in reader.organisations}
    recent = Message.objects.filter(kind__in=[REAFFIRM, REMINDER], coalition=version.coalition, written_at__gt=time.now() - PAUSE)
    lately = set(recent.values_list("person_id", flat=True)) if not urgent else set()
    kept = tuple(reader for reader in readers if reader.person.pk not in lately)
    return Reminded(kept, len(readers) - len(kept), len(waiting) - len(reached))


@transaction.atomic
def remind(version: Version, *, urgent: bool = False, by: Actor) -> Reminded:
    """Remind those who can sign for the organisations that have not answered yet, one mail a person.

    Who may: ``call.follow_up``. Recorded. Whoever was written to about it within a day is left out, unless it is urgent.
    Refused: where nobody is left to be reminded.
    """
    permissions.FOLLOW_UP.verdict(by).require()
    held = Version.objects.select_for_update(no_key=True, of=("self",)).select_related("text", "coalition").filter(pk=version.pk).first()
    if held is None or held.coalition_id != by.coalition_id:
        raise NotVisible(_("There is no such text here."))
    planned = reminder(held, urgent=urgent, by=by)
    if not planned.readers:
        raise Refusal(
            _("Everybody who can be written to was reminded less than a day ago.") if planned.too_soon else _("Nobody is left to be reminded.")
        )
    _write_reminders(held, planned, urgent=urgent, by=by)
    return planned


def remind_due() -> int:
    """Remind those who have not re-affirmed, a week and a day before their time ends, each time once; return how many are written to.

    The clock's deed, for all coalitions but the demonstration's. Whoever was written to about it within a day is left out, as
    when a coordinator reminds; whoever has answered is not written to. Recorded by the number of letters.
    """
    return sum(_remind_of(pk) for pk in reaffirming.ending_soon(time.now(), max(rules.REMIND_BEFORE)))


@transaction.atomic
def _remind_of(version_id: UUID) -> int:
    # Several workers may run: whoever comes second finds it done, or leaves it to the one that has it in hand.
    free = Version.objects.select_for_update(no_key=True, skip_locked=True, of=("self",)).select_related("text", "coalition")
    since, now = free.filter(pk=version_id).first(), time.now()
    if since is None or since.reaffirm_by is None or since.adopted_at is None:
        return 0
    present = read.in_force(since.coalition, since.text.kind)
    if present is None or read.alike(present)[-1].pk != since.pk:
        return 0
    if not rules.is_reminder_due(since.reaffirm_by, since.adopted_at, since.reminded_at, now):
        return 0
    since.reminded_at = now
    since.save(update_fields=["reminded_at"])
    planned = _planned(present, reaffirming.not_answered(present))
    if planned.readers:
        _write_reminders(present, planned, by=system().within(since.coalition_id, since.coalition.chain_id))
    return len(planned.readers)


def _write_reminders(version: Version, planned: Reminded, *, urgent: bool = False, by: Actor) -> None:
    # What is told is the material change; what is answered is the version that stands for it by now.
    since = read.alike(version)[-1]
    instead = {"is_reminder": True, "link": _endorse_link(version)}
    _post(REMINDER, "reaffirm", since, planned.readers, lambda language: _of_change(since, language) | instead, by=by)
    facts = {"text": version.text.kind, "number": since.number, "count": len(planned.readers), "urgent": urgent}
    book.record(entries.REMINDED, by=by, subject=version.pk, subject_kind="text", facts=facts)


@transaction.atomic
def enter(
    version: Version,
    organisation: Organisation,
    signature: endorsing.Signature,
    came: Endorsement.Came,
    came_how: str,
    came_on: date,
    *,
    by: Actor,
) -> Endorsement:
    """Enter an endorsement as it came, and write to the organisation's people what was entered for them.

    Who may, what is recorded and what is refused: as in ``call.actions.endorsing.enter``.
    """
    endorsement = endorsing.enter(version, organisation, signature, came, came_how, came_on, by=by)
    link = settings.ADDRESS + reverse("endorsement", args=[version.coalition.slug, endorsement.pk])
    told = {"signatory": endorsement.signatory, "came_how": endorsement.came_how, "sender": by.person_name, "link": link}
    _post(ENTERED, "endorsement_entered", endorsement.version, readers_for([organisation]), lambda language: _dated(told, came_on, language), by=by)
    return endorsement


@transaction.atomic
def ask_to_sign(version: Version, organisation: Organisation, *, by: Actor) -> Ask:
    """Ask whoever may sign for one's organisation to do it, and write to them.

    Who may, what is recorded and what is refused: as in ``call.actions.endorsing.ask_to_sign``.
    """
    ask = endorsing.ask_to_sign(version, organisation, by=by)
    address = parties.address_for(ask.person, organisation) if ask.person else ""
    if ask.person and address:
        readers = [Reader(ask.person, address, (organisation,))]
        _post(SIGN, "signature_asked", version, readers, lambda _language: {"sender": by.person_name, "link": _endorse_link(version)}, by=by)
    return ask


def _post(
    kind: str, template: str, version: Version, readers: Sequence[Reader], told: Callable[[str], dict[str, object]], *, by: Actor
) -> list[Message]:
    among, coalition = read.wordings(version), version.coalition
    envelopes = []
    for reader in readers:
        language = letters.language_for(reader.person.language, coalition.language)
        names = [organisation.name for organisation in reader.organisations]
        context = told(language) | {
            "title": read.chosen(version, among, language).title,
            "number": version.number,
            "name": reader.person.name,
            "organisations": format_list(names, locale=language.replace("-", "_")),
            "several": len(names) > 1,
        }
        envelopes.append(letters.enveloped(kind, template, context, to=reader.address, language=language, coalition=coalition, person=reader.person))
    return outbox.post_all(envelopes, coalition=coalition, by=by)


def _of_change(version: Version, language: str) -> dict[str, object]:
    """Return what is told of a version in a language: how it came, what is different, and until when it can be answered."""
    return {
        "how": version.adopted_how,
        "day": _day(version.adopted_on, language),
        "note": languages.pick(version.change_note, language, fallback=version.language),
        "due": _instant(version.reaffirm_by, language),
        "is_reminder": False,
        "link": _endorse_link(version),
    }


def _endorse_link(version: Version) -> str:
    return settings.ADDRESS + reverse("endorse-version", args=[version.coalition.slug, version.pk])


def _dated(told: dict[str, str], came_on: date, language: str) -> dict[str, object]:
    return {**told, "day": _day(came_on, language)}


def _day(day: date | None, language: str) -> str:
    with translation.override(language):
        return date_format(day, "DATE_FORMAT") if day else ""


def _instant(instant: datetime | None, language: str) -> str:
    if instant is None:
        return ""
    there = instant.astimezone(UTC)
    return f"{_day(there.date(), language)}, {there:%H:%M} UTC"
