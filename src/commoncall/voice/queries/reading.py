"""The words of what goes out, in the reader's language where they are translated, else in the one that counts."""

from __future__ import annotations

from dataclasses import dataclass

from commoncall.drafting.models import Version
from commoncall.drafting.queries import texts
from commoncall.drafting.rules import paragraphs
from commoncall.drafting.rules.paragraphs import Paragraph


@dataclass(frozen=True)
class Line:
    """A paragraph, with the number that stands before it."""

    paragraph: Paragraph
    number: str


@dataclass(frozen=True)
class Read:
    """What a version says in one language. ``authoritative`` is the language that counts, ``languages`` are all in which it can be read."""

    title: str
    lines: tuple[Line, ...]
    language: str
    authoritative: str
    languages: tuple[str, ...]
    is_checked: bool

    @property
    def is_translation(self) -> bool:
        """Whether these are not the words that count."""
        return self.language != self.authoritative


def read(version: Version, language: str) -> Read:
    """Return what a version says in a language, else in the authoritative one; in one query.

    A translation of other words than those that count now is passed over: nobody is to sign what the letter does not say.
    """
    found = texts.wordings(version)
    own = version.text.language
    digest = found[own].digest if own in found else ""
    fit = [code for code, one in found.items() if one.paragraphs and (code == own or one.translates == digest)]
    code = next((one for one in (language, language.split("-")[0]) if one in fit), own)
    wording = found.get(code)
    kept = paragraphs.read(wording.paragraphs) if wording else ()
    lines = tuple(Line(one, number) for one, number in zip(kept, paragraphs.numbers(kept), strict=True))
    is_checked = code == own or bool(wording and wording.checked_at)
    return Read((wording.title if wording else "") or version.text.title, lines, code, own, tuple(fit), is_checked)
