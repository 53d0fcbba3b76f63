"""Names of organisations are the same under their dress."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commoncall.kernel.text.acronyms import acronym_in, is_spelt_by
from commoncall.kernel.text.names import initials, normalise, plain_words
from commoncall.kernel.text.places import is_place, locate


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quiet Fields & Rivers, Inc.", "The quiet fields and rivers"),
        ("Amis des Marais asbl", "Les Amis des Marais"),
        ("Verein für Moorschutz e.V.", "Verein fur Moorschutz"),
        ("People’s Voice", "Peoples Voice"),
        ("Réseau pour l'eau", "Reseau pour eau"),
        ("Reed Center", "Reed Centre"),
        ("Globalization Desk", "Globalisation Desk"),
        ("A.N.P.E.", "ANPE"),
        ("منظمة الأمل", "المنظمه الامل"),
        ("«Голос»", "Голос"),
        ("Non-Violence Now", "Non Violence Now"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(("one", "other"), [("Reed Women", "Reed Men"), ("First Light", "Third Light"), ("Voice 21", "Voice 22")])
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


def test_a_name_of_nothing_but_small_words_is_kept() -> None:
    assert normalise("For All of Us") == "all us"
    assert normalise("The") == "the"
    assert normalise("NGO") == "ngo"


@given(st.text(max_size=60))
def test_normalising_never_fails_nor_loses_all_words(text: str) -> None:
    assert bool(normalise(text)) == bool(plain_words(text))


@pytest.mark.parametrize(
    ("name", "letters", "rest"),
    [
        ("Quiet Fields Alliance (QFA)", "QFA", "Quiet Fields Alliance"),
        ("Quiet Fields Alliance [QFA]", "QFA", "Quiet Fields Alliance"),
        ("Quiet Fields (QF) Kenya", "QF", "Quiet Fields Kenya"),
        ("Reed Union (RU, farmers' group)", "RU", "Reed Union (farmers' group)"),
        ("QFA - Quiet Fields Alliance", "QFA", "Quiet Fields Alliance"),
        ("QFA: Quiet Fields Alliance", "QFA", "Quiet Fields Alliance"),
        ("Quiet Fields Alliance – QFA", "QFA", "Quiet Fields Alliance"),
        ("QFA Quiet Fields Alliance", "QFA", "Quiet Fields Alliance"),
        ("Quiet Fields Alliance QFA", "QFA", "Quiet Fields Alliance"),
        ("Friends of the Reed (FoR) Mali", "FoR", "Friends of the Reed Mali"),
    ],
)
def test_acronyms_are_found(name: str, letters: str, rest: str) -> None:
    found = acronym_in(name)
    assert found is not None
    assert (found.letters, found.rest) == (letters, rest)


@pytest.mark.parametrize(
    "name",
    [
        "Quiet Fields (UK)",
        "Quiet Fields (Kenya)",
        "Quiet Fields (farmers' organisation)",
        "IT for Meadows",
        "ATTIC Germany",
        "QUIET FIELDS (NORTH)",
        "11.11.11",
        "",
        "()",
    ],
)
def test_what_is_no_acronym_is_not_taken_for_one(name: str) -> None:
    assert acronym_in(name) is None


@pytest.mark.parametrize(
    ("letters", "name"),
    [
        ("QFA", "Quiet Fields Alliance"),
        ("REBRAL", "Rede Brasileira de Lagoas"),
        ("UNEP", "United Nations Environment Programme"),
        ("DARN", "Design Alternatives with Reeds for a New Era"),
    ],
)
def test_letters_stand_for_beginnings_of_words(letters: str, name: str) -> None:
    assert is_spelt_by(letters, name)


@pytest.mark.parametrize(("letters", "name"), [("XYZ", "Quiet Fields Alliance"), ("QUIET", "Quiet Fields"), ("AFQ", "Quiet Fields Alliance")])
def test_letters_that_stand_for_something_else(letters: str, name: str) -> None:
    assert not is_spelt_by(letters, name)


def test_initials_leave_small_words_and_forms_of_law_out() -> None:
    assert initials("The Union of Reed Cutters Ltd") == "URC"


@pytest.mark.parametrize(
    ("name", "places", "rest"),
    [
        ("Kenya Reed Forum", {"KE"}, ("reed", "forum")),
        ("Kenyan Reed Forum", {"KE"}, ("reed", "forum")),
        ("Reed Forum South Africa", {"ZA"}, ("reed", "forum")),
        ("Reed Forum Southern Africa", {"africa-south"}, ("reed", "forum")),
        ("Reed Forum Papua New Guinea", {"PG"}, ("reed", "forum")),
        ("Red de Juncos de América Latina y el Caribe", {"america-latin-caribbean"}, ("red", "de", "juncos", "de")),
        ("Forum du Roseau Côte d'Ivoire", {"CI"}, ("forum", "du", "roseau")),
        ("Reed Forum", set(), ("reed", "forum")),
    ],
)
def test_places_are_parted_from_the_other_words(name: str, places: set[str], rest: tuple[str, ...]) -> None:
    located = locate(plain_words(name))
    assert (set(located.places), located.words) == (places, rest)


def test_a_text_that_is_but_a_place() -> None:
    assert is_place("Ghana")
    assert not is_place("Ghana Reed Forum")
