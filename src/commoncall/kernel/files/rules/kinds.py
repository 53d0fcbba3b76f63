"""What a file is, told by its content and never by what it is called."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

import filetype  # type: ignore[import-untyped]

_HEAD = 8192
_MOST_ENTRIES = 10_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<!?(?:doctype\s+)?(svg|html|head|body|script|\?xml)", re.IGNORECASE | re.DOTALL)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_INSIDE = {
    "word/document.xml": "wordprocessingml.document",
    "xl/workbook.xml": "spreadsheetml.sheet",
    "ppt/presentation.xml": "presentationml.presentation",
}
_OPEN = "application/vnd.oasis.opendocument."


class Unfit(Exception):
    """A file that is not kept; ``code`` leads to a sentence in ``actions.REFUSALS``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Kind:
    """A kind of file that is kept, and how names of such files may end."""

    media_type: str
    extensions: tuple[str, ...]

    @property
    def is_picture(self) -> bool:
        """Whether what it tells of its maker has to be taken out."""
        return self.media_type.startswith("image/")


_KINDS = {
    kind.media_type: kind
    for kind in (
        Kind("image/jpeg", ("jpg", "jpeg")),
        Kind("image/png", ("png",)),
        Kind("image/gif", ("gif",)),
        Kind("image/webp", ("webp",)),
        Kind("application/pdf", ("pdf",)),
        Kind("application/rtf", ("rtf",)),
        Kind("application/zip", ("zip",)),
        Kind("application/epub+zip", ("epub",)),
        Kind("application/msword", ("doc",)),
        Kind("application/vnd.ms-excel", ("xls",)),
        Kind("application/vnd.ms-powerpoint", ("ppt",)),
        Kind(_OFFICE + "wordprocessingml.document", ("docx",)),
        Kind(_OFFICE + "spreadsheetml.sheet", ("xlsx",)),
        Kind(_OFFICE + "presentationml.presentation", ("pptx",)),
        Kind(_OPEN + "text", ("odt",)),
        Kind(_OPEN + "spreadsheet", ("ods",)),
        Kind(_OPEN + "presentation", ("odp",)),
        Kind("text/csv", ("csv", "tsv")),
        Kind("text/plain", ("txt", "md", "ics", "vcf", "json", "eml", "csv", "tsv")),
    )
}


def kind_of(stream: BinaryIO, name: str) -> Kind:
    """Return what a file is. Refused (``Unfit``): what is empty, damaged, a program, a page that could run one, or unknown.

    The name only tells kinds apart that look alike: text from tables, and the old office files from each other.
    """
    stream.seek(0)
    head = stream.read(_HEAD)
    if not head:
        raise Unfit("empty")
    if head.startswith(b"PK"):
        return _KINDS[_in_archive(stream)]
    if head.startswith(_OLE):
        return _old_office(name)
    # Pages of the web are told first: they may begin with what looks like something else.
    if _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise Unfit("markup")
    guessed = filetype.guess(head)
    if guessed is not None:
        media_type = "image/png" if guessed.mime == "image/apng" else guessed.mime
        return _kept(media_type)
    if _is_text(head):
        return _KINDS["text/csv" if name.lower().endswith((".csv", ".tsv")) else "text/plain"]
    raise Unfit("unknown")


def _kept(media_type: str) -> Kind:
    if media_type in _KINDS:
        return _KINDS[media_type]
    if media_type.startswith("image/"):
        raise Unfit("picture")
    raise Unfit("sound" if media_type.startswith(("audio/", "video/")) else "unknown")


def _old_office(name: str) -> Kind:
    ending = name.rpartition(".")[2].lower()
    return next((kind for kind in _KINDS.values() if ending in kind.extensions and ending in {"doc", "xls", "ppt"}), _KINDS["application/msword"])


def _is_text(head: bytes) -> bool:
    if head.startswith(b"#!"):
        raise Unfit("program")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", head)


def _in_archive(stream: BinaryIO) -> str:
    """Tell office files from each other and from plain archives, by the names of what is inside."""
    if _entries_declared(stream) > _MOST_ENTRIES:
        raise Unfit("bomb")
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            return _by_entries(archive, names)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, KeyError, struct.error, zlib.error) as error:
        raise Unfit("damaged") from error


def _by_entries(archive: zipfile.ZipFile, names: set[str]) -> str:
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Unfit("macros")
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        declared = archive.read("mimetype").decode("ascii", "replace").strip()
        if declared in _KINDS:
            return declared
    inside = next((kind for entry, kind in _INSIDE.items() if entry in names), None)
    return _OFFICE + inside if inside else "application/zip"


def _entries_declared(stream: BinaryIO) -> int:
    """Read how many entries an archive says it has, before a list of them is made."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 66_000))
    tail = stream.read()
    stream.seek(0)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 12:
        raise Unfit("damaged")
    declared: int = struct.unpack_from("<H", tail, end + 10)[0]
    return declared
