"""An applicant that is here already: joined with its record, so that it does not decide on itself."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from commoncall.decisions.models import Decision
from commoncall.kernel.authority import Actor
from commoncall.kernel.history.kinds import undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties.models import Organisation
from commoncall.membership import permissions
from commoncall.membership.actions.applying import checking
from commoncall.membership.actions.applying.stages import UNDER_WAY, held
from commoncall.membership.history import admitting as kinds
from commoncall.membership.models import Application
from commoncall.procedures.deciding import subjects

#: The identifier that nothing has.
NOTHING = UUID(int=0)


@transaction.atomic
def attach(application: Application, organisation: Organisation | None, *, by: Actor, undoing: UUID | None = None) -> Application:
    """Note that an applicant is an organisation that has a record here already, or (``None``) that it is new after all.

    Of what is only prepared for those who decide, it is then changed whom it concerns. Who may, what is recorded and what is refused:
    as in ``checking.attach``; and while it is being decided on, since the roll is fixed by then.
    """
    permissions.HANDLE.verdict(by).require()
    kept = held(application, *UNDER_WAY, by=by)
    if kept.organisation_id != (organisation.pk if organisation else None):
        subjects.refuse_under_way(kept.pk)
    attached = checking.attach(kept, organisation, by=by, undoing=undoing)
    Decision.objects.filter(subject=kept.pk, state=Decision.State.DRAFT).update(concerned=attached.organisation)
    return attached


@undoes(kinds.ATTACHED, kinds.DETACHED)
def _attach_as_before(entry: Entry, by: Actor) -> Application:
    application = Application.objects.get(pk=entry.subject or NOTHING)
    before = Organisation.objects.filter(pk=entry.facts["before"] or NOTHING, coalition_id=application.coalition_id).first()
    return attach(application, before, by=by, undoing=entry.id)
