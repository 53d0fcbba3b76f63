"""Numbers within sentences: shares as they are usually said, and sentences for a length of time."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from commoncall.decisions.rules.rule import Time
from commoncall.kernel import languages

#: From here on, whole days by the clock are easier to read than hours.
_LONG = 96
_DAY = 24
_PERCENT = 100


def share(part: Fraction) -> str:
    """Return a share exactly: in percent where that is a whole number, such as ``75 %``, else as a fraction, such as ``2/3``."""
    percent = part * _PERCENT
    if percent.denominator == 1:
        # Translators: a share in percent; the blank is one that does not break.
        return _("%(n)s\u00a0%%") % {"n": int(percent)}
    return f"{part.numerator}/{part.denominator}"


def spoken(sentence: Any, **parts: object) -> str:
    """Return a sentence with its parts filled in, and its digits as the reader writes them."""
    return languages.in_digits(str(sentence % parts))


def is_long(time: Time) -> bool:
    """Tell whether hours are rather told as days."""
    return time.hours >= _LONG and time.hours % _DAY == 0


def timed(time: Time, hours: Any, days: Any, working_days: Any) -> str:
    """Return which of three sentences tells a length of time, filled in: each is one for a number ``n``."""
    if time.working_days:
        return spoken(working_days, n=time.working_days)
    return spoken(days, n=time.hours // _DAY) if is_long(time) else spoken(hours, n=time.hours)
