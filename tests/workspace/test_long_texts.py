"""A text as long as a text can be works from its file to a decision; a longer one is refused with words that help, and nothing is lost."""

from __future__ import annotations

import hashlib
import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commoncall.decisions.actions import opening, preparing
from commoncall.decisions.actions.preparing import Preparation
from commoncall.decisions.rules.rule import Rule
from commoncall.drafting.actions import stages, texts
from commoncall.drafting.queries import texts as read
from commoncall.drafting.rules.paragraphs import digest
from commoncall.drafting.rules.paragraphs import read as paragraphs_of
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from tests.cast import Cast
from tests.drafts import begun
from tests.scene import signed_in
from tests.workspace.test_drafts import address, words_of


@pytest.fixture
def leila(cast: Cast) -> Actor:
    return cast.actor(cast.leila)


def _paragraph(number: int, length: int) -> str:
    # What repeats itself would be taken for a file that was made to swell.
    words = (hashlib.sha256(f"{number} {place}".encode()).hexdigest()[: 3 + place % 8] for place in range(length // 5))
    return " ".join(words)[:length].strip()


def _word_file(paragraphs: list[str]) -> SimpleUploadedFile:
    document = docx.Document()
    for one in paragraphs:
        document.add_paragraph(one)
    kept = io.BytesIO()
    document.save(kept)
    return SimpleUploadedFile("long.docx", kept.getvalue())


def test_a_word_file_with_five_megabytes_of_text_is_refused_in_words_that_help(cast: Cast, leila: Actor) -> None:
    version = begun(cast.quiet_fields, "Whimbrel", by=leila)
    file = _word_file([_paragraph(number, 20_000) for number in range(270)])
    page = address("draft-bring-in", version, "en")
    answer = signed_in(cast.leila).post(page, {"file": file, "seen": time.now().isoformat()})
    assert "more than 2,000,000 characters" in words_of(answer)
    assert "make a text of each part" in words_of(answer)
    assert len(read.wordings(version)["en"].paragraphs) == 3, "what was there is there still"


@pytest.mark.slow
def test_a_text_of_nearly_two_million_characters_comes_in_is_read_locked_and_decided_on(cast: Cast, leila: Actor) -> None:
    version = begun(cast.quiet_fields, "Whimbrel", by=leila)
    browser, page = signed_in(cast.leila), address("draft-bring-in", version, "en")
    long = [_paragraph(number, 19_000) for number in range(100)]
    assert browser.post(page, {"file": _word_file(long), "seen": time.now().isoformat()}).status_code == 302
    shown = browser.get(address("draft-version", version))
    assert shown.status_code == 200
    assert long[99][:60] in shown.content.decode()
    version = stages.close(stages.open_to_amendments(version, None, by=leila), by=leila)
    later = texts.next_version(version, by=leila)
    changed = [*long[:40], long[70] + " and so on", *long[41:]]
    assert browser.post(address("draft-bring-in", later, "en"), {"file": _word_file(changed), "seen": time.now().isoformat()}).status_code == 302
    assert browser.get(address("draft-compare", later)).status_code == 200
    later = stages.lock(later, by=leila)
    wanted = Preparation("Is this ours?", version=later, rule=Rule(), deviation="A trial.")
    decision = opening.open_now(preparing.prepare(cast.quiet_fields, wanted, by=leila), by=leila)
    wording = read.wordings(later)["en"]
    assert decision.digest == later.digest == digest(wording.title, paragraphs_of(wording.paragraphs))
