"""The link by which somebody from outside confirms, corrects and withdraws a signature: signed, and kept nowhere but in their mail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from commoncall.call.models import Endorsement
from commoncall.kernel import statements
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties import outsiders
from commoncall.kernel.parties.models import Coalition
from commoncall.voice.models import Letter, Signature
from commoncall.voice.queries.eligible import asked_by, region_within
from commoncall.voice.rules.eligibility import Signer, why_not

_PURPOSE = "commoncall.voice.signature"


@dataclass(frozen=True)
class Held:
    """What the holder of a link holds: whose signature it is, and whether the link has become too old."""

    signature: Signature
    is_too_old: bool


def link_of(signature: Signature) -> str:
    """Return the part of an address that lets its reader speak for somebody who signs from outside."""
    return outsiders.link_to(_PURPOSE, signature.pk)


def held_by(link: str, coalition: Coalition | None = None) -> Held | None:
    """Return what a link stands for, in a coalition where one is given; nothing where it is not ours, or that is no longer noted.

    One statement: the signature comes with its letter.
    """
    found = outsiders.read_link(_PURPOSE, link)
    if found is None:
        return None
    rows = statements.ask(_noted, signature=found.identifier)
    signature = next((statements.made_with(Signature, row, "letter") for row in rows), None)
    if signature is None or (coalition is not None and signature.coalition_id != coalition.pk):
        return None
    signature.coalition = coalition or signature.coalition
    signature.letter.coalition = signature.coalition
    return Held(signature, found.is_too_old)


def _noted(actor: Actor, signature: UUID) -> QuerySet[Signature, tuple[Any, ...]]:
    kept = Signature.objects.filter(pk=signature, removed_at=None, organisation=None)
    return kept.values_list(*statements.columns_with(Signature, "letter"))


def others_of(signature: Signature) -> QuerySet[Signature]:
    """Return what else was signed with the same address: whoever reads it holds the links to all of it."""
    same = Signature.objects.filter(coalition_id=signature.coalition_id, address=signature.address, removed_at=None, organisation=None)
    return same.exclude(address="").exclude(pk=signature.pk).select_related("letter__version__text", "coalition").order_by("-made_at", "id")


def known(coalition: Coalition, address: str) -> Signature | None:
    """Return one of the signatures from outside that were given with an address, those that count first."""
    same = Signature.objects.filter(coalition=coalition, address=address, removed_at=None, organisation=None)
    return same.select_related("letter", "coalition").order_by("signed_at", "id").first() if address else None


def renewed(letter: Letter) -> Letter | None:
    """Return the letter with the changed words that has taken the place of this one, if it is open, and one that the public reads."""
    found = Letter.objects.filter(former=letter, state=Letter.State.OPEN, is_public=True).select_related("version__text", "coalition", "former")
    return found.first()


def is_renewed(signature: Signature) -> bool:
    """Tell whether whoever signed has signed the letter with the changed words, too."""
    same = {name: getattr(signature, name) for name in ("address", "kind", "searchable")}
    return Signature.objects.filter(letter__former=signature.letter_id, removed_at=None, organisation=None, signed_at__isnull=False, **same).exists()


def to_be_asked(letter: Letter) -> QuerySet[Signature]:
    """Return those from outside who signed the letter before its words changed, and neither signed the new ones nor were asked to."""
    standing = Signature.objects.filter(letter=letter.former_id, organisation=None, signed_at__isnull=False, withdrawn_at=None, removed_at=None)
    same = {name: OuterRef(name) for name in ("address", "kind", "searchable")}
    anew = Signature.objects.filter(letter=letter, organisation=None, signed_at__isnull=False, removed_at=None, **same)
    return standing.filter(~Exists(anew), asked_to_renew_at=None).exclude(address="")


def that_may_sign(letter: Letter, signatures: Iterable[Signature]) -> list[Signature]:
    """Return those of some signatures from outside whose givers a letter asks, as its terms are; one query at most."""
    some, asked = list(signatures), asked_by(letter)
    endorsing = _endorsing(letter.coalition_id, {one.address for one in some}) if "endorsers" in letter.who else set()
    return [one for one in some if why_not(asked, _signer(letter, one, endorsing)) is None]


def _endorsing(coalition: UUID, addresses: set[str]) -> set[str]:
    stands = Endorsement.objects.filter(coalition=coalition, withdrawn_at=None, endorser__confirmed_at__isnull=False, endorser__removed_at=None)
    return set(stands.filter(endorser__address__in=addresses - {""}).values_list("endorser__address", flat=True))


def _signer(letter: Letter, one: Signature, endorsing: set[str]) -> Signer:
    region = region_within(letter.regions, one.country_id or "")
    return Signer(one.kind, endorses=one.address in endorsing, region=region, has_status=one.has_status)
