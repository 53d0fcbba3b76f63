"""What somebody asks on the public page: noted, to be confirmed from the mailbox that was named, and worth nothing until then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from commoncall.call import kinds as asked
from commoncall.call.actions.endorsers.recording import checked, fields_of
from commoncall.call.models import Endorser, Version
from commoncall.call.queries import endorsements, endorsers
from commoncall.call.rules import Entry
from commoncall.kernel import time
from commoncall.kernel.asks import actions as asks
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor, system
from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.kernel.refusals import Conflict, Refusal

# One statement, so that two who send the same at once make one row. Whoever confirmed already is changed by nobody who only
# knows their address; what waits is replaced by what was asked last, which the page shows before it is confirmed.
_NOTE = """
INSERT INTO call_endorser (id, coalition_id, kind, name, affiliation, country_id, website, naming, address, language, wants_news,
  searchable, reservations, made_at)
VALUES (%(id)s, %(coalition)s, %(kind)s, %(name)s, %(affiliation)s, %(country_id)s, %(website)s, %(naming)s, %(address)s, %(language)s,
  %(wants_news)s, %(searchable)s, %(reservations)s, %(made_at)s)
ON CONFLICT (coalition_id, address, kind, searchable) WHERE removed_at IS NULL AND NOT (address = '')
DO UPDATE SET name = excluded.name, affiliation = excluded.affiliation, country_id = excluded.country_id, website = excluded.website,
  naming = excluded.naming, language = excluded.language, wants_news = excluded.wants_news, reservations = excluded.reservations,
  made_at = excluded.made_at
WHERE call_endorser.confirmed_at IS NULL
RETURNING id
"""


@dataclass(frozen=True)
class Asked:
    """Who asked to endorse which version; ``is_known`` where they confirmed long since, and so have only to be sent their link."""

    endorser: Endorser
    version: Version
    is_known: bool


def ask_in_public(coalition: Coalition, entry: Entry, *, version: Version | None = None, by: Actor) -> Asked:
    """Note that somebody wants to endorse the call, until the address is confirmed; one statement writes it.

    ``version`` is the one in force, where the caller has just read it. Who may: anybody. Nothing is recorded yet: what nobody
    confirms leaves no trace. Refused: where no version is in force or endorsing is over; a kind that is not let in; a name,
    address or website that is none.
    """
    version = version or endorsers.call_in_force(coalition)
    if version is None or not endorsers.is_open(version):
        raise Conflict(_("Endorsing it is over."), code="closed")
    kept = checked(entry, needs_address=True)
    if kept.kind not in version.text.open_to:
        raise Refusal(_("This kind of endorser is not asked for here."), field="kind")
    return _noted(coalition, version, fields_of(kept) | {"reservations": kept.reservations})


def _noted(coalition: Coalition, version: Version, values: dict[str, Any]) -> Asked:
    made = Endorser(id=uuid7(), coalition=coalition, made_at=time.now(), **values)
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, values | {"id": made.pk, "coalition": coalition.pk, "made_at": made.made_at})
        row = cursor.fetchone()
    if row is not None:
        made.pk = row[0]
        return Asked(made, version, is_known=False)
    same = {name: values[name] for name in ("address", "kind", "searchable")}
    known = Endorser.objects.select_related("coalition").get(coalition=coalition, removed_at=None, **same)
    return Asked(known, version, is_known=True)


@transaction.atomic
def ask_member(organisation: Organisation, version: Version) -> Ask | None:
    """Ask an organisation of the coalition to endorse in the workspace, after somebody tried to do it for it in public.

    Its main contact is asked, else all its people; once, and only while it does not stand behind the version. The clock's deed:
    recorded as one of Commoncall itself.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    open_ones = Ask.objects.filter(kind=asked.ENDORSE_HERE.name, organisation=organisation, answered_at=None, withdrawn_at=None)
    if open_ones.exists() or endorsements.stands_behind(organisation, version) is not None:
        return None
    by = system().within(version.coalition_id, version.coalition.chain_id)
    person = endorsers.main_contact(organisation)
    facts = {"number": version.number}
    return asks.ask(asked.ENDORSE_HERE, version.coalition, organisation=organisation, person=person, subject=version.pk, facts=facts, by=by)


def note_asked(whom: Iterable[UUID], version: Version) -> int:
    """Note that these were asked about a version, so that it happens once; part of the procedure that writes to them."""
    return Endorser.objects.filter(pk__in=list(whom)).update(asked_about=version.pk)
