"""Handing out a file to whoever may read it."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from commoncall.kernel.files import queries
from commoncall.kernel.labels import Label


@require_safe
def file(request: HttpRequest, coalition: str, file: UUID) -> FileResponse:
    """Send a file to be saved, with its label in its name."""
    found = queries.one(request.actor, file)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    try:
        opened = queries.opened(found)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(opened, as_attachment=True, filename=labelled(found.name, found.label), content_type=found.content.media_type)
    # Whatever it holds, a browser that shows it all the same gives it no rights and no neighbours.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def labelled(name: str, label: str) -> str:
    """Return a file's name with its label in it, so that the label goes along wherever the file goes."""
    stem, dot, extension = name.rpartition(".")
    told = Label(label).label.replace(":", "-")
    return f"{stem} {told}{dot}{extension}" if stem else f"{name} {told}"
