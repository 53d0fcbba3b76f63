"""What the fields of a list are called, for choosing what a column holds and for saying what a row brings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from commoncall.membership.rules.columns.fields import PERSON_FIELDS, Field
from commoncall.web.moments import numeral

WORDS = {
    Field.NAME: gettext_lazy("Name of the organisation"),
    Field.OTHER_NAME: gettext_lazy("Name in another language or script"),
    Field.ACRONYM: gettext_lazy("Acronym"),
    Field.COUNTRY: gettext_lazy("Country or countries"),
    Field.REGION: gettext_lazy("Region, kept as a column of your own"),
    Field.KIND: gettext_lazy("Kind of organisation"),
    Field.LANGUAGES: gettext_lazy("Languages"),
    Field.WEBSITE: gettext_lazy("Website"),
    Field.SIZE: gettext_lazy("Size"),
    Field.LED_BY_AFFECTED: gettext_lazy("Led by affected people: yes or no"),
    Field.REGISTRATION: gettext_lazy("Registration"),
    Field.ABOUT: gettext_lazy("Description"),
    Field.CATEGORY: gettext_lazy("Category of membership"),
    Field.JOINED_ON: gettext_lazy("Date of joining"),
    Field.ENDORSED_ON: gettext_lazy("Endorsement: date, or yes"),
    Field.TAGS: gettext_lazy("Tags"),
    Field.NOTES: gettext_lazy("Notes, for the coordinators alone"),
    Field.PERSON_NAME: gettext_lazy("Name of the person"),
    Field.PERSON_FIRST_NAME: gettext_lazy("First name"),
    Field.PERSON_LAST_NAME: gettext_lazy("Last name"),
    Field.PERSON_EMAIL: gettext_lazy("E-mail address"),
    Field.PERSON_PHONE: gettext_lazy("Telephone"),
    Field.PERSON_ROLE: gettext_lazy("What they do there"),
    Field.PERSON_LANGUAGE: gettext_lazy("Language of the person"),
    Field.OWN: gettext_lazy("A column of your own"),
    Field.IGNORE: gettext_lazy("Leave it out"),
}

_GROUPS = (
    (gettext_lazy("The organisation"), (*list(Field)[:11], Field.ABOUT)),
    (gettext_lazy("How it belongs"), (Field.CATEGORY, Field.JOINED_ON, Field.ENDORSED_ON, Field.TAGS, Field.NOTES)),
)
_REST = (Field.OWN, Field.IGNORE)

#: What stands with an organisation or a person in a plan, besides own columns.
VALUES = {
    "name": pgettext_lazy("of an organisation or a person", "Name"),
    "acronym": gettext_lazy("Acronym"),
    "other_names": gettext_lazy("Other name"),
    "countries": gettext_lazy("Country"),
    "international": gettext_lazy("Country"),
    "kind": gettext_lazy("Kind"),
    "languages": gettext_lazy("Languages"),
    "website": gettext_lazy("Website"),
    "size": gettext_lazy("Size"),
    "led_by_affected": gettext_lazy("Led by affected people"),
    "registration": gettext_lazy("Registration"),
    "category": gettext_lazy("Category"),
    "joined_on": gettext_lazy("Joined"),
    "endorsed_on": gettext_lazy("Endorsed on"),
    "endorsed_what": gettext_lazy("Endorsed"),
    "endorsed": gettext_lazy("Endorsed"),
    "tags": gettext_lazy("Tags"),
    "about": gettext_lazy("Description"),
    "notes": gettext_lazy("Notes"),
    "emails": gettext_lazy("E-mail address"),
    "phone": gettext_lazy("Telephone"),
    "function": gettext_lazy("What they do there"),
    "language": gettext_lazy("Language"),
}


def choices(people: int) -> list[Any]:
    """Return what a column can hold, in groups, with fields for so many contact persons in a row."""
    groups: list[Any] = [(title, [(field.value, WORDS[field]) for field in fields]) for title, fields in _GROUPS]
    groups += [(_person(number), list(_of_person(number))) for number in range(1, people + 1)]
    return [*groups, (_("Otherwise"), [(field.value, WORDS[field]) for field in _REST])]


def _person(number: int) -> str:
    return _("A contact person") if number == 1 else _("Contact person %(number)s of the same row") % {"number": numeral(number)}


def _of_person(number: int) -> Iterator[tuple[str, Any]]:
    for field in (one for one in Field if one in PERSON_FIELDS):
        told = {"field": WORDS[field], "number": numeral(number)}
        yield coded(field, number), WORDS[field] if number == 1 else _("%(field)s (person %(number)s)") % told


def coded(field: Field, person: int) -> str:
    """Return a field and, where it is one of a person, of which, as one word for a form."""
    return f"{field.value}:{person}" if field in PERSON_FIELDS else field.value


def decoded(word: str) -> tuple[Field, int]:
    """Return the field and the person that a word of a form means."""
    field, _colon, person = word.partition(":")
    return Field(field), int(person or 1)
