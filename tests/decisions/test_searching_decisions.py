"""Decisions are found by their words, by those who may know of them."""

from __future__ import annotations

from datetime import date

import pytest

from commoncall.decisions.actions import answering, opening, register
from commoncall.decisions.actions.preparing import Deciders
from commoncall.decisions.rules.rule import Answer
from commoncall.kernel.authority import Actor
from commoncall.kernel.labels import Label
from commoncall.kernel.search.queries.finding import find
from tests.decisions.deciding import SILENCE, Stage
from tests.searching import catch_up

pytestmark = pytest.mark.django_db


def _found(actor: Actor, words: str) -> list[str]:
    return [
        "".join(piece.text for piece in result.title)
        for group in find(actor, words).groups
        if group.kind.name == "decisions"
        for result in group.results
    ]


def test_a_decision_is_found_once_it_was_put_to_somebody_and_by_its_label(stage: Stage) -> None:
    deniz = stage.cast.actor(stage.cast.deniz)
    draft = stage.prepared(SILENCE, title="Kittiwakes in Geneva", deciders=Deciders(region="142"))
    catch_up()
    assert [_found(one, "kittiwakes") for one in (stage.leila, stage.amina)] == [["Kittiwakes in Geneva"], []]
    opening.open_now(draft, by=stage.leila)
    stage.opened(SILENCE, title="Secret kittiwakes", label=Label.AMBER_STRICT, deciders=Deciders(region="142"))
    catch_up()
    assert _found(stage.amina, "kittiwakes") == ["Kittiwakes in Geneva"]
    assert _found(deniz, "kittiwakes") == []
    assert sorted(_found(stage.leila, "kittiwakes")) == ["Kittiwakes in Geneva", "Secret kittiwakes"]


def test_what_organisations_answer_is_not_found(stage: Stage) -> None:
    decision = stage.opened(SILENCE)
    answering.answer(decision, stage.cast.lantern, Answer.OBJECT, "Oystercatchers are watched.", by=stage.mina)
    catch_up()
    assert _found(stage.leila, "oystercatchers") == []
    assert _found(stage.amina, "Geneva") == ["Speak up in Geneva"]


def test_what_was_entered_later_is_found_by_its_source(stage: Stage) -> None:
    past = register.Past("One voice", date(2025, 5, 2), "The assembly in Beirut", "Minutes of the cormorant session")
    register.enter_later(stage.cast.quiet_fields, past, by=stage.leila)
    catch_up()
    assert _found(stage.amina, "cormorant") == ["One voice"]
