"""The form by which an organisation pre-approves signing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import PlainWords
from commoncall.workspace.voice import words
from commoncall.workspace.voice.forms.fields import day_field


class PreApprovalForm(PlainWords, forms.Form):
    """On which topic, until when, and in which capacity it is signed."""

    topic = forms.CharField(label=gettext_lazy("Topic"), max_length=80)
    until = day_field(gettext_lazy("Until the end of"), help_text=gettext_lazy("In UTC. Left empty, until you end it."))
    capacity = forms.CharField(
        label=gettext_lazy("In which capacity you sign"), max_length=200, required=False, help_text=gettext_lazy("Such as director.")
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, topics: Sequence[str] = ()) -> None:
        super().__init__(data)
        if topics:
            self.fields["topic"].help_text = _("In use here: %(topics)s.") % {"topics": words.listed(topics)}
