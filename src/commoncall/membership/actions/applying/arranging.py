"""Arranging how organisations apply: by which stages, with which questions, at which times, and what both sides promise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commoncall.kernel import languages, time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind, undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.membership import permissions
from commoncall.membership.history import admitting as kinds
from commoncall.membership.models import Admission, Category, Path, Question, Window
from commoncall.membership.queries import admission as reading
from commoncall.membership.rules import admitting
from commoncall.membership.rules.admitting import Way

LONGEST_QUESTION, LONGEST_TEXT = 500, 8000
MOST_QUESTIONS = 40


@dataclass(frozen=True)
class Texts:
    """What stands over the form, and what both sides promise, one promise to a line; each by language."""

    introduction: Mapping[str, str] = field(default_factory=dict)
    member_promises: Mapping[str, str] = field(default_factory=dict)
    coalition_promises: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """A question as it is asked: its text and hint by language, and for a choice the words of each answer by language."""

    kind: str
    text: Mapping[str, str]
    hint: Mapping[str, str] = field(default_factory=dict)
    options: Sequence[Mapping[str, Any]] = ()
    is_required: bool = False


def _arranged_by(by: Actor, coalition: Coalition) -> Coalition:
    """Return the coalition, locked so that two who arrange at once take turns; refuse whoever may not arrange it."""
    permissions.ARRANGE_ADMISSION.verdict(by).require()
    if by.coalition_id != coalition.pk:
        raise NotVisible(_("There is no such coalition here."))
    return Coalition.objects.select_for_update(no_key=True).get(pk=coalition.pk)


@transaction.atomic
def open_admission(coalition: Coalition, is_open: bool, *, by: Actor, undoing: UUID | None = None) -> Admission:
    """Say whether applications are taken at all. Who may: ``membership.arrange_admission``. Recorded. Can be undone."""
    coalition = _arranged_by(by, coalition)
    kept = reading.admission(coalition)
    if kept.is_open != is_open:
        kept.is_open = is_open
        kept.save()
        kind = kinds.ADMISSION_OPENED if is_open else kinds.ADMISSION_CLOSED
        book.record(kind, by=by, subject=coalition.pk, subject_kind="admission", undoes=undoing)
    return kept


@undoes(kinds.ADMISSION_OPENED, kinds.ADMISSION_CLOSED)
def _open_as_before(entry: Entry, by: Actor) -> Admission:
    return open_admission(Coalition.objects.get(pk=by.coalition_id), entry.kind == kinds.ADMISSION_CLOSED.name, by=by, undoing=entry.id)


@transaction.atomic
def word(coalition: Coalition, texts: Texts, *, by: Actor, undoing: UUID | None = None) -> Admission:
    """Change what stands over the form and what both sides promise.

    Who may: ``membership.arrange_admission``. Recorded, with what stood there before. What applicants accepted already stays
    as they accepted it. Refused: more than eight thousand characters to a text. Can be undone.
    """
    coalition = _arranged_by(by, coalition)
    kept = reading.admission(coalition)
    before = _texts_of(kept)
    for name in before:
        setattr(kept, name, _tidy(getattr(texts, name), name))
    if _texts_of(kept) == before:
        return kept
    kept.save()
    told = {"before": before, "now": _texts_of(kept)}
    book.record(kinds.ADMISSION_WORDED, by=by, subject=coalition.pk, subject_kind="admission", particulars=told, undoes=undoing)
    return kept


def _texts_of(kept: Admission) -> dict[str, dict[str, str]]:
    return {name: dict(getattr(kept, name)) for name in ("introduction", "member_promises", "coalition_promises")}


def _tidy(texts: Mapping[str, str], name: str, longest: int = LONGEST_TEXT) -> dict[str, str]:
    kept = {code: text.strip() for code, text in texts.items() if text.strip()}
    if any(len(text) > longest for text in kept.values()):
        raise Refusal(_("This is longer than the %(most)s characters that can be kept.") % {"most": longest}, field=name)
    return kept


@undoes(kinds.ADMISSION_WORDED)
def _word_as_before(entry: Entry, by: Actor) -> Admission:
    return word(Coalition.objects.get(pk=by.coalition_id), Texts(**entry.particulars.data["before"]), by=by, undoing=entry.id)


@transaction.atomic
def set_path(coalition: Coalition, category: Category, way: Way, *, by: Actor, undoing: UUID | None = None) -> Path:
    """Say by which stages one joins in a category; what is under way already keeps the instants that it was given.

    Who may: ``membership.arrange_admission``. Recorded, with what it was before. Refused: a category for which nobody applies;
    days outside of one to 366; a body that decides nothing. Can be undone.
    """
    coalition = _arranged_by(by, coalition)
    _check(category, way)
    before = reading.ways(coalition)[category]
    path = Path.objects.filter(coalition=coalition, category=category).first() or Path(coalition=coalition, category=category)
    if way == before:
        return path
    for name, value in way.as_stored().items():
        setattr(path, name, value)
    path.save()
    facts = {"category": category.value, "before": before.as_stored(), "now": way.as_stored()}
    book.record(kinds.PATH_SET, by=by, subject=path.pk, subject_kind="path", facts=facts, undoes=undoing)
    return path


def _check(category: Category, way: Way) -> None:
    if category not in admitting.APPLIED_FOR:
        raise Refusal(_("Nobody applies in this category."), field="category")
    if way.consults not in admitting.CONSULTS:
        raise Refusal(_("Say who is consulted."), field="consults")
    if way.decided_by and way.decided_by not in admitting.DECIDERS:
        raise Refusal(_("Say who decides."), field="decided_by")
    for name in ("consultation_days", "decision_days"):
        if not admitting.FEWEST_DAYS <= getattr(way, name) <= admitting.MOST_DAYS:
            raise Refusal(_("Choose at least one day and at most 366."), field=name)


@undoes(kinds.PATH_SET)
def _set_former_path(entry: Entry, by: Actor) -> Path:
    before = Way.read(entry.facts["before"])
    return set_path(Coalition.objects.get(pk=by.coalition_id), Category(entry.facts["category"]), before, by=by, undoing=entry.id)


@transaction.atomic
def add_question(coalition: Coalition, asked: Asked, *, by: Actor) -> Question:
    """Ask one more thing in the application form, after the others.

    Who may: ``membership.arrange_admission``. Recorded. Refused: without words; a choice of fewer than two answers; a
    forty-first question. It can be retired, which keeps its answers.
    """
    coalition = _arranged_by(by, coalition)
    if Question.objects.filter(coalition=coalition, retired_at=None).count() >= MOST_QUESTIONS:
        raise Refusal(_("Forty questions are the most that a form can have."))
    last = Question.objects.filter(coalition=coalition).aggregate(last=Max("position"))["last"] or 0
    question = _put(Question(coalition=coalition, position=last + 1), asked)
    question.save(force_insert=True)
    _record(kinds.QUESTION_ADDED, question, by)
    return question


@transaction.atomic
def change_question(question: Question, asked: Asked, *, by: Actor, undoing: UUID | None = None) -> Question:
    """Change the words of a question, or how it is answered. Answers that were given stay as they were given.

    Who may, and what is refused: as in ``add_question``; besides, another kind of answer once somebody has answered. Can be undone.
    """
    _arranged_by(by, question.coalition)
    question = Question.objects.select_for_update().get(pk=question.pk)
    before = _as_data(question)
    if asked.kind != question.kind and question.coalition.applications.filter(answers__has_key=str(question.pk)).exists():
        raise Conflict(_("It has been answered already, so it keeps its kind of answer. Retire it, and ask another question."), field="kind")
    _put(question, asked)
    if _as_data(question) != before:
        question.save()
        _record(kinds.QUESTION_CHANGED, question, by, undoing, before=before)
    return question


@undoes(kinds.QUESTION_CHANGED)
def _change_question_back(entry: Entry, by: Actor) -> Question:
    return change_question(_found(entry, by), Asked(**entry.particulars.data["before"]), by=by, undoing=entry.id)


def _found(entry: Entry, by: Actor) -> Question:
    return Question.objects.get(pk=entry.subject, coalition_id=by.coalition_id)


def _put(question: Question, asked: Asked) -> Question:
    if asked.kind not in Question.Kind.values:
        raise Refusal(_("Choose how it is answered."), field="kind")
    question.kind, question.is_required = asked.kind, asked.is_required
    question.text, question.hint = _tidy(asked.text, "text", LONGEST_QUESTION), _tidy(asked.hint, "hint", LONGEST_QUESTION)
    if not question.text:
        raise Refusal(_("A question needs words."), field="text")
    question.options = [_option(one) for one in asked.options if any(text.strip() for text in one["text"].values())]
    if question.kind != Question.Kind.CHOICE:
        question.options = []
    elif len(question.options) < 2:
        raise Refusal(_("A choice needs at least two answers, one to a line."), field="options")
    return question


def _option(one: Mapping[str, Any]) -> dict[str, Any]:
    # The key is what an answer keeps, so that words can be mended and translated without changing what was answered.
    return {"key": one.get("key") or uuid7().hex[-10:], "text": _tidy(one["text"], "options", LONGEST_QUESTION)}


def _as_data(question: Question) -> dict[str, Any]:
    return {
        "kind": str(question.kind),
        "text": dict(question.text),
        "hint": dict(question.hint),
        "options": list(question.options),
        "is_required": question.is_required,
    }


def _record(kind: Kind, question: Question, by: Actor, undoing: UUID | None = None, **more: Any) -> None:
    particulars = {"question": languages.pick(question.text)} | more
    book.record(
        kind, by=by, subject=question.pk, subject_kind="question", facts={"kind": str(question.kind)}, particulars=particulars, undoes=undoing
    )


@transaction.atomic
def order_questions(coalition: Coalition, wanted: Sequence[UUID], *, by: Actor) -> list[Question]:
    """Put the questions into another order; what ``wanted`` leaves out comes last. Who may: ``membership.arrange_admission``."""
    coalition = _arranged_by(by, coalition)
    questions = reading.questions(coalition)
    places = {identifier: place for place, identifier in enumerate(wanted)}
    ordered = sorted(questions, key=lambda one: places.get(one.pk, len(places)))
    if ordered == questions:
        return questions
    for position, question in enumerate(ordered, start=1):
        question.position = position
    Question.objects.bulk_update(ordered, ["position"])
    facts = {"order": [str(one.pk) for one in ordered]}
    book.record(kinds.QUESTIONS_ORDERED, by=by, subject=coalition.pk, subject_kind="coalition", facts=facts)
    return ordered


@transaction.atomic
def retire_question(question: Question, *, by: Actor, undoing: UUID | None = None) -> Question:
    """Ask a question no longer. What was answered to it stays with the applications. Who may: ``membership.arrange_admission``. Can be undone."""
    return _retired(question, True, by, undoing)


@transaction.atomic
def take_up_question(question: Question, *, by: Actor, undoing: UUID | None = None) -> Question:
    """Ask a question again that was retired. Who may: ``membership.arrange_admission``. Can be undone."""
    return _retired(question, False, by, undoing)


def _retired(question: Question, is_over: bool, by: Actor, undoing: UUID | None) -> Question:
    _arranged_by(by, question.coalition)
    question = Question.objects.select_for_update().get(pk=question.pk)
    if (question.retired_at is not None) != is_over:
        question.retired_at = time.now() if is_over else None
        question.save(update_fields=["retired_at"])
        _record(kinds.QUESTION_RETIRED if is_over else kinds.QUESTION_TAKEN_UP, question, by, undoing)
    return question


@undoes(kinds.QUESTION_ADDED, kinds.QUESTION_TAKEN_UP)
def _retire_added(entry: Entry, by: Actor) -> Question:
    return retire_question(_found(entry, by), by=by, undoing=entry.id)


@undoes(kinds.QUESTION_RETIRED)
def _take_up_retired(entry: Entry, by: Actor) -> Question:
    return take_up_question(_found(entry, by), by=by, undoing=entry.id)


@transaction.atomic
def add_window(coalition: Coalition, opens_at: datetime, closes_at: datetime, *, by: Actor, undoing: UUID | None = None) -> Window:
    """Set a time in which applications can be handed in; once there is one, they can be at no other time.

    Who may: ``membership.arrange_admission``. Recorded. Refused: an end before the beginning, or in the past. Can be undone.
    """
    coalition = _arranged_by(by, coalition)
    if closes_at <= opens_at:
        raise Refusal(_("The end lies before the beginning."), field="closes")
    if closes_at <= time.now():
        raise Refusal(_("The end lies in the past."), field="closes")
    window = Window.objects.create(coalition=coalition, opens_at=opens_at, closes_at=closes_at)
    _record_window(kinds.WINDOW_OPENED, window, by, undoing)
    return window


@transaction.atomic
def remove_window(window: Window, *, by: Actor, undoing: UUID | None = None) -> None:
    """Take back a time for applications. Where none is left, they can be handed in at any time. Who may: as in ``add_window``. Can be undone."""
    _arranged_by(by, window.coalition)
    locked = Window.objects.select_for_update().filter(pk=window.pk).first()
    if locked is None:
        raise Conflict(_("Somebody has taken this back already."))
    _record_window(kinds.WINDOW_REMOVED, locked, by, undoing)
    locked.delete()


def _record_window(kind: Kind, window: Window, by: Actor, undoing: UUID | None) -> None:
    facts = {"opens": f"{window.opens_at:%Y-%m-%d}", "closes": f"{window.closes_at:%Y-%m-%d}"}
    facts |= {"opens_at": window.opens_at.isoformat(), "closes_at": window.closes_at.isoformat()}
    book.record(kind, by=by, subject=window.pk, subject_kind="window", facts=facts, undoes=undoing)


@undoes(kinds.WINDOW_OPENED)
def _remove_opened(entry: Entry, by: Actor) -> None:
    window = Window.objects.filter(pk=entry.subject, coalition_id=by.coalition_id).first()
    if window is None:
        raise Conflict(_("Somebody has taken this back already."))
    remove_window(window, by=by, undoing=entry.id)


@undoes(kinds.WINDOW_REMOVED)
def _open_removed(entry: Entry, by: Actor) -> Window:
    opens, closes = (datetime.fromisoformat(entry.facts[name]) for name in ("opens_at", "closes_at"))
    return add_window(Coalition.objects.get(pk=by.coalition_id), opens, closes, by=by, undoing=entry.id)
