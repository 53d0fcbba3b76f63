"""The demonstration shows what becomes of a text: one in every state, with amendments that collide and proposers who insist."""

from __future__ import annotations

import pytest

from commoncall.drafting.models import Amendment, Version
from commoncall.drafting.queries import amendments, bottom_lines, texts
from commoncall.drafting.queries.texts import TranslationState
from commoncall.kernel.authority import operator
from commoncall.procedures.demo import story


@pytest.mark.django_db
@pytest.mark.usefixtures("_installed")
def test_a_newcomer_sees_a_text_in_every_state() -> None:
    story.load(by=operator())
    versions = Version.objects.filter(text__coalition__slug="quiet-fields")
    assert set(versions.values_list("state", flat=True)) >= set(Version.State.values)
    is_open = versions.get(state="open", text__title__startswith="Statement on withdrawal")
    proposed = Amendment.objects.filter(version=is_open)
    assert proposed.values("organisation").distinct().count() == 4
    assert set(proposed.values_list("language", flat=True)) == {"en", "fr"}
    assert any(one.overlapping for one in amendments.collisions(is_open))
    assert bottom_lines.warnings(is_open)
    closed = amendments.untreated(versions.get(state="closed", text__title__startswith="What we ask"))
    assert not closed.amendments
    assert [one.number for one in closed.insisted] == [3]
    published = versions.get(state="published", text__title__startswith="Statement on the school")
    states = {one.language: one.state for one in texts.translations(published)}
    assert states == {"fr": TranslationState.CHECKED, "ar": TranslationState.UNCHECKED}
