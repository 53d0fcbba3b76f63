"""Statements and letters as the public reads of them: what stands there, and who under it, as far as each chose to be named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db.models import Exists, Q, QuerySet

from commoncall.call.queries import public as calls
from commoncall.decisions.models import Dissociation
from commoncall.decisions.queries import unlisted
from commoncall.decisions.rules.rule import Dissociation as Way
from commoncall.decisions.rules.rule import Rule
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.parties.naming import Listing, counted_together, listed_in_public
from commoncall.voice.models import Delivery, Letter, Listed, Signature, Statement
from commoncall.voice.queries import statements as stated
from commoncall.voice.queries.standing import STANDS, standing_under
from commoncall.voice.queries.statements import Under
from commoncall.voice.rules.eligibility import BODIES

#: By these rules an organisation that dissociates itself stands in the list no more.
UNLISTING = frozenset({Way.UNLISTED, Way.NOTED})

_STATEMENTS = ("version__text", "decision", "coalition")
_LETTERS = ("version__text", "coalition", "former")


def statements(coalition: Coalition) -> QuerySet[Statement]:
    """Return the statements that the public reads, the latest first, retracted ones included: that they were is part of the record."""
    found = Statement.objects.filter(coalition=coalition, coalition__is_public=True, is_public=True)
    return found.select_related(*_STATEMENTS).order_by("-published_at", "-number")


def letters(coalition: Coalition) -> QuerySet[Letter]:
    """Return the letters that the public reads, the latest first."""
    shown = Q(state=Letter.State.OPEN) | Q(state=Letter.State.CLOSED)
    found = Letter.objects.filter(shown, coalition=coalition, coalition__is_public=True, is_public=True)
    return found.select_related(*_LETTERS).order_by("-opened_at", "-number")


def has_any(coalition: Coalition) -> tuple[bool, bool]:
    """Tell whether there are statements and letters that the public reads; one query."""
    there = Exists(statements(coalition).order_by()), Exists(letters(coalition).order_by())
    found = Coalition.objects.filter(pk=coalition.pk).values_list(*there).first()
    return found or (False, False)


@dataclass(frozen=True)
class Signatory:
    """One who stands under a letter and may be named. ``kind`` is empty for an organisation of the coalition."""

    id: UUID
    name: str
    naming: str
    searchable: str
    name_language: str = ""
    kind: str = ""
    affiliation: str = ""
    country: str = ""
    website: str = ""
    authoriser: str = ""
    capacity: str = ""
    delivery: int | None = None

    @property
    def is_body(self) -> bool:
        """Whether it is an organisation or an authority, and no person."""
        return not self.kind or self.kind in BODIES


@dataclass(frozen=True)
class Group:
    """The organisations of one country, by name; without a code, those that work in no one country."""

    country: str
    named: tuple[Signatory, ...]


@dataclass(frozen=True)
class Part:
    """Some of those who stand under a letter: the organisations by country, in no order yet, and people apart."""

    by_country: tuple[Group, ...] = ()
    people: tuple[Signatory, ...] = ()

    @property
    def count(self) -> int:
        """How many are named here."""
        return sum(len(group.named) for group in self.by_country) + len(self.people)


@dataclass(frozen=True)
class Signatories:
    """Who stands under a letter.

    ``first`` are those of the batch that was delivered first, or all where none was made up; ``added`` those who came after it.
    ``unnamed`` counts all who are not named together, people and organisations, or is nought where that would tell too much.
    """

    first: Part = field(default_factory=Part)
    added: Part = field(default_factory=Part)
    unnamed: int = 0

    @property
    def named(self) -> int:
        """How many are named."""
        return self.first.count + self.added.count

    @property
    def total(self) -> int:
        """How many may be said to stand under it."""
        return self.named + self.unnamed


def signatories(letter: Letter, delivery: Delivery | None = None, audience: Iterable[str] = (Naming.PUBLIC,)) -> Signatories:
    """Return who stands under a letter, or did in the batches up to one; through ``parties.naming``, in a constant number of queries.

    ``audience`` are the ways of being named that the reader may know. The unnamed are one number; it is left out where, taken
    together with the counts of all members, of rolls and of voices behind the call, and those under other statements, letters and batches, it
    would tell of fewer than three.
    """
    rows = standing_under(letter)
    if delivery is not None:
        rows = rows.filter(delivery__number__lte=delivery.number)
    read = [_signatory(row) for row in rows.values_list(*_FIELDS)]
    known = set(audience)
    named = [one for one in read if one.naming in known]
    hidden = frozenset(one.id for one in read if one.naming not in known)
    # Sorted where all are sorted; whoever is named to this reader is written as if it were to all.
    listed = listed_in_public(_as_public(named)).named
    is_parted = delivery is None and letter.deliveries.exists()
    first = tuple(one for one in listed if not is_parted or one.delivery == 1)
    added = tuple(one for one in listed if is_parted and one.delivery != 1)
    is_told = bool(hidden) and _may_count(letter, delivery, hidden, is_public=known == {Naming.PUBLIC})
    return Signatories(_part(first), _part(added), len(hidden) if is_told else 0)


def totals(coalition: Coalition, shown: Iterable[Letter]) -> dict[UUID, int]:
    """Return how many may be said to stand under each of some letters; four queries."""
    kept = list(shown)
    hidden = _hidden_under_letters(coalition)
    named: dict[UUID, int] = dict.fromkeys((one.pk for one in kept), 0)
    for key in _named(kept).values_list("letter_id", flat=True):
        named[key] += 1
    told = _told_together(coalition, _hidden_under_statements(coalition), hidden)
    return {key: number + (len(hidden.get(key, ())) if told.get(key) else 0) for key, number in named.items()}


def under(statement: Statement) -> Under:
    """Return the members that stand under a statement, and those of whom a note says that they dissociated, as the public may read it.

    The number of those who are not named is told only where it tells nothing beside all that is told elsewhere.
    """
    found, hidden = stated.under(statement), _hidden_under_statements(statement.coalition)
    told = _told_together(statement.coalition, hidden, _hidden_under_letters(statement.coalition)) if statement.pk in hidden else {}
    number = len(hidden[statement.pk]) if told.get(statement.pk) else 0
    return Under(Listing(found.members.named, number), Listing(found.dissociated.named, 0))


_FIELDS = (
    *("id", "organisation_id", "organisation__name", "organisation__name_language", "organisation__naming", "organisation__searchable"),
    *("organisation__membership__country_id", "organisation__membership__website"),
    *("name", "naming", "searchable", "kind", "affiliation", "country_id", "website", "authoriser", "capacity", "delivery__number"),
)


def _signatory(row: tuple[Any, ...]) -> Signatory:
    identifier, organisation, own_name, own_language, own_naming, own_searchable, own_country, own_website, *rest = row
    name, naming, searchable, kind, affiliation, country, website, authoriser, capacity, delivery = rest
    if organisation is not None:
        about = {"website": own_website or "", "country": own_country or "", "name_language": own_language}
        return Signatory(organisation, own_name, own_naming, own_searchable, authoriser=authoriser, capacity=capacity, delivery=delivery, **about)
    said = {"kind": kind, "affiliation": affiliation, "country": country or "", "website": website}
    return Signatory(identifier, name, naming, searchable, authoriser=authoriser, capacity=capacity, delivery=delivery, **said)


def _as_public(named: Iterable[Signatory]) -> list[Signatory]:
    return [one if one.naming == Naming.PUBLIC else replace(one, naming=Naming.PUBLIC) for one in named]


def _part(named: Iterable[Signatory]) -> Part:
    countries: dict[str, list[Signatory]] = {}
    people = []
    for one in named:
        if one.is_body:
            countries.setdefault(one.country, []).append(one)
        else:
            people.append(one)
    return Part(tuple(Group(code, tuple(found)) for code, found in countries.items()), tuple(people))


_UNNAMED = Q(organisation=None) & ~Q(naming=Naming.PUBLIC) | Q(organisation__isnull=False) & ~Q(organisation__naming=Naming.PUBLIC)


def _named(shown: list[Letter]) -> QuerySet[Signature]:
    return Signature.objects.filter(STANDS, letter__in=[one.pk for one in shown]).exclude(_UNNAMED)


def _hidden_under_letters(coalition: Coalition) -> dict[UUID, frozenset[UUID]]:
    """Return who is not named in public under each letter that the public reads, the oldest letter first; one query."""
    known = letters(coalition).order_by().values("pk")
    rows = Signature.objects.filter(STANDS, _UNNAMED, letter__in=known).order_by("letter__number")
    found: dict[UUID, set[UUID]] = {}
    for key, organisation, signature in rows.values_list("letter_id", "organisation_id", "pk"):
        found.setdefault(key, set()).add(organisation or signature)
    return {key: frozenset(ids) for key, ids in found.items()}


def _hidden_under_statements(coalition: Coalition) -> dict[UUID, frozenset[UUID]]:
    """Return who is not named in public under each statement that lists its members, the oldest first; two queries."""
    shown = statements(coalition).filter(lists_members=True).order_by()
    apart = set(Dissociation.objects.filter(decision__in=shown.values("decision"), withdrawn_at=None).values_list("decision_id", "organisation_id"))
    rows = Listed.objects.filter(statement__in=shown.values("pk")).exclude(organisation__naming=Naming.PUBLIC).order_by("statement__number")
    found: dict[UUID, set[UUID]] = {}
    for key, decision, rule, organisation in rows.values_list(
        "statement_id", "statement__decision_id", "statement__decision__rule", "organisation_id"
    ):
        if (decision, organisation) not in apart or Rule.of(rule).dissociation not in UNLISTING:
            found.setdefault(key, set()).add(organisation)
    return {key: frozenset(ids) for key, ids in found.items()}


def _told_before(coalition: Coalition) -> list[frozenset[UUID]]:
    """Return who is not named in the list of members, in the public register and behind the call, whose numbers are told elsewhere."""
    return [*unlisted.sets(coalition), calls.unnamed_voices(coalition)]


def _told_together(coalition: Coalition, *sets: dict[UUID, frozenset[UUID]]) -> dict[UUID, bool]:
    """Tell of each statement and letter whether the number of those not named may be told beside all others, and all that is told elsewhere."""
    together = {key: ids for one in sets for key, ids in one.items()}
    before = _told_before(coalition)
    told = counted_together([*before, *together.values()])[len(before) :]
    return dict(zip(together, told, strict=True))


def _may_count(letter: Letter, delivery: Delivery | None, hidden: frozenset[UUID], *, is_public: bool) -> bool:
    """Tell whether the number of those not named under a letter, or in its batches up to one, may be told beside all that is told elsewhere."""
    if not is_public:
        return counted_together([hidden])[0]
    sets = _hidden_under_statements(letter.coalition), _hidden_under_letters(letter.coalition)
    if delivery is None and letter.pk in sets[1]:
        return _told_together(letter.coalition, *sets)[letter.pk]
    earlier = _hidden_before(delivery) if delivery is not None else []
    return counted_together([*_told_before(letter.coalition), *sets[0].values(), *sets[1].values(), *earlier, hidden])[-1]


def _hidden_before(delivery: Delivery) -> list[frozenset[UUID]]:
    """Return who is not named in public in each list that was made up before a batch, the oldest first; two queries.

    Each list has the batches of its letter up to one. They can be told from each other by what one has more than another, and so the
    lists of other letters that the public reads count, too.
    """
    shown = Q(letter__in=letters(delivery.letter.coalition).order_by().values("pk")) | Q(letter=delivery.letter_id)
    batches = list(Delivery.objects.filter(shown).order_by("made_up_at", "letter__number", "number").values_list("pk", "letter_id"))
    rows = Signature.objects.filter(STANDS, _UNNAMED, delivery__in=[key for key, _letter in batches])
    added: dict[UUID | None, set[UUID]] = {}
    for key, organisation, signature in rows.values_list("delivery_id", "organisation_id", "pk"):
        added.setdefault(key, set()).add(organisation or signature)
    under: dict[UUID, frozenset[UUID]] = {}
    found = []
    for key, letter in batches:
        if key == delivery.pk:
            break
        under[letter] = under.get(letter, frozenset()) | added.get(key, set())
        found.append(under[letter])
    return found
