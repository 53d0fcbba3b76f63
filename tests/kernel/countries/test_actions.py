"""The table of countries says what the files say, whatever stood in it before."""

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from commoncall.kernel.countries import actions, rules
from commoncall.kernel.countries.models import Country

pytestmark = pytest.mark.django_db


def rows() -> dict[str, tuple[str, ...]]:
    return {row.code: (row.alpha3, row.m49, row.kind, row.region, row.subregion, row.group) for row in Country.objects.all()}


def listed() -> dict[str, tuple[str, ...]]:
    return {
        code: (country.alpha3, country.m49, country.kind.value, country.region, country.subregion, country.group.value)
        for code, country in rules.countries().items()
    }


def test_an_empty_table_is_filled() -> None:
    Country.objects.all().delete()
    done = actions.load()
    assert len(done.added) == len(rules.countries())
    assert rows() == listed()


def test_the_table_agrees_with_the_files() -> None:
    assert rows() == listed()


def test_loading_again_changes_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        done = actions.load()
    assert done == actions.Loaded((), (), ())


def test_what_has_changed_is_brought_up_to_date() -> None:
    Country.objects.filter(code="KE").update(region="009", group="weog")
    assert actions.load() == actions.Loaded((), ("KE",), ())
    assert rows() == listed()


def test_what_is_missing_is_added() -> None:
    Country.objects.filter(code="SS").delete()
    assert actions.load() == actions.Loaded(("SS",), (), ())
    assert rows() == listed()


def test_a_country_that_is_no_longer_listed_keeps_its_row() -> None:
    Country.objects.create(code="ZZ", alpha3="ZZZ", kind="other", region="150", subregion="039", group="none")
    assert actions.load().unlisted == ("ZZ",)
    assert Country.objects.filter(code="ZZ").exists()


@pytest.mark.parametrize("wrong", [{"code": "k1"}, {"alpha3": "KEN"}, {"m49": "404"}])
def test_the_database_refuses_a_wrong_or_a_second_code(wrong: dict[str, str]) -> None:
    row = {"code": "ZZ", "alpha3": "ZZZ", "m49": "", "kind": "other", "region": "150", "subregion": "039", "group": "none"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Country.objects.create(**row | wrong)
