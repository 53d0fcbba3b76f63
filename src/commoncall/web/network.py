"""From where a request comes: enough to count tries, and to tell the machine itself from everywhere else. Nothing of it is kept."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

_FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Forwarded", "Via")


def network_of(request: HttpRequest) -> str:
    """Return the network that tries are counted for: an IPv4 address, or the /64 of which an IPv6 address can take any.

    Behind a proxy the last address counts that it noted: the ones before it are whatever the visitor wrote there.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or address
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)


def is_on_this_machine(request: HttpRequest) -> bool:
    """Tell whether a request comes from the machine on which Commoncall runs, and nobody passed it on."""
    if any(header in request.headers for header in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
