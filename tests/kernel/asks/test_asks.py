"""What is asked of whom, until when; who sees it, who answers it, and what is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import translation
from django.utils.translation import gettext_lazy

from commoncall.kernel.asks import actions, kinds, queries, rules
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import VISITOR, Actor, Role, operator
from commoncall.kernel.history import queries as book
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from tests.cast import Cast

CONFIRM = kinds.find("tests.confirm") or kinds.ask_kind(
    "tests.confirm", "Confirm your particulars", "%(organisation)s is asked to confirm its %(what)s.", "members"
)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def ask(cast: Cast, **more: object) -> Ask:
    given = {"coalition": cast.quiet_fields, "by": cast.actor(cast.leila), "facts": {"what": "address"}} | more
    return actions.ask(CONFIRM, given.pop("coalition"), **given)


def everybody(cast: Cast) -> dict[str, Actor]:
    return {key: cast.actor(getattr(cast, key)) for key in ("leila", "amina", "oumar", "deniz", "eva", "mina")}


def test_an_ask_waits_for_those_who_are_asked_and_for_nobody_else(cast: Cast) -> None:
    to_sahel = ask(cast, organisation=cast.sahel)
    to_deniz = ask(cast, person=cast.person(cast.deniz))
    to_coordinators = ask(cast, by=cast.actor(cast.amina))
    waiting = {key: list(queries.open_for(actor)) for key, actor in everybody(cast).items()}
    assert waiting == {"leila": [to_coordinators], "amina": [to_sahel], "oumar": [to_sahel], "deniz": [to_deniz], "eva": [], "mina": []}
    assert not queries.open_for(cast.actor(cast.viktor, cast.open_water))
    assert not queries.open_for(VISITOR)


def test_an_ask_of_a_person_is_not_for_everybody_in_the_organisation(cast: Cast) -> None:
    ask(cast, organisation=cast.sahel, person=cast.person(cast.amina))
    assert queries.open_for(cast.actor(cast.amina)).count() == 1
    assert not queries.open_for(cast.actor(cast.oumar))


def test_the_hats_of_one_person_are_answered_in_one_query_by_deadline(cast: Cast, django_assert_num_queries: object) -> None:
    later = ask(cast, organisation=cast.sahel, due_at=NOW + timedelta(days=9))
    whenever = ask(cast, organisation=cast.sahel)
    sooner = ask(
        cast, coalition=cast.open_water, organisation=cast.water, due_at=NOW + timedelta(days=1), by=cast.actor(cast.viktor, cast.open_water)
    )
    hats = [cast.actor(cast.amina), cast.actor(cast.amina, cast.open_water)]
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert list(queries.open_for_any(hats)) == [sooner, later, whenever]


def test_who_may_know_of_an_ask(cast: Cast) -> None:
    asked = ask(cast, organisation=cast.sahel)
    seen = {key for key, actor in everybody(cast).items() if asked in queries.visible_to(actor)}
    assert seen == {"leila", "amina", "oumar"}
    assert asked in queries.visible_to(operator())
    assert not queries.visible_to(VISITOR)


def test_an_ask_is_answered_once_by_one_of_those_asked(cast: Cast) -> None:
    asked = ask(cast, organisation=cast.sahel)
    for other in (cast.actor(cast.deniz), cast.actor(cast.leila), cast.actor(cast.viktor, cast.open_water)):
        with pytest.raises(NotAllowed):
            actions.answer(asked, by=other)
    with pytest.raises(NotAllowed):
        actions.answer(asked, by=replace(cast.actor(cast.amina), preview=True))
    answered = actions.answer(asked, by=cast.actor(cast.amina))
    assert (answered.answered_at, answered.answered_by) == (NOW, cast.person(cast.amina))
    assert not queries.open_for(cast.actor(cast.oumar))
    with pytest.raises(Conflict):
        actions.answer(asked, by=cast.actor(cast.oumar))
    told = book.told(book.visible_to(cast.actor(cast.oumar)).filter(kind="asks.answered"))[0].sentence
    assert told == "Amina Diallo answered for Forum Humanité Sahel: Confirm your particulars"


def test_an_ask_is_taken_back_by_whoever_made_it_or_a_coordinator(cast: Cast) -> None:
    made_by_amina = ask(cast, person=cast.person(cast.deniz), by=cast.actor(cast.amina))
    with pytest.raises(NotAllowed):
        actions.withdraw(made_by_amina, by=cast.actor(cast.deniz))
    actions.withdraw(made_by_amina, by=cast.actor(cast.amina))
    assert not queries.open_for(cast.actor(cast.deniz))
    with pytest.raises(Conflict):
        actions.answer(made_by_amina, by=cast.actor(cast.deniz))
    actions.withdraw(ask(cast, person=cast.person(cast.deniz), by=cast.actor(cast.amina)), by=cast.actor(cast.leila))


def test_nobody_asks_across_coalitions_from_outside_or_into_the_past(cast: Cast) -> None:
    with pytest.raises(NotVisible):
        ask(cast, organisation=cast.water)
    with pytest.raises(NotVisible):
        ask(cast, by=cast.actor(cast.viktor, cast.open_water))
    with pytest.raises(NotAllowed):
        ask(cast, by=VISITOR)
    with pytest.raises(Refusal):
        ask(cast, due_at=NOW)


def test_what_was_asked_is_told_in_the_language_of_whoever_reads_it(cast: Cast) -> None:
    kind = kinds.find("tests.own_data") or kinds.ask_kind("tests.own_data", gettext_lazy("Your data"), "", "members")
    actions.ask(kind, cast.quiet_fields, organisation=cast.sahel, by=cast.actor(cast.leila))
    said = book.visible_to(cast.actor(cast.leila)).filter(kind="asks.asked")
    assert book.told(said)[0].sentence.endswith(": Your data")
    with translation.override("fr"):
        assert book.told(said)[0].sentence.endswith(": Vos données")


def test_the_coordinators_are_named_in_the_language_of_whoever_reads_it(cast: Cast) -> None:
    with translation.override("ar"):
        ask(cast)
    said = book.visible_to(cast.actor(cast.leila)).filter(kind="asks.asked")
    assert "asked of the coordinators: " in book.told(said)[0].sentence


def test_an_ask_is_told_in_words_with_its_urgency(cast: Cast) -> None:
    ask(cast, organisation=cast.sahel, due_at=NOW + timedelta(hours=48), subject=cast.sahel.id)
    ask(cast, organisation=cast.sahel, due_at=NOW + timedelta(hours=49))
    Ask.objects.create(coalition=cast.quiet_fields, kind="gone.kind", organisation=cast.sahel, asked_at=NOW)
    first, second = queries.told(queries.open_for(cast.actor(cast.amina)))
    assert first.sentence == "Forum Humanité Sahel is asked to confirm its address."
    assert (first.page, first.about, first.coalition_slug) == ("members", cast.sahel.id, "quiet-fields")
    assert (first.is_urgent, first.is_late, second.is_urgent) == (True, False, False)
    with time_machine.travel(NOW + timedelta(hours=48, seconds=1)):
        assert queries.told(queries.open_for(cast.actor(cast.amina)))[0].is_late


def test_those_asked_are_reminded_once_within_the_last_two_days(cast: Cast) -> None:
    soon = ask(cast, organisation=cast.sahel, due_at=NOW + timedelta(days=3))
    ask(cast, organisation=cast.sahel)
    answered = ask(cast, organisation=cast.sahel, due_at=NOW + timedelta(days=3))
    actions.answer(answered, by=cast.actor(cast.amina))
    assert not queries.to_be_reminded()
    with time_machine.travel(NOW + timedelta(days=1, seconds=1)):
        assert list(queries.to_be_reminded()) == [soon]
        actions.note_reminders([soon])
        assert not queries.to_be_reminded()


def test_a_day_without_an_hour_ends_with_its_last_second_in_utc() -> None:
    assert rules.end_of(date(2026, 11, 27)) == datetime(2026, 11, 27, 23, 59, 59, tzinfo=UTC)


def test_coordinators_are_those_of_the_coalition_and_not_the_operator(cast: Cast) -> None:
    ask(cast)
    assert not queries.open_for(cast.operator)
    assert Role.COORDINATOR in cast.actor(cast.leila).roles
