"""A draft is written language by language; what was adopted no longer changes, but for its translations."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commoncall.call import rules
from commoncall.call.actions import texts
from commoncall.call.actions.texts import Words
from commoncall.call.models import Version
from commoncall.call.queries import texts as read
from commoncall.kernel.history import queries as history
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.procedures import undoing
from tests.call.conftest import ARABIC, FIRST, Adopt
from tests.cast import Cast


def test_demands_are_read_from_paragraphs_whatever_numbers_stand_before_them() -> None:
    assert rules.demands_in("1. Join the treaty.\n\n 2) Clear\nthe land.\n\n\n٣. اعتنوا بالناجين.\n\n- Keep 10 per cent.") == [
        "Join the treaty.",
        "Clear the land.",
        "اعتنوا بالناجين.",
        "Keep 10 per cent.",
    ]


def test_a_draft_begins_in_the_language_of_the_coalition_and_two_who_begin_get_the_same(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    draft = texts.begin(cast.quiet_fields, "call", by=leila)
    assert (draft.language, draft.number, draft.state) == ("en", None, "draft")
    assert texts.begin(cast.quiet_fields, "call", by=leila) == draft
    assert texts.begin(cast.quiet_fields, "charter", by=leila) != draft


def test_the_next_draft_begins_with_the_words_in_force_and_its_translations_wait_to_be_looked_at(cast: Cast, first: Version) -> None:
    leila = cast.actor(cast.leila)
    texts.word(first, "ar", ARABIC, is_ready=True, by=leila)
    draft = texts.begin(cast.quiet_fields, "call", by=leila)
    copied = read.wordings(draft)
    assert [(one.language, one.is_ready) for one in copied.values()] == [("en", False), ("ar", False)]
    assert copied["ar"].demands == list(ARABIC.demands)


@pytest.mark.parametrize("who", ["amina", "deniz", "eva"])
def test_only_coordinators_draft(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        texts.begin(cast.quiet_fields, "call", by=cast.actor(getattr(cast, who)))
    draft = texts.begin(cast.quiet_fields, "call", by=cast.actor(cast.leila))
    for deed in (
        lambda by: texts.word(draft, "en", FIRST, by=by),
        lambda by: texts.discard(draft, by=by),
        lambda by: texts.choose_authoritative(draft, "ar", by=by),
        lambda by: texts.remove_wording(draft, "ar", by=by),
        lambda by: texts.open_to(draft.text, ["company"], by=by),
        lambda by: texts.close(draft.text, by=by),
    ):
        with pytest.raises(NotAllowed):
            deed(cast.actor(getattr(cast, who)))


def test_a_coordinator_of_another_coalition_finds_no_such_text(cast: Cast, first: Version) -> None:
    viktor = cast.actor(cast.viktor, cast.open_water)
    with pytest.raises(NotVisible):
        texts.word(first, "fr", ARABIC, by=viktor)
    with pytest.raises(NotVisible):
        texts.begin(cast.quiet_fields, "call", by=viktor)
    with pytest.raises(NotVisible):
        texts.close(first.text, by=viktor)


def test_a_translation_that_is_ready_has_a_title_and_as_many_demands(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    draft = texts.begin(cast.quiet_fields, "call", by=leila)
    texts.word(draft, "en", FIRST, by=leila)
    with pytest.raises(Refusal, match="3 demands, and this translation 2") as refused:
        texts.word(draft, "ar", replace(ARABIC, demands=ARABIC.demands[:2]), is_ready=True, by=leila)
    assert refused.value.field == "demands"
    with pytest.raises(Refusal, match="no title in this language yet: Arabic"):
        texts.word(draft, "ar", replace(ARABIC, title=" "), is_ready=True, by=leila)
    unfinished = texts.word(draft, "ar", replace(ARABIC, demands=ARABIC.demands[:2]), by=leila)
    assert not unfinished.is_ready
    assert texts.word(draft, "ar", ARABIC, is_ready=True, by=leila).is_ready


def test_a_language_that_there_is_none_of_is_refused(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    draft = texts.begin(cast.quiet_fields, "call", by=leila)
    with pytest.raises(Refusal, match="not the code of a language"):
        texts.word(draft, "q!", FIRST, by=leila)


def test_whoever_wrote_from_an_older_state_is_told_who_changed_it(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    draft = texts.begin(cast.quiet_fields, "call", by=leila)
    seen = texts.word(draft, "en", FIRST, by=leila).changed_at
    texts.word(draft, "en", replace(FIRST, title="Quiet"), unchanged_since=seen, by=leila)
    with pytest.raises(Conflict, match="Leila Haddad changed this meanwhile"):
        texts.word(draft, "en", replace(FIRST, title="Loud"), unchanged_since=seen, by=leila)
    assert read.wording_for(draft, "en").title == "Quiet"


def test_writing_the_same_again_writes_no_history(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    draft = texts.begin(cast.quiet_fields, "call", by=leila)
    texts.word(draft, "en", FIRST, by=leila)
    texts.word(draft, "en", replace(FIRST, title=f"  {FIRST.title} "), by=leila)
    assert history.visible_to(leila).filter(kind="call.worded").count() == 1


def test_what_was_adopted_is_frozen_but_for_its_translations_which_are_recorded(cast: Cast, first: Version) -> None:
    leila = cast.actor(cast.leila)
    with pytest.raises(Conflict, match="cannot be changed"):
        texts.word(first, "en", replace(FIRST, title="Another"), by=leila)
    texts.word(first, "ar", ARABIC, is_ready=True, by=leila)
    texts.word(first, "ar", replace(ARABIC, title="الحقول"), is_ready=True, by=leila)
    told = [line.sentence for line in history.told(history.visible_to(cast.actor(cast.amina)).filter(kind__startswith="call.translation"))]
    assert told == [
        "Leila Haddad corrected a translation of version 1 of the call: Arabic.",
        "Leila Haddad added a translation to version 1 of the call: Arabic.",
    ]
    corrected = history.visible_to(leila).filter(kind="call.translation_corrected").get()
    assert corrected.particulars.data["before"]["title"] == ARABIC.title
    for deed in (lambda: texts.discard(first, by=leila), lambda: texts.choose_authoritative(first, "ar", by=leila)):
        with pytest.raises(Conflict, match="Version 1 has been adopted meanwhile"):
            deed()


def test_a_superseded_version_keeps_its_words(cast: Cast, first: Version, adopt: Adopt) -> None:
    adopt("Join the treaty now.")
    with pytest.raises(Conflict, match="no longer in force"):
        texts.word(first, "ar", ARABIC, by=cast.actor(cast.leila))


def test_the_authoritative_language_changes_only_to_one_that_is_written(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    draft = texts.begin(cast.quiet_fields, "call", by=leila)
    texts.word(draft, "en", FIRST, by=leila)
    with pytest.raises(Refusal, match="says nothing in this language yet"):
        texts.choose_authoritative(draft, "ar", by=leila)
    texts.word(draft, "ar", ARABIC, by=leila)
    assert texts.choose_authoritative(draft, "ar", by=leila).language == "ar"
    with pytest.raises(Refusal, match="authoritative language"):
        texts.remove_wording(draft, "ar", by=leila)
    texts.remove_wording(draft, "en", by=leila)
    assert list(read.wordings(draft)) == ["ar"]


def test_a_discarded_draft_can_be_taken_up_again_unless_another_was_begun(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    draft = texts.begin(cast.quiet_fields, "call", by=leila)
    texts.discard(draft, by=leila)
    with pytest.raises(Conflict, match="discarded meanwhile"):
        texts.discard(draft, by=leila)
    entry = history.visible_to(leila).filter(kind="call.draft_discarded").get()
    other = texts.begin(cast.quiet_fields, "call", by=leila)
    assert other != draft
    with pytest.raises(Conflict, match="Another draft was begun"):
        undoing.undo(entry.id, by=leila)
    texts.discard(other, by=leila)
    undoing.undo(entry.id, by=leila)
    assert read.draft(cast.quiet_fields, "call") == draft


def test_a_reader_gets_their_language_once_it_is_ready_and_else_the_authoritative_text(cast: Cast, first: Version) -> None:
    leila = cast.actor(cast.leila)
    texts.word(first, "ar", ARABIC, by=leila)
    assert read.wording_for(first, "ar").language == "en"
    texts.word(first, "ar", ARABIC, is_ready=True, by=leila)
    assert read.wording_for(first, "ar").language == "ar"
    assert read.wording_for(first, "ru").language == "en"


@pytest.mark.parametrize(("who", "sees"), [("leila", True), ("amina", True), ("deniz", False), ("eva", False)])
def test_drafts_are_for_members_and_coordinators(cast: Cast, first: Version, who: str, sees: bool) -> None:
    draft = texts.begin(cast.quiet_fields, "call", by=cast.actor(cast.leila))
    seen = set(read.visible_to(cast.actor(getattr(cast, who))))
    assert first in seen
    assert (draft in seen) is sees


def test_who_may_endorse_from_outside_is_chosen_and_can_be_undone(cast: Cast, first: Version) -> None:
    leila = cast.actor(cast.leila)
    opened = texts.open_to(first.text, ["individual", "company"], by=leila)
    assert opened.open_to == ["company", "individual"]
    with pytest.raises(Refusal, match="no such kind"):
        texts.open_to(first.text, ["robot"], by=leila)
    entry = history.visible_to(leila).filter(kind="call.opened_to").get()
    assert history.told([entry])[0].sentence == "Leila Haddad chose who may endorse the call from outside: companies, individuals."
    undoing.undo(entry.id, by=leila)
    opened.refresh_from_db()
    assert opened.open_to == []


def test_endorsing_ends_and_begins_again(cast: Cast, first: Version) -> None:
    leila = cast.actor(cast.leila)
    assert texts.close(first.text, by=leila).is_closed
    with pytest.raises(Conflict, match="over already"):
        texts.close(first.text, by=leila)
    assert not texts.reopen(first.text, by=leila).is_closed


def test_what_is_too_long_is_refused(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    draft = texts.begin(cast.quiet_fields, "call", by=leila)
    with pytest.raises(Refusal, match="300 characters"):
        texts.word(draft, "en", Words("t" * 301), by=leila)
    with pytest.raises(Refusal, match="at most 99 demands"):
        texts.word(draft, "en", Words("Title", demands=["One."] * 100), by=leila)
