"""Nobody leads a vote on an organisation for which they act themselves, whatever hat they wear; a steward does where nobody else is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from commoncall.decisions.actions import closing, entering, opening, preparing, publishing, register
from commoncall.decisions.actions.preparing import About
from commoncall.decisions.models import Decision
from commoncall.decisions.permissions import is_impartial, may_close, may_withdraw
from commoncall.decisions.queries.decisions import PROCEEDING
from commoncall.decisions.rules.rule import Answer, Rule
from commoncall.kernel import time
from commoncall.kernel.authority import Actor, Capacity, Role, system
from commoncall.kernel.parties.models import Mandate
from commoncall.kernel.refusals import NotAllowed
from commoncall.membership.actions import proceedings
from commoncall.membership.actions.proceedings import Hearing
from commoncall.membership.models import Proceeding
from commoncall.procedures import deciding
from commoncall.procedures.standing import hearing
from tests.cast import make_account, make_person
from tests.decisions.deciding import MAJORITY, MEETING, Stage
from tests.scene import signed_in

pytestmark = pytest.mark.django_db


def _also_for_sahel(stage: Stage) -> None:
    """Let the coordinator speak for Sahel, too."""
    hat = {"coalition": stage.cast.quiet_fields, "organisation": stage.cast.sahel, "role": Role.REPRESENTATIVE}
    Mandate.objects.create(person_id=stage.leila.person_id, starts_at=time.now(), **hat)


def _another_coordinator(stage: Stage) -> Actor:
    account = make_account("Ada Stern", "ada@ada.example")
    make_person(stage.cast.quiet_fields, stage.cast.operator, account, None, Role.COORDINATOR)
    return stage.cast.actor(account)


def _about_sahel(stage: Stage, rule: Rule = MAJORITY) -> Decision:
    begun = proceedings.begin(stage.cast.sahel, "It spoke for all of us.", "The release.", by=stage.leila)
    proceedings.give_notice(begun, Hearing("You are heard.", time.now() + timedelta(days=7)), by=stage.leila)
    return stage.opened(rule, title="Suspension", about=About(begun.pk, PROCEEDING, stage.cast.sahel))


Deed = Callable[[Decision, Stage, Actor], Any]
DEEDS: dict[str, Deed] = {
    "close": lambda one, _stage, by: closing.close_meeting(one, by=by),
    "withdraw": lambda one, _stage, by: preparing.withdraw(one, "It is unfair.", by=by),
    "enter": lambda one, stage, by: entering.enter(one, stage.cast.amal, Answer.AGAINST, "No.", "phone", "At noon", by=by),
    "present": lambda one, stage, by: entering.set_present(one, [stage.cast.amal], by=by),
    "remind": lambda one, _stage, by: deciding.remind(one, by=by),
    "drop": lambda one, _stage, by: hearing.drop(_procedure(one), "It is unfair.", by=by),
}


def _procedure(decision: Decision) -> Proceeding:
    return Proceeding.objects.select_related("membership__organisation__coalition", "coalition").get(pk=decision.subject)


@pytest.mark.parametrize("name", DEEDS)
def test_whoever_acts_for_the_organisation_leads_no_vote_on_it(stage: Stage, name: str) -> None:
    decision = _about_sahel(stage, MEETING)
    ada = _another_coordinator(stage)
    _also_for_sahel(stage)
    with pytest.raises(NotAllowed) as refused:
        DEEDS[name](decision, stage, stage.leila)
    assert str(refused.value) == "You act for Forum Humanité Sahel, which this is about. Somebody else who coordinates has to do it."
    decision.refresh_from_db()
    assert decision.state == "open"
    DEEDS[name](decision, stage, ada)


def test_what_is_prepared_is_opened_by_somebody_else(stage: Stage) -> None:
    decision = stage.prepared(about=About(stage.cast.sahel.pk, PROCEEDING, stage.cast.sahel))
    _also_for_sahel(stage)
    for deed in (opening.open_now, opening.announce):
        with pytest.raises(NotAllowed):
            deed(decision, by=stage.leila)


def test_what_the_register_says_of_it_is_kept_by_somebody_else(stage: Stage) -> None:
    decision = _about_sahel(stage)
    Decision.objects.filter(pk=decision.pk).update(state="adopted", is_public=True)
    _also_for_sahel(stage)
    for deed in (lambda: register.note_disagreement(decision, "All but us.", by=stage.leila), lambda: publishing.hide(decision, by=stage.leila)):
        with pytest.raises(NotAllowed):
            deed()


def test_where_nobody_else_coordinates_whoever_runs_the_installation_leads_it(stage: Stage) -> None:
    decision = _about_sahel(stage, MEETING)
    _also_for_sahel(stage)
    refused = may_withdraw(stage.leila, decision)
    assert "Nobody else coordinates here: whoever runs the installation has to do it." in str(refused.reason)
    within = decision.coalition
    steward = Actor(capacity=Capacity.STEWARD, coalition_id=within.pk, chain_id=within.chain_id, roles=frozenset({Role.COORDINATOR}))
    for actor in (steward, system().within(within.pk, within.chain_id), stage.cast.operator.within(within.pk, within.chain_id)):
        assert is_impartial(actor, decision).allowed
    assert may_close(stage.cast.operator.within(within.pk, within.chain_id), decision).allowed


def test_a_mandate_that_is_over_binds_nobody(stage: Stage) -> None:
    decision = _about_sahel(stage)
    _also_for_sahel(stage)
    Mandate.objects.filter(person_id=stage.leila.person_id, organisation=stage.cast.sahel).update(ends_at=time.now())
    assert may_withdraw(stage.leila, decision).allowed


def test_the_page_says_why_one_does_not_lead_it(stage: Stage) -> None:
    decision = _about_sahel(stage)
    page = reverse("decision", args=["quiet-fields", decision.pk])
    withdraw = reverse("decision-withdraw", args=["quiet-fields", decision.pk])
    leila = signed_in(stage.cast.leila)
    assert withdraw in leila.get(page).content.decode()
    _another_coordinator(stage)
    _also_for_sahel(stage)
    told = leila.get(page).content.decode()
    assert "Somebody else who coordinates has to do it." in told
    assert withdraw not in told
    assert leila.get(withdraw).status_code == 404
