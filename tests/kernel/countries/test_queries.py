"""What the faces ask: names by language and form, lists to choose from, regions and groups."""

import pytest
from django.utils import translation

from commoncall.kernel.countries import queries, rules


def test_a_name_comes_in_the_language_and_form_asked_for() -> None:
    assert queries.name("BO", "en") == "Bolivia (Plurinational State of)"
    assert queries.name("BO", "en", "plain") == "Bolivia"
    assert queries.name("BO", "es", "formal") == "Estado Plurinacional de Bolivia"
    assert queries.name("FR", "ar") == "فرنسا"


def test_a_regional_language_is_answered_by_its_base_and_any_other_by_english() -> None:
    assert queries.name("DE", "fr-ca") == "Allemagne"
    assert queries.name("DE", "zh-hans") == "德国"
    assert queries.name("DE", "zh_CN") == "德国"
    assert queries.name("DE", "sw") == "Germany"


def test_without_a_language_the_reader_is_answered_in_theirs() -> None:
    with translation.override("ar"):
        assert queries.name("EG") == "مصر"
        assert queries.all_named()[0].name == "الاتحاد الروسي"


def test_a_country_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        queries.name("ZZ", "en")
    assert not queries.exists("ZZ")
    assert queries.exists("NA")


@pytest.mark.parametrize("language", rules.facts.LANGUAGES)
def test_every_country_is_there_to_choose_from(language: str) -> None:
    named = queries.all_named(language)
    assert {one.code for one in named} == set(rules.countries())
    assert [one.name for one in named] == sorted((one.name for one in named), key=lambda name: rules.sort_key(name, language))


def test_asking_twice_reads_nothing_again() -> None:
    assert queries.all_named("fr", "plain") is queries.all_named("fr-ch", "plain")


def test_197_states() -> None:
    assert len(queries.states()) == 197
    assert {"VA", "PS", "CK", "NU"} <= queries.states()
    assert not {"TW", "XK", "HK", "PR"} & queries.states()


@pytest.mark.parametrize("language", rules.facts.LANGUAGES)
def test_regions_hold_every_country_once(language: str) -> None:
    continents = queries.regions(language)
    assert len(continents) == 5
    subregions = [subregion for continent in continents for subregion in continent.subregions]
    assert len(subregions) == 22
    found = [code for subregion in subregions for code in queries.in_region(subregion.code)]
    assert sorted(found) == list(rules.countries())
    for continent in continents:
        assert queries.in_region(continent.code) == {code for one in continent.subregions for code in queries.in_region(one.code)}


def test_regions_in_english() -> None:
    africa = queries.regions("en")[0]
    assert africa.name == "Africa"
    assert [one.name for one in africa.subregions] == ["Eastern Africa", "Middle Africa", "Northern Africa", "Southern Africa", "Western Africa"]
    assert queries.region_name("419", "fr") == "Amérique latine et Caraïbes"


@pytest.mark.parametrize(
    ("region", "inside", "outside"), [("014", "KE", "GH"), ("202", "GH", "EG"), ("419", "CU", "CA"), ("009", "GU", "JP"), ("001", "XK", "ZZ")]
)
def test_in_region(region: str, inside: str, outside: str) -> None:
    assert inside in queries.in_region(region)
    assert outside not in queries.in_region(region)


def test_groups_have_names_and_remarks() -> None:
    for country in rules.countries().values():
        assert queries.group_name(country.group, "es")
        assert (queries.group_remark(country.code) is None) == (country.remark == "")
    assert "observer" in str(queries.group_remark("US"))


def test_kinds_have_names() -> None:
    assert all(str(queries.kind_name(kind)) for kind in rules.Kind)
