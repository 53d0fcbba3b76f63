"""Preparing a letter on locked words, and changing what was settled about it; once it is open little of that can change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.decisions.models import Decision
from commoncall.drafting.models import Text, Version
from commoncall.drafting.queries import texts as drafts
from commoncall.kernel import time
from commoncall.kernel.asks import actions as asking
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.voice import kinds as asked
from commoncall.voice import permissions
from commoncall.voice.actions import tasks
from commoncall.voice.actions.holding import State, clock_of, held, next_number, record, refuse_unless, tell_later, tidy, tidy_text
from commoncall.voice.history import letters as kinds
from commoncall.voice.models import Letter, Who

#: Nobody waits longer than this for an instant.
LONGEST = timedelta(days=3 * 366)

#: What can still change once a letter is open: those who signed agreed to the rest.
CHANGES_WHEN_OPEN = frozenset({"copies", "closes_at", "first_batch_at"})


@dataclass(frozen=True)
class Terms:
    """What is settled about a letter besides its words: to whom it goes, who signs it, how, and when. As in ``models.Letter``."""

    addressee: str
    copies: str = ""
    who: Sequence[str] = (Who.MEMBERS.value,)
    regions: Sequence[str] = ()
    status: str = ""
    topic: str = ""
    topics: Sequence[str] = ()
    is_public: bool = True
    shows_people: bool = False
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    first_batch_at: datetime | None = None
    is_rolling: bool = True

    def tidy(self) -> dict[str, Any]:
        """Return the terms as they are kept. Refused: without an addressee, or without anybody who signs; what there is none of."""
        kept = {
            "addressee": tidy(self.addressee, "addressee", 300),
            "copies": tidy_text(self.copies, "copies"),
            "who": [one for one in Who.values if one in set(self.who)],
            "regions": sorted(set(self.regions)),
            "status": tidy(self.status, "status", 200),
            "topic": tidy(self.topic, "topic", 80),
            "topics": list(dict.fromkeys(word for one in self.topics if (word := tidy(one, "topics", 80)))),
        }
        if not kept["addressee"]:
            raise Refusal(_("Say to whom the letter goes."), field="addressee")
        if not kept["who"] or len(kept["who"]) != len(set(self.who)):
            raise Refusal(_("Say who signs the letter."), field="who")
        if not all(map(countries.in_region, kept["regions"])):
            raise Refusal(_("There is no such region."), field="regions")
        self._refuse_disorder()
        names = ("is_public", "shows_people", "opens_at", "closes_at", "first_batch_at", "is_rolling")
        return kept | {name: getattr(self, name) for name in names}

    def _refuse_disorder(self) -> None:
        if self.opens_at and self.closes_at and self.opens_at >= self.closes_at:
            raise Refusal(_("It closes before it opens."), field="closes_at")
        if self.first_batch_at and self.opens_at and self.first_batch_at <= self.opens_at:
            raise Refusal(_("The first batch would be made up before the letter opens."), field="first_batch_at")
        if self.first_batch_at and self.closes_at and self.first_batch_at > self.closes_at:
            raise Refusal(_("The first batch would be made up after the letter has closed."), field="first_batch_at")


def terms_of(letter: Letter) -> Terms:
    """Return the terms of a letter, as they are."""
    return Terms(**{one.name: getattr(letter, one.name) for one in fields(Terms)})


@transaction.atomic
def prepare(version: Version, terms: Terms, *, by: Actor) -> Letter:
    """Prepare a letter with the words of a locked or published version; nobody but the coordinators knows of it until it is opened.

    Who may: ``voice.prepare``. Recorded for the coordinators. Refused: words that can still be changed; a text that is no letter,
    statement or policy paper; without an addressee or anybody who signs; instants that are past or in disorder.
    """
    permissions.may_prepare(by, version.coalition).require()
    kept = terms.tidy()
    _refuse_past(kept)
    return _made(held_version(version, by), kept, None, by)


def _made(version: Version, kept: dict[str, Any], former: Letter | None, by: Actor) -> Letter:
    adopted = Decision.objects.filter(version=version, state=Decision.State.ADOPTED).order_by("-closed_at", "-decided_on").first()
    letter = Letter.objects.create(
        coalition=version.coalition,
        number=next_number(Letter, version.coalition),
        version=version,
        decision=adopted,
        former=former,
        begun_at=time.now(),
        begun_by_id=by.person_id,
        **kept,
    )
    record(kinds.PREPARED, letter, by, facts={"version": str(version.pk), "former": str(former.pk) if former else None})
    return letter


def made_anew(version: Version, former: Letter, by: Actor) -> Letter:
    """Return the letter that follows a former one on the next words, with the same terms as far as their instants are to come."""
    now = time.database_now()
    kept = terms_of(former).tidy() | {"opens_at": None}
    for name in ("closes_at", "first_batch_at"):
        kept[name] = kept[name] if kept[name] and kept[name] > now else None
    return _made(version, kept, former, by)


def held_version(version: Version, by: Actor) -> Version:
    """Hold the words of a letter, so that they are not unlocked while the deed is done. Refused: what can still be changed."""
    if not drafts.versions_visible_to(by).filter(pk=version.pk).exists():
        raise NotVisible(_("There is no such text here."))
    # First the text, as all who draft it do, so that none of them waits for us while we wait for them.
    text = Text.objects.select_for_update(no_key=True).get(pk=version.text_id)
    found = Version.objects.select_for_update(no_key=True, of=("self",)).select_related("coalition", "text").get(pk=version.pk)
    if text.kind not in permissions.SENT:
        raise Refusal(_("Only a letter, a statement or a policy paper is signed as a letter."), field="version")
    if text.closed_at is not None:
        raise Conflict(_("This text was given up. Take it up again first."))
    if found.state not in {Version.State.LOCKED, Version.State.PUBLISHED}:
        raise Conflict(_("Lock the text first: nobody signs words that can still change."), code="not_locked")
    return found


def _refuse_past(kept: dict[str, Any]) -> None:
    now = time.database_now()
    for name in ("opens_at", "closes_at", "first_batch_at"):
        if kept[name] is not None and kept[name] <= now:
            raise Refusal(_("This instant lies in the past."), field=name)
        if kept[name] is not None and kept[name] - now > LONGEST:
            raise Refusal(_("This is more than three years ahead."), field=name)


@transaction.atomic
def change(letter: Letter, terms: Terms, *, by: Actor) -> Letter:
    """Change what is settled about a letter: anything while it is prepared; once it is open, when it closes, its first batch and its copies.

    Who may: ``voice.prepare``. Recorded; another last instant is told to those who have not answered. Refused: as in ``prepare``; once it
    is open, what those who signed agreed to; once it is closed.
    """
    permissions.may_prepare(by, letter.coalition).require()
    found = held(letter, by)
    refuse_unless(found, State.DRAFT, State.OPEN)
    kept, before = terms.tidy(), terms_of(found).tidy()
    changed = {name: kept[name] for name in kept if kept[name] != before[name]}
    if not changed:
        return found
    _refuse_past({name: changed.get(name) for name in ("opens_at", "closes_at", "first_batch_at")})
    if found.state == State.OPEN and (other := changed.keys() - CHANGES_WHEN_OPEN):
        raise Conflict(_("The letter is open: those who signed agreed to this as it is."), field=min(other), code="open")
    for name, value in changed.items():
        setattr(found, name, value)
    found.save(update_fields=list(changed))
    is_moved = found.state == State.OPEN and "closes_at" in changed
    facts = {"changed": sorted(changed), "closes_at": found.closes_at.isoformat() if found.closes_at else None}
    record(kinds.MOVED if is_moved else kinds.CHANGED, found, by, facts=facts, particulars={"before": {"addressee": before["addressee"]}})
    if is_moved:
        _move_asks(found)
        tell_later(tasks.TELL_OF_MOVE, letter=str(found.pk))
    return found


def _move_asks(letter: Letter) -> None:
    """Ask those who have not answered again, until the new instant."""
    for kind in (asked.SIGN, asked.RENEW):
        waiting = list(asks.open_about(letter.coalition, kind, [letter.pk]).filter(organisation__isnull=False))
        asking.withdraw_all(waiting, by=clock_of(letter))
        ask_all(letter, [one.organisation for one in waiting if one.organisation], kind is asked.RENEW, clock_of(letter))


def ask_all(letter: Letter, organisations: Sequence[Organisation], is_again: bool, by: Actor) -> list[Ask]:
    """Ask organisations to sign a letter, or to sign again, until it closes."""
    kind = asked.RENEW if is_again else asked.SIGN
    facts = {"title": letter.version.text.title, "number": letter.number}
    return asking.ask_all(kind, letter.coalition, organisations, subject=letter.pk, facts=facts, due_at=letter.closes_at, by=by)
