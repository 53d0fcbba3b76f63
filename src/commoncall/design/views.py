"""The pattern pages: every component with its variants, and whole pages made of them."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from commoncall.design import patterns as shown

LANGUAGES: Final = ("en", "fr", "es", "ru", "ar", "zh-hans")


def patterns(request: HttpRequest) -> HttpResponse:
    """The page of all parts."""
    return _drawn(request, "design/patterns/parts.html", shown.parts())


def sample_page(request: HttpRequest, name: str) -> HttpResponse:
    """One whole page, made of the parts and of invented facts."""
    if name not in shown.PAGES:
        raise Http404
    return _drawn(request, f"design/patterns/{name}.html", shown.page(name), public=name in shown.PUBLIC)


def _drawn(request: HttpRequest, template: str, context: dict[str, object], *, public: bool = False) -> HttpResponse:
    """In the language, theme and density that the address asks for."""
    language = request.GET.get("lang", "")
    if language not in LANGUAGES:
        language = "ar" if request.GET.get("dir") == "rtl" else "en"
    with translation.override(language):
        frame = shown.frame(request.path, language, request.GET, public=public)
        return render(request, template, {**context, "frame": frame, "sample": shown.sample(language)})


# The pattern pages hold nothing of anybody: faces may show them to visitors.
patterns.open_to_all = True  # type: ignore[attr-defined]
sample_page.open_to_all = True  # type: ignore[attr-defined]
