"""The form of a trial mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commoncall.design.forms import PlainWords


class TrialForm(PlainWords, forms.Form):
    """Where to send a trial."""

    address = forms.EmailField(
        label=_("Send a trial mail to"),
        help_text=_("Try an address of another provider too: what arrives at one may be turned away by another."),
        max_length=254,
        widget=forms.EmailInput({"dir": "ltr", "autocomplete": "email"}),
    )
