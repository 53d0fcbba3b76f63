"""What an organisation never signs warns the drafters, and never says whose it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commoncall.drafting.actions import bottom_lines, wordings
from commoncall.drafting.models import BottomLine
from commoncall.drafting.queries import bottom_lines as read
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel.authority import Role
from commoncall.kernel.history import queries as history
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties.actions import mandates
from commoncall.kernel.refusals import NotAllowed, NotVisible, Refusal
from commoncall.membership.models import Membership, Standing
from tests.drafting.conftest import Drafting

pytestmark = pytest.mark.django_db


def note(drafting: Drafting, *words: str, warning: str = "", about: str = "words") -> BottomLine:
    return bottom_lines.note(drafting.cast.sahel, about, words, warning, by=drafting.cast.actor(drafting.cast.amina))


def write(drafting: Drafting, language: str, *texts: str) -> None:
    words = [Paragraph(f"k{number}", text) for number, text in enumerate(texts)]
    wordings.word(drafting.version, language, "A title", words, by=drafting.cast.actor(drafting.cast.leila))


def told(drafting: Drafting) -> list[tuple[str, str, str]]:
    return [(one.language, one.paragraph, one.words) for one in read.warnings(drafting.version)]


class TestNoting:
    def test_it_is_kept_tidied_and_each_word_once(self, drafting: Drafting) -> None:
        noted = note(drafting, " armed  struggle ", "armed  struggle", "…", "boycott", warning="No violence.")
        assert (noted.words, noted.warning, noted.organisation) == (["armed  struggle", "boycott"], "No violence.", drafting.cast.sahel)

    @pytest.mark.parametrize(
        ("words", "warning", "field"),
        [
            ([], "", "words"),
            ([" … "], "", "words"),
            (["x" * 101], "", "words"),
            ([f"word{number}" for number in range(21)], "", "words"),
            (["boycott"], "x" * 301, "warning"),
            (["boycott"], "Forum Humanite Sahel says no.", "warning"),
            (["boycott"], "FHS says no.", "warning"),
        ],
    )
    def test_what_cannot_be_kept_or_would_tell_whose_it_is_is_refused(self, drafting: Drafting, words: list[str], warning: str, field: str) -> None:
        with pytest.raises(Refusal) as refused:
            note(drafting, *words, warning=warning)
        assert refused.value.field == field
        assert not BottomLine.objects.exists()

    def test_only_its_own_people_note_and_remove_it(self, drafting: Drafting) -> None:
        cast = drafting.cast
        for other in (cast.leila, drafting.nadia):
            with pytest.raises(NotAllowed):
                bottom_lines.note(cast.sahel, "words", ["boycott"], "", by=cast.actor(other))
        with pytest.raises(NotVisible):
            bottom_lines.note(cast.water, "words", ["boycott"], "", by=cast.actor(cast.amina))
        noted = note(drafting, "boycott")
        for other in (cast.actor(cast.leila), cast.actor(drafting.nadia), cast.operator, replace(cast.actor(cast.amina), preview=True)):
            with pytest.raises(NotVisible):
                bottom_lines.remove(noted, by=other)
        bottom_lines.remove(noted, by=cast.actor(cast.oumar))
        assert not BottomLine.objects.exists()

    def test_an_organisation_notes_so_many_and_no_more(self, drafting: Drafting) -> None:
        for number in range(bottom_lines.MOST_LINES):
            note(drafting, f"word{number}")
        with pytest.raises(Refusal):
            note(drafting, "one more")


class TestWhose:
    def test_its_own_people_read_it_and_nobody_else_whatever_they_coordinate(self, drafting: Drafting) -> None:
        cast, noted = drafting.cast, note(drafting, "boycott")
        assert list(read.own(cast.actor(cast.oumar))) == [noted]
        others = (cast.actor(cast.leila), cast.actor(drafting.nadia), cast.actor(cast.deniz), cast.operator)
        previewing = replace(cast.actor(cast.amina), preview=True)
        elsewhere = cast.actor(cast.amina, cast.open_water)
        assert not any(read.own(one).exists() for one in (*others, previewing, elsewhere))

    def test_one_who_also_coordinates_reads_it_in_the_hat_of_the_organisation_alone(self, drafting: Drafting) -> None:
        cast = drafting.cast
        note(drafting, "boycott")
        mandates.grant(mandates.Grant(cast.person(cast.amina), None, Role.COORDINATOR), by=cast.actor(cast.leila))
        assert not read.own(cast.actor(cast.amina)).exists()

    def test_the_history_tells_it_to_whoever_noted_it_alone_and_without_the_words(self, drafting: Drafting) -> None:
        cast, noted = drafting.cast, note(drafting, "boycott", warning="Never that.")
        bottom_lines.remove(noted, by=cast.actor(cast.amina))
        readers = {
            name: history.visible_to(cast.actor(getattr(cast, name))).filter(kind__startswith="drafting.bottom_line").count()
            for name in ("leila", "amina", "oumar", "deniz")
        }
        assert readers == {"leila": 0, "amina": 2, "oumar": 0, "deniz": 0}
        kept = [f"{one.facts} {one.particulars.data}" for one in Entry.objects.filter(kind__startswith="drafting.bottom_line")]
        assert not any("boycott" in text or "Never" in text for text in kept)

    def test_a_warning_holds_words_and_a_paragraph_and_nothing_of_whose_it_is(self, drafting: Drafting) -> None:
        note(drafting, "boycott")
        write(drafting, "en", "We call for a boycott.")
        (warning,) = read.warnings(drafting.version)
        assert vars(warning) == {"paragraph": "k0", "words": "boycott", "text": "An organisation never signs these words.", "language": "en"}

    def test_what_two_organisations_have_alike_is_told_once(self, drafting: Drafting) -> None:
        note(drafting, "boycott")
        bottom_lines.note(drafting.cast.amal, "words", ["Boycotts"], "", by=drafting.cast.actor(drafting.nadia))
        write(drafting, "en", "We call for a boycott.")
        assert told(drafting) == [("en", "k0", "boycott")]


class TestMatching:
    @pytest.mark.parametrize(
        ("phrase", "language", "text", "words"),
        [
            ("armed struggle", "en", "Their Armed-Struggles, we hold, are just.", "Armed-Struggles"),
            ("bomb", "en", "We oppose bombing, and “BOMBS”.", "bombing"),
            ("désarmement", "fr", "Le DESARMEMENT général", "DESARMEMENT"),
            ("économie", "fr", "Les réalités de l’économie", "l’économie"),
            ("sanción", "es", "Sin sanciones ya.", "sanciones"),
            ("מלחמה", "he", "לא עוד מלחמה.", "מלחמה"),
            ("مقاطعة", "ar", "ندعو إلى المُقاطَعَة الآن.", "المُقاطَعَة"),
            ("санкция", "ru", "Никаких санкций больше.", "санкций"),
            ("核武器", "zh", "我们支持核武器。", "我们支持核武器"),
            ("Krieg", "de", "Kein Krieg mehr.", "Krieg"),
        ],
    )
    def test_words_are_found_in_any_case_with_any_accents_and_in_other_forms(
        self, drafting: Drafting, phrase: str, language: str, text: str, words: str
    ) -> None:
        note(drafting, phrase)
        write(drafting, language, "Nothing here.", text)
        assert (language, "k1", words) in told(drafting)
        assert {(paragraph, of) for of, paragraph, _words in told(drafting)} == {("k1", language)}

    @pytest.mark.parametrize(
        ("phrase", "text"),
        [
            ("armed struggle", "The struggle is armed."),
            ("war", "We warn of warm days."),
            ("arms", "Alarms and charms."),
            ("nuclear power", "Nuclear and power."),
        ],
    )
    def test_what_only_looks_alike_is_left_alone(self, drafting: Drafting, phrase: str, text: str) -> None:
        note(drafting, phrase)
        write(drafting, "en", text)
        assert told(drafting) == []

    def test_every_language_of_the_text_is_looked_through_whatever_that_of_the_words(self, drafting: Drafting) -> None:
        note(drafting, "boycott", "boycottage")
        write(drafting, "en", "A boycott.")
        write(drafting, "fr", "Un boycottage.")
        assert {(language, words) for language, _key, words in told(drafting)} == {("en", "boycott"), ("fr", "boycottage")}

    def test_who_left_the_coalition_no_longer_warns(self, drafting: Drafting) -> None:
        note(drafting, "boycott", warning="Never.")
        write(drafting, "en", "A boycott.")
        assert [one.text for one in read.warnings(drafting.version)] == ["Never."]
        Membership.objects.filter(pk=drafting.cast.sahel.pk).update(standing=Standing.LEFT)
        assert told(drafting) == []

    def test_it_takes_as_many_queries_for_many_as_for_one(self, drafting: Drafting) -> None:
        def asked() -> int:
            with CaptureQueriesContext(connection) as queries:
                read.warnings(drafting.version)
            return len(queries)

        note(drafting, "boycott")
        few = asked()
        for number in range(5):
            note(drafting, f"word{number}", "other words")
        write(drafting, "en", *[f"A word{number % 7} in other words." for number in range(50)])
        assert asked() == few
