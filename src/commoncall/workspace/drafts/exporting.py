"""Handing out a version, or what is different between two, as a file. Its label stands in its name and in it."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from commoncall.drafting.queries import texts
from commoncall.drafting.rules import paragraphs
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel import languages
from commoncall.kernel.documents import writing
from commoncall.kernel.documents.blocks import Block, BlockStyle, Document, Piece
from commoncall.kernel.labels import LABEL_SENTENCES, Label
from commoncall.web.words import name_of
from commoncall.workspace.drafts import comparing, pages, words
from commoncall.workspace.drafts.comparing import Comparison
from commoncall.workspace.drafts.pages import Read
from commoncall.workspace.drafts.reaching import version_of
from commoncall.workspace.files.views import labelled
from commoncall.workspace.members.standing import actor_of


@require_safe
def export(request: HttpRequest, coalition: str, version: UUID, form: str) -> HttpResponse:
    """Give a version as a file; with a number of another version, what is different between the two."""
    if form not in writing.FORMATS:
        raise Http404
    one, language = version_of(request, version), request.GET.get("language", "")
    if "with" in request.GET:
        before, now = sorted((one, comparing.other_of(request, one, texts.versions(one.text, actor_of(request)))), key=lambda each: each.number)
        document = redlined(comparing.compared(before, now, language))
        name = f"{slugify(document.title, allow_unicode=True)[:60] or 'text'} v{before.number}-v{now.number} {document.language}"
    else:
        document = clean(pages.in_language(one, language))
        name = f"{slugify(document.title, allow_unicode=True)[:60] or 'text'} v{one.number} {document.language}"
    made = writing.FORMATS[form]
    response = HttpResponse(made.write(document), content_type=made.content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, labelled(f"{name}.{made.extension}", one.text.label))
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def clean(read: Read) -> Document:
    """Return a version as a document, in the language in which it is read."""
    numbers = paragraphs.numbers(read.paragraphs)
    blocks = [_block(one, number, (Piece(one.text),)) for one, number in zip(read.paragraphs, numbers, strict=True)]
    with _speaking(read.code):
        return _document(read, blocks, languages.listed([words.edition(read.version), _authority(read)]))


def redlined(found: Comparison) -> Document:
    """Return what is different between two versions as a document with tracked changes."""
    with _speaking(found.now.code):
        blocks = [
            _block(line.paragraph, line.number, tuple(Piece(bit.text, bit.mark) for bit in line.bits), _("Moved here.") if line.is_moved else "")
            for line in found.lines
        ]
        between = {"before": words.edition(found.then.version), "now": words.edition(found.now.version)}
        return _document(found.now, blocks, _("What changed: %(before)s to %(now)s") % between)


def _speaking(code: str) -> AbstractContextManager[None]:
    """Let what is said around a text be in its language, where the workspace speaks it; else in the reader's."""
    return override(code) if code in dict(languages.offered()) else nullcontext()


def _block(one: Paragraph, number: str, pieces: tuple[Piece, ...], note: str = "") -> Block:
    return Block(pieces, BlockStyle(str(one.style)), one.level, number, note)


def _document(read: Read, blocks: list[Block], under: str) -> Document:
    text = read.version.text
    label = Label(text.label)
    footer = f"{label.label}. {LABEL_SENTENCES[label]}"
    return Document(read.title, read.code, blocks, heading=name_of(text.coalition), under_title=under, footer=footer)


def _authority(read: Read) -> str:
    if read.is_authoritative:
        return _("authoritative words")
    return _("translation; the authoritative words are in this language: %(language)s") % {"language": read.authoritative}
