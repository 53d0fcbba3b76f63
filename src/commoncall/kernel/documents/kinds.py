"""Tell by its first bytes what kind of file somebody sent, whatever it is called."""

from __future__ import annotations

import enum
import io
import re
import zipfile

from commoncall.kernel.documents.refusals import DocumentRefused

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM6", b"II*\0", b"MM\0*", b"RIFF")
_ARCHIVES = (b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd")
_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|meta)", re.IGNORECASE)
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_TEXT_ENDINGS = (".txt", ".text")


class Kind(enum.Enum):
    """The kinds of files that are read."""

    WORD = "word"
    MARKDOWN = "markdown"
    PLAIN = "plain"
    PAGE = "page"


def kind_of(content: bytes, name: str) -> Kind:
    """Return what a file is; what is neither Word's nor text is refused by what it is."""
    head = content[:8192]
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_archive(content)
    if code := _refused(head, content):
        raise DocumentRefused(code)
    if _PAGE.match(head):
        return Kind.PAGE
    return Kind.PLAIN if name.lower().endswith(_TEXT_ENDINGS) else Kind.MARKDOWN


def _refused(head: bytes, content: bytes) -> str | None:
    """Return the code of the refusal for what the first bytes show, or None."""
    if head.startswith(_OLE):
        return "password" if _PROTECTED in content else "old_word"
    if head.startswith(_ARCHIVES):
        return "archive"
    if head.lstrip().startswith(b"%PDF"):
        return "pdf"
    if head.startswith(_PICTURES):
        return "picture"
    return "rich_text" if head.startswith(b"{\\rtf") else None


def _kind_of_archive(content: bytes) -> Kind:
    """Refuse every archive that is not a Word document of the current form."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DocumentRefused("damaged") from error
    if any(name.startswith("word/") for name in entries):
        return Kind.WORD
    if "mimetype" in entries and "content.xml" in entries:
        raise DocumentRefused("open_document")
    if any(name.startswith("Index/") or name.endswith(".iwa") for name in entries):
        raise DocumentRefused("pages")
    if any(name.startswith("xl/") for name in entries):
        raise DocumentRefused("spreadsheet")
    raise DocumentRefused("presentation" if any(name.startswith("ppt/") for name in entries) else "archive")
