"""Somebody from outside who speaks without an account: whether what they say can be kept, and the signed link from their mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.kernel import time
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.refusals import Refusal, Words
from commoncall.kernel.text.outsiders import Said

#: After that, a new link is sent to whoever asks for it.
GOOD_FOR = timedelta(days=400)

_FAULTS: dict[str, Words] = {
    "long": gettext_lazy("This is longer than what can be kept."),
    "missing": gettext_lazy("Write a name."),
    "link": gettext_lazy("Write no address of a website here; there is a place of its own for that."),
    "website": gettext_lazy("This is not a whole address. One looks like https://example.org."),
    "naming": gettext_lazy("Choose whether to be named."),
}

Told = TypeVar("Told", bound=Said)


def checked(said: Told, *, needs_address: bool) -> Told:
    """Return what somebody says as it can be kept. Refused: what is too long, without a name, or no address or country that there is."""
    tidy = said.tidy()
    field, fault = tidy.fault()
    if fault:
        raise Refusal(_FAULTS[fault], field=field)
    if tidy.country and not countries.exists(tidy.country):
        raise Refusal(_("There is no such country."), field="country")
    if tidy.address or needs_address:
        try:
            validate_email(tidy.address)
        except ValidationError:
            raise Refusal(_("This is not a whole e-mail address. One looks like name@example.org."), field="address") from None
    return tidy


@dataclass(frozen=True)
class Link:
    """What a link stands for: whose it is, the number that it was written about, and whether it has become too old."""

    identifier: UUID
    number: int
    is_too_old: bool


def link_to(purpose: str, identifier: UUID, number: int = 0) -> str:
    """Return the part of an address that lets its reader speak for somebody. It is kept nowhere but in their mail.

    ``purpose`` keeps the links of one concept from opening anything of another.
    """
    days = int(time.now().timestamp()) // 86400
    about = identifier.bytes + number.to_bytes(2, "big") + days.to_bytes(4, "big")
    return _signer(purpose).sign(urlsafe_base64_encode(about))


def read_link(purpose: str, link: str) -> Link | None:
    """Return what a link stands for; nothing where it is not ours, or has another purpose."""
    try:
        about = urlsafe_base64_decode(_signer(purpose).unsign(link))
        if len(about) != 22:
            return None
        identifier, number, days = UUID(bytes=about[:16]), int.from_bytes(about[16:18], "big"), int.from_bytes(about[18:], "big")
    except (signing.BadSignature, ValueError):
        return None
    return Link(identifier, number, time.now() - datetime.fromtimestamp(days * 86400, UTC) > GOOD_FOR)


def _signer(purpose: str) -> signing.Signer:
    return signing.Signer(salt=purpose, sep=".")
