"""What can be chosen for each part of a rule, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from commoncall.decisions.rules.rule import Base, Channel, Dissociation, Failure, Tie, Way
from commoncall.decisions.sentences.names import DIVISIONS, WAYS

Told = Mapping[Any, tuple[Any, Any]]

WAY: Told = {
    Way.VOTE: (WAYS[Way.VOTE], _("Answers are counted against a share, and perhaps against a number of objections.")),
    Way.CONSENSUS: (WAYS[Way.CONSENSUS], _("Adopted unless too many block it. Who stands aside is noted.")),
    Way.SILENCE: (WAYS[Way.SILENCE], _("Adopted at an exact instant unless somebody objects before. Who says nothing consents.")),
    Way.CONSULTATION: (WAYS[Way.CONSULTATION], _("Everybody is heard, and nobody decides by it.")),
    Way.POLL: (WAYS[Way.POLL], _("It shows where people stand. It is no vote and keeps no roll.")),
}
CHANNEL: Told = {
    Channel.WRITTEN: (_("In writing"), _("Within a time that is known beforehand, wherever people are.")),
    Channel.MEETING: (_("At a meeting"), _("The quorum counts those present; it is closed by hand.")),
}
BASE: Told = {
    Base.CAST: (_("Of the votes cast"), _("Those who say yes or no. Abstentions do not count.")),
    Base.ANSWERED: (_("Of all answers"), _("Abstentions count as answers.")),
    Base.PRESENT: (_("Of those present"), _("At meetings alone. Whoever is there and says nothing counts.")),
    Base.ALL: (_("Of all who may decide"), _("Whether they answer or not: silence has the effect of a no.")),
}
MORE_THAN = (("least", _("At least")), ("more", _("More than")))
DIVISION = (("", _("From anywhere")), *((key.value, words) for key, words in DIVISIONS.items()))
TIE: Told = {
    Tie.FAILS: (_("It is not adopted"), ""),
    Tie.CHAIR: (_("The chair decides"), _("By the answer of the organisation in the chair.")),
}
FAILURE: Told = {
    Failure.RETURN: (_("It goes back for another draft"), ""),
    Failure.ESCALATE: (_("It is passed on to those above"), _("To the next rung of the ladder.")),
    Failure.LAPSE: (_("It lapses"), ""),
}
DISSOCIATION: Told = {
    Dissociation.NONE: (_("Nobody does"), _("What was adopted holds for all.")),
    Dissociation.UNLISTED: (_("Who dissociates is left out of the published list"), ""),
    Dissociation.NOTED: (_("A note under the published text names them"), ""),
    Dissociation.MINUTES: (_("Only the register says so"), ""),
}
UNITS = (("hours", _("hours")), ("days", _("days by the clock")), ("working_days", _("working days")))


def choices(told: Told) -> list[tuple[str, Any]]:
    """Return what can be chosen, as a field takes it."""
    return [(key.value, title) for key, (title, _sentence) in told.items()]


def consequences(told: Told) -> dict[str, Any]:
    """Return what follows from each choice, as its widget takes it."""
    return {key.value: sentence for key, (_title, sentence) in told.items() if sentence}
