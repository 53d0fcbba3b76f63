"""The forms of a procedure about an organisation. They see to the shape; what may be is for the actions to say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from datetime import time as midnight
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import PlainWords
from commoncall.kernel import time
from commoncall.kernel.asks.rules import end_of
from commoncall.membership.actions.dormancy import Caution
from commoncall.membership.actions.proceedings import Decision, Hearing
from commoncall.membership.rules.dormancy import LONGEST_DAYS, SHORTEST_DAYS, USUAL_DAYS
from commoncall.procedures.standing.deciding import Assembly
from commoncall.web.moments import zone_offset

#: How long ago the list of the silent begins, unless another day is asked for.
SILENCE = timedelta(days=365)

ENDS = gettext_lazy("The day ends at 23:59:59 UTC.")


def long_text(label: Any, *, rows: int = 6, longest: int = 8000, **more: Any) -> forms.CharField:
    """Return a field for several lines of text."""
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea({"rows": rows}), **more)


def day(label: Any, **more: Any) -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **more)


def instant(label: Any, **more: Any) -> forms.DateTimeField:
    """Return a field for an hour of a day, in the reader's zone."""
    return forms.DateTimeField(label=label, widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"), **more)


class BeginForm(PlainWords, forms.Form):
    """For what reason a procedure is opened, and what is known already."""

    reason = long_text(gettext_lazy("The reason"), rows=4, longest=4000, help_text=gettext_lazy("The organisation reads it as it stands here."))
    facts_gathered = long_text(
        gettext_lazy("Facts gathered so far"),
        required=False,
        help_text=gettext_lazy("What was looked into, with whom, and what was found. It can be added to later."),
    )


class FactsForm(PlainWords, forms.Form):
    """What was looked into."""

    facts_gathered = long_text(
        gettext_lazy("Facts gathered"),
        rows=10,
        help_text=gettext_lazy("What was looked into, with whom, and what was found. The organisation reads it."),
    )


class NoticeForm(PlainWords, forms.Form):
    """The written notice."""

    text = long_text(gettext_lazy("The notice"), rows=8, help_text=gettext_lazy("It goes out by mail as you write it here."))
    answer_by = day(gettext_lazy("Time to answer in writing until"), help_text=ENDS)
    hearing_at = instant(gettext_lazy("Hearing"), required=False)
    hearing_where = forms.CharField(
        label=gettext_lazy("Where it is heard"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("A room, or the address of a call. Without a hearing, everything is said in writing."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["hearing_at"].help_text = _("In your time: %(offset)s.") % {"offset": zone_offset(time.now())}

    def hearing(self) -> Hearing:
        """Return what was written."""
        told = self.cleaned_data
        return Hearing(told["text"], end_of(told["answer_by"]), told["hearing_at"], told["hearing_where"])


class AnswerForm(PlainWords, forms.Form):
    """What the organisation answers."""

    text = long_text(
        gettext_lazy("Your answer"),
        rows=10,
        help_text=gettext_lazy("The coordinators read it, and those who decide on it. It is kept as you write it."),
    )


class HeardForm(PlainWords, forms.Form):
    """What was said when the organisation was heard."""

    heard_at = instant(gettext_lazy("When it was heard"))
    heard = long_text(
        gettext_lazy("What was said"), rows=10, help_text=gettext_lazy("By whom, and what came by letter or by phone. The organisation reads it.")
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["heard_at"].help_text = _("In your time: %(offset)s.") % {"offset": zone_offset(time.now())}


class SuspendForm(PlainWords, forms.Form):
    """Where it was decided, and who hears it; nothing of that may be missing."""

    meeting = forms.CharField(
        label=gettext_lazy("The meeting that decided it"),
        max_length=300,
        help_text=gettext_lazy("Such as: steering committee, 14th meeting, item 3."),
        error_messages={"required": gettext_lazy("Say which meeting decided it: nobody is suspended without one.")},
    )
    decided_on = day(gettext_lazy("Decided on"), error_messages={"required": gettext_lazy("Say on which day it was decided.")})
    assembly = forms.CharField(
        label=gettext_lazy("The assembly that will hear it"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say which assembly will hear it: nobody is suspended without one.")},
    )
    assembly_on = day(
        gettext_lazy("The day of that assembly"),
        error_messages={"required": gettext_lazy("Say on which day that assembly meets: a suspension lasts until then.")},
    )

    def decision(self) -> Decision:
        """Return what was written."""
        told = self.cleaned_data
        return Decision(told["meeting"], told["decided_on"], told["assembly"], told["assembly_on"])


class ProposeForm(PlainWords, forms.Form):
    """Which assembly hears a suspension that is put to the vote."""

    assembly = forms.CharField(
        label=gettext_lazy("The assembly that will hear it"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say which assembly will hear it: nobody is suspended without one.")},
    )
    assembly_on = day(
        gettext_lazy("The day of that assembly"),
        error_messages={"required": gettext_lazy("Say on which day that assembly meets: a suspension lasts until then.")},
    )

    def heard_by(self) -> Assembly:
        """Return what was written."""
        return Assembly(self.cleaned_data["assembly"], self.cleaned_data["assembly_on"])


class SureForm(PlainWords, forms.Form):
    """Nothing is to be written: it is only to be confirmed."""


class AssemblyForm(PlainWords, forms.Form):
    """Another assembly, or another day."""

    assembly = forms.CharField(label=gettext_lazy("The assembly that will hear it"), max_length=300)
    assembly_on = day(gettext_lazy("Its day"))
    reason = forms.CharField(label=gettext_lazy("Why it has changed"), max_length=500)


class OutcomeForm(PlainWords, forms.Form):
    """Why it ends."""

    outcome = long_text(
        gettext_lazy("Who decided that, and why"), rows=4, longest=4000, help_text=gettext_lazy("The organisation reads it as it stands here.")
    )


class ConfirmForm(OutcomeForm):
    """Until when the suspension was confirmed."""

    until = day(gettext_lazy("Suspended until"), help_text=ENDS)

    field_order = ("until", "outcome")

    def instant(self) -> datetime:
        """Return the instant at which the suspension is lifted."""
        return end_of(self.cleaned_data["until"])


class SinceForm(forms.Form):
    """Since when nobody was heard of. What makes no sense is as if it had not been asked."""

    since = day(gettext_lazy("Not heard of since"))

    def __init__(self, data: Any = None) -> None:
        self.usual = (time.now() - SILENCE).date()
        super().__init__(data, initial={"since": self.usual})

    def instant(self) -> datetime:
        """Return the beginning of the day that was asked for, in UTC; a year ago unless it was said."""
        told = self.cleaned_data.get("since") if self.is_valid() else None
        return datetime.combine(told or self.usual, midnight.min, tzinfo=UTC)


class CautionForm(PlainWords, forms.Form):
    """Why, and after how many days."""

    reason = long_text(gettext_lazy("Why?"), rows=4, longest=2000, help_text=gettext_lazy("The organisations read it as it stands here."))
    days = forms.IntegerField(
        label=gettext_lazy("Dormant after how many days?"),
        initial=USUAL_DAYS,
        min_value=SHORTEST_DAYS,
        max_value=LONGEST_DAYS,
        widget=forms.NumberInput({"class": "short"}),
    )

    def caution(self) -> Caution:
        """Return what was written."""
        return Caution(self.cleaned_data["reason"], self.cleaned_data["days"])
