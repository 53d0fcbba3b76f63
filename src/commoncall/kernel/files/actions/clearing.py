"""Clearing away bytes to which no file refers any more. Time does this; nothing is recorded."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from commoncall.kernel.files import queries
from commoncall.kernel.files.actions.keeping import hold
from commoncall.kernel.files.models import Content, File

#: Bytes without a record may belong to a deed that is not committed yet; after a day they do not.
_LEFT_BEHIND_AFTER = 24 * 60 * 60


def clear_away() -> int:
    """Remove content that no file refers to, and what interrupted deeds left behind; return how many were removed."""
    unused = Content.objects.filter(~Exists(File.objects.filter(content=OuterRef("pk"))))
    removed = sum(_clear(content) for content in unused.iterator(500))
    return removed + sum(_clear_left_behind(path) for path in _old_paths())


@transaction.atomic
def _clear(content: Content) -> int:
    hold(content.place)
    if File.objects.filter(content=content).exists():
        return 0
    content.delete()
    # The bytes go before the commit and under the same lock, so that nobody who keeps them anew finds them half gone.
    queries.place_of(content.place).unlink(missing_ok=True)
    return 1


def _old_paths() -> Iterator[Path]:
    before = time.time() - _LEFT_BEHIND_AFTER
    for path in Path(settings.MEDIA_ROOT).glob("*/*/*"):
        with suppress(FileNotFoundError):
            if path.is_file() and path.stat().st_mtime < before:
                yield path


@transaction.atomic
def _clear_left_behind(path: Path) -> int:
    place = path.relative_to(settings.MEDIA_ROOT).as_posix()
    hold(place)
    if Content.objects.filter(place=place).exists():
        return 0
    path.unlink(missing_ok=True)
    return 1
