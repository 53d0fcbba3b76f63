"""Tell files by their first bytes, and archives by what they hold: what tables and documents have in common."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
#: Stands in old office files, and in new ones, that need a password.
PROTECTED = "EncryptedPackage".encode("utf-16-le")

_ARCHIVES = (b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM6", b"II*\0", b"MM\0*", b"RIFF")


def foreign(head: bytes) -> str | None:
    """Return what a file is that is neither text nor an office file, or None: archive, pdf, picture, rich_text."""
    if head.startswith(_ARCHIVES):
        return "archive"
    if head.lstrip().startswith(b"%PDF"):
        return "pdf"
    if head.startswith(_PICTURES):
        return "picture"
    return "rich_text" if head.startswith(b"{\\rtf") else None


def entries_of(stream: BinaryIO) -> frozenset[str] | None:
    """Return the names that an archive holds, or None where it is damaged."""
    try:
        with zipfile.ZipFile(stream) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None


def office(entries: frozenset[str]) -> str:
    """Return what sort of office file an archive is by what it holds: word, workbook, presentation, open_document, apple; else archive."""
    if any(name.startswith("word/") for name in entries):
        return "word"
    if any(name.startswith("xl/") for name in entries):
        return "workbook"
    if "mimetype" in entries and "content.xml" in entries:
        return "open_document"
    if any(name.startswith("Index/") or name.endswith(".iwa") for name in entries):
        return "apple"
    return "presentation" if any(name.startswith("ppt/") for name in entries) else "archive"
