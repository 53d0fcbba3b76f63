"""Each coalition's pages say its own words, each in the language of the reader."""

from django.test import Client
from django.utils import translation

from commoncall.kernel.parties.rules import WORDS, Arrangements
from commoncall.web.words import SUGGESTED, USUAL, Words, words_of
from tests.cast import Cast


def test_every_word_has_its_usual_form() -> None:
    assert set(USUAL) == set(WORDS)
    assert set(SUGGESTED) <= set(WORDS)


def test_what_a_coalition_chose_stands_in_place_of_the_usual_word() -> None:
    words = Words({"members": {"en": "partners"}})
    assert words["members"] == "partners"
    assert words["committee"] == "committee"


def test_a_word_of_another_language_is_not_shown() -> None:
    words = Words({"members": {"en": "partners", "fr": "partenaires"}, "call": {"en": "pledge"}})
    with translation.override("fr"):
        assert words["members"] == "partenaires"
        assert words["call"] != "pledge"


def test_without_a_coalition_the_usual_words_stand() -> None:
    assert words_of(None)["member"] == "member"


def test_navigation_says_the_coalitions_own_word(cast: Cast, as_account: object) -> None:
    arrangements = Arrangements(words={"members": {"en": "partners"}, "secretariat": {"en": "office"}})
    cast.quiet_fields.arrangements = arrangements.as_stored()
    cast.quiet_fields.save()
    client: Client = as_account(cast.leila)  # type: ignore[operator]
    page = client.get("/quiet-fields/").content.decode()
    assert ">Partners</a>" in page
    assert "<b><bdi>Office</bdi></b>" in page
    assert ">Members</a>" not in page
