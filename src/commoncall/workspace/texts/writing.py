"""One language of a version as it is being written, beside the authoritative words where it is a translation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.forms import BoundField
from django.urls import reverse
from django.utils.functional import cached_property

from commoncall.call.actions.texts import Words
from commoncall.call.queries import texts
from commoncall.kernel import languages
from commoncall.workspace.texts.forms import AT_FIRST, WordingForm, rearranged, written_so_far

if TYPE_CHECKING:
    from commoncall.call.models import Version, Wording


@dataclass(frozen=True)
class Line:
    """A demand on the sheet: its field, its number, the authoritative words beside it, and where it can be moved."""

    field: BoundField
    number: int
    beside: str
    is_first: bool
    is_last: bool


class Sheet:
    """What somebody has before them when they write a version in one language."""

    def __init__(self, version: Version, language: str, data: Mapping[str, Any] | None) -> None:
        self.version, self.language, self.data = version, language, data
        self._among = texts.wordings(version)

    @property
    def is_translation(self) -> bool:
        """Whether the authoritative words stand beside it."""
        return self.language != self.version.language

    @property
    def name(self) -> str:
        """The language's name, for the reader."""
        return languages.name_of(self.language, languages.current())

    @property
    def authoritative(self) -> Wording | None:
        """The authoritative words, beside a translation."""
        return self._among.get(self.version.language) if self.is_translation else None

    @property
    def authoritative_name(self) -> str:
        """The name of the authoritative language, for the reader."""
        return languages.name_of(self.version.language, languages.current())

    @property
    def authoritative_direction(self) -> str:
        """How the authoritative language runs."""
        return languages.direction(self.version.language)

    @property
    def wording(self) -> Wording | None:
        """What is kept in this language."""
        return self._among.get(self.language)

    @property
    def is_to_be_saved(self) -> bool:
        """Whether the button that saves was pressed, and what was typed is in order."""
        return self.data is not None and not self.data.get("do") and self.form.is_valid()

    @property
    def is_said_ready(self) -> bool:
        """Whether the writer says that it can be read in public."""
        return bool(self.form.cleaned_data.get("is_ready"))

    @cached_property
    def form(self) -> WordingForm:
        """The form: as it is kept, as it was sent, or rearranged by one of its buttons."""
        kept = self.wording
        told: dict[str, Any] = {"code": self.language, "is_authoritative": not self.is_translation}
        if self.data is None:
            seen = kept.changed_at.isoformat() if kept else ""
            return WordingForm(words=self._words(), seen=seen, is_ready=bool(kept and kept.is_ready), **told)
        typed = written_so_far(self.data)
        seen, is_ready = self.data.get("seen", ""), bool(self.data.get("is_ready"))
        if deed := self.data.get("do"):
            typed = Words(typed.title, typed.preamble, rearranged(typed.demands, deed), typed.closing)
            return WordingForm(words=typed, seen=seen, is_ready=is_ready, **told)
        return WordingForm(self.data, words=typed, seen=seen, is_ready=is_ready, **told)

    def _words(self) -> Words:
        words = Words.of(self.wording) if self.wording else Words("")
        wanted = len(self.authoritative.demands) if self.authoritative else AT_FIRST if not words.demands else 0
        return Words(words.title, words.preamble, [*words.demands, *[""] * max(wanted - len(words.demands), 0)], words.closing)

    @property
    def lines(self) -> list[Line]:
        """The demands, each with what stands beside it."""
        fields = self.form.demands
        beside = list(self.authoritative.demands) if self.authoritative else []
        last = len(fields) - 1
        return [Line(one, at + 1, beside[at] if at < len(beside) else "", at == 0, at == last) for at, one in enumerate(fields)]

    @property
    def back(self) -> str:
        """Where the version itself is read."""
        return home(self.version, self.version.coalition.slug)


def home(version: Version, coalition: str) -> str:
    """Return the address at which a version is read."""
    if version.number is None:
        return reverse("text-draft", args=[coalition, version.text.kind])
    if version.state != "adopted":
        return reverse("text-version", args=[coalition, version.text.kind, version.number])
    return reverse("text", args=[coalition, version.text.kind])
