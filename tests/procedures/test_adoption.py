"""From the words in force through a text that many write together, and a decision, to the next version in force."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from commoncall.call import kinds as asked
from commoncall.call.actions import texts as call
from commoncall.call.actions.texts import Adoption
from commoncall.call.models import Version
from commoncall.call.queries import texts as in_force
from commoncall.decisions.models import Decision
from commoncall.drafting.actions import stages, wordings
from commoncall.drafting.models import Version as Drafted
from commoncall.drafting.queries import texts as drafts
from commoncall.drafting.rules.paragraphs import Paragraph, Style, read
from commoncall.kernel import time
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import Conflict, NotAllowed, Refusal
from commoncall.procedures import adoption
from tests.cast import Cast
from tests.texts import adopt

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(cast: Cast) -> Actor:
    adopt(cast.quiet_fields)
    return cast.actor(cast.leila)


def published(drafted: Drafted, by: Actor) -> Drafted:
    stages.open_to_amendments(drafted, None, by=by)
    for deed in (stages.close, stages.lock):
        drafted = deed(drafted, by=by)
    return stages.publish(drafted, by=by)


def adopted_on(drafted: Drafted) -> Decision:
    coalition = drafted.coalition
    return Decision.objects.create(
        coalition=coalition, number=7, title="The call", language="en", version=drafted, digest=drafted.digest, state="adopted",
        begun_at=time.now(), closed_at=time.now(),
    )  # fmt: skip


def test_the_words_in_force_are_where_it_begins_in_every_language(cast: Cast, by: Actor) -> None:
    former = in_force.in_force(cast.quiet_fields, "call")
    assert former is not None
    drafted = adoption.draft_together(cast.quiet_fields, "call", by=by)
    assert adoption.draft_together(cast.quiet_fields, "call", by=by) == drafted
    there = drafts.wordings(drafted)
    for language, one in in_force.wordings(former).items():
        paragraphs = read(there[language].paragraphs)
        assert [paragraph.text for paragraph in paragraphs if paragraph.numbered] == list(one.demands)
        assert there[language].title == one.title
    keys = {tuple(paragraph.key for paragraph in read(one.paragraphs)) for one in there.values()}
    assert len(keys) == 1, "a translation's paragraphs are known by the keys of what they translate"


def test_only_coordinators_begin_it(cast: Cast, by: Actor) -> None:
    with pytest.raises(NotAllowed):
        adoption.draft_together(cast.quiet_fields, "call", by=cast.actor(cast.amina))


def test_what_a_decision_adopted_is_asked_for_taken_over_and_comes_into_force(
    cast: Cast, by: Actor, django_capture_on_commit_callbacks: type
) -> None:
    drafted = adoption.draft_together(cast.quiet_fields, "call", by=by)
    wording = drafts.wordings(drafted)["en"]
    paragraphs = [*read(wording.paragraphs), Paragraph("new", "Report each year."), Paragraph("end", "We sign.", numbered=False)]
    demands = [paragraph for paragraph in paragraphs if paragraph.numbered]
    rest = [paragraph for paragraph in paragraphs if not paragraph.numbered]
    wordings.word(drafted, "en", "Keep every field quiet", [*demands, *rest], by=by)
    with django_capture_on_commit_callbacks(execute=True):
        drafted = published(drafted, by)
    waiting = Ask.objects.get(kind=asked.BRING_INTO_FORCE.name)
    assert (waiting.subject, waiting.organisation_id, waiting.person_id) == (drafted.pk, None, None)
    decision = adopted_on(drafted)
    version = adoption.take_over(drafted, by=by)
    assert (version.state, version.drafted, version.decision) == ("draft", drafted, decision)
    proposed = adoption.proposed(version)
    assert proposed is not None
    assert "7" in proposed.adopted_how
    made = adoption.adopt(version, Adoption(proposed.adopted_on, proposed.adopted_how, True, {}, time.now() + timedelta(days=9)), by=by)
    words = in_force.wordings(made)["en"]
    assert (words.title, words.demands[-1]) == ("Keep every field quiet", "Report each year.")
    assert "We sign." in words.closing
    assert made.decision == decision
    assert Decision.objects.count() == 1, "what the register holds already is not entered again"
    waiting.refresh_from_db()
    assert waiting.answered_at is not None
    with pytest.raises(Conflict):
        adoption.take_over(drafted, by=by)


def test_translations_that_nobody_checked_stay_behind(cast: Cast, by: Actor) -> None:
    drafted = adoption.draft_together(cast.quiet_fields, "call", by=by)
    others = [code for code in drafts.wordings(drafted) if code != drafted.text.language]
    assert others, "the call in force has translations"
    wordings.check(drafts.wordings(drafted)[others[0]], by=by)
    version = adoption.take_over(published(drafted, by), by=by)
    assert set(in_force.wordings(version)) == {drafted.text.language, others[0]}


def test_what_is_noted_by_hand_stands_in_the_register_as_entered_later(cast: Cast, by: Actor) -> None:
    draft = call.begin(cast.quiet_fields, "call", by=by)
    on = date(2026, 3, 1)
    made = adoption.adopt(draft, Adoption(on, "The assembly in Beirut", False), by=by)
    entry = made.decision
    assert entry is not None
    assert (entry.decided_on, entry.entered_by_id, entry.state) == (on, by.person_id, "adopted")
    assert "The assembly in Beirut" in entry.source
    assert str(made.number) in entry.title


def test_another_draft_is_not_overwritten(cast: Cast, by: Actor) -> None:
    drafted = published(adoption.draft_together(cast.quiet_fields, "call", by=by), by)
    call.begin(cast.quiet_fields, "call", by=by)
    with pytest.raises(Conflict):
        adoption.take_over(drafted, by=by)


def test_what_is_not_published_or_no_call_is_not_taken_over(cast: Cast, by: Actor) -> None:
    drafted = adoption.draft_together(cast.quiet_fields, "call", by=by)
    with pytest.raises(Conflict):
        adoption.take_over(drafted, by=by)
    broken = [Paragraph("a", "Ban mines."), Paragraph("b", "Why", Style.HEADING), Paragraph("c", "Clear land.")]
    wordings.word(drafted, drafted.text.language, "Keep quiet", broken, by=by)
    with pytest.raises(Refusal) as refused:
        adoption.take_over(published(drafted, by), by=by)
    assert "Why" in str(refused.value.reason)
    assert not Version.objects.filter(state="draft").exists(), "nothing of it stays"


def test_coordinators_find_what_waits_even_where_nobody_was_asked(cast: Cast, by: Actor) -> None:
    drafted = adoption.draft_together(cast.quiet_fields, "call", by=by)
    assert adoption.published(cast.quiet_fields, "call") is None
    drafted = published(drafted, by)
    assert adoption.published(cast.quiet_fields, "call") == drafted
    assert adoption.under_way(cast.quiet_fields, "call") is None
    version = adoption.take_over(drafted, by=by)
    adoption.adopt(version, Adoption(date(2026, 3, 1), "The assembly", False), by=by)
    assert adoption.published(cast.quiet_fields, "call") is None
