"""Signing for those that pre-approved a topic: by itself, at the instant at which a letter on it is opened."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from commoncall.kernel import events, time
from commoncall.kernel.refusals import NotVisible
from commoncall.membership.models import Membership
from commoncall.voice import permissions
from commoncall.voice.actions.announced import Signed
from commoncall.voice.actions.holding import State, clock_of, record_signature
from commoncall.voice.history import signatures as kinds
from commoncall.voice.models import Letter, PreApproval, Signature


@transaction.atomic
def sign_for_pre_approved(letter: Letter) -> list[Signature]:
    """Put under a letter every organisation that pre-approved one of its topics; part of opening it. Their people are sent the final copy.

    Left out, and asked like all others: one that the letter does not ask or that is suspended, and every one where the letter asks for a
    status, since nobody has said then that it has it. Recorded for each, with the topic and who pre-approved it.
    """
    found = Letter.objects.select_for_update(of=("self",)).select_related("coalition", "version__text").get(pk=letter.pk)
    if found.state != State.OPEN:
        raise NotVisible("only an open letter is signed")
    if not found.topics or found.status:
        return []
    return [_signed(found, one) for one in _chosen(found)]


def _chosen(letter: Letter) -> Sequence[PreApproval]:
    """Return one pre-approval of each organisation that signs, the oldest first; those locked whose people may end it just now."""
    wanted = {one.casefold() for one in letter.topics}
    today = time.database_now().date()
    there = PreApproval.objects.filter(Q(until=None) | Q(until__gte=today), coalition=letter.coalition_id, ended_at=None)
    held = there.select_for_update(of=("self",)).select_related("organisation__coalition", "person").order_by("given_at", "id")
    signed = set(Signature.objects.filter(letter=letter, withdrawn_at=None, removed_at=None).values_list("organisation_id", flat=True))
    about = {one.pk: one for one in Membership.objects.filter(coalition=letter.coalition_id)}
    chosen: dict[object, PreApproval] = {}
    for one in held:
        if one.topic.casefold() not in wanted or one.organisation_id in signed:
            continue
        if permissions.why_may_not_sign(letter, about.get(one.organisation_id)) is None:
            chosen.setdefault(one.organisation_id, one)
    return list(chosen.values())


def _signed(letter: Letter, approval: PreApproval) -> Signature:
    at = letter.opened_at or time.database_now()
    signature = Signature.objects.create(
        coalition_id=letter.coalition_id,
        letter=letter,
        organisation=approval.organisation,
        person=approval.person,
        mandate=approval.mandate,
        authoriser=approval.authoriser,
        capacity=approval.capacity,
        came=Signature.Came.PRE_APPROVED,
        came_how=approval.topic,
        made_at=at,
        signed_at=at,
    )
    facts = {"pre_approval": str(approval.pk)}
    particulars = {"topic": approval.topic, "authoriser": approval.authoriser or "–"}
    record_signature(kinds.SIGNED_BY_PRE_APPROVAL, signature, clock_of(letter), facts=facts, particulars=particulars)
    events.announce(Signed(signature.pk))
    return signature
