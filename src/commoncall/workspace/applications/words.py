"""Sentences about applications, whole in each language."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.decisions import sentences
from commoncall.membership.queries.applications import ANSWERS, STATES
from commoncall.membership.rules.admitting import Way
from commoncall.procedures.admission import Ahead, Ballot
from commoncall.procedures.deciding.subjects import Put
from commoncall.web.moments import numeral
from commoncall.web.words import Words

#: How a state is drawn.
STATUS = {STATES.CHECKING: "warn", STATES.CONSULTING: "warn", STATES.DECIDING: "warn", STATES.ADMITTED: "good", STATES.DECLINED: "stop"}

#: How an answer is drawn.
VIEW = {ANSWERS.YES: "good", ANSWERS.NO: "stop", ANSWERS.NO_VIEW: "quiet"}


def category(code: str, called: Words) -> str:
    """Return as what somebody applies, such as “Ordinary member”, with the coalition's own word for a member."""
    told = {
        "ordinary": _("Ordinary %(member)s"),
        "extraordinary": _("Extraordinary %(member)s"),
        "affiliated": _("Affiliated %(member)s"),
        "observer": _("Observer"),
        "individual": _("Individual person"),
    }
    return capfirst(told.get(code, code) % {"member": called["member"]})


def deciders(code: str, called: Words) -> str:
    """Return who decides, as a heading or an answer says it."""
    told = {
        "coordinators": _("The coordinators"),
        "committee": _("The %(committee)s"),
        "members": _("All %(members)s with a vote, in writing"),
        "assembly": _("All %(members)s, when they meet"),
    }
    return told[code] % called


def stages(way: Way, called: Words, *, by_the_ladder: bool = False) -> str:
    """Return by which stages one joins in a category, in a sentence or two; ``by_the_ladder`` where that has a rung which decides."""
    if not way.is_open:
        return _("Nobody can apply in this category.")
    days = ngettext("%(n)s day", "%(n)s days", way.consultation_days) % {"n": numeral(way.consultation_days)}
    heard = {
        "nobody": _("Nobody is consulted."),
        "country": _("The %(members)s in the same country are consulted for %(days)s."),
        "all": _("All %(members)s with a vote are consulted for %(days)s."),
    }[way.consults] % {**called, "days": days}
    decided = {
        "coordinators": _("Then the coordinators decide within %(days)s."),
        "committee": _("Then the %(committee)s decides within %(days)s."),
        "members": _("Then all %(members)s with a vote have %(days)s to object."),
        "assembly": _("Then all %(members)s decide when they meet; the coordinators record it within %(days)s."),
    }[way.decided_by] % {**called, "days": ngettext("%(n)s day", "%(n)s days", way.decision_days) % {"n": numeral(way.decision_days)}}
    if by_the_ladder and way.decided_by != "coordinators":
        decided = _("Then it is decided by the ladder.")
    told = _("All %(members)s are told of an admission.") % called if way.tells_members else _("Nobody is told of an admission.")
    return " ".join((heard, decided, told))


def why_nobody(ahead: Ahead, called: Words) -> str:
    """Return why nobody is consulted."""
    return {
        "nobody": _("In this category nobody is consulted."),
        "none": _("No %(member)s with a vote and in good standing is in the country of the applicant, so nobody is consulted."),
        "unnamed": _("The applicant is named to the coordinators alone. To consult others would tell them of it, so nobody is consulted."),
    }[ahead.why_nobody] % called


def who_is_asked(ahead: Ahead, called: Words) -> str:
    """Return who is asked next, in a sentence that says how many."""
    number = len(ahead.consulted)
    if number:
        words = ngettext(
            "%(n)s organisation is asked what it knows of the applicant.",
            "%(n)s organisations are asked what they know of the applicant.",
            number,
        )
        return words % {"n": numeral(number)}
    if ahead.put is not None:
        return _by_the_ladder(ahead.put)
    if ahead.seats:
        number = len(ahead.seats)
        words = ngettext("It is put to the %(committee)s: %(n)s seat is asked.", "It is put to the %(committee)s: %(n)s seats are asked.", number)
        return words % {**called, "n": numeral(number)}
    if ahead.asked_in_writing:
        number = len(ahead.asked_in_writing)
        words = ngettext("%(n)s organisation is asked whether it objects.", "%(n)s organisations are asked whether they object.", number)
        return words % {"n": numeral(number)}
    if ahead.is_recorded:
        return _("%(who)s decide elsewhere. You record here what was decided, with where and when.") % {"who": deciders(ahead.way.decided_by, called)}
    return _("It waits for the coordinators to decide.")


def _by_the_ladder(put: Put) -> str:
    if put.closes_at is None:
        return _("It is decided at a meeting. A decision is prepared, which you announce with the day of that meeting.")
    number = len(put.voters)
    words = ngettext("A decision on it begins: %(n)s organisation is asked.", "A decision on it begins: %(n)s organisations are asked.", number)
    return " ".join([words % {"n": numeral(number)}, sentences.sentence(put.rule)])


def how_it_stands(ballot: Ballot, called: Words) -> str:
    """Return in a sentence or two how a decision stands."""
    counted = ballot.tally
    if ballot.decision is not None and ballot.decision.state != "draft":
        return _("It is being decided on by the ladder.")
    if ballot.is_recorded:
        return _("Decided elsewhere: %(who)s. Record it here once it was decided.") % {"who": deciders(ballot.decided_by, called)}
    if ballot.decided_by == "coordinators":
        return _("The coordinators decide.")
    told = {"answered": numeral(counted.answered), "n": numeral(counted.asked), "yes": numeral(counted.yes), "no": numeral(counted.no)}
    if ballot.decided_by == "members":
        objections = ngettext("%(n)s objection so far.", "%(n)s objections so far.", counted.no) % {"n": numeral(counted.no)}
        return _("%(first)s %(second)s") % {"first": objections, "second": _("Whoever does not answer consents.")}
    first = ngettext("%(answered)s of %(n)s seat has answered", "%(answered)s of %(n)s seats have answered", counted.asked) % told
    return _("%(first)s: %(yes)s in favour, %(no)s against.") % {"first": first, **told}


def too_early(ballot: Ballot) -> str:
    """Return from when an outcome can be recorded, where that is not yet."""
    if ballot.is_ripe:
        return ""
    if ballot.decision is not None:
        words = _("Decision %(number)s is under way. What follows from it comes by itself. To note another outcome, withdraw that decision first.")
        return words % {"number": numeral(ballot.decision.number or 0)}
    if ballot.decided_by == "members":
        return _("It can be recorded when the time to object is over, or once all have answered.")
    words = ngettext(
        "It can be recorded once %(n)s seat has answered, or when the time is over.",
        "It can be recorded once %(n)s seats have answered, or when the time is over.",
        ballot.needed,
    )
    return words % {"n": numeral(ballot.needed)}


def who_has_answered(answered: int, asked: int) -> str:
    """Return how many of those who are asked have answered."""
    words = ngettext("%(answered)s of %(n)s has answered.", "%(answered)s of %(n)s have answered.", asked)
    return words % {"answered": numeral(answered), "n": numeral(asked)}


def waits_for(state: str, asked: int, answered: int, called: Words) -> str:
    """Return for whom an application waits, in a sentence."""
    if state == STATES.CHECKING:
        return _("Waits for the coordinators to check it.")
    if asked:
        return who_has_answered(answered, asked)
    return _("Waits for its outcome to be recorded.") if state == STATES.DECIDING else ""


def consequences(ballot: Ballot, called: Words) -> dict[str, str]:
    """Return what follows from each outcome, as the form says it."""
    return {
        "admitted": _(
            "It belongs from that day. Its record is made, its contact is written to and may act for it, "
            "it stands behind what it endorsed, and a mentor is looked for."
        ),
        "declined": _("Its contact is written to with the reasons, and with whether it may apply again."),
    }
