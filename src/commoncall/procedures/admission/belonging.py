"""What an admission makes: the organisation's record, its person and their mandate, and what it endorsed. Parts of one deed."""

from __future__ import annotations

from datetime import date

from commoncall.call import kinds as texts_asked
from commoncall.call.actions import endorsing
from commoncall.call.models import Endorsement, Text
from commoncall.call.queries import endorsements, texts
from commoncall.kernel.asks import actions as asks
from commoncall.kernel.authority import Actor
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import mandates, people
from commoncall.kernel.parties.actions.organisations import OPENNESS, Names, choose_naming
from commoncall.kernel.parties.models import Organisation, Person
from commoncall.membership.actions import belonging, organisations
from commoncall.membership.kinds import CHOOSE_MENTOR
from commoncall.membership.models import Application, Category
from commoncall.membership.queries import applications
from commoncall.membership.rules.profiles import Belonging
from commoncall.membership.rules.roles import MEMBERS, role_for


def make_record(application: Application, joined_on: date, *, by: Actor) -> Organisation:
    """Return the organisation that an applicant becomes: a new record, or the one that it has here already, in its new category.

    Where it asked in its application to be named less far than is noted, that holds from now on: it is named nowhere before it
    could say so. To be named further it says itself, in the workspace.
    """
    if application.organisation is None:
        names = Names(application.name, application.acronym, application.name_language, tuple(application.other_names))
        noted = Belonging(category=application.category, joined_on=joined_on, joined_precision="day")
        profile = applications.profile_of(application)
        entered = organisations.enter(application.coalition, names, profile, Naming(application.naming), noted, by=by)
        return entered.organisation
    wanted = Naming(application.naming)
    if OPENNESS[wanted] < OPENNESS[Naming(application.organisation.naming)]:
        application.organisation = choose_naming(application.organisation, wanted, by=by)
    kept = belonging.set_category(application.organisation, Category(application.category), by=by)
    belonging.set_dates(
        application.organisation,
        joined_on=joined_on,
        joined_precision="day",
        endorsed_on=kept.endorsed_on,
        endorsed_what=kept.endorsed_what,
        by=by,
    )
    return application.organisation


def bring_in(application: Application, organisation: Organisation, *, by: Actor) -> Person:
    """Return whoever applied as a person who may act for the organisation, and note that they are invited where they are not inside.

    Somebody who is noted here already, with this address, acts for this organisation too.
    """
    known = parties.people_at(application.coalition, [application.contact_address]).get(application.contact_address.lower())
    person = known or people.enter(
        application.coalition,
        people.Particulars(
            application.contact_name or application.name,
            application.contact_address,
            language=application.language,
            phone=application.contact_phone,
        ),
        organisation=organisation,
        by=by,
    )
    if not parties.authority_of(person, organisation):
        is_first = not organisation.mandates.filter(is_main_contact=True).exists()
        granted = mandates.Grant(person, organisation, role_for(application.category), application.contact_function, is_main_contact=is_first)
        mandates.grant(granted, by=by)
    if person.account_id is None:
        people.note_invitations(application.coalition, [person], by=by)
    return person


def take_over_endorsement(application: Application, organisation: Organisation, *, by: Actor) -> None:
    """Let the new member stand behind the call, as it did in its application.

    Where something material has changed in the call since then, nobody is taken to stand behind what they have not read: the
    organisation is asked to endorse the present version.
    """
    present = texts.in_force(application.coalition, Text.Kind.CALL)
    if present is None or endorsements.stands_behind(organisation, present) is not None:
        return
    if application.call_version in {one.pk for one in texts.alike(present)}:
        signed = endorsing.Signature(application.contact_name, application.contact_function, application.authority)
        endorsing.endorse(present, organisation, signed, by=by, came=Endorsement.Came.APPLICATION)
    elif application.category in MEMBERS:
        facts = {"number": present.number}
        asks.ask(texts_asked.SIGN, application.coalition, organisation=organisation, subject=present.pk, facts=facts, by=by)


def ask_for_mentor(application: Application, organisation: Organisation, *, by: Actor) -> None:
    """Ask the coordinators who is to help a new member settle in; observers and individuals find their way alone."""
    if application.category in MEMBERS - {Category.INDIVIDUAL}:
        asks.ask(CHOOSE_MENTOR, application.coalition, subject=organisation.pk, facts={"newcomer": organisation.name}, by=by)
