"""What a row would bring or change, in words of the reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import dates
from django.utils.translation import gettext as _

from commoncall.kernel import languages
from commoncall.kernel.countries import queries as countries
from commoncall.membership.history.words import CATEGORIES, KINDS
from commoncall.web.lists import joined
from commoncall.web.moments import full_date, in_digits, locale_of_reader
from commoncall.workspace.imports.fields import VALUES

#: What is told by the value beside it.
_SILENT = frozenset({"name"})
_LONGEST = 120


@dataclass(frozen=True)
class Fact:
    """One particular that a row brings; with ``before`` where it changes one."""

    term: str
    words: str
    before: str = ""
    is_address: bool = False


def facts(values: Mapping[str, Any]) -> Iterator[Fact]:
    """Yield what a row says of a new organisation, besides its name."""
    for key in VALUES:
        if key in values and key not in _SILENT and not _is_told(key, values):
            yield _fact(key, values[key], values.get(key.replace("_on", "_precision"), ""))
    yield from (Fact(label, _short(text)) for label, text in values.get("own", {}).items())


def _is_told(key: str, values: Mapping[str, Any]) -> bool:
    """Tell whether another value says the same, and more."""
    return key == "endorsed" and bool(values.get("endorsed_what") or values.get("endorsed_on"))


def changes(changed: list[dict[str, Any]]) -> Iterator[Fact]:
    """Yield what a row would change: what stands there, and what would stand there."""
    exact = {one["field"]: one for one in changed if one["field"].endswith("_precision")}
    for one in changed:
        field = one["field"]
        if field in exact or (field == "endorsed" and len(changed) > 1):
            continue
        precision = exact.get(field.replace("_on", "_precision"), {}).get("new", "")
        told = _fact(field, one["new"], precision)
        term = _("%(person)s: %(term)s") % {"person": one["person"], "term": told.term} if one["person"] else told.term
        yield Fact(term, told.words, words(field, one["old"]), told.is_address)


def _fact(field: str, value: Any, precision: str) -> Fact:
    term = field.removeprefix("own:") if field.startswith("own:") else str(VALUES.get(field, field))
    return Fact(term, words(field, value, precision), is_address=field in {"website", "emails"})


def words(field: str, value: Any, precision: str = "") -> str:
    """Return the value of a field as its reader reads it."""
    if value in ("", None, [], {}):
        return ""
    told = _WORDS.get(field)
    if told is not None:
        return str(told(value))
    if field.endswith("_on"):
        return _day(date.fromisoformat(value), precision)
    return _short(joined(value) if isinstance(value, list) else str(value))


def _day(day: date, precision: str) -> str:
    if precision == "year":
        return in_digits(str(day.year))
    return in_digits(dates.format_skeleton("yMMMM", day, locale=locale_of_reader())) if precision == "month" else full_date(day)


def _short(text: str) -> str:
    plain = " ".join(str(text).split())
    return plain if len(plain) <= _LONGEST else plain[:_LONGEST].rsplit(" ", 1)[0] + "…"


def _yes_or_no(value: bool) -> str:
    return _("Yes") if value else _("No")


_WORDS: dict[str, Any] = {
    "countries": lambda codes: joined(countries.name(code, form="plain") for code in codes if countries.exists(code)),
    "international": lambda value: _("International") if value else "",
    "languages": lambda codes: joined(languages.name_of(code, languages.current()) for code in codes),
    "language": lambda code: languages.name_of(code, languages.current()),
    "kind": lambda code: KINDS.get(code, code),
    "category": lambda code: CATEGORIES.get(code, code),
    "led_by_affected": _yes_or_no,
    "endorsed": _yes_or_no,
    "other_names": lambda names: joined(name["text"] for name in names),
}


def person(planned: Mapping[str, Any]) -> str:
    """Return a contact person in one line: name, what they do, where they are reached."""
    values = planned["values"]
    told = [values.get("name", ""), values.get("function", ""), *values.get("emails", ())]
    return " · ".join(one for one in told if one)
