"""Sending a trial mail and seeing at once what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import languages
from commoncall.kernel.accounts.actions import limits
from commoncall.kernel.accounts.rules import Rate
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.outbox import actions as outbox
from commoncall.kernel.outbox import history as kinds
from commoncall.kernel.outbox import permissions
from commoncall.kernel.outbox import queries as mail
from commoncall.kernel.outbox.kinds import TRIAL
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.models import Coalition
from commoncall.procedures import letters

#: A trial may go to any address, and so there are few of them.
TRIALS = Rate(10, timedelta(hours=1))


@dataclass(frozen=True)
class Arrangement:
    """How mail leaves this installation, without what is secret of it."""

    is_set_up: bool
    server: str
    port: int
    protection: str
    signs_in_as: str
    sender: str


@dataclass(frozen=True)
class Outcome:
    """What came of a trial, in words, and what the servers said to each other."""

    address: str
    state: str
    words: str
    spoken: tuple[str, ...]

    @property
    def went_well(self) -> bool:
        """Whether the mail server has taken the mail."""
        return self.state == mail.State.SENT


def arrangement() -> Arrangement:
    """Return how mail leaves this installation."""
    protection = _("encrypted from the start (TLS)") if settings.EMAIL_USE_SSL else _("encrypted after the greeting (STARTTLS)")
    return Arrangement(
        is_set_up=mail.is_set_up(),
        server=settings.EMAIL_HOST,
        port=settings.EMAIL_PORT,
        protection=protection if settings.EMAIL_USE_SSL or settings.EMAIL_USE_TLS else _("not encrypted"),
        signs_in_as=settings.EMAIL_HOST_USER,
        sender=settings.DEFAULT_FROM_EMAIL,
    )


def send(address: str, *, coalition: Coalition, by: Actor) -> Outcome:
    """Send a trial mail at once and return what came of it.

    Who may: ``outbox.try``. Recorded before it leaves. Refused: what is no address; more than ten in an hour.
    """
    permissions.TRY.verdict(by).require()
    limits.allow(f"trial mail of {coalition.pk}", TRIALS)
    delivery = outbox.deliver_now(_post(address, coalition, by))
    return Outcome(address.strip(), delivery.state, _words(delivery), delivery.spoken)


@transaction.atomic
def _post(address: str, coalition: Coalition, by: Actor) -> Message:
    told = {"sender": by.person_name or _("The operator of this installation")}
    language = letters.language_for(languages.current())
    message = letters.send(TRIAL, "trial", told, to=address, language=language, coalition=coalition, asked_for=True, by=by)
    book.record(kinds.TRIAL_SENT, by=by, subject=message.id, subject_kind="message", particulars={"address": message.address})
    return message


def _words(delivery: outbox.Delivery) -> str:
    if delivery.state == mail.State.SENT:
        return _("The mail server has taken the mail. Look whether it arrives, and not among what is unwanted.")
    if not mail.is_set_up():
        return _("No mail server is set up. The mail waits in the outbox and leaves once there is one.")
    waits = delivery.state == mail.State.WAITING
    problem = mail.problem_words(delivery.problem)
    return _("%(problem)s The mail waits, and is tried again.") % {"problem": problem} if waits else problem
