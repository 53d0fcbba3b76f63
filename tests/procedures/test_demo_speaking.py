"""The demonstration speaks: a statement with its list, one retracted, and letters prepared, open, and delivered and answered."""

from __future__ import annotations

import pytest

from commoncall.decisions.queries import public
from commoncall.drafting.queries import texts
from commoncall.drafting.queries.texts import TranslationState
from commoncall.kernel.authority import operator
from commoncall.kernel.outbox.models import Message
from commoncall.procedures.demo import story
from commoncall.voice.models import Letter, Signature, Statement
from commoncall.voice.queries import statements
from commoncall.voice.queries.standing import standing_under

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_installed")]


def test_a_newcomer_sees_the_coalition_speak() -> None:
    story.load(by=operator())
    _sees_statements()
    _sees_a_delivered_letter(Letter.objects.get(state=Letter.State.CLOSED))
    _sees_an_open_letter(Letter.objects.get(state=Letter.State.OPEN))
    assert Letter.objects.get(state=Letter.State.DRAFT).opens_at
    told = [one.withheld for one in public.whole(Letter.objects.all()[0].coalition) if one.report is not None]
    assert told == [False] * 5, "beside the list of members every roll may tell its numbers"
    assert not Message.objects.filter(kind__startswith="voice").exists(), "somebody is written to of what is only told"


def _sees_statements() -> None:
    standing = Statement.objects.get(retracted_at=None)
    under = statements.under(standing)
    assert len(under.members.named) > 40
    assert "Ayni Andes" not in {one.name for one in under.members.named}
    assert Statement.objects.exclude(retracted_at=None).get().retracted_why
    states = {one.language: one.state for one in texts.translations(standing.version)}
    assert states == {"fr": TranslationState.CHECKED, "ar": TranslationState.CHECKED}


def _sees_a_delivered_letter(letter: Letter) -> None:
    delivery = letter.deliveries.get()
    assert delivery.delivered_on
    assert letter.reply
    assert standing_under(letter).filter(delivery=delivery).exists()
    assert standing_under(letter).filter(delivery=None).exists()


def _sees_an_open_letter(letter: Letter) -> None:
    came = set(standing_under(letter).values_list("came", flat=True))
    assert came == {Signature.Came.WORKSPACE, Signature.Came.PRE_APPROVED, Signature.Came.PUBLIC, Signature.Came.PHONE}
    signed = Signature.objects.filter(letter=letter)
    assert signed.filter(withdrawn_at__isnull=False).count() == 1
    assert signed.filter(signed_at=None).count() == 1
    assert letter.doubts.filter(settled="").count() == 2
    assert set(standing_under(letter).filter(organisation=None).values_list("naming", flat=True)) == {"public", "coordinators"}
    assert letter.first_batch_at
