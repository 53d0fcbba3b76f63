"""What the deeds on signatures from outside share: whether an entry can be kept, whether it may sign, holding a row, writing it down."""

from __future__ import annotations

import json
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from commoncall.call.models import Endorsement
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.countries.rules import facts
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind
from commoncall.kernel.parties import outsiders
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.kernel.text.folding import fold
from commoncall.voice import words
from commoncall.voice.actions import holding
from commoncall.voice.models import Letter, Signature
from commoncall.voice.rules import eligibility
from commoncall.voice.rules.eligibility import OUTSIDE, Asked, Signer
from commoncall.voice.rules.signers import Entry

State = Letter.State


def checked(entry: Entry, *, needs_address: bool) -> Entry:
    """Return an entry as it can be kept. Refused: what is too long, without a name, or no address, country or kind that there is."""
    tidy = outsiders.checked(entry, needs_address=needs_address)
    if tidy.kind not in OUTSIDE:
        raise Refusal(_("There is no such kind of signer: %(kind)s.") % {"kind": tidy.kind[:40]}, field="kind")
    return tidy


def fields_of(entry: Entry) -> dict[str, Any]:
    """Return an entry as the columns of a signature."""
    return {
        "kind": entry.kind,
        "name": entry.name,
        "affiliation": entry.affiliation,
        "country_id": entry.country or None,
        "website": entry.website,
        "naming": entry.naming,
        "address": entry.address,
        "language": entry.language,
        "wants_news": entry.wants_news and bool(entry.address),
        "searchable": fold(entry.name),
        "authoriser": entry.authoriser,
        "capacity": entry.capacity,
        "has_status": entry.has_status,
    }


def entry_of(signature: Signature) -> Entry:
    """Return what a signer from outside says of itself now."""
    return Entry(
        kind=signature.kind,
        name=signature.name,
        affiliation=signature.affiliation,
        country=signature.country_id or "",
        website=signature.website,
        naming=signature.naming,
        address=signature.address,
        language=signature.language or "en",
        wants_news=signature.wants_news,
        authoriser=signature.authoriser,
        capacity=signature.capacity,
        has_status=signature.has_status,
    )


def asked_of(letter: Letter) -> Asked:
    """Return whom a letter asks, as the rules of eligibility take it."""
    return Asked(letter.who, letter.regions, letter.status)


def region_of(country: str, regions: list[str]) -> str:
    """Return that of a letter's regions in which a country lies, by whatever level of region the letter names."""
    return next((region for region in regions if country and country in countries.in_region(region)), "")


@cache
def groupings() -> str:
    """Return as JSON the countries of the regions that stand in no row of a country, such as those between a continent and its parts."""
    kept = {code for country in facts.countries().values() for code in (country.region, country.subregion)}
    return json.dumps({code: sorted(countries.in_region(code)) for code in facts.regions() if code not in kept})


def refuse_ineligible(letter: Letter, entry: Entry, *, endorses: bool) -> None:
    """Refuse whoever may not sign a letter, with the reason in words and the field that it hangs on."""
    why = eligibility.why_not(
        asked_of(letter), Signer(entry.kind, endorses=endorses, region=region_of(entry.country, letter.regions), has_status=entry.has_status)
    )
    if why is not None:
        raise Refusal(words.why(why, letter), field=_FIELDS.get(why), code=str(why))


_FIELDS = {eligibility.Why.NOT_ASKED: "kind", eligibility.Why.REGION: "country", eligibility.Why.STATUS: "has_status"}


def endorses_the_call(letter: Letter, address: str) -> bool:
    """Tell whether whoever reads an address endorses the call from outside; answered to nobody but them."""
    stands = Q(endorser__confirmed_at__isnull=False, endorser__removed_at=None, withdrawn_at=None)
    found = Endorsement.objects.filter(stands, coalition_id=letter.coalition_id, endorser__address=address)
    return bool(address) and found.exists()


def refuse_shut(letter: Letter) -> None:
    """Refuse to sign a letter that is not open now, with since when it is not; the database's clock decides."""
    found = Letter.objects.filter(pk=letter.pk).first()
    if found is None or found.state in {State.DRAFT, State.GIVEN_UP}:
        raise Conflict(_("This letter cannot be signed."), code="not_open")
    over = found.closed_at or found.closes_at
    if found.state == State.CLOSED or (found.closes_at is not None and found.closes_at <= time.database_now()):
        said = holding.instant(over) if over else ""
        raise Conflict(_("The letter was closed to signatures on %(instant)s.") % {"instant": said}, code="closed")


def held(signature: Signature) -> Signature:
    """Take hold of a signature from outside, so that its own deed and a coordinator's take turns. Refused: one that is gone or was taken out."""
    waiting = Signature.objects.select_for_update(no_key=True, of=("self",)).select_related("coalition", "letter__version__text", "delivery")
    found = waiting.filter(pk=signature.pk, removed_at=None, organisation=None).first()
    if found is None:
        raise NotVisible(_("There is no such signature here."))
    return found


def record(
    kind: Kind,
    signature: Signature,
    number: int,
    by: Actor,
    *,
    facts: dict[str, Any] | None = None,
    particulars: dict[str, Any] | None = None,
    undoes: UUID | None = None,
) -> None:
    """Write what was done about one signature under a letter; its name and all its words stand in what can be removed."""
    about = {"letter": str(signature.letter_id), "number": number, "kind": signature.kind}
    book.record(
        kind,
        by=by,
        chain=signature.coalition.chain_id,
        subject=signature.pk,
        subject_kind="signature",
        facts=about | (facts or {}),
        particulars={"signer": signature.name} | (particulars or {}),
        undoes=undoes,
    )
