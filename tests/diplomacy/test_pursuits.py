"""A coalition chooses the treaties that it pursues, their order, and which of them its public pages show."""

from __future__ import annotations

import pytest

from commoncall.diplomacy import history as kinds
from commoncall.diplomacy.actions import own_instruments, pursuits
from commoncall.diplomacy.models import Instrument, Pursuit
from commoncall.diplomacy.queries import instruments
from commoncall.diplomacy.queries import pursuits as read
from commoncall.diplomacy.rules.terms import Terms
from commoncall.kernel.authority import VISITOR
from commoncall.kernel.history import queries as book
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible
from commoncall.procedures import undoing
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def treaty(code: str) -> Instrument:
    return Instrument.objects.get(code=code, coalition=None)


def codes(cast: Cast) -> list[str]:
    return [one.instrument.code for one in instruments.pursued(cast.quiet_fields.pk)]


def test_what_is_pursued_is_inside_until_it_is_shown(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    pursuit = pursuits.pursue(cast.quiet_fields, treaty("ccm"), by=leila)
    assert codes(cast) == ["ccm"]
    assert instruments.in_public(cast.quiet_fields.pk) == []
    pursuits.show(pursuit, by=leila)
    assert [one.code for one in instruments.in_public(cast.quiet_fields.pk)] == ["ccm"]
    assert instruments.in_public(cast.open_water.pk) == []
    with pytest.raises(Conflict):
        pursuits.show(pursuit, by=leila)
    pursuits.hide(pursuit, by=leila)
    assert instruments.in_public(cast.quiet_fields.pk) == []
    assert [one.kind for one in book.visible_to(leila)[:3]] == [kinds.PURSUIT_HIDDEN.name, kinds.PURSUIT_SHOWN.name, kinds.PURSUIT_BEGUN.name]


def test_a_treaty_is_pursued_once(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    pursuits.pursue(cast.quiet_fields, treaty("ccm"), by=leila)
    with pytest.raises(Conflict):
        pursuits.pursue(cast.quiet_fields, treaty("ccm"), by=leila)
    assert "ccm" not in [one.code for one in read.to_choose_from(leila)]
    assert "att" in [one.code for one in read.to_choose_from(leila)]


def test_what_is_stopped_comes_back_as_it_was(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    pursuit = pursuits.pursue(cast.quiet_fields, treaty("ccm"), is_public=True, by=leila)
    pursuits.stop(pursuit, by=leila)
    assert codes(cast) == []
    undoing.undo(book.visible_to(leila).filter(kind=kinds.PURSUIT_ENDED.name)[0].pk, by=leila)
    assert Pursuit.objects.get(coalition=cast.quiet_fields).is_public
    undoing.undo(book.visible_to(leila).filter(kind=kinds.PURSUIT_BEGUN.name)[0].pk, by=leila)
    assert codes(cast) == []


def test_showing_and_hiding_are_undone(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    pursuit = pursuits.show(pursuits.pursue(cast.quiet_fields, treaty("ccm"), by=leila), by=leila)
    undoing.undo(book.visible_to(leila)[0].pk, by=leila)
    pursuit.refresh_from_db()
    assert not pursuit.is_public
    undoing.undo(book.visible_to(leila)[0].pk, by=leila)
    pursuit.refresh_from_db()
    assert pursuit.is_public


def test_the_order_is_the_coalitions_own_and_ends_at_its_ends(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    for code in ("ccm", "att", "ottawa"):
        last = pursuits.pursue(cast.quiet_fields, treaty(code), by=leila)
    last = pursuits.move(last, -1, by=leila)
    assert codes(cast) == ["ccm", "ottawa", "att"]
    last = pursuits.move(last, -9, by=leila)
    assert codes(cast) == ["ottawa", "ccm", "att"]
    written = book.visible_to(leila).count()
    pursuits.move(last, -1, by=leila)
    assert book.visible_to(leila).count() == written


def test_only_coordinators_choose_and_only_for_their_coalition(cast: Cast) -> None:
    leila, viktor = cast.actor(cast.leila), cast.actor(cast.viktor, cast.open_water)
    pursuit = pursuits.pursue(cast.quiet_fields, treaty("ccm"), by=leila)
    for account in (cast.amina, cast.deniz, cast.eva):
        for deed in (pursuits.stop, pursuits.show, pursuits.hide):
            with pytest.raises(NotAllowed):
                deed(pursuit, by=cast.actor(account))
    with pytest.raises(NotVisible):
        pursuits.stop(pursuit, by=viktor)
    with pytest.raises(NotVisible):
        pursuits.pursue(cast.quiet_fields, treaty("att"), by=viktor)
    own = own_instruments.add(cast.open_water, "tides", own_instruments.Description({"en": "Tides"}), Terms(), by=viktor)
    with pytest.raises(NotVisible):
        pursuits.pursue(cast.quiet_fields, own, by=leila)
    assert not read.visible_to(VISITOR).exists()
