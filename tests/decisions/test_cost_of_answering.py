"""What an answer costs the database: as little for one as for many, whoever holds proxies and however many have answered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commoncall.decisions.actions import answering, proxies
from commoncall.decisions.models import Decision, Response
from commoncall.decisions.rules.rule import Answer
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import Conflict
from tests.decisions.deciding import MAJORITY, SECRET, Stage
from tests.scene import signed_in

pytestmark = pytest.mark.django_db

#: From the beginning of the transaction: the decision and the clock, the mandate, the place on the roll, the answer, the ask, the history.
STATEMENTS_OF_AN_ANSWER = 6
#: Besides these: the session, the account, its mandates, the decision, the organisation; and the session again, which says what was done.
STATEMENTS_OF_A_REQUEST = STATEMENTS_OF_AN_ANSWER + 6


def _page(decision: Decision) -> str:
    return reverse("decision", args=["quiet-fields", decision.pk])


def _browser(actor: Actor) -> Client:
    assert actor.account_id is not None
    return signed_in(Account.objects.get(pk=actor.account_id))


def _asked(captured: CaptureQueriesContext) -> list[str]:
    """Return the statements but for those that begin and end transactions."""
    return [one["sql"] for one in captured.captured_queries if one["sql"].split()[0] not in {"BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"}]


def test_the_page_asks_no_more_however_many_proxies_its_reader_holds(stage: Stage) -> None:
    decision = stage.opened(replace(MAJORITY, proxies=9))
    nour, asked = _browser(stage.nour), []
    nour.get(_page(decision))
    for giver in (None, stage.cast.sahel, stage.cast.campos, stage.cast.lantern):
        if giver is not None:
            proxies.give(decision, giver, stage.cast.amal, by=stage.everybody[giver])
        with CaptureQueriesContext(connection) as captured:
            page = nour.get(_page(decision)).content.decode()
        asked.append(len(_asked(captured)))
        assert page.count('name="for"') == len(asked)
    # With the first proxy one more question is asked, of whose they are; with all others none.
    assert asked[1] - asked[0] <= 1
    assert len(set(asked[1:])) == 1


def test_an_answer_takes_a_handful_of_statements(stage: Stage) -> None:
    decision = stage.opened()
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    with CaptureQueriesContext(connection) as captured:
        answering.answer(decision, stage.cast.amal, Answer.AGREE, by=stage.nour)
    assert len(_asked(captured)) == STATEMENTS_OF_AN_ANSWER


def test_a_whole_request_takes_few_more(stage: Stage) -> None:
    decision = stage.opened()
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    nour = _browser(stage.nour)
    nour.get(_page(decision))
    with CaptureQueriesContext(connection) as captured:
        answer = nour.post(_page(decision), {"answer": "agree", "for": str(stage.cast.amal.pk)})
    assert answer.status_code == 302
    assert len(_asked(captured)) == STATEMENTS_OF_A_REQUEST


def test_nobody_answers_by_the_page_for_those_they_do_not_speak_for(stage: Stage) -> None:
    decision = stage.opened(replace(MAJORITY, proxies=9))
    nour = _browser(stage.nour)
    for wrong in (str(stage.cast.sahel.pk), "nobody", str(decision.pk)):
        assert nour.post(_page(decision), {"answer": "agree", "for": wrong}).status_code == 404
    proxies.give(decision, stage.cast.sahel, stage.cast.amal, by=stage.amina)
    assert nour.post(_page(decision), {"answer": "agree", "for": str(stage.cast.sahel.pk)}).status_code == 302
    assert Response.objects.get(decision=decision).organisation == stage.cast.sahel


def test_an_answer_in_the_open_is_refused_where_the_vote_is_secret(stage: Stage) -> None:
    decision = stage.opened(SECRET)
    with pytest.raises(Conflict):
        answering.in_the_open(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    stale = Decision.objects.get(pk=decision.pk)
    stale.rule = MAJORITY.as_stored()
    with pytest.raises(Conflict):
        answering.in_the_open(stale, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    assert not Response.objects.exists()
