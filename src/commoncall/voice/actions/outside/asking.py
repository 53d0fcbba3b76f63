"""What somebody asks on the public page of a letter: noted, to be confirmed from the mailbox that was named, and worth nothing until then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from commoncall.call.queries import endorsers
from commoncall.kernel import time
from commoncall.kernel.asks import actions as asks
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor, system
from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.parties.models import Organisation
from commoncall.voice import kinds as asked
from commoncall.voice.actions.holding import title_of
from commoncall.voice.actions.outside.recording import checked, fields_of, refuse_ineligible, refuse_shut
from commoncall.voice.models import Letter, Signature
from commoncall.voice.rules.eligibility import BODIES
from commoncall.voice.rules.signers import Entry

# One statement, so that two who send the same at once make one row, and that nothing is taken in after the letter has closed. Whoever
# signed already is changed by nobody who only knows their address; what waits is replaced by what was asked last, which the page
# shows before it is confirmed.
_NOTE = """
INSERT INTO voice_signature (id, coalition_id, letter_id, kind, name, affiliation, country_id, website, naming, address, language,
  wants_news, searchable, has_status, authoriser, capacity, authority, came, came_how, made_at, withdrawn_why)
SELECT %(id)s, letter.coalition_id, letter.id, %(kind)s, %(name)s, %(affiliation)s, %(country_id)s, %(website)s, %(naming)s, %(address)s,
  %(language)s, %(wants_news)s, %(searchable)s, %(has_status)s, %(authoriser)s, %(capacity)s, '', 'public', '', %(made_at)s, ''
FROM voice_letter AS letter WHERE letter.id = %(letter)s AND letter.state = 'open' AND letter.is_public
  AND (letter.closes_at IS NULL OR letter.closes_at > coalesce(%(told)s::timestamptz, clock_timestamp()))
ON CONFLICT (letter_id, address, kind, searchable) WHERE removed_at IS NULL AND organisation_id IS NULL AND NOT (address = '')
DO UPDATE SET name = excluded.name, affiliation = excluded.affiliation, country_id = excluded.country_id, website = excluded.website,
  naming = excluded.naming, language = excluded.language, wants_news = excluded.wants_news, has_status = excluded.has_status,
  authoriser = excluded.authoriser, capacity = excluded.capacity, made_at = excluded.made_at
WHERE voice_signature.signed_at IS NULL
RETURNING id
"""


@dataclass(frozen=True)
class Asked:
    """Who asked to sign; ``is_known`` where they signed long since, and so have only to be sent their link."""

    signature: Signature
    is_known: bool


def ask_in_public(letter: Letter, entry: Entry, *, by: Actor) -> Asked:
    """Note that somebody wants to sign a letter, until the address is confirmed; one statement writes it.

    Who may: anybody. Nothing is recorded yet: what nobody confirms leaves no trace. Refused: a letter that is not open, with since
    when; a kind, country or status that it does not ask for; a name, address or website that is none. Whether the address
    endorses the call is asked once it is confirmed, and told to nobody else.
    """
    kept = checked(entry, needs_address=True)
    refuse_ineligible(letter, kept, endorses=True)
    if kept.kind not in BODIES:
        kept = replace(kept, has_status=False, authoriser="")
    values = fields_of(kept)
    made = Signature(id=uuid7(), coalition=letter.coalition, letter=letter, made_at=time.now(), came=Signature.Came.PUBLIC, **values)
    row = _noted(values | {"id": made.pk, "letter": letter.pk, "made_at": made.made_at, "told": time.told()})
    if row is not None:
        made.pk = row[0]
        return Asked(made, is_known=False)
    same = {name: values[name] for name in ("address", "kind", "searchable")}
    known = Signature.objects.select_related("coalition", "letter").filter(letter=letter, removed_at=None, organisation=None, **same)
    refuse_shut(letter)
    return Asked(known.get(), is_known=True)


def _noted(values: dict[str, Any]) -> tuple[UUID] | None:
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, values)
        found: tuple[UUID] | None = cursor.fetchone()
        return found


@transaction.atomic
def ask_member(letter: Letter, organisation: Organisation) -> Ask | None:
    """Ask an organisation of the coalition to sign in the workspace, after somebody tried to do it for it in public.

    Its main contact is asked, else all its people; once, and only while it has not signed. The clock's deed: recorded as one of
    Commoncall itself.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    open_ones = Ask.objects.filter(kind=asked.SIGN_HERE.name, organisation=organisation, subject=letter.pk, answered_at=None, withdrawn_at=None)
    standing = Signature.objects.filter(letter=letter, organisation=organisation, withdrawn_at=None, removed_at=None)
    if open_ones.exists() or standing.exists():
        return None
    by = system().within(letter.coalition_id, letter.coalition.chain_id)
    person = endorsers.main_contact(organisation)
    facts = {"number": letter.number, "title": title_of(letter)}
    return asks.ask(asked.SIGN_HERE, letter.coalition, organisation=organisation, person=person, subject=letter.pk, facts=facts, by=by)


def note_asked(whom: Iterable[UUID]) -> int:
    """Note that these were asked to renew, so that it happens once; part of the procedure that writes to them."""
    return Signature.objects.filter(pk__in=list(whom)).update(asked_to_renew_at=time.now())
