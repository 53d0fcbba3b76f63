"""What an organisation is, said in languages that order words otherwise."""

from django.utils import translation

from commoncall.web.words import Words
from commoncall.workspace.members.words import belongs_as


def test_how_an_organisation_belongs_begins_with_a_capital_wherever_the_word_for_a_member_stands() -> None:
    said = {}
    for code in ("en", "fr"):
        with translation.override(code):
            said[code] = belongs_as("ordinary", Words())
    assert said == {"en": "Ordinary member", "fr": "Membre ordinaire"}
