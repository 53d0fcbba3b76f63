"""Replacing whoever speaks for an applicant, and giving the new contact a way to the application."""

from __future__ import annotations

from django.db import transaction

from commoncall.kernel.authority import Actor
from commoncall.membership.actions.applying import checking
from commoncall.membership.actions.applying.checking import Contact
from commoncall.membership.models import Application
from commoncall.procedures.admission import telling


@transaction.atomic
def replace_contact(application: Application, contact: Contact, reason: str, *, by: Actor) -> Application:
    """Note that somebody else speaks for an applicant, and write to them how to open the application.

    The former contact's link opens nothing any more. Who may, what is recorded and refused: as in ``checking.replace_contact``.
    """
    replaced = checking.replace_contact(application, contact, reason, by=by)
    telling.tell_new_contact(replaced, by=by)
    return replaced
