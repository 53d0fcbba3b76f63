"""Telling people by mail what has just happened and concerns them."""

from __future__ import annotations

from datetime import UTC

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy

from commoncall.kernel.authority import system
from commoncall.kernel.outbox import actions as outbox
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions.coalitions import StewardBegan
from commoncall.kernel.parties.models import Coalition, Person, StewardSession
from commoncall.procedures import letters

STEWARD = mail_kind("parties.steward", gettext_lazy("A steward looks into the coalition"))


def tell_of_steward(event: StewardBegan) -> None:
    """Write to every coordinator that a steward has begun a session, why, and until when."""
    session = event.session
    coalition = session.coalition
    readers = [(person, parties.address_for(person)) for person in parties.coordinators(coalition).prefetch_related("addresses")]
    envelopes = [_about(session, coalition, person, address) for person, address in readers if address]
    outbox.post_all(envelopes, coalition=coalition, by=system().within(coalition.id, coalition.chain_id))


def _about(session: StewardSession, coalition: Coalition, person: Person, address: str) -> outbox.Envelope:
    told = {
        "name": person.name,
        "steward": session.account.name,
        "reason": session.reason,
        "until": f"{session.ends_at.astimezone(UTC):%H:%M}",
        "home": settings.ADDRESS + reverse("home", args=[coalition.slug]),
    }
    language = letters.language_for(person.language, coalition.language)
    return letters.enveloped(STEWARD, "steward", told, to=address, language=language, coalition=coalition, person=person)
