"""How a decision stands or what came of it, in a sentence or two, and the counts beside its figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commoncall.decisions.rules.rule import Report, Rule, Way
from commoncall.design.will import Stroke
from commoncall.kernel.refusals import Words
from commoncall.web.decisions.ended import counted_in_the_end, ending, have_answered, tally
from commoncall.web.moments import exactly, full_date, numeral
from commoncall.workspace.decisions import words

if TYPE_CHECKING:
    from commoncall.decisions.models import Decision


@dataclass(frozen=True)
class Stands:
    """How it stands: the kind of notice, what is said first, and what follows from it."""

    kind: str
    first: str
    then: Words = ""


def under_way(rule: Rule, report: Report | None, voted: int, entitled: int) -> Stands:
    """Return how an open decision stands."""
    if rule.secret:
        return Stands("", cast(voted, entitled), _("Nothing is counted before it closes."))
    if report is None or rule.way in {Way.CONSULTATION, Way.POLL}:
        return Stands("", have_answered(voted, entitled), _("Nobody decides here: the answers are gathered and reported.") if report else "")
    if rule.way is Way.SILENCE:
        return _silence(report)
    if report.objections and rule.objections_end_it is not None and report.objections >= rule.objections_end_it:
        return Stands(
            "stop", objections(report.objections), _("As things are, it will not be adopted. It can be, if objections are withdrawn in time.")
        )
    return _counted(report)


def _silence(report: Report) -> Stands:
    if not report.adopted:
        then = _("As things are, it will not be adopted. It will be, if the objection is withdrawn before silence ends.")
        return Stands("stop", objections(report.objections), then)
    if report.objections:
        return Stands("warn", objections(report.objections), _("The rule lets it pass all the same, as things are."))
    return Stands("good", _("Nobody objects."), _("As things are, it is adopted when silence ends."))


def _counted(report: Report) -> Stands:
    first = tally(report)
    if report.adopted:
        return Stands("warn" if report.objections else "good", first, _("If it closed now, it would be adopted."))
    return Stands("", first, _("If it closed now, it would not be adopted."))


#: What came of it, once silence was broken.
_AFTER_BREAKING = {
    "not_adopted": gettext_lazy("It is not adopted."),
    "returned": gettext_lazy("It is not adopted: the text goes back for another draft."),
    "escalated": gettext_lazy("It is not adopted, and is passed on to those above."),
    "lapsed": gettext_lazy("It is not adopted, and lapses."),
}


def ended(decision: Decision, rule: Rule, report: Report | None, *, too_few: bool = False, broken_by: str = "") -> Stands:
    """Return what came of a decision, in a sentence."""
    day = {"instant": exactly(decision.closed_at) if decision.closed_at else ""}
    kind, first = ending(decision)
    if broken_by and rule.way is Way.SILENCE and report is not None and not report.adopted and decision.state != "withdrawn":
        broken = _("Silence was broken on %(instant)s by %(organisation)s.") % {**day, "organisation": broken_by}
        return Stands(kind, broken, _AFTER_BREAKING.get(decision.state, ""))
    return Stands(kind, first, counted_in_the_end(decision, rule, None if too_few else report))


def before(decision: Decision, rule: Rule) -> Stands:
    """Return how a decision stands that is not open yet."""
    if decision.state == "draft":
        return Stands("", _("It is being prepared."), _("Nobody has been asked yet."))
    closes = words.closes(rule, exactly(decision.closes_at)) if decision.closes_at else ""
    return Stands("", _("Announced: nobody can answer before it opens."), closes)


def entered(decision: Decision) -> Stands:
    """Return of what was entered later how it ended, by whom and from what it was entered."""
    who = decision.entered_by.name if decision.entered_by else _("somebody who is no longer noted here")
    first = _("%(outcome)s, %(day)s.") % {
        "outcome": decision.get_state_display(),
        "day": full_date(decision.decided_on) if decision.decided_on else "",
    }
    then = _("Entered later by %(person)s, from this source: %(source)s") % {"person": who, "source": decision.source}
    return Stands("good" if decision.state == "adopted" else "", first, then)


def cast(voted: int, entitled: int) -> str:
    """Return how many ballots were cast."""
    words = ngettext("%(answered)s of %(n)s organisation has voted.", "%(answered)s of %(n)s organisations have voted.", entitled)
    return words % {"answered": numeral(voted), "n": numeral(entitled)}


def objections(number: int) -> str:
    """Return how many objections stand."""
    if number == 1:
        return _("One objection stands.")
    return ngettext("%(n)s objection stands.", "%(n)s objections stand.", number) % {"n": numeral(number)}


def legend(counts: dict[Stroke, int]) -> list[tuple[str, SafeString]]:
    """Return what each kind of line means and how many there are of it, in the order in which it is drawn."""
    told = {
        Stroke.SUPPORTS: ngettext("%(n)s agrees", "%(n)s agree", counts.get(Stroke.SUPPORTS, 0)),
        Stroke.CONSENTS: ngettext("%(n)s silent, which counts as consent", "%(n)s silent, which counts as consent", counts.get(Stroke.CONSENTS, 0)),
        Stroke.SILENT: ngettext("%(n)s has not answered", "%(n)s have not answered", counts.get(Stroke.SILENT, 0)),
        Stroke.ASIDE: ngettext("%(n)s stands aside or abstains", "%(n)s stand aside or abstain", counts.get(Stroke.ASIDE, 0)),
        Stroke.AGAINST: ngettext("%(n)s is against", "%(n)s are against", counts.get(Stroke.AGAINST, 0)),
        Stroke.OBJECTS: ngettext("%(n)s objects", "%(n)s object", counts.get(Stroke.OBJECTS, 0)),
    }
    return [(stroke.value, _bold(words, counts[stroke])) for stroke, words in told.items() if counts.get(stroke)]


def _bold(words: str, number: int) -> SafeString:
    # The number is marked within a sentence that was escaped as a whole.
    return mark_safe(conditional_escape(words) % {"n": format_html("<b>{}</b>", numeral(number))})  # noqa: S308
