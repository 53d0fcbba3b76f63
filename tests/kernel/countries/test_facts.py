"""The table of countries is complete, and agrees with itself and with the codes that the world uses."""

import unicodedata
from collections import Counter

import pytest
from babel.core import get_global

from commoncall.kernel.countries import rules
from commoncall.kernel.countries.rules import Group, Kind, facts

ALL = rules.countries()
STATES = [country for country in ALL.values() if country.is_state]
LANGUAGES = facts.LANGUAGES
SCRIPTS = {"en": "LATIN", "fr": "LATIN", "es": "LATIN", "ru": "CYRILLIC", "zh": "CJK", "ar": "ARABIC"}


def test_197_states_can_join_treaties() -> None:
    kinds = Counter(country.kind for country in ALL.values())
    assert kinds == {Kind.MEMBER: 193, Kind.OBSERVER: 2, Kind.OTHER_STATE: 2, Kind.TERRITORY: 44, Kind.OTHER: 2}
    assert len(STATES) == 197
    assert {code for code, country in ALL.items() if country.kind in {Kind.OBSERVER, Kind.OTHER_STATE, Kind.OTHER}} == {
        "VA", "PS", "CK", "NU", "TW", "XK",
    }  # fmt: skip


def test_codes_are_unique_and_sorted() -> None:
    assert list(ALL) == sorted(ALL)
    assert len({country.alpha3 for country in ALL.values()}) == len(ALL)
    numbers = [country.m49 for country in ALL.values() if country.m49]
    assert len(set(numbers)) == len(numbers) == len(ALL) - 1
    assert ALL["XK"].m49 == ""


def test_codes_agree_with_the_common_locale_data() -> None:
    """The locale data know alpha-3 and numeric codes as other names of the alpha-2 code."""
    aliases = get_global("territory_aliases")
    known = [country for country in ALL.values() if country.code != "XK"]
    for country in known:
        assert aliases[country.alpha3] == [country.code]
        assert aliases[country.m49] == [country.code]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_has_every_name(language: str) -> None:
    names = rules.names(language)
    assert list(names) == list(ALL)
    for code, name in names.items():
        assert name.short
        assert name.plain
        assert name.formal, code
    assert len({name.short for name in names.values()}) == len(ALL)
    assert len({name.plain for name in names.values()}) == len(ALL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_written_in_the_script_of_their_language(language: str) -> None:
    for code, name in rules.names(language).items():
        for form in (name.short, name.plain, name.formal):
            assert form == unicodedata.normalize("NFC", form).strip()
            assert "’" not in form
            assert "  " not in form
            strange = [c for c in form if c.isalpha() and not unicodedata.name(c).startswith(SCRIPTS[language])]
            assert not strange, (code, form)


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_repeat_nothing(language: str) -> None:
    """A plain or formal name is written down only where it differs from the short one."""
    for row in facts.rows(f"names/{language}.csv"):
        assert row["short"] not in {row["plain"], row["formal"]}, row["code"]


@pytest.mark.parametrize(
    ("code", "language", "short"),
    [
        ("BO", "en", "Bolivia (Plurinational State of)"),
        ("CI", "en", "Côte d'Ivoire"),
        ("CZ", "en", "Czechia"),
        ("FM", "en", "Micronesia (Federated States of)"),
        ("IR", "en", "Iran (Islamic Republic of)"),
        ("KP", "en", "Democratic People's Republic of Korea"),
        ("MD", "en", "Republic of Moldova"),
        ("MK", "en", "North Macedonia"),
        ("NL", "en", "Netherlands (Kingdom of the)"),
        ("NR", "en", "Naoero"),
        ("PS", "en", "State of Palestine"),
        ("SZ", "en", "Eswatini"),
        ("TR", "en", "Türkiye"),
        ("TW", "en", "Taiwan Province of China"),
        ("VN", "en", "Viet Nam"),
        ("GB", "fr", "Royaume-Uni de Grande-Bretagne et d'Irlande du Nord"),
        ("KP", "fr", "République populaire démocratique de Corée"),
        ("VE", "fr", "Venezuela (République bolivarienne du)"),
        ("TR", "es", "Türkiye"),
        ("NZ", "es", "Nueva Zelandia"),
        ("US", "ru", "Соединенные Штаты Америки"),
        ("TL", "ru", "Тимор-Лешти"),
        ("CD", "zh", "刚果民主共和国"),
        ("PS", "zh", "巴勒斯坦国"),
        ("US", "zh", "美利坚合众国"),
        ("AE", "ar", "الإمارات العربية المتحدة"),
        ("BJ", "ar", "بنن"),
        ("DK", "ar", "الدانمرك"),
    ],
)
def test_short_names_are_those_of_the_united_nations(code: str, language: str, short: str) -> None:
    assert rules.names(language)[code].short == short


@pytest.mark.parametrize(
    ("code", "plain"),
    {
        "BO": "Bolivia", "IR": "Iran", "VE": "Venezuela", "TZ": "Tanzania", "SY": "Syria", "KR": "South Korea", "KP": "North Korea",
        "LA": "Laos", "RU": "Russia", "US": "United States", "GB": "United Kingdom", "FR": "France", "HK": "Hong Kong",
    }.items(),
)  # fmt: skip
def test_plain_names_are_those_of_running_text(code: str, plain: str) -> None:
    assert rules.names("en")[code].plain == plain


def test_kosovo_carries_its_reference_in_every_language() -> None:
    assert all("1244" in rules.names(language)["XK"].formal for language in LANGUAGES)


def test_every_country_lies_in_one_subregion_of_one_continent() -> None:
    levels = {code: region.level for code, region in rules.regions().items()}
    for country in ALL.values():
        assert levels[country.subregion] == "subregion"
        assert levels[country.region] == "region"
    assert Counter(levels.values()) == {"world": 1, "region": 5, "grouping": 2, "subregion": 22}
    assert {country.subregion for country in ALL.values()} == {code for code, level in levels.items() if level == "subregion"}


def test_member_states_by_continent() -> None:
    continents = Counter(country.region for country in ALL.values() if country.kind is Kind.MEMBER)
    assert continents == {"002": 54, "019": 35, "142": 47, "150": 43, "009": 14}


def test_every_region_is_named_in_every_language() -> None:
    for region in rules.regions().values():
        assert set(region.names) == set(LANGUAGES)
        assert all(region.names.values())


def test_groups_are_counted_as_in_elections() -> None:
    """28 are members of the Western group; the United States observe it and are counted with it."""
    members = [country for country in ALL.values() if country.kind is Kind.MEMBER]
    assert Counter(country.group for country in members) == {
        Group.AFRICA: 54,
        Group.ASIA_PACIFIC: 54,
        Group.EASTERN_EUROPE: 23,
        Group.GRULAC: 33,
        Group.WEOG: 29,
    }
    assert [country.code for country in members if country.remark == "observer_counted"] == ["US"]
    assert all(country.group is Group.NONE for country in ALL.values() if country.kind is not Kind.MEMBER)
    assert ALL["TR"].group is ALL["IL"].group is ALL["US"].group is Group.WEOG
    assert ALL["KI"].group is ALL["CY"].group is Group.ASIA_PACIFIC


def test_every_spelling_leads_to_countries_that_exist() -> None:
    for file in ("usual", "everyday", "former", "several", "part", "adjective", "place"):
        for row in facts.rows(f"spellings/{file}.csv"):
            assert row["codes"].split(), row
            assert set(row["codes"].split()) <= set(ALL), row
    for row in facts.rows("spellings/wider.csv"):
        assert row["region"] == "" or row["region"] in rules.regions()
