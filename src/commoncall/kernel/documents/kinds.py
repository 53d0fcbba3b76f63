"""Tell by its first bytes what kind of file somebody sent as a document, whatever it is called."""

from __future__ import annotations

import enum
import io
import re

from commoncall.kernel.documents.refusals import DocumentRefused
from commoncall.kernel.tables import signatures

_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|meta)", re.IGNORECASE)
_TEXT_ENDINGS = (".txt", ".text")

#: What an archive is that is no document of Word, as the refusal calls it.
_OTHERS = {"workbook": "spreadsheet", "apple": "pages"}


class Kind(enum.Enum):
    """The kinds of files that are read."""

    WORD = "word"
    MARKDOWN = "markdown"
    PLAIN = "plain"
    PAGE = "page"


def kind_of(content: bytes, name: str) -> Kind:
    """Return what a file is; what is neither Word's nor text is refused by what it is."""
    head = content[:8192]
    if head.startswith(signatures.ZIP):
        return _kind_of_archive(content)
    if head.startswith(signatures.OLE):
        raise DocumentRefused("password" if signatures.PROTECTED in content else "old_word")
    if code := signatures.foreign(head):
        raise DocumentRefused(code)
    if _PAGE.match(head):
        return Kind.PAGE
    return Kind.PLAIN if name.lower().endswith(_TEXT_ENDINGS) else Kind.MARKDOWN


def _kind_of_archive(content: bytes) -> Kind:
    """Refuse every archive that is not a Word document of the current form."""
    entries = signatures.entries_of(io.BytesIO(content))
    if entries is None:
        raise DocumentRefused("damaged")
    found = signatures.office(entries)
    if found != "word":
        raise DocumentRefused(_OTHERS.get(found, found))
    return Kind.WORD
