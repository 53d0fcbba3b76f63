"""Opening a letter to signatures: by the clock or at once. From that instant its words and what it asks stay as they are."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.decisions.actions.texts import refuse_under_way, refuse_unpublishable
from commoncall.drafting.actions import stages
from commoncall.drafting.models import Text, Version
from commoncall.kernel import events, time
from commoncall.kernel.asks import actions as asking
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import Conflict, Refusal
from commoncall.voice import kinds as asked
from commoncall.voice import permissions
from commoncall.voice.actions import tasks
from commoncall.voice.actions.announced import LetterOpened
from commoncall.voice.actions.holding import State, clock_of, each, held, held_if_free, instant, record, refuse_unless, tell_later
from commoncall.voice.actions.letters.closing import end
from commoncall.voice.actions.letters.preparing import ask_all
from commoncall.voice.actions.signing.pre_approved import sign_for_pre_approved
from commoncall.voice.history import letters as kinds
from commoncall.voice.models import Letter
from commoncall.voice.queries import signatures


@transaction.atomic
def open_now(letter: Letter, *, by: Actor) -> Letter:
    """Open a letter to signatures at once: those who pre-approved its topics sign, and all others whom it asks are asked.

    Where it has the changed words of another letter, that one is closed, and who signed it is asked to sign again.
    Who may: ``voice.prepare``. Recorded, and announced as ``LetterOpened``. Refused: what is not being prepared; words that were
    unlocked since, or are being decided on, they or those before them; that were adopted while their rule leaves time for the wording;
    where its last instant has passed. Its words are published with it, so that they stay.
    """
    permissions.may_prepare(by, letter.coalition).require()
    found = held(letter, by)
    refuse_unless(found, State.DRAFT)
    return _open(found, time.database_now(), by)


def _open(letter: Letter, at: datetime, by: Actor) -> Letter:
    """Open, within the present transaction, which holds the letter alone."""
    _take_words(letter, at, by)
    letter.state, letter.opened_at, letter.digest = State.OPEN, at, letter.version.digest
    if letter.opens_at is not None and letter.opens_at > at:
        # It opens by itself no more, and may close before that instant.
        letter.opens_at = None
    letter.save(update_fields=["state", "opens_at", "opened_at", "digest"])
    facts = {"digest": letter.digest, "closes_at": letter.closes_at.isoformat() if letter.closes_at else None, "version": str(letter.version_id)}
    record(kinds.OPENED, letter, by, facts=facts)
    _close_former(letter)
    if sign_for_pre_approved(letter):
        tell_later(tasks.TELL_OF_PRE_APPROVED, letter=str(letter.pk))
    _ask(letter, by)
    for one in asks.open_about(letter.coalition, asked.OPEN_AGAIN, [letter.pk]):
        asking.withdraw(one, by=clock_of(letter))
    tell_later(tasks.TELL_OF_OPENING, letter=str(letter.pk))
    events.announce(LetterOpened(letter.pk))
    return letter


def _take_words(letter: Letter, at: datetime, by: Actor) -> None:
    """Take the words of a letter for good: what is published is neither unlocked nor decided on any more. Refused: what is not ready."""
    # Held, so that it is not unlocked while the letter on it is opened: the text first, as all who draft it do.
    text = Text.objects.select_for_update(no_key=True).get(versions=letter.version_id)
    version = Version.objects.select_for_update(no_key=True, of=("self",)).select_related("text", "coalition").get(pk=letter.version_id)
    if version.state not in {Version.State.LOCKED, Version.State.PUBLISHED} or text.closed_at is not None:
        raise Conflict(_("The text was unlocked, superseded or given up since. Prepare the letter on its locked words."), code="not_locked")
    if letter.closes_at is not None and letter.closes_at <= at:
        raise Refusal(
            _("It would have closed on %(instant)s. Choose another last instant.") % {"instant": instant(letter.closes_at)}, field="closes_at"
        )
    if version.state == Version.State.PUBLISHED:
        refuse_under_way(version)
        letter.version = version
    else:
        refuse_unpublishable(version)
        letter.version = stages.publish(version, by=by)


def _close_former(letter: Letter) -> None:
    """Let nobody sign the former words any longer: two letters with two wordings would be signed side by side."""
    if letter.former_id is None or letter.opened_at is None:
        return
    former = Letter.objects.select_for_update(of=("self",)).select_related("coalition", "version__text").get(pk=letter.former_id)
    if former.state == State.OPEN:
        end(former, min(letter.opened_at, former.closes_at or letter.opened_at), clock_of(letter))


def _ask(letter: Letter, by: Actor) -> None:
    """Ask those who signed the former words to sign again, and all others whom the letter asks to sign."""
    signed = signatures.organisations_under(letter)
    before = signatures.organisations_under(letter.former) - signed if letter.former else set()
    waiting = [one for one in signatures.whom_it_asks(letter) if one.pk not in signed]
    ask_all(letter, [one for one in waiting if one.pk in before], True, by)
    ask_all(letter, [one for one in waiting if one.pk not in before], False, by)


def open_due(at: datetime | None = None) -> int:
    """Open what is prepared and whose instant has come, each exactly once; return how many were opened. For the clock.

    Several workers may do this at once. What cannot be opened any longer stays prepared, and the coordinators are told why.
    """
    now = time.database_now()
    until = min(at, now) if at is not None else now
    due = Letter.objects.filter(state=State.DRAFT, opens_at__lte=until).order_by("opens_at", "id").values_list("pk", flat=True)
    return each(list(due), partial(_open_if_due, at=until))


@transaction.atomic
def _open_if_due(identifier: UUID, at: datetime) -> bool:
    found = held_if_free(identifier, state=State.DRAFT, opens_at__lte=at)
    if found is None or found.opens_at is None:
        return False
    by = clock_of(found)
    try:
        with transaction.atomic():
            _open(found, time.database_now(), by)
    except Refusal as refusal:
        _leave_prepared(found, str(refusal.reason), by)
        return False
    return True


def _leave_prepared(letter: Letter, why: str, by: Actor) -> None:
    Letter.objects.filter(pk=letter.pk).update(opens_at=None)
    record(kinds.NOT_OPENED, letter, by, particulars={"reason": why})
    asking.ask(asked.OPEN_AGAIN, letter.coalition, subject=letter.pk, facts={"title": letter.version.text.title, "number": letter.number}, by=by)
