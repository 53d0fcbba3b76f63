"""The forms by which organisations sign, and by which coordinators enter what came in other ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import Choices, PlainWords
from commoncall.kernel import time
from commoncall.voice.actions.signing import Given
from commoncall.workspace.voice.forms.fields import day_field

if TYPE_CHECKING:
    from commoncall.voice.models import Letter

CAME = (("paper", gettext_lazy("On paper")), ("phone", gettext_lazy("By phone")), ("mail", gettext_lazy("By mail")))


class SignForm(PlainWords, forms.Form):
    """Who authorises the signature and in which capacity; where the letter asks for a status, that the organisation has it."""

    authoriser = forms.CharField(label=gettext_lazy("Who authorises it"), max_length=200)
    capacity = forms.CharField(label=gettext_lazy("In which capacity"), max_length=200, required=False, help_text=gettext_lazy("Such as director."))
    has_status = forms.BooleanField(label="", required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, letter: Letter, name: str = "", initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        if not letter.status:
            del self.fields["has_status"]
            return
        told = {"status": letter.status, "organisation": name}
        said = _("%(organisation)s has this status: %(status)s") if name else _("The organisation has this status: %(status)s")
        self.fields["has_status"].label = said % told

    def given(self) -> Given:
        """Return what was written."""
        told = self.cleaned_data
        return Given(told["authoriser"], told["capacity"], bool(told.get("has_status")))


class EnterForm(SignForm):
    """A signature that came on paper, by phone or by mail."""

    organisation = forms.ChoiceField(label=gettext_lazy("Whose signature"))
    came = forms.ChoiceField(label=gettext_lazy("How it came"), choices=CAME, widget=Choices(choices=CAME))
    came_how = forms.CharField(
        label=gettext_lazy("More exactly"), max_length=300, help_text=gettext_lazy("Who took the call, or where the paper is kept.")
    )
    came_on = day_field(gettext_lazy("When it came"), required=True)
    field_order = ("organisation", "authoriser", "capacity", "has_status", "came", "came_how", "came_on")

    def __init__(self, data: Mapping[str, Any] | None = None, *, letter: Letter, organisations: Sequence[tuple[str, str]], chosen: str = "") -> None:
        super().__init__(data, letter=letter, initial={"organisation": chosen, "came_on": time.now().date()})
        self.fields["organisation"].choices = [("", ""), *organisations]  # type: ignore[attr-defined]


class WhyForm(PlainWords, forms.Form):
    """A reason, in somebody's own words."""

    why = forms.CharField(label=gettext_lazy("The reason"), max_length=2000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, data: Mapping[str, Any] | None = None, *, help_text: Any = "", required: bool = True) -> None:
        super().__init__(data)
        self.fields["why"].help_text, self.fields["why"].required = help_text, required


class NothingForm(forms.Form):
    """A deed that needs no more words than its button."""
