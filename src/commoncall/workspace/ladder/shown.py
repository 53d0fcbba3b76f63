"""Rungs and proposed changes in words, as their pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.decisions import permissions, sentences
from commoncall.decisions.queries import ladder as read
from commoncall.decisions.rules.rungs import Wanted
from commoncall.decisions.sentences.names import WAYS
from commoncall.kernel.countries import queries as countries
from commoncall.web.decisions.lengths import length
from commoncall.web.moments import full_date, numeral
from commoncall.web.words import words_of
from commoncall.workspace.bodies.shown import title

if TYPE_CHECKING:
    from commoncall.decisions.models import Rung, RungChange
    from commoncall.kernel.authority import Actor, Verdict
    from commoncall.leadership.models import Body


@dataclass(frozen=True)
class Row:
    """A rung on the ladder: what it is called, who decides, how, by which rule, and how long answers are taken."""

    rung: Rung
    title: str
    who: str
    way: str
    sentence: str
    time: str
    waits: bool


def row(rung: Rung, called: Mapping[str, str], waiting: frozenset[object] = frozenset()) -> Row:
    """Return a rung as a row of the ladder."""
    rule = read.rule_of(rung)
    return Row(
        rung=rung,
        title=sentences.rung_words(rung, called),
        who=who(rung.body, rung.region, called),
        way=_("Secret vote") if rule.secret else str(WAYS[rule.way]),
        sentence=sentences.sentence(rule),
        time=length(rule),
        waits=rung.pk in waiting,
    )


def who(body: Body | None, region: str, called: Mapping[str, str]) -> str:
    """Return who decides, in words."""
    if body is not None:
        name = title(body, called)
        return _("%(body)s, of %(region)s") % {"body": name, "region": countries.region_name(region)} if region else name
    if region:
        return _("All who vote in %(region)s") % {"region": countries.region_name(region)}
    return _("All who vote")


def number_of(rung: Rung) -> str:
    """Return how many organisations would decide now."""
    number = len(read.who_decides(rung))
    return ngettext("%(n)s organisation at present", "%(n)s organisations at present", number) % {"n": numeral(number)}


@dataclass(frozen=True)
class Side:
    """What a rung is, or would be: each part in words."""

    who: str
    sentences: tuple[str, ...]
    details: tuple[str, ...]
    meeting: tuple[str, ...]
    place: str


@dataclass(frozen=True)
class Proposal:
    """A proposed change as it is shown: what it would change, from what to what, who proposed it and why, and what the reader may do."""

    change: RungChange
    title: str
    kind: str
    reason: str
    proposed: str
    state: str
    before: Side | None
    after: Side | None
    may_support: Verdict | None = None
    may_withdraw: bool = False


def proposal(change: RungChange, actor: Actor, bodies: Mapping[str, Body], known: frozenset[object], *, whole: bool = False) -> Proposal:
    """Return a proposed change in words; ``known`` are the organisations that the reader may know by name."""
    called, after = words_of(change.coalition), Wanted.of(change.wanted)
    before = Wanted.of(change.wanted["before"]) if "before" in change.wanted else read.as_wanted(change.rung)
    is_new, waits = before.closed, change.supported_at is None and change.withdrawn_at is None
    return Proposal(
        change=change,
        title=sentences.rung_words(change.rung, called),
        kind=_("A new rung") if is_new else _("To be taken off the ladder") if after.closed else _("A change of the rung"),
        reason=change.reason,
        proposed=_by(change.proposed_by, change.proposed_for, known, full_date(change.proposed_at)),
        state=_state(change, known),
        before=None if is_new else side(before, bodies, called),
        after=None if after.closed else side(after, bodies, called),
        may_support=permissions.may_support(actor, change) if whole and waits else None,
        may_withdraw=whole and waits and permissions.may_withdraw_change(actor, change).allowed,
    )


def side(wanted: Wanted, bodies: Mapping[str, Body], called: Mapping[str, str]) -> Side:
    """Return a rung as it is, or would be, in words."""
    meeting = (*sentences.sentences(wanted.meeting_rule), *sentences.details(wanted.meeting_rule)) if wanted.meeting_rule else ()
    return Side(
        who=who(bodies.get(wanted.body), wanted.region, called),
        sentences=tuple(sentences.sentences(wanted.rule)),
        details=tuple(sentences.details(wanted.rule)),
        meeting=tuple(meeting),
        place=_("Rung %(n)s from the top") % {"n": numeral(wanted.position + 1)},
    )


def _by(person: object, organisation: object, known: frozenset[object], day: str) -> str:
    named = organisation is not None and getattr(organisation, "pk", None) in known
    told = {"person": getattr(person, "name", ""), "organisation": getattr(organisation, "name", ""), "day": day}
    if named and person is not None:
        return _("%(person)s for %(organisation)s, on %(day)s") % told
    if organisation is not None:
        return _("An organisation of the coalition, on %(day)s") % told
    if person is not None:
        return _("%(person)s for the coordination, on %(day)s") % told
    return _("On %(day)s") % told


def _state(change: RungChange, known: frozenset[object]) -> str:
    if change.withdrawn_at is not None:
        return _("Withdrawn on %(day)s") % {"day": full_date(change.withdrawn_at)}
    if change.supported_at is None:
        return ""
    return _("Supported: %(by)s") % {"by": _by(change.supported_by, change.supported_for, known, full_date(change.supported_at))}
