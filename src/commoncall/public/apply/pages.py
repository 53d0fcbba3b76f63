"""What the pages of applying have in common: whose they are, the same page in other languages, and that nobody keeps them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from commoncall.kernel.parties import queries as parties
from commoncall.membership.queries import applicants
from commoncall.procedures import applying
from commoncall.web import visiting
from commoncall.web.standing import open_to_all

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition
    from commoncall.membership.models import Application
    from commoncall.procedures.applying import Asking

View = Callable[..., HttpResponse]


#: Marks a view of a coalition that has opened its public page; others do not exist. The view gets the coalition itself.
in_public = visiting.for_anyone()


def with_key(view: View) -> View:
    """Mark a view of one application, for whoever has its key: it stays theirs when the coalition closes its public page.

    A key that opens nothing is answered alike, whether it ever opened something or not.
    """

    @wraps(view)
    def opened(request: HttpRequest, language: str, coalition: str, key: str, **parts: Any) -> HttpResponse:
        found = parties.coalition(coalition)
        application = applicants.by_key(found, key) if found is not None else None
        if found is not None and application is not None:
            return view(request, application, key, **parts)
        if found is None or not found.is_public:
            raise Http404
        return page(request, "gone", found, status=404)

    return open_to_all(never_cache(csrf_exempt(opened)))


def page(request: HttpRequest, template: str, coalition: Coalition, *, status: int = 200, **told: Any) -> HttpResponse:
    """Return a page of applying."""
    return visiting.page(request, f"public/apply/{template}.html", coalition, status=status, **told)


def not_taken(request: HttpRequest, asking: Asking) -> HttpResponse | None:
    """Return the page that says that no applications are taken, where that is so; it is the same for everybody."""
    return None if asking.offer.is_taken else page(request, "closed", asking.coalition)


def asking_of(application: Application) -> Asking:
    """Return what the coalition of an application asks."""
    return applying.asking(application.coalition)
