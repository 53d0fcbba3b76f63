"""One organisation's record, with as much of it as the reader sees, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from commoncall.kernel.authority import Actor
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.labels import LABEL_SENTENCES, Attribution, Label, Naming, readable_by
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Confidence, Organisation
from commoncall.kernel.refusals import Words
from commoncall.membership.models import Category, Kind, Membership, Note, OwnColumn, Standing, Tag
from commoncall.membership.queries import matching
from commoncall.membership.queries.people import PersonLine, of_organisation
from commoncall.membership.queries.rows import Row, language_names, rows, side_by_side
from commoncall.membership.queries.visibility import Sight, notes_visible_to, sight
from commoncall.membership.rules.profiles import Belonging, Profile


@dataclass(frozen=True)
class NoteLine:
    """A note as it is read."""

    id: UUID
    text: str
    label: Label
    label_words: Words
    attribution: Attribution
    written_by: str
    written_at: datetime


@dataclass(frozen=True)
class Value:
    """What stands in one of the coalition's own columns."""

    column_id: UUID
    column: str
    label: Label
    value: str


@dataclass(frozen=True)
class Record:
    """What somebody sees of an organisation; what they may not see is empty, as if it had never been noted."""

    organisation: Organisation
    sight: Sight
    profile: Profile
    belonging: Belonging
    naming: Naming
    heard_at: datetime | None
    network: str
    people: tuple[PersonLine, ...]
    members: tuple[Row, ...]
    tags: tuple[tuple[UUID, str], ...]
    notes: tuple[NoteLine, ...]
    values: tuple[Value, ...]
    known_to: tuple[tuple[UUID, str], ...]

    @property
    def sees_all(self) -> bool:
        """Whether the reader sees what only the organisation and the coordinators see."""
        return self.sight > Sight.MEMBER

    @property
    def category(self) -> str:
        """The category in words."""
        return str(Category(self.belonging.category).label)

    @property
    def standing(self) -> str:
        """The standing in words."""
        return str(Standing(self.belonging.standing).label)

    @property
    def kind(self) -> str:
        """The kind in words."""
        return str(Kind(self.profile.kind).label) if self.profile.kind else ""

    @property
    def country(self) -> str:
        """The country in words."""
        return countries.name(self.profile.country, form="plain") if self.profile.country else ""

    @property
    def works_in(self) -> str:
        """The countries in which it works, in words, in the order of the language."""
        return side_by_side(one.name for one in countries.all_named(form="plain") if one.code in self.profile.works_in)

    @property
    def languages(self) -> str:
        """Its languages in words."""
        return language_names(self.profile.languages)


def record(actor: Actor, organisation_id: UUID) -> Record | None:
    """Return an organisation's record, or nothing where the actor may not know of it."""
    known = matching.known_to(actor).select_related("organisation", "network__organisation")
    membership = known.filter(pk=organisation_id).first()
    if membership is None:
        return None
    seen = sight(actor, organisation_id)
    return Record(
        organisation=membership.organisation,
        sight=seen,
        profile=_profile(membership, seen),
        belonging=_belonging(membership, seen),
        naming=Naming(membership.organisation.naming),
        heard_at=membership.heard_at if actor.is_coordinator else None,
        network=membership.network.organisation.name if membership.network and getattr(membership, "shown_under", False) else "",
        people=of_organisation(actor, organisation_id),
        members=_members(membership, actor),
        tags=_tags(membership, actor),
        notes=tuple(_notes(membership, actor)),
        values=tuple(_values(membership, actor)),
        known_to=_known_to(membership.organisation, actor) if seen > Sight.MEMBER else (),
    )


def profile_of(membership: Membership) -> Profile:
    """Return the whole profile that is noted of an organisation."""
    works_in = sorted(country.pk for country in membership.works_in.all())
    return Profile(
        kind=membership.kind,
        country=membership.country_id or "",
        is_international=membership.is_international,
        works_in=tuple(works_in),
        languages=tuple(membership.languages),
        website=membership.website,
        size=membership.size,
        led_by_affected=membership.led_by_affected,
        registration=membership.registration,
        about=membership.about,
    )


def _profile(membership: Membership, seen: Sight) -> Profile:
    whole = profile_of(membership)
    if seen > Sight.MEMBER:
        return whole
    return Profile(country=whole.country, is_international=whole.is_international, languages=whole.languages, website=whole.website)


def _belonging(membership: Membership, seen: Sight) -> Belonging:
    network = membership.network_id if getattr(membership, "shown_under", False) else None
    least = Belonging(category=membership.category, network=network)
    if seen == Sight.MEMBER:
        return least
    return replace(
        least,
        standing=membership.standing,
        joined_on=membership.joined_on,
        joined_precision=membership.joined_precision,
        endorsed_on=membership.endorsed_on,
        endorsed_what=membership.endorsed_what,
    )


def _members(membership: Membership, actor: Actor) -> tuple[Row, ...]:
    inside = matching.known_to(actor).filter(matching.shown_under(actor), network=membership).exclude(standing=Standing.LEFT)
    return rows(inside.order_by("organisation__searchable", "pk"), actor)


def _tags(membership: Membership, actor: Actor) -> tuple[tuple[UUID, str], ...]:
    if not actor.is_coordinator:
        return ()
    return tuple(Tag.objects.filter(memberships=membership).order_by("name").values_list("pk", "name"))


def note(actor: Actor, organisation_id: UUID, identifier: UUID) -> Note | None:
    """Return one note on an organisation of which the actor may know, if its label lets the actor read it."""
    return notes_visible_to(actor).filter(membership=organisation_id, pk=identifier).first()


def _notes(membership: Membership, actor: Actor) -> Iterable[NoteLine]:
    found = Note.objects.filter(membership=membership, label__in=readable_by(actor)).select_related("written_by")
    for one in found.order_by("-written_at", "-pk"):
        label = Label(one.label)
        named = one.attribution == Attribution.NAMED or actor.is_coordinator
        author = one.written_by.name if one.written_by and named else ""
        yield NoteLine(one.id, one.text, label, LABEL_SENTENCES[label], Attribution(one.attribution), author, one.written_at)


def own_columns(actor: Actor) -> list[OwnColumn]:
    """Return the coalition's own columns that the actor may read, in their order."""
    found = OwnColumn.objects.filter(coalition_id=actor.coalition_id, label__in=readable_by(actor))
    return list(found.order_by("position", "name")) if actor.is_inside else []


def own_column(actor: Actor, identifier: UUID) -> OwnColumn | None:
    """Return one of the coalition's own columns that the actor may read."""
    return next((column for column in own_columns(actor) if column.pk == identifier), None)


def filled(column: OwnColumn) -> int:
    """Return for how many organisations something stands in a column."""
    return Membership.objects.filter(coalition=column.coalition_id, own_values__has_key=str(column.pk)).count()


def _values(membership: Membership, actor: Actor) -> Iterable[Value]:
    for column in own_columns(actor):
        yield Value(column.id, column.name, Label(column.label), membership.own_values.get(str(column.id), ""))


def _known_to(organisation: Organisation, actor: Actor) -> tuple[tuple[UUID, str], ...]:
    known = parties.organisations_visible_to(actor).order_by().values("pk")
    found = Confidence.objects.filter(organisation=organisation, known_to__in=known)
    return tuple(found.order_by("known_to__name").values_list("known_to", "known_to__name"))
