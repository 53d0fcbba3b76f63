"""The forms about what becomes of a letter: deliveries, the reply, and going on with a changed text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from commoncall.design.forms import Choices, PlainWords
from commoncall.kernel import time
from commoncall.workspace.voice.forms.fields import day_field

if TYPE_CHECKING:
    from commoncall.voice.models import Delivery, Letter


class DeliverForm(PlainWords, forms.Form):
    """When a batch was delivered, and how."""

    on = day_field(gettext_lazy("Delivered on"), required=True)
    how = forms.CharField(
        label=gettext_lazy("By whom, to whom and how"),
        max_length=300,
        help_text=gettext_lazy("Such as: handed to the office of the minister by Leila."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, delivery: Delivery) -> None:
        super().__init__(data, initial={"on": delivery.delivered_on or time.now().date(), "how": delivery.delivered_how})


class ReplyForm(PlainWords, forms.Form):
    """What the addressee answered."""

    reply = forms.CharField(label=gettext_lazy("What was answered"), max_length=20_000, widget=forms.Textarea({"rows": 8}))
    on = day_field(gettext_lazy("On which day"), required=True)

    def __init__(self, data: Mapping[str, Any] | None = None, *, letter: Letter) -> None:
        super().__init__(data, initial={"reply": letter.reply, "on": letter.replied_on or time.now().date()})


class VersionForm(PlainWords, forms.Form):
    """Which version the letter goes on with."""

    version = forms.ChoiceField(label=gettext_lazy("The text with which it goes on"), choices=())

    def __init__(self, data: Mapping[str, Any] | None = None, *, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, initial={"version": choices[0][0] if choices else ""})
        self.fields["version"].choices = list(choices)  # type: ignore[attr-defined]
        self.fields["version"].widget = Choices(choices=list(choices))
