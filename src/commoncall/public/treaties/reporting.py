"""The form with which anybody reports an error. It sees to the shape; what may be is for the action to say."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import PlainWords
from commoncall.diplomacy.queries.instruments import participant_name
from commoncall.diplomacy.queries.status import acts
from commoncall.diplomacy.rules.remarks import SOURCE_AT_MOST, WORDS_AT_MOST, Report
from commoncall.kernel import languages
from commoncall.kernel.accounts.rules import Rate
from commoncall.kernel.countries import queries as countries
from commoncall.web.guarding import Gate, Guarded

if TYPE_CHECKING:
    from commoncall.diplomacy.models import Instrument

#: The word under which tries to send this form are counted.
GATE = "remark"
#: People look at each of these: more than this in an hour are not of people.
OVER_ALL = Rate(60, timedelta(hours=1))


class ReportForm(PlainWords, Guarded, forms.Form):
    """What is wrong, of which state, and how it can be checked."""

    participant = forms.ChoiceField(label=gettext_lazy("Which state is it about?"), required=False)
    words = forms.CharField(
        label=gettext_lazy("What is wrong?"),
        max_length=WORDS_AT_MOST,
        help_text=gettext_lazy("What stands here, and what should stand here."),
        widget=forms.Textarea({"rows": 4}),
    )
    source = forms.CharField(
        label=gettext_lazy("Where can the right fact be found?"),
        required=False,
        max_length=SOURCE_AT_MOST,
        help_text=gettext_lazy("A notification of the depositary, a law, a page: an address or the words to look for."),
    )
    address = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("Only if you want to be told what came of it. It is used for that one mail and then removed."),
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
    )

    def __init__(self, data: Any = None, *, gate: Gate, instrument: Instrument, state: str = "") -> None:
        super().__init__(data, gate=gate)
        states = countries.states()
        choices = [(one.code, one.name) for one in countries.all_named() if one.code in states]
        codes = acts(instrument).order_by().exclude(participant__in=states).values_list("participant", flat=True).distinct()
        choices += [(code, participant_name(code)) for code in codes]
        field = self.fields["participant"]
        field.choices = [("", _("None in particular")), *choices]  # type: ignore[attr-defined]
        field.initial = state if state in dict(choices) else ""

    def report(self) -> Report:
        """Return what was written, in the language in which it was."""
        told = {name: self.cleaned_data[name] for name in ("words", "participant", "source", "address")}
        return Report(**told, language=languages.current())
