"""The words of an invitation, in each language that is needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.design.forms import PlainWords
from commoncall.kernel import languages
from commoncall.procedures import invitations
from commoncall.web.moments import numeral

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition

LONGEST = 3000


class WordsForm(PlainWords, forms.Form):
    """One text for each language in which people are reached; left empty, it says what is usual."""

    def __init__(self, data: Any = None, *, coalition: Coalition, needed: Mapping[str, int], texts: Mapping[str, str]) -> None:
        super().__init__(data)
        for code, people in needed.items():
            self.fields[code] = forms.CharField(
                label=_label(code, people),
                help_text=_("Before it stands who invites whom; after it the link, and that there is no password."),
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea({"rows": 6, "lang": code, "dir": languages.direction(code)}),
            )
            self.initial[code] = texts.get(code) or invitations.usual_text(coalition, code)


def _label(code: str, people: int) -> str:
    told = {"language": languages.name_of(code, languages.current()), "n": numeral(people)}
    return ngettext("In %(language)s, for %(n)s person", "In %(language)s, for %(n)s people", people) % told
