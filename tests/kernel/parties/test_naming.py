"""An organisation's name goes as far as it lets it, and neither lists nor counts tell more."""

import pytest

from commoncall.kernel.labels import Naming
from commoncall.kernel.parties import naming, queries
from commoncall.kernel.parties.actions import organisations
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import NotAllowed
from tests.cast import Cast, make_member


def known_to(cast: Cast, account: object) -> set[str]:
    return set(queries.organisations_visible_to(cast.actor(account)).values_list("name", flat=True))  # type: ignore[arg-type]


def test_each_role_knows_whom_it_may_know(cast: Cast) -> None:
    everyone = set(Organisation.objects.filter(coalition=cast.quiet_fields).values_list("name", flat=True))
    assert known_to(cast, cast.leila) == everyone
    assert known_to(cast, cast.amina) == everyone - {"Hidden Lantern Circle"}
    assert known_to(cast, cast.deniz) == everyone - {"Hidden Lantern Circle", "Campos Livres"}
    assert known_to(cast, cast.mina) == everyone


def test_an_unnamed_organisation_confides_in_one_other(cast: Cast) -> None:
    organisations.choose_naming(cast.lantern, Naming.COORDINATORS, known_to=[cast.sahel], by=cast.actor(cast.mina))
    assert "Hidden Lantern Circle" in known_to(cast, cast.amina)
    assert "Hidden Lantern Circle" not in known_to(cast, cast.eva)


def test_a_coordinator_may_narrow_but_not_widen_what_people_chose(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    organisations.choose_naming(cast.sahel, Naming.MEMBERS, by=leila)
    with pytest.raises(NotAllowed, match="its own choice"):
        organisations.choose_naming(cast.sahel, Naming.PUBLIC, by=leila)
    organisations.choose_naming(cast.sahel, Naming.PUBLIC, by=cast.actor(cast.amina))


def test_the_public_reads_a_number_for_those_not_named_but_never_a_small_one(cast: Cast) -> None:
    everyone = Organisation.objects.filter(coalition=cast.quiet_fields)
    listing = naming.listed_in_public(everyone)
    assert [one.name for one in listing.named] == [
        "Al-Amal Survivors’ Network",
        "Demir Kapı Barış Derneği",
        "Forum Humanité Sahel",
        "Northern Lawyers",
    ]
    assert listing.unnamed == 0
    assert listing.count == 4
    make_member(cast.quiet_fields, cast.operator, "Third Secret", naming=Naming.COORDINATORS)
    listing = naming.listed_in_public(everyone.all())
    assert listing.unnamed == 3
    assert listing.remainder == "and 3 organisations that are not named"
    assert "Secret" not in listing.sentence
    assert "Lantern" not in listing.sentence


def test_a_change_holds_at_once(cast: Cast) -> None:
    organisations.choose_naming(cast.amal, Naming.COORDINATORS, by=cast.actor(cast.leila))
    assert "Al-Amal Survivors’ Network" not in known_to(cast, cast.amina)
