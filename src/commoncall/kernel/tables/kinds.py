"""Tell by its first bytes what kind of file someone sent, whatever it is called."""

import re
import zipfile
from typing import BinaryIO

from commoncall.kernel.tables.refusals import TableRefused

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM6", b"II*\0", b"MM\0*", b"RIFF")
_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd")
_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|table|meta|\?xml)", re.IGNORECASE)
_PROTECTED = "EncryptedPackage".encode("utf-16-le")


def refuse_other_kinds(stream: BinaryIO) -> bool:
    """Refuse what is neither text nor a workbook; True for a workbook, False for what may be text."""
    head = stream.read(8192)
    if head.startswith(b"PK\x03\x04"):
        _refuse_other_archives(stream)
        return True
    if code := _refused_kind(head, stream):
        raise TableRefused(code)
    return False


def _refused_kind(head: bytes, stream: BinaryIO) -> str | None:
    """The code of the refusal for what the first bytes show, or None."""
    if head.startswith(_OLE):
        return _kind_of_ole(head + stream.read(4 * 1024 * 1024))
    if head.startswith((b"PK\x05\x06", *_ARCHIVES)):
        return "archive"
    if head.lstrip().startswith(b"%PDF"):
        return "pdf"
    if head.startswith(_PICTURES):
        return "picture"
    if head.startswith(b"{\\rtf"):
        return "rich_text"
    if head.lstrip(b"\xef\xbb\xbf \r\n")[:11].upper() == b"BEGIN:VCARD":
        return "address_book"
    return "web_page" if _PAGE.match(head) else None


def _kind_of_ole(content: bytes) -> str:
    """Old office files share one container: tell workbook, protected workbook and text apart."""
    if _PROTECTED in content:
        return "password"
    if "WordDocument".encode("utf-16-le") in content:
        return "word"
    return "old_excel"


def _refuse_other_archives(stream: BinaryIO) -> None:
    """Refuse every archive that is not a workbook of the current form."""
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise TableRefused("damaged") from error
    if "xl/workbook.bin" in entries:
        raise TableRefused("binary_excel")
    if any(name.startswith("xl/") for name in entries):
        return
    raise TableRefused(_kind_of_archive(entries))


def _kind_of_archive(entries: set[str]) -> str:
    if "mimetype" in entries and "content.xml" in entries:
        return "open_document"
    if any(name.startswith("Index/") or name.endswith(".iwa") for name in entries):
        return "numbers"
    if any(name.startswith("word/") for name in entries):
        return "word"
    if any(name.startswith("ppt/") for name in entries):
        return "presentation"
    return "archive"
