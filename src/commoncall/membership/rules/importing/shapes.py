"""What goes into the plan of an import and what comes out of it: plain, frozen, ready to be stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Value = Any  # str, bool, list of str, or dict of str: what JSON holds
Values = Mapping[str, Value]


class Mode(StrEnum):
    """What happens to organisations that are there already."""

    SKIP = "skip"
    UPDATE = "update"
    FILL = "fill"


class Verdict(StrEnum):
    """What an import does with one row."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    QUESTIONS = "questions"
    ERRORS = "errors"


@dataclass(frozen=True)
class KnownPerson:
    """A contact person whom the coalition knows already."""

    id: str
    name: str
    emails: tuple[str, ...] = ()
    phone: str = ""
    function: str = ""
    language: str = ""


@dataclass(frozen=True)
class KnownOrganisation:
    """An organisation that the coalition knows already; the first of its names is the one shown.

    The values are those of `drafts.Draft.values`, as far as they are filled.
    """

    id: str
    names: tuple[str, ...]
    values: Values = field(default_factory=dict)
    people: tuple[KnownPerson, ...] = ()


@dataclass(frozen=True)
class Said:
    """A question, problem or note about a row: a code with what belongs in its sentence (see sentences)."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen: what it stands for, what is shown, and why it is offered."""

    value: str
    label: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """Something that only a person can tell. The answer to a key holds for every row that asks it.

    An empty answer leaves the cell out. Where `is_free`, the answer may be typed.
    """

    key: str
    said: Said
    field: str
    options: tuple[Option, ...] = ()
    is_free: bool = False


@dataclass(frozen=True)
class Change:
    """One field of an organisation or of one of its people, before and after."""

    field: str
    old: Value
    new: Value
    person: str = ""


@dataclass(frozen=True)
class PersonPlan:
    """A contact person in the file. Rows with the same key speak of the same person.

    `id` is set for a person who is known already; `values` holds name, emails, phone, function and language.
    """

    key: str
    id: str
    values: Values
    is_new_here: bool
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class RowPlan:
    """What the import does with one row, and why.

    `organisation` is the id of a known organisation; `group` is the number of the row in which a new one stands first.
    The values of an organisation stand whole in the plan of that first row.
    """

    number: int
    verdict: Verdict
    name: str
    group: int
    organisation: str = ""
    values: Values = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    people: tuple[PersonPlan, ...] = ()
    questions: tuple[Question, ...] = ()
    errors: tuple[Said, ...] = ()
    notes: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What the import does with all rows, and the questions that remain, each once."""

    rows: tuple[RowPlan, ...]
    questions: tuple[Question, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are and how many have each verdict; the verdicts together are the rows."""
        counts = {"rows": len(self.rows)} | {verdict.value: 0 for verdict in Verdict}
        for row in self.rows:
            counts[row.verdict.value] += 1
        return counts

    @property
    def totals(self) -> dict[str, int]:
        """How many organisations and people it would add and change."""
        people = {each.key for row in self.rows for each in row.people if not each.id and row.verdict in _APPLIED}
        return {
            "new_organisations": sum(row.verdict is Verdict.NEW and row.group == row.number and not row.organisation for row in self.rows),
            "changed_organisations": len({row.organisation for row in self.rows if row.verdict is Verdict.CHANGED}),
            "new_people": len(people),
        }


_APPLIED = frozenset({Verdict.NEW, Verdict.CHANGED})
