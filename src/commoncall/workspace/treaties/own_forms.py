"""A coalition's own treaty in plain words: what it is called, and its rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import Choices, PlainWords
from commoncall.diplomacy.actions.own_instruments import Description
from commoncall.diplomacy.queries.instruments import terms_of
from commoncall.diplomacy.rules import terms as rules
from commoncall.diplomacy.rules.terms import Accession, BadTerms, Closing, Delay, Late, Leaving, Terms, Threshold
from commoncall.kernel import languages
from commoncall.workspace.treaties.acts import DAY

if TYPE_CHECKING:
    from commoncall.diplomacy.models import Instrument
    from commoncall.kernel.parties.models import Coalition

UNITS = [
    ("days", gettext_lazy("days")),
    ("months", gettext_lazy("months, to the same day")),
    ("first", gettext_lazy("months, and then the first day of that month")),
]
CLOSINGS = [
    (Closing.NEVER.value, gettext_lazy("At any time")),
    (Closing.AT_ENTRY.value, gettext_lazy("Until it enters into force")),
    (Closing.ON_DATE.value, gettext_lazy("Until a day")),
]
ACCESSIONS = [
    (Accession.ANY_TIME.value, gettext_lazy("At any time")),
    (Accession.AFTER_ENTRY.value, gettext_lazy("Once it is in force")),
    (Accession.AFTER_CLOSING.value, gettext_lazy("Once it can no longer be signed")),
    (Accession.NEVER.value, gettext_lazy("Never")),
]
LATES = [
    (Late.AFTER_THRESHOLD.value, gettext_lazy("Those who deposit after the last that was needed")),
    (Late.AFTER_ENTRY.value, gettext_lazy("Those who deposit once it is in force; all others are bound from its first day")),
]
#: Where a refusal of the rules is told: the field of the form for each part of them.
_FIELDS = {"closed_on": "closed_on", "threshold": "needed", "delay": "delay_number", "later_delay": "later_number", "leaving": "leaving_number"}


def _day(label: Any, hint: Any = "") -> forms.DateField:
    return forms.DateField(label=label, help_text=hint, required=False, widget=forms.DateInput(DAY, format="%Y-%m-%d"))


def _number(label: Any, hint: Any = "", most: int = 3660) -> forms.IntegerField:
    widget = forms.NumberInput({"class": "short"})
    return forms.IntegerField(label=label, help_text=hint, required=False, min_value=0, max_value=most, widget=widget)


def _unit() -> forms.ChoiceField:
    return forms.ChoiceField(label=gettext_lazy("Counted in"), choices=UNITS, initial="first")


class OwnForm(PlainWords, forms.Form):
    """A treaty and its rules. With an example day it is tried what they would make of it, before anything is kept."""

    code = forms.CharField(
        label=gettext_lazy("Its word in addresses"), max_length=40, help_text=gettext_lazy("Small Latin letters and digits, such as: open-skies")
    )
    depositary = forms.CharField(label=gettext_lazy("Depositary"), max_length=200, required=False)
    reference = forms.CharField(label=gettext_lazy("Its number with the depositary"), max_length=60, required=False)
    status_url = forms.URLField(
        assume_scheme="https",
        label=gettext_lazy("Address of the page that shows its status"),
        max_length=300,
        required=False,
        widget=forms.URLInput({"class": "ltr"}),
    )
    adopted_on = _day(gettext_lazy("Adopted on"))
    opened_on = _day(gettext_lazy("Open for signature from"))
    closing = forms.ChoiceField(label=gettext_lazy("Until when it can be signed"), choices=CLOSINGS, widget=Choices)
    closed_on = _day(gettext_lazy("The last day for signing"), gettext_lazy("Only where it can be signed until a day."))
    accession = forms.ChoiceField(label=gettext_lazy("When a state that did not sign can join"), choices=ACCESSIONS, widget=Choices)
    provisional = forms.BooleanField(label=gettext_lazy("A state can declare that it applies the treaty provisionally"), required=False)
    needed = _number(
        gettext_lazy("How many states must consent before it enters into force"),
        gettext_lazy("Of the Convention on Cluster Munitions: 30. Left empty where that is not settled yet."),
        250,
    )
    delay_number = _number(
        gettext_lazy("How long after the last of these it enters into force"),
        gettext_lazy("“The first day of the sixth month after the month of the thirtieth deposit” is 6, counted in months, and then the first day."),
    )
    delay_unit = _unit()
    later_number = _number(
        gettext_lazy("How long after its own deposit a later state is bound"), gettext_lazy("Left empty, as long as for the treaty itself.")
    )
    later_unit = _unit()
    late = forms.ChoiceField(label=gettext_lazy("Who counts as later"), choices=LATES, widget=Choices)
    leaving_number = _number(
        gettext_lazy("How long after notice a withdrawal takes effect"), gettext_lazy("Left empty where it has no rule for leaving it.")
    )
    leaving_unit = forms.ChoiceField(label=gettext_lazy("Counted in"), choices=UNITS, initial="months")
    waits_for_peace = forms.BooleanField(label=gettext_lazy("Not before the end of an armed conflict in which the state is engaged"), required=False)
    example_on = _day(gettext_lazy("To try the rules: the last deposit that is needed"), gettext_lazy("A day of your choice. It is not kept."))

    def __init__(self, data: Mapping[str, Any] | None = None, *, coalition: Coalition, instrument: Instrument | None = None) -> None:
        super().__init__(data)
        self.codes, self.instrument = list(coalition.languages) or [coalition.language], instrument
        for code in self.codes:
            self._add_words(code)
        self.order_fields([*(f"{what}_{code}" for code in self.codes for what in ("name", "title")), "code"])
        self.initial.update({"closing": Closing.NEVER.value, "accession": Accession.ANY_TIME.value, "late": Late.AFTER_THRESHOLD.value})
        if instrument is not None:
            del self.fields["code"]
            self.initial.update({name: getattr(instrument, name) for name in ("depositary", "reference", "status_url", "adopted_on")})
            self.initial.update(_as_written(terms_of(instrument)))

    def _add_words(self, code: str) -> None:
        attrs = {"lang": code, "dir": languages.direction(code)}
        language = {"language": languages.name_of(code, languages.current())}
        several = len(self.codes) > 1
        name = _("Short name in %(language)s") % language if several else _("Short name")
        title = _("Full title in %(language)s") % language if several else _("Full title")
        self.fields[f"name_{code}"] = forms.CharField(label=name, max_length=120, required=code == self.codes[0], widget=forms.TextInput(attrs))
        self.fields[f"title_{code}"] = forms.CharField(label=title, max_length=400, required=False, widget=forms.TextInput(attrs))
        if self.instrument is not None:
            self.initial[f"name_{code}"] = self.instrument.names.get(code, "")
            self.initial[f"title_{code}"] = self.instrument.titles.get(code, "")

    def clean(self) -> dict[str, Any]:
        """See that the rules make sense together."""
        told: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                rules.read(rules.written(self.terms(told)))
            except BadTerms as bad:
                words = {"missing": _("Say which day."), "superfluous": _("Say it only where the treaty can be signed until a day.")}
                self.add_error(_FIELDS.get(bad.field), words.get(bad.why, _("This is no number that can be used here.")))
        return told

    def description(self) -> Description:
        """Return what is said of the treaty; names in languages that the form does not ask for stay."""
        told, old = self.cleaned_data, self.instrument
        return Description(
            names={**(old.names if old else {}), **{code: told[f"name_{code}"] for code in self.codes}},
            titles={**(old.titles if old else {}), **{code: told[f"title_{code}"] for code in self.codes}},
            **{name: told[name] for name in ("depositary", "reference", "status_url", "adopted_on")},
        )

    def terms(self, told: Mapping[str, Any] | None = None) -> Terms:
        """Return the rules that were written."""
        told = told or self.cleaned_data
        delay = _delay(told, "delay")
        return Terms(
            opened_on=told["opened_on"],
            closing=Closing(told["closing"]),
            closed_on=told["closed_on"],
            accession=Accession(told["accession"]),
            provisional=told["provisional"],
            threshold=Threshold(told["needed"]) if told["needed"] else None,
            delay=delay,
            later_delay=_delay(told, "later") if told["later_number"] is not None else delay,
            late=Late(told["late"]),
            leaving=Leaving(_delay(told, "leaving"), told["waits_for_peace"]) if told["leaving_number"] is not None else None,
            articles=terms_of(self.instrument).articles if self.instrument else {},
        )


def _delay(told: Mapping[str, Any], what: str) -> Delay:
    number, unit = told[f"{what}_number"] or 0, told[f"{what}_unit"]
    return Delay(days=number) if unit == "days" else Delay(months=number, first_of_month=unit == "first")


def _as_written(terms: Terms) -> dict[str, Any]:
    """Return rules as the form asks for them."""
    told: dict[str, Any] = {name: getattr(terms, name) for name in ("opened_on", "closing", "closed_on", "accession", "provisional", "late")}
    told |= {"needed": terms.threshold.count if terms.threshold else None, **_number_and_unit("delay", terms.delay)}
    if terms.later_delay != terms.delay:
        told |= _number_and_unit("later", terms.later_delay)
    if terms.leaving:
        told |= {**_number_and_unit("leaving", terms.leaving.delay), "waits_for_peace": terms.leaving.waits_for_peace}
    return told


def _number_and_unit(what: str, delay: Delay) -> dict[str, Any]:
    unit = "days" if delay.days or not delay.months else "first" if delay.first_of_month else "months"
    return {f"{what}_number": delay.days or delay.months, f"{what}_unit": unit}
