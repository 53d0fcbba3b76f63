"""A version as its page shows it: in one language, with the others to choose from, and the way it runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commoncall.call import rules
from commoncall.call.queries import texts
from commoncall.call.rules import comparing
from commoncall.call.rules.comparing import Pair, Piece
from commoncall.kernel import languages

if TYPE_CHECKING:
    from commoncall.call.models import Version, Wording


@dataclass(frozen=True)
class Choice:
    """A language in which a version can be read, named in itself; ``lacks`` says what stands against reading it in public."""

    code: str
    name: str
    is_current: bool
    is_authoritative: bool
    is_ready: bool
    lacks: str
    demands: int


@dataclass(frozen=True)
class Reading:
    """A version in the language in which it is read."""

    version: Version
    wording: Wording
    choices: tuple[Choice, ...]

    @property
    def code(self) -> str:
        """The language of the words."""
        return self.wording.language

    @property
    def direction(self) -> str:
        """How that language runs."""
        return languages.direction(self.code)

    @property
    def authoritative(self) -> str:
        """The name of the authoritative language, in the reader's."""
        return languages.name_of(self.version.language, languages.current())

    @property
    def is_authoritative(self) -> bool:
        """Whether these are the authoritative words."""
        return self.code == self.version.language


def reading(version: Version, wanted: str = "", *, unready_too: bool = False) -> Reading:
    """Return a version in the language that is wanted, else the reader's, else the authoritative one; one query.

    ``unready_too``: for those who write it, in languages too that are not ready.
    """
    among = texts.wordings(version)
    code = wanted or languages.current()
    wording = texts.chosen(version, among, code)
    if unready_too and wanted in among:
        wording = among[wanted]
    offered = [one for one in among.values() if unready_too or one.is_ready or one.language == version.language]
    return Reading(version, wording, tuple(_choice(version, one, among, wording) for one in offered))


def _choice(version: Version, one: Wording, among: dict[str, Wording], current: Wording) -> Choice:
    is_authoritative = one.language == version.language
    authoritative = among.get(version.language)
    theirs = None if is_authoritative else authoritative.demands if authoritative else []
    return Choice(
        code=one.language,
        name=languages.endonym(one.language),
        is_current=one.language == current.language,
        is_authoritative=is_authoritative,
        is_ready=one.is_ready,
        lacks=rules.what_is_missing(one.title, one.demands, theirs),
        demands=len(one.demands),
    )


@dataclass(frozen=True)
class Difference:
    """What differs between two wordings in one language."""

    title: tuple[Piece, ...]
    preamble: tuple[Piece, ...]
    demands: Sequence[Pair]
    closing: tuple[Piece, ...]

    @property
    def is_none(self) -> bool:
        """Whether both say the same."""
        texts_ = (self.title, self.preamble, self.closing)
        return all(comparing.are_kept(one) for one in texts_) and not any(pair.is_changed or pair.is_moved for pair in self.demands)


def difference(before: Wording, now: Wording) -> Difference:
    """Compare two wordings, demand by demand and word by word."""
    return Difference(
        comparing.pieces(before.title, now.title),
        comparing.pieces(before.preamble, now.preamble),
        comparing.demands(before.demands, now.demands),
        comparing.pieces(before.closing, now.closing),
    )
