"""What to look for in the public register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from commoncall.design.forms import PlainWords
from commoncall.web.moments import in_digits


class SearchForm(PlainWords, forms.Form):
    """What to look for in the public register."""

    q = forms.CharField(label=gettext_lazy("Words"), max_length=200, required=False, widget=forms.TextInput({"type": "search"}))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)

    def __init__(self, data: Any = None, *, years: Sequence[int] = (), kinds: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(data)
        everything = ("", gettext_lazy("All"))
        self.fields["kind"].choices = [everything, *kinds]  # type: ignore[attr-defined]
        self.fields["year"].choices = [everything, *((str(one), in_digits(str(one))) for one in years)]  # type: ignore[attr-defined]
