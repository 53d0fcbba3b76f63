"""The end of a membership, however it came about, and being taken in again. What anybody did in it stays in the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.asks import actions as asks
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor, system
from commoncall.kernel.history import actions as book
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import mandates
from commoncall.kernel.parties.models import Mandate, Organisation
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.membership import permissions
from commoncall.membership.actions import belonging, proceedings
from commoncall.membership.history import leaving as kinds
from commoncall.membership.kinds import MENTOR
from commoncall.membership.models import Departure, Membership, Notice, Standing
from commoncall.membership.rules.roles import role_for

How = Departure.How


@dataclass(frozen=True)
class Leaving:
    """How a membership ends: why, on which day, how that became known, who succeeds, and whether it still stands behind what it endorsed.

    ``left_at`` is the instant, where that is known to the second.
    """

    how: How
    reason: str = ""
    left_on: date | None = None
    came: str = ""
    keeps_endorsements: bool = True
    successors: Sequence[Organisation] = ()
    left_at: datetime | None = None


@transaction.atomic
def end(organisation: Organisation, leaving: Leaving, *, by: Actor) -> Departure:
    """End an organisation's membership; part of ``procedures.standing``, which sees to its seats and endorsements.

    With it end what its people may do for it, what is asked of it, a notice or a procedure that is open, and that it heads a network or
    helps a newcomer; those are the machine's deeds, which follow. Who may: whoever acts for it may withdraw it; a coordinator may enter
    what came in another way. Recorded: how, for the organisation and the coordinators. Refused: for one that has left; a day to come;
    without how it came, where a coordinator enters it; a merger without the one it merged into; successors that are not here.
    """
    membership = _locked(organisation, by)
    if membership.standing == Standing.LEFT and (by.is_coordinator or by.organisation_id == organisation.pk):
        # Whoever ended it at the same moment also ended the mandates: that, and not a missing mandate, is what its people are told.
        raise Conflict(_("This organisation has left already."), field="how")
    _may(organisation, leaving, by)
    _check(organisation, leaving, by)
    departure = Departure.objects.create(
        coalition_id=membership.coalition_id,
        membership=membership,
        how=leaving.how,
        reason=leaving.reason.strip(),
        came=leaving.came.strip(),
        left_on=leaving.left_on or time.now().date(),
        left_at=leaving.left_at or time.now(),
        entered_by_id=by.person_id,
        keeps_endorsements=leaving.keeps_endorsements,
    )
    departure.successors.set(leaving.successors)
    _record_end(departure, by)
    membership.standing = Standing.LEFT
    membership.save(update_fields=["standing"])
    _what_ends_with_it(membership, departure)
    return departure


def _may(organisation: Organisation, leaving: Leaving, by: Actor) -> None:
    if leaving.how == How.EXPELLED:
        permissions.may_proceed(by).require()
    elif by.organisation_id == organisation.pk:
        permissions.may_withdraw(by, organisation).require()
    else:
        permissions.may_keep(by).require()


def _check(organisation: Organisation, leaving: Leaving, by: Actor) -> None:
    if leaving.left_on is not None and leaving.left_on > time.now().date():
        raise Refusal(_("This day is still to come."), field="left_on")
    is_own = by.organisation_id == organisation.pk
    if is_own and leaving.how != How.WITHDRAWN:
        raise Refusal(_("You can withdraw your organisation. Whatever else has happened to it, the coordinators note."), field="how")
    if not is_own and leaving.how != How.EXPELLED and not leaving.came.strip():
        raise Refusal(_("Say how and from whom you know it: the organisation reads it."), field="came")
    _check_successors(organisation, leaving)


def _check_successors(organisation: Organisation, leaving: Leaving) -> None:
    number = len({one.pk for one in leaving.successors})
    if leaving.how == How.MERGED and number != 1:
        raise Refusal(_("Say into which organisation it merged."), field="successors")
    if leaving.how == How.SPLIT and not number:
        raise Refusal(_("Say into which organisations it split."), field="successors")
    if number and leaving.how not in {How.MERGED, How.SPLIT}:
        raise Refusal(_("Only a merger or a split has successors."), field="successors")
    for one in leaving.successors:
        if one.pk == organisation.pk:
            raise Refusal(_("It cannot succeed itself."), field="successors")
        here = Membership.objects.filter(pk=one.pk, coalition_id=organisation.coalition_id).exclude(standing=Standing.LEFT)
        if not here.exists():
            raise Refusal(_("%(name)s does not belong here. Enter it first.") % {"name": one.name}, field="successors")


def _record_end(departure: Departure, by: Actor) -> None:
    organisation = departure.membership.organisation
    book.record(
        kinds.LEFT,
        by=by,
        subject=organisation.pk,
        subject_kind="organisation",
        concerns=organisation.pk,
        facts={
            "how": str(departure.how),
            "left_on": departure.left_on.isoformat(),
            "keeps_endorsements": departure.keeps_endorsements,
            "successors": sorted(str(one.pk) for one in departure.successors.all()),
        },
        particulars={"organisation": organisation.name, "reason": departure.reason, "came": departure.came},
    )


def _what_ends_with_it(membership: Membership, departure: Departure) -> None:
    organisation = membership.organisation
    by = system().within(organisation.coalition_id, organisation.coalition.chain_id)
    Notice.objects.filter(membership=membership, took_effect_at=None, lifted_at=None).update(lifted_at=departure.left_at)
    proceedings.close_for(membership, _("Its membership ended."), by=by)
    _move_network(membership, departure, by)
    Membership.objects.filter(mentor=membership).update(mentor=None)
    for mandate in parties.mandates_in_force().filter(organisation=organisation, deputy_for=None):
        mandates.end(mandate, by=by)
    open_asks = Ask.objects.filter(answered_at=None, withdrawn_at=None, coalition_id=organisation.coalition_id)
    for asked in [*open_asks.filter(organisation=organisation), *open_asks.filter(kind=MENTOR.name, subject=organisation.pk)]:
        asks.withdraw(asked, by=by)


def _move_network(membership: Membership, departure: Departure, by: Actor) -> None:
    """Let those that belong through it belong through its one successor, or by themselves."""
    successors = list(departure.successors.all())
    heir = successors[0] if departure.how == How.MERGED else None
    for one in Membership.objects.filter(network=membership).select_related("organisation__coalition"):
        wanted = heir if heir is not None and heir.pk != one.pk else None
        try:
            belonging.set_network(one.organisation, wanted, by=by)
        except Refusal:
            # The successor belongs to this one itself: then it stands alone.
            belonging.set_network(one.organisation, None, by=by)


@transaction.atomic
def take_back(organisation: Organisation, people: Sequence[Mandate], *, by: Actor) -> Membership:
    """Take an organisation in again, with all that is noted of it; those of its former mandates that are named are given anew.

    Who may: ``membership.keep``. Recorded. Seats and endorsements that ended stay ended. Refused: for one that has not left; for a
    mandate of another organisation.
    """
    permissions.may_keep(by).require()
    membership = _locked(organisation, by)
    if membership.standing != Standing.LEFT:
        raise Conflict(_("This organisation belongs here already."))
    if any(one.organisation_id != organisation.pk for one in people):
        raise NotVisible(_("There is no such person or organisation here."))
    belongs_again(organisation)
    role = role_for(membership.category)
    mandates.grant_all([mandates.Grant(one.person, organisation, role, one.function, one.topics, one.is_main_contact) for one in people], by=by)
    named = {"organisation": organisation.name}
    book.record(kinds.RETURNED, by=by, subject=organisation.pk, subject_kind="organisation", concerns=organisation.pk, particulars=named)
    return membership


def belongs_again(organisation: Organisation) -> None:
    """Put an organisation into good standing, whatever it was; part of the deed that takes it in, which judges and records.

    Refused: for one that is suspended, which only its procedure can end.
    """
    membership = Membership.objects.select_for_update().get(pk=organisation.pk)
    if membership.standing == Standing.SUSPENDED:
        raise Conflict(_("%(name)s is suspended, which only its procedure can end.") % {"name": organisation.name})
    now = time.now()
    Departure.objects.filter(membership=membership, returned_at=None).update(returned_at=now)
    Notice.objects.filter(membership=membership, took_effect_at=None, lifted_at=None).update(lifted_at=now)
    membership.standing = Standing.GOOD
    membership.save(update_fields=["standing"])


def _locked(organisation: Organisation, by: Actor) -> Membership:
    there = Membership.objects.select_for_update(of=("self",)).select_related("organisation__coalition")
    membership = there.filter(pk=organisation.pk, coalition_id=by.coalition_id).first()
    if membership is None:
        raise NotVisible(_("There is no such organisation here."))
    return membership
