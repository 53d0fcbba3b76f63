"""The file, and what its columns hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from commoncall.design.forms import Choices, PlainWords
from commoncall.membership.rules.columns.fields import MAPPING_PROBLEMS, Column, Field, Mapping, problems
from commoncall.membership.rules.importing.shapes import Mode
from commoncall.workspace.imports.fields import choices, coded, decoded

MODES = {
    Mode.FILL.value: (_("Fill in what is missing"), _("What stands there stays. Empty fields are filled, and people who are missing are added.")),
    Mode.UPDATE.value: (
        _("Let the list win"),
        _("Where the list says something else, that replaces what stands there. What the list leaves empty stays."),
    ),
    Mode.SKIP.value: (_("Leave them as they are"), _("Only organisations that are not there yet are taken in.")),
}

#: As much as fits into a form without a file.
LONGEST_PASTE = 1_000_000


def mode_field() -> forms.ChoiceField:
    """Return the field that asks what becomes of organisations that are there already."""
    widget = Choices(consequences={code: consequence for code, (_title, consequence) in MODES.items()})
    named = [(code, title) for code, (title, _consequence) in MODES.items()]
    return forms.ChoiceField(
        label=_("What should become of organisations that are there already?"), choices=named, initial=Mode.FILL.value, widget=widget
    )


class ListForm(PlainWords, forms.Form):
    """A spreadsheet, as a file or as what was copied out of it."""

    file = forms.FileField(
        label=_("A file"),
        help_text=_("CSV or XLSX, up to 20 MB, as it is: the columns may have any names and any order."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".csv,.tsv,.txt,.xlsx,.xlsm"}),
    )
    pasted = forms.CharField(
        label=_("Or paste a table"),
        help_text=_("Mark the cells in your spreadsheet, with the row of headings, copy them, and paste them here."),
        required=False,
        max_length=LONGEST_PASTE,
        strip=False,
        widget=forms.Textarea({"rows": 4, "spellcheck": "false", "dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        kept: dict[str, Any] = super().clean() or {}
        if not self.errors and not kept.get("file") and not (kept.get("pasted") or "").strip():
            self.add_error("file", gettext("Choose a file, or paste a table."))
        return kept

    def source(self) -> tuple[Any, str]:
        """Return what is to be read, and what it is called."""
        file, pasted = self.cleaned_data["file"], self.cleaned_data["pasted"]
        if file:
            return file, file.name
        kind = "tsv" if "\t" in pasted else "csv"
        return pasted.encode(), gettext("Pasted table") + "." + kind


@dataclass(frozen=True)
class Told:
    """One column as it is shown: its heading, examples from it, and the fields that say what it holds."""

    heading: str
    examples: Sequence[str]
    holds: forms.BoundField
    called: forms.BoundField


class ColumnsForm(PlainWords, forms.Form):
    """What each column holds, and what is done with organisations and people."""

    mode = mode_field()
    acting = forms.BooleanField(
        label=_("The people in the list act for their organisation"),
        help_text=_("They can be invited afterwards. Otherwise they are only noted, and act for nobody."),
        required=False,
    )

    def __init__(self, data: Any = None, *, mapping: Mapping, mode: str, acting: bool, known: bool) -> None:
        super().__init__(data, initial={"mode": mode, "acting": acting})
        self.mapping, people = mapping, max([*mapping.people(), 1])
        if not known:
            del self.fields["mode"]
        if not mapping.people():
            del self.fields["acting"]
        offered = choices(min(people + 1, 9) if mapping.people() else people)
        for index, column in enumerate(mapping.columns):
            name = {"heading": column.heading}
            self.fields[f"holds_{index}"] = forms.ChoiceField(label=gettext("What “%(heading)s” holds") % name, choices=offered)
            self.fields[f"called_{index}"] = forms.CharField(label=_CALLED, max_length=120, required=False)
            self.initial[f"holds_{index}"] = coded(column.field, column.person)
            self.initial[f"called_{index}"] = column.label

    def columns(self, examples: Sequence[Sequence[str]]) -> Iterator[Told]:
        """Yield the columns in the order of the file."""
        for index, column in enumerate(self.mapping.columns):
            yield Told(column.heading, examples[index], self[f"holds_{index}"], self[f"called_{index}"])

    def others(self) -> list[forms.BoundField]:
        """Return the fields that are about the whole list."""
        return [self[name] for name in ("mode", "acting") if name in self.fields]

    def chosen(self) -> Mapping:
        """Return what was said of the columns."""
        columns = []
        for index, column in enumerate(self.mapping.columns):
            field, person = decoded(self.cleaned_data[f"holds_{index}"])
            called = " ".join(self.cleaned_data.get(f"called_{index}", "").split())
            columns.append(Column(column.heading, field, called if field in _NAMED else "", person))
        return Mapping(tuple(columns), self.mapping.date_order)

    def clean(self) -> dict[str, Any]:
        """Say which columns do not go together."""
        kept: dict[str, Any] = super().clean() or {}
        if not self.errors:
            for problem in problems(self.chosen()):
                self.add_error(self._place(problem.code, problem.params), gettext(MAPPING_PROBLEMS[problem.code]) % problem.params)
        return kept

    def _place(self, code: str, params: dict[str, str]) -> str | None:
        """Return the field beside which a problem is told: that of the last column of which it speaks."""
        heading = params.get("second") or params.get("first")
        found = [index for index, column in enumerate(self.mapping.columns) if column.heading == heading]
        return f"holds_{found[-1]}" if found else None


_CALLED = gettext_lazy("What it is called here; of a name, its language; of an endorsement, what was endorsed")
_NAMED = frozenset({Field.OWN, Field.OTHER_NAME, Field.ENDORSED_ON})
