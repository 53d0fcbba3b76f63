"""A coalition adds treaties of its own; nobody else on the installation knows of them."""

from __future__ import annotations

from datetime import date

import pytest

from commoncall.diplomacy.actions import own_instruments, pursuits, remarks
from commoncall.diplomacy.actions.own_instruments import Description
from commoncall.diplomacy.models import DepositaryAct, Instrument
from commoncall.diplomacy.queries import instruments
from commoncall.diplomacy.queries import pursuits as pursued
from commoncall.diplomacy.rules.remarks import Report
from commoncall.diplomacy.rules.terms import Closing, Delay, Leaving, Terms, Threshold
from commoncall.kernel import time
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import VISITOR
from commoncall.kernel.history import queries as book
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.procedures import undoing
from commoncall.workspace.treaties import urls
from tests.cast import Cast

pytestmark = pytest.mark.django_db

TERMS = Terms(
    opened_on=date(2024, 3, 1),
    closing=Closing.ON_DATE,
    closed_on=date(2025, 3, 1),
    threshold=Threshold(20),
    delay=Delay(days=90),
    later_delay=Delay(days=30),
    leaving=Leaving(Delay(months=12)),
)


def add(cast: Cast, code: str = "tides", **told: object) -> Instrument:
    return own_instruments.add(cast.quiet_fields, code, Description({"en": "Tides  Treaty"}, **told), TERMS, by=cast.actor(cast.leila))  # type: ignore[arg-type]


def test_a_treaty_keeps_what_was_said_of_it_and_its_rules(cast: Cast) -> None:
    treaty = add(cast, titles={"en": "Treaty on Tides", "fr": " "}, reference="T-1")
    treaty.refresh_from_db()
    assert (treaty.names, treaty.titles) == ({"en": "Tides Treaty"}, {"en": "Treaty on Tides"})
    assert instruments.terms_of(treaty) == TERMS
    assert instruments.one(cast.actor(cast.eva), "tides") == treaty
    assert instruments.one(cast.actor(cast.viktor, cast.open_water), "tides") is None


@pytest.mark.parametrize("code", ["", "Tides of March", "-tides", "a" * 41, "new", "states", "ccm"])
def test_a_code_can_stand_in_an_address_and_is_free(cast: Cast, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        add(cast, code)
    assert refused.value.field == "code"
    assert not Instrument.objects.filter(coalition=cast.quiet_fields).exists()


def test_every_fixed_word_of_the_addresses_is_kept_free() -> None:
    words = {str(one.pattern).split("/treaties/")[1].split("/")[0] for one in urls.urlpatterns if "/treaties/" in str(one.pattern)}
    assert {word for word in words if word and not word.startswith("<")} <= own_instruments.RESERVED


def test_two_treaties_of_a_coalition_never_share_a_code(cast: Cast) -> None:
    add(cast)
    with pytest.raises(Conflict):
        add(cast)
    viktor = cast.actor(cast.viktor, cast.open_water)
    own_instruments.add(cast.open_water, "tides", Description({"en": "Tides"}), TERMS, by=viktor)


def test_it_is_described_anew_but_never_without_a_name(cast: Cast) -> None:
    treaty, leila = add(cast), cast.actor(cast.leila)
    own_instruments.describe(treaty, Description({"fr": "Traité des marées"}), Terms(), by=leila)
    treaty.refresh_from_db()
    assert treaty.names == {"fr": "Traité des marées"}
    with pytest.raises(Refusal):
        own_instruments.describe(treaty, Description({"fr": " "}), Terms(), by=leila)


def test_what_comes_with_the_program_is_not_described_nor_removed(cast: Cast) -> None:
    ccm, leila = Instrument.objects.get(code="ccm"), cast.actor(cast.leila)
    with pytest.raises(NotVisible):
        own_instruments.describe(ccm, Description({"en": "Mine"}), Terms(), by=leila)
    with pytest.raises(NotVisible):
        own_instruments.remove(ccm, by=leila)
    with pytest.raises(NotVisible):
        own_instruments.remove(ccm, by=cast.operator)


def test_it_goes_only_while_nothing_depends_on_it(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    treaty = add(cast)
    pursuit = pursuits.pursue(cast.quiet_fields, treaty, by=leila)
    with pytest.raises(Conflict):
        own_instruments.remove(treaty, by=leila)
    pursuits.stop(pursuit, by=leila)
    act = DepositaryAct.objects.create(
        instrument=treaty, participant="ML", country_id="ML", kind="signature", done_on=date(2024, 4, 1), accepted_at=time.now()
    )
    with pytest.raises(Conflict):
        own_instruments.remove(treaty, by=leila)
    act.delete()
    own_instruments.remove(treaty, by=leila)
    assert not Instrument.objects.filter(code="tides").exists()


def test_adding_is_undone(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    add(cast)
    undoing.undo(book.visible_to(leila)[0].pk, by=leila)
    assert not Instrument.objects.filter(code="tides").exists()


def test_members_add_none(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        own_instruments.add(cast.quiet_fields, "tides", Description({"en": "Tides"}), TERMS, by=cast.actor(cast.amina))
    treaty = add(cast)
    with pytest.raises(NotAllowed):
        own_instruments.remove(treaty, by=cast.actor(cast.amina))
    with pytest.raises(NotVisible):
        own_instruments.remove(treaty, by=cast.actor(cast.viktor, cast.open_water))


def test_nobody_is_asked_about_reports_that_went_with_a_treaty(cast: Cast) -> None:
    by, treaty = cast.actor(cast.leila), add(cast)
    Coalition.objects.filter(pk=cast.quiet_fields.pk).update(is_public=True)
    cast.quiet_fields.refresh_from_db()
    pursuit = pursuits.pursue(cast.quiet_fields, treaty, is_public=True, by=by)
    remarks.remark(cast.quiet_fields, treaty, Report("Chad has joined."), by=VISITOR)
    assert Ask.objects.filter(kind="diplomacy.remark", answered_at=None).exists()
    pursuits.stop(pursuit, by=by)
    own_instruments.remove(treaty, by=by)
    assert not Ask.objects.filter(kind="diplomacy.remark", answered_at=None).exists()


def test_where_the_program_brings_a_treaty_of_the_same_code_each_keeps_its_own_place_in_the_list(cast: Cast) -> None:
    by, own = cast.actor(cast.leila), add(cast)
    installed = Instrument.objects.create(coalition=None, code="tides", names={"en": "Another treaty"})
    pursuits.pursue(cast.quiet_fields, installed, by=by)
    assert pursued.one(by, "tides") is None
    pursuit = pursuits.pursue(cast.quiet_fields, own, by=by)
    assert (pursued.one(by, "tides"), instruments.one(by, "tides")) == (pursuit, own)
