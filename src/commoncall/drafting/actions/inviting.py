"""Asking organisations to amend a version for as long as it is open, and asking no more."""

from __future__ import annotations

from commoncall.drafting import kinds
from commoncall.drafting.models import Amendment, Comment, Text, Version
from commoncall.drafting.queries import asked
from commoncall.kernel import time
from commoncall.kernel.asks import actions as asking
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.authority import Actor, system


def ask_to_amend(version: Version, by: Actor) -> None:
    """Ask every organisation that may amend a version what it would have changed, until its instant; part of the deed that opens it.

    What was asked about it before is asked no more; who has proposed or said something already is not asked.
    """
    ask_no_more_to_amend(version)
    until = version.amendments_until
    if until is not None and until <= time.now():
        return
    heard = set(Amendment.objects.filter(version=version, withdrawn_at=None).values_list("organisation_id", flat=True))
    heard |= set(Comment.objects.filter(version=version, withdrawn_at=None).values_list("organisation_id", flat=True))
    waiting = [one for one in asked.who_may_amend(version) if one.pk not in heard]
    asking.ask_all(kinds.AMEND, version.coalition, waiting, subject=version.pk, facts={"title": version.text.title}, due_at=until, by=by)


def ask_no_more_to_amend(version: Version) -> None:
    """Ask nobody any longer to amend a version; part of the deed after which nothing more is taken."""
    still = list(asks.open_about(version.coalition, kinds.AMEND, [version.pk]))
    if still:
        asking.withdraw_all(still, by=system().within(version.coalition_id, version.coalition.chain_id))


def ask_anew(text: Text, by: Actor) -> None:
    """Ask those who may amend the version of a text that is open, once its title or its readers have changed."""
    version = Version.objects.select_related("text", "coalition").filter(text=text, state=Version.State.OPEN).first()
    if version is not None:
        ask_to_amend(version, by)
