"""Columns are understood by their headings in many languages, and by what stands under them."""

import json
from pathlib import Path

import pytest

from commoncall.kernel.countries.rules import recognise_several
from commoncall.kernel.tables import reading
from commoncall.kernel.tables.shapes import Table
from commoncall.membership.rules.columns import guessing, headings
from commoncall.membership.rules.columns.fields import Column, Field, Mapping, fingerprint, problems


def table(*lines: str) -> Table:
    return reading.read("\n".join(lines).encode(), delimiter=";", is_heading=headings.is_heading)


def guessed(*lines: str) -> list[Field]:
    return [column.field for column in guessing.guess(table(*lines), recognise_several).columns]


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("Organisation;Country;Contact person;E-mail;Phone;Member since", "name country person_name person_email person_phone joined_on"),
        ("Nom de l'ONG;Pays;Nom du contact;Courriel;Tél.;Date d'adhésion", "name country person_name person_email person_phone joined_on"),
        ("Organización;País;Persona de contacto;Correo;Sitio web;Siglas", "name country person_name person_email website acronym"),
        ("Organização;País;Pessoa de contato;Endereço de e-mail;Idiomas;Sigla", "name country person_name person_email languages acronym"),
        ("Organisation;Land;Ansprechpartnerin;E-Mail;Sprachen;Mitglied seit", "name country person_name person_email languages joined_on"),
        ("Организация;Страна;Контактное лицо;Электронная почта;Телефон;Сайт", "name country person_name person_email person_phone website"),
        ("اسم المنظمة;الدولة;جهة الاتصال;البريد الإلكتروني;رقم الهاتف;ملاحظات", "name country person_name person_email person_phone notes"),
        ("组织名称;国家;联系人;电子邮箱;加入日期;网站", "name country person_name person_email joined_on website"),
        ("No.;Type of organization;Membership type;Survivor-led?;Reg. no.;Focus areas", "ignore kind category led_by_affected registration tags"),
        ("First name;Last name;Job title;Preferred language;Region", "person_first_name person_last_name person_role person_language region"),
        ("Local name;Working languages;Description;Staff;Comments;Abbreviation", "other_name languages about size notes acronym"),
    ],
)  # fmt: skip
def test_headings_are_read_in_every_language(line: str, fields: str) -> None:
    read = [headings.read(heading) for heading in line.split(";")]
    assert [each.field.value if each else None for each in read] == fields.split()


def test_several_contact_persons_have_their_own_columns() -> None:
    read = [headings.read(heading) for heading in ("Contact 1 name", "Email 2", "Second contact", "Phone")]
    assert [(each.field, each.person) for each in read if each] == [
        (Field.PERSON_NAME, 1),
        (Field.PERSON_EMAIL, 2),
        (Field.PERSON_NAME, 2),
        (Field.PERSON_PHONE, 1),
    ]


def test_a_name_beside_an_organisation_is_that_of_a_person() -> None:
    assert guessed("Name;Organisation;Email", "Ada Reed;Reed Society;ada@reed.example") == [Field.PERSON_NAME, Field.NAME, Field.PERSON_EMAIL]


def test_a_translated_name_is_not_the_name() -> None:
    columns = guessing.guess(table("Organisation name (Arabic);Organisation name", "جمعية القصب;Reed Society"), recognise_several).columns
    assert [column.field for column in columns] == [Field.OTHER_NAME, Field.NAME]


def test_the_content_tells_what_the_heading_does_not() -> None:
    lines = ["A;B;C;D;E"] + [
        f"{number};Society {number};{country};box@s{number}.example;https://s{number}.example"
        for number, country in enumerate(["Kenya", "Mali", "Peru"] * 3)
    ]
    assert guessed(*lines) == [Field.IGNORE, Field.NAME, Field.COUNTRY, Field.PERSON_EMAIL, Field.WEBSITE]


def test_the_content_contradicts_a_heading() -> None:
    assert guessed("Organisation;Contact", "Reed;box@reed.example", "Field;box@field.example") == [Field.NAME, Field.PERSON_EMAIL]
    assert guessed("Organisation;State", "Reed;active", "Field;asleep")[1] is not Field.COUNTRY


def test_an_unknown_column_becomes_one_of_their_own() -> None:
    mapping = guessing.guess(table("Organisation;Shirt colour", "Reed;green"), recognise_several)
    assert mapping.columns[1] == Column("Shirt colour", Field.OWN, "Shirt colour")


def test_one_field_is_never_guessed_for_two_columns() -> None:
    mapping = guessing.guess(table("Organisation;Website;Web page", "Reed;a.example;b.example"), recognise_several)
    assert problems(mapping) == []


def test_a_table_without_headings_is_understood() -> None:
    content = "1;Reed Society;Kenya\n2;Field Society;Mali\n3;Stream Society;Kenya\n"
    read = table(*content.splitlines())
    assert not read.has_headings
    assert [column.field for column in guessing.guess(read, recognise_several).columns] == [Field.IGNORE, Field.NAME, Field.COUNTRY]


def test_a_mapping_is_stored_and_read_again() -> None:
    mapping = Mapping((Column("Nom", Field.NAME), Column("Mail 2", Field.PERSON_EMAIL, "", 2), Column("x", Field.OWN, "Größe")), "dmy")
    assert Mapping.from_json(json.loads(json.dumps(mapping.to_json()))) == mapping


@pytest.mark.parametrize(
    "stored", [{}, {"columns": None}, {"columns": [{}]}, {"columns": [{"heading": "a", "field": "nonsense"}]}, {"columns": [], "date_order": "x"}]
)
def test_what_is_no_mapping_is_refused(stored: dict[str, object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        Mapping.from_json(stored)


def test_problems_of_a_mapping_are_named() -> None:
    twice = Mapping((Column("a", Field.WEBSITE), Column("b", Field.WEBSITE), Column("c", Field.TAGS), Column("d", Field.TAGS)))
    assert [(problem.code, problem.params) for problem in problems(twice)] == [("no_name", {}), ("twice", {"first": "a", "second": "b"})]
    assert [problem.code for problem in problems(Mapping((Column("a", Field.NAME),)), ["b"])] == ["other_columns"]
    people = Mapping((Column("n", Field.NAME), Column("a", Field.PERSON_EMAIL), Column("b", Field.PERSON_EMAIL, person=2)))
    assert problems(people) == []


def test_the_same_headings_are_known_again() -> None:
    assert fingerprint(["Name", "País"]) == fingerprint([" name", "PAIS "])
    assert fingerprint(["a", "b"]) != fingerprint(["b", "a"])
    assert fingerprint(["ab", "c"]) != fingerprint(["a", "bc"])


@pytest.mark.sample_data
@pytest.mark.parametrize(
    ("name", "fields"), [("network-members.csv", [Field.NAME, Field.COUNTRY]), ("letter-signatories.csv", [Field.IGNORE, Field.NAME, Field.COUNTRY])]
)
def test_the_real_lists_are_understood(sample_data: Path, name: str, fields: list[Field]) -> None:
    read = reading.read(sample_data / "members" / name, filename=name, is_heading=headings.is_heading)
    assert [column.field for column in guessing.guess(read, recognise_several).columns] == fields
