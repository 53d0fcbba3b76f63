"""Texts that the demonstration's coalition writes together, one in every state: a newcomer sees what becomes of a draft."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

from commoncall.drafting.actions import amending, bottom_lines, commenting, stages, texts, wordings
from commoncall.drafting.actions.amending import Proposal, Treating
from commoncall.drafting.actions.texts import Beginning
from commoncall.drafting.models import Amendment, Version
from commoncall.drafting.rules.amending import Change, Do
from commoncall.drafting.rules.applying import changing
from commoncall.drafting.rules.paragraphs import Paragraph, Style
from commoncall.leadership import queries as leadership
from commoncall.procedures import discussing
from commoncall.procedures.demo.telling import Telling

_FILE = Path(__file__).resolve().parent / "drafting.json"

#: On which day of the story each text is opened, or written.
SCHOOL, GROUPS, DEMANDS, WITHDRAWAL, HOST = "2026-09-02", "2026-10-05", "2026-10-26", "2026-11-16", "2026-11-20"
#: How long amendments to the open statement are still taken when the story is told.
LEFT = timedelta(days=4)


@cache
def _written() -> dict[str, Any]:
    texts_: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return texts_


def plan(story: Telling) -> None:
    """Note what happens to each text, on the days on which it does."""
    story.then(story.at(SCHOOL), partial(_publish, story, "school"))
    story.then(story.at(GROUPS), partial(_lock, story, "groups"))
    story.then(story.at(DEMANDS), partial(_close, story, "demands"))
    story.then(story.at(WITHDRAWAL), partial(_open, story, "withdrawal"))
    story.then(story.at(HOST), partial(_begin, story, "host"))


def _begin(story: Telling, name: str) -> Version:
    """Begin a text and write its first words in each of its languages."""
    told, by = _written()[name], story.coordinator
    beginning = Beginning(told["kind"], told["title"], "en", group=leadership.committee(story.coalition))
    version = texts.begin(story.coalition, beginning, by=by)
    wordings.word(version, "en", told["title"], paragraphs(told["en"]), by=by)
    return version


def paragraphs(written: Sequence[Sequence[Any]]) -> list[Paragraph]:
    """Return the paragraphs of a text from what is written down: key, words, perhaps how they stand and whether with a number."""
    return [
        Paragraph(f"p{one[0]}", one[1], Style(one[2]) if len(one) > 2 else Style.PARAGRAPH, numbered=one[3] if len(one) > 3 else True)
        for one in written
    ]


def _translate(story: Telling, version: Version, told: Mapping[str, Any], language: str, *, checked: bool) -> None:
    wording = wordings.word(version, language, told[f"{language}_title"], paragraphs(told[language]), by=story.coordinator)
    if checked:
        wordings.check(wording, by=story.coordinator)


def _publish(story: Telling, name: str) -> None:
    """Publish a statement that had a version before, in three languages, one of which nobody has checked."""
    told, by = _written()[name], story.coordinator
    first = stages.close(stages.open_to_amendments(_begin(story, name), None, by=by), by=by)
    discussing.tell_of_closings()
    second = texts.next_version(first, by=by)
    wordings.word(second, "en", told["title"], paragraphs(told["next"]), by=by)
    _translate(story, second, told, "fr", checked=True)
    _translate(story, second, told, "ar", checked=False)
    stages.publish(stages.lock(second, by=by), by=by)


def _lock(story: Telling, name: str) -> None:
    stages.lock(_begin(story, name), by=story.coordinator)


def _open(story: Telling, name: str) -> Version:
    """Open a statement to amendments, which come from four organisations in two languages; two of them collide."""
    told, by = _written()[name], story.coordinator
    version = _begin(story, name)
    if "fr" in told:
        _translate(story, version, told, "fr", checked=True)
    until = (story.now + LEFT).replace(hour=12, minute=0, second=0, microsecond=0)
    version = stages.open_to_amendments(version, until, by=by)
    discussing.tell_of_openings()
    proposed = [_propose(story, version, told, one) for one in told["amendments"]]
    _treat(story, proposed, told)
    for one in told["comments"]:
        comment = commenting.comment(version, one["text"], paragraph=f"p{one['at']}" if one["at"] else "", language="en", by=story.speaker(one["by"]))
        if "treated" in one:
            commenting.treat_comment(comment, *one["treated"], by=by)
    _keep_a_bottom_line(story)
    return version


def _propose(story: Telling, version: Version, told: Mapping[str, Any], one: Mapping[str, Any]) -> Amendment:
    language = one.get("language", "en")
    paragraph = next(each for each in paragraphs(told[language]) if each.key == f"p{one['at']}")
    change = (
        Change(Do.INSERT, paragraph.key, one["insert"]) if "insert" in one else changing(paragraph, paragraph.text.replace(one["was"], one["now"]))
    )
    proposal = Proposal((change,), language, one["reason"], "must" if one.get("must") else "should")
    return amending.propose(version, proposal, by=story.speaker(one["by"]))


def _treat(story: Telling, proposed: Sequence[Amendment], told: Mapping[str, Any]) -> None:
    """Let the drafting group say what it would do with amendments, and proposers answer."""
    by_number = {one.number: one for one in proposed}
    for one in told.get("treated", ()):
        amendment = by_number[one["number"]]
        changes = tuple(replace(Change.of(each), text=one["words"]) for each in amendment.changes) if "words" in one else ()
        by_number[amendment.number] = amending.treat(amendment, Treating(one["treatment"], one["reason"], changes), by=story.coordinator)
    for word, agrees in (("agrees", True), ("insists", False)):
        if word in told:
            amendment = by_number[told[word]["number"]]
            amending.reply(amendment, agrees, told[word]["reason"], by=story.speaker(amendment.organisation.name))


def _close(story: Telling, name: str) -> None:
    """Let amendments be over, all of them treated, with one proposer insisting."""
    stages.close(_open(story, name), by=story.coordinator)
    discussing.tell_of_closings()


def _keep_a_bottom_line(story: Telling) -> None:
    """Let one organisation have noted what it never signs, of which drafters are warned."""
    by = story.speaker("Tides of Peace")
    if not story.organisations["Tides of Peace"].bottom_lines.exists():
        warning = "A deadline in days has cost us support before. Ask before you put one in."
        bottom_lines.note(story.organisations["Tides of Peace"], "words", ["within thirty days"], warning, by=by)
