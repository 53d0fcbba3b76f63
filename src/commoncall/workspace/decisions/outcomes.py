"""What came of a decision: each condition met or missing, what was counted where, who parted ways, and what remained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commoncall.decisions import sentences
from commoncall.decisions.queries import answers, decisions, public, secret
from commoncall.decisions.queries.answers import Dissociated, Standing
from commoncall.decisions.rules.rule import Division, Report, Rule
from commoncall.kernel import languages
from commoncall.web.decisions import conditions
from commoncall.web.decisions.places import DecisionPlaces
from commoncall.web.moments import exactly, full_date, numeral
from commoncall.web.words import Words as Called
from commoncall.workspace.decisions import words

if TYPE_CHECKING:
    from commoncall.decisions.models import Decision
    from commoncall.kernel.authority import Actor

#: What was closed, by its rule or by hand.
SETTLED = frozenset({"adopted", "not_adopted", "returned", "escalated", "lapsed", "consulted", "withdrawn"})


@dataclass(frozen=True)
class Part:
    """One part of those who decide: a part of the world, a country or a category, and how many of it answered."""

    name: str
    answered: str
    is_missing: bool


@dataclass(frozen=True)
class Fact:
    """A term and what stands for it, with the address to which it leads."""

    term: str
    value: str
    address: str = ""


@dataclass(frozen=True)
class Apart:
    """An organisation that dissociated itself, with its reason."""

    name: str
    language: str
    reason: str


def came_of_it(actor: Actor, decision: Decision, rule: Rule, standing: Standing, called: Called) -> dict[str, Any]:
    """Return what came of a decision, as the page and its print show it."""
    report = standing.report
    apart = [_apart(one) for one in answers.dissociations(actor, decision)]
    kind = rule.quorum_division
    return {
        "outcome": True,
        "met": conditions.of(rule, report) if report is not None and not standing.too_few else [],
        "counted_notes": sentences.note_words(report) if report is not None else [],
        "too_few": standing.too_few,
        "division_title": words.divisions(kind),
        "divisions": _divisions(report, kind, called) if report is not None else [],
        "apart": apart,
        "disagreement": decision.disagreement,
        **_ballots(decision, rule),
    }


def _apart(one: Dissociated) -> Apart:
    return Apart(one.name or _("An organisation that is not named"), one.name_language if one.name else "", one.reason if one.name else "")


def _divisions(report: Report, kind: Division | None, called: Called) -> list[Part]:
    missing = set(report.missing_divisions)
    parts = [Part(words.division(kind, code, called), numeral(number), code in missing) for code, number in report.divisions.items()]
    return sorted(parts, key=lambda part: (not part.is_missing, part.name))


def _ballots(decision: Decision, rule: Rule) -> dict[str, Any]:
    """Return the opened ballots in the order that chance made, with their receipts where the rule gives some."""
    found = secret.published(decision) if rule.secret else None
    if found is None:
        return {}
    lines = [(str(words.title_of(one.answer, rule)), one.receipt) for one in found.lines]
    counted = [(str(words.title_of(answer, rule)), numeral(number)) for answer, number in found.counts.items()]
    return {"ballots": True, "ballot_lines": lines, "ballot_counts": counted, "ballots_withheld": found.is_withheld}


def _in_public(decision: Decision) -> str:
    """Return where everybody reads of it, once there is such a page."""
    shown = decision.coalition.is_public and public.is_shown(decision)
    return DecisionPlaces(decision.coalition).decision(decision.pk, language=languages.in_public(languages.current()) or "en") if shown else ""


def particulars(actor: Actor, decision: Decision, slug: str) -> list[Fact]:
    """Return what is noted of a decision besides; what it takes up again is named to those alone who may know of that."""
    follows = decisions.visible_to(actor).filter(pk=decision.follows_id).first() if decision.follows_id else None
    told = [
        (_("Number"), numeral(decision.number) if decision.number else "", ""),
        (_("Topic"), decision.topic, ""),
        (_("Opened"), exactly(decision.opened_at) if decision.opened_at else "", ""),
        (_("Closed"), exactly(decision.closed_at) if decision.closed_at and not decision.entered_at else "", ""),
        (_("Reason"), decision.decided_how, "") if decision.state == "withdrawn" else (_("How"), decision.decided_how, ""),
        (_("Confirmed"), exactly(decision.confirmed_at) if decision.confirmed_at else "", ""),
        (_("To be looked at again"), full_date(decision.review_on) if decision.review_on else "", ""),
        (_("Takes up again"), follows.title if follows else "", reverse("decision", args=[slug, follows.pk]) if follows else ""),
        (_("Public"), _("Shown in the public register") if decision.is_public else "", _in_public(decision)),
    ]
    return [Fact(term, value, address) for term, value, address in told if value]
