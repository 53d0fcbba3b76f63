"""Where the public pages of statements and letters are, and the files beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from commoncall.kernel import languages

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition

#: The forms in which a text is handed out, in the order in which pages offer them: the ending of the file, and its name.
FORMS = {"pdf": "PDF", "docx": "Word (DOCX)", "odt": "OpenDocument (ODT)", "md": "Markdown"}


@dataclass(frozen=True)
class VoicePlaces:
    """The addresses of a coalition's statements and letters, in the language that is set unless another is named."""

    coalition: Coalition

    def statements(self, *, language: str = "") -> str:
        """Return the address of the list of statements."""
        return self._named("public-statements", language)

    def statement(self, number: int, *, language: str = "") -> str:
        """Return the address of a statement."""
        return self._named("public-statement", language, number=number)

    def letters(self, *, language: str = "") -> str:
        """Return the address of the list of letters."""
        return self._named("public-letters", language)

    def letter(self, number: int, *, language: str = "") -> str:
        """Return the address of a letter."""
        return self._named("public-letter", language, number=number)

    def sign(self, number: int, *, language: str = "") -> str:
        """Return the address of the form by which a letter is signed."""
        return self._named("sign", language, number=number)

    def statement_file(self, number: int, form: str) -> str:
        """Return the address of a statement as a file: one of ``FORMS``, or ``jsonld``."""
        return f"{self.statement(number)}statement.{form}"

    def letter_file(self, number: int, form: str) -> str:
        """Return the address of a letter as a file, with all who stand under it now: one of ``FORMS``, or ``jsonld``."""
        return f"{self.letter(number)}letter.{form}"

    def delivered(self, number: int, delivery: int) -> str:
        """Return the address of a letter as it was delivered, with those alone who had signed by then."""
        return f"{self.letter(number)}delivered-{delivery}.pdf"

    def _named(self, name: str, language: str, **parts: object) -> str:
        return reverse(name, kwargs={"language": language or languages.current(), "coalition": self.coalition.slug} | parts)
