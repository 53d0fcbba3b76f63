"""The addresses of public pages: the language first, so that every reader of an address gets the same."""

from django.urls import path, re_path, register_converter

from commoncall.kernel import languages
from commoncall.public.site import crawling, views
from commoncall.web.numbers import NumberConverter


class LanguageConverter:
    """The code of a language in which there are public pages; any other first step names a coalition, or nothing."""

    regex = "[a-z]{2,3}(?:-[a-z]{2,4})?"

    def to_python(self, value: str) -> str:
        """Return the code, or say that this is none of ours."""
        if not languages.is_public(value):
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        """Return the code as it stands."""
        return value


register_converter(LanguageConverter, "language")
register_converter(NumberConverter, "number")

_BASE = "<language:language>/<slug:coalition>/"

urlpatterns = [
    path("robots.txt", crawling.robots, name="robots"),
    path("sitemap.xml", crawling.map_of_sites, name="map-of-sites"),
    path(f"{_BASE}sitemap.xml", crawling.map_of_site, name="site-map"),
    # With a stroke at the end or without: it is typed from posters.
    re_path(r"^go/(?P<coalition>[-a-z0-9]{2,40})/?$", views.go, name="go"),
    path(_BASE, views.page, name="site"),
    path(f"{_BASE}who/", views.page, {"name": "who"}, name="site-who"),
    path(f"{_BASE}join/", views.page, {"name": "join"}, name="site-join"),
    path(f"{_BASE}call/<number:number>/", views.page, {"name": "call"}, name="site-call-version"),
    path(f"{_BASE}charter/", views.page, {"name": "charter"}, name="site-charter"),
    path(f"{_BASE}charter/<number:number>/", views.page, {"name": "charter"}, name="site-charter-version"),
    path(f"{_BASE}call.txt", views.text, name="site-text"),
    path(f"{_BASE}feed.xml", views.feed, name="site-feed"),
    path(f"{_BASE}qr.svg", views.code, name="site-code"),
]
