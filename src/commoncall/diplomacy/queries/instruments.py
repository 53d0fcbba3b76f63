"""Treaties: which there are, and which of them a coalition pursues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from commoncall.diplomacy.models import Instrument, Pursuit
from commoncall.diplomacy.rules import terms
from commoncall.diplomacy.rules.acts import EUROPEAN_UNION
from commoncall.diplomacy.rules.terms import Terms
from commoncall.kernel import languages
from commoncall.kernel.authority import Actor
from commoncall.kernel.countries import queries as countries


@dataclass(frozen=True)
class Pursued:
    """A treaty that a coalition pursues, and whether its public pages show it."""

    instrument: Instrument
    is_public: bool
    position: int


def installed() -> QuerySet[Instrument]:
    """Return the treaties that belong to the installation, by code."""
    return Instrument.objects.filter(coalition=None).order_by("code")


def installed_one(code: str) -> Instrument | None:
    """Return the installation's treaty with that code."""
    return installed().filter(code=code).first()


def visible_to(actor: Actor) -> QuerySet[Instrument]:
    """Return the treaties of which an actor may know: the installation's, and those of its own coalition to those inside."""
    own = Q(coalition_id=actor.coalition_id) if actor.coalition_id and actor.is_inside else Q(pk=None)
    return Instrument.objects.filter(Q(coalition=None) | own).order_by("code")


def one(actor: Actor, code: str) -> Instrument | None:
    """Return the treaty that a code means in the actor's coalition: its own before the installation's."""
    return visible_to(actor).filter(code=code).order_by("coalition").first()


def pursued(coalition: UUID) -> list[Pursued]:
    """Return the treaties that a coalition pursues, in its own order. One query. For those inside."""
    rows = Pursuit.objects.filter(coalition_id=coalition).select_related("instrument").order_by("position", "begun_at")
    return [Pursued(row.instrument, row.is_public, row.position) for row in rows]


def in_public(coalition: UUID) -> list[Instrument]:
    """Return the treaties that a coalition's public pages show, in its own order. One query."""
    rows = Pursuit.objects.filter(coalition_id=coalition, is_public=True).select_related("instrument").order_by("position", "begun_at")
    return [row.instrument for row in rows]


def one_in_public(coalition: UUID, code: str) -> Instrument | None:
    """Return the treaty of that code that a coalition's public pages show."""
    return next((instrument for instrument in in_public(coalition) if instrument.code == code), None)


def terms_of(instrument: Instrument) -> Terms:
    """Return a treaty's own rules."""
    return terms.read(instrument.terms)


def name_of(instrument: Instrument, language: str | None = None) -> str:
    """Return what a treaty is called for short, in ``language`` or the reader's."""
    return picked_name(instrument.names, instrument.titles, instrument.code, language)


def picked_name(names: Mapping[str, str], titles: Mapping[str, str], code: str, language: str | None = None) -> str:
    """Return the same of a treaty of which no more was read than these."""
    return languages.pick(names, language) or languages.pick(titles, language) or code.upper()


def title_of(instrument: Instrument, language: str | None = None) -> str:
    """Return a treaty's full title, in ``language`` or the reader's."""
    return languages.pick(instrument.titles, language) or name_of(instrument, language)


def participant_name(code: str, language: str | None = None) -> str:
    """Return the name of a state, or of the organisation of states that has that code among participants."""
    return _("European Union") if code == EUROPEAN_UNION else countries.name(code, language)
