"""The words that head columns, in the languages in which coalitions keep their lists."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from commoncall.kernel.text.folding import is_cjk
from commoncall.kernel.text.names import plain_words
from commoncall.kernel.text.vocabulary import word_set
from commoncall.membership.rules.columns.fields import PERSON_FIELDS, Field

_TABLE = Path(__file__).with_name("words.csv")
_ORGANISATION = word_set("""
    organisation organization org ngo association member network group institution entity partner ong organisme structure
    organizacion entidad asociacion organizacao entidade associacao verein verband организации организация
    المنظمه المؤسسه الجمعيه
    """)
_PERSON = word_set("""
    contact contacts person representative delegate focal director head coordinator personne representant referent
    responsable contacto persona representante pessoa contato kontakt ansprechpartner kontaktperson vertreter
    контактного контактное контакта представителя الاتصال الممثل المسؤول
    """)
_TRANSLATION = word_set("""
    arabic english french spanish russian chinese portuguese german local native original other translated translation
    arabe anglais francais espagnol russe chinois ingles espanol frances arabisch englisch franzosisch spanisch
    английский английском арабский русский بالعربيه بالانجليزيه بالفرنسيه 英文 中文 阿拉伯文 法文
    """)
_BARE_NAME = word_set("name names nom noms nombre nome الاسم имя 姓名 名称")
_COUNTED = re.compile(r"(?:^|\s)(?:no |nr |n )?([1-9])(?:st|nd|rd|th|er|eme)?(?=\s|$)")
_COUNTING_WORDS = {
    "primary": 1, "main": 1, "first": 1, "second": 2, "secondary": 2, "third": 3, "alternate": 2, "deputy": 2,
    "principal": 1, "deuxieme": 2, "segundo": 2, "suppleant": 2, "suplente": 2, "stellvertreter": 2,
}  # fmt: skip


@dataclass(frozen=True)
class Heading:
    """What a heading says: the field, how surely from 0 to 1, and which of several contact persons."""

    field: Field
    certainty: float
    person: int = 1


def read(heading: str) -> Heading | None:
    """The field that a heading names, or None for one that says nothing known."""
    text = _said(heading)
    if not text:
        return None
    person = _counted(text)
    bare = " ".join(_COUNTED.sub(" ", text).split()) or text
    best = _exact(text) or _exact(bare) or _exact(_without_counting(bare)) or _contained(bare)
    if best is None:
        return None
    field, certainty = _in_context(best[0], set(bare.split())), best[1]
    return Heading(field, certainty, person if field in PERSON_FIELDS else 1)


def names_a_translation(heading: str) -> bool:
    """Whether a heading over names says that they are not the first ones: "Name (Arabic)", "local name"."""
    return bool(set(plain_words(heading)) & _TRANSLATION)


def is_bare_name(heading: str) -> bool:
    """Whether a heading says no more than "name", which may be that of a person."""
    return " ".join(plain_words(heading)) in _BARE_NAME


def is_heading(cell: str) -> bool:
    """Whether a cell is by itself a word that heads columns; serves to see whether a table has headings."""
    text = _said(cell)
    bare = " ".join(_COUNTED.sub(" ", text).split())
    return bool(text) and len(cell) <= 60 and bool(_exact(text) or _exact(bare))


def _said(text: str) -> str:
    """The words of a heading, without the articles that French and Italian shorten."""
    return " ".join(word for word in plain_words(text) if word not in ("l", "d"))


def _exact(text: str) -> tuple[Field, float] | None:
    field = _phrases().get(text)
    return (field, 1.0) if field else None


def _contained(text: str) -> tuple[Field, float] | None:
    """The field of the longest known phrase inside a longer heading."""
    found: list[tuple[int, Field]] = []
    for phrase, field in _phrases().items():
        if field is Field.IGNORE or len(phrase) < (2 if is_cjk(phrase) else 4):
            continue
        inside = phrase in text if is_cjk(phrase) else f" {phrase} " in f" {text} "
        if inside:
            found.append((len(phrase), field))
    if not found:
        return None
    length, field = max(found, key=lambda each: each[0])
    return field, 0.4 + 0.5 * length / len(text)


def _in_context(field: Field, said: set[str]) -> Field:
    """A field of a person or an organisation, as the other words of the heading have it."""
    of_person = bool(said & _PERSON)
    of_organisation = bool(said & _ORGANISATION)
    if field is Field.LANGUAGES and of_person:
        return Field.PERSON_LANGUAGE
    if field is Field.NAME and of_person and not of_organisation:
        return Field.PERSON_NAME
    if field is Field.KIND and said & {"membership", "adhesion", "membresia", "mitgliedschaft"}:
        return Field.CATEGORY
    return field


def _counted(text: str) -> int:
    """Which of several contact persons a heading means: "Email 2", "second contact"."""
    if number := _COUNTED.search(text):
        return int(number.group(1))
    return next((_COUNTING_WORDS[word] for word in text.split() if word in _COUNTING_WORDS), 1)


def _without_counting(text: str) -> str:
    return " ".join(word for word in text.split() if word not in _COUNTING_WORDS)


@cache
def _phrases() -> dict[str, Field]:
    """Every phrase of the table, folded, with its field; the first mention of a phrase holds."""
    found: dict[str, Field] = {}
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for phrase in row["words"].split(";"):
                found.setdefault(_said(phrase), Field(row["field"]))
    return found
