"""Files of names that were brought for a letter, as those who look through them see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from commoncall.kernel.authority import Actor
from commoncall.membership.rules.matching.shapes import Verdict
from commoncall.voice.models import Letter, Sheet
from commoncall.voice.rules import sheets
from commoncall.voice.rules.bringing_in import Choice, Columns, Found


@dataclass(frozen=True)
class Reviewed:
    """A name of the file, what was found, and what becomes of it as things stand: an organisation's id, ``outside``, ``leave`` or nothing."""

    found: Found
    what: str

    @property
    def is_decided(self) -> bool:
        """Whether it is clear what becomes of it."""
        return self.what != Choice.UNDECIDED


@dataclass(frozen=True)
class Review:
    """All names of a file by what they were found to be, each in one part only; a repetition stands in ``repeated`` alone."""

    certain: tuple[Reviewed, ...]
    doubtful: tuple[Reviewed, ...]
    unknown: tuple[Reviewed, ...]
    repeated: tuple[Reviewed, ...]

    @property
    def undecided(self) -> int:
        """How many are yet to be decided on."""
        return sum(not one.is_decided for part in (self.certain, self.doubtful, self.unknown, self.repeated) for one in part)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many names are in each part, and in the file."""
        parts = {"certain": self.certain, "doubtful": self.doubtful, "unknown": self.unknown, "repeated": self.repeated}
        return {"names": sum(map(len, parts.values())), **{name: len(part) for name, part in parts.items()}}


def visible_to(actor: Actor) -> QuerySet[Sheet]:
    """Return the files that the actor may see: those for its coalition's letters, where it may enter signatures."""
    if actor.coalition_id is None or not actor.is_coordinator:
        return Sheet.objects.none()
    return Sheet.objects.filter(letter__coalition=actor.coalition_id).select_related("letter")


def one(actor: Actor, sheet_id: UUID) -> Sheet | None:
    """Return a file that the actor may see."""
    return visible_to(actor).filter(pk=sheet_id).first()


def open_of(actor: Actor, letter: Letter) -> Sheet | None:
    """Return the file that the actor has begun to look through for a letter."""
    return visible_to(actor).filter(letter=letter, state=Sheet.State.OPEN, begun_by=actor.person_id).order_by("-begun_at").first()


def taken_for(actor: Actor, letter: Letter) -> QuerySet[Sheet]:
    """Return the files that were taken in for a letter, the latest first."""
    return visible_to(actor).filter(letter=letter, state=Sheet.State.TAKEN).order_by("-taken_at")


def columns(sheet: Sheet) -> Columns | None:
    """Return which column holds what; nothing where that could not be guessed."""
    return sheets.columns(sheet.columns)


def review(sheet: Sheet) -> Review:
    """Return all names of a file, by what they were found to be; no query."""
    reviewed = [Reviewed(one, sheet.chosen.get(str(one.line.row), one.suggestion)) for one in sheets.read(sheet.found)]
    once = [one for one in reviewed if not one.found.repeats]
    return Review(
        certain=tuple(one for one in once if one.found.verdict is Verdict.SAME),
        doubtful=tuple(one for one in once if _is_doubtful(one.found)),
        unknown=tuple(one for one in once if one.found.verdict is Verdict.NONE and not one.found.near),
        repeated=tuple(one for one in reviewed if one.found.repeats),
    )


def _is_doubtful(found: Found) -> bool:
    return found.verdict is Verdict.DOUBTFUL or (found.verdict is Verdict.NONE and bool(found.near))
