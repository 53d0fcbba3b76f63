"""What each organisation answers, as a line for its reader; and the figure that is drawn of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.decisions.queries.answers import Line as Known
from commoncall.decisions.rules.outcomes import has_roll
from commoncall.decisions.rules.rule import Answer, Rule, Way
from commoncall.design.will import MOST_LINES, Ending, Figure, Stroke, Will, figure
from commoncall.kernel.countries import queries as countries
from commoncall.web.moments import numeral, short_day, when
from commoncall.workspace.decisions import words

#: Who parts ways with the others; they stand first, whatever their number.
DISSENT = frozenset({Answer.OBJECT, Answer.AGAINST, Answer.STAND_ASIDE})


@dataclass(frozen=True)
class Line:
    """One organisation's answer in words: who it is, what it says and why, and how that came."""

    name: str
    language: str
    country: str
    words: str
    kind: str
    reason: str = ""
    came: str = ""
    who: str = ""
    note: str = ""


def line(one: Known, rule: Rule, *, is_over: bool) -> Line:
    """Return one organisation's line."""
    said, kind = _said(one, rule, is_over=is_over)
    return Line(
        one.name or _("An organisation that is not named"),
        one.name_language if one.name else "",
        countries.name(one.country, form="plain") if one.country and countries.exists(one.country) else "",
        said,
        kind,
        one.reason,
        _came(one),
        _who(one),
        "" if one.counts else _suspended(rule),
    )


def _suspended(rule: Rule) -> str:
    if not has_roll(rule):
        return _("Suspended: its answer does not count.")
    return _("Suspended: its answer does not count. It stays among those of whom the share is taken.")


def _said(one: Known, rule: Rule, *, is_over: bool) -> tuple[str, str]:
    if rule.secret:
        return (_("Has voted"), "good") if one.has_voted else (_("Has not voted"), "quiet")
    if one.answer is not None:
        return str(words.SAID[one.answer]), words.SAID_STATUS.get(one.answer, "")
    if rule.way is Way.SILENCE:
        return (_("Silent, which counted as consent") if is_over else _("Silent so far")), "quiet"
    return (_("Did not answer") if is_over else _("Has not answered")), "quiet"


def _came(one: Known) -> str:
    if one.is_entered and one.said_at is not None:
        told = words.CAME.get(one.came, words.ENTERED)
        person = one.entered_by_name or _("somebody without a mandate of its own")
        entered = str(told) % {"person": person, "day": short_day(one.said_at)}
        return _("%(entered)s: %(how)s") % {"entered": entered, "how": one.came_how} if entered and one.came_how else entered
    if one.came == "proxy":
        return _("by proxy, through %(organisation)s") % {"organisation": one.proxy_holder_name or _("an organisation that is not named")}
    return ""


def _who(one: Known) -> str:
    if one.said_at is None:
        return ""
    return _("%(person)s, %(when)s") % {"person": one.person_name, "when": when(one.said_at)} if one.person_name else when(one.said_at)


def lines(known: Iterable[Known], rule: Rule, *, is_over: bool = False) -> list[Line]:
    """Return the lines of organisations in the order in which they come: dissent first, then by name."""
    return [line(one, rule, is_over=is_over) for one in known]


def stroke(one: Known, rule: Rule) -> Stroke:
    """Return as which stroke an organisation is drawn."""
    if one.answer is None or not one.counts:
        return Stroke.CONSENTS if rule.way is Way.SILENCE and one.counts else Stroke.SILENT
    return {
        Answer.AGREE: Stroke.SUPPORTS,
        Answer.AGREE_WITH_COMMENTS: Stroke.SUPPORTS,
        Answer.ABSTAIN: Stroke.ASIDE,
        Answer.STAND_ASIDE: Stroke.ASIDE,
        Answer.AGAINST: Stroke.AGAINST,
        Answer.OBJECT: Stroke.OBJECTS,
    }[one.answer]


def counts(known: Sequence[Known], rule: Rule) -> dict[Stroke, int]:
    """Return how many organisations are drawn as which stroke."""
    return dict(Counter(stroke(one, rule) for one in known))


def drawn(known: Sequence[Known], rule: Rule, ending: Ending) -> Figure:
    """Draw the answers: lines lie in the order of names, so that nobody moves from one visit to the next."""
    ordered = sorted(known, key=lambda one: one.name.casefold())
    return figure([_will(one, rule) for one in ordered], ending)


def _will(one: Known, rule: Rule) -> Will:
    told = {Answer.OBJECT: _("%(organisation)s objects"), Answer.AGAINST: _("%(organisation)s is against it")}
    told[Answer.STAND_ASIDE] = _("%(organisation)s stands aside")
    words = told.get(one.answer, "") if one.answer is not None and one.name else ""
    return Will(stroke(one, rule), words % {"organisation": one.name} if words else "")


def what_a_line_is(drawing: Figure) -> str:
    """Return what one line stands for, where that is not one organisation."""
    if drawing.each == 1:
        return ""
    told = ngettext(
        "Of those who agree or are silent, more than %(most)s, one line stands for %(n)s organisation. Whoever dissents has a line of its own.",
        "Of those who agree or are silent, more than %(most)s, one line stands for %(n)s organisations. Whoever dissents has a line of its own.",
        drawing.each,
    )
    return told % {"n": numeral(drawing.each), "most": numeral(MOST_LINES)}


#: So many lines stand on one page of all answers.
ON_A_PAGE = 100


@dataclass(frozen=True)
class Page:
    """One page of the lines of all organisations, or of those alone who have not answered."""

    lines: Sequence[Known]
    only: str
    total: int
    first: str
    last: str
    previous: str
    next: str
    waiting: int


def page(known: Sequence[Known], only: str, number: str) -> Page:
    """Return a page of lines; ``only`` is “none” for those who have not answered."""
    silent = [one for one in known if not one.has_voted and one.answer is None]
    chosen = silent if only == "none" else known
    last_page = max(-(-len(chosen) // ON_A_PAGE), 1)
    at = min(max(int(number), 1), last_page) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    start, end = (at - 1) * ON_A_PAGE, min(at * ON_A_PAGE, len(chosen))
    kept = "?answer=none&page=" if only == "none" else "?page="
    return Page(
        chosen[start:end],
        "none" if only == "none" else "",
        len(chosen),
        numeral(start + 1 if chosen else 0),
        numeral(end),
        f"{kept}{at - 1}" if at > 1 else "",
        f"{kept}{at + 1}" if at < last_page else "",
        len(silent),
    )
