"""The fields that a column can hold, and the mapping of a table's columns to them."""

import hashlib
from collections import Counter
from collections.abc import Mapping as JsonMapping
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from commoncall.kernel.text.folding import fold


class Field(StrEnum):
    """What a column holds, of an organisation or of one of its people."""

    NAME = "name"
    OTHER_NAME = "other_name"
    ACRONYM = "acronym"
    COUNTRY = "country"
    REGION = "region"
    KIND = "kind"
    LANGUAGES = "languages"
    WEBSITE = "website"
    SIZE = "size"
    LED_BY_AFFECTED = "led_by_affected"
    REGISTRATION = "registration"
    CATEGORY = "category"
    JOINED_ON = "joined_on"
    ENDORSED_ON = "endorsed_on"
    TAGS = "tags"
    ABOUT = "about"
    NOTES = "notes"
    PERSON_NAME = "person_name"
    PERSON_FIRST_NAME = "person_first_name"
    PERSON_LAST_NAME = "person_last_name"
    PERSON_EMAIL = "person_email"
    PERSON_PHONE = "person_phone"
    PERSON_ROLE = "person_role"
    PERSON_LANGUAGE = "person_language"
    OWN = "own"
    IGNORE = "ignore"


PERSON_FIELDS = frozenset(field for field in Field if field.startswith("person_"))
DATE_FIELDS = frozenset({Field.JOINED_ON, Field.ENDORSED_ON})
# Fields that may stand in several columns at once; what they hold is put together.
REPEATABLE = frozenset({Field.OTHER_NAME, Field.COUNTRY, Field.LANGUAGES, Field.TAGS, Field.ABOUT, Field.NOTES, Field.OWN, Field.IGNORE})
DATE_ORDERS = ("", "dmy", "mdy")


@dataclass(frozen=True)
class Column:
    """One column of the table: its heading, what it holds, and for whom.

    The label is the language of another name, what was endorsed, or the name of an own column. The person counts the
    contact persons of a row from 1, where a table has several sets of columns for them.
    """

    heading: str
    field: Field
    label: str = ""
    person: int = 1


@dataclass(frozen=True)
class Mapping:
    """What each column of a table holds, in the order of the table, and how its dates are written."""

    columns: tuple[Column, ...]
    date_order: str = ""

    def indexes(self, field: Field, person: int | None = None) -> list[int]:
        """The places of the columns that hold a field, of one set of person's columns or of all."""
        return [index for index, column in enumerate(self.columns) if column.field is field and (person is None or column.person == person)]

    def people(self) -> list[int]:
        """The numbers of the sets of columns about people."""
        return sorted({column.person for column in self.columns if column.field in PERSON_FIELDS})

    def with_column(self, index: int, column: Column) -> "Mapping":
        """The mapping with one column understood otherwise."""
        columns = list(self.columns)
        columns[index] = column
        return replace(self, columns=tuple(columns))

    def to_json(self) -> dict[str, Any]:
        """The mapping as plain values to store."""
        return {
            "date_order": self.date_order,
            "columns": [{"heading": each.heading, "field": each.field.value, "label": each.label, "person": each.person} for each in self.columns],
        }

    @classmethod
    def from_json(cls, stored: JsonMapping[str, Any]) -> "Mapping":
        """The mapping that was stored; raises ValueError where it cannot be one."""
        try:
            columns = tuple(_column(each) for each in stored["columns"])
            order = str(stored.get("date_order", ""))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("not a mapping") from error
        if order not in DATE_ORDERS:
            raise ValueError("not an order of dates")
        return cls(columns, order)


def _column(stored: JsonMapping[str, Any]) -> Column:
    return Column(str(stored["heading"]), Field(stored["field"]), str(stored.get("label", "")), int(stored.get("person", 1)))


@dataclass(frozen=True)
class MappingProblem:
    """Why a mapping cannot be used; see MAPPING_PROBLEMS."""

    code: str
    params: dict[str, str]


def _(sentence: str) -> str:
    """Mark a sentence for translation and leave it as it is."""
    return sentence


MAPPING_PROBLEMS = {
    "no_name": _("No column holds the name of the organisation. Choose one."),
    "twice": _("“%(first)s” and “%(second)s” both hold the same field. Choose another one for one of them."),
    "other_columns": _("The columns of the table are not those of this mapping."),
    "own_without_name": _("Column “%(first)s” becomes a column of your own and needs a name."),
}


def problems(mapping: Mapping, headers: Sequence[str] | None = None) -> list[MappingProblem]:
    """What keeps a mapping from being used: no name, one field in two columns, columns of another table."""
    found: list[MappingProblem] = []
    if headers is not None and [column.heading for column in mapping.columns] != list(headers):
        found.append(MappingProblem("other_columns", {}))
    if not mapping.indexes(Field.NAME):
        found.append(MappingProblem("no_name", {}))
    first: dict[tuple[Field, int], str] = {}
    for column in mapping.columns:
        key = (column.field, column.person if column.field in PERSON_FIELDS else 0)
        if column.field not in REPEATABLE and key in first:
            found.append(MappingProblem("twice", {"first": first[key], "second": column.heading}))
        first.setdefault(key, column.heading)
        if column.field is Field.OWN and not (column.label or column.heading).strip():
            found.append(MappingProblem("own_without_name", {"first": column.heading}))
    return found


def fingerprint(headers: Sequence[str]) -> str:
    """A short mark by which a table with the same headings in the same order is known again."""
    folded = "\x1f".join(fold(heading) for heading in headers)
    return hashlib.sha256(folded.encode()).hexdigest()[:32]


def without_repetitions(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns with every second use of a field that may stand but once turned into an own column."""
    seen: Counter[tuple[Field, int]] = Counter()
    kept: list[Column] = []
    for column in columns:
        key = (column.field, column.person if column.field in PERSON_FIELDS else 0)
        seen[key] += 1
        again = seen[key] > 1 and column.field not in REPEATABLE
        kept.append(Column(column.heading, Field.OWN, column.heading) if again else column)
    return tuple(kept)
