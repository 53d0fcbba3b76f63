"""Two real drafts of one agreement, three days apart: the second is made the next version of the first, and nothing of it is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from commoncall.drafting.actions import stages, texts, wordings
from commoncall.drafting.actions.texts import Beginning
from commoncall.drafting.models import Version
from commoncall.drafting.rules import redline
from commoncall.drafting.rules.paragraphs import read
from commoncall.kernel.documents import reading
from commoncall.kernel.documents.blocks import Document
from commoncall.kernel.refusals import Refusal
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafts(sample_data: Path) -> list[Document]:
    """Both drafts as they are read, the earlier one first."""
    files = sorted((sample_data / "texts").glob("*.md"))
    return [reading.read(one.read_bytes(), one.name, language="en").document for one in files]


def said(version: Version) -> list[str]:
    return [one.text for one in read(version.wordings.get(language="en").paragraphs)]


def test_the_second_draft_becomes_the_next_version_with_the_keys_of_what_stayed(cast: Cast, drafts: list[Document]) -> None:
    leila = cast.actor(cast.leila)
    first = texts.begin(cast.quiet_fields, Beginning("policy", "The agreement"), by=leila)
    wordings.bring_in(first, "en", drafts[0].blocks, title=drafts[0].title, by=leila)
    second = texts.next_version(first, by=leila)
    wordings.bring_in(second, "en", drafts[1].blocks, title=drafts[1].title, by=leila)
    assert [said(first), said(second)] == [[block.text for block in draft.blocks if block.text.strip()] for draft in drafts]
    old, new = (read(one.wordings.get(language="en").paragraphs) for one in (first, second))
    known = {one.key: one.text for one in old}
    kept = [one for one in new if one.key in known]
    matched = [pair for pair in redline.match([one.text for one in old], [one.text for one in new]) if pair.old is not None and pair.new is not None]
    assert len(kept) == len(matched) > 100
    assert sum(known[one.key] == one.text for one in kept) >= 25
    assert redline.apply(redline.compare(said(first), said(second)), said(first)) == said(second)


def test_a_draft_full_of_brackets_is_not_locked_and_the_adopted_text_is(cast: Cast, drafts: list[Document]) -> None:
    leila = cast.actor(cast.leila)
    version = texts.begin(cast.quiet_fields, Beginning("policy", "The agreement"), by=leila)
    wordings.bring_in(version, "en", drafts[0].blocks, title=drafts[0].title, by=leila)
    with pytest.raises(Refusal) as refused:
        stages.lock(version, by=leila)
    brackets = refused.value.facts["brackets"]
    assert isinstance(brackets, int)
    assert brackets > 50
    wordings.bring_in(version, "en", drafts[1].blocks, title=drafts[1].title, by=leila)
    assert stages.lock(version, by=leila).state == "locked"
