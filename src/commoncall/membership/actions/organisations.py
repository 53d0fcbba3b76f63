"""Entering organisations as members, and what is noted of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel.authority import Actor
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.countries.models import Country
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.actions import organisations as parties
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.kernel.refusals import Conflict, Refusal
from commoncall.membership import history as kinds
from commoncall.membership import permissions
from commoncall.membership.actions.tags import put_all
from commoncall.membership.models import Category, Kind, Membership, Standing
from commoncall.membership.queries.records import profile_of
from commoncall.membership.queries.visibility import found
from commoncall.membership.rules.profiles import Belonging, Profile, is_web_address

#: How many characters are kept of what an organisation writes of itself.
LONGEST = {"website": 300, "size": 120, "registration": 120}


@dataclass(frozen=True)
class Entered:
    """One organisation that is to be entered, with all that is known of it. ``own_values`` are by the column's identifier."""

    names: parties.Names
    profile: Profile = field(default_factory=Profile)
    naming: Naming = Naming.PUBLIC
    belonging: Belonging = field(default_factory=Belonging)
    tags: Sequence[str] = ()
    own_values: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def enter(
    coalition: Coalition,
    names: parties.Names,
    profile: Profile | None = None,
    naming: Naming = Naming.PUBLIC,
    belonging: Belonging | None = None,
    *,
    by: Actor,
    batch: UUID | None = None,
) -> Membership:
    """Enter one organisation as a member. Nobody is written to.

    Who may: ``membership.keep``. Recorded: that it was entered, how it is named and how it belongs. Refused: without a
    name; with a country, kind or category that does not exist, or a web address that cannot be one.
    """
    entered = Entered(names, profile or Profile(), naming, belonging or Belonging())
    return enter_all(coalition, [entered], by=by, batch=batch)[0]


@transaction.atomic
def enter_all(coalition: Coalition, entered: Sequence[Entered], *, by: Actor, batch: UUID | None = None) -> list[Membership]:
    """Enter many organisations in a constant number of statements, one entry of history each; as ``enter`` otherwise."""
    permissions.may_keep(by).require()
    tidied = [_tidy(one.profile) for one in entered]
    for one in entered:
        _check_belonging(one.belonging)
    facts = [_facts(one.belonging, profile) for one, profile in zip(entered, tidied, strict=True)]
    organisations = parties.enter_all(coalition, [(one.names, one.naming) for one in entered], facts=facts, by=by, batch=batch)
    memberships = [
        _noted(_belongs(Membership(organisation=organisation, coalition=coalition, own_values=dict(one.own_values)), one.belonging), profile)
        for organisation, one, profile in zip(organisations, entered, tidied, strict=True)
    ]
    Membership.objects.bulk_create(memberships)
    _set_works_in([(membership, profile.works_in) for membership, profile in zip(memberships, tidied, strict=True)])
    put_all(coalition, [(membership, one.tags) for membership, one in zip(memberships, entered, strict=True)])
    return memberships


def _facts(belonging: Belonging, profile: Profile) -> dict[str, Any]:
    return {
        "category": belonging.category,
        "standing": belonging.standing,
        "joined_on": _written(belonging.joined_on),
        "country": profile.country,
    }


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _tidy(profile: Profile) -> Profile:
    """Return a profile as it is kept, or refuse what cannot be kept."""
    kept = profile.tidy()
    if kept.kind and kept.kind not in Kind.values:
        raise Refusal(_("There is no such kind of organisation."), field="kind")
    unknown = [code for code in (kept.country, *kept.works_in) if code and not countries.exists(code)]
    if unknown:
        raise Refusal(_("%(code)s is not the code of a country.") % {"code": unknown[0]}, field="country")
    if kept.website and not is_web_address(kept.website):
        raise Refusal(_("%(address)s is not a web address. One looks like https://example.org.") % {"address": kept.website}, field="website")
    for name, longest in LONGEST.items():
        if len(getattr(kept, name)) > longest:
            raise Refusal(_("This is longer than the %(most)s characters that can be kept.") % {"most": longest}, field=name)
    return kept


def _check_belonging(belonging: Belonging) -> None:
    if belonging.category not in Category.values:
        raise Refusal(_("There is no such category."), field="category")
    if belonging.standing not in Standing.values:
        raise Refusal(_("There is no such standing."), field="standing")


def _noted(membership: Membership, profile: Profile) -> Membership:
    membership.kind = profile.kind
    membership.country_id = profile.country or None
    membership.is_international = profile.is_international
    membership.languages = list(profile.languages)
    membership.website = profile.website
    membership.size = profile.size
    membership.led_by_affected = profile.led_by_affected
    membership.registration = profile.registration
    membership.about = profile.about
    return membership


def _belongs(membership: Membership, belonging: Belonging) -> Membership:
    membership.category = belonging.category
    membership.standing = belonging.standing
    membership.joined_on = belonging.joined_on
    membership.joined_precision = belonging.joined_precision
    membership.endorsed_on = belonging.endorsed_on
    membership.endorsed_what = belonging.endorsed_what
    membership.network_id = belonging.network
    return membership


def _set_works_in(wanted: Iterable[tuple[Membership, Sequence[str]]]) -> None:
    through = Membership.works_in.through
    rows = [through(membership_id=membership.pk, country_id=code) for membership, codes in wanted for code in codes]
    through.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def take_out(organisation: Organisation, *, name: str, by: Actor) -> int:
    """Take out the record of an organisation that was entered by mistake, with all that hangs on it.

    ``name`` is its name, typed by whoever asks. Who may: ``membership.keep``. Recorded: that it was taken out. Refused:
    another name; an organisation of which somebody has come in, since whoever has been a member does not become unheard of.
    """
    permissions.may_keep(by).require()
    if name.strip() != organisation.name:
        raise Refusal(_("Type the name as it stands here: %(name)s") % {"name": organisation.name}, field="name")
    if organisation.mandates.filter(person__account__isnull=False).exists():
        raise Conflict(_("Somebody of it has come into the workspace, so it was not entered by mistake."), field="name")
    return parties.take_out([organisation], by=by)


@transaction.atomic
def describe(organisation: Organisation, profile: Profile, *, by: Actor, batch: UUID | None = None, undoing: UUID | None = None) -> Membership:
    """Change what is noted of an organisation: all of it, so that what is left out of ``profile`` is emptied.

    Who may: a coordinator, or who acts for the organisation. Recorded: which parts changed, with what stood there before
    beside the chain. Nothing is written where nothing changed. Refused: as in ``enter``. Can be undone.
    """
    permissions.may_describe(by, organisation).require()
    kept = _tidy(profile)
    membership = Membership.objects.select_for_update().get(pk=organisation.pk)
    before = profile_of(membership)
    changed = kept.changed_from(before)
    if not changed:
        return membership
    _noted(membership, kept).save()
    if "works_in" in changed:
        membership.works_in.set(Country.objects.filter(pk__in=kept.works_in))
    book.record(
        kinds.DESCRIBED,
        by=by,
        subject=organisation.pk,
        subject_kind="organisation",
        concerns=organisation.pk,
        facts={"fields": list(changed)},
        particulars={"organisation": organisation.name, "before": before.as_stored(), "now": kept.as_stored()},
        batch=batch,
        undoes=undoing,
    )
    return membership


@undoes(kinds.DESCRIBED)
def _describe_as_before(entry: Entry, by: Actor) -> Membership:
    """Put back only the parts that the entry changed, so that what others changed since is kept."""
    membership = found(by, entry.subject)
    before = Profile.read(entry.particulars.data["before"]).as_stored()
    kept = profile_of(membership).as_stored() | {name: before[name] for name in entry.facts["fields"]}
    return describe(membership.organisation, Profile.read(kept), by=by, undoing=entry.id)
