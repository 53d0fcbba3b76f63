"""What came of a decision, in a sentence, and what was counted in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.decisions.rules.rule import Report, Rule, Way
from commoncall.web.moments import exactly, numeral

if TYPE_CHECKING:
    from commoncall.decisions.models import Decision


def ending(decision: Decision) -> tuple[str, str]:
    """Return the kind of status and the sentence that says what came of a decision, and when."""
    day = {"instant": exactly(decision.closed_at) if decision.closed_at else ""}
    return {
        "adopted": ("good", _("Adopted on %(instant)s.") % day),
        "not_adopted": ("stop", _("Not adopted on %(instant)s.") % day),
        "returned": ("stop", _("Not adopted on %(instant)s. The text goes back for another draft.") % day),
        "escalated": ("warn", _("Not adopted on %(instant)s, and passed on to those above.") % day),
        "lapsed": ("", _("Not adopted on %(instant)s. It lapses.") % day),
        "consulted": ("", _("The consultation ended on %(instant)s.") % day),
        "withdrawn": ("", _("Withdrawn on %(instant)s.") % day),
    }[decision.state]


def counted_in_the_end(decision: Decision, rule: Rule, report: Report | None) -> str:
    """Return what was counted: of a consultation how many answered, for nobody was in favour or against."""
    if report is None or decision.state == "withdrawn":
        return ""
    return _gathered(report) if rule.way is Way.CONSULTATION else tally(report)


def _gathered(report: Report) -> str:
    """Return what a consultation or a poll gathered: nobody was in favour or against, for nothing was decided."""
    return have_answered(report.answered, report.entitled) if report.entitled else ""


def tally(report: Report) -> str:
    """Return what was counted, in a sentence that leaves out what nobody said."""
    is_only = not (report.against or report.objections or report.stand_aside or report.abstain)
    parts = [
        (report.agree or is_only) and ngettext("%(n)s in favour", "%(n)s in favour", report.agree) % {"n": numeral(report.agree)},
        report.against and ngettext("%(n)s against", "%(n)s against", report.against) % {"n": numeral(report.against)},
        report.objections and ngettext("%(n)s objection", "%(n)s objections", report.objections) % {"n": numeral(report.objections)},
        report.stand_aside and ngettext("%(n)s stood aside", "%(n)s stood aside", report.stand_aside) % {"n": numeral(report.stand_aside)},
        report.abstain and ngettext("%(n)s abstained", "%(n)s abstained", report.abstain) % {"n": numeral(report.abstain)},
    ]
    counted = _(", ").join(str(one) for one in parts if one)
    return _("%(answered)s %(counted)s.") % {"answered": have_answered(report.answered, report.entitled), "counted": counted}


def have_answered(answered: int, entitled: int) -> str:
    """Return how many of those who decide have answered; where no roll is kept, how many have."""
    if not entitled:
        return _("%(instant)s.") % {"instant": _("Answered: %(n)s") % {"n": numeral(answered)}}
    words = ngettext("%(answered)s of %(n)s has answered.", "%(answered)s of %(n)s have answered.", entitled)
    return words % {"answered": numeral(answered), "n": numeral(entitled)}
