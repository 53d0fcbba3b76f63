"""An application that is decided on by the ladder: put to those who decide, and kept in the register however it was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from commoncall.decisions.actions import register
from commoncall.decisions.actions.holding import State as Came
from commoncall.decisions.actions.preparing import About
from commoncall.decisions.actions.register import Past
from commoncall.decisions.models import Decision
from commoncall.decisions.queries import decisions
from commoncall.kernel import time
from commoncall.kernel.authority import Actor, Role
from commoncall.kernel.labels import Naming
from commoncall.kernel.refusals import Conflict
from commoncall.membership.actions.applying.deciding import Outcome
from commoncall.membership.models import Application
from commoncall.membership.queries import applications
from commoncall.membership.queries.applications import Sight
from commoncall.membership.rules.admitting import Way
from commoncall.procedures import letters
from commoncall.procedures.deciding import subjects
from commoncall.procedures.deciding.subjects import Put

#: The rung of the ladder on which applications are decided.
RUNG = "admission"

#: What of a decision speaks against an applicant.
AGAINST = (Came.NOT_ADOPTED, Came.LAPSED, Came.RETURNED)


def where(application: Application, way: Way) -> Put | None:
    """Return how an application is decided by the ladder; nothing where coordinators decide alone, or nobody else may know of it.

    Nothing too where the ladder has no rung for it, or nobody could decide by that rung: then it is recorded what was decided elsewhere.
    """
    if way.decided_by == "coordinators" or application.naming == Naming.COORDINATORS:
        return None
    return subjects.put(application.coalition, RUNG, application.organisation)


def begin(application: Application, put: Put, *, by: Actor) -> Decision:
    """Put an application to those who decide by the ladder; part of the deed that moves it on."""
    profile = applications.profile_of(application)
    with translation.override(letters.language_outside(application.coalition.language)):
        title = _title(application)
        question = _("Is %(name)s to be admitted?") % {"name": application.name}
    about = About(application.pk, decisions.APPLICATION, application.organisation)
    return subjects.begin(put, title, "\n\n".join(filter(None, [question, profile.about])), about, by=by)


def _title(application: Application) -> str:
    if application.naming == Naming.COORDINATORS:
        return _("Admission of an applicant that is not named")
    return _("Admission of %(name)s") % {"name": application.name}


def put_to(actor: Actor) -> Mapping[UUID, Sight]:
    """Return the applications that the actor's organisation is to decide on, each with how much it then sees; one query.

    Whoever decides in a body sees what was found and said; where all who vote decide, they see what the applicant says of itself.
    """
    if actor.is_coordinator or actor.organisation_id is None or Role.REPRESENTATIVE not in actor.roles:
        return {}
    rows = decisions.put_to(actor, decisions.APPLICATION).values_list("subject", "body")
    return {subject: Sight.CONSULTED if body is None else Sight.SEATED for subject, body in rows if subject is not None}


def decision_on(application: Application) -> Decision | None:
    """Return the latest decision on an application, one that was withdrawn left out; who may know of it the reader's query says."""
    return subjects.latest(application.pk)


def how_far(found: Iterable[UUID]) -> Mapping[UUID, tuple[int, int]]:
    """Return of those applications that are being decided on by the ladder how many have answered, of how many; one query."""
    return decisions.answered_of(decisions.APPLICATION, found)


def outcome_of(decision: Decision, application: Application) -> Outcome:
    """Return what was decided by the ladder as the application keeps it, in the applicant's language."""
    language = letters.language_outside(application.language, application.coalition.language)
    reasons = "" if decision.state == Came.ADOPTED else subjects.reasons(decision, language)
    with translation.override(letters.language_outside(application.coalition.language)):
        place = subjects.named(decision)
    at = decision.closed_at or time.now()
    return Outcome(reasons, place, at.date(), at=at)


def enter(application: Application, outcome: Outcome, *, admitted: bool, by: Actor) -> None:
    """Enter into the register what was decided elsewhere and noted by hand: later, by whom, from what source.

    Where the same was decided here already, and only what followed was done by hand, the register holds it.
    """
    if decisions.about(application.pk).filter(state__in=[Came.ADOPTED] if admitted else AGAINST).exists():
        return
    with translation.override(letters.language_outside(application.coalition.language)):
        place = outcome.where or _("By the coordinators")
        past = Past(
            title=_title(application),
            decided_on=outcome.on or time.now().date(),
            how=place,
            source=_("Noted with the outcome of the application: %(where)s") % {"where": place},
            state=Came.ADOPTED if admitted else Came.NOT_ADOPTED,
            label=subjects.LABEL,
            kind=RUNG,
            about=About(application.pk, decisions.APPLICATION, application.organisation),
        )
    register.enter_later(application.coalition, past, by=by)


def withdraw(application: Application) -> None:
    """Withdraw the decision on an application that is settled otherwise: its writer took it back, or it repeats another one."""
    with translation.override(letters.language_outside(application.coalition.language)), suppress(Conflict), transaction.atomic():
        subjects.let_go(application.pk, _("The application is no longer to be decided on."), coalition=application.coalition)
