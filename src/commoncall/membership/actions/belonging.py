"""How an organisation belongs: its category, its standing, its network, and since when."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties.actions import mandates
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.membership import history as kinds
from commoncall.membership import permissions
from commoncall.membership.models import Category, Membership, Notice, Standing
from commoncall.membership.queries.visibility import found
from commoncall.membership.rules.profiles import Belonging, makes_a_circle
from commoncall.membership.rules.roles import role_for

PRECISIONS = ("", "day", "month", "year")


@transaction.atomic
def set_category(organisation: Organisation, category: Category, *, by: Actor, undoing: UUID | None = None) -> Membership:
    """Change with which rights an organisation belongs; what its people may do follows at once.

    Who may: ``membership.keep``. Recorded: the category before and now, and each person whose role changed. Can be undone.
    """
    permissions.may_keep(by).require()
    membership = _locked(organisation)
    before = Category(membership.category)
    if category == before:
        return membership
    membership.category = category
    membership.save(update_fields=["category"])
    entry = book.record(
        kinds.CATEGORY_SET,
        by=by,
        subject=organisation.pk,
        subject_kind="organisation",
        concerns=organisation.pk,
        facts={"category": category.value, "before": before.value},
        particulars={"organisation": organisation.name},
        undoes=undoing,
    )
    if role_for(category) != role_for(before):
        mandates.change_roles(organisation, role_for(category), by=by, batch=entry.id)
    return membership


@transaction.atomic
def change(organisation: Organisation, wanted: Belonging, network: Organisation | None, *, by: Actor) -> Membership:
    """Change at once how an organisation belongs, but for its standing: each part that differs is a deed of its own.

    Who may, what is recorded and what is refused: as in ``set_category``, ``set_network`` and ``set_dates``.
    """
    set_category(organisation, Category(wanted.category), by=by)
    set_network(organisation, network, by=by)
    return set_dates(
        organisation,
        joined_on=wanted.joined_on,
        joined_precision=wanted.joined_precision,
        endorsed_on=wanted.endorsed_on,
        endorsed_what=wanted.endorsed_what,
        by=by,
    )


def _locked(organisation: Organisation) -> Membership:
    return Membership.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=organisation.pk)


@undoes(kinds.CATEGORY_SET)
def _set_former_category(entry: Entry, by: Actor) -> Membership:
    membership = found(by, entry.subject)
    return set_category(membership.organisation, Category(entry.facts["before"]), by=by, undoing=entry.id)


@transaction.atomic
def set_standing(
    organisation: Organisation, standing: Standing, *, reason: str, told: str = "", by: Actor, undoing: UUID | None = None
) -> Membership:
    """Note that an organisation is dormant at once, since it was given notice elsewhere, or that it is in good standing again.

    ``told`` says how and when it was given notice of becoming dormant; where it was not, ``dormancy.give_notice`` does that.
    Who may: ``membership.keep``. Recorded: the standing before and now, with the reason. Refused: without a reason, or a
    notice; suspending or ending a membership, which each need a procedure of their own. Can be undone.
    """
    permissions.may_keep(by).require()
    membership = _locked(organisation)
    before = Standing(membership.standing)
    if standing == before:
        return membership
    if {standing, before} - {Standing.GOOD, Standing.DORMANT}:
        raise Conflict(_("Suspending an organisation, or ending its membership, is not done here."), field="standing")
    if not reason.strip():
        raise Refusal(_("Say why: the organisation can read it in its history."), field="reason")
    if standing == Standing.DORMANT and not told.strip() and undoing is None:
        raise Refusal(_("Say how and when it was told that it would be dormant, or give it notice from here first."), field="told")
    membership.standing = standing
    membership.save(update_fields=["standing"])
    Notice.objects.filter(membership=membership, took_effect_at=None, lifted_at=None).update(lifted_at=time.now())
    book.record(
        kinds.STANDING_SET,
        by=by,
        subject=organisation.pk,
        subject_kind="organisation",
        concerns=organisation.pk,
        facts={"standing": standing.value, "before": before.value},
        particulars={"organisation": organisation.name, "reason": reason.strip(), "told": told.strip()},
        undoes=undoing,
    )
    return membership


@undoes(kinds.STANDING_SET)
def _set_former_standing(entry: Entry, by: Actor) -> Membership:
    membership = found(by, entry.subject)
    reason = _("Undone: %(reason)s") % {"reason": entry.particulars.data["reason"]}
    return set_standing(membership.organisation, Standing(entry.facts["before"]), reason=reason, by=by, undoing=entry.id)


@transaction.atomic
def set_network(organisation: Organisation, network: Organisation | None, *, by: Actor, undoing: UUID | None = None) -> Membership:
    """Show an organisation under the network to which it belongs, or (``None``) by itself again.

    Who may: ``membership.keep``. Refused: a network of another coalition, and one that belongs to the organisation itself,
    at however many removes. Can be undone.
    """
    permissions.may_keep(by).require()
    lock_networks(organisation.coalition)
    membership = _locked(organisation)
    before = membership.network_id
    now = network.pk if network else None
    if now == before:
        return membership
    if network is not None:
        _check_network(organisation, network)
    membership.network_id = now
    membership.save(update_fields=["network"])
    shown = network or Organisation.objects.get(pk=before)
    book.record(
        kinds.NETWORK_JOINED if network else kinds.NETWORK_LEFT,
        by=by,
        subject=organisation.pk,
        subject_kind="organisation",
        concerns=organisation.pk,
        facts={"network": str(now) if now else None, "before": str(before) if before else None},
        particulars={"organisation": organisation.name, "network": shown.name},
        undoes=undoing,
    )
    return membership


def lock_networks(coalition: Coalition) -> None:
    """Let one deed at a time change who belongs to which network: two at once could close a circle that neither sees."""
    Coalition.objects.select_for_update(no_key=True).get(pk=coalition.pk)


def _check_network(organisation: Organisation, network: Organisation) -> None:
    if network.coalition_id != organisation.coalition_id:
        raise NotVisible(_("There is no such organisation here."))
    parents = dict(Membership.objects.filter(coalition_id=organisation.coalition_id, network__isnull=False).values_list("pk", "network_id"))
    if makes_a_circle(organisation.pk, network.pk, parents):
        raise Refusal(
            _("%(network)s belongs to %(member)s itself, so it cannot be the other way round too.")
            % {"network": network.name, "member": organisation.name},
            field="network",
        )


@undoes(kinds.NETWORK_JOINED, kinds.NETWORK_LEFT)
def _set_former_network(entry: Entry, by: Actor) -> Membership:
    membership = found(by, entry.subject)
    before = entry.facts["before"]
    network = Organisation.objects.filter(pk=before, coalition_id=by.coalition_id).first() if before else None
    if before and network is None:
        raise Conflict(_("The network is no longer here."))
    return set_network(membership.organisation, network, by=by, undoing=entry.id)


@transaction.atomic
def set_dates(
    organisation: Organisation,
    *,
    joined_on: date | None,
    joined_precision: str = "",
    endorsed_on: date | None = None,
    endorsed_what: str = "",
    by: Actor,
    undoing: UUID | None = None,
) -> Membership:
    """Note since when an organisation belongs, how exactly that is known, and what it endorsed before Commoncall was used.

    Who may: ``membership.keep``. Refused: a day that is still to come; an unknown precision. Can be undone.
    """
    permissions.may_keep(by).require()
    for name, day in (("joined_on", joined_on), ("endorsed_on", endorsed_on)):
        if day is not None and day > time.now().date():
            raise Refusal(_("This day is still to come."), field=name)
    if joined_precision not in PRECISIONS:
        raise Refusal(_("Say whether the day, the month or only the year is known."), field="joined_precision")
    membership = _locked(organisation)
    before = _dates(membership)
    membership.joined_on, membership.joined_precision = joined_on, joined_precision if joined_on else ""
    membership.endorsed_on, membership.endorsed_what = endorsed_on, endorsed_what.strip()
    now = _dates(membership)
    if now == before:
        return membership
    membership.save(update_fields=["joined_on", "joined_precision", "endorsed_on", "endorsed_what"])
    book.record(
        kinds.DATED,
        by=by,
        subject=organisation.pk,
        subject_kind="organisation",
        concerns=organisation.pk,
        facts={"joined_on": now["joined_on"], "precision": now["joined_precision"], "endorsed_on": now["endorsed_on"]},
        particulars={"organisation": organisation.name, "before": before, "now": now},
        undoes=undoing,
    )
    return membership


def _dates(membership: Membership) -> dict[str, str | None]:
    return {
        "joined_on": membership.joined_on.isoformat() if membership.joined_on else None,
        "joined_precision": membership.joined_precision,
        "endorsed_on": membership.endorsed_on.isoformat() if membership.endorsed_on else None,
        "endorsed_what": membership.endorsed_what,
    }


@undoes(kinds.DATED)
def _set_former_dates(entry: Entry, by: Actor) -> Membership:
    membership = found(by, entry.subject)
    before = dict(entry.particulars.data["before"])
    for name in ("joined_on", "endorsed_on"):
        before[name] = date.fromisoformat(before[name]) if before[name] else None
    return set_dates(membership.organisation, **before, by=by, undoing=entry.id)
