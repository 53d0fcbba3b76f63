"""A treaty's own rules, in words that its text would bear out."""

from __future__ import annotations

from datetime import date

import pytest

from commoncall.diplomacy.models import Instrument
from commoncall.diplomacy.queries.instruments import terms_of
from commoncall.diplomacy.rules.terms import Delay, Leaving, Terms, Threshold
from commoncall.web.treaties import rule


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "ccm",
            [
                "It was opened for signature on 3 December 2008, and can be signed until it enters into force. (Article 15)",
                "A state that did not sign can accede at any time, in one step. (Article 16)",
                "To enter into force it needs 30 instruments of consent; these kinds count: ratification, acceptance, approval and accession.",
                "It enters into force on the first day of a month: 6 months after the month of the deposit that makes the number full."
                " (Article 17(1))",
                "For a state that joins later it enters into force on the first day of a month: 6 months after the month of its own deposit."
                " (Article 17(2)) This holds for each state whose deposit comes after that one.",
                "A state can declare that it applies the treaty provisionally until then. (Article 18)",
                "A state can withdraw; this takes effect 6 months after its notice. (Article 20)"
                " A state that is engaged in an armed conflict then stays bound until the conflict ends.",
            ],
        ),
        (
            "att",
            [
                "A state that did not sign can accede, in one step, once the treaty is in force. (Article 21(3))",
                "these kinds count: ratification, acceptance and approval.",
                "It enters into force 90 days after the deposit that makes the number full. (Article 22(1))",
                "This holds for each state that joins after the treaty has entered into force.",
                "A state can withdraw; this takes effect 90 days after its notice. (Article 24)",
            ],
        ),
        (
            "cwc",
            [
                "It enters into force 180 days after the deposit that makes the number full. (Article XXI(1))"
                " This could not be before 13 January 1995.",
                "For a state that joins later it enters into force 30 days after its own deposit. (Article XXI(2))",
            ],
        ),
        ("ctbt", ["To enter into force it needs the consent of 44 states that it names: Algeria, Argentina,"]),
        ("enmod", ["It enters into force on the day of the deposit that makes the number full.", "say nothing of withdrawal."]),
        ("ccw", ["It could be signed from 10 April 1981 to 10 April 1982."]),
        ("tpnw", ["It has been open for signature since 20 September 2017.", "12 months after its notice."]),
        ("cmw", ["takes effect on the first day of a month, 13 months after the month of its notice."]),
    ],
)
def test_the_rules_that_come_with_the_program_are_said_in_words(code: str, said: list[str]) -> None:
    text = "\n".join(rule.sentences(terms_of(Instrument.objects.get(code=code))))
    for sentence in said:
        assert sentence in text


def test_what_a_treaty_does_not_say_is_not_said_of_it() -> None:
    text = " ".join(rule.sentences(Terms()))
    for word in ("signature", "needs", "provisionally", "Article"):
        assert word not in text


def test_one_is_one() -> None:
    one = Terms(
        opened_on=date(2020, 1, 1), threshold=Threshold(1), delay=Delay(days=1), later_delay=Delay(months=1), leaving=Leaving(Delay(months=1))
    )
    text = " ".join(rule.sentences(one))
    for words in ("needs 1 instrument of consent;", "1 day after the deposit", "1 month after its own deposit", "1 month after its notice"):
        assert words in text
