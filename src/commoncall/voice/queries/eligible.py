"""Who may sign a letter at all, and which words go out in which way: what permissions and lists both go by."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from commoncall.drafting.models import Text
from commoncall.kernel.authority import Role
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Coalition
from commoncall.membership.models import Category, Membership, Standing
from commoncall.voice.models import Letter
from commoncall.voice.rules.eligibility import Asked, Signer, Why, why_not

#: In which roles people sign for their organisation.
SIGNERS = frozenset({Role.REPRESENTATIVE, Role.ENDORSER})

#: The kinds of texts that go out in the coalition's name, and those that can become a letter.
STATED = (Text.Kind.STATEMENT, Text.Kind.POLICY)
SENT = (Text.Kind.LETTER, Text.Kind.STATEMENT, Text.Kind.POLICY)


def speak_as_one(coalition: Coalition) -> bool:
    """Tell whether a coalition speaks with one voice, so that statements go out in its name."""
    return parties.arrangements(coalition).voice == "one"


def asked_by(letter: Letter) -> Asked:
    """Return whom a letter asks, for the rules."""
    return Asked(tuple(letter.who), tuple(letter.regions), letter.status)


def region_within(regions: Collection[str], country: str) -> str:
    """Return which of some regions (M49, of whatever size) a country lies in, for the rules; nothing where in none of them."""
    return next((code for code in regions if country in countries.in_region(code)), "")


def why_may_not_sign(letter: Letter, membership: Membership | None, *, has_status: bool = True) -> Why | None:
    """Return why an organisation of the coalition may not sign a letter, or nothing where it may.

    One that endorses the call from near the coalition signs as a member of it, and also where only endorsers are asked.
    """
    if membership is None or membership.standing == Standing.LEFT:
        return Why.NOT_A_MEMBER
    region = region_within(letter.regions, membership.country_id or "")
    is_suspended = membership.standing == Standing.SUSPENDED
    signer = Signer(is_member=True, is_suspended=is_suspended, region=region, has_status=has_status)
    found = why_not(asked_by(letter), signer)
    if found is Why.NOT_ASKED and membership.category == Category.ENDORSER:
        return why_not(asked_by(letter), replace(signer, kind="organisation", is_member=False, endorses=True))
    return found
