"""What a coalition has arranged for those who apply, with sensible defaults where it has arranged nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Coalition
from commoncall.membership.models import Admission, Category, Path, Question, Window
from commoncall.membership.rules import admitting
from commoncall.membership.rules.admitting import Way

CATEGORIES = tuple(Category(category) for category in admitting.APPLIED_FOR)
CONSULTS = Path.Consults
QUESTION_KINDS = Question.Kind


def admission(coalition: Coalition) -> Admission:
    """Return what a coalition says to those who apply; an open one without words where it has said nothing."""
    return Admission.objects.filter(pk=coalition.pk).first() or Admission(coalition=coalition)


def ways(coalition: Coalition) -> dict[Category, Way]:
    """Return by which stages one joins in each category that can be applied for, as arranged or as usual; one query.

    ``decided_by`` stays empty where it is as the coalition's arrangements say: ``Way.by`` names it.
    """
    arranged = {Category(one.category): way_of(one) for one in Path.objects.filter(coalition=coalition)}
    return {category: arranged.get(category) or admitting.usual(category) for category in CATEGORIES}


def way(coalition: Coalition, category: str) -> Way:
    """Return by which stages one joins in a category, with whoever decides by name."""
    return ways(coalition).get(Category(category), admitting.usual(category)).by(parties.arrangements(coalition).admitted_by)


def way_of(path: Path) -> Way:
    """Return an arranged path as plain values."""
    return Way(path.is_open, path.consults, path.consultation_days, path.decided_by, path.decision_days, path.tells_members)


def open_categories(coalition: Coalition) -> list[Category]:
    """Return the categories in which one can apply, in their usual order."""
    return [category for category, found in ways(coalition).items() if found.is_open]


def questions(coalition: Coalition, *, retired: bool = False) -> list[Question]:
    """Return the coalition's own questions in their order: those that are asked, or all that ever were."""
    found = Question.objects.filter(coalition=coalition).order_by("position", "id")
    return list(found if retired else found.filter(retired_at=None))


def question(actor: Actor, identifier: UUID) -> Question | None:
    """Return one of the questions of the actor's coalition, for whoever arranges them."""
    return Question.objects.filter(pk=identifier, coalition_id=actor.coalition_id).first() if actor.is_coordinator else None


def windows(coalition: Coalition) -> list[Window]:
    """Return the times for applications, the earliest first."""
    return list(Window.objects.filter(coalition=coalition).order_by("opens_at", "id"))


def window(actor: Actor, identifier: UUID) -> Window | None:
    """Return one of the times for applications of the actor's coalition, for whoever arranges them."""
    return Window.objects.filter(pk=identifier, coalition_id=actor.coalition_id).first() if actor.is_coordinator else None


@dataclass(frozen=True)
class Opening:
    """Whether applications can be handed in now, until when that lasts, and when it begins again."""

    is_open: bool
    until: datetime | None = None
    next_at: datetime | None = None
    categories: list[Category] = field(default_factory=list)


def opening(coalition: Coalition, at: datetime | None = None) -> Opening:
    """Return whether a coalition takes applications at an instant, which is now unless another is given.

    A coalition without any window takes them at any time; one that has had windows takes them within these alone.
    """
    now = at or time.now()
    categories = open_categories(coalition)
    if not admission(coalition).is_open or not categories:
        return Opening(False, categories=categories)
    kept = windows(coalition)
    if not kept:
        return Opening(True, categories=categories)
    until = max((one.closes_at for one in kept if one.opens_at <= now < one.closes_at), default=None)
    next_at = min((one.opens_at for one in kept if one.opens_at > now), default=None)
    return Opening(until is not None, until, next_at, categories)


def country_name(code: str) -> str:
    """Return a country's name in the reader's language, or nothing."""
    return countries.name(code, form="plain") if code else ""
