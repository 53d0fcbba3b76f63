"""Forms as the design system draws them: the renderer, and the widgets that Django does not have."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy as _

# Django draws each option of a list with templates of its own, which makes a long list cost more than the rest of a page.
_OWN: Final = {"django/forms/widgets/select.html": "design/forms/select.html"}


class Renderer(DjangoTemplates):
    """Draws every form and field of Commoncall; named in the setting FORM_RENDERER."""

    form_template_name = "design/forms/form.html"
    field_template_name = "design/forms/field.html"
    formset_template_name = "design/forms/formset.html"

    def get_template(self, template_name: str) -> Any:
        """Take our own template for a widget of Django's where there is one."""
        return super().get_template(_OWN.get(template_name, template_name))


_Words = tuple[tuple[type[forms.Field], Any], ...]

# What to do about a field that was left empty, by its kind; the first kind that fits is taken.
WORDS_FOR_NOTHING: Final[_Words] = (
    (forms.BooleanField, _("This has to be ticked to go on.")),
    (forms.FileField, _("Choose a file.")),
    (forms.MultipleChoiceField, _("Choose at least one.")),
    (forms.ChoiceField, _("Choose one.")),
    (forms.EmailField, _("Write an e-mail address, such as name@example.org.")),
    (forms.URLField, _("Write an address, such as https://example.org.")),
    (forms.DateField, _("Write a day, such as 2027-04-30.")),
    (forms.IntegerField, _("Write a number.")),
    (forms.Field, _("Write something here.")),
)
WORDS_FOR_ILL_FORMED: Final[_Words] = (
    (forms.EmailField, _("This is not a whole e-mail address. One looks like name@example.org.")),
    (forms.URLField, _("This is not a whole address. One looks like https://example.org.")),
    (forms.DateField, _("Write a day, such as 2027-04-30.")),
)


class PlainWords:
    """For forms: says what to do where Django's own messages only say that something is missing or invalid.

    A message that a field brings itself stands. Goes before the form class: `class NameForm(PlainWords, forms.Form)`.
    """

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        for field in self.fields.values():
            _replace(field, "required", WORDS_FOR_NOTHING)
            _replace(field, "invalid", WORDS_FOR_ILL_FORMED)


def _replace(field: forms.Field, code: str, words: _Words) -> None:
    """Puts the words of the field's kind in place of Django's; nothing else is touched."""
    defaults = {message for kind in type(field).__mro__ for message in _own_messages(kind, code)}
    if field.error_messages.get(code) in defaults or code not in field.error_messages:
        for kind, sentence in words:
            if isinstance(field, kind):
                field.error_messages[code] = sentence
                return


def _own_messages(kind: type, code: str) -> list[Any]:
    messages = vars(kind).get("default_error_messages", {})
    return [messages[code]] if code in messages else []


class _WithConsequences:
    """Choices whose consequence stands under each title: `consequences` maps a choice's value to a sentence."""

    def __init__(self, *args: Any, consequences: Mapping[Any, Any] | None = None, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self.consequences = consequences or {}

    def create_option(self, name: str, value: Any, *args: Any, **keywords: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **keywords)  # type: ignore[misc]
        option["consequence"] = self.consequences.get(str(value), "")
        return option


class Choices(_WithConsequences, forms.RadioSelect):
    """One of a few, as rows."""

    template_name = "design/forms/choices.html"
    option_template_name = "design/forms/choice.html"


class Cards(Choices):
    """One of a few, as large cards: for the conversation that sets a coalition up."""

    template_name = "design/forms/cards.html"


class ManyChoices(_WithConsequences, forms.CheckboxSelectMultiple):
    """Any of a few, as rows."""

    template_name = "design/forms/choices.html"
    option_template_name = "design/forms/choice.html"


class CodeInput(forms.TextInput):
    """A short code that came by mail or from an application."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        own = {"class": "code", "inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}
        super().__init__({**own, **(attrs or {})})
