"""The words of a statement or letter as a page shows them, and what is said of their language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from commoncall.kernel import languages

if TYPE_CHECKING:
    from commoncall.voice.queries.reading import Line, Read


@dataclass(frozen=True)
class Shown:
    """What a text says to this reader. ``language`` and ``direction`` are empty where they are the reader's own."""

    title: str
    lines: Sequence[Line]
    language: str
    direction: str
    read_in: tuple[str, ...]
    is_untranslated: bool


def shown(read: Read) -> Shown:
    """Return the words as a page shows them, with sentences on which wording counts and in which languages there are others."""
    own = languages.current()
    is_own = read.language.split("-")[0] == own.split("-")[0]
    told = [_("The wording that counts is the one in %(language)s.") % {"language": languages.name_of(read.authoritative, own)}]
    if read.is_translation and not read.is_checked:
        told.append(_("This translation has not been checked."))
    if len(read.languages) > 1:
        names = languages.listed(languages.name_of(one, own) for one in read.languages)
        told.append(_("It can be read in: %(languages)s.") % {"languages": names})
    direction = languages.direction(read.language)
    return Shown(read.title, read.lines, "" if is_own else read.language, "" if is_own else direction, tuple(told), not is_own)
