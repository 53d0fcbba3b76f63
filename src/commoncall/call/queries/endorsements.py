"""Reading who of the coalition stands behind a text, since when, and by whose hand."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commoncall.call import kinds
from commoncall.call.models import Endorsement, Version
from commoncall.call.queries import texts
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import NotVisible


def behind(version: Version) -> QuerySet[Endorsement]:
    """Return the endorsements by organisations of the coalition that stand behind a version: of it, or of one alike before it.

    For everybody's eyes only through ``visible_to`` and ``kernel.parties.naming``.
    """
    versions = texts.alike(version)
    endorsements = Endorsement.objects.filter(version__in=versions, organisation__isnull=False, withdrawn_at=None)
    return endorsements.select_related("organisation", "version").order_by("endorsed_at", "id")


def organisations_behind(version: Version) -> QuerySet[Organisation]:
    """Return the organisations of the coalition that stand behind a version, each once."""
    return Organisation.objects.filter(pk__in=behind(version).order_by().values("organisation"))


def keys_behind(text_id: UUID, since: int, *, or_before: bool = False) -> set[UUID]:
    """Return which organisations stand behind a text as it is since a version, or (``or_before``) behind any version: one query.

    What an organisation said last counts: whoever withdrew stands behind nothing, whatever it had endorsed before.
    """
    given = Endorsement.objects.filter(version__text=text_id, organisation__isnull=False)
    last = (
        given.order_by("organisation", "-endorsed_at", "-id").distinct("organisation").values_list("organisation", "version__number", "withdrawn_at")
    )
    return {key for key, number, withdrawn_at in last if key and withdrawn_at is None and (or_before or (number or 0) >= since)}


def stands_behind(organisation: Organisation, version: Version) -> Endorsement | None:
    """Return by which endorsement an organisation stands behind a version, if it does: the latest."""
    return behind(version).filter(organisation=organisation).last()


def visible_to(actor: Actor) -> QuerySet[Endorsement]:
    """Return the endorsements by organisations of which ``actor`` may know, the latest first; withdrawn ones too."""
    endorsements = Endorsement.objects.select_related("organisation", "version__text", "coalition", "person", "entered_by")
    if actor.coalition_id is None or not actor.is_inside:
        return endorsements.none()
    known = parties.may_be_known(actor, "organisation__")
    return endorsements.filter(known, coalition_id=actor.coalition_id, organisation__isnull=False).order_by("-endorsed_at", "-id")


def found(actor: Actor, endorsement_id: UUID | None) -> Endorsement:
    """Return an endorsement of which the actor may know; raise ``NotVisible`` where there is none."""
    endorsement = visible_to(actor).filter(pk=endorsement_id).first()
    if endorsement is None:
        raise NotVisible(_("There is no such endorsement here."))
    return endorsement


def known_behind(actor: Actor, version: Version) -> QuerySet[Endorsement]:
    """Return the endorsements that stand behind a version, of organisations of which the actor may know, by name."""
    return behind(version).filter(parties.may_be_known(actor, "organisation__")).order_by("organisation__searchable", "organisation_id", "id")


def countries_behind(actor: Actor, version: Version) -> list[str]:
    """Return the country of each organisation behind a version, empty where it has none; as far as the actor may know of them."""
    pairs = known_behind(actor, version).order_by().values_list("organisation", "organisation__membership__country").distinct()
    return [country or "" for _organisation, country in pairs]


def is_to_be_confirmed(actor: Actor, endorsement: Endorsement) -> bool:
    """Tell whether this actor is asked whether an endorsement that was entered is right."""
    if actor.organisation_id is None or actor.organisation_id != endorsement.organisation_id:
        return False
    return asks.open_about(endorsement.coalition, kinds.CONFIRM_ENTERED, [endorsement.pk]).exists()
