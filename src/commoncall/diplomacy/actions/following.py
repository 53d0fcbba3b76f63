"""Who follows which state: keeps contact with its mission and its capital, and hears first when it moves."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.diplomacy import history as kinds
from commoncall.diplomacy import permissions
from commoncall.diplomacy.models import Following
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind, undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties.models import Organisation, Person
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal


@transaction.atomic
def follow(country: str, *, by: Actor, undoing: UUID | None = None) -> Following:
    """Note that the actor follows a state from now on, for the organisation for which they act or for the coalition as such.

    Who may: ``diplomacy.follow``. Recorded for that organisation. Can be undone. Refused: what is no state, a state that this
    person follows already, and somebody who is nobody's person here (a steward, the operator).
    """
    permissions.FOLLOW.verdict(by).require()
    if country not in countries.states():
        raise NotVisible(_("There is no such state."))
    if by.person_id is None or by.coalition_id is None:
        raise Refusal(_("Whoever follows a state is one of the coalition’s people. You are here as somebody else."))
    return _begin(by.coalition_id, country, by.person_id, by.organisation_id, by, undoing)


def _begin(coalition: UUID, country: str, person: UUID, organisation: UUID | None, by: Actor, undoing: UUID | None) -> Following:
    # Two presses of the same button take turns, so that the second finds what the first did.
    kept = Person.objects.select_for_update(no_key=True).get(pk=person)
    if Following.objects.filter(coalition_id=coalition, country_id=country, person_id=person, ended_at=None).exists():
        raise Conflict(_("You follow this state already.") if person == by.person_id else _("This person follows the state already."))
    following = Following.objects.create(coalition_id=coalition, country_id=country, person=kept, organisation_id=organisation, begun_at=time.now())
    _record(kinds.FOLLOWING_BEGUN, following, by, undoing)
    return following


@transaction.atomic
def unfollow(following: Following, *, by: Actor, undoing: UUID | None = None) -> Following:
    """Note that somebody no longer follows a state. Who may: that person, their organisation and coordinators. Recorded. Can be undone."""
    found = Following.objects.select_for_update(of=("self",)).select_related("person").filter(pk=following.pk, coalition_id=by.coalition_id).first()
    if found is None:
        raise NotVisible(_("Nobody follows this state here."))
    permissions.may_end(by, found).require()
    if found.ended_at is not None:
        raise Conflict(_("This had ended already."))
    found.ended_at = time.now()
    found.save(update_fields=["ended_at"])
    _record(kinds.FOLLOWING_ENDED, found, by, undoing)
    return found


@undoes(kinds.FOLLOWING_BEGUN)
def _not_followed(entry: Entry, by: Actor) -> Following:
    return unfollow(_of(entry, by), by=by, undoing=entry.id)


@undoes(kinds.FOLLOWING_ENDED)
def _followed_again(entry: Entry, by: Actor) -> Following:
    before = _of(entry, by)
    permissions.may_end(by, before).require()
    if before.organisation_id is not None and not Organisation.objects.filter(pk=before.organisation_id).exists():
        raise Conflict(_("That organisation is no longer here."))
    return _begin(before.coalition_id, before.country_id, before.person_id, before.organisation_id, by, entry.id)


def _of(entry: Entry, by: Actor) -> Following:
    found = Following.objects.filter(pk=entry.subject, coalition_id=by.coalition_id).first()
    if found is None:
        raise Conflict(_("That person is no longer here."))
    return found


def _record(kind: Kind, following: Following, by: Actor, undoing: UUID | None) -> None:
    particulars = {"person": following.person.name, "country": countries.name(following.country_id)}
    book.record(
        kind,
        by=by,
        subject=following.pk,
        subject_kind="following",
        concerns=following.organisation_id,
        facts={"country": following.country_id},
        particulars=particulars,
        undoes=undoing,
    )
