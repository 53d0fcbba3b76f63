"""Keeping the register: what was decided before or elsewhere, the disagreement that remained, and when to look at it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from commoncall.decisions import kinds as asked
from commoncall.decisions import permissions
from commoncall.decisions.actions.holding import State, clock_of, held, number_of, record, refuse_unless, refuse_unseen
from commoncall.decisions.actions.preparing import About
from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.models import Decision
from commoncall.decisions.queries import seen as looking
from commoncall.decisions.queries.decisions import DECIDED
from commoncall.drafting.models import Version
from commoncall.kernel import time
from commoncall.kernel.asks import actions as asking
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.authority import Actor
from commoncall.kernel.labels import Label
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import NotVisible, Refusal
from commoncall.leadership.models import Body

#: How something can have ended that is entered later.
OUTCOMES = (State.ADOPTED, State.NOT_ADOPTED, State.LAPSED, State.CONSULTED)

#: A day has begun somewhere on Earth this long before it begins in UTC.
_FIRST_PLACE = timedelta(hours=14)


@dataclass(frozen=True)
class Past:
    """A decision that was taken before or elsewhere: what, when, by whom and how, how it ended, and from what source that is known.

    ``kind`` is the code of the rung on which it would stand; ``about`` what it was about, where that is no text.
    """

    title: str
    decided_on: date
    how: str
    source: str
    state: str = State.ADOPTED
    question: str = ""
    language: str = ""
    version: Version | None = None
    body: Body | None = None
    topic: str = ""
    label: Label = Label.AMBER
    is_public: bool = False
    disagreement: str = ""
    review_on: date | None = None
    kind: str = ""
    about: About | None = None


@transaction.atomic
def enter_later(coalition: Coalition, past: Past, *, by: Actor) -> Decision:
    """Enter a decision that was taken before or elsewhere. The register marks it: entered later, by whom, from what source.

    Who may: ``decisions.keep_register``. Recorded, with the source. Refused: without a title, how it was decided or the source; a
    day to come; an outcome that none can have.
    """
    permissions.may_enter_later(by, coalition).require()
    decision = Decision(coalition=coalition, begun_at=time.now(), entered_at=time.now(), entered_by_id=by.person_id, rung_code=past.kind)
    if past.about is not None:
        # What followed from it was noted by whoever enters it.
        decision.subject, decision.subject_kind, decision.concerned = past.about.subject, past.about.kind, past.about.concerned
        decision.followed_at = decision.entered_at
    _fill(decision, past)
    decision.number = number_of(decision)
    decision.save(force_insert=True)
    record(kinds.ENTERED_LATER, decision, by, facts=_facts(decision), particulars={"source": decision.source})
    return decision


@transaction.atomic
def correct(decision: Decision, past: Past, *, seen: str = "", by: Actor) -> Decision:
    """Correct what was entered later. Who may: ``decisions.keep_register``. Recorded, with what stood there before.

    Refused: as in ``enter_later``; what was decided here, which nobody corrects; with ``seen`` (see ``queries.seen``), also where
    somebody else has changed it since, such as who reads it.
    """
    permissions.may_keep(by, decision).require()
    kept = held(decision, by)
    if kept.entered_at is None:
        raise Refusal(_("This was decided here, and stays as it is. Only what was entered later can be corrected."))
    refuse_unseen(seen, looking.entry(kept))
    before = _as_stored(kept)
    _fill(kept, past)
    kept.save()
    record(kinds.ENTRY_CORRECTED, kept, by, facts=_facts(kept), particulars={"before": before, "now": _as_stored(kept)})
    return kept


def _fill(decision: Decision, past: Past) -> None:
    _refuse_unsaid(decision.coalition, past)
    decision.title, decision.question = " ".join(past.title.split())[:300], past.question.strip()
    decision.language = past.language or decision.coalition.language
    decision.version, decision.digest = past.version, past.version.digest if past.version else ""
    decision.body, decision.topic = past.body, past.topic.strip()
    if decision.subject is None or decision._state.adding:
        # Who may read of an applicant or of what is brought against a member is not changed by a correction.
        decision.label, decision.is_public = past.label, past.is_public
    decision.state, decision.decided_on = past.state, past.decided_on
    decision.decided_how, decision.source = past.how.strip(), past.source.strip()
    decision.disagreement, decision.review_on = past.disagreement.strip(), past.review_on


def _refuse_unsaid(coalition: Coalition, past: Past) -> None:
    if not past.title.strip():
        raise Refusal(_("Give it a title by which everybody knows what was decided."), field="title")
    if not past.how.strip():
        raise Refusal(_("Say who decided it, and where or how."), field="how")
    if not past.source.strip():
        raise Refusal(_("Say from what you know it, such as minutes and their page."), field="source")
    if past.decided_on > (time.now() + _FIRST_PLACE).date():
        raise Refusal(_("This day is yet to come."), field="decided_on")
    if past.state not in OUTCOMES:
        raise Refusal(_("Say how it ended."), field="state")
    if any(one is not None and one.coalition_id != coalition.pk for one in (past.version, past.body)):
        raise NotVisible(_("There is no such thing here."))


def _facts(decision: Decision) -> dict[str, Any]:
    on = decision.decided_on.isoformat() if decision.decided_on else None
    return {"state": decision.state, "decided_on": on, "digest": decision.digest, "version": str(decision.version_id or "")}


def _as_stored(decision: Decision) -> dict[str, Any]:
    names = ("title", "question", "decided_how", "source", "disagreement", "state", "digest", "label", "is_public")
    return {name: getattr(decision, name) for name in names} | {"decided_on": str(decision.decided_on), "review_on": str(decision.review_on)}


@transaction.atomic
def note_disagreement(decision: Decision, words: str, *, by: Actor) -> Decision:
    """Note the disagreement that remained, so that what was decided does not pretend to unanimity; empty words take it out.

    Who may: ``decisions.keep_register``. Recorded, with what stood there before. Refused: before it is decided.
    """
    permissions.may_keep(by, decision).require()
    kept = held(decision, by)
    refuse_unless(kept, *DECIDED)
    before, kept.disagreement = kept.disagreement, words.strip()
    kept.save(update_fields=["disagreement"])
    record(kinds.DISAGREEMENT_NOTED, kept, by, particulars={"before": before, "words": kept.disagreement})
    return kept


@transaction.atomic
def set_review(decision: Decision, review_on: date | None, *, by: Actor) -> Decision:
    """Set the day on which it is looked at again, or none. The coordinators are asked when it comes.

    Who may: ``decisions.keep_register``. Recorded. Refused: a day that has passed; before it is decided.
    """
    permissions.may_keep(by, decision).require()
    kept = held(decision, by)
    refuse_unless(kept, *DECIDED)
    if review_on is not None and review_on < time.now().date():
        raise Refusal(_("This day has passed already."), field="review_on")
    kept.review_on = review_on
    kept.save(update_fields=["review_on"])
    asking.withdraw_all(asks.open_about(kept.coalition, asked.REVIEW, [kept.pk]), by=clock_of(kept))
    record(kinds.REVIEW_SET, kept, by, facts={"review_on": review_on.isoformat() if review_on else None})
    return kept


@transaction.atomic
def note(decision: Decision, words: str, review_on: date | None, *, seen: str = "", by: Actor) -> Decision:
    """Note what stays with a decision: the disagreement that remained, and the day to look at it again; each is written where it changed.

    Who may, what is recorded and what is refused: as in ``note_disagreement`` and ``set_review``; with ``seen`` (see
    ``queries.seen``), also where somebody else has changed it since.
    """
    permissions.may_keep(by, decision).require()
    kept = held(decision, by)
    refuse_unseen(seen, looking.note(kept))
    if review_on != kept.review_on:
        kept = set_review(kept, review_on, by=by)
    if words.strip() != kept.disagreement:
        kept = note_disagreement(kept, words, by=by)
    return kept


@transaction.atomic
def reviewed(decision: Decision, *, by: Actor) -> Decision:
    """Say that a decision was looked at again and still holds: what the coordinators were asked is answered.

    Who may: ``decisions.keep_register``. Recorded with the ask. Refused: what nobody is asked about.
    """
    permissions.may_keep(by, decision).require()
    kept = held(decision, by)
    open_asks = list(asks.open_about(kept.coalition, asked.REVIEW, [kept.pk]))
    if not open_asks:
        raise Refusal(_("Nobody is asked to look at this again."))
    for one in open_asks:
        asking.answer(one, by=by)
    return kept


def ask_for_reviews(on: date | None = None) -> int:
    """Ask the coordinators about each decision whose review date has come, once for each date; return how many. For the clock."""
    day = on or time.now().date()
    unasked = Q(review_asked_on=None) | ~Q(review_asked_on=F("review_on"))
    due = Decision.objects.filter(unasked, review_on__lte=day, state__in=DECIDED).order_by("review_on", "id")
    return sum(_ask_for_review(one, day) for one in list(due))


@transaction.atomic
def _ask_for_review(decision: Decision, day: date) -> bool:
    free = Decision.objects.select_for_update(skip_locked=True, no_key=True, of=("self",)).select_related("coalition")
    kept = free.filter(pk=decision.pk, review_on__lte=day, state__in=DECIDED).first()
    if kept is None or kept.review_on is None or kept.review_asked_on == kept.review_on:
        return False
    kept.review_asked_on = kept.review_on
    kept.save(update_fields=["review_asked_on"])
    asking.ask(asked.REVIEW, kept.coalition, subject=kept.pk, facts={"title": kept.title, "number": kept.number}, by=clock_of(kept))
    return True
