"""Who reaches the pages of an import, and which of them it is at."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from commoncall.kernel.refusals import Refusal
from commoncall.membership import permissions
from commoncall.membership.queries import batches

if TYPE_CHECKING:
    from commoncall.membership.models import Batch

View = Callable[..., HttpResponse]

#: The page that an import is at, by its state.
PLACES = {
    "mapping": "import-columns",
    "ready": "import-preview",
    "planning": "import-progress",
    "applying": "import-progress",
    "undoing": "import-progress",
    "done": "import-result",
    "undone": "import-result",
}


def for_those_who_import(view: View) -> View:
    """Open a view to those who may import; to everybody else it does not exist."""

    @wraps(view)
    def judged(request: HttpRequest, *args: Any, **keywords: Any) -> HttpResponse:
        if not permissions.IMPORT.verdict(request.actor).allowed:  # type: ignore[attr-defined]
            raise Http404
        return view(request, *args, **keywords)

    return judged


def of_one(*states: str) -> Callable[[View], View]:
    """Give a view its import. One that is not in any of these states is at another page, and is sent there."""

    def decorate(view: View) -> View:
        @for_those_who_import
        @wraps(view)
        def found(request: HttpRequest, coalition: str, batch: UUID, **keywords: Any) -> HttpResponse:
            one = batches.find(request.actor, batch)  # type: ignore[attr-defined]
            if one is None:
                raise Http404
            if states and one.state not in states:
                return at_its_place(one)
            return view(request, one, **keywords)

        return found

    return decorate


def at_its_place(batch: Batch) -> HttpResponse:
    """Go to the page that an import is at."""
    return redirect(PLACES.get(batch.state, "imports"), *([batch.coalition.slug, batch.pk] if batch.state in PLACES else [batch.coalition.slug]))


def tried(request: HttpRequest, deed: Callable[[], object]) -> bool:
    """Do a deed; one that is refused (somebody else was faster) is told on the next page."""
    try:
        deed()
    except Refusal as refusal:
        messages.warning(request, str(refusal.reason))
        return False
    return True
