"""What all deeds of the voice share: a letter held still, the database's clock, numbers, and what is written of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commoncall.kernel import background, time
from commoncall.kernel.authority import Actor, system
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Label
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.voice.history import letters as kinds
from commoncall.voice.models import Letter, Signature

State = Letter.State

log = logging.getLogger(__name__)

_WITH = ("coalition", "version__text", "former")


def each(due: Iterable[UUID], deed: Callable[[UUID], bool]) -> int:
    """Do a deed of the clock to each of those whose instant has come, and return to how many it was done.

    Whatever fails with one of them holds up no other; it is raised once all had their turn, so that the clock notes it and comes again.
    """
    done, failed = 0, None
    for one in due:
        try:
            done += deed(one)
        except Exception as error:
            log.warning("What is due of %s could not be done.", one)
            failed = failed or error
    if failed is not None:
        raise failed
    return done


def held(letter: Letter, by: Actor) -> Letter:
    """Take hold of a letter so that nothing else happens to it, and nobody signs it, before the present deed is done."""
    locked = Letter.objects.select_for_update(of=("self",)).select_related(*_WITH)
    found = locked.filter(pk=letter.pk, coalition_id=by.coalition_id).first()
    if found is None:
        raise NotVisible(_("There is no such letter here."))
    return found


def held_if_free(identifier: UUID, **about: Any) -> Letter | None:
    """Take hold of a letter for the clock, where it is still as ``about`` says and nobody else has it in hand."""
    free = Letter.objects.select_for_update(skip_locked=True, of=("self",)).select_related(*_WITH)
    return free.filter(pk=identifier, **about).first()


def held_for_signing(letter: Letter, coalition_id: UUID | None) -> tuple[Letter, datetime]:
    """Hold a letter in whatever state so that it is neither closed nor made up before the present signature is done.

    Many may sign at once. The database's clock is read once the letter is held: what it says then decides whether it is in time.
    """
    locked = Letter.objects.raw("SELECT * FROM voice_letter WHERE id = %s AND coalition_id = %s FOR KEY SHARE", [letter.pk, coalition_id])
    found = next(iter(locked), None)
    if found is None:
        raise NotVisible(_("There is no such letter here."))
    return found, time.database_now()


def held_open(letter: Letter, coalition_id: UUID | None) -> tuple[Letter, datetime]:
    """Hold an open letter as ``held_for_signing``, and return it with the instant of the signature.

    Refused: before it is opened and once it is closed; late, with the exact instant at which it ended.
    """
    found, at = held_for_signing(letter, coalition_id)
    refuse_unless_open(found, at)
    return found, at


def is_open(letter: Letter, at: datetime | None = None) -> bool:
    """Tell whether a letter takes signatures at an instant, which is now by the database's clock."""
    return letter.state == State.OPEN and (letter.closes_at is None or (at or time.database_now()) < letter.closes_at)


def refuse_unless_open(letter: Letter, at: datetime) -> None:
    """Refuse to sign a letter that is not open at this instant, with the reason."""
    if letter.state == State.DRAFT:
        raise Conflict(_("This letter is not open to signatures yet."), code="not_open")
    if letter.closes_at is not None and at >= letter.closes_at:
        words = _("The time to sign ended on %(instant)s. A signature after that instant is not taken.")
        raise Conflict(words % {"instant": instant(letter.closes_at)}, code="late", facts={"closes_at": letter.closes_at.isoformat()})
    if letter.state != State.OPEN:
        raise Conflict(_("This letter takes no signatures any more."), code="not_open")


def refuse_unless(letter: Letter, *states: str) -> None:
    """Refuse what cannot be done with a letter in the state that it is in."""
    if letter.state not in states:
        words = _("This cannot be done now: the letter is in another state (%(state)s).")
        raise Conflict(words % {"state": State(letter.state).label}, code="state", facts={"state": letter.state})


def instant(at: datetime) -> str:
    """Return an instant in words, exact to the second, in UTC."""
    there = at.astimezone(UTC)
    return f"{date_format(there.date(), 'DATE_FORMAT')}, {there:%H:%M:%S} UTC"


def next_number(of: type[Model], coalition: Coalition) -> int:
    """Return the number that the next thing of a kind gets in a coalition; two that get theirs at once take turns."""
    Coalition.objects.select_for_update(no_key=True).get(pk=coalition.pk)
    last: int | None = of._default_manager.filter(coalition=coalition).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def clock_of(thing: Any) -> Actor:
    """Return the machine as it acts in the coalition of a letter, a statement or a signature."""
    return system().within(thing.coalition_id, thing.coalition.chain_id)


def tidy(words: str, field: str, most: int) -> str:
    """Return what was said on one line. Refused: what is longer than can be kept."""
    return _fitting(" ".join(words.replace("\x00", "").split()), field, most)


def tidy_text(words: str, field: str, most: int = 5000) -> str:
    """Return what was said in several lines. Refused: what is longer than can be kept."""
    return _fitting(words.replace("\x00", "").strip(), field, most)


def _fitting(kept: str, field: str, most: int) -> str:
    if len(kept) > most:
        raise Refusal(_("This is longer than the %(most)s characters that can be kept.") % {"most": most}, field=field)
    return kept


def require_reason(words: str, field: str = "why") -> str:
    """Return a reason. Refused: none, and one that is longer than can be kept."""
    if kept := tidy_text(words, field):
        return kept
    raise Refusal(_("Give a reason. Others read it."), field=field)


def tell_later(task: str, **facts: str) -> None:
    """Have those concerned written to once the present deed is done: the mails stand or fall with it.

    Of what the demonstration tells of years ago nobody is written to now.
    """
    if time.told() is None:
        background.later(task, **facts)


def title_of(letter: Letter) -> str:
    """Return what a letter is called: the title of its text."""
    return letter.version.text.title


def may_be_read_by_all(letter: Letter) -> bool:
    """Tell whether everybody inside may read a letter once it is open, as its entries in the history would tell them."""
    return letter.is_public or letter.version.text.label in {Label.GREEN, Label.CLEAR}


def record(
    kind: Kind,
    letter: Letter,
    by: Actor,
    *,
    undoes: UUID | None = None,
    facts: Mapping[str, Any] | None = None,
    particulars: Mapping[str, Any] | None = None,
) -> Entry:
    """Write what was done with a letter; everybody inside reads of it only where everybody inside may read the letter."""
    return book.record(
        kinds.within(kind, is_for_all=may_be_read_by_all(letter)),
        by=by,
        subject=letter.pk,
        subject_kind="letter",
        facts={"number": letter.number, **(facts or {})},
        particulars={"title": title_of(letter), **(particulars or {})},
        undoes=undoes,
    )


def record_signature(
    kind: Kind,
    signature: Signature,
    by: Actor,
    *,
    undoes: UUID | None = None,
    facts: Mapping[str, Any] | None = None,
    particulars: Mapping[str, Any] | None = None,
) -> Entry:
    """Write what was done to the signature of an organisation, for it and the coordinators."""
    organisation: Organisation | None = signature.organisation
    return book.record(
        kind,
        by=by,
        subject=signature.pk,
        subject_kind="signature",
        concerns=signature.organisation_id,
        facts={"number": signature.letter.number, "letter": str(signature.letter_id), "came": signature.came, **(facts or {})},
        particulars={"organisation": organisation.name if organisation else signature.name, **(particulars or {})},
        undoes=undoes,
    )
