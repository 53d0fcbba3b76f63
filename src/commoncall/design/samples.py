"""The forms of the pattern pages: every kind of field, with invented questions."""

from django import forms

from commoncall.design.forms import Cards, Choices, CodeInput, ManyChoices, PlainWords


class SampleForm(PlainWords, forms.Form):
    """Every kind of field once."""

    name = forms.CharField(label="Name of the organisation", help_text="As it stands in your register, in your own script.")
    address = forms.EmailField(label="Your e-mail address", required=False)
    country = forms.ChoiceField(label="Country", choices=[("", "Choose one"), ("tl", "Timor-Leste"), ("td", "Chad")])
    until = forms.CharField(label="Ends on", help_text="A day, and an hour if there is one.", initial="31 April 2027")
    reason = forms.CharField(label="Reason", widget=forms.Textarea, required=False)
    answer = forms.ChoiceField(
        label="Your answer",
        choices=[("nothing", "Say nothing"), ("support", "Support"), ("aside", "Stand aside"), ("object", "Object")],
        widget=Choices(
            consequences={
                "nothing": "Counts as consent when silence ends.",
                "aside": "It may pass without us.",
                "object": "Stops adoption. A reason is needed.",
            }
        ),
        initial="nothing",
    )
    languages = forms.MultipleChoiceField(
        label="Languages you work in",
        choices=[("fr", "French"), ("ar", "Arabic"), ("pt", "Portuguese")],
        widget=ManyChoices,
        required=False,
    )
    logo = forms.FileField(label="Logo", help_text="PNG or SVG, up to 2 MB.", required=False)
    code = forms.CharField(label="The code from the mail", widget=CodeInput)
    agreed = forms.BooleanField(label="We have read the charter and stand behind it.")


class KindForm(forms.Form):
    """The first question when a coalition is set up."""

    kind = forms.ChoiceField(
        label="How do you act together?",
        choices=[("network", "A loose network"), ("coalition", "A coordinated coalition"), ("campaign", "A public campaign")],
        widget=Cards(
            consequences={
                "network": "Members share news and plans. Nobody speaks for all; each signs what it likes.",
                "coalition": "Members join by a charter, elect a committee and decide together in whose name a text goes out.",
                "campaign": "One call, open to all who endorse it. A small staff acts within the call.",
            }
        ),
        initial="coalition",
    )


class AddressForm(forms.Form):
    """Signing in."""

    address = forms.EmailField(label="Your e-mail address", help_text="The one that your organisation or the coalition has written to.")


class FilterForm(forms.Form):
    """The filters of a directory."""

    words = forms.CharField(label="Name, acronym or person")
    country = forms.ChoiceField(label="Region or country", choices=[("", "Anywhere"), ("af", "Africa")])
    category = forms.ChoiceField(label="Category", choices=[("", "Any"), ("o", "Ordinary")])
    language = forms.ChoiceField(label="Language", choices=[("", "Any"), ("fr", "French")])
    standing = forms.ChoiceField(label="Standing", choices=[("", "Any"), ("good", "Good")])
