"""The forms by which the ladder and the calendar are changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.decisions.queries import roll
from commoncall.decisions.rules.rule import Channel, Voter
from commoncall.decisions.rules.rungs import Wanted
from commoncall.decisions.sentences import rung_words
from commoncall.design.forms import ManyChoices, PlainWords
from commoncall.kernel import languages
from commoncall.kernel.countries import queries as countries
from commoncall.leadership import queries as leadership
from commoncall.web.words import words_of
from commoncall.workspace.bodies.shown import title
from commoncall.workspace.ladder.rule_form import Drawn, Group, RuleForm
from commoncall.workspace.setup.description import zone_choices

if TYPE_CHECKING:
    from commoncall.decisions.models import Rung
    from commoncall.kernel.parties.models import Coalition

ALL = "all"


class ReasonForm(PlainWords, forms.Form):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=2_000,
        help_text=gettext_lazy("Everybody inside reads it, and decides by it whether to support this."),
        widget=forms.Textarea({"rows": 3}),
    )


class RungForm(RuleForm):
    """A rung as it is to be: what it is called, who decides, by which rule, where it stands, and why."""

    reason = ReasonForm.base_fields["reason"]

    def __init__(self, data: Any = None, *, coalition: Coalition, ladder: Sequence[Rung], wanted: Wanted, rung: Rung | None = None) -> None:
        self.coalition, self.wanted, self.rung = coalition, wanted, rung
        self.bodies = {str(one.pk): one for one in leadership.bodies(coalition)}
        super().__init__(data, rule=wanted.rule)
        others = [one for one in ladder if rung is None or one.pk != rung.pk]
        self._add_names()
        self._add_deciders()
        self._add_place(others)
        self.order_fields(["deciders", "region", "place", *(name for name in self.fields if name.startswith("name_"))])

    def _add_names(self) -> None:
        if self.rung is not None and not self.rung.names:
            return
        for code in self.coalition.languages or [self.coalition.language]:
            label = _("What it is called in %(language)s") % {"language": languages.name_of(code, languages.current())}
            attrs = {"lang": code, "dir": languages.direction(code)}
            self.fields[f"name_{code}"] = forms.CharField(label=label, max_length=80, required=False, widget=forms.TextInput(attrs))
            self.initial[f"name_{code}"] = self.wanted.names.get(code, "")

    def _add_deciders(self) -> None:
        called = words_of(self.coalition)
        bodies = [(key, title(body, called)) for key, body in self.bodies.items()]
        self.fields["deciders"] = forms.ChoiceField(label=_("Who decides"), choices=[(ALL, _("All who vote")), *bodies])
        self.initial["deciders"] = self.wanted.body or ALL
        regions = [(one.code, one.name) for one in countries.regions()]
        self.fields["region"] = forms.ChoiceField(label=_("From where"), choices=[("", _("From everywhere")), *regions], required=False)
        self.initial["region"] = self.wanted.region

    def _add_place(self, others: Sequence[Rung]) -> None:
        called = words_of(self.coalition)
        below = [(str(place), _("Below: %(rung)s") % {"rung": rung_words(one, called)}) for place, one in enumerate(others, start=1)]
        self.fields["place"] = forms.ChoiceField(
            label=_("Where it stands on the ladder"),
            choices=[("0", _("At the top")), *below],
            help_text=_("What is not adopted may be passed on to the rung above."),
        )
        self.initial["place"] = str(min(self.wanted.position, len(others)))

    def groups(self) -> list[Drawn]:
        """Return the groups of fields, first of all what it is and who decides."""
        names = tuple(name for name in self.fields if name.startswith("name_"))
        first = Group(_("Who decides"), (*names, ("deciders", "region"), "place"))
        return [self._drawn(first), *super().groups()]

    def voters(self) -> Sequence[Voter]:
        """Return those who would decide by what is chosen."""
        told = self.cleaned_data
        return roll.who_decides(self.coalition, self.bodies.get(told.get("deciders", ALL)), told.get("region", ""))

    def as_wanted(self) -> Wanted:
        """Return the rung that was written."""
        told, deciders = self.cleaned_data, self.cleaned_data["deciders"]
        assert self.rule is not None  # noqa: S101 - a valid form has put its rule together
        names = {name[5:]: " ".join(told[name].split()) for name in self.fields if name.startswith("name_") and told[name].strip()}
        return replace(
            self.wanted,
            rule=self.rule,
            names=names,
            body="" if deciders == ALL else deciders,
            region=told["region"],
            position=int(told["place"]),
        )


class MeetingForm(RuleForm):
    """The rule of a rung at meetings, where it is another one than in writing."""

    reason = ReasonForm.base_fields["reason"]
    as_in_writing = forms.BooleanField(label=gettext_lazy("At meetings the rule is the one in writing"), required=False)

    def __init__(self, data: Any = None, *, rung: Rung, wanted: Wanted) -> None:
        self.rung, self.wanted = rung, wanted
        super().__init__(data, rule=wanted.meeting_rule or replace(wanted.rule, channel=Channel.MEETING))
        del self.fields["channel"]
        if wanted.meeting_rule is None:
            del self.fields["as_in_writing"]

    def groups(self) -> list[Drawn]:
        """Return the groups of fields."""
        first = Group(_("At meetings"), ("as_in_writing",))
        return [*([self._drawn(first)] if self._rows(first) else []), *super().groups()]

    def voters(self) -> Sequence[Voter]:
        """Return those who decide on the rung."""
        return roll.who_decides(self.rung.coalition, self.rung.body, self.rung.region)

    def as_wanted(self) -> Wanted:
        """Return the rung with the rule for meetings that was written."""
        return replace(self.wanted, meeting_rule=None if self.cleaned_data.get("as_in_writing") else self.rule)


class HolidayForm(PlainWords, forms.Form):
    """A day on which nobody works, and what it is called."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput({"type": "date", "class": "short"}, format="%Y-%m-%d"))
    name = forms.CharField(label=gettext_lazy("What it is called"), max_length=120)


class WeekForm(PlainWords, forms.Form):
    """The days of the week that are off, and the zone whose days these are."""

    days_off = forms.TypedMultipleChoiceField(label=gettext_lazy("Days on which you do not work"), coerce=int, required=False, widget=ManyChoices)
    zone = forms.ChoiceField(
        label=gettext_lazy("Time zone of the calendar"), help_text=gettext_lazy("A working day ends at midnight there, wherever its readers are.")
    )

    def __init__(self, data: Any = None, *, initial: Mapping[str, Any], days: Sequence[str]) -> None:
        super().__init__(data, initial=dict(initial))
        self.fields["days_off"].choices = list(enumerate(days))  # type: ignore[attr-defined]
        self.fields["zone"].choices = zone_choices()  # type: ignore[attr-defined]
