"""What a coalition calls things: its own words where it chose some, else ours, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

from commoncall.kernel import languages
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.rules import WORDS

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition

#: What each thing is called until a coalition chooses: in small letters, as within a sentence.
USUAL = {
    "member": pgettext_lazy("what a coalition calls it", "member"),
    "members": pgettext_lazy("what a coalition calls it", "members"),
    "committee": pgettext_lazy("what a coalition calls it", "committee"),
    "secretariat": pgettext_lazy("what a coalition calls it", "secretariat"),
    "coordinator": pgettext_lazy("what a coalition calls it", "coordinator"),
    "call": pgettext_lazy("what a coalition calls it", "call"),
    "charter": pgettext_lazy("what a coalition calls it", "charter"),
}

#: What coalitions in use say instead, to choose from.
SUGGESTED = {
    "member": [
        pgettext_lazy("what a coalition calls it", "partner"),
        pgettext_lazy("what a coalition calls it", "participant"),
        pgettext_lazy("what a coalition calls it", "affiliate"),
        pgettext_lazy("what a coalition calls it", "node"),
    ],
    "members": [
        pgettext_lazy("what a coalition calls it", "partners"),
        pgettext_lazy("what a coalition calls it", "participants"),
        pgettext_lazy("what a coalition calls it", "affiliates"),
        pgettext_lazy("what a coalition calls it", "nodes"),
    ],
    "committee": [
        pgettext_lazy("what a coalition calls it", "steering group"),
        pgettext_lazy("what a coalition calls it", "steering committee"),
        pgettext_lazy("what a coalition calls it", "board"),
        pgettext_lazy("what a coalition calls it", "council"),
        pgettext_lazy("what a coalition calls it", "advisory group"),
    ],
    "secretariat": [pgettext_lazy("what a coalition calls it", "staff team"), pgettext_lazy("what a coalition calls it", "office")],
    "coordinator": [pgettext_lazy("what a coalition calls it", "facilitator"), pgettext_lazy("what a coalition calls it", "convenor")],
    "call": [pgettext_lazy("what a coalition calls it", "mission statement"), pgettext_lazy("what a coalition calls it", "declaration")],
    "charter": [pgettext_lazy("what a coalition calls it", "pledge"), pgettext_lazy("what a coalition calls it", "statutes")],
}


class Words(Mapping[str, str]):
    """The words of one coalition for the things in ``parties.rules.WORDS``; without a coalition, the usual ones.

    A word that the coalition chose in other languages only is not shown to a reader of this one: the usual word of the
    reader's language is understood, a foreign one perhaps not.
    """

    def __init__(self, own: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self._own = own or {}

    def __getitem__(self, key: str) -> str:
        chosen = self._own.get(key, {})
        code = languages.current()
        return chosen.get(code) or chosen.get(code.split("-")[0]) or str(USUAL[key])

    def __iter__(self) -> Iterator[str]:
        return iter(WORDS)

    def __len__(self) -> int:
        return len(WORDS)


def words_of(coalition: Coalition | None) -> Words:
    """Return what a coalition calls things; it asks the database nothing."""
    return Words(parties.arrangements(coalition).words) if coalition is not None else Words()


def name_of(coalition: Coalition) -> str:
    """Return what a coalition is called in the language that is set, else in its own."""
    return languages.pick(coalition.names, fallback=coalition.language) or coalition.name
