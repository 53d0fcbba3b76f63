"""A rule of decision as data: who decides, what suffices, what ends it, by when, and what happens where it fails."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from fractions import Fraction
from typing import Any

#: Of proxies: an organisation may hold as many as it is given.
ANY_NUMBER = 9_999


class Way(enum.StrEnum):
    """How an outcome comes about."""

    VOTE = "vote"  # Answers are counted against a threshold and a limit of objections.
    CONSENSUS = "consensus"  # Adopted unless too many block; stand-asides are noted.
    SILENCE = "silence"  # Adopted at the instant of expiry unless somebody breaks silence.
    CONSULTATION = "consultation"  # Nobody decides: answers are gathered and reported.
    POLL = "poll"  # A poll of rough consensus: it is no vote, and no roll is kept.


class Channel(enum.StrEnum):
    """Where answers are given."""

    WRITTEN = "written"
    MEETING = "meeting"


class Base(enum.StrEnum):
    """Of what the share is taken."""

    CAST = "cast"  # Those who said yes or no; abstentions do not count.
    ANSWERED = "answered"  # All who answered, abstentions included.
    PRESENT = "present"  # All who are present at the meeting.
    ALL = "all"  # All who may decide, whether they answered or not.


class Division(enum.StrEnum):
    """By what a quorum is divided."""

    REGION = "region"
    COUNTRY = "country"
    CATEGORY = "category"


class Failure(enum.StrEnum):
    """What happens where it is not adopted."""

    RETURN = "return"
    ESCALATE = "escalate"
    LAPSE = "lapse"


class Tie(enum.StrEnum):
    """What a tie means, where the threshold is half of the votes."""

    FAILS = "fails"
    CHAIR = "chair"  # The chair's organisation decides by its own answer.


class Dissociation(enum.StrEnum):
    """Whether an organisation may dissociate itself from what was adopted, and how that shows."""

    NONE = "none"
    UNLISTED = "unlisted"  # The published text lists all but those who dissociated.
    NOTED = "noted"  # A note under the published text names them.
    MINUTES = "minutes"  # The register alone says so.


@dataclass(frozen=True)
class Time:
    """A length of time: hours by the clock, or whole working days by the coalition's calendar; never both."""

    hours: int = 0
    working_days: int = 0


@dataclass(frozen=True)
class Rule:
    """A rule of decision. What a field leaves empty, the rule does not ask for.

    ``share`` of ``base`` has to say yes: at least that much, or more than that where ``more_than``. ``objections_end_it`` is the
    number of objections (blocks) at which it fails, whatever the share: 1 is unanimity of those who speak, N + 1 is consensus minus
    N; a plain no is such an objection too where ``noes_object``. Silence is broken by one where the number is not given. A
    consensus asks for no share, unless it has no such number: then objections are considered and recorded, and ``share`` says what
    substantial agreement is. ``proxies`` is how many others an organisation may answer for. ``quorum`` is the least number of
    answers (or of those present), ``quorum_share`` the least share of all who may decide; ``quorum_division`` asks for at least
    ``quorum_each`` answers from each region (country, category) that is on the roll, or from ``quorum_divisions`` of them where
    that is not 0. ``window`` is the time to answer, ``notice`` the time before it. ``discussion_window`` is the time in which
    ``discussion_demanded_by`` of those who decide may demand a discussion, which then lasts ``discussion``. ``wording_time`` is
    left after adoption for the wording: the text that was adopted is not published before it is over. What ``binds`` holds for all, so
    that nobody dissociates from it. Where it is ``acknowledged``, each of those who decide is asked to acknowledge what was adopted.
    """

    way: Way = Way.VOTE
    channel: Channel = Channel.WRITTEN
    share: Fraction = Fraction(1, 2)
    more_than: bool = True
    base: Base = Base.CAST
    objections_end_it: int | None = None
    noes_object: bool = False
    quorum: int = 0
    quorum_share: Fraction = Fraction(0)
    quorum_more_than: bool = False
    quorum_division: Division | None = None
    quorum_divisions: int = 0
    quorum_each: int = 1
    notice: Time = field(default_factory=Time)
    window: Time = field(default_factory=lambda: Time(hours=72))
    discussion_window: Time = field(default_factory=Time)
    discussion: Time = field(default_factory=Time)
    discussion_demanded_by: int = 1
    wording_time: Time = field(default_factory=Time)
    early_close: bool = False
    may_change: bool = True
    proxies: int = 0
    tie: Tie = Tie.FAILS
    failure: Failure = Failure.RETURN
    dissociation: Dissociation = Dissociation.NONE
    secret: bool = False
    receipts: bool = False
    reasons_asked: bool = True
    acknowledged: bool = False
    binds: bool = False
    lists_all: bool = False

    def as_stored(self) -> dict[str, Any]:
        """Return the rule as plain values for JSON; shares are written as fractions, such as ``3/4``."""
        stored = asdict(self)
        for name, value in stored.items():
            stored[name] = str(value) if isinstance(value, (Fraction, enum.StrEnum)) else value
        return stored

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Rule:
        """Return a rule from what is stored; what is missing is as by default, what is unknown is left out."""
        read: dict[str, Any] = {}
        for one in fields(cls):
            if one.name in stored:
                read[one.name] = _read(one.name, stored[one.name])
        return cls(**read)


_KINDS: dict[str, type[enum.StrEnum]] = {
    "way": Way,
    "channel": Channel,
    "base": Base,
    "tie": Tie,
    "failure": Failure,
    "dissociation": Dissociation,
    "quorum_division": Division,
}
_TIMES = {"notice", "window", "discussion_window", "discussion", "wording_time"}


def _read(name: str, value: Any) -> Any:
    if name in {"share", "quorum_share"}:
        return Fraction(value)
    if name in _TIMES:
        return Time(**value)
    kind = _KINDS.get(name)
    return kind(value) if kind is not None and value is not None else value


class Answer(enum.StrEnum):
    """What an organisation answers."""

    AGREE = "agree"
    AGREE_WITH_COMMENTS = "agree_with_comments"
    ABSTAIN = "abstain"
    STAND_ASIDE = "stand_aside"
    AGAINST = "against"  # A no in a vote; it does not by itself end it.
    OBJECT = "object"  # An objection, a block, the breaking of silence; always with its reason.


@dataclass(frozen=True)
class Voter:
    """One line of the roll: an organisation that may decide, as it stood at the opening instant.

    ``organisation`` is its identifier as text. ``counts`` is false from its suspension on: its answer no longer counts while the
    denominator stays. ``is_present`` matters in meetings alone, where whoever answers is present too, and so is one whose proxy is
    (``proxy_held_by``); ``is_chair`` matters for ties.
    """

    organisation: str
    region: str = ""
    country: str = ""
    category: str = ""
    counts: bool = True
    is_present: bool = False
    is_chair: bool = False
    proxy_held_by: str = ""


class Missing(enum.StrEnum):
    """Which condition was not met."""

    SHARE = "share"
    OBJECTIONS = "objections"
    QUORUM = "quorum"
    QUORUM_SHARE = "quorum_share"
    DIVISIONS = "divisions"
    SILENCE_BROKEN = "silence_broken"
    TIE = "tie"
    NOBODY = "nobody"  # Nobody was on the roll.
    NO_ANSWER = "no_answer"  # Nobody answered, and only silence is consent.


@dataclass(frozen=True)
class Report:
    """What came of the answers: whether it is adopted, all that was counted, and each condition that was not met.

    ``needed`` of ``base`` had to agree. ``objections`` are those that objected, ``objecting`` all that count towards the limit, noes
    included where the rule says so. ``gathered`` is what the quorum counts, of which ``quorum_needed`` were needed. ``divisions``
    says of each ``division`` (region, country, category) on the roll how many answered (or, at a meeting, were present), ``missing_divisions``
    are those without enough, ``divisions_needed`` how many had to have enough. ``not_counted`` are organisations that answered and
    were suspended; ``counted_still`` those that were suspended after they had voted in secret: nobody can tell which of the
    ballots are theirs, so that these are counted. ``is_withheld`` says that what is broken down is not told to this reader.
    """

    adopted: bool
    missing: tuple[Missing, ...] = ()
    entitled: int = 0
    answered: int = 0
    present: int = 0
    agree: int = 0
    against: int = 0
    abstain: int = 0
    stand_aside: int = 0
    objections: int = 0
    objecting: int = 0
    base: int = 0
    needed: int = 0
    gathered: int = 0
    quorum_needed: int = 0
    not_counted: tuple[str, ...] = ()
    counted_still: tuple[str, ...] = ()
    division: str = ""
    divisions: Mapping[str, int] = field(default_factory=dict)
    missing_divisions: tuple[str, ...] = ()
    divisions_needed: int = 0
    is_withheld: bool = False

    def as_stored(self) -> dict[str, Any]:
        """Return the report as plain values for JSON."""
        stored = asdict(self)
        for name in _TUPLES:
            stored[name] = [str(one) for one in stored[name]]
        return stored

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Report:
        """Return a report from what is stored; what is missing is as by default, what is unknown is left out."""
        known = {one.name for one in fields(cls)}
        read: dict[str, Any] = {name: tuple(value) if name in _TUPLES else value for name, value in stored.items() if name in known}
        read["missing"] = tuple(Missing(one) for one in read.get("missing", ()))
        return cls(**read)


_TUPLES = ("missing", "not_counted", "counted_still", "missing_divisions")
