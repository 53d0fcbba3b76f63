"""Words are cut and folded alike on both sides, and nothing that somebody types means anything but words."""

import pytest
from django.db import connection
from hypothesis import given, settings

from commoncall.kernel.search.queries.stems import stems
from commoncall.kernel.search.rules.asking import MOST_WORDS, sought
from commoncall.kernel.search.rules.snippets import LENGTH, Marker
from commoncall.kernel.search.rules.stems import light
from commoncall.kernel.search.rules.tokens import LONGEST, plain, terms
from commoncall.kernel.search.rules.vectors import quoted
from commoncall.kernel.text.folding import search_words
from tests.searching import TYPED, marks, read


@given(TYPED)
@settings(max_examples=300, deadline=None)
def test_each_word_is_first_what_every_other_part_of_the_house_takes_it_for(text: str) -> None:
    assert plain(text) == [word[:LONGEST] for word in search_words(text)]


@pytest.mark.django_db
@given(TYPED)
@settings(max_examples=300, deadline=None)
def test_whatever_is_typed_is_a_question_to_the_database_and_finds_itself(text: str) -> None:
    asked = sought(text)
    if not asked:
        return
    known = stems(asked.wanted())
    forms = [form for one in terms(text, loosely=True) for form in one]
    with connection.cursor() as cursor:
        for question in (asked.question(known), asked.question_of_titles(), asked.question_of_names()):
            cursor.execute("SELECT %s::tsquery", [question])
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [" ".join(map(quoted, forms)), asked.question(known)])
        assert cursor.fetchone() == (True,)


@given(TYPED, TYPED)
@settings(max_examples=300, deadline=None)
def test_marking_a_text_leaves_it_as_it_is(text: str, looked_for: str) -> None:
    marker = Marker(sought(looked_for), {})
    assert read(marker.marked(text)) == text
    assert len(read(marker.snippet(text))) <= LENGTH + 4


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("l'eau", ("leau", "eau")),
        ("Côte d’Ivoire", ("divoire", "ivoire")),
        ("People’s", ("peoples", "people")),
        ("O'Brien", ("obrien",)),
        ("المنظمات", ("المنظمات", "منظمات")),
        ("والسلام", ("والسلام", "سلام")),
        ("للناجين", ("للناجين", "ناجين")),
        ("وسلام", ("وسلام",)),
        ("ولد", ("ولد",)),
    ],
)
def test_what_is_joined_to_a_word_can_be_left_out(text: str, forms: tuple[str, ...]) -> None:
    assert terms(text)[-1] == forms


def test_a_joined_and_is_left_out_only_of_what_is_kept() -> None:
    assert terms("وسلام", loosely=True) == [("وسلام", "سلام")]


def test_the_last_character_of_a_chinese_run_is_found_by_itself() -> None:
    assert terms("国宪法", loosely=True) == [("国宪",), ("宪法", "法")]
    assert terms("国宪法") == [("国宪",), ("宪法",)]


@pytest.mark.parametrize(("one", "other"), [("منظمات", "منظمة"), ("ناجين", "ناجون"), ("لاجئات", "لاجئين")])
def test_arabic_plurals_share_their_stem(one: str, other: str) -> None:
    assert light(plain(one)[0]) == light(plain(other)[0])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("one", "other", "dictionary"),
    [
        ("organisations", "organisation", "english_stem"),
        ("organisées", "organisé", "french_stem"),
        ("organización", "organizaciones", "spanish_stem"),
        ("organização", "organizações", "portuguese_stem"),
        ("организаций", "организация", "russian_stem"),
        ("российский", "российская", "russian_stem"),
    ],
)
def test_folded_words_still_share_the_stem_of_their_language(one: str, other: str, dictionary: str) -> None:
    pairs = [(plain(word)[0], dictionary) for word in (one, other)]
    known = stems(pairs)
    assert known[pairs[0]] == known[pairs[1]]


def test_the_last_word_may_be_unfinished_and_small_words_may_be_missing() -> None:
    assert sought("forum for hum").question({}) == "('forum') & ('hum':*)"
    assert sought("of the").question({}) == "('the':*)"
    assert sought("a").question({}) == "('a')"
    assert len(sought("word " * 50).words) == MOST_WORDS
    assert not sought("…!? ")


def test_a_snippet_stands_around_the_words_and_marks_them() -> None:
    text = "Before that, " * 40 + "the forum spoke of water, and of l’eau. " + "After that, " * 40
    snippet = Marker(sought("eau wat"), {}).snippet(text)
    assert marks(snippet) == ["water", "l’eau"]
    assert read(snippet).startswith("… ")
    assert read(snippet).endswith(" …")


def test_marks_follow_the_script() -> None:
    assert marks(Marker(sought("之友"), {}).marked("自然之友 NGO")) == ["之友"]
    assert marks(Marker(sought("منظمة"), {}).marked("اتحاد المُنَظَّمَة")) == ["المُنَظَّمَة"]
    assert marks(Marker(sought("елка"), {}).marked("Новая ёлка")) == ["ёлка"]
    assert marks(Marker(sought("decision"), {}).marked("Les décisions")) == ["décisions"]
