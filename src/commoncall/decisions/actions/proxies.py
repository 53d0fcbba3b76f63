"""Proxies: an organisation lets another one answer for it in one decision, where the rule knows them."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.decisions import permissions
from commoncall.decisions.actions.holding import State, held, record, refuse_unless
from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.models import Decision, Proxy
from commoncall.decisions.queries import roll
from commoncall.decisions.rules.rule import Rule
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal


@transaction.atomic
def give(decision: Decision, giver: Organisation, holder: Organisation, *, by: Actor) -> Proxy:
    """Let another organisation answer for one's own in a decision, in the place of a proxy given before.

    One's own answer counts before it. Who may: whoever may answer for ``giver``. Recorded for it. Refused: where the rule knows no
    proxies, or the holder has as many as it may hold; to oneself; to one not on the roll, or one that has given its own away;
    by one that holds proxies itself or has answered; once the decision is closed.
    """
    permissions.may_give_proxy(by, decision, giver).require()
    kept = held(decision, by)
    refuse_unless(kept, State.NOTICE, State.OPEN)
    _refuse_unfit(kept, giver, holder)
    former = Proxy.objects.filter(decision=kept, giver=giver, ended_at=None).first()
    if former is not None and former.holder_id == holder.pk:
        return former
    _refuse_full(kept, holder)
    if former is not None:
        _end(kept, former, by)
    proxy = Proxy.objects.create(decision=kept, giver=giver, holder=holder, given_by_id=by.person_id, given_at=time.now())
    record(kinds.PROXY_GIVEN, kept, by, organisation=giver, facts={"holder": str(holder.pk)}, particulars={"holder": holder.name})
    return proxy


def _refuse_unfit(decision: Decision, giver: Organisation, holder: Organisation) -> None:
    if holder.coalition_id != decision.coalition_id:
        raise NotVisible(_("There is no such organisation here."))
    if giver.pk == holder.pk:
        raise Refusal(_("An organisation answers for itself without a proxy."), field="holder")
    for one in (giver, holder):
        if not roll.is_on(decision, one.pk):
            raise Refusal(_("%(organisation)s is not on the roll of this decision.") % {"organisation": one.name}, field="holder")
    held_there = Proxy.objects.filter(decision=decision, ended_at=None)
    if held_there.filter(giver=holder).exists():
        words = _("%(organisation)s has let another one answer for itself, and so cannot answer for others.")
        raise Refusal(words % {"organisation": holder.name}, field="holder")
    if held_there.filter(holder=giver).exists():
        raise Refusal(_("Your organisation answers for others here, and so has to answer itself."), field="holder")
    if decision.responses.filter(organisation=giver, proxy_of=None).exists():
        raise Conflict(_("Your organisation has answered already."), code="answered_itself")


def _refuse_full(decision: Decision, holder: Organisation) -> None:
    most = Rule.of(decision.rule).proxies
    if Proxy.objects.filter(decision=decision, holder=holder, ended_at=None).count() >= most:
        words = _("%(organisation)s answers for as many others as the rule lets it: %(most)s.")
        raise Conflict(words % {"organisation": holder.name, "most": most}, field="holder", code="full")


@transaction.atomic
def take_back(proxy: Proxy, *, by: Actor) -> Proxy:
    """Take a proxy back. What was answered by it stands until the organisation answers itself.

    Who may: whoever may answer for the organisation that gave it. Recorded for it. Refused: once it was taken back, or the decision is closed.
    """
    permissions.may_give_proxy(by, proxy.decision, proxy.giver).require()
    kept = held(proxy.decision, by)
    refuse_unless(kept, State.NOTICE, State.OPEN)
    found = Proxy.objects.select_related("giver", "holder").get(pk=proxy.pk)
    if found.ended_at is not None:
        raise Conflict(_("This proxy was taken back already."))
    return _end(kept, found, by)


def _end(decision: Decision, proxy: Proxy, by: Actor) -> Proxy:
    proxy.ended_at = time.now()
    proxy.save(update_fields=["ended_at"])
    record(
        kinds.PROXY_TAKEN_BACK,
        decision,
        by,
        organisation=proxy.giver,
        facts={"holder": str(proxy.holder_id)},
        particulars={"holder": proxy.holder.name},
    )
    return proxy
