"""Who decides, how and on what, as the public reads of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.decisions import sentences
from commoncall.decisions.history import ladder
from commoncall.decisions.rules.rule import Missing, Rule, Way
from commoncall.decisions.sentences.names import WAYS
from commoncall.kernel import languages
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.refusals import Words
from commoncall.web.decisions import conditions
from commoncall.web.decisions.conditions import Condition
from commoncall.web.decisions.ended import counted_in_the_end, ending
from commoncall.web.moments import full_date

if TYPE_CHECKING:
    from commoncall.decisions.models import Decision, Rung
    from commoncall.decisions.queries.public import Entry
    from commoncall.leadership.models import Body

#: How an outcome is drawn: the kind of status.
STATUS = {"adopted": "good", "not_adopted": "stop", "returned": "stop", "escalated": "warn", "lapsed": "quiet", "consulted": "good"}

#: Which condition was not met, without any number.
_MISSING: dict[Missing, Words] = {
    Missing.NOBODY: gettext_lazy("Nobody was entitled to decide."),
    Missing.NO_ANSWER: gettext_lazy("Nobody answered."),
    Missing.SHARE: gettext_lazy("Too few agreed."),
    Missing.TIE: gettext_lazy("As many were against it as agreed."),
    Missing.OBJECTIONS: gettext_lazy("It was stopped by objections."),
    Missing.SILENCE_BROKEN: gettext_lazy("Silence was broken."),
    Missing.QUORUM: gettext_lazy("Too few took part."),
    Missing.QUORUM_SHARE: gettext_lazy("Too few took part."),
}


def who(body: Body | None, region: str, called: Mapping[str, str]) -> str:
    """Return who decides. A body that the public pages do not show has no name there."""
    if body is not None and not body.is_public:
        return _("A body of the coalition")
    if body is not None:
        name = languages.pick(body.names) or capfirst(called.get(body.kind, "")) or str(body.get_kind_display())
        return _("%(body)s, of %(region)s") % {"body": name, "region": countries.region_name(region)} if region else name
    return _("All who vote in %(region)s") % {"region": countries.region_name(region)} if region else _("All who vote")


def way(rule: Rule) -> str:
    """Return what the way of deciding is called."""
    return _("Secret vote") if rule.secret else str(WAYS[rule.way])


def kind(code: str, rungs: Mapping[str, Rung], called: Mapping[str, str]) -> str:
    """Return what a kind of decision is called; nothing where it has none."""
    if not code:
        return ""
    return sentences.rung_words(rungs[code], called) if code in rungs else ladder.rung_words(code, {})


def outcome(decision: Decision) -> str:
    """Return what came of it and when: the exact instant, or of what was entered later the day."""
    if decision.closed_at is not None:
        return ending(decision)[1]
    day = full_date(decision.decided_on) if decision.decided_on else ""
    return _("%(outcome)s, %(day)s.") % {"outcome": decision.get_state_display(), "day": day}


def counted(entry: Entry) -> str:
    """Return what was counted in a sentence, or that no more than the outcome is told."""
    if entry.rule is None or entry.report is None:
        return ""
    if entry.too_few or entry.withheld:
        return _("Only the outcome is told here: numbers could tell more of single organisations than they chose to have told.")
    return counted_in_the_end(entry.decision, entry.rule, entry.report)


def asked(entry: Entry) -> list[Condition]:
    """Return the conditions of the rule, met or missing, as far as they may be told."""
    if entry.rule is None or entry.report is None or entry.too_few or entry.rule.way is Way.CONSULTATION:
        return []
    if not entry.withheld:
        return conditions.of(entry.rule, entry.report)
    told = [str(_MISSING[one]) for one in entry.report.missing if one in _MISSING]
    if Missing.DIVISIONS in entry.report.missing:
        told += sentences.missing_words(entry.report)[-1:]
    return [Condition(False, one) for one in dict.fromkeys(told)]
