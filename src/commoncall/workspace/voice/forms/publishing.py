"""The form in which a statement is published: under whose names, and for whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from commoncall.design.forms import Choices, PlainWords
from commoncall.voice.actions.statements import Publication

if TYPE_CHECKING:
    from commoncall.voice.models import Statement

UNDER = (("alone", gettext_lazy("The coalition alone")), ("listed", gettext_lazy("Its organisations by name, too")))
UNDER_WHAT = {
    "alone": gettext_lazy("It goes out in the name of the coalition, without a list."),
    "listed": gettext_lazy(
        "All who belonged to it when this was adopted, without those that dissociated themselves. Whoever is not named in public is not named here."
    ),
}
READERS = (("public", gettext_lazy("The public too")), ("inside", gettext_lazy("Only those inside the coalition")))
READERS_WHAT = {
    "public": gettext_lazy("It stands on the public pages, where these are open."),
    "inside": gettext_lazy("Nobody outside reads it."),
}


class PublicationForm(PlainWords, forms.Form):
    """Whether the members stand under a statement, and who reads it."""

    lists_members = forms.ChoiceField(
        label=gettext_lazy("Who stands under it"), choices=UNDER, widget=Choices(choices=UNDER, consequences=UNDER_WHAT)
    )
    is_public = forms.ChoiceField(label=gettext_lazy("Who reads it"), choices=READERS, widget=Choices(choices=READERS, consequences=READERS_WHAT))

    def __init__(self, data: Mapping[str, Any] | None = None, *, statement: Statement | None = None, lists_members: bool = False) -> None:
        told = {
            "lists_members": "listed" if (statement.lists_members if statement else lists_members) else "alone",
            "is_public": "public" if not statement or statement.is_public else "inside",
        }
        super().__init__(data, initial=told)

    def publication(self) -> Publication:
        """Return what was chosen."""
        return Publication(self.cleaned_data["lists_members"] == "listed", self.cleaned_data["is_public"] == "public")
