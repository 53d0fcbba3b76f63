"""Handing out a letter or a statement with those who stand under it, as a file. Its label stands in its name."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commoncall.kernel import languages
from commoncall.kernel.documents import writing
from commoncall.kernel.labels import Label
from commoncall.voice import permissions
from commoncall.voice.actions import letters
from commoncall.voice.queries import deliveries, documents
from commoncall.voice.queries.documents import Audience
from commoncall.workspace.files.views import labelled
from commoncall.workspace.members.standing import actor_of, there, there_only_if
from commoncall.workspace.voice import shown
from commoncall.workspace.voice.access import letter_of, statement_of

if TYPE_CHECKING:
    from commoncall.kernel.documents.blocks import Document
    from commoncall.voice.models import Delivery, Letter


@require_safe
def letter(request: HttpRequest, coalition: str, letter: UUID, form: str) -> HttpResponse:
    """Give a letter with its signatures as it is handed over: of the batches up to one, else of all, those after delivery apart.

    With ``inside`` it names whoever is named inside the coalition, and is labelled so that it stays there. That somebody took it along is recorded.
    """
    found, audience = letter_of(request, letter), _audience(request)
    there_only_if(permissions.DOWNLOAD.verdict(actor_of(request)))
    batch = _batch(found, request.GET.get("batch", ""))
    document = documents.of_letter(found, language=_language(request), delivery=batch, audience=audience)
    _require_known(form)
    letters.took_along(found, form, batch=batch, with_inside=audience is Audience.MEMBERS, by=actor_of(request))
    name = _("letter %(number)s") % {"number": found.number}
    if batch is not None:
        name = _("letter %(number)s batch %(batch)s") % {"number": found.number, "batch": batch.number}
    return _file(document, form, name, Label.AMBER if audience is Audience.MEMBERS else shown.label_of(found))


@require_safe
def statement(request: HttpRequest, coalition: str, statement: UUID, form: str) -> HttpResponse:
    """Give a statement as it goes out, with those who stand under it where it lists them."""
    one = statement_of(request, statement)
    there_only_if(permissions.DOWNLOAD.verdict(actor_of(request)))
    document = documents.of_statement(one, language=_language(request))
    name = _("statement %(number)s") % {"number": one.number}
    return _file(document, form, name, Label.CLEAR if one.is_public else Label(one.version.text.label))


def _batch(found: Letter, number: str) -> Delivery | None:
    if not number:
        return None
    return there(next((one for one in deliveries.of_letter(found) if str(one.number) == number), None))


def _audience(request: HttpRequest) -> Audience:
    return Audience.MEMBERS if request.GET.get("inside") else Audience.PUBLIC


def _language(request: HttpRequest) -> str:
    return request.GET.get("language", "") or languages.current()


def _require_known(form: str) -> None:
    if form not in writing.FORMATS:
        raise Http404


def _file(document: Document, form: str, name: str, label: Label) -> HttpResponse:
    _require_known(form)
    made = writing.FORMATS[form]
    response = HttpResponse(made.write(document), content_type=made.content_type)
    title = slugify(document.title, allow_unicode=True)[:60]
    whole = f"{name} {title} {document.language}.{made.extension}" if title else f"{name} {document.language}.{made.extension}"
    response.headers["Content-Disposition"] = content_disposition_header(True, labelled(whole, label))
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
