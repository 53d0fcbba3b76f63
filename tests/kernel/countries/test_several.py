"""A cell that names several countries is taken apart where it is a list, and nowhere else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commoncall.kernel.countries import rules
from commoncall.kernel.countries.rules import Outcome, recognise_several

LISTS = [
    ("Kenya, Uganda and Tanzania", "KE UG TZ"),
    ("Kenya, Uganda, and Tanzania", "KE UG TZ"),
    ("Mali / Niger", "ML NE"),
    ("Mali/Niger", "ML NE"),
    ("Trinidad and Tobago", "TT"),
    ("Trinidad & Tobago", "TT"),
    ("Bosnia and Herzegovina", "BA"),
    ("Bosnia and Herzegovina, Serbia & Trinidad and Tobago", "BA RS TT"),
    ("St. Vincent and the Grenadines and St. Kitts and Nevis", "VC KN"),
    ("Antigua & Barbuda; Dominica", "AG DM"),
    ("Sao Tome and Principe; Cabo Verde", "ST CV"),
    ("Congo, Democratic Republic of the; Kenya", "CD KE"),
    ("Korea, Republic of, Japan", "KR JP"),
    ("China, Hong Kong, Japan", "CN HK JP"),
    ("Sudan, South Sudan", "SD SS"),
    ("Israel/Palestine", "IL PS"),
    ("Serbia and Montenegro", "RS ME"),
    ("Burma/Myanmar", "MM"),
    ("Nairobi, Kenya", "KE"),
    ("Nairobi, Kenya; Kampala, Uganda", "KE UG"),
    ("Kenya; Kenya; KE", "KE"),
    ("U.S. and Canada", "US CA"),
    ("UK + Ireland", "GB IE"),
    ("Kenya\nUganda\n", "KE UG"),
    ("France et Suisse", "FR CH"),
    ("Bénin, Burkina Faso et Côte d'Ivoire", "BJ BF CI"),
    ("España y Portugal", "ES PT"),
    ("Deutschland und Österreich", "DE AT"),
    ("Кения и Уганда", "KE UG"),
    ("Босния и Герцеговина и Сербия", "BA RS"),
    ("كينيا وأوغندا", "KE UG"),
    ("البوسنة والهرسك وصربيا", "BA RS"),
    ("肯尼亚和乌干达", "KE UG"),
    ("波斯尼亚和黑塞哥维那、中国", "BA CN"),
    ("DE, FR, IT", "DE FR IT"),
    ("Bonaire, Sint Eustatius and Saba", "BQ"),
]


@pytest.mark.parametrize(("text", "codes"), LISTS)
def test_a_list_is_taken_apart(text: str, codes: str) -> None:
    answers = recognise_several(text)
    assert [answer.country for answer in answers] == codes.split()


def test_what_is_no_country_stays_as_a_question() -> None:
    country, unknown = recognise_several("Kenya, Atlantis")
    assert country.country == "KE"
    assert (unknown.outcome, unknown.text) == (Outcome.UNKNOWN, "Atlantis")


def test_an_ambiguous_part_stays_a_question() -> None:
    question, japan = recognise_several("Korea, Japan")
    assert (question.outcome, question.candidates) == (Outcome.QUESTION, ("KR", "KP"))
    assert japan.country == "JP"


@pytest.mark.parametrize(
    ("text", "outcome"), [("", Outcome.EMPTY), ("international", Outcome.WIDER), ("Congo", Outcome.QUESTION), ("n/a", Outcome.EMPTY)]
)
def test_one_word_gives_one_answer(text: str, outcome: Outcome) -> None:
    (answer,) = recognise_several(text)
    assert answer.outcome is outcome


@pytest.mark.parametrize("language", rules.facts.LANGUAGES)
def test_no_name_is_ever_taken_apart(language: str) -> None:
    for code, names in rules.names(language).items():
        for name in {names.short, names.plain, names.formal}:
            answers = recognise_several(name)
            assert len(answers) == 1, name
            assert answers[0].country == code or code == "CG"


def test_prose_and_endless_lists_are_left_alone() -> None:
    for text in ("Kenya, " * 100_000, " " * 100_000 + "x", " and" * 50_000, "a;" * 9_000):
        assert len(recognise_several(text)) == 1


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(sorted(rules.countries())), min_size=2, max_size=6, unique=True), st.sampled_from(["; ", ", ", " / ", "\n", " | "]))
def test_a_list_of_names_comes_back_whole(codes: list[str], separator: str) -> None:
    """Names with a comma of their own are left out, for there the list itself is ambiguous."""
    names = [rules.names("en")[code].short for code in codes]
    if any("," in name for name in names) or {"CG", "HK", "TW", "MO"} & set(codes):
        return
    assert [answer.country for answer in recognise_several(separator.join(names))] == codes


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet=st.sampled_from("KenyaUgand ,;/|&+-–—()وи和\n\t"), max_size=300))
def test_any_text_gets_at_least_one_answer_and_no_country_twice(text: str) -> None:
    answers = recognise_several(text)
    assert len({answer.country for answer in answers if answer.country}) == sum(1 for answer in answers if answer.country)
    assert answers
