"""Drafted texts are found by those who may read them, in each of their languages, and each text once."""

from __future__ import annotations

import pytest

from commoncall.drafting.actions import texts, wordings
from commoncall.drafting.actions.texts import Beginning
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel.search.queries.finding import Result, find
from tests.drafting.conftest import TITLE, Drafting
from tests.searching import catch_up

pytestmark = pytest.mark.django_db


def found(drafting: Drafting, who: str, words: str) -> list[Result]:
    groups = find(drafting.cast.actor(getattr(drafting.cast, who)), words).groups
    return [result for group in groups if group.kind.name == "drafts" for result in group.results]


def test_a_draft_is_found_by_its_drafters_and_by_others_once_it_was_open(drafting: Drafting) -> None:
    catch_up()
    assert [len(found(drafting, who, "survivants")) for who in ("leila", "amina", "deniz")] == [1, 0, 0]
    drafting.open()
    catch_up()
    assert [len(found(drafting, who, "survivants")) for who in ("leila", "amina", "deniz")] == [1, 1, 0]
    texts.arrange(drafting.version.text, Beginning("statement", TITLE, label="amber+strict"), by=drafting.cast.actor(drafting.cast.leila))
    assert not found(drafting, "amina", "survivants")


def test_of_several_versions_one_is_shown_and_what_one_may_not_read_yet_is_not(drafting: Drafting) -> None:
    leila = drafting.cast.actor(drafting.cast.leila)
    drafting.open()
    drafting.close()
    second = texts.next_version(drafting.version, by=leila)
    wordings.word(second, "en", TITLE, [Paragraph("ban", "No kittiwakes near survivors.")], by=leila)
    catch_up()
    assert len(found(drafting, "leila", "survivors")) == 1
    assert [one.where for one in found(drafting, "leila", "kittiwakes")] == [(second.pk,)]
    assert found(drafting, "amina", "kittiwakes") == []
    assert [one.where for one in found(drafting, "amina", "survivors")] == [(drafting.version.pk,)]
