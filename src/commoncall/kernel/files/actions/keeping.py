"""Taking a file in: received piece by piece, told by its content, pictures bared, and its bytes kept once."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.kernel.authority import Actor
from commoncall.kernel.files import history as kinds
from commoncall.kernel.files import permissions, queries
from commoncall.kernel.files.models import Content, File
from commoncall.kernel.files.rules import names, pictures
from commoncall.kernel.files.rules.kinds import Kind, Unfit, kind_of
from commoncall.kernel.history import actions as book
from commoncall.kernel.labels import Label
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import NotVisible, Refusal, Words

_PIECE = 256 * 1024

#: Why a file is not kept, in words for whoever sent it.
REFUSALS: dict[str, Words] = {
    "empty": gettext_lazy("The file is empty."),
    "damaged": gettext_lazy("The file is damaged and could not be read. Save it again and send that."),
    "bomb": gettext_lazy("The file is far larger inside than outside. Make it smaller and send it again."),
    "markup": gettext_lazy("Web pages and SVG drawings are not kept here, because they can hold programs. Send a PDF or a PNG instead."),
    "program": gettext_lazy("This file is a program. Programs are not kept here."),
    "macros": gettext_lazy("This document holds a program (macros). Save it without macros and send that."),
    "picture": gettext_lazy("Pictures of this kind are not kept here. Save it as JPEG or PNG and send that."),
    "sound": gettext_lazy("Sound and film are not kept here, because what they tell of their maker cannot be taken out."),
    "unknown": gettext_lazy("What kind of file this is could not be told. Documents, tables, pictures, PDF and ZIP files are kept here."),
}


class Readable(Protocol):
    """Anything that gives bytes piece by piece: an upload, an open file."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most so many bytes."""
        ...


@dataclass(frozen=True)
class _Received:
    """Bytes on this machine that are not kept yet."""

    stream: BinaryIO
    kind: Kind
    size: int
    sha256: str


def keep(coalition: Coalition, upload: Readable, *, name: str, label: Label = Label.AMBER, by: Actor) -> File:
    """Keep a file under a name and a label; the same content is stored once in each coalition.

    Who may: ``files.keep``. Recorded with its name. Refused: what is larger than the installation allows, what is empty,
    damaged, a program, or of a kind that is not kept. Of a picture, all is left out that tells of its maker.
    """
    permissions.KEEP.verdict(by).require()
    if by.coalition_id != coalition.id:
        raise NotVisible(_("There is no such coalition here."))
    clean = names.cleaned(name)
    with _received(upload, clean) as received, transaction.atomic():
        file = File.objects.create(
            coalition=coalition,
            content=_stored(coalition, received),
            name=names.with_extension(clean, received.kind.extensions),
            label=label,
            uploaded_by_id=by.person_id,
        )
        book.record(
            kinds.FILE_KEPT,
            by=by,
            subject=file.id,
            subject_kind="file",
            facts={"label": Label(label).value, "size": received.size, "media_type": received.kind.media_type},
            particulars={"file": file.name},
        )
    return file


@contextmanager
def _received(upload: Readable, name: str) -> Iterator[_Received]:
    with tempfile.TemporaryFile() as stream:
        _copy_within_limit(upload, stream)
        try:
            kind = kind_of(stream, name)
            if kind.is_picture:
                bared = pictures.bared(stream, kind.media_type)
                stream.seek(0)
                stream.truncate()
                stream.write(bared)
        except Unfit as unfit:
            raise Refusal(REFUSALS[unfit.code], field="file", code=unfit.code) from unfit
        size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        yield _Received(stream, kind, size, hashlib.file_digest(stream, "sha256").hexdigest())


def _copy_within_limit(upload: Readable, stream: BinaryIO) -> None:
    size = 0
    while piece := upload.read(_PIECE):
        size += len(piece)
        if size > settings.FILES_LIMIT:
            limit = settings.FILES_LIMIT // 2**20
            raise Refusal(_("The file is larger than %(limit)s MB, the most that is kept here.") % {"limit": limit}, field="file", code="too_large")
        stream.write(piece)


def hold(place: str) -> None:
    """Let nobody else keep or clear away the content of this place until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"files {place}"])


def _stored(coalition: Coalition, received: _Received) -> Content:
    place = f"{coalition.id.hex}/{received.sha256[:2]}/{received.sha256}"
    hold(place)
    _write(place, received.stream)
    content, _made = Content.objects.get_or_create(
        coalition=coalition,
        sha256=received.sha256,
        defaults={"size": received.size, "media_type": received.kind.media_type, "place": place},
    )
    return content


def _write(place: str, stream: BinaryIO) -> None:
    """Write bytes where they belong, whole or not at all. Where the transaction fails later, the clock clears them away."""
    path = queries.place_of(place)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as target:
            stream.seek(0)
            while piece := stream.read(_PIECE):
                target.write(piece)
            target.flush()
            os.fsync(target.fileno())
        os.replace(unfinished, path)
    except BaseException:
        os.unlink(unfinished)
        raise
