"""The headings of a status table in English, French and Spanish, and what each column holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from commoncall.diplomacy.rules.acts import BINDING, ActKind
from commoncall.diplomacy.rules.reading.shapes import Unreadable
from commoncall.kernel.text.folding import fold


class Role(StrEnum):
    """What a column holds."""

    TREATY = "treaty"
    NAME = "name"
    CODE = "code"
    KIND = "kind"
    GONE = "gone"
    ACTS = "acts"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``usual`` is the kind of act that a date without a mark means; ``is_bare`` says that it repeats another as a bare day."""

    index: int
    role: Role
    kinds: frozenset[ActKind] = frozenset()
    usual: ActKind | None = None
    is_bare: bool = False


_KINDS = {
    "en": {
        ActKind.SIGNATURE: r"signature|signed",
        ActKind.PROVISIONAL: r"provisional",
        ActKind.RATIFICATION: r"ratification|ratified",
        ActKind.ACCEPTANCE: r"acceptance|accepted",
        ActKind.APPROVAL: r"approval|approved",
        ActKind.ACCESSION: r"accession|acceded",
        ActKind.SUCCESSION: r"succession|succeeded",
        ActKind.CONSENT: r"consent",
        ActKind.WITHDRAWAL: r"withdrawal|denunciation|withdrew",
    },
    "fr": {
        ActKind.SIGNATURE: r"signe",
        ActKind.PROVISIONAL: r"provisoire|a titre provisoire",
        ActKind.RATIFICATION: r"ratifie",
        ActKind.ACCEPTANCE: r"acceptation",
        ActKind.APPROVAL: r"approbation",
        ActKind.ACCESSION: r"adhesion",
        ActKind.CONSENT: r"consentement",
        ActKind.WITHDRAWAL: r"retrait|denonciation",
    },
    "es": {
        ActKind.SIGNATURE: r"firma|firmado",
        ActKind.RATIFICATION: r"ratificacion",
        ActKind.ACCEPTANCE: r"aceptacion",
        ActKind.APPROVAL: r"aprobacion",
        ActKind.ACCESSION: r"adhesion",
        ActKind.SUCCESSION: r"sucesion",
        ActKind.CONSENT: r"consentimiento",
        ActKind.WITHDRAWAL: r"retiro|denuncia",
    },
}
_PATTERNS = {kind: re.compile(rf"\b(?:{'|'.join(words[kind] for words in _KINDS.values() if kind in words)})\b") for kind in ActKind}
_NAMES = frozenset(
    (
        *("participant", "participants", "state", "states", "country", "countries", "party", "parties", "state party", "states parties", "name"),
        *("etat", "etats", "pays", "partie", "etat partie", "etats parties", "nom"),
        *("participante", "participantes", "estado", "estados", "pais", "paises", "parte", "partes", "estado parte", "estados partes", "nombre"),
    )
)
_CODES = frozenset(("iso", "iso2", "iso3", "iso code", "iso 3166", "alpha2", "alpha3", "alpha 2", "alpha 3", "country code", "iso a3", "iso a2"))
_TREATIES = frozenset(("treaty", "treaty code", "instrument", "traite", "tratado"))
_TYPES = frozenset(("action type", "action kind", "type", "kind", "act", "type of action", "mode", "acte", "type d acte", "tipo", "acto", "mark"))
_GONE = frozenset(("withdrawn", "revoked", "retire", "retirado"))
_ASIDE = re.compile(r"\b(?:entry into force|entree en vigueur|entrada en vigor|effective|footnotes?|notes?|remarks?|url|source|depositary)\b")
_ACTION = re.compile(r"\b(?:action|joined|deposit|deposited|depot|deposito|date|fecha)\b")
_BARE = re.compile(r"\b(?:date|fecha)\b")
_FRENCH = re.compile(r"\b(?:acceptation|approbation|adhesion|etats?|pays|provisoire)\b")
_SPANISH = re.compile(r"\b(?:firma|aceptacion|aprobacion|ratificacion|estados?|pais|participantes?)\b")


def kinds_in(text: str) -> list[ActKind]:
    """Return the kinds of act that words name."""
    said = plain(text)
    return [kind for kind, pattern in _PATTERNS.items() if pattern.search(said)]


def plain(heading: str) -> str:
    """Return a heading in one spelling: folded, without marks in brackets and without punctuation."""
    return " ".join(re.sub(r"[\W_]+", " ", fold(re.sub(r"\([^()]{0,12}\)", " ", heading[:300]))).split())


def column(index: int, heading: str) -> Column | None:
    """Return what a column holds, judged by its heading; nothing where that says nothing."""
    said = plain(heading)
    for role, words in ((Role.NAME, _NAMES), (Role.CODE, _CODES), (Role.TREATY, _TREATIES), (Role.KIND, _TYPES), (Role.GONE, _GONE)):
        if said in words:
            return Column(index, role)
    if _ASIDE.search(said):
        return Column(index, Role.ASIDE)
    is_bare = bool(_BARE.search(said))
    if kinds := _several(kinds_in(heading)):
        return Column(index, Role.ACTS, kinds, _usual(kinds), is_bare)
    # A bare day under a heading that names no kind of act says nothing by itself: another column has to say what was done.
    return Column(index, Role.ACTS, BINDING, None if is_bare else ActKind.RATIFICATION, is_bare) if _ACTION.search(said) else None


def _several(kinds: Sequence[ActKind]) -> frozenset[ActKind]:
    """Return the kinds under one heading; one for signatures tells of those too that a successor took over."""
    several = frozenset(kinds)
    return several - {ActKind.SUCCESSION} if ActKind.SIGNATURE in several and len(several) == 2 else several


def _usual(kinds: frozenset[ActKind]) -> ActKind | None:
    """Return what a date without a mark means under a heading that names these kinds: the one, or ratification."""
    if len(kinds) == 1:
        return next(iter(kinds))
    return ActKind.RATIFICATION if ActKind.RATIFICATION in kinds else None


def is_heading(cell: str) -> bool:
    """Whether a cell could head a column of a status table."""
    return column(0, cell) is not None


def understood(headings: Sequence[str]) -> list[Column]:
    """Return the columns that are understood. Raises ``Unreadable`` where nobody is named, or no act has a column."""
    found = [one for index, heading in enumerate(headings) if (one := column(index, heading))]
    if not any(one.role is Role.NAME for one in found):
        raise Unreadable("no_names", headings=_listed(headings))
    if not any(one.role is Role.ACTS for one in found):
        raise Unreadable("no_acts", headings=_listed(headings))
    return found


def _listed(headings: Sequence[str]) -> str:
    return ", ".join(heading[:40] for heading in headings[:12])


def language_of(headings: Sequence[str]) -> str:
    """Return the language of the headings, English where they show no other."""
    said = plain(" ".join(headings))
    if _SPANISH.search(said) and not _FRENCH.search(said.replace("adhesion", "")):
        return "es"
    return "fr" if _FRENCH.search(said) else "en"
