"""The questions of how a coalition works, as forms: for setting one up, and for changing an answer later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from commoncall.design.forms import Cards, Choices, ManyChoices, PlainWords
from commoncall.kernel import languages
from commoncall.kernel.parties import rules
from commoncall.kernel.parties.rules import Arrangements, Criterion
from commoncall.web.arrangements import choices
from commoncall.web.words import SUGGESTED, USUAL


def one_of(offered: choices.Choices, label: Any, *, cards: bool = False) -> forms.ChoiceField:
    """Return a field in which one of a few is chosen, each with its consequence under it."""
    widget = (Cards if cards else Choices)(consequences={code: one.consequence for code, one in offered.items()})
    return forms.ChoiceField(label=label, choices=[(code, one.title) for code, one in offered.items()], widget=widget)


class AnswerForm(PlainWords, forms.Form):
    """One question. It starts from the arrangements as they stand, and gives them back with its own answer in them."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, arrangements: Arrangements, codes: Sequence[str] = ("en",)) -> None:
        self.arrangements, self.codes = arrangements, tuple(codes)
        super().__init__(data)
        self.initial = {name: getattr(arrangements, name) for name in self.fields if hasattr(arrangements, name)}

    def answer(self) -> dict[str, Any]:
        """Return the answer as fields of ``Arrangements``."""
        return dict(self.cleaned_data)

    def applied(self) -> Arrangements:
        """Return the arrangements with this answer in them."""
        return replace(self.arrangements, **self.answer())


class KindForm(AnswerForm):
    """Loose network, coordinated coalition or public campaign."""

    kind = one_of(choices.KIND, _("How do you act together?"), cards=True)


class VoiceForm(AnswerForm):
    """With one voice, or each with its own."""

    voice = one_of(choices.VOICE, _("How do you speak?"), cards=True)


class JoiningForm(AnswerForm):
    """By endorsing the call alone, or a charter too."""

    joining = one_of(choices.JOINING, _("How does an organisation join?"), cards=True)


class AdmissionForm(AnswerForm):
    """Who admits, and by which criteria: ours, and the coalition's own in each of its languages, one a line."""

    admitted_by = one_of(choices.ADMITTED_BY, _("Who admits?"))
    known = forms.MultipleChoiceField(
        label=_("What is asked of every organisation?"),
        help_text=_("As many as hold here, or none."),
        choices=[(code, one.title) for code, one in choices.CRITERIA.items()],
        widget=ManyChoices(consequences={code: one.consequence for code, one in choices.CRITERIA.items()}),
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, arrangements: Arrangements, codes: Sequence[str] = ("en",)) -> None:
        super().__init__(data, arrangements=arrangements, codes=codes)
        self.own = [one for one in arrangements.criteria if one.key not in choices.CRITERIA]
        self.initial["known"] = [one.key for one in arrangements.criteria if one.key in choices.CRITERIA]
        for code in self.codes:
            self.fields[f"own_{code}"] = self._own_field(code)
            self.initial[f"own_{code}"] = "\n".join(one.text.get(code, "") for one in self.own).rstrip()

    def _own_field(self, code: str) -> forms.CharField:
        several = len(self.codes) > 1
        label = _("Conditions of your own, in %(language)s") % {"language": languages.endonym(code)} if several else _("Conditions of your own")
        attrs = {"rows": 3, "lang": code, "dir": languages.direction(code)}
        return forms.CharField(label=label, help_text=_("One a line."), max_length=2000, required=False, widget=forms.Textarea(attrs))

    def answer(self) -> dict[str, Any]:
        """Return who admits, and all criteria in the order in which they are shown."""
        known = [Criterion(key) for key in rules.CRITERIA if key in self.cleaned_data["known"]]
        return {"admitted_by": self.cleaned_data["admitted_by"], "criteria": (*known, *self._own_criteria())}

    def _own_criteria(self) -> Iterator[Criterion]:
        lines = {code: [line.strip() for line in self.cleaned_data[f"own_{code}"].splitlines()] for code in self.codes}
        for place in range(max(map(len, lines.values()), default=0)):
            text = {code: own[place] for code, own in lines.items() if place < len(own) and own[place]}
            if text:
                yield Criterion(f"own_{place + 1}", self._elsewhere(place, text) | text)

    def _elsewhere(self, place: int, text: Mapping[str, str]) -> dict[str, str]:
        """Return what the same condition says in languages that this form did not ask for."""
        before = dict(self.own[place].text) if place < len(self.own) else {}
        unchanged = all(before.get(code, "") == words for code, words in text.items())
        return {code: words for code, words in before.items() if unchanged and code not in self.codes}


class BodiesForm(AnswerForm):
    """How the leading body comes about, and where staff sit."""

    leaders = one_of(choices.LEADERS, _("How does the body that leads come about?"))
    staff = one_of(choices.STAFF, _("Where do staff sit, if there are any?"))


class WordsForm(AnswerForm):
    """What the coalition calls things, in each of its languages; what is left empty keeps its usual word."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, arrangements: Arrangements, codes: Sequence[str] = ("en",)) -> None:
        super().__init__(data, arrangements=arrangements, codes=codes)
        for code in self.codes:
            with translation.override(code):
                usual = {key: str(word) for key, word in USUAL.items()}
            for key in rules.WORDS:
                self.fields[f"{key}_{code}"] = self._word_field(key, code, usual[key])
                self.initial[f"{key}_{code}"] = arrangements.words.get(key, {}).get(code, "")

    @staticmethod
    def _word_field(key: str, code: str, usual: str) -> forms.CharField:
        attrs = {"placeholder": usual, "lang": code, "dir": languages.direction(code), "list": f"suggested-{key}-{code}", "autocomplete": "off"}
        widget = forms.TextInput(attrs)
        field = forms.CharField(label=WORD_LABELS[key], max_length=60, required=False, widget=widget)
        field.template_name = "workspace/setup/_word.html"  # type: ignore[attr-defined]
        return field

    def by_language(self) -> Iterator[tuple[str, str, list[forms.BoundField]]]:
        """Yield each language as its code, its own name and its fields."""
        for code in self.codes:
            yield code, languages.endonym(code), [self[f"{key}_{code}"] for key in rules.WORDS]

    def suggestions(self) -> Iterator[tuple[str, list[str]]]:
        """Yield what other coalitions say, for each field that has such words."""
        for code in self.codes:
            with translation.override(code):
                found = [(f"suggested-{key}-{code}", [str(word) for word in words]) for key, words in SUGGESTED.items()]
            yield from found

    def answer(self) -> dict[str, Any]:
        """Return the words that were chosen, keeping those of languages that were not asked for."""
        words: dict[str, dict[str, str]] = {key: dict(own) for key, own in self.arrangements.words.items()}
        for key in rules.WORDS:
            for code in self.codes:
                words.setdefault(key, {})[code] = " ".join(self.cleaned_data[f"{key}_{code}"].split())
        return {"words": {key: kept for key, own in words.items() if (kept := {code: word for code, word in own.items() if word})}}


WORD_LABELS = {
    "member": _("An organisation that belongs"),
    "members": _("All of them"),
    "committee": _("The body that leads"),
    "secretariat": _("Those who are paid to work for all"),
    "coordinator": _("Whoever runs this workspace"),
    "call": _("The text that everybody endorses"),
    "charter": _("The rules that members accept"),
}


class FounderForm(PlainWords, forms.Form):
    """What the founder is called there; asked only where the account does not say it."""

    name = forms.CharField(label=_("Your name"), help_text=_("As the others will read it."), max_length=200)

    def __init__(self, data: Mapping[str, Any] | None = None, *, known: str = "") -> None:
        super().__init__(data)
        self.known = known
        if known:
            del self.fields["name"]

    def clean(self) -> dict[str, Any]:
        """Take the name that is known where none was asked for."""
        kept: dict[str, Any] = super().clean() or {}
        return {"name": self.known} | kept
