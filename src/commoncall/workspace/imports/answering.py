"""The questions that a list leaves open, each once, as fields of one form; those that nobody answers stay open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from babel.lists import format_list
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from commoncall.design.forms import Choices, PlainWords
from commoncall.kernel import languages
from commoncall.kernel.countries import queries as countries
from commoncall.membership.history.words import CATEGORIES
from commoncall.membership.queries.batches import Asked
from commoncall.membership.rules.importing import dates
from commoncall.membership.rules.importing.sentences import QUESTIONS
from commoncall.membership.rules.profiles import is_web_address, web_address
from commoncall.web.moments import locale_of_reader, numeral

#: What is chosen in the form where the answer itself is empty, or stands beside.
EMPTY, OTHER = "empty", "other"

REASONS = {
    "same_name": _("the same name"),
    "same_part_of_name": _("a part of the name is the same"),
    "almost_same_name": _("almost the same name"),
    "longer_name": _("one name is part of the other"),
    "same_acronym": _("the same acronym"),
    "same_website": _("the same website"),
    "same_email_domain": _("addresses at the same domain"),
    "other_country": _("but another country"),
    "country_not_known": _("of one, no country is known"),
    "one_is_international": _("but one of them is international"),
    "one_names_a_place": _("but one name has a place in it"),
}

_WORDS = {
    "new": _("Another organisation"),
    "leave": _("Leave this row out"),
    "international": _("It is international"),
    "yes": _("Yes"),
    "no": _("No"),
    "dmy": _("The day first"),
    "mdy": _("The month first"),
    "about": _("Keep them as descriptions of the organisations"),
    "ask": _("Ask about each of them"),
} | CATEGORIES

_CONSEQUENCES = {
    "new": _("It is taken in as an organisation of its own."),
    "leave": _("It is not taken in, and not asked about again."),
    "international": _("At home in no one country."),
}


@dataclass(frozen=True)
class Drawn:
    """One question as it is drawn: what may be chosen, and what may be chosen or written beside."""

    choice: forms.BoundField
    beside: forms.BoundField | None


class QuestionsForm(PlainWords, forms.Form):
    """Open questions; each may be left alone."""

    def __init__(self, data: Any = None, *, asked: Sequence[Asked], coalition: str) -> None:
        super().__init__(data)
        self.asked = {_name(one.question["key"]): one for one in asked}
        for name, one in self.asked.items():
            question = one.question
            words = sentence(question)
            widget = Choices(consequences={option["value"]: _consequence(option, one) for option in question["options"]})
            self.fields[name] = forms.ChoiceField(
                label=words, choices=list(_choices(question)), widget=widget, required=False, help_text=_where(one, coalition)
            )
            if question["is_free"]:
                self.fields[f"{name}-other"] = _beside(question, words)

    def drawn(self) -> Iterator[Drawn]:
        """Yield the questions in the order of the file."""
        for name in self.asked:
            other = f"{name}-other"
            yield Drawn(self[name], self[other] if other in self.fields else None)

    def clean(self) -> dict[str, Any]:
        """Ask for what should stand beside a choice that needs it, and see whether it can be used."""
        kept: dict[str, Any] = super().clean() or {}
        for name, one in self.asked.items():
            beside = (kept.get(f"{name}-other") or "").strip()
            if kept.get(name) == OTHER and not beside:
                self.add_error(f"{name}-other", gettext("Say which one, or choose another answer."))
            elif beside and kept.get(name) in {OTHER, ""} and (problem := _problem(one.question["said"]["code"], beside)):
                self.add_error(f"{name}-other", problem)
        return kept

    def answers(self) -> dict[str, str]:
        """Return the answers that were given, by the key of their question."""
        return {one.question["key"]: answer for name, one in self.asked.items() if (answer := self._answer(name)) is not None}

    def _answer(self, name: str) -> str | None:
        chosen, beside = self.cleaned_data.get(name, ""), (self.cleaned_data.get(f"{name}-other") or "").strip()
        if chosen == EMPTY:
            return ""
        if chosen == OTHER or (not chosen and beside):
            return beside
        return chosen or None


def _name(key: str) -> str:
    """Return the name of a field: the same for the same question, whatever it says."""
    return f"q{sha256(key.encode()).hexdigest()[:16]}"


def _choices(question: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for option in question["options"]:
        yield option["value"], _words(question, option)
    if question["said"]["code"] not in {"same_organisation", "date_order", "prose"}:
        yield EMPTY, gettext("Leave it empty")
    if question["is_free"]:
        yield OTHER, gettext("Another country") if question["field"] == "country" else gettext("It should be")


def _words(question: Mapping[str, Any], option: Mapping[str, Any]) -> str:
    value, label = option["value"], option["label"]
    if value.startswith("existing:"):
        return gettext("The same as %(name)s, which is there already") % {"name": label}
    if value.startswith("row:"):
        return gettext("The same as %(name)s in row %(row)s of this list") % {"name": label, "row": value.removeprefix("row:")}
    if question["said"]["code"] == "prose" and value == "leave":
        return gettext("Leave them out")
    if value in _WORDS:
        return str(_WORDS[value])
    return countries.name(value, form="plain") if countries.exists(value) else label or value


def _consequence(option: Mapping[str, Any], asked: Asked) -> str:
    cells = asked.others.get(option["value"])
    told = [" · ".join(cells)] if cells else []
    if option["reasons"]:
        reasons = [str(REASONS.get(reason, reason)) for reason in option["reasons"]]
        told.append(capfirst(format_list(reasons, style="unit", locale=locale_of_reader())))
    return " — ".join(told) or str(_CONSEQUENCES.get(option["value"], ""))


def sentence(question: Mapping[str, Any]) -> str:
    """Return a question in words; one about two rows of the same list says so."""
    code, params = question["said"]["code"], question["said"]["params"]
    if code == "same_organisation" and all(not option["value"].startswith("existing:") for option in question["options"]):
        return str(gettext("“%(text)s” looks like another organisation in this list. The same, or another?") % params)
    return str(gettext(QUESTIONS[code]) % params)


def _where(asked: Asked, coalition: str) -> SafeString:
    """Return the first rows that ask a question, how many more there are, and links to whom an organisation looks like."""
    lines = [_line(number, cells) for number, cells in asked.lines]
    if (more := asked.rows - len(asked.lines)) > 0:
        lines.append(format_html("{}", ngettext("and %(n)s more row", "and %(n)s more rows", more) % {"n": numeral(more)}))
    for option in asked.question["options"]:
        if option["value"].startswith("existing:"):
            address = reverse("member", args=[coalition, option["value"].removeprefix("existing:")])
            words = gettext("Look at %(name)s in a new tab") % {"name": option["label"]}
            lines.append(format_html('<a href="{}" target="_blank" rel="noopener">{}</a>', address, words))
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines))


def _line(number: int, cells: Sequence[str]) -> SafeString:
    told = format_html_join(" · ", "<bdi>{}</bdi>", ((cell[:80],) for cell in cells[:6]))
    return format_html("{} {}", gettext("Row %(n)s:") % {"n": numeral(number)}, told)


def _beside(question: Mapping[str, Any], words: str) -> forms.Field:
    """Return what stands beside a free question: all countries or languages to choose from, else a line to write."""
    label = gettext("Another answer to: %(question)s") % {"question": words}
    if question["field"] == "country":
        return _selection(label, gettext("Choose a country"), [(one.code, one.name) for one in countries.all_named(form="plain")])
    if question["said"]["code"] == "language":
        return _selection(label, gettext("Choose a language"), list(languages.all_named(languages.current())))
    return forms.CharField(label=label, required=False, max_length=300, widget=forms.TextInput({"dir": "auto"}))


def _selection(label: str, nothing: str, pairs: list[tuple[str, str]]) -> forms.Field:
    return forms.ChoiceField(label=label, choices=[("", nothing), *pairs], required=False)


def _problem(code: str, written: str) -> str:
    """Return why what was written cannot be used, if it cannot."""
    if code == "email" and not _is_email(written):
        return gettext("This is not a whole e-mail address. One looks like name@example.org.")
    if code == "website" and not is_web_address(web_address(written)):
        return gettext("This is not a whole address. One looks like https://example.org.")
    if code == "date" and not _is_date(written):
        return gettext("Write 2019, 2019-04 or 2019-04-30.")
    return ""


def _is_email(written: str) -> bool:
    try:
        validate_email(written)
    except ValidationError:
        return False
    return True


def _is_date(written: str) -> bool:
    try:
        return dates.read(written, "dmy") is not None
    except ValueError:
        return False
