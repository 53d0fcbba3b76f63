"""The parts of a treaty's public addresses: a day, a month, a state, a region."""

from datetime import date

from commoncall.kernel import time

#: Of earlier days there is nothing to be shown.
EARLIEST = date(1900, 1, 1)


class DayConverter:
    """A day from 1900 until today, as ISO 8601 writes it. Other days have no page."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """Return the day, or say that there is no page of it."""
        day = date.fromisoformat(value)
        if not EARLIEST <= day <= time.now().date():
            raise ValueError(value)
        return day

    def to_url(self, value: date) -> str:
        """Return the day as it stands in addresses."""
        return value.isoformat()


class MonthConverter(DayConverter):
    """A month from 1900 until this one, such as 2010-08; its first day stands for it."""

    regex = r"\d{4}-\d{2}"

    def to_python(self, value: str) -> date:
        """Return the first day of the month, or say that there is no page of it."""
        return super().to_python(f"{value}-01")

    def to_url(self, value: date) -> str:
        """Return the month as it stands in addresses."""
        return value.isoformat()[:7]


class StateConverter:
    """The alpha-2 code of a state, in small letters."""

    regex = "[a-z]{2}"

    def to_python(self, value: str) -> str:
        """Return the code as it is kept."""
        return value.upper()

    def to_url(self, value: str) -> str:
        """Return the code as it stands in addresses."""
        return value.lower()


class RegionConverter:
    """The code of a region in M49: three figures."""

    regex = "[0-9]{3}"

    def to_python(self, value: str) -> str:
        """Return the code as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the code as it stands."""
        return value
