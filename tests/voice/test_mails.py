"""What is written about letters: to whom, in which language, with which instants, and never twice about the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from commoncall.drafting.actions import stages, texts, wordings
from commoncall.drafting.models import Wording
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel import time
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties.models import Mandate, Person
from commoncall.kernel.refusals import Conflict, NotAllowed, Refusal
from commoncall.procedures import speaking
from commoncall.procedures.speaking import reminding
from commoncall.voice.actions import letters, signing
from commoncall.voice.models import Letter
from tests.decisions.deciding import Stage
from tests.voice.speaking import a_moment_later, locked, mails, opened, prepared, sign, topics

pytestmark = pytest.mark.django_db

PEOPLE = {"amina@amina.example", "bruno@bruno.example", "eva@eva.example", "mina@mina.example", "nour@nour.example", "oumar@oumar.example"}


def addresses(kind: str) -> set[str]:
    return {one.address for one in mails(kind)}


def test_all_who_can_sign_are_asked_when_a_letter_opens_each_once(stage: Stage) -> None:
    letter = opened(stage)
    a_moment_later()
    assert addresses("asked") == PEOPLE
    assert len(mails("asked")) == len(PEOPLE)
    assert "asks Forum Humanité Sahel to sign this letter to Ambassador Ines Quill" in mails("asked")[0].text
    assert f"/quiet-fields/letters/{letter.pk}" in mails("asked")[0].text
    assert speaking.tell_of_opening(str(letter.pk)) == 0, "a job that comes twice writes to nobody twice"


def test_the_main_contact_alone_is_asked_where_there_is_one_and_else_whoever_acts(stage: Stage) -> None:
    cast = stage.cast
    Mandate.objects.filter(person__name="Oumar Traoré").update(is_main_contact=True)
    topics(cast.amal, "Nour Aziz", "water")
    opened(stage)
    a_moment_later()
    assert addresses("asked") == PEOPLE - {"amina@amina.example"}


def test_each_reads_it_in_their_language_and_with_the_instant_in_their_zone(stage: Stage) -> None:
    Person.objects.filter(name="Amina Diallo").update(language="fr")
    account = stage.cast.amina
    account.time_zone = "Europe/Berlin"
    account.save()
    version = texts.begin(stage.cast.quiet_fields, texts.Beginning("letter", "Leave the fields quiet"), by=stage.leila)
    for code, title in (("en", "Leave the fields quiet"), ("fr", "Laissez les champs tranquilles")):
        wordings.word(version, code, title, [Paragraph("p1", title)], by=stage.leila)
    stages.lock(version, by=stage.leila)
    # At this instant the clocks of Europe go forward: 01:59:59 there is followed by 03:00:00.
    opened(stage, version, closes_at=datetime(2027, 3, 28, 1, 0, tzinfo=UTC))
    a_moment_later()
    by_address = {one.address: one for one in mails("asked")}
    assert by_address["amina@amina.example"].language == "fr"
    assert "Laissez les champs tranquilles" in by_address["amina@amina.example"].subject
    assert "03:00" in by_address["amina@amina.example"].text
    assert "01:00 UTC" in by_address["amina@amina.example"].text
    assert "Leave the fields quiet" in by_address["oumar@oumar.example"].subject


def test_no_mail_gives_an_outdated_translation_for_the_words_that_were_signed(stage: Stage) -> None:
    Person.objects.filter(name="Amina Diallo").update(language="fr")
    version = texts.begin(stage.cast.quiet_fields, texts.Beginning("letter", "Leave the fields"), by=stage.leila)
    for code, words in (("en", "Leave the fields."), ("fr", "Laissez les champs."), ("en", "Clear the fields.")):
        wordings.word(version, code, words, [Paragraph("p1", words)], by=stage.leila)
    stages.lock(version, by=stage.leila)
    sign(opened(stage, version), stage.cast.sahel, stage.amina)
    a_moment_later()
    [mail] = [one for one in mails("signed") if one.address == "amina@amina.example"]
    assert mail.language == "fr"
    assert "Clear the fields." in mail.text
    assert "Laissez les champs" not in mail.text + mail.subject


@pytest.mark.parametrize("ends", [datetime(2027, 3, 28, 1, 0, tzinfo=UTC), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)])
def test_a_last_instant_inside_a_change_of_the_clocks_is_exact(stage: Stage, ends: datetime) -> None:
    letter = opened(stage, closes_at=ends)
    with time.as_of(ends - timedelta(microseconds=1)):
        sign(letter, stage.cast.sahel, stage.amina)
        assert letters.close_due() == 0
    for late in (timedelta(0), timedelta(hours=1)):
        with time.as_of(ends + late), pytest.raises(Conflict) as refused:
            sign(letter, stage.cast.amal, stage.nour)
        assert refused.value.code == "late"
    with time.as_of(ends):
        assert letters.close_due() == 1
    assert Letter.objects.get().closed_at == ends


def test_a_letter_of_which_nobody_can_be_reminded_holds_up_no_other(stage: Stage) -> None:
    first = opened(stage, closes_at=time.now() + timedelta(days=13))
    second = opened(stage, locked(stage, "Another letter"))
    a_moment_later()
    Wording.objects.filter(version=first.version).update(paragraphs=[{"broken": True}])
    with time.as_of(time.now() + timedelta(days=12, hours=12)), pytest.raises(KeyError):
        speaking.remind_due()
    second.refresh_from_db()
    assert second.reminded_at is not None
    assert addresses("reminder") == PEOPLE


def test_many_letters_of_which_nobody_can_be_reminded_keep_no_other_waiting(stage: Stage) -> None:
    broken = [opened(stage, locked(stage, f"Broken {number}"), closes_at=time.now() + timedelta(days=13)) for number in range(reminding.AT_ONCE)]
    last = opened(stage)
    a_moment_later()
    Wording.objects.filter(version__in=[one.version for one in broken]).update(paragraphs=[{"broken": True}])
    with time.as_of(time.now() + timedelta(days=12, hours=12)), pytest.raises(KeyError):
        speaking.remind_due()
    last.refresh_from_db()
    assert last.reminded_at is not None


def test_the_clock_reminds_once_two_days_before_and_only_those_who_have_not_signed(stage: Stage) -> None:
    letter = opened(stage)
    a_moment_later()
    sign(letter, stage.cast.sahel, stage.amina)
    assert letter.closes_at is not None
    with time.as_of(letter.closes_at - timedelta(days=2, seconds=1)):
        assert speaking.remind_due() == 0
    with time.as_of(letter.closes_at - timedelta(days=2)):
        assert (speaking.remind_due(), speaking.remind_due()) == (1, 0)
    assert addresses("reminder") == PEOPLE - {"amina@amina.example", "oumar@oumar.example"}
    assert Entry.objects.filter(kind="voice.letter_reminded").count() == 1


def test_the_first_batch_is_reminded_of_too(stage: Stage) -> None:
    letter = opened(stage, first_batch_at=time.now() + timedelta(days=5))
    assert letter.first_batch_at is not None
    with time.as_of(letter.first_batch_at - timedelta(days=1)):
        assert speaking.remind_due() == 1


def test_a_letter_that_was_just_opened_needs_no_reminder(stage: Stage) -> None:
    opened(stage, closes_at=time.now() + timedelta(hours=20))
    assert speaking.remind_due() == 0


def test_a_coordinator_reminds_whom_nobody_has_written_to_within_a_day(stage: Stage) -> None:
    letter = opened(stage)
    a_moment_later()
    with pytest.raises(Refusal) as refused:
        speaking.remind(letter, by=stage.leila)
    assert refused.value.code == "too_soon"
    assert len(speaking.remind(letter, urgent=True, by=stage.leila).readers) == len(PEOPLE)
    with time.as_of(time.now() + timedelta(days=2)):
        sign(letter, stage.cast.amal, stage.nour)
        assert {one.address for one in speaking.remind(letter, by=stage.leila).readers} == PEOPLE - {"nour@nour.example"}
    with pytest.raises(NotAllowed):
        speaking.remind(letter, urgent=True, by=stage.amina)


def test_another_last_instant_is_told_to_those_who_have_not_answered_once(stage: Stage) -> None:
    letter = opened(stage)
    a_moment_later()
    sign(letter, stage.cast.sahel, stage.amina)
    for days in (20, 30):
        moved = letters.terms_of(Letter.objects.get())
        letters.change(letter, type(moved)(**{**moved.__dict__, "closes_at": time.now() + timedelta(days=days)}), by=stage.leila)
        a_moment_later()
    assert speaking.tell_of_move(str(letter.pk)) == 0
    assert addresses("moved") == PEOPLE - {"amina@amina.example", "oumar@oumar.example"}
    assert len(mails("moved")) == 2 * len(addresses("moved"))


def test_who_signed_is_told_in_writing_which_words_once(stage: Stage) -> None:
    letter = opened(stage)
    signature = sign(letter, stage.cast.sahel, stage.amina)
    a_moment_later()
    assert addresses("signed") == {"amina@amina.example", "oumar@oumar.example"}
    text = mails("signed")[0].text
    for told in ("Leave the fields quiet.", letter.digest, "Amina Diallo", "Director"):
        assert told in text
    assert speaking.tell_of_signature(str(signature.pk)) == 0
    signing.withdraw(signature, by=stage.amina)
    assert speaking.tell_of_signature(str(signature.pk)) == 0


def test_signatories_are_asked_to_sign_the_changed_words_and_told_that_they_changed(stage: Stage) -> None:
    version = locked(stage)
    first = opened(stage, version)
    sign(first, stage.cast.sahel, stage.amina)
    a_moment_later()
    later = stages.lock(texts.next_version(version, by=stage.leila), by=stage.leila)
    letters.open_now(letters.renew(first, later, by=stage.leila), by=stage.leila)
    a_moment_later()
    again = [one for one in mails("asked") if "The words have changed" in one.subject]
    assert {one.address for one in again} == {"amina@amina.example", "oumar@oumar.example"}
    assert "Your signature stays under the former words" in again[0].text


def test_nothing_is_written_of_what_is_no_longer_asked(stage: Stage) -> None:
    letter = opened(stage)
    letters.close(letter, by=stage.leila)
    assert a_moment_later() == 1
    assert mails("asked") == []
    draft = prepared(stage, locked(stage, "Another"))
    assert speaking.tell_of_opening(str(draft.pk)) == 0
