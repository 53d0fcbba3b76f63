"""Helping newcomers settle in: somebody who answers their questions, and their word that they have found their way."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.asks import actions as asks
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.membership import permissions
from commoncall.membership.history import leaving as kinds
from commoncall.membership.kinds import CHOOSE_MENTOR, MENTOR
from commoncall.membership.models import Membership, Standing
from commoncall.membership.queries import welcome


@transaction.atomic
def ask_mentor(organisation: Organisation, mentor: Organisation, *, by: Actor) -> Ask:
    """Ask an organisation whether it helps a newcomer settle in. It does so once it has agreed.

    Who may: ``membership.keep``. Recorded for the coordinators alone: the newcomer may not know of whoever is asked, until it agrees.
    Refused: one that is not in good standing, or for which nobody acts; the newcomer itself; one that may not know of the
    newcomer; while it, or another, is asked already.
    """
    permissions.may_keep(by).require()
    membership = _locked(organisation, by)
    _check_mentor(organisation, mentor, by)
    if _open_ask(organisation) is not None:
        raise Conflict(_("Somebody is asked already. Wait for the answer, or take that back first."), field="mentor")
    asked = asks.ask(MENTOR, organisation.coalition, organisation=mentor, subject=organisation.pk, facts={"newcomer": organisation.name}, by=by)
    for sought in Ask.objects.filter(kind=CHOOSE_MENTOR.name, subject=organisation.pk, answered_at=None, withdrawn_at=None):
        asks.answer(sought, by=by)
    _record(kinds.MENTOR_ASKED, membership.organisation, mentor, by)
    return asked


def _check_mentor(organisation: Organisation, mentor: Organisation, by: Actor) -> None:
    if mentor.coalition_id != by.coalition_id:
        raise NotVisible(_("There is no such organisation here."))
    if mentor.pk == organisation.pk:
        raise Refusal(_("Choose somebody else than the newcomer itself."), field="mentor")
    if not welcome.could_help().filter(pk=mentor.pk).exists():
        raise Refusal(_("%(name)s is not in good standing, or nobody of it comes in here.") % {"name": mentor.name}, field="mentor")
    if not welcome.may_know(mentor, organisation):
        words = _("%(mentor)s may not know of %(newcomer)s, which chose not to be named to it.")
        raise Refusal(words % {"mentor": mentor.name, "newcomer": organisation.name}, field="mentor")


@transaction.atomic
def take_back(organisation: Organisation, *, by: Actor) -> None:
    """No longer ask anybody to help a newcomer, and let whoever helps it stop. Who may: ``membership.keep``. Recorded."""
    permissions.may_keep(by).require()
    membership = _locked(organisation, by)
    asked = _open_ask(organisation)
    if asked is not None:
        asks.withdraw(asked, by=by)
    if membership.mentor_id is not None:
        former = Organisation.objects.get(pk=membership.mentor_id)
        membership.mentor = None
        membership.save(update_fields=["mentor"])
        _record(kinds.MENTOR_ENDED, organisation, former, by)


@transaction.atomic
def answer_mentor(organisation: Organisation, agrees: bool, *, by: Actor) -> Membership:
    """Say for the organisation that is asked whether it helps a newcomer settle in.

    Who may: who is asked. Recorded: for the newcomer where it agrees, else for the coordinators alone. Refused: once nobody asks.
    """
    membership = _locked(organisation, by)
    asked = _open_ask(organisation)
    if asked is None:
        raise Conflict(_("This is no longer asked."))
    if by.organisation_id != asked.organisation_id or asked.organisation is None:
        raise NotAllowed(_("This is asked of somebody else."))
    asks.answer(asked, by=by)
    if agrees:
        membership.mentor_id = asked.organisation_id
        membership.save(update_fields=["mentor"])
    _record(kinds.MENTOR_FOUND if agrees else kinds.MENTOR_DECLINED, membership.organisation, asked.organisation, by)
    return membership


@transaction.atomic
def found_its_way(organisation: Organisation, *, by: Actor) -> Membership:
    """Note that an organisation has found its way, so that its first week is no longer offered. Who may: whoever acts for it. Recorded once."""
    if by.organisation_id != organisation.pk or by.preview:
        raise NotAllowed(_("Only those who act for the organisation say that."))
    membership = _locked(organisation, by)
    if membership.welcomed_at is None:
        membership.welcomed_at = time.now()
        membership.save(update_fields=["welcomed_at"])
        _record(kinds.WELCOMED, membership.organisation, None, by)
    return membership


def _locked(organisation: Organisation, by: Actor) -> Membership:
    there = Membership.objects.select_for_update(of=("self",)).select_related("organisation__coalition")
    membership = there.filter(pk=organisation.pk, coalition_id=by.coalition_id).exclude(standing=Standing.LEFT).first()
    if membership is None:
        raise NotVisible(_("There is no such organisation here."))
    return membership


def _open_ask(organisation: Organisation) -> Ask | None:
    waiting = Ask.objects.filter(kind=MENTOR.name, subject=organisation.pk, answered_at=None, withdrawn_at=None)
    return waiting.select_for_update(of=("self",)).select_related("organisation").first()


def _record(kind: Kind, organisation: Organisation, mentor: Organisation | None, by: Actor) -> None:
    facts: dict[str, str] = {"mentor_id": str(mentor.pk)} if mentor else {}
    named = {"organisation": organisation.name} | ({"mentor": mentor.name} if mentor else {})
    subject: UUID = organisation.pk
    book.record(kind, by=by, subject=subject, subject_kind="organisation", concerns=subject, facts=facts, particulars=named)
