"""A draft is written by its group, in its languages; what was frozen no longer changes, and nobody else sees what was never shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from commoncall.drafting.actions import stages, texts, wordings
from commoncall.drafting.actions.texts import Beginning
from commoncall.drafting.models import Text, Version
from commoncall.drafting.queries import texts as read
from commoncall.drafting.rules.paragraphs import Paragraph, Style, digest
from commoncall.kernel.documents.blocks import Block, BlockStyle, Piece
from commoncall.kernel.history import queries as history
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Label
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.leadership.actions import bodies, seats, sittings
from commoncall.leadership.models import Body
from commoncall.membership.models import Membership
from commoncall.procedures import undoing
from tests.cast import Cast
from tests.drafting.conftest import ENGLISH, FRENCH, TITLE, Drafting

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(cast: Cast) -> Body:
    """A working group in which Oumar sits for Forum Humanité Sahel."""
    leila = cast.actor(cast.leila)
    body = bodies.form(cast.quiet_fields, bodies.Description(kind=Body.Kind.WORKING_GROUP, names={"en": "Drafters"}), by=leila)
    seat = seats.give(body, cast.sahel, seats.Terms(), by=leila)
    sittings.seat_person(seat, cast.person(cast.oumar), by=leila)
    return body


class TestBeginning:
    def test_a_text_begins_with_an_empty_draft_in_its_language(self, cast: Cast) -> None:
        version = texts.begin(cast.quiet_fields, Beginning("policy", "  On  land ", "fr"), by=cast.actor(cast.leila))
        assert (version.number, version.state, version.text.kind, version.text.title) == (1, "draft", "policy", "On  land")
        assert list(read.wordings(version)) == ["fr"]
        assert Entry.objects.get(kind="drafting.begun").facts["version"] == str(version.pk)

    @pytest.mark.parametrize(
        ("beginning", "field"),
        [
            (Beginning("poem", "x"), "kind"),
            (Beginning("statement", "  "), "title"),
            (Beginning("statement", "x" * 301), "title"),
            (Beginning("statement", "x", "xx-none"), "language"),
            (Beginning("statement", "x", label="red"), "label"),
            (Beginning("statement", "x", label="pink"), "label"),
            (Beginning("statement", "x", topic="t" * 81), "topic"),
        ],
    )
    def test_what_cannot_be_begun_says_what_is_wrong(self, cast: Cast, beginning: Beginning, field: str) -> None:
        with pytest.raises(Refusal) as refused:
            texts.begin(cast.quiet_fields, beginning, by=cast.actor(cast.leila))
        assert refused.value.field == field
        assert not Text.objects.exists()

    def test_only_coordinators_and_whoever_sits_in_the_group_begin_one(self, cast: Cast, group: Body) -> None:
        beginning = Beginning("statement", "Ours", group=group)
        with pytest.raises(NotAllowed):
            texts.begin(cast.quiet_fields, Beginning("statement", "Mine"), by=cast.actor(cast.oumar))
        with pytest.raises(NotAllowed):
            texts.begin(cast.quiet_fields, beginning, by=cast.actor(cast.amina))
        with pytest.raises(NotVisible):
            texts.begin(cast.open_water, Beginning("statement", "Theirs"), by=cast.actor(cast.leila))
        assert texts.begin(cast.quiet_fields, beginning, by=cast.actor(cast.oumar)).text.group == group

    def test_how_it_is_drafted_can_be_arranged_later(self, drafting: Drafting, group: Body) -> None:
        leila = drafting.cast.actor(drafting.cast.leila)
        arranged = texts.arrange(drafting.version.text, Beginning("letter", "Renamed", topic="sign", group=group, label=Label.GREEN), by=leila)
        arranged.refresh_from_db()
        assert (arranged.kind, arranged.title, arranged.topic, arranged.group, arranged.label) == ("letter", "Renamed", "sign", group, "green")
        assert arranged.language == "en"
        assert Entry.objects.filter(kind="drafting.arranged").count() == 1


class TestWho:
    def test_a_draft_is_read_by_the_group_and_coordinators_alone(self, drafting: Drafting, group: Body) -> None:
        cast, version = drafting.cast, drafting.version
        texts.arrange(version.text, Beginning("statement", TITLE, group=group), by=cast.actor(cast.leila))
        readers = {name for name in ("leila", "amina", "oumar", "deniz", "eva", "mina") if list(read.visible_to(cast.actor(getattr(cast, name))))}
        assert readers == {"leila", "oumar"}
        assert {name for name in ("leila", "amina", "oumar") if read.versions_visible_to(cast.actor(getattr(cast, name))).exists()} == readers
        with pytest.raises(NotVisible):
            read.one(cast.actor(cast.amina), version.text_id)
        with pytest.raises(NotVisible):
            wordings.word(version, "en", TITLE, ENGLISH[:1], by=cast.actor(cast.amina))

    def test_once_it_was_open_those_read_it_whom_its_label_lets(self, drafting: Drafting) -> None:
        cast = drafting.cast
        drafting.open()
        readers = {name for name in ("leila", "amina", "deniz", "eva", "mina") if list(read.visible_to(cast.actor(getattr(cast, name))))}
        assert readers == {"leila", "amina", "mina"}
        texts.arrange(drafting.version.text, Beginning("statement", TITLE, label=Label.GREEN), by=cast.actor(cast.leila))
        assert read.versions_visible_to(cast.actor(cast.deniz)).exists()
        texts.arrange(drafting.version.text, Beginning("statement", TITLE, label=Label.AMBER_STRICT), by=cast.actor(cast.leila))
        assert not read.visible_to(cast.actor(cast.amina)).exists()
        assert not read.visible_to(cast.actor(cast.viktor, cast.open_water)).exists()

    def test_the_next_draft_is_hidden_again_while_the_version_before_stays_to_be_read(self, drafting: Drafting) -> None:
        amina, leila = drafting.cast.actor(drafting.cast.amina), drafting.cast.actor(drafting.cast.leila)
        drafting.open()
        drafting.close()
        second = texts.next_version(drafting.version, by=leila)
        assert [one.number for one in read.versions(second.text, amina)] == [1]
        assert [one.number for one in read.versions(second.text, leila)] == [2, 1]
        with pytest.raises(NotVisible):
            read.version(amina, second.pk)

    def test_whoever_sits_in_the_group_drafts_and_whoever_is_only_read_to_does_not(self, drafting: Drafting, group: Body) -> None:
        cast = drafting.cast
        texts.arrange(drafting.version.text, Beginning("statement", TITLE, group=group), by=cast.actor(cast.leila))
        wordings.word(drafting.version, "en", TITLE, ENGLISH[:2], by=cast.actor(cast.oumar))
        drafting.open()
        with pytest.raises(NotAllowed):
            stages.close(drafting.version, by=cast.actor(cast.amina))
        assert stages.close(drafting.version, by=cast.actor(cast.oumar)).state == "closed"

    def test_the_seat_of_an_organisation_that_is_suspended_rests(self, drafting: Drafting, group: Body) -> None:
        cast = drafting.cast
        texts.arrange(drafting.version.text, Beginning("statement", TITLE, group=group), by=cast.actor(cast.leila))
        Membership.objects.filter(pk=cast.sahel.pk).update(standing="suspended")
        assert not read.visible_to(cast.actor(cast.oumar)).exists()

    def test_whoever_looks_as_somebody_else_drafts_nothing(self, drafting: Drafting) -> None:
        drafting_as = replace(drafting.cast.actor(drafting.cast.leila), preview=True)
        with pytest.raises(NotAllowed):
            wordings.word(drafting.version, "en", TITLE, ENGLISH[:1], by=drafting_as)

    def test_members_read_nothing_of_a_text_in_the_history_that_its_label_hides(self, drafting: Drafting) -> None:
        deniz, amina = drafting.cast.actor(drafting.cast.deniz), drafting.cast.actor(drafting.cast.amina)
        drafting.open()
        assert not history.visible_to(deniz).filter(kind__startswith="drafting.").exists()
        assert not history.visible_to(amina).filter(kind__startswith="drafting.").exists()
        texts.arrange(drafting.version.text, Beginning("statement", TITLE, label=Label.GREEN), by=drafting.cast.actor(drafting.cast.leila))
        drafting.close()
        told = history.told(history.visible_to(deniz).filter(kind__startswith="drafting."))
        assert [line.sentence for line in told] == [f"Amendments to version 1 of {TITLE} are over."]


class TestWords:
    def test_what_is_written_is_tidied_and_kept_with_its_keys_and_digest(self, drafting: Drafting) -> None:
        words = [Paragraph("ban", " Ban\nthem. "), Paragraph("", "New.", Style.ITEM, 40), Paragraph("empty", "  ")]
        kept = wordings.word(drafting.version, "en", " A title ", words, by=drafting.cast.actor(drafting.cast.leila))
        said = drafting.paragraphs()
        assert [(one.text, one.level) for one in said] == [("Ban them.", 1), ("New.", 9)]
        assert (said[0].key, bool(said[1].key), kept.title) == ("ban", True, "A title")
        assert kept.digest == digest("A title", said)

    @pytest.mark.parametrize(
        ("words", "field"),
        [
            ([Paragraph("a", "x"), Paragraph("a", "y")], "paragraphs"),
            ([Paragraph("a b", "x")], "paragraphs"),
            ([Paragraph("a", "x" * 20_001)], "paragraphs"),
            ([Paragraph("", "x")] * 2_001, "paragraphs"),
        ],
        ids=["twice", "key", "long", "many"],
    )
    def test_what_cannot_be_kept_is_refused_and_nothing_changes(self, drafting: Drafting, words: list[Paragraph], field: str) -> None:
        with pytest.raises(Refusal) as refused:
            wordings.word(drafting.version, "en", TITLE, words, by=drafting.cast.actor(drafting.cast.leila))
        assert refused.value.field == field
        assert drafting.paragraphs() == ENGLISH

    def test_who_writes_over_anothers_words_is_told_and_nothing_is_lost(self, drafting: Drafting) -> None:
        leila = drafting.cast.actor(drafting.cast.leila)
        seen = drafting.version.wordings.get(language="en").changed_at
        wordings.word(drafting.version, "en", TITLE, ENGLISH[:2], unchanged_since=seen, by=leila)
        with pytest.raises(Conflict, match="Leila Haddad"):
            wordings.word(drafting.version, "en", TITLE, ENGLISH[:1], unchanged_since=seen, by=leila)
        assert drafting.paragraphs() == ENGLISH[:2]

    def test_who_saw_no_translation_yet_does_not_write_over_one_that_came_meanwhile(self, drafting: Drafting) -> None:
        leila, long_ago = drafting.cast.actor(drafting.cast.leila), datetime(2000, 1, 1, tzinfo=UTC)
        wordings.word(drafting.version, "ar", "بيان", ENGLISH, unchanged_since=long_ago, by=leila)
        with pytest.raises(Conflict):
            wordings.word(drafting.version, "ar", "بيان آخر", ENGLISH, unchanged_since=long_ago, by=leila)

    def test_the_same_words_again_write_nothing(self, drafting: Drafting) -> None:
        before = Entry.objects.count()
        wordings.word(drafting.version, "en", TITLE, ENGLISH, by=drafting.cast.actor(drafting.cast.leila))
        assert Entry.objects.count() == before

    def test_from_the_first_opening_the_words_stay(self, drafting: Drafting) -> None:
        version, leila = drafting.open(), drafting.cast.actor(drafting.cast.leila)
        assert version.digest == digest(TITLE, ENGLISH)
        with pytest.raises(Conflict):
            wordings.word(version, "en", TITLE, ENGLISH[:1], by=leila)
        with pytest.raises(Conflict):
            wordings.remove_wording(version, "fr", by=leila)
        with pytest.raises(Conflict):
            wordings.choose_authoritative(version, "fr", by=leila)
        assert drafting.paragraphs() == ENGLISH

    def test_a_language_is_taken_out_but_for_the_authoritative_one(self, drafting: Drafting) -> None:
        leila = drafting.cast.actor(drafting.cast.leila)
        with pytest.raises(Refusal):
            wordings.remove_wording(drafting.version, "en", by=leila)
        wordings.remove_wording(drafting.version, "fr", by=leila)
        assert list(read.wordings(drafting.version)) == ["en"]
        with pytest.raises(NotVisible):
            wordings.remove_wording(drafting.version, "fr", by=leila)

    def test_another_language_becomes_the_authoritative_one_while_it_is_a_first_draft(self, drafting: Drafting) -> None:
        leila = drafting.cast.actor(drafting.cast.leila)
        with pytest.raises(Refusal):
            wordings.choose_authoritative(drafting.version, "ar", by=leila)
        wordings.choose_authoritative(drafting.version, "fr", by=leila)
        version = drafting.fresh()
        assert list(read.wordings(version)) == ["fr", "en"]
        assert drafting.open().digest == digest("Une déclaration", FRENCH)


class TestTranslations:
    def states(self, drafting: Drafting) -> dict[str, str]:
        return {one.language: one.state for one in read.translations(drafting.fresh())}

    def test_each_is_tracked_against_the_words_that_it_translates(self, drafting: Drafting) -> None:
        leila = drafting.cast.actor(drafting.cast.leila)
        drafting.cast.quiet_fields.languages = ["en", "fr", "ar"]
        drafting.cast.quiet_fields.save()
        assert self.states(drafting) == {"fr": "unchecked", "ar": "missing"}
        wordings.check(drafting.version.wordings.get(language="fr"), by=leila)
        assert self.states(drafting)["fr"] == "checked"
        wordings.word(drafting.version, "en", TITLE, ENGLISH[:3], by=leila)
        assert self.states(drafting)["fr"] == "out_of_date"
        wordings.word(drafting.version, "fr", "Une déclaration", FRENCH[:3], by=leila)
        assert self.states(drafting)["fr"] == "unchecked"
        wordings.check(drafting.version.wordings.get(language="fr"), by=leila)
        checked = next(one for one in read.translations(drafting.fresh()) if one.language == "fr")
        assert (checked.state, checked.checked_by) == ("checked", drafting.cast.person(drafting.cast.leila))

    def test_nobody_checks_words_that_changed_while_they_read(self, drafting: Drafting) -> None:
        leila, read_before = drafting.cast.actor(drafting.cast.leila), drafting.version.wordings.get(language="fr")
        wordings.word(drafting.version, "fr", "Une autre", FRENCH, by=leila)
        with pytest.raises(Conflict):
            wordings.check(read_before, by=leila)

    def test_the_authoritative_words_are_checked_against_nothing(self, drafting: Drafting) -> None:
        with pytest.raises(Refusal):
            wordings.check(drafting.version.wordings.get(language="en"), by=drafting.cast.actor(drafting.cast.leila))

    def test_of_a_published_version_translations_are_added_and_corrected_with_the_words_before_kept(self, drafting: Drafting) -> None:
        leila = drafting.cast.actor(drafting.cast.leila)
        stages.publish(stages.lock(drafting.version, by=leila), by=leila)
        wordings.word(drafting.version, "ar", "بيان", [Paragraph("ban", "على جميع الدول حظر الألغام.")], by=leila)
        wordings.word(drafting.version, "fr", "Une meilleure", FRENCH, by=leila)
        corrected = Entry.objects.get(kind="drafting.translation_corrected")
        assert corrected.particulars.data["before"]["title"] == "Une déclaration"
        assert Entry.objects.filter(kind="drafting.translation_added", facts__language="ar").exists()
        with pytest.raises(Conflict):
            wordings.word(drafting.version, "en", "Other", ENGLISH, by=leila)


class TestBringingIn:
    def blocks(self, *texts_of: str) -> list[Block]:
        return [Block((Piece(one),), BlockStyle.PARAGRAPH) for one in texts_of]

    def test_paragraphs_are_recognised_wherever_they_stand_now(self, drafting: Drafting) -> None:
        moved = self.blocks(ENGLISH[3].text, "Something quite different about aircraft.", ENGLISH[1].text.replace("All states", "All of the states"))
        wordings.bring_in(drafting.version, "en", moved, by=drafting.cast.actor(drafting.cast.leila))
        keys = [one.key for one in drafting.paragraphs()]
        assert (keys[0], keys[2], keys[1] in {"head", "care"}) == ("report", "ban", False)
        assert drafting.version.wordings.get(language="en").title == TITLE

    def test_a_first_translation_takes_the_keys_of_what_it_translates(self, drafting: Drafting) -> None:
        heading = Block((Piece("عنوان"),), BlockStyle.HEADING)
        wordings.bring_in(drafting.version, "ar", [heading, *self.blocks("أ", "ب", "ت")], by=drafting.cast.actor(drafting.cast.leila))
        assert [one.key for one in drafting.paragraphs(language="ar")] == ["head", "ban", "care", "report"]
        wordings.remove_wording(drafting.version, "ar", by=drafting.cast.actor(drafting.cast.leila))
        wordings.bring_in(drafting.version, "ar", [heading, *self.blocks("أ", "ب")], by=drafting.cast.actor(drafting.cast.leila))
        assert [one.key for one in drafting.paragraphs(language="ar")] == ["head", "ban", "care"]

    def test_what_a_file_leaves_without_a_number_stands_without_one(self, drafting: Drafting) -> None:
        blocks = [Block((Piece("Recalling the past,"),)), Block((Piece("States act."),), number="1")]
        wordings.bring_in(drafting.version, "en", blocks, by=drafting.cast.actor(drafting.cast.leila))
        assert [one.numbered for one in drafting.paragraphs()] == [False, True]

    def test_too_many_paragraphs_are_refused_before_they_are_compared(self, drafting: Drafting) -> None:
        with pytest.raises(Refusal):
            wordings.bring_in(drafting.version, "en", self.blocks("x") * 2_001, by=drafting.cast.actor(drafting.cast.leila))


class TestVersions:
    def test_the_next_version_has_the_same_words_and_keys_and_the_former_gives_way(self, drafting: Drafting) -> None:
        leila = drafting.cast.actor(drafting.cast.leila)
        wordings.check(drafting.version.wordings.get(language="fr"), by=leila)
        second = texts.next_version(drafting.version, change_note="Shorter.", by=leila)
        former = drafting.fresh()
        assert (second.number, second.state, second.former_id, second.change_note) == (2, "draft", former.pk, "Shorter.")
        assert (former.state, former.digest) == ("superseded", digest(TITLE, ENGLISH))
        assert (drafting.paragraphs(second), drafting.paragraphs(second, "fr")) == (ENGLISH, FRENCH)
        assert [one.state for one in read.translations(second) if one.language == "fr"] == ["checked"]

    def test_a_locked_version_stands_until_a_later_one_is_published(self, drafting: Drafting) -> None:
        leila = drafting.cast.actor(drafting.cast.leila)
        stages.lock(drafting.version, by=leila)
        second = texts.next_version(drafting.version, by=leila)
        assert drafting.fresh().state == "locked"
        stages.publish(stages.lock(second, by=leila), by=leila)
        assert (drafting.fresh().state, drafting.fresh(second).state) == ("superseded", "published")

    def test_there_is_one_draft_and_one_goes_on_from_the_latest(self, drafting: Drafting) -> None:
        leila = drafting.cast.actor(drafting.cast.leila)
        stages.lock(drafting.version, by=leila)
        second = texts.next_version(drafting.version, by=leila)
        with pytest.raises(Conflict):
            texts.next_version(drafting.version, by=leila)
        stages.lock(second, by=leila)
        with pytest.raises(Conflict):
            texts.next_version(drafting.version, by=leila)
        assert Version.objects.count() == 2

    def test_a_next_version_is_taken_back_while_nobody_touched_it(self, drafting: Drafting) -> None:
        leila = drafting.cast.actor(drafting.cast.leila)
        texts.next_version(drafting.version, by=leila)
        undoing.undo(Entry.objects.get(kind="drafting.version_begun").pk, by=leila)
        assert (Version.objects.count(), drafting.fresh().state, drafting.fresh().digest) == (1, "draft", "")
        second = texts.next_version(drafting.version, by=leila)
        wordings.word(second, "en", TITLE, ENGLISH[:1], by=leila)
        with pytest.raises(Conflict):
            undoing.undo(Entry.objects.filter(kind="drafting.version_begun").latest("at").pk, by=leila)
        assert Version.objects.count() == 2

    def test_a_text_that_was_given_up_is_left_alone_until_it_is_taken_up_again(self, drafting: Drafting) -> None:
        leila = drafting.cast.actor(drafting.cast.leila)
        with pytest.raises(Refusal):
            texts.give_up(drafting.version.text, "  ", by=leila)
        texts.give_up(drafting.version.text, "Nobody wants it.", by=leila)
        with pytest.raises(Conflict):
            wordings.word(drafting.version, "en", TITLE, ENGLISH[:1], by=leila)
        with pytest.raises(Conflict):
            texts.give_up(drafting.version.text, "Again.", by=leila)
        undoing.undo(Entry.objects.get(kind="drafting.given_up").pk, by=leila)
        wordings.word(drafting.version, "en", TITLE, ENGLISH[:1], by=leila)
        assert drafting.paragraphs() == ENGLISH[:1]


def test_what_people_wrote_stands_in_particulars_alone(drafting: Drafting) -> None:
    """Facts stay for ever; titles, words and reasons can be shredded."""
    leila = drafting.cast.actor(drafting.cast.leila)
    texts.give_up(drafting.version.text, "A reason that stays private.", by=leila)
    for entry in Entry.objects.filter(kind__startswith="drafting."):
        told = str(entry.facts)
        assert not any(word in told for word in ("quiet fields", "private", "Leila", "mines"))
