"""What the pages of one application name: as much of it as its reader may see, in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.history import queries as book
from commoncall.kernel.parties import queries as parties
from commoncall.membership.queries import applications
from commoncall.membership.queries.applications import ANSWERS, MET, STAGES, STATES, UNDER_WAY, Sight, Voice
from commoncall.procedures import admission
from commoncall.web.arrangements.sentences import criterion_sentence
from commoncall.web.moments import due, full_date
from commoncall.web.words import Words, words_of
from commoncall.workspace.applications import facts, words
from commoncall.workspace.applications.access import Seen
from commoncall.workspace.decisions.card import card

FOUND = {MET.YES: "good", MET.NO: "stop", MET.UNCLEAR: "warn"}
MOST_ENTRIES = 40


@dataclass(frozen=True)
class Condition:
    """One of the coalition's conditions, with what was found on it, if anybody has looked."""

    sentence: str
    words: str = ""
    kind: str = ""
    note: str = ""
    by: str = ""


@dataclass(frozen=True)
class Said:
    """What somebody who was asked said, in words."""

    name: str
    words: str
    kind: str
    voice: Voice
    more: str = ""


def page(seen: Seen) -> dict[str, Any]:
    """Return what every page about an application shows of it to its reader."""
    application, called = seen.application, words_of(seen.application.coalition)
    profile = applications.profile_of(application)
    return {
        "application": application,
        "name": application.name,
        "about": profile.about,
        "lede": _lede(seen, called),
        "status": application.get_state_display(),
        "status_kind": words.STATUS.get(STATES(application.state), "quiet"),
        "particulars": facts.particulars(application, seen.sight),
        "naming": application.get_naming_display(),
        "sees_all": seen.sight == Sight.ALL,
        "card": card(seen.actor, admission.decision_on(application), application.coalition.slug),
    }


def _lede(seen: Seen, called: Words) -> str:
    application = seen.application
    what = words.category(application.category, called)
    day = full_date(application.submitted_at.date()) if application.submitted_at else ""
    return _("Applies as: %(what)s. Handed in on %(day)s.") % {"what": what, "day": day}


def for_deciders(seen: Seen) -> dict[str, Any]:
    """Return besides what those who decide see: the findings, what members said, the answers and the pledge."""
    application, called = seen.application, words_of(seen.application.coalition)
    ballot = admission.ballot(application) if application.state == STATES.DECIDING else None
    consulted = voices(seen, STAGES.CONSULTATION)
    decision = voices(seen, STAGES.DECISION)
    return page(seen) | {
        "conditions": conditions(application),
        "consulted": consulted,
        "consulted_words": words.who_has_answered(sum(bool(one.voice.answer) for one in consulted), len(consulted)),
        "consulted_answered": sum(bool(one.voice.answer) for one in consulted),
        "consulted_total": len(consulted),
        "decision": decision,
        "decision_total": len(decision),
        "decision_answered": sum(bool(one.voice.answer) for one in decision),
        "ballot": ballot,
        "ballot_words": words.how_it_stands(ballot, called) if ballot else "",
        "answers": facts.answers(application),
        "promises": facts.promises(application),
    }


def for_coordinators(seen: Seen) -> dict[str, Any]:
    """Return besides what coordinators alone see: what comes next, whom it may be, how its people are reached, and its history."""
    application = seen.application
    called, is_open = words_of(application.coalition), application.state in UNDER_WAY
    ahead = admission.ahead(application) if application.state == STATES.CHECKING else None
    told = for_deciders(seen)
    return told | {
        "is_open": is_open,
        "is_looked_through": all(one.words for one in told["conditions"]),
        "steps": [_("Handed in"), _("Check"), _("Consultation"), _("Decision")],
        "step": {STATES.CHECKING: 2, STATES.CONSULTING: 3, STATES.DECIDING: 4}.get(STATES(application.state), 5),
        "doubles": applications.doubles(application, seen.actor) if is_open else None,
        "contact": facts.contact(application),
        "next_words": words.who_is_asked(ahead, called) if ahead else "",
        "skipped_words": words.why_nobody(ahead, called) if ahead and ahead.why_nobody else "",
        "until": until(seen) if is_open else None,
        "lines": book.told(_entries(seen)),
    }


def _entries(seen: Seen) -> Any:
    return book.visible_to(seen.actor).filter(subject=seen.application.pk).order_by("-id")[:MOST_ENTRIES]


def _until(instant: datetime | None) -> Any:
    return due(instant, time.now()) if instant else None


def until(seen: Seen) -> Any:
    """Return until when the stage at which an application is lasts."""
    application = seen.application
    return _until(application.consultation_ends_at if application.state == STATES.CONSULTING else application.decision_due_at)


def conditions(application: Any) -> list[Condition]:
    """Return the coalition's conditions in their order, with what was found on each; one query."""
    found = applications.findings(application)
    told = []
    for criterion in parties.arrangements(application.coalition).criteria:
        one = found.get(criterion.key)
        sentence = criterion_sentence(criterion)
        told.append(
            Condition(sentence, str(one.get_met_display()), FOUND[MET(one.met)], one.note, one.found_by.name if one.found_by else "")
            if one
            else Condition(sentence)
        )
    return told


def voices(seen: Seen, stage: str) -> list[Said]:
    """Return what those said who were asked at a stage; of whom the reader may not know, the name is not told."""
    return [_said(one) for one in applications.voices(seen.application, stage, seen.actor)]


def _said(voice: Voice) -> Said:
    name = voice.name or (_("A seat of staff") if voice.is_staff else _("An organisation that is not named"))
    if not voice.answer:
        return Said(name, _("Not yet"), "quiet", voice, "" if voice.can_answer else _("Nobody may act for it at present."))
    return Said(name, str(ANSWERS(voice.answer).label), words.VIEW[ANSWERS(voice.answer)], voice)
