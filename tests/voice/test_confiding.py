"""Who stands under a letter is read by each as they may know of it; no line, count or search tells anybody more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from commoncall.kernel.asks.models import Ask
from commoncall.kernel.history import queries as history
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Naming
from commoncall.kernel.refusals import NotVisible
from commoncall.voice.actions import doubts, signing, statements
from commoncall.voice.actions.statements import Publication
from commoncall.voice.models import Doubt, Letter, Signature
from commoncall.voice.queries import doubts as open_doubts
from commoncall.voice.queries import signatures
from tests.decisions.deciding import Stage
from tests.searching import catch_up, names
from tests.voice.speaking import adopted, locked, opened, prepared, sign, under

pytestmark = pytest.mark.django_db


def signed_by_all(stage: Stage, **terms: Any) -> Letter:
    letter = opened(stage, **terms)
    for organisation, by in stage.everybody.items():
        sign(letter, organisation, by)
    return letter


def test_each_reads_the_lines_of_those_of_whom_they_may_know(stage: Stage) -> None:
    cast = stage.cast
    letter = signed_by_all(stage, is_public=True)
    named = {cast.sahel.name, cast.amal.name}
    for actor, known in (
        (stage.leila, {*named, cast.campos.name, cast.lantern.name}),
        (stage.amina, {*named, cast.campos.name}),
        (cast.actor(cast.eva), named),
        (stage.mina, {*named, cast.campos.name, cast.lantern.name}),
    ):
        lines = signatures.lines(actor, letter)
        assert {one.name for one in lines if one.is_named} == known
        for one in lines:
            if not one.is_named:
                assert one == signatures.Line(None), "nothing tells who it is"
        assert [one.is_named for one in lines] == sorted((one.is_named for one in lines), reverse=True), "the unnamed stand at the end"
        assert len(lines) == 4


def test_who_authorised_a_signature_is_read_by_its_own_the_coordinators_and_where_the_letter_shows_people(stage: Stage) -> None:
    def told(letter: Letter, actor: object) -> dict[str, str]:
        return {one.name: one.authoriser for one in signatures.lines(actor, letter)}  # type: ignore[arg-type]

    quiet, shown = signed_by_all(stage), signed_by_all(stage, version=locked(stage, "Another"), shows_people=True)
    sahel, amal = stage.cast.sahel.name, stage.cast.amal.name
    assert (told(quiet, stage.amina)[sahel], told(quiet, stage.amina)[amal]) == ("Amina Diallo", "")
    assert told(quiet, stage.leila)[amal] == "Nour Aziz"
    assert told(shown, stage.amina)[amal] == "Nour Aziz"


def test_who_has_not_answered_is_named_to_those_who_may_know(stage: Stage) -> None:
    cast = stage.cast
    letter = opened(stage)
    sign(letter, cast.sahel, stage.amina)
    assert {one.name for one in signatures.waiting(stage.leila, letter)} == {cast.amal.name, cast.campos.name, cast.lantern.name, cast.lawyers.name}
    assert {one.name for one in signatures.waiting(stage.amina, letter)} == {cast.amal.name, cast.campos.name, cast.lawyers.name}


def test_a_single_signature_is_hidden_from_who_may_not_know(stage: Stage) -> None:
    letter = opened(stage)
    hidden = sign(letter, stage.cast.lantern, stage.mina)
    for actor in (stage.amina, stage.cast.actor(stage.cast.viktor, stage.cast.open_water)):
        with pytest.raises(NotVisible):
            signatures.found(actor, hidden.pk)
    assert signatures.found(stage.mina, hidden.pk) == hidden


def test_the_history_tells_of_a_signature_to_its_own_and_the_coordinators_alone(stage: Stage) -> None:
    letter = opened(stage)
    sign(letter, stage.cast.lantern, stage.mina)
    signing.withdraw(Signature.objects.get(), "Too dangerous.", by=stage.mina)
    assert all("Lantern" not in str(one.facts) for one in Entry.objects.all()), "facts hold no names"
    kinds = {"voice.signed", "voice.signature_withdrawn"}
    for actor, reads in ((stage.amina, False), (stage.mina, True), (stage.leila, True)):
        found = set(history.visible_to(actor).filter(kind__in=kinds).values_list("kind", flat=True))
        assert found == (kinds if reads else set())
    told = [one.sentence for one in history.told(history.visible_to(stage.leila))]
    assert any("Hidden Lantern Circle" in one for one in told)


def test_the_history_names_no_letter_to_those_who_may_not_read_it(stage: Stage) -> None:
    opened(stage, locked(stage, "A quiet matter"), is_public=False)
    opened(stage, locked(stage, "A loud matter"), is_public=True)
    told = " ".join(one.sentence for one in history.told(history.visible_to(stage.cast.actor(stage.cast.deniz))))
    assert "A loud matter" in told
    assert "A quiet matter" not in told


def test_statements_and_letters_are_found_by_those_who_may_read_them(stage: Stage) -> None:
    cast = stage.cast
    statements.publish(adopted(stage), Publication(is_public=False), by=stage.leila)
    opened(stage, locked(stage, "Letter on marshes"), is_public=False)
    prepared(stage, locked(stage, "Letter on dunes"))
    catch_up()
    assert names(stage.amina, "quiet", "statements") == ["Leave the fields quiet"]
    assert names(cast.actor(cast.eva), "quiet", "statements") == []
    assert names(stage.amina, "marshes", "letters") == ["Letter on marshes"]
    assert names(stage.amina, "Quill", "letters") == ["Letter on marshes"], "by its addressee"
    assert names(cast.actor(cast.deniz), "marshes", "letters") == []
    assert names(stage.amina, "dunes", "letters") == []
    assert names(stage.leila, "dunes", "letters") == ["Letter on dunes"]


def outside(letter: Letter, name: str, **more: Any) -> Signature:
    at = letter.opened_at
    told = {"kind": "organisation", "name": name, "searchable": name.casefold(), "made_at": at, "signed_at": at} | more
    return Signature.objects.create(coalition=letter.coalition, letter=letter, **told)


def test_those_outside_who_are_not_named_are_read_by_the_coordinators_alone(stage: Stage) -> None:
    letter = opened(stage, who=["members", "organisation"])
    outside(letter, "Reed Singers")
    outside(letter, "Silent Sedge", naming=Naming.COORDINATORS)
    assert {one.name for one in signatures.lines(stage.leila, letter)} == {"Reed Singers", "Silent Sedge"}
    assert [one.name for one in signatures.lines(stage.amina, letter)] == ["Reed Singers", ""]


def test_of_two_that_are_the_same_the_organisation_s_own_signature_stays(stage: Stage) -> None:
    cast = stage.cast
    letter = opened(stage, who=["members", "organisation"])
    sign(letter, cast.sahel, stage.amina)
    twice = outside(letter, "Forum Humanite Sahel")
    doubt = Doubt.objects.create(letter=letter, signature=twice, organisation=cast.sahel, why="name", found_at=letter.begun_at)
    assert open_doubts.open_of(stage.leila, letter) == [doubt]
    assert open_doubts.open_of(stage.amina, letter) == []
    doubts.settle(doubt, Doubt.Settled.SAME, by=stage.leila)
    assert under(letter) == {cast.sahel.name}
    assert Entry.objects.filter(kind="voice.signature_removed_as_same").count() == 1


def test_of_two_from_outside_the_earlier_stays_and_two_different_ones_both(stage: Stage) -> None:
    letter = opened(stage, who=["organisation"])
    names = ("Reed Singers", "The Reed Singers", "Reed Cutters")
    assert letter.opened_at is not None
    first, second, third = (outside(letter, name, signed_at=letter.opened_at + timedelta(minutes=nth)) for nth, name in enumerate(names))
    same = Doubt.objects.create(letter=letter, signature=second, other=first, why="name", found_at=letter.begun_at)
    other = Doubt.objects.create(letter=letter, signature=third, other=first, why="name", found_at=letter.begun_at)
    doubts.settle(same, Doubt.Settled.SAME, by=stage.leila)
    doubts.settle(other, Doubt.Settled.DIFFERENT, by=stage.leila)
    assert under(letter) == {"Reed Singers", "Reed Cutters"}
    assert open_doubts.open_of(stage.leila, letter) == []


def test_who_signed_from_outside_for_a_member_is_taken_out_and_the_member_is_asked(stage: Stage) -> None:
    letter = opened(stage, who=["organisation"])
    stranger = outside(letter, "Al Amal Network")
    doubt = Doubt.objects.create(letter=letter, signature=stranger, organisation=stage.cast.amal, why="name", found_at=letter.begun_at)
    doubts.settle(doubt, Doubt.Settled.SAME, by=stage.leila)
    assert under(letter) == set()
    asked = Ask.objects.filter(subject=letter.pk, organisation=stage.cast.amal, answered_at=None, withdrawn_at=None)
    assert asked.count() == 1, "it had been asked already, and is not asked twice"
    assert stage.cast.amal in signatures.waiting(stage.leila, letter)
