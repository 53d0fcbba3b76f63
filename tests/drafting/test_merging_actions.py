"""What was accepted becomes the next version in one step that somebody reviewed."""

from __future__ import annotations

import pytest

from commoncall.drafting.actions import merging, texts, wordings
from commoncall.drafting.actions.amending import reply, withdraw
from commoncall.drafting.models import Amendment, Version
from commoncall.drafting.queries import texts as read
from commoncall.drafting.rules.amending import Change, Do
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, NotAllowed, Refusal
from commoncall.procedures import undoing
from tests.drafting.conftest import ENGLISH, TITLE, Drafting

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(drafting: Drafting) -> Drafting:
    """Amendments of three organisations, two of which touch other words of one paragraph; all accepted, and amending is over."""
    drafting.open()
    drafting.treat(
        drafting.propose(drafting.cast.amina, drafting.change("ban", "All states must ban the use of mines and clear their land.")), "accept"
    )
    drafting.treat(
        drafting.propose(drafting.nadia, drafting.change("ban", "All states shall ban the use of mines and quickly clear their land.")), "accept"
    )
    drafting.treat(drafting.propose(drafting.joao, drafting.insert("report", "They meet each year."), drafting.delete("care")), "accept")
    drafting.close()
    return drafting


def merge(drafting: Drafting, chosen: dict[str, list[Paragraph]] | None = None, reviewed: str | None = None) -> Version:
    leila = drafting.cast.actor(drafting.cast.leila)
    seen = merging.prepare(drafting.version, by=leila).reviewed if reviewed is None else reviewed
    return merging.merge(drafting.version, chosen or {}, of_amendments=seen, change_note="Four changes.", by=leila)


def test_what_does_not_collide_merges_by_itself(accepted: Drafting) -> None:
    review = merging.prepare(accepted.version, by=accepted.cast.actor(accepted.cast.leila))
    assert (review.open, review.touched) == ((), {"ban", "care", "report"})
    assert accepted.fresh().state == "closed"
    made = merge(accepted)
    assert [one.text for one in accepted.paragraphs(made)] == [
        ENGLISH[0].text,
        "All states must ban the use of mines and quickly clear their land.",
        ENGLISH[3].text,
        "They meet each year.",
    ]
    assert accepted.paragraphs(made) == review.paragraphs
    assert (made.number, made.state, made.change_note, accepted.fresh().state) == (2, "draft", "Four changes.", "superseded")
    assert set(Amendment.objects.values_list("merged_into", flat=True)) == {made.pk}


def test_translations_lose_what_is_gone_take_what_was_accepted_in_their_language_and_are_out_of_date(drafting: Drafting) -> None:
    drafting.open()
    drafting.treat(drafting.propose(drafting.cast.amina, drafting.delete("care")), "accept")
    french = drafting.propose(drafting.nadia, drafting.change("report", "Ils font rapport chaque mois.", "fr"), language="fr")
    drafting.treat(french, "accept", "", drafting.change("report", "They report each month."))
    drafting.close()
    made = merge(drafting)
    assert drafting.words(made)["report"] == "They report each month."
    assert drafting.words(made, "fr")["report"] == "Ils font rapport chaque mois."
    assert list(drafting.words(made, "fr")) == ["head", "ban", "report"]
    assert [one.state for one in read.translations(drafting.fresh(made)) if one.language == "fr"] == ["out_of_date"]
    assert list(drafting.words(language="fr")) == ["head", "ban", "care", "report"]


def test_what_was_said_in_another_language_has_to_be_worded(drafting: Drafting) -> None:
    drafting.open()
    french = drafting.propose(drafting.nadia, drafting.change("report", "Ils font rapport chaque mois.", "fr"), language="fr")
    drafting.treat(french, "accept", "")
    drafting.close()
    review = merging.prepare(drafting.version, by=drafting.cast.actor(drafting.cast.leila))
    assert [(one.paragraph, one.place) for one in review.open] == [("report", "languages")]
    with pytest.raises(Refusal) as refused:
        merge(drafting)
    assert refused.value.facts == {"paragraphs": ["report"]}
    made = merge(drafting, {"report": [Paragraph("report", "They report each month.")]})
    assert drafting.words(made)["report"] == "They report each month."


def test_of_what_collides_somebody_chooses_and_of_nothing_else(accepted: Drafting) -> None:
    Version.objects.filter(pk=accepted.version.pk).update(state="open", amendments_until=None)
    accepted.treat(accepted.propose(accepted.nadia, accepted.change("ban", "All states may ban the use of mines and clear their land.")), "accept")
    accepted.close()
    for chosen, code in (({}, "open"), ({"ban": [Paragraph("ban", "Ban them.")], "head": []}, "untouched")):
        with pytest.raises(Refusal) as refused:
            merge(accepted, chosen)
        assert refused.value.code == code
    assert Version.objects.count() == 1
    made = merge(accepted, {"ban": [Paragraph("ban", "Ban\nthem."), Paragraph("", "All of them.")]})
    assert [one.text for one in accepted.paragraphs(made)][1:3] == ["Ban them.", "All of them."]


def test_what_was_accepted_with_changes_is_merged_as_changed(drafting: Drafting) -> None:
    drafting.open()
    made = drafting.propose(drafting.cast.amina, drafting.change("ban", "All states must ban mines."))
    drafting.treat(made, "modify", "Softer.", drafting.change("ban", "All states should ban mines."))
    drafting.close()
    assert drafting.words(merge(drafting))["ban"] == "All states should ban mines."


def test_amendments_to_amendments_are_merged_with_them_and_fall_with_them(drafting: Drafting) -> None:
    drafting.open()
    kept = drafting.propose(drafting.cast.amina, drafting.change("ban", "All states must ban mines."))
    refused = drafting.propose(drafting.nadia, drafting.change("care", "They shall care for nobody."))
    for parent, key, text in ((kept, "ban", "All states must ban all mines."), (refused, "care", "They shall care for everybody.")):
        drafting.treat(drafting.propose(drafting.joao, Change(Do.CHANGE, key, text), amends=parent), "accept")
    drafting.treat(kept, "accept")
    drafting.treat(refused, "refuse")
    drafting.close()
    made = merge(drafting)
    assert (drafting.words(made)["ban"], drafting.words(made)["care"]) == ("All states must ban all mines.", ENGLISH[2].text)
    assert [one.merged_into_id for one in Amendment.objects.order_by("number")] == [made.pk, None, made.pk, None]


def test_who_amends_what_is_inserted_still_finds_it_when_it_was_accepted_with_changes(drafting: Drafting) -> None:
    drafting.open()
    parent = drafting.propose(drafting.cast.amina, drafting.insert("ban", "They shall help survivors to live well."))
    key = parent.changes[0]["key"]
    drafting.treat(drafting.propose(drafting.nadia, Change(Do.CHANGE, key, "They shall help all survivors to live well."), amends=parent), "accept")
    drafting.treat(parent, "modify", "Softer.", drafting.insert("ban", "They should help survivors to live well."))
    drafting.close()
    assert drafting.words(merge(drafting))[key] == "They should help all survivors to live well."


@pytest.mark.parametrize("change", ["treated", "withdrawn", "translated"])
def test_amendments_that_changed_since_the_review_are_not_merged(accepted: Drafting, change: str) -> None:
    leila = accepted.cast.actor(accepted.cast.leila)
    seen = merging.prepare(accepted.version, by=leila).reviewed
    if change == "treated":
        accepted.treat(Amendment.objects.get(number=1), "refuse", "On second thoughts.")
    elif change == "withdrawn":
        withdraw(Amendment.objects.get(number=1), by=accepted.cast.actor(accepted.cast.amina))
    else:
        wordings.word(accepted.version, "fr", "Autre titre", accepted.paragraphs(language="fr"), by=leila)
    with pytest.raises(Conflict) as refused:
        merge(accepted, reviewed=seen)
    assert refused.value.code == "changed"
    assert Version.objects.count() == 1


def test_nothing_is_merged_while_something_is_open_or_nothing_was_accepted(accepted: Drafting) -> None:
    first = Amendment.objects.get(number=1)
    accepted.treat(first, "vote", "Let them vote.")
    with pytest.raises(Refusal) as refused:
        merge(accepted)
    assert refused.value.code == "untreated"
    accepted.treat(first, "refuse", "No.")
    reply(first, False, by=accepted.cast.actor(accepted.cast.amina))
    with pytest.raises(Refusal):
        merge(accepted)
    for one in Amendment.objects.all():
        if one.withdrawn_at is None:
            who = {1: accepted.cast.amina, 2: accepted.nadia, 3: accepted.joao}[one.number]
            withdraw(one, by=accepted.cast.actor(who))
    with pytest.raises(Refusal) as refused:
        merge(accepted)
    assert refused.value.code == "nothing"


def test_only_who_drafts_merges_and_only_once_amending_is_over(accepted: Drafting) -> None:
    with pytest.raises(NotAllowed):
        merging.prepare(accepted.version, by=accepted.cast.actor(accepted.cast.amina))
    seen = merging.prepare(accepted.version, by=accepted.cast.actor(accepted.cast.leila)).reviewed
    with pytest.raises(NotAllowed):
        merging.merge(accepted.version, {}, of_amendments=seen, by=accepted.cast.actor(accepted.cast.amina))
    merge(accepted)
    with pytest.raises(Conflict):
        merge(accepted, reviewed=seen)


def test_a_merge_is_taken_back_while_nobody_touched_the_new_draft(accepted: Drafting) -> None:
    leila = accepted.cast.actor(accepted.cast.leila)
    merge(accepted)
    undoing.undo(Entry.objects.get(kind="drafting.merged").pk, by=leila)
    assert (Version.objects.count(), accepted.fresh().state) == (1, "closed")
    assert set(Amendment.objects.values_list("merged_into", flat=True)) == {None}
    made = merge(accepted)
    wordings.word(made, "en", TITLE, ENGLISH, by=leila)
    with pytest.raises(Conflict):
        undoing.undo(Entry.objects.filter(kind="drafting.merged").latest("at").pk, by=leila)
    assert Version.objects.count() == 2


def test_merged_amendments_are_finished(accepted: Drafting) -> None:
    merge(accepted)
    first = Amendment.objects.get(number=1)
    with pytest.raises((Conflict, NotAllowed)):
        accepted.treat(first, "refuse")
    with pytest.raises(Conflict):
        withdraw(first, by=accepted.cast.actor(accepted.cast.amina))
    with pytest.raises(Conflict):
        texts.next_version(accepted.version, by=accepted.cast.actor(accepted.cast.leila))
