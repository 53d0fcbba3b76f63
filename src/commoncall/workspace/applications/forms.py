"""The forms with which applications are handled. They see to the shape; what may be is for the actions to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import Choices, PlainWords
from commoncall.kernel.refusals import Words
from commoncall.membership.actions.applying.checking import Contact, Found
from commoncall.membership.actions.applying.consulting import LONGEST_COMMENT
from commoncall.membership.queries.applications import ANSWERS, MET
from commoncall.membership.rules.admitting import Again
from commoncall.procedures.admission import Ballot
from commoncall.web.words import Words as Called
from commoncall.workspace.applications import words

ANY_TIME, FROM_DAY, NEVER = "any", "from", "never"


class CheckForm(PlainWords, forms.Form):
    """What was found on each of the coalition's conditions."""

    def __init__(self, data: Any = None, *, criteria: Sequence[tuple[str, str]], found: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.criteria = criteria
        for key, _sentence in criteria:
            kept = found.get(key)
            self.fields[f"met_{key}"] = forms.ChoiceField(
                label=_("What was found"), choices=MET.choices, widget=Choices, required=False, initial=kept.met if kept else ""
            )
            self.fields[f"note_{key}"] = forms.CharField(
                label=_("Note"), max_length=1000, required=False, initial=kept.note if kept else "", widget=forms.Textarea({"rows": 2})
            )

    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Return each condition with its two fields."""
        return [(sentence, self[f"met_{key}"], self[f"note_{key}"]) for key, sentence in self.criteria]

    def found(self) -> dict[str, Found]:
        """Return what was chosen."""
        told = self.cleaned_data
        return {key: Found(told[f"met_{key}"], told[f"note_{key}"]) for key, _sentence in self.criteria}


class ContactForm(PlainWords, forms.Form):
    """Who speaks for the applicant from now on, and why."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    function = forms.CharField(label=gettext_lazy("Function"), max_length=120, required=False)
    address = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=60, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why, and who told you?"),
        help_text=gettext_lazy("It stands in the history, for the coordinators."),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )

    def contact(self) -> Contact:
        """Return what was written."""
        told = self.cleaned_data
        return Contact(told["name"], told["address"], told["function"], told["phone"])


class AnswerForm(PlainWords, forms.Form):
    """An answer about an applicant, for an organisation or a seat."""

    answer = forms.ChoiceField(label=gettext_lazy("Your answer"), choices=ANSWERS.choices, widget=Choices)
    comment = forms.CharField(
        label=gettext_lazy("What those who decide should know"),
        help_text=gettext_lazy("Whoever is against says why. The applicant never reads it."),
        max_length=LONGEST_COMMENT,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )

    def __init__(self, data: Any = None, *, kept: Any, choices: Sequence[tuple[str, Words]] | None = None) -> None:
        super().__init__(data, initial={"answer": kept.answer, "comment": kept.comment})
        if choices is not None:
            self.fields["answer"].choices = list(choices)  # type: ignore[attr-defined]


#: How the answers read where silence is consent.
IN_WRITING = [(ANSWERS.YES.value, gettext_lazy("No objection")), (ANSWERS.NO.value, gettext_lazy("We object"))]


class DecideForm(PlainWords, forms.Form):
    """What was decided, with what the applicant is told."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What was decided?"),
        choices=[("admitted", gettext_lazy("Admit")), ("declined", gettext_lazy("Decline"))],
        widget=Choices,
    )
    where = forms.CharField(label=gettext_lazy("Where it was decided"), max_length=300, required=False)
    on = forms.DateField(
        label=gettext_lazy("On which day"),
        help_text=gettext_lazy("Left empty: today."),
        required=False,
        widget=forms.DateInput({"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )
    reasons = forms.CharField(
        label=gettext_lazy("What the applicant is told"),
        help_text=gettext_lazy("Who is declined is told why. Who is admitted may be welcomed."),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )
    again = forms.ChoiceField(
        label=gettext_lazy("If declined: may it apply again?"),
        choices=[(ANY_TIME, gettext_lazy("At any time")), (FROM_DAY, gettext_lazy("From a day on")), (NEVER, gettext_lazy("No word about it"))],
        initial=ANY_TIME,
        required=False,
    )
    from_day = forms.DateField(
        label=gettext_lazy("From which day"), required=False, widget=forms.DateInput({"type": "date", "class": "short"}, format="%Y-%m-%d")
    )
    despite = forms.CharField(
        label=gettext_lazy("Only if it goes against what was answered: why"),
        help_text=gettext_lazy("It stands in the history, for the coordinators."),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, data: Any = None, *, ballot: Ballot, called: Called) -> None:
        super().__init__(data, initial={"outcome": ballot.said})
        self.fields["outcome"].widget.consequences = words.consequences(ballot, called)
        if ballot.is_recorded:
            self.fields["where"].required = True
            self.fields["where"].help_text = _("The meeting with its place, or how it was decided in writing.")
        else:
            del self.fields["where"], self.fields["on"]
        if not ballot.tally.asked:
            del self.fields["despite"]

    def clean(self) -> dict[str, Any]:
        """See that a day stands where one is meant."""
        told = super().clean() or {}
        if told.get("outcome") == "declined" and told.get("again") == FROM_DAY and not told.get("from_day"):
            self.add_error("from_day", _("Say from which day."))
        return told

    def deed(self) -> dict[str, Any]:
        """Return what was decided as ``admission.decide`` takes it."""
        told = self.cleaned_data
        kept = {name: told[name] for name in ("outcome", "reasons", "where", "on", "despite") if name in told}
        day = told["from_day"] if told["again"] == FROM_DAY else None
        return kept | {"again": Again(told["again"] != NEVER, day)}
