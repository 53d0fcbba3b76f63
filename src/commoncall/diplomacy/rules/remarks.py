"""What a report of an error from outside may be: pure, without a database."""

from __future__ import annotations

from dataclasses import dataclass

#: As many characters each part may have.
WORDS_AT_MOST, SOURCE_AT_MOST, OUTCOME_AT_MOST = 2000, 500, 500


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody writes: what is wrong, of which state, where the right fact can be found, and where to answer, in which language."""

    words: str
    participant: str = ""
    source: str = ""
    address: str = ""
    language: str = "en"

    def trimmed(self) -> Report:
        """Return the same without blanks around its parts."""
        return Report(self.words.strip(), self.participant.strip().upper(), self.source.strip(), self.address.strip(), self.language)
