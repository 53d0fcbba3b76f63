"""Settling a report of an error, and telling whoever made it what came of it."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from commoncall.diplomacy.actions import remarks as deeds
from commoncall.diplomacy.models import Remark
from commoncall.diplomacy.queries.instruments import name_of
from commoncall.kernel.authority import Actor
from commoncall.kernel.outbox import queries as mail
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.procedures import letters

SETTLED = mail_kind("diplomacy.remark_settled", gettext_lazy("What came of a report of an error"))


@transaction.atomic
def settle(remark: Remark, outcome: str, *, by: Actor) -> Remark:
    """Say what came of a report, and write it to the address that was given, if one was, in the language of the report.

    The mail holds nothing that was written in the form: it cannot be used to send words to strangers. See
    ``diplomacy.actions.remarks.settle``.
    """
    settled = deeds.settle(remark, outcome, by=by)
    if settled.address and not mail.is_silenced(remark.coalition_id, settled.address):
        _tell(settled.remark, settled.address, by)
    return settled.remark


def _tell(remark: Remark, address: str, by: Actor) -> None:
    coalition, instrument = remark.coalition, remark.instrument
    language = letters.language_outside(remark.language, coalition.language)
    page = reverse("treaty-corrections", kwargs={"language": language, "coalition": coalition.slug, "code": instrument.code})
    with translation.override(language):
        day = date_format(remark.made_at.date(), "DATE_FORMAT")
    told = {"treaty": name_of(instrument, language), "outcome": remark.outcome, "page": settings.ADDRESS + page, "day": day}
    letters.send(SETTLED, "remark_settled", told, to=address, language=language, coalition=coalition, by=by)
