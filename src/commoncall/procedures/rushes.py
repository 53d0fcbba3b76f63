"""Telling the coordinators that a public form was shut for a while, because more came than people send."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy

from commoncall.kernel.accounts.actions import limits
from commoncall.kernel.accounts.rules import Rate
from commoncall.kernel.authority import system
from commoncall.kernel.outbox import actions as outbox
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Coalition, Person
from commoncall.kernel.refusals import TooMany
from commoncall.procedures import letters

RUSH = mail_kind("procedures.rush", gettext_lazy("A public form was shut for a while"))

#: What each public form is called within a sentence.
FORMS = {
    "endorse": gettext_lazy("the form for endorsing"),
    "sign": gettext_lazy("the form for signing letters"),
    "apply": gettext_lazy("the form for joining"),
    "remark": gettext_lazy("the form for reporting errors"),
}

#: The forms of which nothing has to be confirmed: what came stays until somebody has looked at it.
UNCONFIRMED = frozenset({"remark"})

_ONCE = Rate(1, timedelta(days=1))


def tell(coalition: Coalition, form: str) -> bool:
    """Write to the coordinators that a form was shut, once a day at most; return whether they were written to."""
    try:
        limits.allow(f"told of a rush at {form} {coalition.pk}", _ONCE)
    except TooMany:
        return False
    readers = [(person, parties.address_for(person)) for person in parties.coordinators(coalition).prefetch_related("addresses")]
    envelopes = [_about(coalition, form, person, address) for person, address in readers if address]
    with transaction.atomic():
        outbox.post_all(envelopes, coalition=coalition, by=system().within(coalition.id, coalition.chain_id))
    return True


def _about(coalition: Coalition, form: str, person: Person, address: str) -> outbox.Envelope:
    language = letters.language_for(person.language, coalition.language)
    with translation.override(language):
        home = settings.ADDRESS + reverse("home", args=[coalition.slug])
        told = {"form": str(FORMS[form]), "home": home, "confirmed": form not in UNCONFIRMED}
    return letters.enveloped(RUSH, "rush", told, to=address, language=language, coalition=coalition, person=person)
