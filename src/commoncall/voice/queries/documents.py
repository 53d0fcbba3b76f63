"""Statements and letters as documents, with those who stand under them: what is handed over, and what everybody can download."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from commoncall.kernel import languages
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.countries.rules import sort_key, written
from commoncall.kernel.documents.blocks import Block, BlockStyle, Document, Piece, Signatories
from commoncall.kernel.labels import LABEL_SENTENCES, Label, Naming
from commoncall.voice.queries import public, reading
from commoncall.voice.queries.public import Part, Signatory

if TYPE_CHECKING:
    from commoncall.voice.models import Delivery, Letter, Statement
    from commoncall.voice.queries.reading import Read


class Audience(enum.StrEnum):
    """For whom a document is made. Whoever is not named to them is one of a number, or not told of at all."""

    PUBLIC = "public"
    MEMBERS = "members"


_NAMED_TO = {Audience.PUBLIC: (Naming.PUBLIC,), Audience.MEMBERS: (Naming.PUBLIC, Naming.MEMBERS)}


def of_letter(letter: Letter, *, language: str, delivery: Delivery | None = None, audience: Audience = Audience.PUBLIC) -> Document:
    """Return a letter as a document in a language, with its signatories by country in the order of that language.

    With a delivery it lists those of the batches up to it and nobody who came later; without one, whoever came after the first
    batch stands under “Added after delivery”.
    """
    read = reading.read(letter.version, language)
    found = public.signatories(letter, delivery, _NAMED_TO[audience])
    with _speaking(read.language):
        under = [_("To: %(addressee)s") % {"addressee": letter.addressee}]
        day = delivery.made_up_at if delivery else letter.opened_at
        if delivery is not None and day is not None:
            under.append(_("Signatures until %(day)s") % {"day": date_format(day.date(), "DATE_FORMAT")})
        under += _authority(read)
        lists = [*_lists(letter, found.first, read.language), *_lists(letter, found.added, read.language, _("Added after delivery"))]
        if found.unnamed:
            lists.append(Signatories("", (remainder(found.unnamed),)))
        blocks = [*_blocks(read), *_copies(letter)]
        return _document(letter, read, blocks, under, lists, _signed_by(found.total), audience)


def of_statement(statement: Statement, *, language: str, audience: Audience = Audience.PUBLIC) -> Document:
    """Return a statement as a document in a language, with the members that stand under it where it lists them.

    One that was retracted says so, with when and why, before anything else.
    """
    read = reading.read(statement.version, language)
    found = public.under(statement)
    listing, apart = found.members, [one.name for one in found.dissociated.named]
    with _speaking(read.language):
        under = [_("Statement of %(day)s") % {"day": date_format(statement.published_at.date(), "DATE_FORMAT")}, *_authority(read)]
        lists = [Signatories("", tuple(one.name for one in listing.named))] if listing.named else []
        if listing.unnamed:
            lists.append(Signatories("", (listing.remainder,)))
        if apart:
            lists.append(Signatories(_("Dissociated from it"), tuple(apart)))
        blocks = [*_retracted(statement), *_blocks(read)]
        return _document(statement, read, blocks, under, lists, _("These organisations stand under it") if listing.count else "", audience)


def by_country(part: Part, language: str) -> list[tuple[str, str, tuple[Signatory, ...]]]:
    """Return the organisations of a part as (code, country’s name, named), in the order of the language; those of no one country last."""
    named = [(group.country, countries.name(group.country, language, "plain"), group.named) for group in part.by_country if group.country]
    nowhere = [("", _("In several countries, or not said"), group.named) for group in part.by_country if not group.country]
    return [*sorted(named, key=lambda one: sort_key(one[1], written(language))), *nowhere]


def line_of(one: Signatory, language: str, *, shows_people: bool = False) -> str:
    """Return how a signatory is written in one line: a person with where they belong, a body with who authorised it where that is shown."""
    if not one.is_body:
        place = countries.name(one.country, language, "plain") if one.country else ""
        return _(", ").join(filter(None, (one.name, one.capacity, one.affiliation, place)))
    signed = _(", ").join(filter(None, (one.authoriser, one.capacity))) if shows_people else ""
    return _("%(organisation)s (%(person)s)") % {"organisation": one.name, "person": signed} if signed else one.name


def remainder(unnamed: int) -> str:
    """Return in words how many stand under it without being named."""
    words = ngettext("and %(n)s more that is not named", "and %(n)s more that are not named", unnamed)
    return words % {"n": languages.in_digits(str(unnamed))}


def _speaking(code: str) -> AbstractContextManager[None]:
    """Let what is said around a text be in its language, where it is one of ours; else in the reader's."""
    return override(code) if languages.in_public(code) else nullcontext()


def _document(
    thing: Letter | Statement, read: Read, blocks: list[Block], under: list[str], lists: list[Signatories], title: str, audience: Audience
) -> Document:
    coalition = thing.coalition
    heading = languages.pick(coalition.names, read.language, fallback=coalition.language) or coalition.name
    # What is handed over or stands in public needs no label; what names more than the public may read does.
    footer = "" if audience is Audience.PUBLIC else f"{Label.AMBER.label}. {LABEL_SENTENCES[Label.AMBER]}"
    return Document(
        read.title, read.language, blocks, heading=heading, under_title=" · ".join(under), footer=footer, lists=tuple(lists), list_title=title
    )


def _authority(read: Read) -> Iterator[str]:
    if read.is_translation:
        told = _("Translation; the words that count are in this language: %(language)s")
        yield told % {"language": languages.name_of(read.authoritative, languages.current())}


def _blocks(read: Read) -> Iterator[Block]:
    for line in read.lines:
        one = line.paragraph
        yield Block((Piece(one.text),), BlockStyle(str(one.style)), one.level, line.number)


def _copies(letter: Letter) -> Iterator[Block]:
    copied = [line.strip() for line in letter.copies.splitlines() if line.strip()]
    if copied:
        yield Block((Piece(_("Copies to: %(whom)s") % {"whom": languages.listed(copied)}),))


def _retracted(statement: Statement) -> Iterator[Block]:
    if statement.retracted_at is not None:
        told = _("Retracted on %(day)s.") % {"day": date_format(statement.retracted_at.date(), "DATE_FORMAT")}
        yield Block((Piece(f"**{told}** {statement.retracted_why}".strip()),), BlockStyle.QUOTE)


def _lists(letter: Letter, part: Part, language: str, heading: str = "") -> Iterator[Signatories]:
    """Yield a list for each country, then one of the people; those after delivery each under their heading."""
    titled = [(country, named) for _code, country, named in by_country(part, language)]
    if part.people:
        titled.append((_("People"), part.people))
    for title, named in titled:
        lines = tuple(line_of(one, language, shows_people=letter.shows_people) for one in named)
        yield Signatories(f"{heading} · {title}" if heading else title, lines)


def _signed_by(total: int) -> str:
    words = ngettext("Signed by %(n)s", "Signed by %(n)s", total)
    return words % {"n": languages.in_digits(str(total))} if total else ""
