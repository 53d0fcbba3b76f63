"""Look over a workbook's archive before anything in it is opened."""

import re
import zipfile

from commoncall.kernel.tables.refusals import TableRefused
from commoncall.kernel.tables.shapes import Limits

_SMALL = 2 * 1024 * 1024
_PROLOGUE = 64 * 1024
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def inspect(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse an archive that swells, holds too many entries, or declares entities in its XML.

    The sizes told by the archive can be trusted: reading an entry stops at the size it declares.
    """
    entries = archive.infolist()
    if len(entries) > limits.entries or len({entry.filename for entry in entries}) < len(entries):
        raise TableRefused("bomb")
    if sum(entry.file_size for entry in entries) > limits.uncompressed_size:
        raise TableRefused("bomb")
    for entry in entries:
        _inspect_entry(archive, entry, limits)


def _inspect_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> None:
    if entry.flag_bits & 0x1:
        raise TableRefused("password")
    swollen = entry.file_size > max(entry.compress_size, 1) * limits.compression_ratio
    if swollen and entry.file_size > _SMALL:
        raise TableRefused("bomb")
    if entry.filename.endswith((".xml", ".rels", ".vml")):
        with archive.open(entry) as content:
            if _DECLARATION.search(content.read(_PROLOGUE)):
                raise TableRefused("unsafe")
