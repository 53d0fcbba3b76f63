"""Letters and statements for tests that need them. Their words are few, and stand nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from commoncall.decisions.actions import answering, closing
from commoncall.decisions.rules.rule import Answer, Channel, Dissociation, Rule
from commoncall.drafting.actions import stages, texts, wordings
from commoncall.drafting.actions.texts import Beginning
from commoncall.drafting.models import Version
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel.authority import VISITOR, Actor, Proof
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.voice.actions import letters, outside, statements
from commoncall.voice.actions.letters import Terms
from commoncall.voice.actions.statements import Publication
from commoncall.voice.models import Letter, Signature, Statement
from commoncall.voice.queries import links
from commoncall.voice.rules.signers import Entry
from tests import decided

#: Whoever holds the link from a mail.
OWNER = replace(VISITOR, proof=Proof.LINK)

WORDS = (Paragraph("p1", "Wrens call at dawn."), Paragraph("p2", "Let the *hedges* stand."), Paragraph("p3", "Rooks remember."))
FRENCH = (Paragraph("p1", "Troglodytes à l’aube."), Paragraph("p2", "Que les *haies* restent."), Paragraph("p3", "Freux fidèles."))
ARABIC = (Paragraph("p1", "ينادي الصعو فجرًا."), Paragraph("p2", "دعوا *الأسيجة* قائمة."), Paragraph("p3", "الغربان تتذكر."))

EVERYBODY = ("members", "organisation", "parliamentarian", "local_authority", "expert", "individual")


def locked(coalition: Coalition, title: str, by: Actor, kind: str = "letter", **translations: Sequence[Paragraph]) -> Version:
    """Return a locked text with three paragraphs in English, and in other languages as given."""
    version = texts.begin(coalition, Beginning(kind, title), by=by)
    wordings.word(version, "en", title, WORDS, by=by)
    for language, words in translations.items():
        wordings.word(version, language, f"{title} {language}", tuple(words), by=by)
    return stages.lock(version, by=by)


def opened(coalition: Coalition, title: str, by: Actor, *, who: Sequence[str] = EVERYBODY, **terms: Any) -> Letter:
    """Return a letter that takes signatures."""
    version = locked(coalition, title, by, fr=FRENCH, ar=ARABIC)
    return letters.open_now(letters.prepare(version, Terms("The Minister of Hedges", who=who, **terms), by=by), by=by)


def asked(letter: Letter, name: str, kind: str = "organisation", **more: Any) -> Signature:
    """Return what somebody asked on the public page, which waits for its confirmation."""
    address = more.pop("address", f"{name.split()[0].lower()}@{name.split()[-1].lower()}.example")
    return outside.ask_in_public(letter, Entry(kind, name, address=address, **more), by=VISITOR).signature


def signed(letter: Letter, name: str, kind: str = "organisation", **more: Any) -> Signature:
    """Return a signature from outside that was confirmed."""
    return outside.confirm(asked(letter, name, kind, **more), by=OWNER)


def adopted_statement(coalition: Coalition, title: str, member: tuple[Organisation, Actor], by: Actor, *, lists_members: bool = True) -> Statement:
    """Return a statement that was adopted at a meeting, and published with those who stand under it."""
    organisation, speaker = member
    version = locked(coalition, title, by, "statement", fr=FRENCH)
    rule = Rule(channel=Channel.MEETING, dissociation=Dissociation.NOTED)
    decision = decided.opened(coalition, title, rule, by, version=version, question="")
    answering.answer(decision, organisation, Answer.AGREE, "", by=speaker)
    decision = closing.close_meeting(decision, by=by)
    return statements.publish(decision, Publication(lists_members=lists_members), by=by)


def for_the_public(letter: Letter, statement: Statement) -> dict[str, Any]:
    """Return what the public addresses name beside a letter and a statement: their numbers, and the link of somebody who waits."""
    waiting = asked(letter, "Bracken Board", country="KE")
    return {"letter_number": letter.number, "statement_number": statement.number, "signature_link": links.link_of(waiting)}


def opened_anew(letter: Letter, by: Actor) -> Letter:
    """Return the letter with changed words that takes the place of one, open to signatures."""
    version = texts.next_version(letter.version, by=by)
    wordings.word(version, "en", letter.version.text.title, (replace(WORDS[0], text="Wrens call at dusk."), *WORDS[1:]), by=by)
    return letters.open_now(letters.renew(letter, stages.lock(version, by=by), by=by), by=by)
