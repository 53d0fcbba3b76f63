"""Founding, describing, rearranging and removing coalitions; a steward's session in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commoncall.kernel import events, time
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties import history as kinds
from commoncall.kernel.parties import permissions
from commoncall.kernel.parties.actions.people import checked_address
from commoncall.kernel.parties.models import Coalition, StewardSession
from commoncall.kernel.parties.rules import Arrangements, slug_is_free_in_principle
from commoncall.kernel.refusals import Conflict, Refusal

#: The longest time for which a steward's session may last, in minutes.
LONGEST_STEWARD_SESSION = 120


@dataclass(frozen=True)
class CoalitionFounded(events.Event):
    """A coalition now exists."""

    coalition: Coalition


@dataclass(frozen=True)
class StewardBegan(events.Event):
    """A steward looks into a coalition; its coordinators are told."""

    session: StewardSession


@dataclass(frozen=True)
class Description:
    """What a coalition is called, and in which languages and zone it lives."""

    name: str
    slug: str
    language: str = "en"
    names: Mapping[str, str] = field(default_factory=dict)
    languages: Sequence[str] = ()
    time_zone: str = "UTC"


@transaction.atomic
def found(description: Description, arrangements: Arrangements, *, by: Actor, is_demo: bool = False) -> Coalition:
    """Set up a coalition, with a chain of history of its own.

    Who may: ``permissions.may_found``. Refused: an address that is taken, reserved or not a plain word; no name.
    """
    permissions.may_found(by).require()
    _check(description)
    coalition = Coalition(chain=book.open_chain(description.slug), arrangements=arrangements.as_stored(), is_demo=is_demo)
    _describe(coalition, description)
    _save(coalition)
    book.record(
        kinds.COALITION_FOUNDED,
        by=by,
        chain=coalition.chain_id,
        subject=coalition.id,
        subject_kind="coalition",
        facts={"arrangements": arrangements.as_stored()},
        particulars={"name": description.name},
    )
    events.announce(CoalitionFounded(coalition))
    return coalition


def _check(description: Description, coalition: Coalition | None = None) -> None:
    if not description.name.strip():
        raise Refusal(_("Give the coalition a name."), field="name")
    if not slug_is_free_in_principle(description.slug):
        raise Refusal(_("Choose an address of small letters, digits and hyphens, such as quiet-fields."), field="slug")
    taken = Coalition.objects.filter(slug=description.slug)
    if coalition is not None:
        taken = taken.exclude(pk=coalition.pk)
    if taken.exists():
        raise _taken()
    if not time.zone_is_known(description.time_zone):
        raise Refusal(_("This time zone is not known. Choose one from the list."), field="time_zone")


def _taken() -> Conflict:
    return Conflict(_("This address is taken here. Choose another."), field="slug")


def _save(coalition: Coalition) -> None:
    try:
        with transaction.atomic():
            coalition.save()
    except IntegrityError:
        # Somebody else took the address between the look and the deed.
        raise _taken() from None


def _describe(coalition: Coalition, description: Description) -> None:
    coalition.name = description.name.strip()
    coalition.slug = description.slug
    coalition.language = description.language
    coalition.names = {description.language: coalition.name, **{code: name for code, name in description.names.items() if name.strip()}}
    coalition.languages = list(dict.fromkeys([description.language, *description.languages]))
    coalition.time_zone = description.time_zone


@transaction.atomic
def describe(coalition: Coalition, description: Description, *, by: Actor) -> Coalition:
    """Change a coalition's names, address, languages or zone. Who may: ``parties.arrange``."""
    permissions.ARRANGE.verdict(by).require()
    coalition = Coalition.objects.select_for_update().get(pk=coalition.pk)
    _check(description, coalition)
    before = {"name": coalition.name, "slug": coalition.slug}
    _describe(coalition, description)
    _save(coalition)
    book.record(
        kinds.COALITION_DESCRIBED,
        by=by,
        subject=coalition.id,
        subject_kind="coalition",
        facts={"languages": coalition.languages, "time_zone": coalition.time_zone},
        particulars={"before": before, "now": {"name": coalition.name, "slug": coalition.slug}},
    )
    return coalition


@transaction.atomic
def rearrange(coalition: Coalition, arrangements: Arrangements, *, reason: str, what: str, by: Actor, undoing: UUID | None = None) -> Coalition:
    """Change how a coalition works, by a recorded decision.

    ``reason`` tells why and who decided; ``what`` names the changed answers in words. Nothing is written where nothing
    changed. Who may: ``parties.arrange``. Can be undone. Refused: without a reason.
    """
    permissions.ARRANGE.verdict(by).require()
    coalition = Coalition.objects.select_for_update().get(pk=coalition.pk)
    changes = arrangements.changed_from(Arrangements.read(coalition.arrangements))
    if not changes:
        return coalition
    if not reason.strip():
        raise Refusal(_("Say why, and who decided it: it stands in the history."), field="reason")
    coalition.arrangements = arrangements.as_stored()
    coalition.save(update_fields=["arrangements"])
    book.record(
        kinds.COALITION_ARRANGED_BACK if undoing else kinds.COALITION_REARRANGED,
        by=by,
        subject=coalition.id,
        subject_kind="coalition",
        facts={"changes": changes},
        particulars={"reason": reason.strip(), "what": what},
        undoes=undoing,
    )
    return coalition


@undoes(kinds.COALITION_REARRANGED, kinds.COALITION_ARRANGED_BACK)
def _arrange_as_before(entry: Entry, by: Actor) -> Coalition:
    coalition = Coalition.objects.get(pk=by.coalition_id)
    changes: dict[str, list[Any]] = entry.facts["changes"]
    if any(coalition.arrangements.get(answer) != now for answer, (_before, now) in changes.items()):
        raise Conflict(_("This has been changed again since. Change it to what it should be now."))
    former = coalition.arrangements | {answer: before for answer, (before, _now) in changes.items()}
    what = entry.particulars.data.get("what", "")
    return rearrange(coalition, Arrangements.read(former), reason=_("Taken back."), what=what, by=by, undoing=entry.id)


@transaction.atomic
def open_site(coalition: Coalition, is_public: bool, *, by: Actor, undoing: UUID | None = None) -> Coalition:
    """Open or close the coalition's public page. Who may: ``parties.arrange``. Can be undone."""
    permissions.ARRANGE.verdict(by).require()
    coalition = Coalition.objects.select_for_update().get(pk=coalition.pk)
    if coalition.is_public != is_public:
        coalition.is_public = is_public
        coalition.save(update_fields=["is_public"])
        kind = kinds.SITE_OPENED if is_public else kinds.SITE_CLOSED
        book.record(kind, by=by, subject=coalition.id, subject_kind="coalition", undoes=undoing)
    return coalition


@undoes(kinds.SITE_OPENED, kinds.SITE_CLOSED)
def _open_as_before(entry: Entry, by: Actor) -> Coalition:
    coalition = Coalition.objects.get(pk=by.coalition_id)
    was_open = entry.kind == kinds.SITE_CLOSED.name
    if coalition.is_public == was_open:
        raise Conflict(_("The public page is so already."))
    return open_site(coalition, was_open, by=by, undoing=entry.id)


@transaction.atomic
def give_contact(coalition: Coalition, contact: str, *, by: Actor) -> Coalition:
    """Say where the public may write to, on the public page; empty for nowhere. Who may: ``parties.arrange``.

    Refused: what is not an e-mail address.
    """
    permissions.ARRANGE.verdict(by).require()
    coalition = Coalition.objects.select_for_update().get(pk=coalition.pk)
    plain = checked_address(contact, field="contact") if contact.strip() else ""
    if plain != coalition.contact:
        coalition.contact = plain
        coalition.save(update_fields=["contact"])
        book.record(kinds.CONTACT_GIVEN, by=by, subject=coalition.id, subject_kind="coalition", particulars={"contact": plain})
    return coalition


@transaction.atomic
def remove(coalition: Coalition, *, name: str, by: Actor) -> None:
    """Remove a coalition with all that it holds, its chain included; one line stays in the installation's.

    ``name`` is the coalition's name, typed by whoever asks. Who may: ``permissions.may_remove``. Refused: another name.
    """
    permissions.may_remove(by, coalition).require()
    coalition = Coalition.objects.select_for_update().get(pk=coalition.pk)
    if name.strip() != coalition.name:
        raise Refusal(_("Type the coalition’s name as it stands here: %(name)s") % {"name": coalition.name}, field="name")
    chain, coalition_id = coalition.chain, coalition.id
    facts = {"length": chain.length, "head": bytes(chain.head).hex(), "is_demo": coalition.is_demo}
    coalition.delete()
    book.remove_chain(chain.id)
    book.record(
        kinds.COALITION_REMOVED,
        by=by,
        chain=book.INSTALLATION,
        subject=coalition_id,
        subject_kind="coalition",
        facts=facts,
        particulars={"name": name},
    )


@transaction.atomic
def begin_steward_session(coalition: Coalition, account: Account, *, reason: str, minutes: int, by: Actor) -> StewardSession:
    """Give a steward a coordinator's view and powers for a limited time; the coordinators are told.

    Refused: to an account that is no steward's, without a reason, or for longer than two hours.
    """
    if not account.is_steward:
        raise Refusal(_("Only the stewards of this installation can do this."))
    if not reason.strip():
        raise Refusal(_("Say why: the coalition’s coordinators are told."), field="reason")
    if not 1 <= minutes <= LONGEST_STEWARD_SESSION:
        raise Refusal(_("A steward’s session lasts at most two hours."), field="minutes")
    starts_at = time.now()
    session = StewardSession.objects.create(
        coalition=coalition, account=account, reason=reason.strip(), starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes)
    )
    book.record(
        kinds.STEWARD_BEGAN,
        by=by,
        chain=coalition.chain_id,
        subject=session.id,
        subject_kind="steward_session",
        facts={"minutes": minutes},
        particulars={"reason": reason.strip()},
    )
    events.announce(StewardBegan(session))
    return session


@transaction.atomic
def end_steward_session(session: StewardSession, *, by: Actor) -> StewardSession:
    """End a steward's session before its time."""
    now = time.now()
    if session.ends_at > now:
        session.ends_at = now
        session.save(update_fields=["ends_at"])
        book.record(kinds.STEWARD_ENDED, by=by, chain=session.coalition.chain_id, subject=session.id, subject_kind="steward_session")
    return session
