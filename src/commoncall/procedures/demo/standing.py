"""What is hard in two years of a coalition: a member that is suspended and heard, one that rests, one that leaves."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

from commoncall.decisions.actions import answering, closing
from commoncall.decisions.rules.rule import Answer
from commoncall.membership.actions import dormancy, proceedings
from commoncall.membership.actions.leaving import Leaving
from commoncall.membership.actions.proceedings import Decision, Hearing
from commoncall.membership.models import Departure, Proceeding
from commoncall.procedures import consequences
from commoncall.procedures.deciding import subjects
from commoncall.procedures.demo.telling import Telling
from commoncall.procedures.standing import deciding
from commoncall.procedures.standing.leaving import leave

#: A member whose suspension the next assembly will hear, and one whose suspension was lifted a year ago.
SUSPENDED = "North Wind Observers"
LIFTED = "Turning Plough"

REASON = "It issued two statements in the name of the coalition that nobody had decided on."
FACTS = "Both statements were read by the committee. The writer was spoken to on 2 September; Oasis Counsel mediated, without result."
NOTICE = (
    "The committee considers suspending your membership until the next assembly, because of two statements that went out in the name of all. "
    "You can answer in writing, and you will be heard."
)
ANSWER = "The statements repeated what the call says. We should have asked first, and will. We do not think that this calls for a suspension."
HEARD = "%(person)s spoke for the organisation, regretted the second statement, and stood by the first."

#: A member that rests since letters to it came back, and one that was told it would unless it is heard of.
RESTS = ("Campos Livres", "Nothing heard since March, and two letters came back.")
LEFT = ("Nordic Teachers for Peace", "Our board gives all its time to schools at home now.")
WARNED = ("Bansho Field Survey", "No answer to the last four messages.")


def plan(story: Telling) -> None:
    """Note when each thing happened."""
    held: list[Proceeding] = []
    story.then(story.at("2026-08-27"), lambda: held.append(_begin(story, SUSPENDED, REASON, FACTS)))
    story.then(story.at("2026-09-04"), lambda: _notice(story, held[0], NOTICE, story.at("2026-09-25", 17), story.at("2026-09-29", 14)))
    story.then(story.at("2026-09-21"), lambda: proceedings.answer(_again(held[0]), ANSWER, by=story.speaker(SUSPENDED)))
    story.then(story.at("2026-09-30"), lambda: _hear(story, held[0], story.at("2026-09-29", 14)))
    story.then(story.at("2026-10-02"), lambda: _put_to_the_vote(story, held[0]))
    story.then(story.at("2026-10-05"), lambda: _vote(story, held[0]))
    # The five working days are over, whichever day of the week the story is told on.
    story.then(story.at("2026-10-10"), _close)
    _plan_what_was_lifted(story)
    story.then(story.at("2026-07-01"), partial(_warn, story, *RESTS))
    story.then(story.at("2026-07-16"), lambda: dormancy.take_effect())
    story.then(story.at("2026-11-14"), partial(_warn, story, *WARNED))
    story.then(story.at("2026-04-14"), lambda: _withdraw(story))


def _plan_what_was_lifted(story: Telling) -> None:
    """Note the steps of a suspension of last year, from its reason to its end."""
    held: list[Proceeding] = []
    reason = "It did not answer for six months, and used the coalition’s name in an application for a grant."
    facts = "The application was read. The director was telephoned twice."
    answer = "Our office had no electricity for weeks. The sentence in the application was careless, and we have withdrawn it."
    decision = Decision("Committee meeting of 14 October", story.day(date(2025, 10, 14)), "Assembly in Lusaka", story.day(date(2026, 11, 11)))
    story.then(story.at("2025-09-02"), lambda: held.append(_begin(story, LIFTED, reason, facts)))
    story.then(story.at("2025-09-04"), lambda: _notice(story, held[0], NOTICE, story.at("2025-09-25", 17), story.at("2025-09-30", 14)))
    story.then(story.at("2025-09-24"), lambda: proceedings.answer(_again(held[0]), answer, by=story.speaker(LIFTED)))
    story.then(story.at("2025-10-01"), lambda: _hear(story, held[0], story.at("2025-09-30", 14)))
    story.then(story.at("2025-10-15"), lambda: deciding.note_suspension(_again(held[0]), decision, by=story.coordinator))
    outcome = "It answers again, and the grant went back. Decided by the committee on 2 December."
    story.then(story.at("2025-12-03"), lambda: proceedings.lift(_again(held[0]), outcome, by=story.coordinator))


def _hear(story: Telling, held: Proceeding, at: datetime) -> None:
    name = _again(held).membership.organisation.name
    proceedings.note_hearing(_again(held), HEARD % {"person": story.speaker(name).person_name}, at, by=story.coordinator)


def _warn(story: Telling, name: str, reason: str) -> None:
    dormancy.give_notice([story.organisations[name]], dormancy.Caution(reason), by=story.coordinator)


def _begin(story: Telling, name: str, reason: str, facts: str) -> Proceeding:
    return proceedings.begin(story.organisations[name], reason, facts, by=story.coordinator)


def _notice(story: Telling, held: Proceeding, text: str, answer_by: datetime, hearing_at: datetime) -> None:
    hearing = Hearing(text, answer_by, hearing_at, "By video; interpretation on request")
    proceedings.give_notice(_again(held), hearing, by=story.coordinator)


def _put_to_the_vote(story: Telling, held: Proceeding) -> None:
    """Let the committee decide by the ladder; the assembly that hears it is still to come."""
    assembly = deciding.Assembly("Extraordinary assembly, online", story.now.date() + timedelta(days=5))
    deciding.propose_suspension(_again(held), assembly, by=story.coordinator)


#: Who thinks that a warning would do, and who says nothing.
AGAINST = ("Law Against Weapons Clinic", "One of the two statements was right, and a letter would have been enough.")
SILENT = "Red Tierra Segura"


def _vote(story: Telling, held: Proceeding) -> None:
    decision = subjects.latest(held.pk)
    if decision is None:
        raise LookupError("nothing was put to the vote")
    for name in decision.roll.order_by("organisation__searchable").values_list("organisation__name", flat=True):
        if name != SILENT:
            given, why = (Answer.AGAINST, AGAINST[1]) if name == AGAINST[0] else (Answer.AGREE, "")
            answering.answer(decision, story.organisations[name], given, why, by=story.speaker(name))


def _close() -> None:
    closing.close_due()
    consequences.follow_due()


def _withdraw(story: Telling) -> None:
    """Let a member go, in peace: it still stands behind what it endorsed."""
    leaving = Leaving(Departure.How.WITHDRAWN, LEFT[1], keeps_endorsements=True)
    leave(story.organisations[LEFT[0]], leaving, by=story.speaker(LEFT[0]))


def _again(held: Proceeding) -> Proceeding:
    return Proceeding.objects.select_related("membership__organisation").get(pk=held.pk)
