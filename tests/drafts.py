"""Texts that many write together, one in each state, for tests that need all of them. Their words are few, and stand nowhere else."""

from __future__ import annotations

from typing import Any

from commoncall.drafting.actions import amending, bottom_lines, commenting, stages, texts, wordings
from commoncall.drafting.actions.amending import Proposal, Treating
from commoncall.drafting.actions.texts import Beginning
from commoncall.drafting.models import Amendment, Version
from commoncall.drafting.rules.applying import changing
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Coalition, Organisation

WORDS = (Paragraph("p1", "Ospreys fledge."), Paragraph("p2", "Avocets moult."), Paragraph("p3", "Gannets plunge."))
FRENCH = (Paragraph("p1", "Balbuzards envolés."), Paragraph("p2", "Avocettes plumées."), Paragraph("p3", "Fous plongés."))


def begun(coalition: Coalition, title: str, *, by: Actor) -> Version:
    """Return a draft with three paragraphs, and a French translation of them."""
    version = texts.begin(coalition, Beginning("statement", title), by=by)
    wordings.word(version, "en", title, WORDS, by=by)
    wordings.word(version, "fr", f"{title} fr", FRENCH, by=by)
    return version


def opened(coalition: Coalition, title: str, *, by: Actor) -> Version:
    """Return a version that takes amendments."""
    return stages.open_to_amendments(begun(coalition, title, by=by), None, by=by)


def proposed(version: Version, place: int, words: str, *, by: Actor, language: str = "en") -> Amendment:
    """Propose that a paragraph say something else."""
    paragraph = (WORDS if language == "en" else FRENCH)[place]
    return amending.propose(version, Proposal((changing(paragraph, words),), language, reason="Curlew."), by=by)


def one_of_each(coalition: Coalition, organisation: Organisation, member: Actor, by: Actor) -> dict[str, Any]:
    """Return the rows that addresses name: versions in their states, an amendment that asks for an answer, a comment, a bottom line."""
    is_open = opened(coalition, "Whimbrel", by=by)
    amendment = proposed(is_open, 0, "Ospreys hover.", by=member)
    proposed(is_open, 0, "Ospreys nest.", by=member)
    proposed(is_open, 1, "Avocettes mues.", by=member, language="fr")
    comment = commenting.comment(is_open, "Dunlin.", paragraph="p2", by=member)
    commenting.comment(is_open, "Sanderling.", by=member)
    amending.treat(amendment, Treating("refuse", "Plover."), by=by)
    closed = opened(coalition, "Turnstone", by=by)
    for words in ("Gannets dive.", "Gannets drop."):
        amending.treat(proposed(closed, 2, words, by=member), Treating("accept"), by=by)
    stages.close(closed, by=by)
    locked = stages.lock(begun(coalition, "Godwit", by=by), by=by)
    published = stages.publish(stages.lock(begun(coalition, "Knot", by=by), by=by), by=by)
    following = texts.next_version(published, by=by)
    line = bottom_lines.note(organisation, "words", ["Avocets"], "Lapwing.", by=member)
    return {
        "draft_text": is_open.text,
        "draft_open": is_open,
        "draft_amendment": amendment,
        "draft_comment": comment,
        "draft_writing": begun(coalition, "Redshank", by=by),
        "draft_closed": closed,
        "draft_locked": locked,
        "draft_published": published,
        "draft_next": following,
        "bottom_line": line,
    }
