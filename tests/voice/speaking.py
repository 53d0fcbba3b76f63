"""Letters and statements on the stage: words that are locked, letters that are open, and what the clock does a moment later."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from commoncall.clock.tasks import TASKS
from commoncall.decisions.models import Decision
from commoncall.decisions.rules.rule import Rule
from commoncall.drafting.actions import stages, texts, wordings
from commoncall.drafting.models import Version
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history.models import Entry
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.models import Mandate, Organisation
from commoncall.voice.actions import letters, signing
from commoncall.voice.actions.letters import Terms
from commoncall.voice.actions.signing import Given
from commoncall.voice.models import Letter, Signature
from commoncall.voice.queries import signatures
from tests.decisions.deciding import SILENCE, Stage, at_its_end

WORDS = "Leave the fields quiet."
ADDRESSEE = "Ambassador Ines Quill, President of the Review Conference"


def locked(stage: Stage, title: str = "Leave the fields quiet", *, kind: str = "letter", label: str = "amber") -> Version:
    """Draft words and lock them."""
    version = texts.begin(stage.cast.quiet_fields, texts.Beginning(kind, title, label=label), by=stage.leila)
    wordings.word(version, "en", title, [Paragraph("p1", WORDS), Paragraph("p2", "Clear them for good.")], by=stage.leila)
    return stages.lock(version, by=stage.leila)


def prepared(stage: Stage, version: Version | None = None, **terms: Any) -> Letter:
    """Prepare a letter; until told otherwise members sign it, for two weeks."""
    told: dict[str, Any] = {"closes_at": time.now() + timedelta(days=14)} | terms
    return letters.prepare(version or locked(stage), Terms(ADDRESSEE, **told), by=stage.leila)


def opened(stage: Stage, version: Version | None = None, **terms: Any) -> Letter:
    """Prepare a letter and open it at once."""
    return letters.open_now(prepared(stage, version, **terms), by=stage.leila)


def sign(letter: Letter, organisation: Organisation, by: Actor, **given: Any) -> Signature:
    """Sign for an organisation."""
    return signing.sign(letter, organisation, Given(**given), by=by)


def under(letter: Letter) -> set[str]:
    """Return the names of those who stand under a letter now."""
    return {one.organisation.name if one.organisation else one.name for one in signatures.standing_under(letter).select_related("organisation")}


def adopted(stage: Stage, rule: Rule = SILENCE, *, kind: str = "statement") -> Decision:
    """Let words be decided on, and adopted by silence."""
    return at_its_end(stage.opened(rule, version=locked(stage, kind=kind), question="", title="Leave the fields quiet"))


def topics(organisation: Organisation, name: str, *about: str) -> None:
    """Narrow somebody's mandate to some topics."""
    assert Mandate.objects.filter(organisation=organisation, person__name=name).update(topics=list(about))


def a_moment_later() -> int:
    """Do what deeds left for the clock, as its worker would; return how much that was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, task_name, args FROM procrastinate_jobs WHERE status = 'todo' AND task_name LIKE 'voice.%%' ORDER BY id")
        jobs = cursor.fetchall()
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = ANY(%s)", [[one[0] for one in jobs]])
    for _id, name, args in jobs:
        TASKS[name](**(json.loads(args) if isinstance(args, str) else args))
    return len(jobs)


def mails(kind: str) -> list[Message]:
    """Return the mails of a kind, by address."""
    return list(Message.objects.filter(kind=f"voice.{kind}").order_by("address", "id"))


def entry(kind: str) -> Entry:
    """Return the one entry of a kind."""
    return Entry.objects.get(kind=f"voice.{kind}")


def end_now(letter: Letter) -> datetime:
    """Let the time of a letter be over by the database's clock, whatever the clock of the machine says."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE voice_letter SET closes_at = clock_timestamp() WHERE id = %s RETURNING closes_at", [letter.pk])
        ends: datetime = cursor.fetchone()[0]
    return ends
