"""What stands on the pages of endorsing: the text, and where an endorsement stands in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commoncall.call.queries import endorsers, texts
from commoncall.call.queries.choices import ENDORSER_KINDS
from commoncall.call.queries.endorsers import State
from commoncall.call.rules import WAITS_DAYS
from commoncall.kernel import languages
from commoncall.kernel.accounts.rules import masked
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.refusals import Conflict

if TYPE_CHECKING:
    from commoncall.call.models import Endorsement, Endorser, Version
    from commoncall.call.queries.endorsers import Held
    from commoncall.kernel.parties.models import Coalition

DAYS = WAITS_DAYS


@dataclass(frozen=True)
class ShownText:
    """A version in the reader's language, else in the authoritative one; ``language`` is that of the words."""

    title: str
    preamble: str
    demands: tuple[str, ...]
    closing: str
    language: str
    direction: str
    number: int
    version: str
    change: str


def text_of(version: Version) -> ShownText:
    """Return what a version says to this reader, in one query."""
    wording = texts.wording_for(version, languages.current())
    return ShownText(
        title=wording.title,
        preamble=wording.preamble,
        demands=tuple(wording.demands),
        closing=wording.closing,
        language=wording.language,
        direction=languages.direction(wording.language),
        number=version.number or 0,
        version=str(version.pk),
        change=languages.pick(version.change_note or {}, fallback=version.language),
    )


def version_meant(coalition: Coalition, number: str) -> Version:
    """Return the version with the number that stood on a page. Refused: without one that there is."""
    version = endorsers.call_in_force(coalition)
    if version is not None and number == str(version.number):
        return version
    earlier = texts.numbered(coalition, "call", int(number)) if number.isascii() and number.isdigit() and len(number) < 5 else None
    if earlier is None:
        raise Conflict(_("Look at the page again, and press the button there."))
    return earlier


def state_of(held: Held, link: str) -> dict[str, Any]:
    """Return what the template ``public/endorse/own.html`` names: where the endorsement stands, and what can be done."""
    endorser = held.endorser
    version, last = endorsers.call_in_force(endorser.coalition), endorsers.last_endorsement(endorser)
    state = _state(endorser, version, last)
    is_open = endorsers.is_open(version)
    return {
        "endorser": endorser,
        "link": link,
        "seen": endorser.made_at.isoformat(),
        "kind": ENDORSER_KINDS[endorser.kind],
        "country": countries.name(endorser.country_id, form="plain") if endorser.country_id else "",
        "masked": masked(endorser.address) if endorser.address else "",
        "language": languages.endonym(endorser.language),
        "reservations": endorser.reservations if endorser.confirmed_at is None else last.reservations if last else "",
        "state": state,
        "text": text_of(version) if version else None,
        "asked_about": held.number if version and held.number != version.number and state == State.UNCONFIRMED else 0,
        "number": last.version.number if last else 0,
        "since": _since(last),
        "withdrawn_at": last.withdrawn_at if last else None,
        "may_press": bool(version) and _may_press(state, is_open=is_open, is_closed=bool(version and version.text.is_closed)),
        "others": [_other(one) for one in endorsers.others_of(endorser)],
    }


def _state(endorser: Endorser, version: Version | None, last: Endorsement | None) -> State:
    if endorser.confirmed_at is None:
        return State.UNCONFIRMED
    if last is None or last.withdrawn_at is not None:
        return State.WITHDRAWN
    if version is None or last.version_id in {one.pk for one in texts.alike(version)}:
        return State.STANDS
    return State.NOT_YET


def _may_press(state: State, *, is_open: bool, is_closed: bool) -> bool:
    """Tell whether there is a button: to confirm or endorse anew while that is open, to re-affirm always."""
    return state == State.NOT_YET or (state in {State.UNCONFIRMED, State.WITHDRAWN} and not is_closed)


def _since(last: Endorsement | None) -> datetime | None:
    return last.endorsed_at if last else None


def _other(endorser: Endorser) -> dict[str, Any]:
    address = reverse("endorse-own", args=[languages.current(), endorser.coalition.slug, endorsers.link_of(endorser, 0)])
    return {"name": endorser.name, "address": address, "is_confirmed": endorser.confirmed_at is not None}


def entry_of(endorser: Endorser) -> dict[str, Any]:
    """Return what is noted of an endorser, by the field of the form in which it is corrected."""
    last = endorsers.last_endorsement(endorser)
    reservations = last.reservations if last and last.withdrawn_at is None else endorser.reservations
    told = {name: getattr(endorser, name) for name in ("name", "affiliation", "website", "naming", "language", "wants_news")}
    return told | {"country": endorser.country_id or "", "reservations": reservations}
