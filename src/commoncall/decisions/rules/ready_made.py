"""A ladder to begin with: kinds of decision from the weightiest to the quickest, with rules that suit how a coalition works.

After the ladder in Moyes and Nash, *Global Coalitions*: the call, policy and governance first; plan, budget and staff; policy papers;
press releases; and what is signed off at a conference. Each rule is a suggestion, to be changed by two members.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from commoncall.decisions.rules.rule import Base, Channel, Dissociation, Failure, Rule, Time, Way
from commoncall.kernel.parties.rules import Arrangements

_HALF, _TWO_THIRDS, _THREE_QUARTERS = Fraction(1, 2), Fraction(2, 3), Fraction(3, 4)

_HIGHEST = Rule(
    share=_THREE_QUARTERS,
    more_than=False,
    base=Base.ANSWERED,
    quorum_share=_HALF,
    notice=Time(working_days=10),
    window=Time(working_days=15),
    dissociation=Dissociation.MINUTES,
)
_OF_ALL = Rule(share=_TWO_THIRDS, more_than=False, base=Base.ALL, notice=Time(working_days=10), window=Time(working_days=15))
_EXPULSION = Rule(
    share=_TWO_THIRDS, more_than=False, quorum_share=_HALF, notice=Time(working_days=15), window=Time(working_days=15), failure=Failure.LAPSE
)
_PLAN = Rule(quorum_share=Fraction(1, 3), notice=Time(working_days=5), window=Time(working_days=10))
_POLICY = Rule(way=Way.CONSENSUS, objections_end_it=2, window=Time(working_days=10), failure=Failure.ESCALATE, dissociation=Dissociation.NOTED)
_COMMITTEE_MAJORITY = Rule(base=Base.ALL, window=Time(working_days=5), early_close=True, failure=Failure.LAPSE)
_SUSPENSION = Rule(share=_TWO_THIRDS, more_than=False, base=Base.ALL, window=Time(working_days=5), failure=Failure.LAPSE)
_STATEMENT = Rule(way=Way.SILENCE, window=Time(working_days=3), dissociation=Dissociation.UNLISTED, lists_all=True)
_LETTER = Rule(base=Base.ALL, window=Time(working_days=3), early_close=True)
_PRESS = Rule(base=Base.ALL, window=Time(hours=24), early_close=True, wording_time=Time(hours=2))
_CONFERENCE = Rule(way=Way.SILENCE, window=Time(hours=12), failure=Failure.LAPSE)
_OTHER = Rule(window=Time(working_days=5))

_ADMISSION = {
    "coordinators": Rule(way=Way.CONSULTATION, window=Time(working_days=5)),
    "committee": _COMMITTEE_MAJORITY,
    "members": Rule(way=Way.SILENCE, window=Time(working_days=10), failure=Failure.ESCALATE),
    "assembly": Rule(
        channel=Channel.MEETING,
        share=_TWO_THIRDS,
        more_than=False,
        base=Base.PRESENT,
        quorum_share=_HALF,
        notice=Time(working_days=10),
        failure=Failure.LAPSE,
    ),
}


@dataclass(frozen=True)
class Step:
    """A rung as it is ready-made: its code, its rule, and whether the body that leads decides rather than all voting members."""

    code: str
    rule: Rule
    is_led: bool = False


def ladder_for(arrangements: Arrangements) -> tuple[Step, ...]:
    """Return the rungs for a coalition, from the top.

    Without a charter there is no rung for one; where each speaks with its own voice nothing goes out in the name of all, so that
    neither statements nor press releases are decided; admission follows who admits.
    """
    return tuple(_steps(arrangements))


def _steps(arrangements: Arrangements) -> Iterator[Step]:
    has_one_voice = arrangements.voice == "one"
    yield Step("call", _HIGHEST)
    if arrangements.joining == "charter":
        yield Step("charter", _HIGHEST)
    yield Step("governance", _OF_ALL)
    yield Step("expulsion", _EXPULSION)
    yield Step("plan", _PLAN)
    yield Step("policy", _POLICY)
    yield Step("admission", _ADMISSION[arrangements.admitted_by], is_led=arrangements.admitted_by == "committee")
    yield Step("suspension", _SUSPENSION, is_led=True)
    if has_one_voice:
        yield Step("statement", _STATEMENT)
    yield Step("letter", _LETTER, is_led=True)
    if has_one_voice:
        yield Step("press_release", _PRESS, is_led=True)
        yield Step("conference", _CONFERENCE, is_led=True)
    yield Step("other", _OTHER)


#: The ladder of a coalition that says nothing else of itself.
LADDER = ladder_for(Arrangements())
