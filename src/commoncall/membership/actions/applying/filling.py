"""What applicants do themselves: begin, save as they go along, hand in, correct how they are reached, withdraw."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import events, time
from commoncall.kernel.accounts.rules import plain_address
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.parties.rules import joined_names
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.kernel.text.folding import fold
from commoncall.membership import permissions
from commoncall.membership.history import applying as kinds
from commoncall.membership.models import Application, Category
from commoncall.membership.queries import applicants
from commoncall.membership.rules.applying import INDIVIDUAL, LONGEST, UNDER_WAY, missing
from commoncall.membership.rules.profiles import Profile

State = Application.State

#: The parts of an application that are columns of their own, with how much each holds. What is longer is cut.
COLUMNS = {
    "name": 300,
    "name_language": 10,
    "language": 10,
    "acronym": 40,
    "contact_name": 200,
    "contact_function": 120,
    "contact_phone": 60,
    "head": 200,
    "authority": 300,
}
_PROFILE = frozenset(Profile.__dataclass_fields__)
_PLEDGE = frozenset({"call_version", "charter_version", "promises"})
_QUESTION = "question_"

#: Whoever applies can still be asked about it, or take it back.
OPEN = frozenset({State.DRAFT, *UNDER_WAY})


@dataclass(frozen=True)
class HandedIn(events.Event):
    """An application was handed in and waits to be checked."""

    application_id: UUID


@dataclass(frozen=True)
class Withdrawn(events.Event):
    """An applicant took an application back that had been handed in."""

    application_id: UUID


def new_key() -> str:
    """Return a key that nobody can guess, as it stands in an address."""
    return secrets.token_urlsafe(32)


@transaction.atomic
def begin(coalition: Coalition, language: str, *, address: str = "", by: Actor) -> tuple[Application, str]:
    """Begin an application, empty but for where its writer is reached, and return it with the key that opens it.

    Of the key only a hash is kept. Who may: anybody. Recorded: that somebody began, and nothing of who. Refused: where the
    coalition takes no applications.
    """
    offered = applicants.offer(coalition)
    if not offered.is_taken:
        raise Conflict(_("Applications are not taken at present."), code="closed")
    key, now = new_key(), time.now()
    application = Application.objects.create(
        coalition=coalition,
        category=offered.categories[0] if len(offered.categories) == 1 else "",
        # How far a name may be known is chosen, never taken for granted.
        naming="",
        language=language,
        contact_address=plain_address(address),
        key_hash=applicants.key_hash(key),
        started_at=now,
        saved_at=now,
    )
    _note(kinds.BEGUN, application, by=by)
    return application, key


@transaction.atomic
def save(application: Application, values: Mapping[str, Any], *, typed: Mapping[str, str] | None = None, by: Actor) -> Application:
    """Keep what was filled in so far; what is not among ``values`` stays as it is.

    ``typed`` holds, by field, what could not be understood: it is kept as it was typed, so that nothing is lost, and has to be
    mended before handing in. Another address counts as its reader's only after its link was used. Who may: whoever holds the
    key. Not recorded: a draft is its writer's alone. Refused: once it was handed in.
    """
    permissions.may_fill(by, application).require()
    draft = _locked(application)
    if draft.state != State.DRAFT:
        raise Conflict(_("This application has been handed in. What stands in it can no longer be changed here."), code="handed_in")
    plain = {name: _cleaned(value) for name, value in values.items()}
    _put(draft, plain)
    _put_profile(draft, plain, {name: _cleaned(text)[:LONGEST] for name, text in (typed or {}).items()})
    _put_answers(draft, plain)
    draft.searchable = fold(joined_names([draft.name, draft.acronym, *(other["text"] for other in draft.other_names)]))
    draft.saved_at, draft.reminded_at = time.now(), None
    draft.save()
    return draft


def _put(draft: Application, values: Mapping[str, Any]) -> None:
    for name, longest in COLUMNS.items():
        if name in values:
            setattr(draft, name, str(values[name]).strip()[:longest])
    if values.get("category") in Category.values:
        draft.category = values["category"]
    if values.get("naming") in Naming.values:
        draft.naming = values["naming"]
    if "other_names" in values:
        draft.other_names = [dict(other) for other in values["other_names"] if other.get("text", "").strip()]
    address = plain_address(values.get("contact_address", ""))
    if address and address != draft.contact_address:
        draft.contact_address, draft.confirmed_at = address[:254], None
    for name in _PLEDGE & values.keys():
        setattr(draft, name, values[name])
    if _PLEDGE & values.keys():
        draft.pledged_at = time.now() if draft.promises or draft.call_version or draft.charter_version else None


def _put_profile(draft: Application, values: Mapping[str, Any], typed: Mapping[str, str]) -> None:
    stored = Profile.read(draft.profile).as_stored() | {name: values[name] for name in _PROFILE & values.keys()}
    not_understood = {name: text for name, text in applicants.typed(draft).items() if name not in values} | dict(typed)
    draft.profile = Profile.read(stored).tidy().as_stored() | ({applicants.TYPED: not_understood} if not_understood else {})


def _put_answers(draft: Application, values: Mapping[str, Any]) -> None:
    answers = {name.removeprefix(_QUESTION): str(value)[:LONGEST] for name, value in values.items() if name.startswith(_QUESTION)}
    draft.answers = {key: value for key, value in (draft.answers | answers).items() if value}


def _cleaned(value: Any) -> Any:
    """Return a value without what a database cannot keep: letters that stand for none."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, list | tuple):
        return [_cleaned(one) for one in value]
    return {key: _cleaned(one) for key, one in value.items()} if isinstance(value, dict) else value


@transaction.atomic
def submit(application: Application, *, call: UUID | None = None, charter: UUID | None = None, by: Actor) -> Application:
    """Hand an application in: from now on it can be read by the coordinators, and no longer changed by its writer.

    ``call`` and ``charter`` are the versions in force, where the coalition joins by them; a floor above knows which. Who may:
    whoever holds the key. Recorded: the category, the naming and the versions; the names beside the chain. Announced: ``HandedIn``.
    Refused: outside the times for applications (``closed``), and while something is missing (``missing``, with the gaps as facts).
    """
    permissions.may_fill(by, application).require()
    draft = _locked(application)
    if draft.state != State.DRAFT:
        raise Conflict(_("This application has been handed in already."), code="handed_in")
    offered = applicants.offer(draft.coalition)
    if not offered.is_taken or not offered.reception.is_open:
        raise Conflict(_("Applications are not taken at present. What you wrote is kept."), code="closed")
    wanted = offered.wanted(draft.promises.get("language", draft.language), call=call, charter=charter)
    gaps = missing(applicants.filled(draft), wanted)
    if gaps:
        raise Refusal(_("Something is still missing before the application can be handed in."), code="missing", facts={"gaps": gaps})
    if draft.category == INDIVIDUAL:
        draft.contact_name = draft.contact_name or draft.name
    draft.state, draft.submitted_at = State.CHECKING, time.now()
    draft.save(update_fields=["state", "submitted_at", "contact_name"])
    facts = {"category": draft.category, "naming": draft.naming, "call": _written(call), "charter": _written(charter), "language": draft.language}
    _note(kinds.HANDED_IN, draft, by=applicants.actor_of(draft), facts=facts, particulars=_named(draft))
    events.announce(HandedIn(draft.pk))
    return draft


@dataclass(frozen=True)
class Contact:
    """How whoever applies is reached, but for the address: that is changed by using a link which was mailed to it."""

    name: str
    function: str = ""
    phone: str = ""


@transaction.atomic
def correct_contact(application: Application, contact: Contact, *, by: Actor) -> Application:
    """Correct who is to be asked about an application that was handed in.

    Who may: whoever holds the key. Recorded: that it was corrected, with what stood there before beside the chain. Refused:
    without a name; once it is decided.
    """
    permissions.may_fill(by, application).require()
    kept = _locked(application)
    if kept.state not in UNDER_WAY:
        raise Conflict(_("This application is settled, so nobody asks about it any more."))
    plain = _cleaned([contact.name, contact.function, contact.phone])
    if not plain[0].strip():
        raise Refusal(_("Write who is to be asked."), field="contact_name")
    before = [kept.contact_name, kept.contact_function, kept.contact_phone]
    _put(kept, dict(zip(("contact_name", "contact_function", "contact_phone"), plain, strict=True)))
    now = [kept.contact_name, kept.contact_function, kept.contact_phone]
    if now != before:
        kept.save(update_fields=["contact_name", "contact_function", "contact_phone"])
        _note(kinds.CONTACT_CORRECTED, kept, by=by, particulars={"name": kept.name, "before": before, "now": now})
    return kept


@transaction.atomic
def confirm(application: Application, address: str, *, by: Actor) -> Application:
    """Note that an address is read by whoever applies: its link was used. It becomes the address to which is written.

    Who may: whoever holds the key and what was mailed. Recorded: where it takes the place of another after handing in.
    """
    permissions.may_fill(by, application).require()
    kept = _locked(application)
    before, plain = kept.contact_address, plain_address(address)
    if kept.confirmed_at is not None and before == plain:
        return kept
    kept.contact_address, kept.confirmed_at = plain, time.now()
    typed = {name: text for name, text in applicants.typed(kept).items() if name != applicants.PROPOSED}
    kept.profile = {name: value for name, value in kept.profile.items() if name != applicants.TYPED} | ({applicants.TYPED: typed} if typed else {})
    kept.save(update_fields=["contact_address", "confirmed_at", "profile"])
    if kept.state != State.DRAFT and before != plain:
        _note(kinds.CONTACT_CORRECTED, kept, by=by, particulars={"name": kept.name, "before": [before], "now": [plain]})
    return kept


@transaction.atomic
def propose_address(application: Application, address: str, *, by: Actor) -> Application:
    """Keep another address with an application until a link that is mailed there was used.

    Who may: whoever holds the key. Not recorded: nothing has changed yet. Refused: once it is settled.
    """
    permissions.may_fill(by, application).require()
    kept = _locked(application)
    if kept.state not in OPEN:
        raise Conflict(_("This application is settled, so nobody asks about it any more."))
    kept.profile = kept.profile | {applicants.TYPED: applicants.typed(kept) | {applicants.PROPOSED: plain_address(address)}}
    kept.save(update_fields=["profile"])
    return kept


@transaction.atomic
def replace_key(application: Application, *, by: Actor) -> str:
    """Make another key for an application, and return it; the former one opens nothing any more.

    Who may: whoever used a link that was mailed to the address noted in it, which is thereby known to be theirs. Not recorded.
    Refused: where the key was replaced since the link was looked at, as it is good once.
    """
    permissions.may_fill(by, application).require()
    kept = _locked(application)
    if kept.key_hash != application.key_hash:
        raise Conflict(_("This link has been used already. Ask for another one."))
    key = new_key()
    kept.key_hash, kept.confirmed_at = applicants.key_hash(key), kept.confirmed_at or time.now()
    kept.save(update_fields=["key_hash", "confirmed_at"])
    return key


@transaction.atomic
def withdraw(application: Application, *, by: Actor) -> Application | None:
    """Take an application back: a draft is thrown away (and nothing returned), what was handed in stays as withdrawn.

    Who may: whoever holds the key. Recorded: that it was done. Announced: ``Withdrawn``. Refused: once it is decided.
    """
    permissions.may_fill(by, application).require()
    kept = _locked(application)
    if kept.state == State.DRAFT:
        _note(kinds.DRAFT_DISCARDED, kept, by=by, names_nobody=True)
        kept.delete()
        return None
    if kept.state == State.WITHDRAWN:
        return kept
    if kept.state not in UNDER_WAY:
        raise Conflict(_("This application is settled, so it can no longer be withdrawn."))
    kept.state = State.WITHDRAWN
    kept.save(update_fields=["state"])
    _note(kinds.APPLICANT_WITHDREW, kept, by=by, particulars=_named(kept))
    events.announce(Withdrawn(kept.pk))
    return kept


@transaction.atomic
def note_told(application: Application, *, by: Actor) -> bool:
    """Note that the writer of a draft is told when it vanishes; tell whether it was still to be done. Who may: the machine."""
    kept = applicants.to_be_told(time.now()).select_for_update(of=("self",)).filter(pk=application.pk).first()
    if kept is None or not by.is_operator:
        return False
    kept.reminded_at = time.now()
    kept.save(update_fields=["reminded_at"])
    return True


@transaction.atomic
def let_lapse(application: Application, *, by: Actor) -> bool:
    """Remove a draft that nobody has gone on with, with all that stands in it; tell whether that was so.

    Who may: the machine, when the time is over. Recorded: that one vanished, and nothing of whose it was.
    """
    kept = applicants.forgotten(time.now()).select_for_update(of=("self",)).filter(pk=application.pk).first()
    if kept is None:
        return False
    _note(kinds.DRAFT_LAPSED, kept, by=by, names_nobody=True)
    kept.delete()
    return True


def _locked(application: Application) -> Application:
    found = Application.objects.select_for_update(of=("self",)).select_related("coalition").filter(pk=application.pk).first()
    if found is None:
        raise NotVisible(_("There is no such application."))
    return found


def _named(application: Application) -> dict[str, str]:
    return {"name": application.name, "address": application.contact_address}


def _written(identifier: UUID | None) -> str | None:
    return str(identifier) if identifier else None


def _note(
    kind: Any,
    application: Application,
    *,
    by: Actor,
    facts: Mapping[str, Any] | None = None,
    particulars: Mapping[str, Any] | None = None,
    names_nobody: bool = False,
) -> None:
    book.record(
        kind,
        by=Actor(capacity=by.capacity, proof=by.proof) if names_nobody else by,
        chain=application.coalition.chain_id,
        subject=application.pk,
        subject_kind="application",
        facts=facts,
        particulars=particulars,
    )
