"""Forms as the design system draws them: the renderer, and the widgets that Django does not have."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Draws every form and field of Commoncall; named in the setting FORM_RENDERER."""

    form_template_name = "design/forms/form.html"
    field_template_name = "design/forms/field.html"
    formset_template_name = "design/forms/formset.html"


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
