"""Where an endorser from outside stands: unconfirmed, behind the version in force, behind an earlier one, or withdrawn."""

from __future__ import annotations

import enum
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from commoncall.call.models import Endorsement, Endorser, Text, Version
from commoncall.call.queries import texts
from commoncall.kernel import statements
from commoncall.kernel.authority import Actor
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Coalition, Organisation, Person
from commoncall.kernel.text.folding import fold
from commoncall.membership.models import Standing

CALL = Text.Kind.CALL


class State(enum.StrEnum):
    """Where an endorser stands."""

    UNCONFIRMED = "unconfirmed"
    STANDS = "stands"
    NOT_YET = "not_yet"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


def call_in_force(coalition: Coalition) -> Version | None:
    """Return the version of the call that is in force, if there is one; its text says who may endorse it."""
    for row in statements.ask(_in_force, coalition=coalition.pk):
        version, text = statements.made(Version, row[: len(_OF_VERSION)]), statements.made(Text, row[len(_OF_VERSION) :])
        # Whoever asks has the coalition already; every endorsement asks.
        version.text = text
        version.coalition = text.coalition = coalition
        return version
    return None


_OF_VERSION, _OF_TEXT = statements.columns(Version), statements.columns(Text, "text__")


def _in_force(actor: Actor, coalition: UUID) -> QuerySet[Version, tuple[Any, ...]]:
    in_force = Version.objects.filter(text__coalition_id=coalition, text__kind=CALL, state=Version.State.ADOPTED)
    return in_force.values_list(*_OF_VERSION, *_OF_TEXT)[:1]


def is_open(version: Version | None) -> bool:
    """Tell whether the public may endorse: a version is in force, some kinds are let in, and endorsing is not over."""
    return version is not None and bool(version.text.open_to) and not version.text.is_closed


def outside(coalition: Coalition) -> QuerySet[Endorser]:
    """Return everybody from outside who is noted and was not taken out, for the deeds of the call."""
    return Endorser.objects.filter(coalition=coalition, removed_at=None)


def standing_ones(**more: object) -> QuerySet[Endorsement]:
    """Return the endorsements of the endorser outside that stand, for use in ``Exists``."""
    return Endorsement.objects.filter(endorser=OuterRef("pk"), withdrawn_at=None, **more)


def standing(coalition: Coalition) -> QuerySet[Endorser]:
    """Return those who confirmed and did not withdraw, behind whatever version."""
    return outside(coalition).filter(Exists(standing_ones()), confirmed_at__isnull=False)


def behind(version: Version) -> QuerySet[Endorser]:
    """Return those who stand behind a version: they endorsed it, or one before it that asks for the same."""
    alike = [one.pk for one in texts.alike(version)]
    return Endorser.objects.filter(Exists(standing_ones(version__in=alike)), **_confirmed(version))


def _confirmed(version: Version) -> dict[str, object]:
    return {"coalition_id": version.coalition_id, "removed_at": None, "confirmed_at__isnull": False}


def to_be_asked(version: Version) -> QuerySet[Endorser]:
    """Return those who stand behind an earlier version alone, and were not yet asked about the change since.

    An answer is asked about the version with the material change; later ones that change nothing do not ask again.
    """
    alike = texts.alike(version)
    ids = [one.pk for one in alike]
    waiting = Endorser.objects.filter(Exists(standing_ones()), ~Exists(standing_ones(version__in=ids)), **_confirmed(version))
    return waiting.exclude(asked_about=alike[-1].pk).exclude(address="")


def last_endorsement(endorser: Endorser) -> Endorsement | None:
    """Return what an endorser endorsed last, withdrawn or not."""
    return Endorsement.objects.filter(endorser=endorser).select_related("version__text").order_by("endorsed_at", "id").last()


def listed_member(coalition: Coalition, name: str) -> Organisation | None:
    """Return the organisation of the coalition, named in public, that is called so; an unlisted one is never found.

    Whoever is not named in public must not be told apart from whoever does not belong, by any answer that anybody gets.
    """
    sought = fold(name)
    if not sought:
        return None
    named = Organisation.objects.filter(coalition=coalition, naming=Naming.PUBLIC, searchable__contains=sought, membership__isnull=False)
    candidates = named.exclude(membership__standing=Standing.LEFT).order_by("id")
    return next((one for one in candidates if sought in {fold(called) for called in _names(one)}), None)


def _names(organisation: Organisation) -> list[str]:
    return [organisation.name, organisation.acronym, *(other.get("text", "") for other in organisation.other_names)]


def main_contact(organisation: Organisation) -> Person | None:
    """Return who is to be asked first about an organisation, if somebody is."""
    mandate = parties.mandates_in_force().filter(organisation=organisation, is_main_contact=True).select_related("person").first()
    return mandate.person if mandate else None
