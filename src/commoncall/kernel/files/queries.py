"""Reading files: which of them an actor may read, and what is in them."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from commoncall.kernel import labels
from commoncall.kernel.authority import Actor
from commoncall.kernel.files.models import File


def visible_to(actor: Actor) -> QuerySet[File]:
    """Return the files that the actor may read by their labels, newest first; who added a file may always read it."""
    files = File.objects.select_related("content").order_by("-uploaded_at", "-id")
    if actor.coalition_id is None:
        return files if actor.is_operator else files.none()
    files = files.filter(coalition_id=actor.coalition_id)
    readable = Q(label__in=labels.readable_by(actor))
    if actor.person_id is not None:
        readable |= Q(uploaded_by=actor.person_id)
    return files if actor.is_operator else files.filter(readable)


def one(actor: Actor, file_id: UUID) -> File | None:
    """Return one file if the actor may read it."""
    return visible_to(actor).filter(pk=file_id).first()


def place_of(place: str) -> Path:
    """Return where content lies on this machine."""
    return Path(settings.MEDIA_ROOT) / place


def opened(file: File) -> BinaryIO:
    """Open what is in a file, to be sent on piece by piece."""
    return place_of(file.content.place).open("rb")
