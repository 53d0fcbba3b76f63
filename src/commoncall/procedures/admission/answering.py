"""Answering about an application: for the organisation that is consulted, or for a seat in the body that decides."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commoncall.kernel.authority import Actor, system
from commoncall.kernel.refusals import NotVisible
from commoncall.leadership import queries as leadership
from commoncall.membership.actions.applying import consulting, deciding
from commoncall.membership.actions.applying.stages import State
from commoncall.membership.models import Application, Opinion
from commoncall.membership.queries import applications
from commoncall.membership.rules import admitting
from commoncall.procedures.admission import stages, voting


def seats_of(actor: Actor) -> frozenset[UUID]:
    """Return the seats with a vote for which the actor sits today."""
    if actor.coalition_id is None or not actor.is_inside:
        return frozenset()
    return leadership.keys_of_seats_held_by(actor)


def visible(actor: Actor) -> QuerySet[Application]:
    """Return the applications of which the actor may know, with those that are put to seats of theirs, or to their organisation."""
    return applications.visible_to(actor, () if actor.is_coordinator else seats_of(actor), voting.put_to(actor))


@transaction.atomic
def say(application: Application, answer: str, comment: str = "", *, by: Actor) -> Opinion:
    """Answer for one's organisation. With the last answer the consultation is over, or those who decide can record the outcome.

    Who may, what is recorded and refused: as in ``consulting.say``. Refused besides, as if it were not there: to whom is not asked.
    """
    application = Application.objects.select_related("coalition").get(pk=application.pk)
    opinion = applications.own_opinion(application, by)
    if opinion is None:
        raise NotVisible(_("There is no such application here."))
    given = consulting.say(opinion, answer, comment, by=by)
    machine = system().within(application.coalition_id, application.coalition.chain_id)
    current = Application.objects.select_related("coalition").get(pk=application.pk)
    if applications.tally(current, given.stage).missing == 0:
        if current.state == State.CONSULTING:
            stages.advance(current, by=machine)
        else:
            deciding.ask_to_decide(current, current.decision_due_at, by=machine)
    return given


@transaction.atomic
def vote(application: Application, answer: str, comment: str = "", *, by: Actor) -> Opinion:
    """Answer for the seat for which one sits today. Once more than half have answered, the coordinators are asked to record it.

    Who may: whoever sits for a seat that was asked, alternates included. Recorded and refused: as in ``consulting.vote``.
    """
    opinion = applications.opinion_of_seat(application, seats_of(by))
    if opinion is None:
        raise NotVisible(_("There is no such application here."))
    given = consulting.vote(opinion, answer, comment, by=by)
    counted = applications.tally(application, Opinion.Stage.DECISION)
    if admitting.is_ripe("committee", counted, is_over=False):
        current = Application.objects.select_related("coalition").get(pk=application.pk)
        deciding.ask_to_decide(current, current.decision_due_at, by=system().within(current.coalition_id, current.coalition.chain_id))
    return given
