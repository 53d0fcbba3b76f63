"""Opening a secret vote: all ballots at once, in an order that chance makes, and never before its time."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext as _

from commoncall.decisions import keys
from commoncall.decisions.actions.secret.destroying import destroy
from commoncall.decisions.actions.secret.troubles import CannotOpen
from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.models import Decision
from commoncall.decisions.rules import sealing, secrecy
from commoncall.decisions.rules.rule import Answer, Channel, Rule
from commoncall.decisions.rules.sealing import KeyPair
from commoncall.decisions.rules.secrecy import Said
from commoncall.kernel import time
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict


def unseal(decision: Decision) -> list[Answer]:
    """Open all ballots of a secret vote, keep them in random order, and destroy key and sealed ballots; return what they say.

    Part of the deed that closes the decision, which records it: where that falls through, all is as before, and nobody has seen
    anything. A second time it returns what was opened the first time. Refused: before its time; and with ``CannotOpen``, where
    the key is missing or the ballots are not those that were cast.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("ballots are opened in the transaction that closes the vote")
    held = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if held.ballots is None:
        _refuse_early(held)
        decision.ballots = held.ballots = [secrecy.as_stored(one) for one in secrecy.in_random_order(_opened(held))]
        held.save(update_fields=["ballots"])
        destroy(held)
    return [secrecy.of(one).answer for one in held.ballots]


def _refuse_early(decision: Decision) -> None:
    """Refuse to open what is still to be cast: until its instant, at a meeting until it is closed, or until all have voted."""
    rule = Rule.of(decision.rule)
    if not rule.secret or decision.state != Decision.State.OPEN:
        raise Conflict(_("There are no ballots to be opened here."), code="not_sealed")
    is_over = decision.closes_at is not None and time.database_now() >= decision.closes_at
    if not is_over and rule.channel is not Channel.MEETING and decision.roll.filter(has_voted=False).exists():
        raise Conflict(_("This vote is still open. No ballot is opened before its time."), code="early")


def _opened(decision: Decision) -> list[Said]:
    try:
        pair = keys.pair_of(decision.pk, bytes(decision.vote_key or b""))
    except keys.Gone as gone:
        words = _(
            "The key of this vote is not where it should be, so that its ballots cannot be opened. The operator of this installation can look for it."
        )
        raise CannotOpen(words, code="key_missing") from gone
    sealed = list(decision.sealed.values_list("id", "sealed"))
    said = [one for one in (_said(decision, pair, ballot.bytes, bytes(content)) for ballot, content in sealed) if one is not None]
    _refuse_altered(decision, len(sealed), len(said))
    return said


def _said(decision: Decision, pair: KeyPair, ballot: bytes, sealed: bytes) -> Said | None:
    try:
        return secrecy.read(sealing.open_sealed(sealed, pair, bound_to=decision.pk.bytes + ballot, pledges=keys.pledges()))
    except sealing.Broken:
        return None


def _refuse_altered(decision: Decision, sealed: int, whole: int) -> None:
    """Refuse to open anything where ballots are missing, are too many, or do not open: somebody has changed the database by hand."""
    cast = Entry.objects.filter(chain_id=decision.coalition.chain_id, subject=decision.pk, kind=kinds.VOTED_IN_SECRET.name).count()
    marked = decision.roll.filter(has_voted=True).count()
    # The line of an organisation that was removed meanwhile is gone from the roll, though never its entry or its ballot.
    if cast == sealed == whole and marked <= sealed:
        return
    words = _(
        "The sealed ballots are not those that were cast: %(cast)s were cast, %(sealed)s are there, and %(whole)s of these can be opened. "
        "Nothing has been opened. Withdraw the vote and hold it anew, or have the database restored."
    )
    raise CannotOpen(words % {"cast": cast, "sealed": sealed, "whole": whole}, code="ballots_altered")
