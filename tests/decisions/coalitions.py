"""The rules that coalitions published, as data: each in its own words would be a page, here it is a few fields."""

from __future__ import annotations

from fractions import Fraction

from commoncall.decisions.rules.rule import ANY_NUMBER, Base, Channel, Dissociation, Division, Failure, Rule, Time, Way

DAYS = 24

#: More than half of the circle and no objection, after 48 hours; then a day for the wording.
SELC = Rule(base=Base.ALL, objections_end_it=1, window=Time(hours=48), wording_time=Time(hours=24), failure=Failure.LAPSE)

#: Two days in which anybody on the board may demand a week of discussion; then a week to vote; 51 % of all, and done once they are reached.
ISOC = Rule(
    share=Fraction(51, 100),
    more_than=False,
    base=Base.ALL,
    discussion_window=Time(hours=48),
    discussion=Time(hours=7 * DAYS),
    window=Time(hours=7 * DAYS),
    early_close=True,
    may_change=True,
)

#: At a meeting: half and one more are there, and three quarters of them agree.
OFPN_MEETING = Rule(
    channel=Channel.MEETING, share=Fraction(3, 4), more_than=False, base=Base.PRESENT, quorum_share=Fraction(1, 2), quorum_more_than=True
)

#: Between meetings, by mail: a simple majority, unless five dissent.
OFPN_MAIL = Rule(objections_end_it=5, noes_object=True)

#: Sixty of a hundred of those at the meeting who may vote; proxies are allowed.
CCLC = Rule(channel=Channel.MEETING, share=Fraction(3, 5), more_than=False, base=Base.PRESENT, proxies=ANY_NUMBER)

#: Three quarters of at least a hundred responses, one of them at least from every state and territory.
AUSTRALIA = Rule(share=Fraction(3, 4), more_than=False, base=Base.ANSWERED, quorum=100, quorum_division=Division.REGION)

#: Three working days in which all members suggest, comment or demand; then it is signed in the name of all, who are all listed.
CS_COALITION = Rule(way=Way.CONSULTATION, window=Time(working_days=3), lists_all=True)

#: Two thirds of the whole steering committee.
ROCKVILLE = Rule(share=Fraction(2, 3), more_than=False, base=Base.ALL)

#: Three quarters of all voting members; afterwards each acknowledges its support, or asks to leave.
TMC = Rule(share=Fraction(3, 4), more_than=False, base=Base.ALL, acknowledged=True)

#: A simple majority within three days, else passed on to those above.
GRNS = Rule(window=Time(hours=3 * DAYS), failure=Failure.ESCALATE)

#: Consensus is substantial agreement with objections considered; whoever wishes dissociates, and the statement notes it; nobody is bound.
USITUA = Rule(way=Way.CONSENSUS, share=Fraction(3, 4), more_than=False, dissociation=Dissociation.NOTED, binds=False)

#: A poll of rough consensus, which is no vote.
IGC = Rule(way=Way.POLL, share=Fraction(2, 3), more_than=False)

#: The majority of votes binds those who were against it too.
FOE_LEBANON = Rule(binds=True)

TABLE = {
    "SELC": SELC,
    "ISOC": ISOC,
    "OFPN at meetings": OFPN_MEETING,
    "OFPN by mail": OFPN_MAIL,
    "CCLC": CCLC,
    "Australian climate groups": AUSTRALIA,
    "CS coalition": CS_COALITION,
    "Rockville": ROCKVILLE,
    "TMC": TMC,
    "GRNS": GRNS,
    "USITUA": USITUA,
    "IGC": IGC,
    "FoE Lebanon": FOE_LEBANON,
}

SILENCE = Rule(way=Way.SILENCE, window=Time(hours=48))
CONSENSUS_MINUS_TWO = Rule(way=Way.CONSENSUS, objections_end_it=3)
