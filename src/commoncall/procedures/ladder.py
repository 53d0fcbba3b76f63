"""Telling everybody that it is decided otherwise from now on: a rung of the ladder was changed by two members."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy

from commoncall.decisions import sentences
from commoncall.decisions.actions.ladder import RungChanged
from commoncall.decisions.models import RungChange
from commoncall.decisions.queries import ladder as read
from commoncall.kernel.authority import system
from commoncall.kernel.outbox import actions as outbox
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.kernel.outbox.models import Message
from commoncall.membership.models import Membership, Standing
from commoncall.procedures import letters
from commoncall.procedures.deciding.readers import Reader, coordinators, readers

CHANGED = mail_kind("decisions.ladder", gettext_lazy("The ladder of decisions was changed"))


@transaction.atomic
def tell_of_change(event: RungChanged) -> list[Message]:
    """Write to those who act for each organisation in good standing, and to the coordinators: what holds now, why, and where it stands."""
    change = RungChange.objects.select_related("rung__body", "coalition").get(pk=event.change_id)
    coalition = change.coalition
    belonging = Membership.objects.filter(coalition=coalition, standing=Standing.GOOD).values_list("organisation_id", flat=True)
    found = {one.address: one for one in (*readers(coalition, belonging), *coordinators(coalition))}
    envelopes = [
        letters.enveloped(CHANGED, "ladder", _told(change, one), to=one.address, language=one.language, coalition=coalition, person=one.person)
        for one in found.values()
    ]
    return outbox.post_all(envelopes, coalition=coalition, by=system().within(coalition.pk, coalition.chain_id)) if envelopes else []


def _told(change: RungChange, reader: Reader) -> dict[str, object]:
    rung = change.rung
    with translation.override(reader.language):
        return {
            "name": reader.person.name,
            "rung": sentences.rung_words(rung),
            "is_gone": rung.closed_at is not None,
            "rule": sentences.sentence(read.rule_of(rung)),
            "reason": change.reason,
            "link": settings.ADDRESS + reverse("ladder-proposal", args=[change.coalition.slug, change.pk]),
        }
