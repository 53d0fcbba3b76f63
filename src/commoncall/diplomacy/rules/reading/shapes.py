"""What a status table says once it has been read: lines with names as they are written, and what states did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from commoncall.diplomacy.rules.acts import ActKind


@dataclass(frozen=True, slots=True)
class Said:
    """Something to say about a line or a file: a word that leads to a sentence, and what stands in it."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """An act as a table tells it, before it is known whose it is."""

    kind: ActKind
    on: date
    revoked: bool = False
    effective_on: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table. ``number`` is the one that a person sees in the spreadsheet; ``code`` is the ISO code beside the name."""

    number: int
    name: str
    code: str = ""
    acts: tuple[Told, ...] = ()
    problems: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """What a depositary's page itself counts."""

    signatories: int | None = None
    parties: int | None = None
    entry_on: date | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The status table of one treaty.

    ``treaty`` is the code of the treaty where the file has one, ``as_of`` the day of the table where it states one, ``covers`` the
    kinds of act for which it has columns: of others it says nothing.
    """

    lines: tuple[Line, ...]
    covers: frozenset[ActKind]
    treaty: str = ""
    title: str = ""
    as_of: date | None = None
    language: str = ""
    totals: Totals = Totals()
    notices: tuple[Said, ...] = ()
    file_name: str = ""
    digest: str = ""
    source: str = ""
    source_url: str = ""


class Unreadable(Exception):
    """A file that is no status table; the code leads to a sentence in ``sentences.REFUSALS``, or to one of the kernel's."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params
