"""Public pages with forms: whose they are, the same page in other languages, and that nobody keeps or recognises anything."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from commoncall.design.frames import Frame, Link
from commoncall.kernel import languages
from commoncall.kernel.parties import queries as parties
from commoncall.web.standing import open_to_all
from commoncall.web.words import words_of

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition

View = Callable[..., HttpResponse]


def for_anyone(*, also_in_private: bool = False) -> Callable[[View], View]:
    """Mark a view of a coalition for visitors; it gets the coalition itself. Where the public page is not open, it is not there.

    ``also_in_private`` is for what the holder of a link must always be able to do. No cookie is read or set, so that nothing
    could be done in a reader's name from elsewhere: a token against that would protect nothing.
    """

    def marked(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, language: str, coalition: str, **parts: Any) -> HttpResponse:
            found = parties.coalition(coalition)
            if found is None or not (found.is_public or also_in_private):
                raise Http404
            return view(request, found, **parts)

        return open_to_all(never_cache(csrf_exempt(opened)))

    return marked


def page(request: HttpRequest, template: str, coalition: Coalition, *, status: int = 200, **told: Any) -> HttpResponse:
    """Return a page for anyone, with the coalition's name and words, and its own address in each language."""
    name = languages.pick(coalition.names, fallback=coalition.language) or coalition.name
    shared = {"frame": _frame(request, coalition, name), "called": words_of(coalition), "name": name, "slug": coalition.slug}
    return render(request, template, {**shared, **told}, status=status)


def _frame(request: HttpRequest, coalition: Coalition, name: str) -> Frame:
    match, code = request.resolver_match, languages.current()
    address, parts = (match.url_name or "", match.kwargs) if match else ("site", {"coalition": coalition.slug})
    links = [Link(own, reverse(address, kwargs={**parts, "language": one}), one == code, lang=one) for one, own in languages.offered_in_public()]
    home = reverse("site", args=[code, coalition.slug]) if coalition.is_public else ""
    return Frame(name=name, home=home, languages=links, imprint=_imprint(coalition))


def _imprint(coalition: Coalition) -> str:
    if coalition.is_demo:
        return _("A fictional coalition, made to look around in: its organisations and people do not exist. Runs on Commoncall.")
    return _("Runs on Commoncall.")
