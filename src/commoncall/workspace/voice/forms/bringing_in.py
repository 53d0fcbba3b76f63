"""The forms by which a file of names is brought in and looked through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import Choices, PlainWords
from commoncall.kernel.countries import queries as countries
from commoncall.voice.queries.sheets import Reviewed
from commoncall.voice.rules.bringing_in import Choice, Columns
from commoncall.workspace.imports.answering import REASONS
from commoncall.workspace.imports.forms import ListForm

#: What stands for “not decided yet” among the choices.
LATER = "later"


class NamesForm(ListForm):
    """A list of names, as a file or as what was copied out of one."""


class ColumnsForm(PlainWords, forms.Form):
    """Which column holds what."""

    name = forms.TypedChoiceField(label=gettext_lazy("The names"), coerce=int, choices=())
    country = forms.TypedChoiceField(label=gettext_lazy("The countries"), coerce=int, required=False, empty_value=None, choices=())
    website = forms.TypedChoiceField(label=gettext_lazy("The websites"), coerce=int, required=False, empty_value=None, choices=())

    def __init__(self, data: Mapping[str, Any] | None = None, *, headers: Sequence[str], columns: Columns | None) -> None:
        told = {} if columns is None else {name: getattr(columns, name) for name in self.base_fields}
        super().__init__(data, initial={name: "" if place is None else str(place) for name, place in told.items()})
        places = [(str(at), heading or _("Column %(number)s") % {"number": at + 1}) for at, heading in enumerate(headers)]
        for name, field in self.fields.items():
            field.choices = places if name == "name" else [("", _("None")), *places]  # type: ignore[attr-defined]

    def columns(self) -> Columns:
        """Return what was chosen."""
        return Columns(**{name: self.cleaned_data[name] for name in self.base_fields})


@dataclass(frozen=True)
class Drawn:
    """A doubtful name and the field that asks what it is."""

    line: Reviewed
    country: str
    field: forms.BoundField


class AnswersForm(PlainWords, forms.Form):
    """What becomes of each doubtful name: one of the organisations that it may be, somebody from outside, or nothing."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, *, lines: Sequence[Reviewed]) -> None:
        super().__init__(data)
        self.lines = list(lines)
        for one in self.lines:
            self.fields[_key(one)] = _field(one)

    def drawn(self) -> Iterator[Drawn]:
        """Return each name with its field."""
        for one in self.lines:
            country = one.found.line.country
            yield Drawn(one, countries.name(country, form="plain") if country else "", self[_key(one)])

    def answers(self) -> dict[int, str]:
        """Return what was chosen, by row."""
        told = {one.found.line.row: self.cleaned_data.get(_key(one)) or LATER for one in self.lines}
        return {row: Choice.UNDECIDED if word == LATER else word for row, word in told.items()}


def _key(one: Reviewed) -> str:
    return f"row_{one.found.line.row}"


def _field(one: Reviewed) -> forms.ChoiceField:
    offered = [(candidate.id, candidate.name) for candidate in one.found.candidates[:4]]
    told = {candidate.id: ", ".join(str(REASONS[reason]) for reason in candidate.reasons) for candidate in one.found.candidates[:4]}
    beside = [candidate.name for candidate in one.found.near[:3]]
    others = [(Choice.OUTSIDE.value, _("Another one, from outside")), (Choice.LEAVE.value, _("Leave it out")), (LATER, _("Decide later"))]
    if beside:
        told[Choice.LEAVE.value] = _("The file has a name that is almost the same: %(name)s") % {"name": beside[0]}
    choices = [*offered, *others]
    return forms.ChoiceField(
        label=one.found.name, choices=choices, required=False, initial=one.what or LATER, widget=Choices(choices=choices, consequences=told)
    )


class TakeForm(PlainWords, forms.Form):
    """Whether those from outside agreed to be named."""

    are_named = forms.BooleanField(
        label=gettext_lazy("Those from outside agreed to be named in public"),
        required=False,
        help_text=gettext_lazy("Otherwise they are counted, and not named."),
    )
