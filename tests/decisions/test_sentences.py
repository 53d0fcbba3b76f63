"""Each rule says in plain words what it asks for; no rule leaves a sentence empty or half filled in, in whatever language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from commoncall.decisions.rules.counting import report, report_of_ballots
from commoncall.decisions.rules.feasible import Fault, Why, faults
from commoncall.decisions.rules.rule import ANY_NUMBER, Answer, Base, Dissociation, Division, Failure, Rule, Time, Voter, Way
from commoncall.decisions.sentences import answer_words, details, fault_words, missing_words, note_words, sentence
from tests.decisions import coalitions
from tests.decisions.rolls import a_roll, answers
from tests.decisions.test_counting import ANSWERS, ROLLS, RULES
from tests.pages.pseudo import CLOSES, OPENS, pseudo_languages

SENTENCES = {
    "SELC": "Adopted if more than half of all who may decide agree. A single objection is enough to stop it.",
    "ISOC": "Adopted if at least 51 % of all who may decide agree.",
    "OFPN at meetings": "Adopted if at least 75 % of those present agree. More than half of all who may decide have to be present.",
    "OFPN by mail": "Adopted if more agree than are against it. It fails if 5 or more are against it.",
    "CCLC": "Adopted if at least 60 % of those present agree.",
    "Australian climate groups": "Adopted if at least 75 % of 100 or more responses agree, with one from every region.",
    "CS coalition": "Nobody votes: what everybody says of it is gathered and considered.",
    "Rockville": "Adopted if at least 2/3 of all who may decide agree.",
    "TMC": "Adopted if at least 75 % of all who may decide agree.",
    "GRNS": "Adopted if more agree than are against it.",
    "USITUA": "Adopted by substantial agreement: at least 75 % of those who agree or object have to agree. "
    "Objections are considered and recorded; no number of them stops it.",
    "IGC": "This is a poll and no vote; no roll is kept. There is rough consensus if at least 2/3 of those who are for or against it agree.",
    "FoE Lebanon": "Adopted if more agree than are against it.",
}
DETAILS = {
    "SELC": {"Answers are taken for 48 hours.", "After its adoption, 24 hours are left for the wording.", "What is not adopted lapses."},
    "ISOC": {
        "A discussion may be demanded within 48 hours.",
        "One who decides is enough to demand it.",
        "It lasts 7 days; then answers are taken.",
        "Answers are taken for 7 days.",
        "It closes as soon as nothing could change the outcome.",
        "An answer can be changed until the close.",
    },
    "OFPN at meetings": {"It is decided at a meeting."},
    "CCLC": {"An organisation may answer for any others that gave it a proxy."},
    "CS coalition": {"Answers are taken for 3 working days.", "It is published in the name of all, and all are listed."},
    "TMC": {"Afterwards each organisation is asked to acknowledge what was adopted, or to leave."},
    "GRNS": {"Answers are taken for 72 hours.", "What is not adopted is passed on to those above."},
    "USITUA": {"A note under the published text names whoever dissociates from it."},
    "FoE Lebanon": {"What is adopted binds everybody, those who were against it too."},
}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("name", coalitions.TABLE)
def test_every_rule_of_the_table_has_its_sentence(name: str) -> None:
    assert plain(sentence(coalitions.TABLE[name])) == SENTENCES[name]


@pytest.mark.parametrize("name", DETAILS)
def test_what_else_the_rule_says_is_told_too(name: str) -> None:
    assert DETAILS[name] <= {plain(one) for one in details(coalitions.TABLE[name])}


OTHERS = {
    "Adopted unless somebody objects within 48 hours.": coalitions.SILENCE,
    "Adopted unless somebody objects within 1 working day.": Rule(way=Way.SILENCE, window=Time(working_days=1)),
    "Adopted when the time is over, unless 3 or more object.": replace(coalitions.SILENCE, objections_end_it=3),
    "Adopted by consensus, unless 3 or more block it.": coalitions.CONSENSUS_MINUS_TWO,
    "Adopted by consensus, unless somebody blocks it.": Rule(way=Way.CONSENSUS, objections_end_it=1),
    "Adopted if somebody agrees and nobody is against it.": Rule(share=Fraction(1), more_than=False),
    "Adopted if more agree than are against it. At least 1 has to answer.": Rule(quorum=1),
    "Adopted if more agree than are against it. At least 9 have to answer. At least 2/3 of all who may decide have to answer.": Rule(
        quorum=9, quorum_share=Fraction(2, 3)
    ),
    "Adopted if more agree than are against it. Answers have to come from at least 3 regions. From each of these, at least 2 have to answer.": Rule(
        quorum_division=Division.REGION, quorum_divisions=3, quorum_each=2
    ),
    "Adopted if more agree than are against it. At least 4 from every category have to answer.": Rule(
        quorum_division=Division.CATEGORY, quorum_each=4
    ),
    "Adopted if more than half of the answers agree; abstentions count as answers.": Rule(base=Base.ANSWERED),
}


@pytest.mark.parametrize("words", OTHERS)
def test_other_rules_have_theirs(words: str) -> None:
    assert plain(sentence(OTHERS[words])) == words


def test_what_was_missing_is_named_with_its_numbers() -> None:
    roll = a_roll(200, regions=5)
    assert missing_words(report(coalitions.AUSTRALIA, roll, answers(agree=99))) == ["Too few took part: 99, where 100 were needed."]
    lone = [*a_roll(149, regions=4), replace(a_roll(1)[0], organisation="x", region="009")]
    assert missing_words(report(coalitions.AUSTRALIA, lone, answers(agree=149))) == ["Too few took part from: Oceania."]
    assert missing_words(report(coalitions.ISOC, a_roll(100), answers(agree=50))) == ["Too few agreed: 50 of 100, where 51 were needed."]
    assert missing_words(report(coalitions.SILENCE, a_roll(9), answers(objections=1))) == ["Silence was broken by 1 objection."]
    assert missing_words(report(Rule(), a_roll(9), answers(agree=3, against=3))) == ["As many were against it as agreed: 3 and 3."]
    assert missing_words(report(Rule(), a_roll(9), answers(agree=3))) == []


def test_what_the_suspended_answered_is_noted() -> None:
    roll = [replace(one, counts=one.organisation != "v1") for one in a_roll(4)]
    assert len(note_words(report(Rule(), roll, answers(agree=3)))) == 1
    assert "its ballot is counted" in note_words(report_of_ballots(Rule(secret=True), roll, {"v1"}, [Answer.AGREE]))[0]
    assert note_words(report(Rule(), a_roll(4), answers(agree=3))) == []


def test_to_object_is_to_block_a_consensus_and_to_break_silence() -> None:
    assert answer_words(Answer.OBJECT) == "Object"
    assert answer_words(Answer.OBJECT, Way.CONSENSUS) == "Block"
    assert answer_words(Answer.OBJECT, Way.SILENCE) == "Break silence"


def test_a_refused_rule_says_why_with_the_numbers() -> None:
    (fault,) = faults(Rule(quorum=13), a_roll(12))
    assert fault_words(fault) == "This quorum can never be reached: it asks for 13, and 12 may decide."
    for why in Why:
        assert fault_words(Fault(why, "", 2, 1)).endswith(".")


def test_an_arabic_reader_reads_arabic_digits() -> None:
    with translation.override("ar"):
        assert "١٠٠" in sentence(coalitions.AUSTRALIA)
        assert "100" not in sentence(coalitions.AUSTRALIA)


TIMES = st.builds(Time, hours=st.sampled_from([0, 1, 48, 168])) | st.builds(Time, working_days=st.integers(1, 3))
WHOLE_RULES = st.builds(
    lambda rule, **more: replace(rule, **more),
    RULES,
    way=st.sampled_from(Way),
    notice=TIMES,
    window=TIMES,
    discussion_window=TIMES,
    discussion=TIMES,
    wording_time=TIMES,
    discussion_demanded_by=st.integers(1, 3),
    early_close=st.booleans(),
    may_change=st.booleans(),
    proxies=st.sampled_from([0, 1, 2, ANY_NUMBER]),
    failure=st.sampled_from(Failure),
    dissociation=st.sampled_from(Dissociation),
    quorum_division=st.none() | st.sampled_from(Division),
    secret=st.booleans(),
    receipts=st.booleans(),
    acknowledged=st.booleans(),
    binds=st.booleans(),
    lists_all=st.booleans(),
)


@pytest.fixture(scope="module", params=["en", "fr"])
def language(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """English, and the language in which every marked text stands in brackets."""
    with pseudo_languages(tmp_path_factory.mktemp("locale")), translation.override(request.param):
        yield request.param


@settings(max_examples=80, deadline=None)
@given(rule=WHOLE_RULES, roll=ROLLS, given_now=ANSWERS)
def test_no_rule_and_no_outcome_is_without_words_or_with_half_of_them(
    language: str, rule: Rule, roll: list[Voter], given_now: dict[str, Answer]
) -> None:
    outcome = report(rule, roll, given_now)
    told = [sentence(rule), *details(rule), *missing_words(outcome), *note_words(outcome), *map(fault_words, faults(rule, roll))]
    for one in told:
        assert one.strip()
        assert not re.search(r"%\(|%%|\{|\}|None|\bTime\b", one)
        if language == "en":
            assert one[0].isupper() or one[0].isdigit()
            assert one.endswith(".")
        else:
            assert one.startswith(OPENS)
            assert one.endswith(CLOSES)
    assert len(missing_words(outcome)) >= (1 if outcome.missing else 0)
