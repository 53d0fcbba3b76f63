"""Applying: the steps of the form, what is still missing, when one can be handed in, and where it can go from there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from commoncall.membership.rules.profiles import Profile, is_web_address

#: The steps of the form, in their order. The first is passed over where there is only one category to apply in.
STEPS = ("category", "organisation", "people", "about", "naming", "pledge", "review")

#: A person who applies for themselves is asked neither for an organisation nor for the right to sign for one.
INDIVIDUAL = "individual"

DRAFT = "draft"
#: Where an application can go from each of its states. What is decided or withdrawn stays so; a draft that fades is deleted.
LEADS_TO: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"checking"}),
    "checking": frozenset({"consulting", "deciding", "admitted", "declined", "withdrawn"}),
    "consulting": frozenset({"checking", "deciding", "admitted", "declined", "withdrawn"}),
    "deciding": frozenset({"checking", "consulting", "admitted", "declined", "withdrawn"}),
}
#: The states in which somebody still has to do something about it.
UNDER_WAY = frozenset({"checking", "consulting", "deciding"})

#: For how long a draft is kept that nobody touches, and how long before that its writer is told.
KEPT_FOR = timedelta(days=60)
TOLD_BEFORE = timedelta(days=14)

#: How much is kept of what is typed into one field, understood or not.
LONGEST = 5_000


def may_become(state: str, wanted: str) -> bool:
    """Tell whether an application in ``state`` can come into the state ``wanted``."""
    return wanted in LEADS_TO.get(state, frozenset())


@dataclass(frozen=True)
class Reception:
    """Whether applications can be handed in at an instant: until when, where that is known, or else from when."""

    is_open: bool
    closes_at: datetime | None = None
    opens_at: datetime | None = None


def reception(windows: Sequence[tuple[datetime, datetime]], now: datetime) -> Reception:
    """Return whether applications can be handed in ``now``. Without any window they can be at any time.

    Windows that overlap or follow each other without a gap are one to whoever applies.
    """
    if not windows:
        return Reception(True)
    closes_at = None
    for opens, closes in sorted(windows):
        if opens <= (closes_at or now) and closes > (closes_at or now):
            closes_at = closes
    if closes_at is not None:
        return Reception(True, closes_at=closes_at)
    return Reception(False, opens_at=min((opens for opens, _closes in windows if opens > now), default=None))


@dataclass(frozen=True)
class Asked:
    """One of the coalition's own questions, as far as it decides what is missing. ``options`` are keys, for a choice alone."""

    key: str
    kind: str
    is_required: bool = False
    options: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Wanted:
    """What a coalition wants before an application can be handed in. A text or promises that it has not are not asked for."""

    categories: frozenset[str] = frozenset()
    questions: Sequence[Asked] = ()
    call: UUID | None = None
    charter: UUID | None = None
    promises: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Filled:
    """What an application says so far. ``typed`` holds, by field, what could not be understood and was kept as it was typed."""

    category: str = ""
    name: str = ""
    profile: Profile = field(default_factory=Profile)
    naming: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    contact_name: str = ""
    contact_function: str = ""
    contact_address: str = ""
    head: str = ""
    authority: str = ""
    call: UUID | None = None
    charter: UUID | None = None
    promises: Mapping[str, Any] = field(default_factory=dict)
    is_confirmed: bool = False
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Gap:
    """One thing that keeps an application from being handed in: in which step, at which field, and why.

    ``why`` is ``empty``, ``unclear`` (something is there and cannot be used) or ``changed`` (what was accepted is no longer
    the text in force).
    """

    step: str
    field: str
    why: str = "empty"


#: In which step each field stands that the steps of people and organisation share out; questions stand under ``about``.
STEP_OF = {
    **dict.fromkeys(("contact_name", "contact_function", "contact_address", "contact_phone", "head", "authority"), "people"),
    "about": "about",
    "category": "category",
    "naming": "naming",
}


def missing(filled: Filled, wanted: Wanted) -> list[Gap]:
    """Return what is missing before an application can be handed in, in the order of the form."""
    found = [*_of_category(filled, wanted), *_of_organisation(filled), *_of_people(filled)]
    found += _of_answers(filled, wanted)
    if not filled.naming:
        found.append(Gap("naming", "naming"))
    found += [Gap(step_of(name), name, "unclear") for name in filled.typed]
    found += _of_pledge(filled, wanted)
    if not filled.is_confirmed:
        found.append(Gap("review", "confirmed"))
    return sorted(dict.fromkeys(found), key=lambda gap: STEPS.index(gap.step))


def step_of(name: str) -> str:
    """Return the step in which a field stands."""
    return "about" if name.startswith("question_") else STEP_OF.get(name, "organisation")


def _of_category(filled: Filled, wanted: Wanted) -> Iterator[Gap]:
    if filled.category not in wanted.categories:
        yield Gap("category", "category", "unclear" if filled.category else "empty")


def _of_organisation(filled: Filled) -> Iterator[Gap]:
    profile = filled.profile
    if not filled.name.strip():
        yield Gap("organisation", "name")
    if not profile.country and not profile.is_international and "country" not in filled.typed:
        yield Gap("organisation", "country")
    if filled.category != INDIVIDUAL and not profile.kind:
        yield Gap("organisation", "kind")
    if profile.website and not is_web_address(profile.website):
        yield Gap("organisation", "website", "unclear")


def _of_people(filled: Filled) -> Iterator[Gap]:
    asked = ("contact_name", "authority") if filled.category != INDIVIDUAL else ()
    for name in asked:
        if not getattr(filled, name).strip():
            yield Gap("people", name)
    if not filled.contact_address:
        yield Gap("people", "contact_address")


def _of_answers(filled: Filled, wanted: Wanted) -> Iterator[Gap]:
    if not filled.profile.about.strip():
        yield Gap("about", "about")
    for question in wanted.questions:
        answer = filled.answers.get(question.key, "")
        if question.is_required and answer in ("", None):
            yield Gap("about", f"question_{question.key}")
        elif question.kind == "choice" and answer and answer not in question.options:
            yield Gap("about", f"question_{question.key}", "unclear")


def _of_pledge(filled: Filled, wanted: Wanted) -> Iterator[Gap]:
    for name, accepted, in_force in (("call", filled.call, wanted.call), ("charter", filled.charter, wanted.charter)):
        if in_force is not None and accepted != in_force:
            yield Gap("pledge", name, "changed" if accepted else "empty")
    if any(wanted.promises.get(side) for side in ("member", "coalition")) and not same_promises(filled.promises, wanted.promises):
        yield Gap("pledge", "promises", "changed" if filled.promises else "empty")


def same_promises(accepted: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Tell whether what was accepted is, word for word, what is promised now in the same language."""
    return all(accepted.get(part) == now.get(part) for part in ("language", "member", "coalition"))


def promised(member: str, coalition: str, language: str) -> dict[str, Any]:
    """Return what both sides promise as it is kept with an application: one promise to a line, word for word, in one language."""
    return {"language": language, "member": _lines(member), "coalition": _lines(coalition)}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def steps(categories: Sequence[str]) -> tuple[str, ...]:
    """Return the steps of the form for a coalition in which one can apply in these categories."""
    return STEPS if len(categories) > 1 else STEPS[1:]


def is_forgotten(saved_at: datetime, reminded_at: datetime | None, now: datetime) -> bool:
    """Tell whether a draft is to go: untouched for long enough, and its writer, where one was told, had time since."""
    if now - saved_at < KEPT_FOR:
        return False
    return reminded_at is None or now - reminded_at >= TOLD_BEFORE
