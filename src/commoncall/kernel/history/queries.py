"""Reading the history: who may read which entry, entries as sentences, and the proof that nothing was altered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from commoncall.kernel import statements
from commoncall.kernel.authority import Actor, Capacity
from commoncall.kernel.history import kinds, rules
from commoncall.kernel.history.kinds import Audience
from commoncall.kernel.history.models import Chain, Entry

#: How many entries are looked through for what is worth telling.
READ = 240


def visible_to(actor: Actor) -> QuerySet[Entry]:
    """Return the entries that ``actor`` may read, newest first, with their particulars."""
    entries = Entry.objects.select_related("particulars").order_by("-at", "-id")
    if actor.chain_id is None:
        return entries if actor.is_operator else _own(entries, actor)
    entries = entries.filter(chain_id=actor.chain_id)
    if actor.is_operator:
        return entries
    seen = Q(audience=Audience.PUBLIC)
    if actor.is_inside:
        seen |= _of_members(actor)
    if actor.is_coordinator:
        seen |= Q(audience__in=[Audience.COORDINATORS, Audience.ORGANISATION])
    if actor.organisation_id is not None:
        seen |= Q(audience=Audience.ORGANISATION) & (Q(organisation=actor.organisation_id) | Q(concerns=actor.organisation_id))
    if actor.person_id is not None:
        seen |= Q(person=actor.person_id) | Q(audience=Audience.PERSON, subject=actor.person_id)
    return entries.filter(seen)


def _of_members(actor: Actor) -> Q:
    """What all inside may read, but for things whose readers have become fewer since the entry was written."""
    found = Q(audience=Audience.MEMBERS)
    if actor.is_coordinator:
        return found
    for subject_kind, readable in kinds.narrowing():
        found &= ~Q(subject_kind=subject_kind) | Q(subject__in=readable(actor))
    return found


def _own(entries: QuerySet[Entry], actor: Actor) -> QuerySet[Entry]:
    return entries.filter(account=actor.account_id) if actor.account_id else entries.none()


def done_by_others(actor: Actor, since: datetime) -> list[tuple[UUID, str, UUID | None]]:
    """Return which entries others have written since an instant, the newest first, so many as are worth looking through.

    Of each its identifier, its kind and its batch.
    """
    return statements.ask(_by_others, actor, since=since)


def _by_others(actor: Actor, since: datetime) -> QuerySet[Entry, tuple[Any, ...]]:
    others = ~Q(account=actor.account_id) | Q(account=None) if actor.account_id else Q()
    return visible_to(actor).filter(others, at__gt=since).values_list("id", "kind", "batch")[:READ]


@dataclass(frozen=True)
class Line:
    """An entry as people read it."""

    id: UUID
    at: datetime
    sentence: str
    kind: str
    by: str
    can_be_undone: bool
    undone: bool
    subject_kind: str
    subject: UUID | None
    seal: str


def told(entries: Iterable[Entry]) -> list[Line]:
    """Tell entries as sentences in the reader's language; one query more finds which have been undone already."""
    kept = list(entries)
    undone = set(Entry.objects.filter(undoes__in=[entry.id for entry in kept]).values_list("undoes", flat=True))
    return [_line(entry, entry.id in undone) for entry in kept]


def _line(entry: Entry, undone: bool) -> Line:
    particulars: dict[str, Any] = entry.particulars.data if hasattr(entry, "particulars") else {}
    return Line(
        id=entry.id,
        at=entry.at,
        sentence=sentence(entry, particulars),
        kind=entry.kind,
        by=particulars.get("by", ""),
        can_be_undone=kinds.undo_of(entry.kind) is not None and not undone,
        undone=undone,
        subject_kind=entry.subject_kind,
        subject=entry.subject,
        seal=bytes(entry.seal).hex() if entry.seal else "",
    )


class _Parts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return _("(removed)")


def sentence(entry: Entry, particulars: dict[str, Any]) -> str:
    """Return the entry as one sentence; what was shredded is said to have been removed."""
    kind = kinds.find(entry.kind)
    if kind is None:
        return entry.kind
    parts = _Parts(entry.facts | particulars)
    parts["by"] = particulars.get("by") or _doer(entry.capacity)
    if kind.words:
        parts.update(kind.words(parts))
    return str(kind.sentence) % parts


def as_data(entry: Entry) -> dict[str, Any]:
    """Return an entry as plain values to take along: all that is chained of it, its seal, and what it says in words.

    The salt of its particulars is not among them: with it, what is shredded later could still be proved.
    """
    particulars: dict[str, Any] = entry.particulars.data if hasattr(entry, "particulars") else {}
    seal = bytes(entry.seal).hex() if entry.seal else None
    return entry.chained() | {"sequence": entry.sequence, "seal": seal, "sentence": sentence(entry, particulars)}


def _doer(capacity: str) -> str:
    names = {
        Capacity.SYSTEM: _("Commoncall"),
        Capacity.OPERATOR: _("The operator of this installation"),
        Capacity.VISITOR: _("A visitor"),
        Capacity.STEWARD: _("A steward of this installation"),
    }
    return names.get(Capacity(capacity), _("Somebody whose name was removed"))


def undoable(actor: Actor, entry_id: UUID) -> Entry | None:
    """Return the entry if the actor may see it, if its kind can be undone, and if nobody has undone it yet."""
    already = Entry.objects.filter(undoes=OuterRef("pk"))
    entry = visible_to(actor).filter(pk=entry_id).filter(~Exists(already)).first()
    return entry if entry is not None and kinds.undo_of(entry.kind) else None


@dataclass(frozen=True)
class Seal:
    """A seal of a chain, as whoever keeps it writes it down, and when the entry was written that it closes."""

    words: str
    at: datetime


def newest_seal(chain: UUID, before: datetime) -> Seal | None:
    """Return the seal of the last entry of a chain that was written before an instant; nothing where none is sealed yet."""
    sealed = Entry.objects.filter(chain_id=chain, sequence__isnull=False, at__lt=before).order_by("-sequence")
    found = sealed.values_list("seal", "at").first()
    return Seal(bytes(found[0] or b"").hex(), found[1]) if found else None


@dataclass(frozen=True)
class Verification:
    """What was found when a chain was read from its beginning. ``faults`` is empty for a chain that holds."""

    chain: UUID
    title: str
    length: int
    unsealed: int
    shredded: int
    head: str
    faults: tuple[str, ...]
    seal_found: bool | None

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong, and the seal that was asked for (if any) was found."""
        return not self.faults and self.seal_found is not False


def verify(chain: Chain, *, seal: str = "") -> Verification:
    """Read a chain from its beginning, compute every seal and commitment anew, and look for ``seal`` (hex) on the way."""
    head, expected, shredded = rules.GENESIS, 0, 0
    faults: list[str] = []
    found: bool | None = False if seal else None
    for entry in _in_order(chain):
        expected += 1
        if entry.sequence != expected:
            faults.append(f"place {expected} is missing: found {entry.sequence} instead")
            expected = entry.sequence or expected
        head = rules.seal(head, entry.sequence or 0, entry.chained())
        if bytes(entry.seal or b"") != head:
            faults.append(f"entry {entry.sequence} was altered")
            head = bytes(entry.seal or b"")
        shredded += _particulars_are_missing(entry, faults)
        found = True if seal and head.hex() == seal.lower() else found
    if bytes(chain.head) != head or chain.length != expected:
        faults.append(f"the chain ends at place {expected}, but {chain.length} were sealed")
    unsealed = Entry.objects.filter(chain=chain, sequence__isnull=True).count()
    return Verification(chain.id, chain.title, expected, unsealed, shredded, head.hex(), tuple(faults), found)


def _in_order(chain: Chain) -> Iterator[Entry]:
    return Entry.objects.filter(chain=chain, sequence__isnull=False).select_related("particulars").order_by("sequence").iterator(2000)


def _particulars_are_missing(entry: Entry, faults: list[str]) -> bool:
    if not hasattr(entry, "particulars"):
        return True
    particulars = entry.particulars
    if rules.commitment(bytes(particulars.salt), particulars.data) != bytes(entry.commitment):
        faults.append(f"the particulars of entry {entry.sequence} were altered")
    return False


def chains() -> QuerySet[Chain]:
    """Return every chain of the installation, its own first."""
    return Chain.objects.order_by("id")
