"""Members that nobody hears of: a notice first, then dormancy at its instant; being heard of lifts both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.authority import Actor, system
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.membership import permissions
from commoncall.membership.history import leaving as kinds
from commoncall.membership.models import Membership, Notice, Standing
from commoncall.membership.rules.dormancy import LONGEST_DAYS, SHORTEST_DAYS, USUAL_DAYS, takes_effect_at, was_heard_since


@dataclass(frozen=True)
class Caution:
    """Why they would become dormant, after how many days, and (where it was told in another way) how they were told."""

    reason: str
    days: int = USUAL_DAYS
    told: str = ""


@transaction.atomic
def give_notice(organisations: Iterable[Organisation], caution: Caution, *, by: Actor) -> list[Notice]:
    """Give organisations notice that they become dormant unless they are heard of; return the notices that were given.

    Part of ``procedures.standing``, which also writes to all who act for them. Who may: ``membership.keep``. Recorded: one entry
    for each, with the reason. Those that are not in good standing, or have such a notice already, are left out. Refused: without
    a reason; with fewer than three days or more than a year; when nobody is left to whom it could be given.
    """
    permissions.may_keep(by).require()
    _check(caution)
    memberships = _could_be_given(organisations, by)
    if not memberships:
        raise Conflict(_("None of these is in good standing and without such a notice."), field="organisation")
    now = time.now()
    ends = takes_effect_at(now, caution.days)
    given = Notice.objects.bulk_create(_notice(one, caution, now, ends, by) for one in memberships)
    told = {"reason": caution.reason.strip()}
    book.record_all([_deed(kinds.DORMANCY_NOTICED, one.membership, {"at": ends.isoformat()}, told) for one in given], by=by)
    return given


def _check(caution: Caution) -> None:
    if not caution.reason.strip():
        raise Refusal(_("Say why: the organisations read it."), field="reason")
    if not SHORTEST_DAYS <= caution.days <= LONGEST_DAYS:
        raise Refusal(_("Give them at least three days, and at most a year."), field="days")


def _could_be_given(organisations: Iterable[Organisation], by: Actor) -> list[Membership]:
    wanted = Membership.objects.filter(coalition_id=by.coalition_id, standing=Standing.GOOD, pk__in=[one.pk for one in organisations])
    locked = wanted.select_for_update(of=("self",)).select_related("organisation__coalition").order_by("pk")
    # Looked up under the locks, so that of two who give notice at once one finds the other's.
    memberships = list(locked)
    waiting = set(Notice.objects.filter(membership__in=memberships, took_effect_at=None, lifted_at=None).values_list("membership_id", flat=True))
    return [one for one in memberships if one.pk not in waiting]


def _notice(membership: Membership, caution: Caution, now: datetime, ends: datetime, by: Actor) -> Notice:
    return Notice(
        coalition_id=membership.coalition_id,
        membership=membership,
        reason=caution.reason.strip(),
        told=caution.told.strip(),
        given_at=now,
        given_by_id=by.person_id,
        takes_effect_at=ends,
    )


@transaction.atomic
def reactivate(organisation: Organisation, *, by: Actor) -> Membership:
    """Lift the notice to an organisation, or bring a dormant one back into good standing.

    Who may: a coordinator, and anybody who acts for it. Recorded. Where there is neither notice nor dormancy, nothing is written.
    """
    permissions.may_reactivate(by, organisation.pk).require()
    membership = _locked(organisation, by)
    lifted = Notice.objects.filter(membership=membership, took_effect_at=None, lifted_at=None).update(lifted_at=time.now())
    if membership.standing == Standing.DORMANT:
        _stand(membership, Standing.GOOD)
        _record(kinds.REACTIVATED, membership, by, {"standing": "good", "before": "dormant"})
    elif lifted:
        _record(kinds.DORMANCY_LIFTED, membership, by)
    return membership


def take_effect(at: datetime | None = None) -> list[Membership]:
    """Let the notices take effect whose instant has come; for the clock, each a deed of its own. Return who became dormant.

    Whoever was heard of since the notice is not dormant: its notice is lifted instead.
    """
    now = at or time.now()
    due = Notice.objects.filter(took_effect_at=None, lifted_at=None, takes_effect_at__lte=now).select_related("coalition")
    return [dormant for one in due.order_by("takes_effect_at", "id") if (dormant := _take_effect(one, now))]


@transaction.atomic
def _take_effect(notice: Notice, now: datetime) -> Membership | None:
    by = system().within(notice.coalition_id, notice.coalition.chain_id)
    membership = _locked(notice.membership_id, by)
    # Another worker may have done it, or somebody have lifted it, between the list and the lock.
    kept = Notice.objects.select_for_update().filter(pk=notice.pk, took_effect_at=None, lifted_at=None).first()
    if kept is None:
        return None
    if membership.standing != Standing.GOOD or was_heard_since(membership.heard_at, kept.given_at):
        kept.lifted_at = now
        kept.save(update_fields=["lifted_at"])
        _record(kinds.DORMANCY_LIFTED, membership, by)
        return None
    kept.took_effect_at = kept.takes_effect_at
    kept.save(update_fields=["took_effect_at"])
    _stand(membership, Standing.DORMANT)
    _record(kinds.BECAME_DORMANT, membership, by, {"standing": "dormant", "before": "good"}, {"reason": kept.reason})
    return membership


def _locked(organisation: Organisation | Any, by: Actor) -> Membership:
    key = organisation.pk if isinstance(organisation, Organisation) else organisation
    there = Membership.objects.select_for_update(of=("self",)).select_related("organisation__coalition")
    membership = there.filter(pk=key, coalition_id=by.coalition_id).first()
    if membership is None:
        raise NotVisible(_("There is no such organisation here."))
    return membership


def _stand(membership: Membership, standing: Standing) -> None:
    membership.standing = standing
    membership.save(update_fields=["standing"])


def _deed(kind: Kind, membership: Membership, facts: Mapping[str, Any] | None, particulars: Mapping[str, Any] | None) -> book.Deed:
    named = {"organisation": membership.organisation.name} | dict(particulars or {})
    return book.Deed(kind, membership.pk, "organisation", membership.pk, facts, named)


def _record(
    kind: Kind, membership: Membership, by: Actor, facts: Mapping[str, Any] | None = None, particulars: Mapping[str, Any] | None = None
) -> None:
    book.record_all([_deed(kind, membership, facts, particulars)], by=by)


def organisations_of(notices: Sequence[Notice]) -> list[Organisation]:
    """Return the organisations to which notices were given."""
    return [one.membership.organisation for one in notices]
