"""Putting a refused deed beside the field that it is about, with everything that was typed kept."""

from collections.abc import Callable
from typing import TypeVar

from django import forms

from commoncall.kernel.refusals import NotVisible, ProofNeeded, Refusal, TooMany

Done = TypeVar("Done")


def attempt(form: forms.BaseForm, deed: Callable[[], Done]) -> Done | None:
    """Do a deed on behalf of a valid form; a refusal becomes an error of the form and gives ``None``."""
    try:
        return deed()
    except (NotVisible, ProofNeeded, TooMany):
        raise
    except Refusal as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, str(refusal.reason))
        return None
