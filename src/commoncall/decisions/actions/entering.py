"""Entering an answer that came by phone, on paper, by mail or at a meeting; the organisation is told at once and can correct it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.decisions import permissions
from commoncall.decisions.actions import settling
from commoncall.decisions.actions.answering import Came, Given, may_close, refuse_own, refuse_unfit, write
from commoncall.decisions.actions.closing import close_early
from commoncall.decisions.actions.holding import State, deed, held, held_open, record, refuse_unless
from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.models import Decision, Elector, Response
from commoncall.decisions.queries import roll
from commoncall.decisions.rules.outcomes import is_closed_by_hand
from commoncall.decisions.rules.rule import Answer, Rule
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import NotVisible, Refusal
from commoncall.membership.models import Membership

#: How an answer can have come that is entered.
BY_HAND = (Came.PHONE, Came.PAPER, Came.MAIL, Came.MEETING)


@transaction.atomic
def enter(decision: Decision, organisation: Organisation, given: Answer, reason: str, came: str, came_how: str, *, by: Actor) -> Response:
    """Enter the answer of an organisation as it came: how, and when or through whom. The register marks it as entered.

    Its people are written to at once, and put it right with one answer of their own. Who may: ``decisions.enter``. Recorded for the
    organisation. Refused: in a secret vote; without how it came; for an organisation that is not on the roll or is suspended; what
    it has answered itself; late, whenever it came, for the database's clock decides what was in time; otherwise as in ``answer``.
    """
    permissions.may_enter(by, decision).require()
    rule = Rule.of(decision.rule)
    kept, at = held_open(decision, by, alone=may_close(rule, given))
    _refuse_unsaid(kept, organisation, came, came_how)
    refuse_unfit(rule, given, reason)
    said = Given(given, reason.strip(), came=Came(came), came_how=" ".join(came_how.split())[:300], is_entered=True, entered_by=by.person_id)
    response, before = write(kept, organisation, said, at, refuse_own)
    facts = {"answer": given.value, "came": said.came, "before": before}
    particulars = {"came_how": said.came_how, "reason": said.reason}
    settling.settle_ask(kept, organisation, by, deed(kinds.ENTERED, kept, organisation=organisation, facts=facts, particulars=particulars))
    settling.tell_later(settling.TELL_OF_ENTRY, kept, response=str(response.pk), sender=by.person_name)
    close_early(kept, at)
    return response


def _refuse_unsaid(decision: Decision, organisation: Organisation, came: str, came_how: str) -> None:
    if came not in BY_HAND:
        raise Refusal(_("Say how it came."), field="came")
    if not came_how.strip():
        raise Refusal(_("Say when it came and from whom, or where the paper is."), field="came_how")
    if organisation.coalition_id != decision.coalition_id:
        raise NotVisible(_("There is no such organisation here."))
    if not roll.is_on(decision, organisation.pk):
        raise Refusal(_("%(organisation)s is not on the roll of this decision.") % {"organisation": organisation.name}, field="organisation")
    if Membership.objects.filter(pk=organisation.pk, standing__in=roll.WITHOUT_RIGHTS).exists():
        words = _("%(organisation)s is suspended or has left, so that its answer would not count.")
        raise Refusal(words % {"organisation": organisation.name}, field="organisation")


@transaction.atomic
def set_present(decision: Decision, organisations: Iterable[Organisation], *, by: Actor) -> int:
    """Note who of the roll is present at the meeting, instead of what was noted before; return how many are.

    Whoever answers there is present too. Who may: ``decisions.enter``. Recorded. Refused: where it is not taken at a meeting; once it is closed.
    """
    permissions.may_lead(by, decision).require()
    kept = held(decision, by)
    refuse_unless(kept, State.OPEN)
    if not is_closed_by_hand(Rule.of(kept.rule)):
        raise Refusal(_("This is decided in writing, where nobody is present."))
    there = {one.pk for one in organisations}
    kept.roll.update(is_present=False)
    number = Elector.objects.filter(decision=kept, organisation__in=there).update(is_present=True)
    Elector.objects.filter(decision=kept, organisation__in=kept.responses.exclude(came=Came.PROXY).values("organisation")).update(is_present=True)
    record(kinds.PRESENT, kept, by, facts={"present": number})
    return number
