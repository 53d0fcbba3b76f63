"""The fields of a rule that are no plain numbers: shares as people write them, and lengths of time with their unit."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.decisions.rules.rule import Time
from commoncall.decisions.sentences.numbers import is_long, share
from commoncall.kernel import languages
from commoncall.workspace.ladder.words import UNITS

_LONGEST = 20
_FINEST = 10_000
_PERCENT = 100
_DAY = 24


class ShareField(forms.CharField):
    """A share as people write it: ``75``, ``75 %`` or ``2/3``, in whatever digits; gives an exact fraction."""

    def __init__(self, **keywords: Any) -> None:
        super().__init__(max_length=_LONGEST, widget=forms.TextInput({"class": "short ltr", "inputmode": "text", "autocomplete": "off"}), **keywords)

    def prepare_value(self, value: Any) -> Any:
        """Return a share as it is usually said; what was typed stays as it was typed."""
        return languages.in_digits(share(value)) if isinstance(value, Fraction) else value

    def clean(self, value: Any) -> Any:
        """Return the share, or say how one is written."""
        written = _in_latin_digits(super().clean(value) or "")
        if not written:
            return Fraction(0)
        try:
            found = Fraction(written) if "/" in written else Fraction(written) / _PERCENT
        except (ValueError, ZeroDivisionError) as fault:
            raise ValidationError(_("Write a share in percent or as a fraction, such as 75 or 2/3.")) from fault
        if not 0 <= found <= 1 or found.denominator > _FINEST:
            raise ValidationError(_("Write a share from 0 to 100 percent, such as 75 or 2/3."))
        return found


def _in_latin_digits(text: str) -> str:
    digits = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text)
    return "".join(digits.replace("%", "").replace("٪", "").replace("٫", ".").replace(",", ".").split())


def number(label: Any, *, least: int = 0, help_text: Any = "", required: bool = False) -> forms.IntegerField:
    """Return a field for a whole number."""
    widget = forms.NumberInput({"class": "short", "inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=least, max_value=9_999, required=required, help_text=help_text, widget=widget)


def unit() -> forms.ChoiceField:
    """Return the field for the unit of a length of time that stands before it."""
    return forms.ChoiceField(label=gettext_lazy("Counted in"), choices=UNITS)


def time_as_initial(name: str, time: Time) -> dict[str, Any]:
    """Return a length of time as its two fields are filled in with it."""
    if time.working_days:
        return {f"{name}_n": time.working_days, f"{name}_unit": "working_days"}
    if is_long(time):
        return {f"{name}_n": time.hours // _DAY, f"{name}_unit": "days"}
    return {f"{name}_n": time.hours or None, f"{name}_unit": "hours"}


def time_of(name: str, told: Mapping[str, Any]) -> Time:
    """Return the length of time that two fields give."""
    length = told.get(f"{name}_n") or 0
    if told.get(f"{name}_unit") == "working_days":
        return Time(working_days=length)
    return Time(hours=length * _DAY if told.get(f"{name}_unit") == "days" else length)
