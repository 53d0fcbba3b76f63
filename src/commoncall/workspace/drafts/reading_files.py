"""What a file that is brought in says, and what of it could not be taken over, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from commoncall.kernel.documents import reading, refusals
from commoncall.web.moments import numeral
from commoncall.workspace.drafts.forms.wording import FileForm

if TYPE_CHECKING:
    from commoncall.kernel.documents.reading import Read


def read(form: FileForm, language: str) -> Read | None:
    """Return what the file of a valid form says; what stands against reading it becomes an error of the form."""
    file = form.cleaned_data["file"]
    try:
        return reading.read(file.read(), file.name or "", language=language)
    except refusals.DocumentRefused as refused:
        told = {name: numeral(value) if isinstance(value, int) else value for name, value in refused.params.items()}
        form.add_error("file", _(refusals.REFUSALS[refused.code]) % told)
        return None


def brought(found: Read) -> str:
    """Return that the words were brought in, and what of the file was read in another way, or left behind."""
    told = [_("Brought in. Paragraphs that were there before keep their places for amendments.")]
    return " ".join([*told, *(_(refusals.NOTES[one.code]) % one.params for one in found.notes)])
