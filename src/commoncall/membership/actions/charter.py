"""Noting which version of the charter an organisation accepted."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from commoncall.kernel.parties.models import Organisation
from commoncall.membership.models import Membership


def note_accepted(organisation: Organisation, version: UUID, on: date) -> None:
    """Keep with a membership which version of the charter it accepted, and when.

    Part of the deed by which the charter is endorsed, a floor above, which judges who may and writes the history.
    """
    Membership.objects.filter(pk=organisation.pk).update(charter_version=version, charter_accepted_on=on)
