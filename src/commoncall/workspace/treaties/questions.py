"""The names in a status table that nobody could place, each once, as fields of one form; those that nobody answers stay open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.design.forms import Choices, PlainWords
from commoncall.diplomacy.queries.instruments import participant_name
from commoncall.diplomacy.rules.acts import EUROPEAN_UNION
from commoncall.kernel.countries import queries as countries
from commoncall.web.lists import joined
from commoncall.web.moments import in_digits

#: The answer that leaves a row out, and the one that says another state.
LEAVE_OUT, OTHER = "-", "other"


@dataclass(frozen=True)
class Drawn:
    """One question as it is drawn: what the name may mean, and every other state beside."""

    choice: forms.BoundField
    beside: forms.BoundField


class QuestionsForm(PlainWords, forms.Form):
    """Open questions; each may be left alone."""

    def __init__(self, data: Any = None, *, asked: Sequence[Mapping[str, Any]]) -> None:
        super().__init__(data)
        self.asked = {_name(one["key"]): one for one in asked}
        states = [("", ""), *((one.code, one.name) for one in countries.all_named() if one.code in countries.states())]
        for name, one in self.asked.items():
            choices = [(code, participant_name(code)) for code in one["candidates"]]
            if EUROPEAN_UNION not in one["candidates"]:
                choices.append((EUROPEAN_UNION, participant_name(EUROPEAN_UNION)))
            choices += [(OTHER, _("Another state")), (LEAVE_OUT, _("None: leave this row out"))]
            self.fields[name] = forms.ChoiceField(
                label=_("Which state is “%(name)s”?") % {"name": one["name"]}, choices=choices, required=False, widget=Choices, help_text=_where(one)
            )
            other = _("Another state instead of “%(name)s”") % {"name": one["name"]}
            self.fields[f"{name}-other"] = forms.ChoiceField(label=other, choices=states, required=False)
            answer = one["answer"]
            known = {code for code, _words in choices}
            self.initial[name] = answer if answer in known else OTHER if answer else ""
            self.initial[f"{name}-other"] = "" if answer in known else answer

    def drawn(self) -> Iterator[Drawn]:
        """Yield the questions in the order of the table."""
        for name in self.asked:
            yield Drawn(self[name], self[f"{name}-other"])

    def clean(self) -> dict[str, Any]:
        """Ask which other state it is."""
        kept: dict[str, Any] = super().clean() or {}
        for name in self.asked:
            if kept.get(name) == OTHER and not kept.get(f"{name}-other"):
                self.add_error(f"{name}-other", _("Say which one, or choose another answer."))
        return kept

    def answers(self) -> dict[str, str]:
        """Return the answers that were given, by the key of their question."""
        told = {one["key"]: self._answer(name) for name, one in self.asked.items()}
        return {key: answer for key, answer in told.items() if answer}

    def _answer(self, name: str) -> str:
        chosen: str = self.cleaned_data.get(name, "")
        beside: str = self.cleaned_data.get(f"{name}-other", "")
        return beside if chosen in {OTHER, ""} else chosen


def _name(key: str) -> str:
    """Return the name of a field: the same for the same question, whatever it says."""
    return f"q{sha256(key.encode()).hexdigest()[:16]}"


def _where(one: Mapping[str, Any]) -> str:
    lines = joined(in_digits(str(line)) for line in one["lines"])
    return ngettext("Row %(lines)s of the table", "Rows %(lines)s of the table", len(one["lines"])) % {"lines": lines}
