"""The forms with which a coalition arranges how it admits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import Choices, PlainWords
from commoncall.kernel import languages
from commoncall.kernel.asks.rules import end_of
from commoncall.membership.actions.applying.arranging import LONGEST_QUESTION, LONGEST_TEXT, Asked, Texts
from commoncall.membership.queries.admission import QUESTION_KINDS
from commoncall.membership.rules.admitting import FEWEST_DAYS, MOST_DAYS, Way
from commoncall.web.words import Words
from commoncall.workspace.applications import words

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition
    from commoncall.membership.models import Admission, Question


def codes_of(coalition: Coalition) -> list[str]:
    """Return the languages in which a coalition words things, its own first."""
    return list(dict.fromkeys([coalition.language, *coalition.languages]))


class PathForm(PlainWords, forms.Form):
    """The stages for one category."""

    is_open = forms.BooleanField(label=gettext_lazy("Applications are taken in this category"), required=False)
    consults = forms.ChoiceField(label=gettext_lazy("Who is consulted?"), widget=Choices)
    consultation_days = forms.IntegerField(
        label=gettext_lazy("Days for the consultation"),
        help_text=gettext_lazy("The last day ends at 23:59:59 UTC. It is over sooner when all have answered."),
        min_value=FEWEST_DAYS,
        max_value=MOST_DAYS,
        widget=forms.NumberInput({"class": "short"}),
    )
    decided_by = forms.ChoiceField(label=gettext_lazy("Who decides?"), required=False, widget=Choices)
    decision_days = forms.IntegerField(
        label=gettext_lazy("Days for the decision"), min_value=FEWEST_DAYS, max_value=MOST_DAYS, widget=forms.NumberInput({"class": "short"})
    )
    tells_members = forms.BooleanField(label=gettext_lazy("All are told by mail when somebody was admitted"), required=False)

    def __init__(self, data: Any = None, *, way: Way, arranged: str, called: Words) -> None:
        super().__init__(data, initial=way.as_stored())
        consults = [
            ("nobody", _("Nobody")),
            ("country", capfirst(_("%(members)s in the same country") % called)),
            ("all", _("All %(members)s with a vote") % called),
        ]
        deciders = [(code, words.deciders(code, called)) for code in ("coordinators", "committee", "members", "assembly")]
        self.fields["consults"].choices = consults  # type: ignore[attr-defined]
        self.fields["decided_by"].choices = [("", _("Whoever decides in general")), *deciders]  # type: ignore[attr-defined]
        self.fields["consults"].widget.consequences = {
            "country": _("Only those with a vote and in good standing. Where there is none, nobody is consulted."),
        }
        self.fields["decided_by"].widget.consequences = {
            "": _("At present: %(who)s.") % {"who": words.deciders(arranged, called)},
            "coordinators": _("One of them records the outcome."),
            "committee": _("Each seat with a vote is asked. Once more than half have answered, or the time is over, the outcome is recorded."),
            "members": _("Each has the whole time to object, and whoever does not answer consents."),
            "assembly": _("The coordinators record what was decided, with the meeting and its day."),
        }

    def way(self) -> Way:
        """Return what was chosen."""
        return Way.read(self.cleaned_data)


class TextsForm(PlainWords, forms.Form):
    """What stands over the form, and what both sides promise, in each language of the coalition."""

    PARTS = (
        ("introduction", gettext_lazy("Over the form (%(language)s)"), 5),
        ("member_promises", gettext_lazy("What a new one promises, one promise to a line (%(language)s)"), 6),
        ("coalition_promises", gettext_lazy("What staff and leadership promise in return, one promise to a line (%(language)s)"), 6),
    )

    def __init__(self, data: Any = None, *, admission: Admission, coalition: Coalition) -> None:
        super().__init__(data)
        self.codes = codes_of(coalition)
        for name, label, rows in self.PARTS:
            for code in self.codes:
                worded(self, name, code, str(label), getattr(admission, name), rows=rows, longest=LONGEST_TEXT)

    def texts(self) -> Texts:
        """Return what was written."""
        return Texts(**{name: in_all(self, name, self.codes) for name, _label, _rows in self.PARTS})


def worded(form: forms.Form, name: str, code: str, label: str, kept: Mapping[str, str], *, rows: int, longest: int) -> None:
    """Add the field for a text in one language to a form."""
    attrs = {"lang": code, "dir": languages.direction(code)} | ({"rows": rows} if rows > 1 else {})
    widget = forms.Textarea(attrs) if rows > 1 else forms.TextInput(attrs)
    told = label % {"language": languages.name_of(code, languages.current())}
    form.fields[f"{name}_{code}"] = forms.CharField(label=told, max_length=longest, required=False, initial=kept.get(code, ""), widget=widget)


def in_all(form: forms.Form, name: str, codes: Sequence[str]) -> dict[str, str]:
    """Return a text in each language in which it was written."""
    return {code: text for code in codes if (text := form.cleaned_data[f"{name}_{code}"].strip())}


class QuestionForm(PlainWords, forms.Form):
    """One of the coalition's own questions, in each of its languages."""

    kind = forms.ChoiceField(label=gettext_lazy("How is it answered?"), choices=QUESTION_KINDS.choices, widget=Choices, initial="text")
    is_required = forms.BooleanField(label=gettext_lazy("It has to be answered"), required=False)

    def __init__(self, data: Any = None, *, coalition: Coalition, question: Question | None = None) -> None:
        super().__init__(data, initial={"kind": question.kind, "is_required": question.is_required} if question else {})
        self.codes, self.options = codes_of(coalition), list(question.options) if question else []
        for code in self.codes:
            worded(self, "text", code, _("Question (%(language)s)"), question.text if question else {}, rows=2, longest=LONGEST_QUESTION)
        for code in self.codes:
            worded(self, "hint", code, _("What stands under it (%(language)s)"), question.hint if question else {}, rows=1, longest=LONGEST_QUESTION)
        for code in self.codes:
            lines = {code: "\n".join(one["text"].get(code, "") for one in self.options)}
            worded(self, "options", code, _("For a choice: the answers, one to a line (%(language)s)"), lines, rows=4, longest=LONGEST_TEXT)
        self.order_fields([*(f"text_{code}" for code in self.codes), *(f"hint_{code}" for code in self.codes), "kind"])

    def asked(self) -> Asked:
        """Return what was written. Answers to choose from belong together by their line, and keep their keys by it."""
        told = self.cleaned_data
        lines = {code: told[f"options_{code}"].splitlines() for code in self.codes}
        number = max((len(rows) for rows in lines.values()), default=0)
        options = [self._option(place, lines) for place in range(number)]
        return Asked(told["kind"], in_all(self, "text", self.codes), in_all(self, "hint", self.codes), options, told["is_required"])

    def _option(self, place: int, lines: Mapping[str, list[str]]) -> dict[str, Any]:
        key = self.options[place]["key"] if place < len(self.options) else ""
        return {"key": key, "text": {code: rows[place].strip() for code, rows in lines.items() if place < len(rows) and rows[place].strip()}}


class WindowForm(PlainWords, forms.Form):
    """From which day to which applications can be handed in."""

    opens = forms.DateField(
        label=gettext_lazy("From"),
        help_text=gettext_lazy("The day begins at 00:00 UTC."),
        widget=forms.DateInput({"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )
    closes = forms.DateField(
        label=gettext_lazy("To the end of"),
        help_text=gettext_lazy("The day ends at 23:59:59 UTC."),
        widget=forms.DateInput({"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )

    def instants(self) -> tuple[datetime, datetime]:
        """Return when the time begins and ends, exactly."""
        return datetime.combine(self.cleaned_data["opens"], time(), tzinfo=UTC), end_of(self.cleaned_data["closes"])
