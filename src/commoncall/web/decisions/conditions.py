"""Each condition of a rule, met or missing, in words, with what was counted for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.decisions.rules.counting import asks_for_share, limit_of_objections
from commoncall.decisions.rules.rule import Base, Division, Missing, Report, Rule, Way
from commoncall.decisions.sentences import missing_words
from commoncall.web.moments import numeral


@dataclass(frozen=True)
class Condition:
    """One condition: whether it was met, and what was counted."""

    is_met: bool
    words: str


def of(rule: Rule, report: Report) -> list[Condition]:
    """Return the conditions that a rule asks for, the missing ones first; a consultation has none."""
    if rule.way is Way.CONSULTATION:
        return []
    met = [*_share(rule, report), *_objections(rule, report), *_quorum(rule, report), *_divisions(rule, report)]
    return [*(Condition(False, said) for said in missing_words(report)), *(Condition(True, said) for said in met)]


def _share(rule: Rule, report: Report) -> Iterator[str]:
    if not asks_for_share(rule) or {Missing.SHARE, Missing.TIE} & set(report.missing):
        return
    told = {
        Base.CAST: ngettext("Of %(n)s vote cast, %(agree)s was in favour;", "Of %(n)s votes cast, %(agree)s were in favour;", report.base),
        Base.ANSWERED: ngettext("Of %(n)s that answered, %(agree)s was in favour;", "Of %(n)s that answered, %(agree)s were in favour;", report.base),
        Base.PRESENT: ngettext("Of %(n)s present, %(agree)s was in favour;", "Of %(n)s present, %(agree)s were in favour;", report.base),
        Base.ALL: ngettext("Of %(n)s that decides, %(agree)s was in favour;", "Of all %(n)s that decide, %(agree)s were in favour;", report.base),
    }[rule.base] % {"n": numeral(report.base), "agree": numeral(report.agree)}
    asked = ngettext("%(n)s was needed.", "%(n)s were needed.", report.needed) % {"n": numeral(report.needed)}
    yield _("%(first)s %(second)s") % {"first": told, "second": asked}


def _objections(rule: Rule, report: Report) -> Iterator[str]:
    limit = limit_of_objections(rule)
    if limit is None or {Missing.OBJECTIONS, Missing.SILENCE_BROKEN} & set(report.missing):
        return
    if not report.objecting:
        yield _("Nobody broke silence.") if rule.way is Way.SILENCE else _("Nobody objected.")
        return
    told = ngettext("%(n)s objected;", "%(n)s objected;", report.objecting) % {"n": numeral(report.objecting)}
    asked = ngettext("%(n)s would have stopped it.", "%(n)s would have stopped it.", limit) % {"n": numeral(limit)}
    yield _("%(first)s %(second)s") % {"first": told, "second": asked}


def _quorum(rule: Rule, report: Report) -> Iterator[str]:
    if not (rule.quorum or rule.quorum_share) or {Missing.QUORUM, Missing.QUORUM_SHARE} & set(report.missing):
        return
    told = ngettext("%(n)s took part;", "%(n)s took part;", report.gathered) % {"n": numeral(report.gathered)}
    asked = ngettext("%(n)s was needed.", "%(n)s were needed.", report.quorum_needed) % {"n": numeral(report.quorum_needed)}
    yield _("%(first)s %(second)s") % {"first": told, "second": asked}


def _divisions(rule: Rule, report: Report) -> Iterator[str]:
    if rule.quorum_division is None or Missing.DIVISIONS in report.missing:
        return
    yield {
        Division.REGION: _("Enough took part from each region that was needed."),
        Division.COUNTRY: _("Enough took part from each country that was needed."),
        Division.CATEGORY: _("Enough took part from each category that was needed."),
    }[rule.quorum_division]
