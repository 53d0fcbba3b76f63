"""Where the public pages of a coalition's decisions are, and the files beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from commoncall.kernel import languages

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition

#: The files beside the register, each by the name under which pages ask for its address.
FILES = ("feed", "json", "csv", "described")


@dataclass(frozen=True)
class DecisionPlaces:
    """The addresses of a coalition's public register and of its ladder, in the language that is set unless another is named."""

    coalition: Coalition

    def register(self, number: int = 1, *, language: str = "") -> str:
        """Return the address of the register, or of a further page of it."""
        return self._named("site-decisions-page", language, number=number) if number > 1 else self._named("site-decisions", language)

    def search(self, *, language: str = "") -> str:
        """Return the address to which the form of the register is sent."""
        return self._named("site-decisions-search", language)

    def decision(self, identifier: UUID, *, language: str = "") -> str:
        """Return the address of one decision, which stays."""
        return self._named("site-decision", language, decision=identifier)

    def ladder(self, *, language: str = "") -> str:
        """Return the address at which it is shown how the coalition decides."""
        return self._named("site-ladder", language)

    def file(self, name: str, *, language: str = "") -> str:
        """Return the address of a file beside the register, by its name in ``FILES``."""
        return self._named(f"site-decisions-{name}", language)

    def _named(self, name: str, language: str, **parts: object) -> str:
        return reverse(name, kwargs={"language": language or languages.current(), "coalition": self.coalition.slug, **parts})
