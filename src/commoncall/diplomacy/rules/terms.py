"""A treaty's own rules as data: when it may be signed and joined, when it enters into force, how it may be left."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from commoncall.diplomacy.rules.acts import ActKind

USUAL = (ActKind.RATIFICATION, ActKind.ACCEPTANCE, ActKind.APPROVAL, ActKind.ACCESSION)
_MOST_DAYS, _MOST_MONTHS, _MOST_STATES = 3660, 120, 250


class BadTerms(ValueError):
    """Data that describe no rule; ``field`` says which part, ``why`` is a word for it."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field, self.why = field, why


class Accession(StrEnum):
    """From when a state that did not sign may accede."""

    ANY_TIME = "any_time"
    AFTER_ENTRY = "after_entry"
    AFTER_CLOSING = "after_closing"
    NEVER = "never"


class Closing(StrEnum):
    """When a treaty can no longer be signed."""

    NEVER = "never"
    AT_ENTRY = "at_entry"
    ON_DATE = "on_date"


class Late(StrEnum):
    """Which states count as late, for which the treaty enters into force after a delay of their own."""

    AFTER_THRESHOLD = "after_threshold"
    AFTER_ENTRY = "after_entry"


@dataclass(frozen=True, slots=True)
class Delay:
    """How long after a deposit something takes effect: days, or months to the same day, or months to the first day of that month."""

    days: int = 0
    months: int = 0
    first_of_month: bool = False

    def after(self, on: date) -> date:
        """Return the day on which it ends; the last day of the month where that month has no such day, and of the calendar at the latest."""
        if self.months:
            index = on.year * 12 + on.month - 1 + self.months
            year, month = divmod(index, 12)
            if year > date.max.year:
                return date.max
            on = date(year, month + 1, 1 if self.first_of_month else min(on.day, monthrange(year, month + 1)[1]))
        return on + min(timedelta(days=self.days), date.max - on)


@dataclass(frozen=True, slots=True)
class Threshold:
    """What has to come together before a treaty enters into force: so many consents, or those of certain states."""

    count: int = 0
    kinds: tuple[ActKind, ...] = USUAL
    states: tuple[str, ...] = ()
    not_before: date | None = None


@dataclass(frozen=True, slots=True)
class Leaving:
    """How a treaty is left: how long after notice, and whether not before the end of an armed conflict in which the state is engaged."""

    delay: Delay
    waits_for_peace: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """The rules of one treaty. ``articles`` names the article for each of them, such as ``{"entry": "17(1)"}``."""

    opened_on: date | None = None
    closing: Closing = Closing.NEVER
    closed_on: date | None = None
    accession: Accession = Accession.ANY_TIME
    provisional: bool = False
    threshold: Threshold | None = None
    delay: Delay = field(default_factory=Delay)
    later_delay: Delay = field(default_factory=Delay)
    late: Late = Late.AFTER_THRESHOLD
    leaving: Leaving | None = None
    articles: Mapping[str, str] = field(default_factory=dict)


def read(data: Mapping[str, Any]) -> Terms:
    """Return the terms that JSON data describe, as ``written`` gives them; raises ``BadTerms``."""
    unknown = set(data) - {*Terms.__dataclass_fields__}
    if unknown:
        raise BadTerms(sorted(unknown)[0], "unknown")
    delay = _delay("delay", data.get("delay"))
    closing = _one(Closing, "closing", data.get("closing", Closing.NEVER))
    closed_on = _date("closed_on", data.get("closed_on"))
    if (closing is Closing.ON_DATE) != (closed_on is not None):
        raise BadTerms("closed_on", "missing" if closed_on is None else "superfluous")
    return Terms(
        opened_on=_date("opened_on", data.get("opened_on")),
        closing=closing,
        closed_on=closed_on,
        accession=_one(Accession, "accession", data.get("accession", Accession.ANY_TIME)),
        provisional=bool(data.get("provisional", False)),
        threshold=_threshold(data["threshold"]) if data.get("threshold") else None,
        delay=delay,
        later_delay=_delay("later_delay", data["later_delay"]) if data.get("later_delay") else delay,
        late=_one(Late, "late", data.get("late", Late.AFTER_THRESHOLD)),
        leaving=_leaving(data["leaving"]) if data.get("leaving") else None,
        articles={str(key): str(value)[:40] for key, value in (data.get("articles") or {}).items()},
    )


def written(terms: Terms) -> dict[str, Any]:
    """Return terms as JSON data that ``read`` understands."""
    threshold, leaving = terms.threshold, terms.leaving
    return {
        "opened_on": terms.opened_on.isoformat() if terms.opened_on else None,
        "closing": terms.closing.value,
        "closed_on": terms.closed_on.isoformat() if terms.closed_on else None,
        "accession": terms.accession.value,
        "provisional": terms.provisional,
        "threshold": threshold
        and {
            "count": threshold.count,
            "kinds": [kind.value for kind in threshold.kinds],
            "states": list(threshold.states),
            "not_before": threshold.not_before.isoformat() if threshold.not_before else None,
        },
        "delay": _written_delay(terms.delay),
        "later_delay": _written_delay(terms.later_delay),
        "late": terms.late.value,
        "leaving": leaving and {"delay": _written_delay(leaving.delay), "waits_for_peace": leaving.waits_for_peace},
        "articles": dict(terms.articles),
    }


def _written_delay(delay: Delay) -> dict[str, Any]:
    return {"days": delay.days, "months": delay.months, "first_of_month": delay.first_of_month}


def _threshold(data: Mapping[str, Any]) -> Threshold:
    states = tuple(str(code) for code in data.get("states") or ())
    count = _number("threshold", data.get("count") or 0, _MOST_STATES)
    if not count and not states:
        raise BadTerms("threshold", "missing")
    kinds = tuple(_one(ActKind, "threshold", kind) for kind in data.get("kinds") or USUAL)
    return Threshold(count, kinds, states, _date("threshold", data.get("not_before")))


def _leaving(data: Mapping[str, Any]) -> Leaving:
    return Leaving(_delay("leaving", data.get("delay")), bool(data.get("waits_for_peace", False)))


def _delay(field: str, data: Any) -> Delay:
    if data is None:
        return Delay()
    days, months = (_number(field, data.get(unit) or 0, most) for unit, most in (("days", _MOST_DAYS), ("months", _MOST_MONTHS)))
    return Delay(days, months, bool(data.get("first_of_month", False)))


def _number(field: str, value: Any, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise BadTerms(field, "number")
    return value


def _date(field: str, value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        raise BadTerms(field, "date") from None


def _one(choices: Any, field: str, value: Any) -> Any:
    try:
        return choices(value)
    except ValueError:
        raise BadTerms(field, "unknown") from None
