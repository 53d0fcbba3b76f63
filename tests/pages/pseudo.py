"""A language in which every marked text wears brackets and is longer by two fifths, so that what is not marked stands out.

It takes the place of French, and runs from right to left in the place of Arabic: both have dates, digits and plural forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import get_day_names, get_month_names, get_period_names
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.test import override_settings

from commoncall.call.models import Endorsement, Endorser, Version, Wording
from commoncall.decisions.models import Calendar, Decision, Dissociation, Response, Rung, RungChange
from commoncall.diplomacy.models import Correction, DepositaryAct, Instrument, Proposal, Remark
from commoncall.drafting.models import Amendment, BottomLine, Comment
from commoncall.drafting.models import Text as DraftedText
from commoncall.drafting.models import Wording as Drafted
from commoncall.kernel import languages
from commoncall.kernel.accounts.models import Account, EmailAddress, Passkey
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.countries.rules import Group
from commoncall.kernel.files.models import File
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.models import Address, Coalition, Mandate, Organisation, Person
from commoncall.leadership.models import Body, Seat
from commoncall.membership.models import Application, Batch, BatchRow, Departure, Note, Notice, OwnColumn, Proceeding, Question, SavedFilter, Tag
from commoncall.voice.models import Delivery, Letter, PreApproval, Sheet, Signature, Statement
from tools.translations import collected

OPENS, CLOSES = "⟦", "⟧"
LONGER = "·"

#: What people wrote, which no translator sees.
WRITTEN = {
    Account: ["name"],
    EmailAddress: ["address"],
    Coalition: ["name", "slug", "names"],
    Organisation: ["name", "acronym", "other_names"],
    Person: ["name", "other_name", "phone"],
    Address: ["address"],
    Passkey: ["name"],
    Mandate: ["function"],
    File: ["name"],
    Message: ["subject", "text", "address"],
    Batch: ["file_name", "headers"],
    BatchRow: ["cells"],
    Note: ["text"],
    OwnColumn: ["name"],
    SavedFilter: ["name", "query"],
    Tag: ["name"],
    Application: ["name", "head", "contact_name", "contact_function", "contact_phone", "contact_address", "authority", "profile"],
    Question: ["text", "options"],
    Body: ["names", "purposes"],
    Seat: ["label"],
    Rung: ["names"],
    RungChange: ["reason"],
    Calendar: ["holidays"],
    Instrument: ["names", "titles", "adopted_in", "depositary", "reference", "status_url", "source", "code"],
    DepositaryAct: ["source", "source_url"],
    Proposal: ["file_name", "source", "refused"],
    Correction: ["why"],
    Remark: ["words", "source", "outcome"],
    Proceeding: ["reason", "facts_gathered", "notice", "answer", "heard", "meeting", "assembly", "outcome"],
    Notice: ["reason", "told"],
    Departure: ["reason", "came"],
    Wording: ["title", "preamble", "demands", "closing"],
    Version: ["adopted_how", "change_note"],
    Decision: ["title", "question", "topic", "deviation", "disagreement", "source", "decided_how"],
    Response: ["reason", "came_how"],
    Dissociation: ["reason"],
    Endorser: ["name", "affiliation", "website", "address"],
    DraftedText: ["title"],
    Drafted: ["title"],
    Amendment: ["reason", "treatment_reason", "reply_reason"],
    Comment: ["text", "treatment_reason"],
    BottomLine: ["words", "warning"],
    Statement: ["retracted_why"],
    Letter: ["addressee", "copies", "status", "topic", "topics", "reply"],
    Signature: ["name", "affiliation", "website", "authoriser", "capacity", "authority", "came_how", "withdrawn_why"],
    Delivery: ["delivered_how"],
    PreApproval: ["topic", "authoriser", "capacity"],
    Sheet: ["file_name", "headers", "cells"],
    Endorsement: ["signatory", "signatory_function", "authority", "reservations", "came_how"],
}
#: Names and signs that are the same in every language.
SAME_EVERYWHERE = [
    "Commoncall",
    "TLP:AMBER+STRICT",
    "TLP:AMBER",
    "TLP:GREEN",
    "TLP:CLEAR",
    "TLP:RED",
    "TLP",
    "UTC",
    "CSV",
    "XLSX",
    "vCard",
    "TOTP",
    "SMTP",
    "Firefox",
]


def pseudo(message: str) -> str:
    """Return a text as the pseudo-language has it. Placeholders and blanks at its ends stay as they are."""
    longer = LONGER * (len(message) * 2 // 5)
    return f"{OPENS}{message}{longer}{CLOSES}"


def write_catalogue(language: str, folder: Path) -> None:
    """Write the catalogue that stands in for a language's own."""
    catalog = Catalog(locale=language, project="Commoncall", charset="utf-8")
    for message in collected():
        if not message.id:
            continue
        many = isinstance(message.id, (tuple, list))
        string = tuple([pseudo(message.id[1])] * catalog.num_plurals) if many else pseudo(str(message.id))
        catalog.add(message.id, string=string, context=message.context)
    place = folder / language / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "django.mo").open("wb") as written:
        write_mo(written, catalog)


@contextmanager
def pseudo_languages(folder: Path) -> Iterator[None]:
    """Let French and Arabic be the pseudo-language for a while."""
    for language in ("fr", "ar"):
        write_catalogue(language, folder)
    with override_settings(LOCALE_PATHS=[str(folder)]):
        yield


def written_by_people() -> list[str]:
    """Return every text of the scene that people wrote, the longest first."""
    found: set[str] = set()
    for model, fields in WRITTEN.items():
        for row in model.objects.values_list(*fields):  # type: ignore[attr-defined]
            found.update(text for value in row for text in _texts(value))
    found.update(_drafted_words())
    return sorted((" ".join(text.split()) for text in found if len(text) > 1), key=len, reverse=True)


def _drafted_words() -> Iterator[str]:
    """Yield the words of texts that are written together, one by one: what is proposed to them parts their sentences anywhere."""
    for paragraphs in [*Drafted.objects.values_list("paragraphs", flat=True), *Amendment.objects.values_list("changes", flat=True)]:
        for one in paragraphs:
            yield from one["text"].strip(".").split()


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for inner in value.values() for text in _texts(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in _texts(inner))


@cache
def known_words(language: str) -> list[str]:
    """Return the names that come from lists of facts: languages, countries, months, days."""
    locale = Locale.parse(language)
    found = {name for _code, name in languages.all_named(language)} | {languages.endonym(code) for code, _name in languages.offered_in_public()}
    found.update(one.name for form in ("short", "plain", "formal") for one in countries.all_named(language, form))
    for region in countries.regions(language):
        found.update([region.name, *(part.name for part in region.subregions)])
    found.update(countries.group_name(group, language) for group in Group)
    for width in ("wide", "abbreviated"):
        found.update(get_month_names(width, locale=locale).values())
        found.update(get_day_names(width, locale=locale).values())
        found.update(get_period_names(width, locale=locale).values())
    # The first of a month has a word of its own in French; whether a page shows one depends on the day of the test.
    found.update({"fr": ["1er"]}.get(language, []))
    return sorted((str(name) for name in found if len(str(name)) > 1), key=len, reverse=True)


def unmarked(text: str, known: re.Pattern[str]) -> str:
    """Return what of a text is neither marked nor known: what somebody forgot to mark for translation."""
    depth, outside = 0, []
    for sign in text:
        if sign == OPENS:
            depth += 1
        elif sign == CLOSES:
            depth -= 1
        elif depth == 0:
            outside.append(sign)
    left = known.sub(" ", " ".join("".join(outside).split()))
    return " ".join(left.split()) if re.search(r"[^\W\d_]{2,}", left) else ""


def pattern(known: list[str]) -> re.Pattern[str]:
    """Return what finds known words in a text, and what no one translates: addresses, identifiers, zones, seals."""
    fixed = [
        r"https?://\S+",
        r"\S+@\S+\.\w+",
        r"/[\w./-]+",
        r"\b[A-Z]\w+/[A-Z]\w+(?:/\w+)?\b",  # a time zone
        r"\b[0-9a-f]{6,}\b",
        r"\b[A-Z2-7]{4}(?: [A-Z2-7]{4}){3,}\b",  # the secret of an application that shows codes
        r"\b[\w-]+\.(?:csv|xlsx|vcf|json|ics)\b",
    ]
    return re.compile("|".join([*(rf"(?<!\w){re.escape(word)}(?!\w)" for word in [*known, *SAME_EVERYWHERE]), *fixed]), re.IGNORECASE)
