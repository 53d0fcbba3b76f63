"""An organisation withdraws and takes its files along; it is taken in again; one of whom nobody hears is given notice and is there after all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from commoncall.kernel import time
from commoncall.membership.models import Membership
from commoncall.procedures.standing import resting
from tests.scene import Scene
from tests.stories.conftest import Story, latest_mail

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_organisation_withdraws_with_its_files_and_comes_back(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    cast = quiet_fields.cast
    record = f"/quiet-fields/members/{cast.sahel.pk}/"
    public = tell("/en/quiet-fields/")
    assert "Forum Humanité Sahel" in public.words
    amina = tell(record, account=cast.amina)
    amina.press("Withdraw the organisation", role="link")
    amina.see("what it takes loses and stays named on")
    amina.press("Take it as files", role="link")
    amina.see("what is in the files")
    with amina.page.expect_download() as taken:
        amina.press("Take the files")
    packed = zipfile.ZipFile(io.BytesIO(Path(taken.value.path()).read_bytes()))
    assert "everything.json" in packed.namelist()
    amina.page.goto(record + "leave/")
    amina.choose("No, it is taken off what it endorsed")
    amina.type("Why?", "We have become a grant-giver, and no longer campaign.")
    amina.press("Go on")
    amina.reads("Withdraw Forum Humanité Sahel now?")
    amina.see("is it meant")
    assert Membership.objects.get(pk=cast.sahel.pk).standing == "good"
    amina.press("Withdraw", exact=True)
    amina.reads("has withdrawn")
    amina.see("outside")
    assert Membership.objects.get(pk=cast.sahel.pk).standing == "left"
    assert amina.page.goto(record).status == 404  # type: ignore[union-attr]
    public.page.reload()
    assert "Forum Humanité Sahel" not in public.words
    assert "We have become a grant-giver" in latest_mail("leila@leila.example").text

    leila = tell(record, account=cast.leila)
    leila.reads("It withdrew")
    leila.see("the record of one that has left")
    leila.press("Take in again", role="link")
    leila.see("taking it in again")
    leila.press("Take in again", exact=True)
    leila.reads("It belongs here again.")
    amina.page.goto(record)
    amina.reads("Oumar Traoré")
    amina.see("back again")


def test_a_merger_takes_people_along(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    cast = quiet_fields.cast
    leila = tell(f"/quiet-fields/members/{cast.sahel.pk}/", account=cast.leila)
    leila.press("End the membership", role="link")
    leila.choose("It merged into another organisation")
    leila.type("How do you know?", "Letter of both boards, 2 November")
    leila.type("Since when?", time.now().date().isoformat())
    leila.see("what has become of it")
    leila.press("Go on")
    leila.reads("Say into which organisation.")
    leila.page.get_by_label("Into which organisation?").fill("Campos Livres")
    leila.press("Go on")
    leila.reads("End the membership of Forum Humanité Sahel now?", "Oumar Traoré goes on for")
    leila.page.get_by_label("Amina Diallo goes on for").select_option(label="For none of them")
    leila.see("who goes on for the successor")
    leila.press("End the membership", exact=True)
    leila.reads("It merged into another organisation", "Campos Livres")
    leila.see("merged")
    oumar = tell(f"/quiet-fields/members/{cast.campos.pk}/", account=cast.oumar)
    oumar.reads("Oumar Traoré")
    oumar.see("the people of the successor")


def test_the_silent_are_given_notice_and_are_there_after_all(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    cast = quiet_fields.cast
    Membership.objects.filter(pk=cast.sahel.pk).update(heard_at=time.now() - timedelta(days=500))
    leila = tell("/quiet-fields/standing/", account=cast.leila)
    leila.press("Who has not been heard of", role="link")
    leila.see("who has not been heard of")
    leila.page.get_by_label("Forum Humanité Sahel").check()
    leila.press("Go on with those that are ticked")
    leila.reads("Give notice to 1 organisation?", "2 people are written to")
    leila.type("Why?", "Your reports of two years are missing.")
    leila.see("whom it reaches")
    leila.press("Give notice", exact=True)
    leila.reads("1 organisation was given notice.", "dormant from")
    leila.see("notice given")
    mail = latest_mail("oumar@oumar.example")
    assert "Your reports of two years are missing." in mail.text
    resting.each_due(time.now() + timedelta(days=15))
    assert Membership.objects.get(pk=cast.sahel.pk).standing == "dormant"
    oumar = tell(f"/quiet-fields/members/{cast.sahel.pk}/here/", account=cast.oumar)
    oumar.reads("You have been heard of")
    oumar.see("here after all")
    assert Membership.objects.get(pk=cast.sahel.pk).standing == "good"
