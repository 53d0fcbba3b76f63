"""A coalition is set up together with its first coordinator, whatever its kind."""

import pytest

from commoncall.decisions.queries import ladder
from commoncall.kernel.authority import Proof, Role
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions.coalitions import Description
from commoncall.kernel.parties.models import Coalition, Organisation, Person
from commoncall.kernel.parties.rules import KINDS, suggested
from commoncall.kernel.refusals import NotAllowed, Refusal
from commoncall.leadership import queries as leadership
from commoncall.procedures import founding
from tests.cast import Cast, make_account


@pytest.mark.parametrize("kind", KINDS)
def test_the_founder_coordinates_a_coalition_of_any_kind(cast: Cast, kind: str) -> None:
    by = parties.account_actor(cast.sven, Proof.SIGNED_IN)
    coalition = founding.found(Description("Still Waters", "still-waters"), suggested(kind), founder=cast.sven, by=by)
    hats = parties.hats(cast.sven, coalition)
    assert [hat.roles for hat in hats] == [frozenset({Role.COORDINATOR})]
    assert parties.arrangements(coalition).kind == kind
    assert Person.objects.get(coalition=coalition).addresses.get().address == "sven@sven.example"


def test_founding_is_told_in_the_new_coalitions_own_history(cast: Cast) -> None:
    by = parties.account_actor(cast.sven, Proof.SIGNED_IN)
    coalition = founding.found(Description("Still Waters", "still-waters"), suggested("network"), founder=cast.sven, by=by)
    kinds = set(Entry.objects.filter(chain=coalition.chain).values_list("kind", flat=True))
    assert kinds == {
        "parties.coalition_founded",
        "parties.person_entered",
        "parties.mandate_granted",
        "parties.person_joined",
        "leadership.body_formed",
        "decisions.ladder_set_up",
    }


def test_a_new_coalition_has_a_ladder_of_decisions_that_suits_it(cast: Cast) -> None:
    by = parties.account_actor(cast.sven, Proof.SIGNED_IN)
    coalition = founding.found(Description("Still Waters", "still-waters"), suggested("campaign"), founder=cast.sven, by=by)
    rungs = {one.code: one for one in ladder.ladder(coalition)}
    assert rungs["press_release"].body == leadership.committee(coalition)
    assert "charter" not in rungs


def test_who_is_no_steward_founds_nothing(cast: Cast) -> None:
    before = Coalition.objects.count()
    for account in (cast.leila, cast.amina):
        by = parties.account_actor(account, Proof.SIGNED_IN)
        with pytest.raises(NotAllowed):
            founding.found(Description("Still Waters", "still-waters"), suggested("network"), founder=account, by=by)
    assert Coalition.objects.count() == before


def test_a_founder_without_a_name_leaves_nothing_behind(cast: Cast) -> None:
    nameless = make_account("", "nameless@nameless.example", is_steward=True)
    by = parties.account_actor(nameless, Proof.SIGNED_IN)
    with pytest.raises(Refusal) as refused:
        founding.found(Description("Still Waters", "still-waters"), suggested("network"), founder=nameless, by=by)
    assert refused.value.field == "name"
    assert not Coalition.objects.filter(slug="still-waters").exists()


def test_the_same_organisation_in_two_coalitions_is_two_records(cast: Cast) -> None:
    by = parties.account_actor(cast.sven, Proof.SIGNED_IN)
    coalition = founding.found(Description("Still Waters", "still-waters"), suggested("campaign"), founder=cast.sven, by=by)
    theirs = Organisation.objects.create(coalition=coalition, name=cast.sahel.name)
    theirs.naming = "coordinators"
    theirs.save()
    cast.sahel.refresh_from_db()
    assert cast.sahel.naming == "public"
