"""Fields that take what people write: countries and languages by their names, in whatever spelling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commoncall.kernel import languages
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.countries.rules import Outcome, Recognition, recognise_several
from commoncall.membership.queries.rows import language_names, side_by_side
from commoncall.membership.rules.importing import languages as spoken
from commoncall.web.lists import joined


class WrittenField(forms.CharField):
    """A field in which people write what something is called, and that gives the thing itself."""

    #: What is longer is no name, and no list of names, and is not looked at.
    LONGEST = 2_000

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **{"max_length": self.LONGEST} | keywords)

    def clean(self, value: Any) -> Any:
        """Return what the words mean, after they were found fit to be read at all."""
        return self.understood(super().clean(value) or "")

    def understood(self, written: str) -> Any:
        """Return what the words mean, or say what is not understood."""
        raise NotImplementedError


class CountriesField(WrittenField):
    """Several countries, written one after another in any usual spelling; gives their codes."""

    def prepare_value(self, value: Any) -> Any:
        """Return the names of countries that are given as codes; what was typed stays as it was typed."""
        return side_by_side(countries.name(code, form="plain") for code in value) if isinstance(value, list | tuple) else value

    def understood(self, written: str) -> Any:
        """Return the codes, or ask about what could mean several countries or none."""
        found = recognise_several(written, languages.current())
        problems = [_question(one) for one in found if one.outcome not in {Outcome.COUNTRY, Outcome.EMPTY}]
        if problems:
            raise ValidationError(problems)
        return tuple(one.country for one in found if one.country)


def _question(found: Recognition) -> str:
    word = {"word": found.text.strip()[:60]}
    if found.outcome is Outcome.QUESTION and found.candidates:
        names = joined(countries.name(code, form="plain") for code in found.candidates[:4])
        return _("“%(word)s” could mean %(names)s. Write which.") % {**word, "names": names}
    if found.outcome is Outcome.WIDER:
        return _("“%(word)s” is wider than a country. Write the countries.") % word
    return _("“%(word)s” is not known as a country.") % word


class LanguagesField(WrittenField):
    """Several languages by their names, in the reader's language or in themselves; gives their codes."""

    def prepare_value(self, value: Any) -> Any:
        """Return the names of languages that are given as codes; what was typed stays as it was typed."""
        return language_names(value) if isinstance(value, list | tuple) else value

    def understood(self, written: str) -> Any:
        """Return the codes, or say which word names no language."""
        codes, unknown = _languages(written)
        if unknown:
            raise ValidationError([_("“%(word)s” is not known as a language.") % {"word": word[:60]} for word in unknown])
        return tuple(codes)


class LanguageField(WrittenField):
    """One language by its name; gives its code."""

    def prepare_value(self, value: Any) -> Any:
        """Return the name of a language that is given as a code; what was typed stays as it was typed."""
        return languages.name_of(value, languages.current()) if value else value

    def understood(self, written: str) -> Any:
        """Return the code, or say that the word names no language, or several."""
        codes, unknown = _languages(written)
        if unknown or len(codes) > 1:
            raise ValidationError(_("“%(word)s” is not known as a language.") % {"word": written[:60]})
        return codes[0] if codes else ""


def _languages(written: str) -> tuple[Sequence[str], Sequence[str]]:
    own = {name.casefold(): code for code, name in languages.all_named(languages.current())}
    codes: dict[str, None] = {}
    unknown: list[str] = []
    for part in written.replace("،", ",").split(","):
        if (plain := " ".join(part.split())).casefold() in own:
            codes[own[plain.casefold()]] = None
        elif plain:
            read, missed = spoken.read(plain)
            codes |= dict.fromkeys(read)
            unknown += missed
    return list(codes), unknown
