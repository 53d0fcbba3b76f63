"""The forms of signing in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commoncall.design.forms import CodeInput


class AddressForm(forms.Form):
    """Where to write to."""

    address = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The one that your organisation or the coalition wrote to."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
    )


class CodeForm(forms.Form):
    """The code that was mailed."""

    code = forms.CharField(label=_("The code from the mail"), max_length=40, widget=CodeInput)


class SecondFactorForm(forms.Form):
    """A code of the application, or a recovery code."""

    code = forms.CharField(
        label=_("A code from your application"),
        help_text=_("If you cannot get at it, type one of your recovery codes instead."),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "one-time-code", "dir": "ltr", "spellcheck": "false", "autocapitalize": "off"}),
    )


class RecoveryCodeForm(SecondFactorForm):
    """A recovery code alone, for an account that has passkeys and no application."""

    def __init__(self, *args: object, **keywords: object) -> None:
        super().__init__(*args, **keywords)  # type: ignore[arg-type]
        self.fields["code"].label = _("A recovery code")
        self.fields["code"].help_text = _("If your passkey is not at hand. Each code is good once.")
