"""Whoever reported an error and gave an address is told what came of it, once, in their language."""

from __future__ import annotations

import pytest

from commoncall.diplomacy.actions.remarks import remark
from commoncall.diplomacy.models import Instrument, Remark
from commoncall.diplomacy.rules.remarks import Report
from commoncall.kernel.authority import VISITOR
from commoncall.kernel.outbox import actions as outbox
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.models import Coalition
from commoncall.procedures import remarks
from tests.cast import Cast
from tests.treaties import show


@pytest.fixture
def ccm(cast: Cast) -> Instrument:
    Coalition.objects.update(is_public=True)
    cast.quiet_fields.refresh_from_db()
    return show(cast.quiet_fields)


def reported(cast: Cast, ccm: Instrument, **more: str) -> Remark:
    return remark(cast.quiet_fields, ccm, Report("BUY CHEAP WATCHES", **more), by=VISITOR)


def test_they_are_written_to_in_their_language_without_a_word_of_the_form(cast: Cast, ccm: Instrument) -> None:
    made = reported(cast, ccm, address="someone@press.example", language="fr")
    remarks.settle(made, "La date était celle d’un autre traité.", by=cast.actor(cast.leila))
    mail = Message.objects.get()
    assert (mail.kind, mail.language) == ("diplomacy.remark_settled", "fr")
    assert "La date était celle d’un autre traité." in mail.text
    assert ccm.names["fr"] in mail.subject
    assert "/fr/quiet-fields/treaties/ccm/corrections/" in mail.text
    assert "WATCHES" not in mail.subject + mail.text + mail.html


def test_a_language_of_the_public_pages_alone_is_written_in_too(cast: Cast, ccm: Instrument) -> None:
    remarks.settle(reported(cast, ccm, address="someone@press.example", language="es"), "Gracias", by=cast.actor(cast.leila))
    assert Message.objects.get().language == "es"


def test_without_an_address_nobody_is_written_to(cast: Cast, ccm: Instrument) -> None:
    remarks.settle(reported(cast, ccm), "It is right now.", by=cast.actor(cast.leila))
    assert not Message.objects.exists()


def test_whoever_asked_for_silence_is_not_written_to(cast: Cast, ccm: Instrument) -> None:
    outbox.silence(cast.quiet_fields, "someone@press.example", by=cast.actor(cast.leila))
    made = reported(cast, ccm, address="someone@press.example")
    remarks.settle(made, "It is right now.", by=cast.actor(cast.leila))
    assert not Message.objects.exists()
    assert Remark.objects.get().settled_at is not None
