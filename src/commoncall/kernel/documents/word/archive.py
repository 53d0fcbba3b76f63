"""Open the parts of a Word document that hold its text, after the archive was looked over."""

from __future__ import annotations

import io
import posixpath
import zipfile

from lxml import etree

from commoncall.kernel.documents.gathering import Limits
from commoncall.kernel.documents.refusals import DocumentRefused
from commoncall.kernel.tables import archive
from commoncall.kernel.tables.refusals import TableRefused
from commoncall.kernel.tables.shapes import Limits as ArchiveLimits

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_DAMAGE = (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, EOFError, OSError, NotImplementedError, RuntimeError)
_KINDS = {"officeDocument": "document", "styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}


class Parts:
    """The parts of a document by what they are: ``document``, ``styles``, ``numbering``, ``footnotes``, ``endnotes``, ``core``."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self._limits = limits
        self._found: dict[str, etree._Element] = {}
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as zipped:
                archive.inspect(zipped, _for_archives(limits))
                self._names = set(zipped.namelist())
                self._collect(zipped)
        except TableRefused as refusal:
            raise DocumentRefused(refusal.code) from refusal
        except _DAMAGE as error:
            raise DocumentRefused("damaged") from error

    def __getitem__(self, kind: str) -> etree._Element | None:
        return self._found.get(kind)

    @property
    def has_macros(self) -> bool:
        """Tell whether the document holds a program."""
        return any(name.lower().endswith("vbaproject.bin") for name in self._names)

    def _collect(self, zipped: zipfile.ZipFile) -> None:
        main = next((target for kind, target in self._relations(zipped, "_rels/.rels", "") if kind == "document"), "word/document.xml")
        self._found["document"] = self._parsed(zipped, main)
        folder, name = posixpath.split(main)
        for kind, target in self._relations(zipped, f"{folder}/_rels/{name}.rels", folder):
            if target in self._names:
                self._found[kind] = self._parsed(zipped, target)
        if "docProps/core.xml" in self._names:
            self._found["core"] = self._parsed(zipped, "docProps/core.xml")

    def _relations(self, zipped: zipfile.ZipFile, name: str, folder: str) -> list[tuple[str, str]]:
        """Return (kind, name in the archive) of the parts that hold text, as another part names them."""
        if name not in self._names:
            return []
        found: list[tuple[str, str]] = []
        for one in self._parsed(zipped, name).iter(f"{_RELATIONS}Relationship"):
            kind = _KINDS.get(one.get("Type", "").rsplit("/", 1)[-1])
            if kind and one.get("TargetMode") != "External":
                target = one.get("Target", "")
                found.append((kind, target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))))
        return found

    def _parsed(self, zipped: zipfile.ZipFile, name: str) -> etree._Element:
        """Return a part as a tree; nothing is fetched, no entity is put in, and a declaration of any is refused."""
        if zipped.getinfo(name).file_size > self._limits.part_size:
            raise DocumentRefused("too_much_text", limit=self._limits.text_length)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, remove_comments=True)
        root = etree.fromstring(zipped.read(name), parser)
        if root.getroottree().docinfo.doctype:
            raise DocumentRefused("unsafe")
        return root


def _for_archives(limits: Limits) -> ArchiveLimits:
    return ArchiveLimits(uncompressed_size=limits.uncompressed_size, compression_ratio=limits.compression_ratio, entries=limits.entries)
