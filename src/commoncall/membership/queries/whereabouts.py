"""Where an organisation's name already is: what was made or taken along while it could be named there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commoncall.kernel.authority import Actor
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Label, Naming
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.membership.models import Batch

#: How many downloads are told one by one; of more, the number is told.
TOLD = 5


@dataclass(frozen=True)
class Taken:
    """One download in which the organisation went along."""

    at: datetime
    by: str
    label: Label
    form: str


@dataclass(frozen=True)
class Whereabouts:
    """Where a name is, as far as this installation can know; what others copied it cannot know."""

    on_public_page: bool
    downloads: int
    latest: tuple[Taken, ...]
    messages: int
    lists: int


def whereabouts(coalition: Coalition, organisation: Organisation, actor: Actor) -> Whereabouts:
    """Return where the name of an organisation already is, for the coordinators and for itself: five queries."""
    taken = Entry.objects.filter(chain=coalition.chain_id, kind="membership.exported", facts__organisations__contains=[str(organisation.pk)])
    written = Message.objects.filter(coalition=coalition, text__icontains=organisation.name, sent_at__isnull=False)
    lists = Batch.objects.filter(coalition=coalition, rows__organisation=organisation, file__isnull=False).distinct()
    return Whereabouts(
        on_public_page=coalition.is_public and organisation.naming == Naming.PUBLIC,
        downloads=taken.count(),
        latest=tuple(_taken(entry) for entry in taken.select_related("particulars").order_by("-at")[:TOLD]) if actor.is_coordinator else (),
        messages=written.count(),
        lists=lists.count(),
    )


def _taken(entry: Entry) -> Taken:
    told = entry.particulars.data if hasattr(entry, "particulars") else {}
    return Taken(entry.at, told.get("by", ""), Label(entry.facts["label"]), entry.facts["form"].upper())
