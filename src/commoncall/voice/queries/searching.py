"""What can be found of the voice: the words of statements and letters, in each of their languages. Who signed is read on the page alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commoncall.drafting.models import Wording
from commoncall.drafting.rules import paragraphs
from commoncall.kernel.search.kinds import Part, Text, itself, search_kind
from commoncall.voice.models import Letter, Statement
from commoncall.voice.queries import letters, statements


def _published(coalition: UUID) -> QuerySet[Statement]:
    return Statement.objects.filter(coalition_id=coalition)


def _stated(rows: Collection[UUID]) -> Iterable[Text]:
    found = list(Statement.objects.filter(pk__in=rows).select_related("version__text").order_by("pk"))
    return _worded([(one, one.published_at, "" if one.is_public else one.version.text.label, "") for one in found])


def _prepared(coalition: UUID) -> QuerySet[Letter]:
    return Letter.objects.filter(coalition_id=coalition)


def _sent(rows: Collection[UUID]) -> Iterable[Text]:
    found = list(Letter.objects.filter(pk__in=rows).select_related("version__text").order_by("pk"))
    return _worded([(one, one.opened_at or one.begun_at, "" if one.is_public else one.version.text.label, one.addressee) for one in found])


def _worded(things: list[tuple[Statement | Letter, datetime, str, str]]) -> Iterator[Text]:
    """Say each thing in the languages of its version that say something; one query besides."""
    by_version: dict[UUID, list[Wording]] = {}
    for wording in Wording.objects.filter(version__in={thing.version_id for thing, *_rest in things}).order_by("version", "language"):
        by_version.setdefault(wording.version_id, []).append(wording)
    for thing, at, label, addressee in things:
        for wording in by_version.get(thing.version_id, []):
            said = [paragraph.text for paragraph in paragraphs.read(wording.paragraphs)]
            if said or wording.language == thing.version.text.language:
                title = wording.title or thing.version.text.title
                body = "\n".join([addressee, *said])
                yield Text(thing.pk, thing.pk, thing.coalition_id, at, title, body=body, language=wording.language, where=(thing.pk,), label=label)


def _statements_on(touched: Collection[UUID]) -> Iterable[UUID]:
    return Statement.objects.filter(version__in=touched).values_list("pk", flat=True)


def _letters_on(touched: Collection[UUID]) -> Iterable[UUID]:
    return Letter.objects.filter(version__in=touched).values_list("pk", flat=True)


STATEMENTS = search_kind(
    "statements",
    _("Statements"),
    address="statement",
    parts=[Part("statement", _published, _stated, statements.visible_to, {"statement": itself, "draft_version": _statements_on})],
)
LETTERS = search_kind(
    "letters",
    _("Letters"),
    address="letter",
    parts=[Part("letter", _prepared, _sent, letters.visible_to, {"letter": itself, "draft_version": _letters_on})],
)
