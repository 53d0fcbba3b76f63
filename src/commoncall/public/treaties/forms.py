"""The form that asks for a day."""

from __future__ import annotations

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import PlainWords
from commoncall.kernel import time
from commoncall.public.treaties.parts import EARLIEST
from commoncall.web.moments import full_date


class DayForm(PlainWords, forms.Form):
    """A day of which there is a page."""

    date = forms.DateField(
        label=gettext_lazy("On this day"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"}),
    )

    def clean_date(self) -> datetime.date:
        """Return the day, or say why there is no page of it."""
        day: datetime.date = self.cleaned_data["date"]
        if day > time.now().date():
            raise ValidationError(_("%(date)s is still to come; nobody can say yet who will have joined.") % {"date": full_date(day)})
        if day < EARLIEST:
            raise ValidationError(_("The pages begin with the year %(year)s.") % {"year": EARLIEST.year})
        return day
