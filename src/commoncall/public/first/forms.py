"""Who the first coordinator is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commoncall.design.forms import PlainWords


class FirstForm(PlainWords, forms.Form):
    """A name, and the address that codes for signing in are sent to from then on."""

    name = forms.CharField(
        label=_("Your name"), help_text=_("As the others will read it."), max_length=200, widget=forms.TextInput({"autocomplete": "name"})
    )
    address = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("You sign in with it from now on. Nothing is sent to it today."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
