"""Bringing the demo: through the same actions as everything else, so that it is what people would have made themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.call.models import Version
from commoncall.kernel import time
from commoncall.kernel.authority import Actor, Role
from commoncall.kernel.labels import Label
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import coalitions, mandates, people
from commoncall.kernel.parties.models import Coalition, Organisation, Person
from commoncall.kernel.parties.rules import Arrangements, Criterion, suggested
from commoncall.membership.actions import confirming, notes
from commoncall.membership.models import Membership
from commoncall.procedures.demo import applying, arriving, deciding, drafting, endorsing, leading, speaking, standing, texts, treaties
from commoncall.procedures.demo.arriving import address_of
from commoncall.procedures.demo.telling import Telling


@dataclass(frozen=True)
class Guest:
    """Somebody as whom a newcomer can look around."""

    words: str
    address: str


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
    story = _begin(described, arrangements, "2024-09-10", ("Leila Haddad", "ليلى حداد"), by)
    with story.on("2024-09-10"):
        _coordinator(story.coalition, people.Particulars("Samuel Okoro", address_of("Samuel Okoro"), "", "en"), story.operator)
    _two_years(story)
    _of_late(story)
    return story.coalition


def _two_years(story: Telling) -> None:
    """Let two years pass: organisations join, choose who leads, adopt a call and change it, endorse and re-affirm."""
    versions: dict[int, Version] = {}

    def adopt(kind: str, number: str) -> None:
        version = texts.adopt(story, kind, number)
        if kind == "call":
            versions[int(number)] = version

    newcomers = [one for one in arriving.read("quiet_fields.csv") if one.names.name != applying.VOICES.name]
    for place, newcomer in enumerate(newcomers):
        name, joined = newcomer.names.name, str(newcomer.belonging.joined_on)
        story.then(story.at(joined, 8, place % 50), partial(arriving.join, story, newcomer))
        if newcomer.belonging.category != "observer":
            first = max(story.at(joined, 10), story.at("2024-10-06", 10))
            story.then(first + timedelta(days=(place * 5) % 16, minutes=place), partial(texts.endorse, story, name))
            if name not in texts.NOT_YET and joined < texts.VERSIONS["3"][0]:
                again = story.at(texts.VERSIONS["3"][0], 15) + timedelta(hours=(place * 29) % 230, minutes=place)
                story.then(again, partial(texts.endorse, story, name))
    story.then(story.at("2024-09-28"), partial(leading.lead, story))
    for kind, number in (("call", "1"), ("charter", "1"), ("call", "2"), ("call", "3")):
        story.then(story.at(texts.VERSIONS[number][0], 14), partial(adopt, kind, number))
    story.then(story.at("2024-10-06", 7), lambda: coalitions.open_site(story.coalition, True, by=story.coordinator))
    story.then(story.at("2025-03-20"), partial(leading.gather_media_group, story))
    story.then(story.at("2026-09-28"), partial(leading.hand_over_a_seat, story))
    applying.plan(story)
    standing.plan(story)
    treaties.plan(story)
    drafting.plan(story)
    deciding.plan(story)
    speaking.plan(story)
    story.tell()
    texts.accept_charter(story)
    endorsing.endorse_from_outside(story, versions)


def _of_late(story: Telling) -> None:
    """Let a few things be under way today, as on any day: notes, a deputy, asks that wait."""
    brought, coordinator = story.organisations, story.coordinator
    notes.write(brought["Campos Livres"], _("Domingos is ill. His deputy answers by telephone in the mornings."), Label.AMBER_STRICT, by=coordinator)
    notes.write(brought["Mekong Clear Path"], _("Happy to host the regional meeting in March."), Label.AMBER, by=coordinator)
    _lend(brought["Centre for Open Ground"], brought["Stone and Seed"], coordinator)
    _ask_some(story.coalition, brought, coordinator)
    _note_presence(brought)


def _open_water(by: Actor) -> Coalition:
    described = coalitions.Description("Open Water Network", "open-water", "en", {"fr": "Réseau Eaux ouvertes"}, ("en", "fr"), "Africa/Nairobi")
    arrangements = replace(
        suggested("network"), words={"members": {"en": "partners", "fr": "partenaires"}, "member": {"en": "partner", "fr": "partenaire"}}
    )
    story = _begin(described, arrangements, "2026-01-28", ("Aroha Ngata", ""), by)
    aroha = story.person("Aroha Ngata")
    for newcomer in arriving.read("open_water.csv"):
        known = aroha if newcomer.person.name == aroha.name else None
        story.then(story.at(str(newcomer.belonging.joined_on)), partial(arriving.join, story, newcomer, known))
    story.then(story.at("2026-04-02"), lambda: coalitions.open_site(story.coalition, True, by=story.coordinator))
    story.tell()
    return story.coalition


def _begin(described: coalitions.Description, arrangements: Arrangements, told: str, who: tuple[str, str], by: Actor) -> Telling:
    now = time.now()
    story = Telling(Coalition(), by, now)
    with story.on(told):
        coalition = coalitions.found(described, arrangements, by=by, is_demo=True)
        story.coalition, story.operator = coalition, by.within(coalition.id, coalition.chain_id)
        name, other = who
        person = _coordinator(coalition, people.Particulars(name, address_of(name), other, "en"), story.operator)
    Coalition.objects.filter(pk=coalition.pk).update(created_at=story.at(told))
    story.coordinator = replace(story.operator, person_id=person.id, person_name=person.name)
    return story


def _coordinator(coalition: Coalition, particulars: people.Particulars, by: Actor) -> Person:
    person = people.enter(coalition, particulars, by=by)
    mandates.grant(mandates.Grant(person, None, Role.COORDINATOR, _("Coordinator")), by=by)
    return person


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
