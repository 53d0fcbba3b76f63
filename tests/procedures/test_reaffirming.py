"""After a material change everybody who can sign is written to once, in their own language; and reminded no more than once a day."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine

from commoncall.call import kinds
from commoncall.call.actions import endorsing, texts
from commoncall.call.actions.endorsing import Signature
from commoncall.call.actions.texts import Adoption, Words
from commoncall.call.models import Endorsement, Version
from commoncall.kernel import time
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Role
from commoncall.kernel.history import queries as history
from commoncall.kernel.history.models import Entry
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.actions import mandates, people
from commoncall.kernel.parties.models import Coalition, Mandate, Organisation, Person
from commoncall.kernel.refusals import NotAllowed, NotVisible, Refusal
from commoncall.procedures import reaffirming
from tests.cast import Cast

WORDS = Words("Keep the fields quiet", "", ("Join the treaty.", "Clear the land."))
ARABIC = Words("أبقوا الحقول هادئة", "", ("انضموا إلى المعاهدة.", "طهّروا الأرض."))


def adopt(cast: Cast, *demands: str, is_material: bool = True) -> Version:
    leila = cast.actor(cast.leila)
    draft = texts.begin(cast.quiet_fields, "call", by=leila)
    texts.word(draft, "en", Words(WORDS.title, "", demands or WORDS.demands), by=leila)
    if not demands:
        texts.word(draft, "ar", ARABIC, is_ready=True, by=leila)
    told = Adoption(time.now().date(), "the assembly", is_material, {"en": "Demand 2 is new."}, time.now() + timedelta(days=9))
    return reaffirming.adopt(draft, told, by=leila)


def enter(cast: Cast, name: str, address: str, organisation: Organisation, language: str = "") -> Person:
    person = people.enter(cast.quiet_fields, people.Particulars(name, address, language=language), by=cast.operator)
    mandates.grant(mandates.Grant(person, organisation, Role.REPRESENTATIVE), by=cast.operator)
    return person


def stand_behind(cast: Cast, version: Version, *organisations: Organisation) -> None:
    for one in organisations:
        endorsing.enter(version, one, Signature("Rana"), Endorsement.Came.PHONE, "A call", version.adopted_on, by=cast.actor(cast.leila))  # type: ignore[arg-type]


@pytest.fixture
def first(cast: Cast) -> Version:
    return adopt(cast)


def test_each_who_can_sign_gets_one_mail_in_their_language_for_all_their_organisations(cast: Cast, first: Version) -> None:
    rana = enter(cast, "Rana Khoury", "rana@amal.example", cast.amal, "ar")
    mandates.grant(mandates.Grant(rana, cast.campos, Role.REPRESENTATIVE), by=cast.operator)
    stand_behind(cast, first, cast.sahel, cast.amal, cast.campos)
    adopt(cast, "Join the treaty.", "Clear all the land.")
    mails = Message.objects.filter(kind="call.reaffirm")
    assert {(one.address, one.language) for one in mails} == {
        ("amina@amina.example", "en"),
        ("oumar@oumar.example", "en"),
        ("rana@amal.example", "ar"),
    }
    to_amina, to_rana = mails.get(address="amina@amina.example"), mails.get(person=rana)
    assert "version 2 of “Keep the fields quiet” was adopted" in to_amina.text
    assert "Demand 2 is new." in to_amina.text
    assert "Forum Humanité Sahel" in to_amina.text
    assert "Al-Amal" not in to_amina.text + to_amina.html
    assert 'dir="rtl"' in to_rana.html
    assert "Campos Livres" in to_rana.text
    assert "/quiet-fields/texts/versions/" in to_amina.text


def test_only_those_whose_mandate_covers_it_are_written_to_where_there_are_such(cast: Cast, first: Version) -> None:
    Mandate.objects.filter(person=cast.person(cast.oumar)).update(topics=["radar"])
    stand_behind(cast, first, cast.sahel)
    adopt(cast, "Join the treaty.")
    assert [one.address for one in Message.objects.filter(kind="call.reaffirm")] == ["amina@amina.example"]
    assert [reader.address for reader in reaffirming.readers_for([cast.sahel])] == ["amina@amina.example"]
    Mandate.objects.filter(person=cast.person(cast.amina)).update(topics=["radar"])
    assert len(reaffirming.readers_for([cast.sahel])) == 2


def test_an_editorial_change_and_a_first_version_write_to_nobody(cast: Cast, first: Version) -> None:
    stand_behind(cast, first, cast.sahel)
    adopt(cast, "Join the Treaty.", is_material=False)
    assert not Message.objects.filter(kind="call.reaffirm").exists()


def test_the_mails_stand_or_fall_with_the_adoption(cast: Cast, first: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_behind(cast, first, cast.sahel)
    entries = Entry.objects.count()

    def strike(*_parts: object, **_more: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(reaffirming.outbox, "post_all", strike)
    leila = cast.actor(cast.leila)
    draft = texts.begin(cast.quiet_fields, "call", by=leila)
    with pytest.raises(ConnectionError):
        reaffirming.adopt(draft, Adoption(time.now().date(), "us", reaffirm_by=time.now() + timedelta(days=1)), by=leila)
    first.refresh_from_db()
    assert first.state == "adopted"
    assert not Ask.objects.filter(kind=kinds.REAFFIRM.name).exists()
    assert Entry.objects.count() == entries + 1  # that the draft was begun


def test_nobody_is_reminded_within_a_day_unless_it_is_urgent(cast: Cast, first: Version) -> None:
    leila = cast.actor(cast.leila)
    stand_behind(cast, first, cast.sahel, cast.lantern, cast.amal)
    second = adopt(cast, "Join the treaty.")
    with pytest.raises(Refusal, match="reminded less than a day ago"):
        reaffirming.remind(second, by=leila)
    assert len(reaffirming.remind(second, urgent=True, by=leila).readers) == 3
    with time_machine.travel(time.now() + timedelta(hours=25)):
        endorsing.endorse(second, cast.lantern, Signature(), by=cast.actor(cast.mina))
        planned = reaffirming.reminder(second, by=leila)
        assert (len(planned.readers), planned.too_soon, planned.without_address) == (2, 0, 1)
        reaffirming.remind(second, by=leila)
        reminders = Message.objects.filter(kind="call.reminder", written_at__gt=time.now() - timedelta(hours=1))
        assert {one.address for one in reminders} == {"amina@amina.example", "oumar@oumar.example"}
        assert reminders[0].subject == "Not answered yet: version 2 of “Keep the fields quiet”"
        with pytest.raises(Refusal, match="reminded less than a day ago"):
            reaffirming.remind(second, by=leila)
        endorsing.endorse(second, cast.sahel, Signature(), by=cast.actor(cast.amina))
        with pytest.raises(Refusal, match="Nobody is left"):
            reaffirming.remind(second, by=leila)
    told = [line.sentence for line in history.told(history.visible_to(leila).filter(kind="call.reminded"))]
    # Their number would tell members of organisations that are not named to them.
    assert not history.visible_to(cast.actor(cast.amina)).filter(kind="call.reminded").exists()
    assert told == [
        "Leila Haddad reminded those asked to re-affirm version 2 of the call: 2 letters.",
        "Leila Haddad reminded those asked to re-affirm version 2 of the call: 3 letters.",
    ]


def test_by_itself_it_is_told_once_a_week_and_once_a_day_before_the_end_to_those_who_have_not_answered(cast: Cast, first: Version) -> None:
    stand_behind(cast, first, cast.sahel, cast.lantern, cast.amal)
    second = adopt(cast, "Join the treaty.")
    ends = second.reaffirm_by
    assert ends is not None
    minute = timedelta(minutes=1)

    def reminded(at: datetime) -> set[str]:
        with time_machine.travel(at, tick=False):
            assert reaffirming.remind_due() == Message.objects.filter(kind="call.reminder", written_at=at).count()
            assert reaffirming.remind_due() == 0
            return set(Message.objects.filter(kind="call.reminder", written_at=at).values_list("address", flat=True))

    three = {"amina@amina.example", "oumar@oumar.example", "mina@mina.example"}
    assert reminded(ends - timedelta(days=7) - minute) == set()
    assert reminded(ends - timedelta(days=7)) == three
    assert reminded(ends - timedelta(days=4)) == set()
    with time_machine.travel(ends - timedelta(days=3)):
        endorsing.endorse(second, cast.lantern, Signature(), by=cast.actor(cast.mina))
    assert reminded(ends - timedelta(days=1) - minute) == set()
    assert reminded(ends - timedelta(days=1)) == three - {"mina@mina.example"}
    assert reminded(ends - minute) == set()
    assert reminded(ends + minute) == set()
    told = [line.sentence for line in history.told(history.visible_to(cast.actor(cast.leila)).filter(kind="call.reminded"))]
    assert told == [
        "Commoncall reminded those asked to re-affirm version 2 of the call: 2 letters.",
        "Commoncall reminded those asked to re-affirm version 2 of the call: 3 letters.",
    ]


def test_by_itself_nobody_is_reminded_of_a_change_that_has_been_replaced_or_of_the_demonstration(cast: Cast, first: Version) -> None:
    stand_behind(cast, first, cast.sahel)
    second = adopt(cast, "Join the treaty.")
    third = adopt(cast, "Join the treaty today.")
    assert third.reaffirm_by is not None
    with time_machine.travel(third.reaffirm_by - timedelta(days=1)):
        assert reaffirming.remind_due() == 2
        second.refresh_from_db()
        assert second.reminded_at is None
    with time_machine.travel(third.reaffirm_by - timedelta(hours=1)):
        Version.objects.update(reminded_at=None)
        Coalition.objects.update(is_demo=True)
        assert reaffirming.remind_due() == 0


def test_a_reminder_after_an_editorial_change_tells_of_the_material_one_and_leads_to_the_present_version(cast: Cast, first: Version) -> None:
    stand_behind(cast, first, cast.sahel)
    second = adopt(cast, "Join the treaty.")
    third = adopt(cast, "Join the Treaty.", is_material=False)
    assert second.reaffirm_by is not None
    with time_machine.travel(second.reaffirm_by - timedelta(days=6)):
        assert reaffirming.remind_due() == 2
        text = Message.objects.filter(kind="call.reminder")[0].text
    assert "version 2 of “Keep the fields quiet” was adopted" in text
    assert f"{second.reaffirm_by:%H:%M} UTC" in text, "until when it can be answered"
    assert f"/texts/versions/{third.pk}/endorse/" in text


def test_only_coordinators_remind_and_only_in_their_coalition(cast: Cast, first: Version) -> None:
    with pytest.raises(NotAllowed):
        reaffirming.remind(first, by=cast.actor(cast.amina))
    with pytest.raises(NotVisible):
        reaffirming.remind(first, by=cast.actor(cast.viktor, cast.open_water))


def test_what_is_entered_is_told_to_the_organisation_with_the_way_to_correct_it(cast: Cast, first: Version) -> None:
    came = (Endorsement.Came.PAPER, "Letter of 3 May", time.now().date())
    given = reaffirming.enter(first, cast.sahel, Signature("Awa Keita"), *came, by=cast.actor(cast.leila))
    mails = Message.objects.filter(kind="call.entered")
    assert {one.address for one in mails} == {"amina@amina.example", "oumar@oumar.example"}
    assert "Leila Haddad noted that Awa Keita endorsed version 1" in mails[0].text
    assert "Letter of 3 May" in mails[0].text
    assert f"/quiet-fields/texts/endorsements/{given.pk}/" in mails[0].text


def test_whoever_is_asked_to_sign_gets_a_mail(cast: Cast, first: Version) -> None:
    Mandate.objects.filter(person=cast.person(cast.amina)).update(topics=["radar"])
    reaffirming.ask_to_sign(first, cast.sahel, by=cast.actor(cast.amina))
    [mail] = Message.objects.filter(kind="call.sign")
    assert mail.address == "oumar@oumar.example"
    assert "Amina Diallo asks you to sign for Forum Humanité Sahel" in mail.subject
