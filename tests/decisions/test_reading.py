"""Who may know of which decision, what is told of answers, and what the register and the public read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from commoncall.decisions.actions import answering, dissociating, entering, opening, preparing, register
from commoncall.decisions.actions.preparing import Deciders
from commoncall.decisions.actions.register import Past
from commoncall.decisions.models import Decision
from commoncall.decisions.queries import answers, decisions, public
from commoncall.decisions.queries import register as book
from commoncall.decisions.rules.rule import Answer, Dissociation, Division, Time
from commoncall.kernel import time
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.authority import VISITOR, Actor
from commoncall.kernel.history import queries as history
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Label, Naming
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import NotAllowed, NotVisible, Refusal
from commoncall.leadership.actions import bodies, seats, sittings
from tests.cast import make_member
from tests.decisions.deciding import MAJORITY, SILENCE, Stage, at_its_end

pytestmark = pytest.mark.django_db

MINUTES = Past("We speak with one voice", date(2025, 5, 2), "The assembly in Beirut, by show of hands", "Minutes of 2 May 2025, page 3")


def _known(decision: Decision, *actors: object) -> list[bool]:
    return [decisions.visible_to(one).filter(pk=decision.pk).exists() for one in actors]  # type: ignore[arg-type]


def test_a_decision_is_known_to_those_who_may_read_its_label(stage: Stage) -> None:
    cast = stage.cast
    readers = (stage.leila, stage.amina, cast.actor(cast.deniz), cast.actor(cast.viktor, cast.open_water), VISITOR)
    by_region = Deciders(region="142")
    told = {
        Label.AMBER_STRICT: [True, False, False, False, False],
        Label.AMBER: [True, True, False, False, False],
        Label.GREEN: [True, True, True, False, False],
        Label.CLEAR: [True, True, True, False, False],
    }
    for label, expected in told.items():
        assert _known(stage.opened(label=label, deciders=by_region), *readers) == expected, label
    red = stage.opened(label=Label.RED, deciders=by_region)
    assert _known(red, *readers, stage.nour) == [True, False, False, False, False, True], "who proposed it, and who is on the roll"
    with pytest.raises(NotVisible):
        decisions.one(stage.amina, red.pk)


def test_a_draft_is_known_to_those_who_prepare_it_alone(stage: Stage) -> None:
    draft = stage.prepared(label=Label.CLEAR)
    assert _known(draft, stage.leila, stage.amina) == [True, False]
    gone = preparing.withdraw(draft, "A mistake.", by=stage.leila)
    assert _known(gone, stage.leila, stage.amina) == [True, False]


def test_who_sits_in_the_body_knows_what_it_will_decide(stage: Stage) -> None:
    body = bodies.form(stage.cast.quiet_fields, bodies.Description(kind="committee"), by=stage.leila)
    seat = seats.give(body, stage.cast.sahel, seats.Terms(), by=stage.leila)
    sittings.seat_person(seat, stage.cast.person(stage.cast.amina), by=stage.leila)
    draft = stage.prepared(replace(MAJORITY, notice=Time(hours=2)), deciders=Deciders(body), label=Label.AMBER_STRICT)
    announced = opening.announce(draft, by=stage.leila)
    assert _known(announced, stage.amina, stage.nour) == [True, False]


def test_the_history_tells_titles_to_those_alone_who_may_read_them(stage: Stage) -> None:
    for label in (Label.RED, Label.AMBER_STRICT, Label.AMBER, Label.GREEN):
        at_its_end(stage.opened(SILENCE, label=label, title=f"Secretive {label}"))
    for label, is_told in ((Label.RED, False), (Label.AMBER_STRICT, False), (Label.AMBER, True)):
        about = history.visible_to(stage.amina).filter(subject=Decision.objects.get(label=label).pk, kind="decisions.closed")
        assert about.exists() == is_told, "what is not for members is not there, instead of without its title"
    deniz, lines = stage.cast.actor(stage.cast.deniz), {}
    for name, actor in (("deniz", deniz), ("amina", stage.amina), ("leila", stage.leila)):
        lines[name] = " ".join(one.sentence for one in history.told(history.visible_to(actor).filter(kind__startswith="decisions.")))
    assert "Secretive green" in lines["deniz"]
    for label in (Label.RED, Label.AMBER_STRICT, Label.AMBER):
        assert f"Secretive {label}" not in lines["deniz"]
        assert f"Secretive {label}" not in lines["amina"]
    assert "Secretive amber+strict" in lines["leila"]
    assert "Secretive red" not in lines["leila"]


def test_free_words_about_a_decision_for_members_reach_neither_observers_nor_those_for_whom_it_became_too_narrow(stage: Stage) -> None:
    """The kinds of entry are for all inside: it is the label of the decision that says who inside reads of it, now."""
    cast, deniz = stage.cast, stage.cast.actor(stage.cast.deniz)

    def told(actor: Actor) -> str:
        return " ".join(one.sentence for one in history.told(history.visible_to(actor)))

    for label in (Label.AMBER, Label.GREEN):
        preparing.withdraw(stage.opened(SILENCE, label=label), f"The ministry {label} called.", by=stage.leila)
        register.enter_later(cast.quiet_fields, replace(MINUTES, label=label, source=f"The folder {label}."), by=stage.leila)
    for part in ("The ministry amber called", "The folder amber"):
        assert part in told(stage.amina)
        assert part in told(stage.leila)
        assert part not in told(deniz)
    for part in ("The ministry green called", "The folder green"):
        assert part in told(deniz)
    Decision.objects.update(label=Label.AMBER_STRICT)
    assert "The folder" not in told(stage.amina)
    assert "The ministry green called" in told(stage.amina), "it is on the roll"
    assert "The folder amber" in told(stage.leila)


def test_of_an_organisation_that_is_not_named_nothing_is_told_but_its_answer(stage: Stage) -> None:
    decision = stage.opened(SILENCE)
    entering.enter(decision, stage.cast.lantern, Answer.STAND_ASIDE, "Yangon is watched.", "phone", "Mina Sato", by=stage.leila)
    line = next(one for one in answers.standing(stage.amina, decision).lines if one.answer is Answer.STAND_ASIDE)
    assert (line.id, line.organisation_id, line.name, line.country, line.region, line.reason, line.came_how) == (None, None, "", "", "", "", "")
    assert "Mina Sato" not in repr(answers.standing(stage.amina, decision))
    full = next(one for one in answers.standing(stage.leila, decision).lines if one.answer is Answer.STAND_ASIDE)
    assert (full.name, full.country, full.reason) == ("Hidden Lantern Circle", "MM", "Yangon is watched.")


def test_where_somebody_is_not_named_nothing_is_broken_down(stage: Stage) -> None:
    decision = stage.opened(replace(MAJORITY, quorum_division=Division.REGION))
    answering.answer(decision, stage.cast.sahel, Answer.AGREE, by=stage.amina)
    seen = {name: answers.standing(actor, decision).report for name, actor in (("amina", stage.amina), ("leila", stage.leila))}
    assert seen["amina"] is not None
    assert seen["leila"] is not None
    assert (seen["amina"].divisions, seen["amina"].missing_divisions) == ({}, ())
    assert (seen["leila"].divisions, seen["leila"].missing_divisions) == ({"002": 1, "142": 0}, ("142",))


def test_those_who_did_not_go_along_stand_first(stage: Stage) -> None:
    decision = stage.opened(MAJORITY)
    answering.answer(decision, stage.cast.amal, Answer.AGREE, by=stage.nour)
    answering.answer(decision, stage.cast.sahel, Answer.AGAINST, by=stage.amina)
    names = [one.name for one in answers.standing(stage.leila, decision).lines]
    assert names == ["Forum Humanité Sahel", "Al-Amal Survivors’ Network", "Campos Livres", "Hidden Lantern Circle"]


def test_how_it_stands_takes_as_many_queries_for_many_as_for_few(stage: Stage, django_assert_max_num_queries: object) -> None:
    for number in range(30):
        make_member(stage.cast.quiet_fields, stage.cast.operator, f"Member {number}", "KE")
    decision = stage.opened(MAJORITY)
    for one in [one.organisation for one in decision.roll.select_related("organisation")]:
        entering.enter(decision, one, Answer.AGREE, "", "paper", "Folder 1", by=stage.leila)
    decision = decisions.one(stage.leila, decision.pk)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        assert answers.standing(stage.leila, decision).voted == 34


def test_what_was_decided_before_is_entered_later_and_marked(stage: Stage) -> None:
    entry = register.enter_later(stage.cast.quiet_fields, MINUTES, by=stage.leila)
    assert (entry.number, entry.state, entry.decided_on, entry.source, entry.entered_by_id) == (
        1,
        "adopted",
        date(2025, 5, 2),
        "Minutes of 2 May 2025, page 3",
        stage.leila.person_id,
    )
    assert Entry.objects.get(kind="decisions.entered_later").particulars.data["source"] == entry.source
    corrected = register.correct(entry, replace(MINUTES, decided_on=date(2025, 5, 3)), by=stage.leila)
    assert corrected.decided_on == date(2025, 5, 3)
    assert Entry.objects.get(kind="decisions.entry_corrected").particulars.data["before"]["decided_on"] == "2025-05-02"
    with pytest.raises(Refusal, match="stays as it is"):
        register.correct(at_its_end(stage.opened(SILENCE)), MINUTES, by=stage.leila)
    with pytest.raises(NotAllowed):
        register.enter_later(stage.cast.quiet_fields, MINUTES, by=stage.amina)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"how": ""}, "how"),
        ({"source": ""}, "source"),
        ({"state": "open"}, "state"),
        ({"decided_on": date(2999, 1, 1)}, "decided_on"),
    ],
)
def test_an_entry_without_its_source_is_refused(stage: Stage, change: dict[str, object], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        register.enter_later(stage.cast.quiet_fields, replace(MINUTES, **change), by=stage.leila)
    assert refused.value.field == field


def test_the_register_is_searched_by_words_state_kind_and_year(stage: Stage) -> None:
    coalition = stage.cast.quiet_fields
    register.enter_later(coalition, MINUTES, by=stage.leila)
    register.enter_later(coalition, replace(MINUTES, title="No common logo", state="not_adopted", decided_on=date(2024, 1, 9)), by=stage.leila)
    rung = stage.rung("statement", SILENCE)
    made = preparing.prepare(coalition, preparing.Preparation("Speak up in Geneva", "Do we?", rung=rung), by=stage.leila)
    decided = at_its_end(opening.open_now(made, by=stage.leila))
    stage.prepared(title="A draft that nobody finds")

    def titles(**wanted: object) -> list[str]:
        return [one.title for one in book.register(stage.amina, **wanted).decisions]  # type: ignore[arg-type]

    assert titles() == ["Speak up in Geneva", "We speak with one voice", "No common logo"]
    assert titles(words="speak one") == ["We speak with one voice"]
    assert titles(words=f"#{decided.number}") == ["Speak up in Geneva"]
    assert titles(words="page 3 logo") == ["No common logo"]
    assert titles(state="not_adopted") == ["No common logo"]
    assert titles(kind="statement") == ["Speak up in Geneva"]
    assert titles(year=2024) == ["No common logo"]
    page = book.register(stage.amina)
    assert (page.total, page.pages, page.kinds) == (3, 1, ("statement",))
    assert set(page.years) == {2024, 2025, decided.closed_at.year}
    assert titles(words="finds") == []
    assert book.register(VISITOR).decisions == ()


def test_the_register_takes_as_many_queries_for_many_as_for_few(stage: Stage, django_assert_max_num_queries: object) -> None:
    for number in range(40):
        register.enter_later(stage.cast.quiet_fields, replace(MINUTES, title=f"Number {number}"), by=stage.leila)
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        page = book.register(stage.leila, page=2)
    assert (page.total, page.pages, len(page.decisions)) == (40, 2, 15)


def test_disagreement_that_remained_is_noted_and_a_review_is_asked_for_when_its_day_comes(stage: Stage) -> None:
    decision = at_its_end(stage.opened(SILENCE))
    register.note_disagreement(decision, "Two members would have said less.", by=stage.leila)
    assert Decision.objects.get(pk=decision.pk).disagreement == "Two members would have said less."
    with pytest.raises(Refusal):
        register.set_review(decision, date(2020, 1, 1), by=stage.leila)
    day = time.now().date() + timedelta(days=30)
    register.set_review(decision, day, by=stage.leila)
    assert register.ask_for_reviews(day - timedelta(days=1)) == 0
    assert (register.ask_for_reviews(day), register.ask_for_reviews(day), register.ask_for_reviews(day + timedelta(days=9))) == (1, 0, 0)
    assert [one.subject for one in asks.open_for(stage.leila)] == [decision.pk]
    register.reviewed(decision, by=stage.leila)
    assert not asks.open_for(stage.leila).exists()
    register.set_review(decision, day + timedelta(days=365), by=stage.leila)
    assert register.ask_for_reviews(day + timedelta(days=365)) == 1


def _published(stage: Stage, rule: object = SILENCE, **more: object) -> Decision:
    Coalition.objects.filter(pk=stage.cast.quiet_fields.pk).update(is_public=True)
    stage.cast.quiet_fields.refresh_from_db()
    return at_its_end(stage.opened(rule, is_public=True, label=Label.CLEAR, **more))  # type: ignore[arg-type]


def test_the_public_reads_what_was_made_public_and_is_decided(stage: Stage) -> None:
    shown = _published(stage)
    at_its_end(stage.opened(SILENCE, title="Not for the public"))
    stage.opened(SILENCE, is_public=True, title="Not decided yet")
    assert [one.decision for one in public.whole(stage.cast.quiet_fields)] == [shown]
    Coalition.objects.filter(pk=stage.cast.quiet_fields.pk).update(is_public=False)
    assert public.whole(stage.cast.quiet_fields) == []


def test_a_published_text_lists_all_but_those_who_dissociated(stage: Stage) -> None:
    """M5: the published text lists all members except us."""
    decision = _published(stage)
    before = book.signed(decision).listed
    assert before is not None
    assert [one.name for one in before.named] == ["Al-Amal Survivors’ Network", "Forum Humanité Sahel"]
    dissociating.dissociate(decision, stage.cast.sahel, by=stage.amina)
    signed = book.signed(decision)
    assert signed.listed is not None
    assert [one.name for one in signed.listed.named] == ["Al-Amal Survivors’ Network"]
    assert signed.apart is None


def test_by_the_setting_of_the_rule_it_carries_a_note_instead(stage: Stage) -> None:
    decision = _published(stage, replace(SILENCE, dissociation=Dissociation.NOTED))
    dissociating.dissociate(decision, stage.cast.sahel, by=stage.amina)
    signed = book.signed(decision)
    assert signed.listed is not None
    assert signed.apart is not None
    assert [one.name for one in signed.apart.named] == ["Forum Humanité Sahel"]
    assert "Forum Humanité Sahel" in {one.name for one in signed.listed.named}


@pytest.mark.parametrize("way", [Dissociation.UNLISTED, Dissociation.NOTED])
def test_that_an_unlisted_member_dissociated_shows_nowhere_in_public(stage: Stage, way: Dissociation) -> None:
    """Neither a name, nor a count that has become smaller by one, nor a note without names."""
    cast = stage.cast
    for number in range(3):
        make_member(cast.quiet_fields, cast.operator, f"Hidden {number}", "MM", naming=Naming.COORDINATORS)
    decision = _published(stage, replace(SILENCE, dissociation=way))
    before = book.signed(decision)
    dissociating.dissociate(decision, cast.lantern, by=stage.mina)
    after = book.signed(decision)
    assert before.listed is not None
    assert after.listed is not None
    assert "Hidden" not in repr([one.name for one in after.listed.named])
    assert after.listed.named == before.listed.named
    assert after.apart is None
    assert after.listed.unnamed == before.listed.unnamed
    assert before.listed.unnamed == (0 if way is Dissociation.UNLISTED else 5), "five less one would tell of one, and so would none after five"
