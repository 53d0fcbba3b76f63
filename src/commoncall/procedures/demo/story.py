"""Bringing the demo: through the same actions as everything else, so that it is what people would have made themselves."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.authority import Actor, Role
from commoncall.kernel.labels import Label, Naming
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import coalitions, mandates, people
from commoncall.kernel.parties.actions.organisations import Names
from commoncall.kernel.parties.models import Coalition, Organisation, Person
from commoncall.kernel.parties.rules import Arrangements, Criterion, suggested
from commoncall.membership.actions import belonging, confirming, notes, organisations
from commoncall.membership.actions import people as representatives
from commoncall.membership.models import Membership, Standing
from commoncall.membership.rules.profiles import Belonging, Profile

_FOLDER = Path(__file__).resolve().parent
_PLACE = "demo.example"


@dataclass(frozen=True)
class Guest:
    """Somebody as whom a newcomer can look around."""

    words: str
    address: str


@dataclass(frozen=True)
class _Row:
    """One line of a list: an organisation and the person who acts for it."""

    names: Names
    profile: Profile
    naming: Naming
    belonging: Belonging
    network: str
    tags: Sequence[str]
    person: people.Particulars
    function: str


def roles() -> list[Guest]:
    """Return those as whom a newcomer can look around, where the demo is there."""
    if not Coalition.objects.filter(is_demo=True).exists():
        return []
    guests = [
        (_("Leila Haddad, who coordinates Quiet Fields"), "Leila Haddad"),
        (_("Hélène Marchand, a member in both coalitions"), "Hélène Marchand"),
        (_("Deniz Kaya, an observer"), "Deniz Kaya"),
        (_("Daniel Frei, an endorser"), "Daniel Frei"),
        (_("Thiri Aung, whose organisation is not named"), "Thiri Aung"),
    ]
    return [Guest(words, address_of(name)) for words, name in guests if parties.people_reading(address_of(name)).exists()]


def address_of(name: str) -> str:
    """Return the address of a person of the demo, in a domain that is reserved for examples (RFC 2606)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return f"{re.sub(r'[^a-z]+', '.', plain).strip('.')}@{_PLACE}"


@transaction.atomic
def load(*, by: Actor) -> list[Coalition]:
    """Bring the two fictional coalitions, unless they are there already; return those that were made."""
    if Coalition.objects.filter(is_demo=True).exists():
        return []
    return [_quiet_fields(by), _open_water(by)]


def remove(*, by: Actor) -> list[str]:
    """Remove the demo's coalitions with all that they hold; return their names."""
    removed = []
    for coalition in Coalition.objects.filter(is_demo=True).order_by("slug"):
        coalitions.remove(coalition, name=coalition.name, by=by.within(coalition.id, coalition.chain_id))
        removed.append(coalition.name)
    return removed


def _quiet_fields(by: Actor) -> Coalition:
    arrangements = replace(
        Arrangements(),
        admitted_by="committee",
        criteria=(Criterion("non_violence"), Criterion("party_politics"), Criterion("conflicts_of_interest")),
        words={"committee": {"en": "steering committee", "fr": "comité de pilotage", "ar": "اللجنة التوجيهية"}},
    )
    names = {"fr": "Coalition des champs tranquilles", "ar": "ائتلاف الحقول الهادئة"}
    described = coalitions.Description("Quiet Fields Coalition", "quiet-fields", "en", names, ("en", "fr", "ar"), "Asia/Beirut")
    coalition, operator = _found(described, arrangements, by)
    leila = _coordinator(coalition, people.Particulars("Leila Haddad", address_of("Leila Haddad"), "ليلى حداد", "en"), operator)
    _coordinator(coalition, people.Particulars("Samuel Okoro", address_of("Samuel Okoro"), "", "en"), operator)
    coordinator = replace(operator, person_id=leila.id, person_name=leila.name)
    brought = _bring(coalition, "quiet_fields.csv", coordinator)
    belonging.set_standing(
        brought["Campos Livres"], Standing.DORMANT, reason=_("Nothing heard since March, and two letters came back."), by=coordinator
    )
    notes.write(brought["Campos Livres"], _("Domingos is ill. His deputy answers by telephone in the mornings."), Label.AMBER_STRICT, by=coordinator)
    notes.write(brought["Mekong Clear Path"], _("Happy to host the regional meeting in March."), Label.AMBER, by=coordinator)
    _lend(brought["Centre for Open Ground"], brought["Stone and Seed"], coordinator)
    _ask_some(coalition, brought, coordinator)
    _note_presence(brought)
    coalitions.open_site(coalition, True, by=coordinator)
    return coalition


def _open_water(by: Actor) -> Coalition:
    described = coalitions.Description("Open Water Network", "open-water", "en", {"fr": "Réseau Eaux ouvertes"}, ("en", "fr"), "Africa/Nairobi")
    arrangements = replace(
        suggested("network"), words={"members": {"en": "partners", "fr": "partenaires"}, "member": {"en": "partner", "fr": "partenaire"}}
    )
    coalition, operator = _found(described, arrangements, by)
    aroha = _coordinator(coalition, people.Particulars("Aroha Ngata", address_of("Aroha Ngata"), "", "en"), operator)
    _bring(coalition, "open_water.csv", replace(operator, person_id=aroha.id, person_name=aroha.name), known={aroha.name: aroha})
    coalitions.open_site(coalition, True, by=operator)
    return coalition


def _found(described: coalitions.Description, arrangements: Arrangements, by: Actor) -> tuple[Coalition, Actor]:
    coalition = coalitions.found(described, arrangements, by=by, is_demo=True)
    return coalition, by.within(coalition.id, coalition.chain_id)


def _coordinator(coalition: Coalition, particulars: people.Particulars, by: Actor) -> Person:
    person = people.enter(coalition, particulars, by=by)
    mandates.grant(mandates.Grant(person, None, Role.COORDINATOR, _("Coordinator")), by=by)
    return person


def _bring(coalition: Coalition, list_: str, by: Actor, known: dict[str, Person] | None = None) -> dict[str, Organisation]:
    rows = _read(list_)
    entered = [organisations.Entered(row.names, row.profile, row.naming, row.belonging, row.tags) for row in rows]
    memberships: list[Membership] = organisations.enter_all(coalition, entered, by=by)
    brought = {row.names.name: membership.organisation for row, membership in zip(rows, memberships, strict=True)}
    for row in rows:
        organisation = brought[row.names.name]
        appointment = representatives.Appointment(row.function, is_main_contact=True)
        person = (known or {}).get(row.person.name)
        if person is not None:
            representatives.appoint(organisation, person, appointment, by=by)
        else:
            representatives.bring(organisation, row.person, appointment, by=by)
        if row.network:
            belonging.set_network(organisation, brought[row.network], by=by)
    return brought


def _lend(organisation: Organisation, other: Organisation, by: Actor) -> None:
    """Let one organisation's representative be away for a while, with somebody of another as deputy."""
    mandate = organisation.mandates.select_related("person", "organisation").get()
    mandates.appoint_deputy(mandate, other.mandates.get().person, until=time.now() + timedelta(days=30), by=by)


def _ask_some(coalition: Coalition, brought: dict[str, Organisation], by: Actor) -> None:
    """Ask a few organisations to look at their records, and let one of them have answered."""
    names = ("Forum Humanité Sahel", "Collectif Terres Libres", "Hollow Reed Initiative", "Demir Kapı Barış Derneği", "Zelena Niva")
    confirming.ask_to_confirm(coalition, due_at=time.now() + timedelta(days=9), organisations=[brought[name] for name in names], by=by)
    confirming.confirm(brought["Zelena Niva"], by=by)


def _note_presence(brought: dict[str, Organisation]) -> None:
    """Let most organisations have been heard from, some of them long ago, so that the directory's questions find somebody."""
    now = time.now()
    memberships = list(Membership.objects.filter(organisation__in=brought.values()).exclude(category="endorser").order_by("organisation__name"))
    for place, membership in enumerate(memberships):
        membership.heard_at = now - timedelta(days=(place * 7) % 40, hours=place % 9) if place % 11 else now - timedelta(days=120 + place)
    Membership.objects.bulk_update(memberships, ["heard_at"])


def _read(list_: str) -> list[_Row]:
    with (_FOLDER / list_).open(encoding="utf-8", newline="") as lines:
        return [_row(line) for line in csv.DictReader(lines)]


def _row(line: dict[str, str]) -> _Row:
    others = [{"text": line["other"], "language": line["other_language"]}] if line["other"] else []
    joined = date.fromisoformat(line["joined"])
    return _Row(
        names=Names(line["name"], line["acronym"], line["language"], others),
        profile=Profile(
            kind=line["kind"],
            country=line["country"],
            languages=tuple(line["languages"].split()),
            website=f"https://{re.sub(r'[^a-z]+', '-', address_of(line['name']).split('@')[0]) or 'kai'}.example",
            led_by_affected=line["affected"] == "yes" or None,
        ),
        naming=Naming(line["naming"]),
        belonging=Belonging(category=line["category"], joined_on=joined, joined_precision="day"),
        network=line["network"],
        tags=(line["tags"],) if line["tags"] else (),
        person=people.Particulars(line["person"], address_of(line["person"]), "", line["person_language"]),
        function=line["function"],
    )
