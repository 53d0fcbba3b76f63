"""Recording what becomes of an application, and all that follows from it in one transaction: either everything stands or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.decisions.models import Decision
from commoncall.kernel import time
from commoncall.kernel.authority import ALLOWED, Actor, Role, Verdict
from commoncall.kernel.refusals import Conflict, Refusal
from commoncall.leadership import queries as leadership
from commoncall.membership import permissions
from commoncall.membership.actions.applying.deciding import Outcome
from commoncall.membership.actions.applying.stages import UNDER_WAY, State, held
from commoncall.membership.models import Application, Opinion
from commoncall.membership.rules import admitting
from commoncall.membership.rules.admitting import Again, Tally
from commoncall.procedures import letters
from commoncall.procedures.admission import settling, stages, voting
from commoncall.procedures.deciding import subjects

DOUBLE = gettext_lazy("This application seems to repeat another one, so it is not decided by itself. If that is not so, write to us.")


@dataclass(frozen=True)
class Ballot:
    """How a decision stands: who decides, what was answered, whether the outcome may be recorded, and for which the answers speak.

    ``is_recorded`` says that a body decides which is not asked here, so that where it did has to be said. ``decision`` is
    the one by which it is decided on the ladder, while that is being prepared, announced or open.
    """

    decided_by: str
    is_recorded: bool
    tally: Tally
    is_ripe: bool
    needed: int
    said: str
    decision: Decision | None = None

    def is_against(self, outcome: str) -> bool:
        """Tell whether recording ``outcome`` goes against what was answered."""
        return admitting.is_against(outcome, self.decided_by, self.tally)


def ballot(application: Application) -> Ballot:
    """Return how the decision on an application stands, by whom it was put to."""
    rows = application.opinions.filter(stage=Opinion.Stage.DECISION)
    seats = list(rows.exclude(seat=None).values_list("answer", flat=True))
    written = list(rows.filter(seat=None).values_list("answer", flat=True))
    counted = admitting.tally(seats or written)
    decided_by = "committee" if seats else "members" if written else stages.ahead(application).way.decided_by
    is_over = application.decision_due_at is not None and application.decision_due_at <= time.now()
    decision = subjects.under_way(application.pk)
    is_voted = decision is not None and decision.state != Decision.State.DRAFT
    return Ballot(
        decided_by,
        is_recorded=decided_by != "coordinators" and not counted.asked,
        tally=counted,
        is_ripe=not is_voted and admitting.is_ripe(decided_by, counted, is_over=is_over),
        needed=admitting.needed(counted.asked),
        said=admitting.said(decided_by, counted),
        decision=decision,
    )


def may_record(actor: Actor, application: Application) -> Verdict:
    """Whether the actor may record what was decided: a coordinator, and whoever chairs the committee to which it was put."""
    verdict = permissions.HANDLE.verdict(actor)
    if verdict.allowed or application.state != State.DECIDING:
        return verdict
    body = leadership.committee(application.coalition)
    if body is None or not leadership.chairs(actor, body) or not permissions.SIT.verdict(actor).allowed:
        return verdict
    was_put_to_seats = application.opinions.filter(stage=Opinion.Stage.DECISION, seat__isnull=False).exists()
    return ALLOWED if was_put_to_seats else verdict


def _as_recorder(by: Actor, application: Application) -> Actor:
    """Return the actor with the right to make the records that a decision brings about; the chair has it for this deed alone."""
    may_record(by, application).require()
    return by if by.is_coordinator else replace(by, roles=by.roles | {Role.COORDINATOR})


@transaction.atomic
def decide(
    application: Application,
    outcome: str,
    reasons: str = "",
    where: str = "",
    *,
    on: date | None = None,
    despite: str = "",
    again: Again | None = None,
    by: Actor,
) -> Application:
    """Record that an applicant is ``admitted`` or ``declined``, with all that follows, in one transaction.

    Admitted: its record, its membership with the charter that it accepted, its person with a mandate, what it endorsed, the
    ask for a mentor, and the mails. Declined: a mail with the reasons, and whether and when it may apply again. The register
    holds it as entered later. Who may: ``may_record``. Recorded, with who decided. Refused: while it is being decided on by the
    ladder; before it is put to those who decide; before enough have answered or their time is over; against what was
    answered, without a reason that is kept; where a body decided elsewhere, without where.
    """
    found = Application.objects.select_related("coalition").get(pk=application.pk)
    acting = _as_recorder(by, found)
    found = held(found, State.DECIDING, by=acting)
    stands = ballot(found)
    _refuse_too_early(found, stands, outcome, where, despite)
    decided = Outcome(reasons, where or _usual_place(found, stands), on, despite.strip(), again or Again())
    # What was prepared for a meeting gives way to what is noted of it; what is open was refused above.
    voting.withdraw(found)
    voting.enter(found, decided, admitted=outcome == State.ADMITTED, by=acting)
    return settling.admit(found, decided, acting) if outcome == State.ADMITTED else settling.decline(found, decided, acting)


def _refuse_too_early(application: Application, stands: Ballot, outcome: str, where: str, despite: str) -> None:
    if outcome not in {State.ADMITTED, State.DECLINED}:
        raise Refusal(_("Say what was decided."), field="outcome")
    subjects.refuse_under_way(application.pk)
    if not stands.is_ripe and stands.decided_by == "committee":
        words = _("%(answered)s of %(asked)s seats have answered. The outcome can be recorded once %(needed)s have, or when the time is over.")
        parts = {"answered": stands.tally.answered, "asked": stands.tally.asked, "needed": stands.needed}
        raise Conflict(words % parts, code="too_early")
    if not stands.is_ripe:
        raise Conflict(_("Those who are asked still have time to object. The outcome can be recorded when it is over, or when all have answered."))
    if stands.is_recorded and not where.strip():
        raise Refusal(_("Say at which meeting, or how in writing, it was decided."), field="where")
    if stands.is_against(outcome) and not despite.strip():
        raise Refusal(_("This goes against what was answered. Say why: it stands in the history."), field="despite")


def _usual_place(application: Application, stands: Ballot) -> str:
    """Return in words who decided, in the coalition's language, since it is kept as it is written now."""
    with translation.override(letters.language_outside(application.coalition.language)):
        return {
            "committee": _("In writing, by the body that leads"),
            "members": _("In writing, by all who have a vote"),
            "coordinators": _("By the coordinators"),
        }.get(stands.decided_by, "")


@transaction.atomic
def decline_as_double(application: Application, *, by: Actor) -> Application:
    """Decline an application of an organisation that has applied, or belongs, already under another spelling.

    The applicant is told that it seems to repeat another one, and nothing of who belongs: it may be an impostor. Who may:
    ``membership.handle_applications``, at any stage before the decision. Recorded.
    """
    permissions.HANDLE.verdict(by).require()
    application = held(application, *UNDER_WAY, by=by)
    with translation.override(letters.language_outside(application.language, application.coalition.language)):
        outcome = Outcome(reasons=str(DOUBLE), again=Again(allowed=False))
    voting.withdraw(application)
    return settling.decline(application, outcome, by)
