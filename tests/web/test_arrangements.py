"""How a coalition works is told in sentences: for every answer that there is, in its own words."""

from itertools import product

import pytest

from commoncall.kernel.parties import rules
from commoncall.kernel.parties.rules import Arrangements, Criterion
from commoncall.web.arrangements import choices, sentences
from commoncall.web.arrangements.sentences import articles


def test_every_answer_has_its_consequence_and_its_sentence() -> None:
    for codes, offered, told in (
        (rules.KINDS, choices.KIND, sentences.KIND),
        (rules.VOICES, choices.VOICE, sentences.VOICE),
        (rules.JOINING, choices.JOINING, sentences.JOINING),
        (rules.ADMITTED_BY, choices.ADMITTED_BY, sentences.ADMITTED_BY),
        (rules.LEADERS, choices.LEADERS, sentences.LEADERS),
        (rules.STAFF, choices.STAFF, sentences.STAFF),
    ):
        assert set(codes) == set(offered) == set(told)
    assert set(rules.CRITERIA) == set(choices.CRITERIA)


@pytest.mark.parametrize("answers", list(product(rules.KINDS, rules.VOICES, rules.JOINING, rules.LEADERS)), ids=str)
def test_all_of_them_together_make_whole_sentences(answers: tuple[str, str, str, str]) -> None:
    kind, voice, joining, leaders = answers
    for article in articles(Arrangements(kind=kind, voice=voice, joining=joining, leaders=leaders), "Quiet Fields"):
        assert article.sentence.endswith((".", ":"))
        assert "%(" not in article.sentence


def test_the_coalitions_own_words_stand_in_the_sentences() -> None:
    told = articles(Arrangements(words={"committee": {"en": "board"}, "charter": {"en": "pledge"}}), "Quiet Fields")
    text = " ".join(article.sentence for article in told)
    assert "The board is elected by the organisations." in text
    assert "accepting the pledge" in text
    assert "It says “board” for committee and “pledge” for charter." in text


def test_conditions_are_told_one_by_one_and_own_ones_as_they_were_written() -> None:
    own = Criterion("own_1", {"fr": "Elle existe depuis un an."})
    told = articles(Arrangements(criteria=(Criterion("non_violence"), own)), "Quiet Fields")
    admission = next(article for article in told if article.question == "admission")
    assert admission.points == ("It works without violence, and condones none.", "Elle existe depuis un an.")
