"""Why a rule is refused, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commoncall.decisions.rules.feasible import Fault, Why
from commoncall.decisions.sentences.numbers import spoken

_WORDS = {
    Why.NOBODY: _("Nobody would decide: there is no organisation that may answer."),
    Why.SHARE_TOO_HIGH: _("This share can never be reached: %(wanted)s would have to agree, and %(there_are)s are all that can."),
    Why.LIMIT_OF_NONE: _("With no objection at all it would be stopped already. Write one or more."),
    Why.QUORUM_TOO_HIGH: _("This quorum can never be reached: it asks for %(wanted)s, and %(there_are)s may decide."),
    Why.QUORUM_SHARE_TOO_HIGH: _("This share of all can never take part: it asks for %(wanted)s, and %(there_are)s may decide."),
    Why.NO_DIVISIONS: _("Nobody who may decide belongs to such a division, so that this quorum can never be reached."),
    Why.TOO_MANY_DIVISIONS: _("This quorum can never be reached: it asks for %(wanted)s of them, and those who may decide come from %(there_are)s."),
    Why.TOO_MANY_OF_EACH: _("This quorum can never be reached: it asks for %(wanted)s from each, and one of them has %(there_are)s."),
    Why.NEGATIVE: _("Write a number that is not below nought."),
    Why.ALWAYS_MET: _("This would be adopted whatever the answers are. Ask for a share, or say how many objections stop it."),
    Why.PRESENT_IN_WRITING: _("In writing nobody is present. Take the share of those who answer instead."),
    Why.POLL_OF_ALL: _("A poll keeps no roll, so that there is no number of all or of those present. Take the share of those who answer."),
    Why.QUORUM_WITHOUT_VOTE: _("Only a vote or a consensus has a quorum: silence is agreement, and the others decide nothing."),
    Why.NOES_WITHOUT_LIMIT: _("Say how many noes stop it, or do not count them as objections."),
    Why.CHAIR_WITHOUT_TIE: _("The chair can decide only where more than half of the votes cast are needed: otherwise there is no tie."),
    Why.EARLY_WITHOUT_END: _("A consultation and a poll last as long as they last: nothing in them is certain early."),
    Why.SILENCE_AT_MEETING: _("Silence needs an exact instant of expiry, so it is kept in writing."),
    Why.HIDDEN_WITHOUT_VOTE: _("Only a vote can be secret: whoever blocks, breaks silence or comments says so openly."),
    Why.HIDDEN_OBJECTIONS: _("An objection is given with its reason, which a secret vote has no room for. Let a plain no count as an objection."),
    Why.HIDDEN_EARLY: _("In a secret vote nothing is counted before the close, so that it cannot close early."),
    Why.HIDDEN_CHANGED: _("A secret ballot cannot be changed once it is cast: nobody can tell which it is."),
    Why.HIDDEN_PROXIES: _("In a secret vote each organisation casts its own ballot, and no proxy can."),
    Why.HIDDEN_CHAIR: _("In a secret vote nobody knows how the chair voted, so that the chair decides no tie."),
    Why.HIDDEN_REASONS: _("Reasons would tell whose ballot it is. A secret vote asks for none."),
    Why.RECEIPTS_IN_THE_OPEN: _("Receipts are for secret votes; in an open one everybody sees their answer."),
    Why.NO_TIME: _("Say how long answers are taken."),
    Why.BOTH_TIMES: _("Write hours or working days, not both."),
    Why.TOO_LONG: _("This is longer than a year."),
    Why.DISCUSSION_WITHOUT_DEMAND: _("Say within what time a discussion may be demanded."),
    Why.DEMAND_WITHOUT_DISCUSSION: _("Say how long a discussion lasts once it is demanded."),
    Why.DEMANDED_BY_TOO_MANY: _("No discussion could ever be demanded: it asks for %(wanted)s, and %(there_are)s may decide."),
    Why.FAILURE_WITHOUT_VOTE: _("A consultation does not fail, so that nothing is passed on."),
    Why.BINDS_AND_LETS_GO: _("What binds everybody lets nobody dissociate from it. Choose one of the two."),
}


def fault_words(fault: Fault) -> str:
    """Return why a rule is refused, and what to write instead where that can be said."""
    return spoken(_WORDS[fault.why], wanted=fault.wanted, there_are=fault.there_are)
