"""The organisations of the demonstration, as they joined one after another."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from commoncall.kernel import time
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.actions import people
from commoncall.kernel.parties.actions.organisations import Names
from commoncall.kernel.parties.models import Person
from commoncall.membership.actions import belonging, organisations
from commoncall.membership.actions import people as representatives
from commoncall.membership.rules.profiles import Belonging, Profile
from commoncall.procedures.demo.telling import Telling

_FOLDER = Path(__file__).resolve().parent
_PLACE = "demo.example"


@dataclass(frozen=True)
class Newcomer:
    """One line of a list: an organisation and the person who acts for it."""

    names: Names
    profile: Profile
    naming: Naming
    belonging: Belonging
    network: str
    tags: Sequence[str]
    person: people.Particulars
    function: str


def address_of(name: str) -> str:
    """Return the address of a person of the demo, in a domain that is reserved for examples (RFC 2606)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return f"{re.sub(r'[^a-z]+', '.', plain).strip('.')}@{_PLACE}"


def read(list_: str) -> list[Newcomer]:
    """Return the organisations of a list, in the order in which they joined; networks before those that belong through them."""
    with (_FOLDER / list_).open(encoding="utf-8", newline="") as lines:
        return sorted((_newcomer(line) for line in csv.DictReader(lines)), key=lambda one: (one.belonging.joined_on, bool(one.network)))


def join(story: Telling, newcomer: Newcomer, known: Person | None = None) -> None:
    """Enter an organisation on the day on which it joined, with the person who acts for it."""
    belongs = replace(newcomer.belonging, joined_on=time.now().date())
    entered = organisations.Entered(newcomer.names, newcomer.profile, newcomer.naming, belongs, newcomer.tags)
    (membership,) = organisations.enter_all(story.coalition, [entered], by=story.coordinator)
    organisation = membership.organisation
    story.organisations[newcomer.names.name] = organisation
    appointment = representatives.Appointment(newcomer.function, is_main_contact=True)
    if known is not None:
        representatives.appoint(organisation, known, appointment, by=story.coordinator)
    else:
        representatives.bring(organisation, newcomer.person, appointment, by=story.coordinator)
    if newcomer.network:
        belonging.set_network(organisation, story.organisations[newcomer.network], by=story.coordinator)


def _newcomer(line: dict[str, str]) -> Newcomer:
    others = [{"text": line["other"], "language": line["other_language"]}] if line["other"] else []
    joined = date.fromisoformat(line["joined"])
    return Newcomer(
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
