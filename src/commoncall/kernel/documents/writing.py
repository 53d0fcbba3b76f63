"""Write a document as Markdown, for Word (DOCX), as OpenDocument (ODT) and as PDF.

This module loads the typesetter and the writers for Word: about a tenth of a second, once in each process that writes documents.
Import it only where documents are written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from commoncall.kernel.documents.blocks import Document
from commoncall.kernel.documents.markdown.writing import write as markdown
from commoncall.kernel.documents.opendocument.writing import write as odt
from commoncall.kernel.documents.pdf.writing import write as pdf
from commoncall.kernel.documents.word.writing import write as docx


@dataclass(frozen=True)
class Format:
    """A form in which documents are handed out: its name, the ending of its files, its content type, and what writes it."""

    name: str
    extension: str
    content_type: str
    write: Callable[[Document], bytes]


FORMATS = {
    one.extension: one
    for one in (
        Format("PDF", "pdf", "application/pdf", pdf),
        Format("DOCX", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx),
        Format("ODT", "odt", "application/vnd.oasis.opendocument.text", odt),
        Format("Markdown", "md", "text/markdown; charset=utf-8", markdown),
    )
}

__all__ = ["FORMATS", "Format", "docx", "markdown", "odt", "pdf"]
