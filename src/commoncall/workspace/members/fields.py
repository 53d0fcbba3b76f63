"""Fields of an organisation's record that take what people write: days and organisations, as they are known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commoncall.kernel.authority import Actor
from commoncall.membership.queries import directory
from commoncall.membership.rules.filters import Filters
from commoncall.membership.rules.importing import dates
from commoncall.web.fields import WrittenField
from commoncall.web.lists import joined


class DayAsKnownField(WrittenField):
    """A day as exactly as it is known: a year, a month or a day; gives the day and how exact it is."""

    def prepare_value(self, value: Any) -> Any:
        """Return a day as it is written, no more exact than it is known; what was typed stays as it was typed."""
        if isinstance(value, tuple):
            day, precision = value
            return day.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)] if day else ""
        return value

    def understood(self, written: str) -> Any:
        """Return (day, precision), with no day where nothing was written."""
        if not written:
            return (None, "")
        try:
            found = dates.read(written)
        except ValueError:
            found = None
        if found is None:
            raise ValidationError(_("“%(written)s” is no day that there is. Write 2019, 2019-04 or 2019-04-30.") % {"written": written[:40]})
        return (found.day, found.precision)


class OrganisationField(WrittenField):
    """An organisation by its name or acronym, among those of which the reader may know; gives its row of the directory."""

    LONGEST = 300

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self.actor = Actor()

    def understood(self, written: str) -> Any:
        """Return the row, or say that nobody, or more than one, is called so."""
        written = " ".join(written.split())
        if not written:
            return None
        rows = directory.page(self.actor, Filters(q=written)).rows
        called = [row for row in rows if written.casefold() in {row.name.casefold(), row.acronym.casefold(), row.other_name.casefold()}]
        fitting = called if len(called) == 1 else rows
        if len(fitting) == 1:
            return fitting[0]
        if not fitting:
            raise ValidationError(_("No organisation that you may know of is called “%(written)s”.") % {"written": written[:80]})
        raise ValidationError(
            _("“%(written)s” could be %(names)s. Write the whole name.") % {"written": written[:80], "names": joined(row.name for row in fitting[:4])}
        )


def day_or_none(found: tuple[date | None, str]) -> date | None:
    """Return the day alone."""
    return found[0]


def words_of(text: str) -> Iterable[str]:
    """Return the parts of a list that is written with commas or on lines."""
    return [part for one in text.replace("،", ",").replace("\n", ",").split(",") if (part := one.strip())]
