"""Who is reading: their language, their time zone, and how dense they like their pages."""

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation.trans_real import parse_accept_lang_header

from commoncall.kernel import languages

LANGUAGE_COOKIE = "language"
ZONE_COOKIE = "zone"

#: What mails to whoever endorses or applies lead to without a language in its address.
_FROM_PUBLIC_MAILS = "/silence/"


class ReaderMiddleware:
    """Answers each request in its reader's language and zone.

    The language in the address (public pages) comes first, then the account's, then a choice kept in a cookie, then what the
    browser prefers. The zone is the account's, else what a script on the page noted in a cookie, else UTC.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set language and zone for the time of one request."""
        language = language_of(request)
        request.LANGUAGE_CODE = language
        with translation.override(language), timezone.override(zone_of(request)):
            response = self.get_response(request)
            # Lazy responses are rendered here, while the reader's language is still set.
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response = response.render()
        response.headers.setdefault("Content-Language", language)
        return response


def language_in_address(request: HttpRequest) -> str:
    """Return the language that the first step of the address names, or nothing.

    Such a page is public and the same for every reader: nothing may ask who that is, so that caches can keep it.
    """
    first_step = request.path_info.split("/", 2)[1]
    return first_step if languages.is_public(first_step) else ""


def is_for_all(request: HttpRequest) -> bool:
    """Tell whether an address is the same for every reader: below a language, or a short address that leads to one.

    Nothing asks who reads there: no session is opened, and no cookie looked at.
    """
    return bool(language_in_address(request)) or request.path_info.startswith("/go/")


def languages_at(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the languages in which there is a page at this address: those of the public pages, or those of the workspace."""
    return languages.offered_in_public() if _is_public(request) else languages.offered()


def _is_public(request: HttpRequest) -> bool:
    return is_for_all(request) or request.path_info.startswith(_FROM_PUBLIC_MAILS)


def language_preferred(request: HttpRequest, otherwise: str) -> str:
    """Return the first of the browser's languages in which there are public pages; no cookie is looked at."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        if found := languages.in_public(code):
            return found
    return languages.in_public(otherwise) or settings.LANGUAGE_CODE


def language_of(request: HttpRequest) -> str:
    """Return the code of the language in which to answer."""
    if named := language_in_address(request):
        return named
    if is_for_all(request):
        return language_preferred(request, settings.LANGUAGE_CODE)
    offered = dict(languages_at(request))
    for wanted in (getattr(request.user, "language", ""), request.COOKIES.get(LANGUAGE_COOKIE, "")):
        if wanted in offered:
            return wanted
    return language_preferred(request, settings.LANGUAGE_CODE) if _is_public(request) else translation.get_language_from_request(request)


def zone_of(request: HttpRequest) -> zoneinfo.ZoneInfo:
    """Return the zone in which to tell instants; that of a public page is UTC."""
    if is_for_all(request):
        return zoneinfo.ZoneInfo("UTC")
    for wanted in (getattr(request.user, "time_zone", ""), request.COOKIES.get(ZONE_COOKIE, "")):
        try:
            if wanted:
                return zoneinfo.ZoneInfo(wanted)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return zoneinfo.ZoneInfo("UTC")
