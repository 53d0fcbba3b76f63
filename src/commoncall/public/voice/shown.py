"""What stands on the pages of signing: the letter, and where a signature stands in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from commoncall.kernel import languages
from commoncall.kernel.accounts.rules import masked
from commoncall.kernel.countries import queries as countries
from commoncall.voice.queries import choices, deliveries, links, reading
from commoncall.voice.rules.signers import WAITS_DAYS
from commoncall.web.voice.letters import asked
from commoncall.web.voice.rows import is_open
from commoncall.web.voice.shown import shown

if TYPE_CHECKING:
    from commoncall.voice.models import Delivery, Letter, Signature
    from commoncall.voice.queries.links import Held

DAYS = WAITS_DAYS


def of(letter: Letter) -> dict[str, Any]:
    """Return a letter as the pages of signing show it, in one query: its words, whom it asks, until when."""
    text = shown(reading.read(letter.version, languages.current()))
    return {
        "letter": letter,
        "text": text,
        "asked": asked(letter),
        "is_open": is_open(letter),
        "over_at": letter.closed_at or letter.closes_at,
        "by_endorsers": "endorsers" in letter.who,
    }


def state_of(held: Held, link: str) -> dict[str, Any]:
    """Return what the template ``public/voice/own.html`` names: where the signature stands, and what can be done."""
    signature = held.signature
    state = _state(signature)
    renewal = links.renewed(signature.letter) if state == "stands" else None
    is_asked_anew = renewal is not None and not links.is_renewed(signature)
    there = renewal if renewal is not None and is_asked_anew else signature.letter
    return of(there) | {
        "signature": signature,
        "link": link,
        "seen": signature.made_at.isoformat(),
        "kind": choices.KINDS.get(signature.kind, ""),
        "country": countries.name(signature.country_id, form="plain") if signature.country_id else "",
        "masked": masked(signature.address) if signature.address else "",
        "language": languages.endonym(signature.language or "en"),
        "state": "changed" if is_asked_anew else state,
        "delivery": delivery_of(signature),
        "former": signature.letter.number,
        "others": [_other(one) for one in links.others_of(signature)],
    }


def _state(signature: Signature) -> str:
    if signature.signed_at is None:
        return "unconfirmed"
    return "withdrawn" if signature.withdrawn_at is not None else "stands"


def delivery_of(signature: Signature) -> Delivery | None:
    """Return the batch in which a signature was handed over, or is to be, if there is one."""
    return next((one for one in deliveries.of_letter(signature.letter) if one.pk == signature.delivery_id), None) if signature.delivery_id else None


def _other(signature: Signature) -> dict[str, Any]:
    address = reverse("signature-own", args=[languages.current(), signature.coalition.slug, links.link_of(signature)])
    told = {"name": signature.name, "letter": signature.letter.version.text.title, "address": address}
    return told | {"is_confirmed": signature.signed_at is not None}


def entry_of(signature: Signature) -> dict[str, Any]:
    """Return what is noted of a signer, by the field of the form in which it is corrected."""
    names = ("name", "affiliation", "website", "naming", "language", "wants_news", "authoriser", "capacity", "has_status")
    return {name: getattr(signature, name) for name in names} | {"country": signature.country_id or ""}
