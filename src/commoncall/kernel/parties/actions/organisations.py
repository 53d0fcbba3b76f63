"""Entering organisations, their names, and how far their names may be known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import events
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind, undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties import history as kinds
from commoncall.kernel.parties import permissions
from commoncall.kernel.parties.models import Coalition, Confidence, Organisation
from commoncall.kernel.parties.rules import joined_names
from commoncall.kernel.refusals import Refusal
from commoncall.kernel.text.folding import fold

#: How far each choice lets a name be known, from the narrowest.
OPENNESS = {Naming.COORDINATORS: 0, Naming.MEMBERS: 1, Naming.PUBLIC: 2}


@dataclass(frozen=True)
class NamingChanged(events.Event):
    """An organisation's name may be known further, or less far, from now on."""

    organisation_id: UUID
    naming: str


@dataclass(frozen=True)
class Names:
    """What an organisation is called. ``others`` are its names in other scripts or languages."""

    name: str
    acronym: str = ""
    name_language: str = ""
    others: Sequence[dict[str, str]] = field(default_factory=tuple)


def named(organisation: Organisation, names: Names) -> Organisation:
    """Set an organisation's names on the row, with the folded column by which it is found; saves nothing."""
    if not names.name.strip():
        raise Refusal(_("An organisation needs a name."), field="name")
    organisation.name = names.name.strip()
    organisation.acronym = names.acronym.strip()
    organisation.name_language = names.name_language
    organisation.other_names = [other for other in names.others if other.get("text", "").strip()]
    everything = [organisation.name, organisation.acronym, *(other["text"] for other in organisation.other_names)]
    organisation.searchable = fold(joined_names(everything))
    return organisation


@transaction.atomic
def enter(coalition: Coalition, names: Names, *, naming: Naming = Naming.PUBLIC, by: Actor, batch: UUID | None = None) -> Organisation:
    """Enter one organisation. Who may: ``parties.enter``. Refused: without a name."""
    return enter_all(coalition, [(names, naming)], by=by, batch=batch)[0]


@transaction.atomic
def enter_all(
    coalition: Coalition,
    entered: Iterable[tuple[Names, Naming]],
    *,
    facts: Sequence[Mapping[str, Any]] = (),
    by: Actor,
    batch: UUID | None = None,
) -> list[Organisation]:
    """Enter many organisations in a constant number of statements, one entry of history each.

    ``facts`` are what a concept above notes of each in the same deed, in codes, in the same order.
    """
    permissions.ENTER.verdict(by).require()
    organisations = [named(Organisation(coalition=coalition, naming=naming), names) for names, naming in entered]
    Organisation.objects.bulk_create(organisations)
    told = facts or [{}] * len(organisations)
    deeds = [_deed(kinds.ORGANISATION_ENTERED, one, batch, noted) for one, noted in zip(organisations, told, strict=True)]
    book.record_all(deeds, by=by)
    return organisations


def _deed(kind: Kind, organisation: Organisation, batch: UUID | None, facts: Mapping[str, Any] | None = None) -> book.Deed:
    return book.Deed(
        kind,
        subject=organisation.id,
        subject_kind="organisation",
        concerns=organisation.id,
        facts={"naming": organisation.naming} | dict(facts or {}),
        particulars={"organisation": organisation.name},
        batch=batch,
    )


@transaction.atomic
def rename(organisation: Organisation, names: Names, *, by: Actor, batch: UUID | None = None, undoing: UUID | None = None) -> Organisation:
    """Change an organisation's names. Who may: a coordinator, or who speaks for it. Can be undone."""
    permissions.may_correct(by, organisation).require()
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    before = _as_data(organisation)
    named(organisation, names)
    if _as_data(organisation) == before:
        return organisation
    organisation.save(update_fields=["name", "acronym", "name_language", "other_names", "searchable"])
    book.record(
        kinds.ORGANISATION_RENAMED,
        by=by,
        subject=organisation.id,
        subject_kind="organisation",
        concerns=organisation.id,
        particulars={"before": before["name"], "organisation": organisation.name, "names_before": before},
        batch=batch,
        undoes=undoing,
    )
    return organisation


def _as_data(organisation: Organisation) -> dict[str, object]:
    return {
        "name": organisation.name,
        "acronym": organisation.acronym,
        "name_language": organisation.name_language,
        "others": list(organisation.other_names),
    }


@undoes(kinds.ORGANISATION_RENAMED)
def _rename_back(entry: Entry, by: Actor) -> Organisation:
    organisation = Organisation.objects.get(pk=entry.subject, coalition_id=by.coalition_id)
    return rename(organisation, Names(**entry.particulars.data["names_before"]), by=by, undoing=entry.id)


@transaction.atomic
def choose_naming(
    organisation: Organisation, naming: Naming, *, known_to: Iterable[Organisation] = (), by: Actor, undoing: UUID | None = None
) -> Organisation:
    """Set how far an organisation's name may be known; it holds at once for all that is made afterwards.

    ``known_to`` are the organisations that may know it all the same. Who may: who speaks for the organisation; a
    coordinator may narrow it, and may widen it only while nobody of the organisation has come into the workspace. Whom it
    names is part of the choice: letting another organisation know is widening too.
    """
    permissions.may_choose_naming(by, organisation).require()
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    before, confided = Naming(organisation.naming), _confided(organisation)
    wanted = {one.id for one in known_to if one.coalition_id == organisation.coalition_id and one.id != organisation.id}
    if OPENNESS[naming] > OPENNESS[before] or wanted - confided:
        permissions.may_widen_naming(by, organisation).require()
    if naming == before and wanted == confided:
        return organisation
    _confide(organisation, wanted)
    organisation.naming = naming
    organisation.save(update_fields=["naming"])
    book.record(
        kinds.NAMING_CHOSEN,
        by=by,
        subject=organisation.id,
        subject_kind="organisation",
        concerns=organisation.id,
        facts={"naming": naming.value, "before": before.value, "known_to": _written(wanted), "known_before": _written(confided)},
        particulars={"organisation": organisation.name},
        undoes=undoing,
    )
    events.announce(NamingChanged(organisation.id, naming.value))
    return organisation


def _confided(organisation: Organisation) -> set[UUID]:
    return set(Confidence.objects.filter(organisation=organisation).values_list("known_to_id", flat=True))


def _confide(organisation: Organisation, wanted: set[UUID]) -> None:
    Confidence.objects.filter(organisation=organisation).exclude(known_to_id__in=wanted).delete()
    fresh = [Confidence(organisation=organisation, known_to_id=one) for one in wanted]
    Confidence.objects.bulk_create(fresh, ignore_conflicts=True)


def _written(identifiers: Iterable[UUID]) -> list[str]:
    return sorted(str(one) for one in identifiers)


@undoes(kinds.NAMING_CHOSEN)
def _choose_former_naming(entry: Entry, by: Actor) -> Organisation:
    organisation = Organisation.objects.get(pk=entry.subject, coalition_id=by.coalition_id)
    known_to = Organisation.objects.filter(coalition_id=by.coalition_id, pk__in=entry.facts.get("known_before", []))
    return choose_naming(organisation, Naming(entry.facts["before"]), known_to=known_to, by=by, undoing=entry.id)


@transaction.atomic
def take_out(organisations: Sequence[Organisation], *, by: Actor, batch: UUID | None = None) -> int:
    """Remove organisations that were entered by mistake, with what hangs on them. Who may: ``parties.enter``."""
    permissions.ENTER.verdict(by).require()
    book.record_all([_deed(kinds.ORGANISATION_REMOVED, one, batch) for one in organisations], by=by)
    Organisation.objects.filter(pk__in=[one.pk for one in organisations]).delete()
    return len(organisations)
