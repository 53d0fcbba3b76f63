"""Writing the history, sealing it, and shredding what it holds of a person."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from commoncall.kernel import statements, time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import rules
from commoncall.kernel.history.kinds import Kind
from commoncall.kernel.history.models import Chain, Entry, Particulars
from commoncall.kernel.identifiers import uuid7

#: The one chain that belongs to no coalition: accounts, the coalitions that came and went, the steward's sessions.
INSTALLATION = UUID(int=0)

_SEALED_AT_ONCE = 1000
_WRITTEN_AT_ONCE = 1000


@dataclass(frozen=True)
class Deed:
    """What is to be written of one deed.

    ``subject`` is the thing done to and ``subject_kind`` what it is called; ``concerns`` is the organisation that may
    read the entry although it did not do the deed. ``facts`` hold codes, numbers and identifiers only; whatever names or
    describes a person, and all free text, belongs into ``particulars``.
    """

    kind: Kind
    subject: UUID | None = None
    subject_kind: str = ""
    concerns: UUID | None = None
    facts: Mapping[str, Any] | None = None
    particulars: Mapping[str, Any] | None = None
    batch: UUID | None = None
    undoes: UUID | None = None


def open_chain(title: str) -> Chain:
    """Begin a chain for a new coalition."""
    return Chain.objects.create(title=title)


def record(
    kind: Kind,
    *,
    by: Actor,
    chain: UUID | None = None,
    subject: UUID | None = None,
    subject_kind: str = "",
    concerns: UUID | None = None,
    facts: Mapping[str, Any] | None = None,
    particulars: Mapping[str, Any] | None = None,
    batch: UUID | None = None,
    undoes: UUID | None = None,
) -> Entry:
    """Write one entry, in the transaction of its deed. The parts are those of ``Deed``.

    The chain is the actor's coalition's unless another is given. Raises ``RuntimeError`` outside a transaction: a deed
    and its entry stand or fall together.
    """
    deed = Deed(kind, subject, subject_kind, concerns, facts, particulars, batch, undoes)
    return record_all([deed], by=by, chain=chain)[0]


def record_all(deeds: Sequence[Deed], *, by: Actor, chain: UUID | None = None) -> list[Entry]:
    """Write an entry for each of many deeds of one actor; a thousand of them take one statement."""
    if not connection.in_atomic_block:
        raise RuntimeError("history is written in the same transaction as the deed")
    chain_id = chain or by.chain_id or INSTALLATION
    at = time.now()
    entries, particulars = [], []
    for deed in deeds:
        salt = os.urandom(32)
        data = {"by": by.person_name, "for": by.organisation_name} | dict(deed.particulars or {})
        entry = Entry(
            id=uuid7(),
            chain_id=chain_id,
            kind=deed.kind.name,
            at=at,
            capacity=by.capacity.value,
            account=by.account_id,
            person=by.person_id,
            organisation=by.organisation_id,
            subject_kind=deed.subject_kind,
            subject=deed.subject,
            concerns=deed.concerns,
            audience=deed.kind.audience.value,
            facts=dict(deed.facts or {}),
            commitment=rules.commitment(salt, data),
            batch=deed.batch or by.batch_id,
            undoes=deed.undoes,
        )
        entries.append(entry)
        particulars.append(Particulars(entry=entry, salt=salt, data=data))
    for first in range(0, len(entries), _WRITTEN_AT_ONCE):
        piece = slice(first, first + _WRITTEN_AT_ONCE)
        statements.insert(entries[piece], particulars[piece])
    return entries


def seal_all() -> int:
    """Give every unsealed entry of every chain its place and its seal; return how many were sealed."""
    chains = Entry.objects.filter(sequence__isnull=True).order_by().values_list("chain_id", flat=True).distinct()
    return sum(seal_chain(chain_id) for chain_id in list(chains))


def seal_chain(chain_id: UUID) -> int:
    """Seal one chain to its end, a thousand entries to a transaction. Several sealers at once take turns."""
    sealed = 0
    while count := _seal_some(chain_id):
        sealed += count
    return sealed


@transaction.atomic
def _seal_some(chain_id: UUID) -> int:
    # Deeds only refer to the chain's row and so need no more than a key-share lock on it, which this lock allows.
    chain = Chain.objects.select_for_update(no_key=True).filter(pk=chain_id).first()
    if chain is None:
        return 0
    entries = list(Entry.objects.filter(chain_id=chain_id, sequence__isnull=True).order_by("id")[:_SEALED_AT_ONCE])
    head, length = bytes(chain.head), chain.length
    for entry in entries:
        length += 1
        head = rules.seal(head, length, entry.chained())
        entry.sequence, entry.seal = length, head
    if entries:
        Entry.objects.bulk_update(entries, ["sequence", "seal"], batch_size=200)
        chain.head, chain.length = head, length
        chain.save(update_fields=["head", "length"])
    return len(entries)


def shred(entries: Iterable[UUID]) -> int:
    """Remove the particulars of these entries for good; the chain goes on verifying. Return how many were removed."""
    removed, _by_model = Particulars.objects.filter(entry_id__in=list(entries)).delete()
    return removed


def remove_chain(chain_id: UUID) -> None:
    """Remove a coalition's chain with all its entries; the caller writes the line that remains in the installation's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('commoncall.removing_chain', %s, true)", [str(chain_id)])
    Particulars.objects.filter(entry__chain_id=chain_id).delete()
    Entry.objects.filter(chain_id=chain_id).delete()
    Chain.objects.filter(pk=chain_id).delete()
