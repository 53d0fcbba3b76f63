"""Four hundred who endorse the demonstration's call from outside: companies, parliamentarians, cities, experts, individuals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from commoncall.call.history import ENDORSER_CONFIRMED
from commoncall.call.models import Endorsement, Endorser, EndorserKind, Version
from commoncall.kernel import languages, time
from commoncall.kernel.authority import VISITOR
from commoncall.kernel.history import actions as book
from commoncall.kernel.labels import Naming
from commoncall.kernel.text.folding import fold
from commoncall.procedures.demo.arriving import address_of
from commoncall.procedures.demo.telling import Telling

#: Names of nobody: each is put together from a given name and a family name of the same part of the world.
_PEOPLE = (
    ("KE", "en", "Wanjiru Achieng Njeri Otieno Kamau", "Mwende Barasa Kiplagat Nyongesa Odera"),
    ("SN", "fr", "Aïssatou Mamadou Ndeye Cheikh Khady", "Diop-Sarr Faye Ndour Sané Badji"),
    ("CO", "es", "Luz Marina Jairo Yolanda Edilberto", "Quiroga Cifuentes Tovar Bohórquez Rincón"),
    ("LB", "ar", "Maya Karim Nadine Fadi Rima", "Abi-Saab Haidar Zogheib Mansour Tannous"),
    ("IN", "en", "Lakshmi Arjun Meenakshi Rohit Farida", "Pillai Chaudhuri Kulkarni Bhatt Sheikh"),
    ("DE", "de", "Ulrike Jürgen Annegret Matthias Sabine", "Lindqvist-Brandt Oberholzer Wachtel Sommerfeld Birkner"),
    ("FR", "fr", "Solène Étienne Maëlle Baptiste Odile", "Garancher Lemoussu Tréhiou Vasseline Quémard"),
    ("JP", "en", "Haruka Kenji Emiko Takumi Sachiko", "Morishige Andou Kuroba Tanigawa Hoshida"),
    ("GB", "en", "Imogen Alistair Bronwen Callum Priya", "Thornbury Mackellar Pendry Ashgrove Whitlow"),
    ("MX", "es", "Ximena Rodrigo Citlali Gerardo Itzel", "Arizmendi Cuevas Zavaleta Montejo Pech"),
    ("PH", "en", "Marisol Jericho Divina Rogelio Corazon", "Baluyot Dimagiba Panganiban Lualhati Sumulong"),
    ("UA", "en", "Oksana Taras Halyna Bohdan Lesia", "Zavhorodnia Petrychenko Kovalska Dubovyk Hnatiuk"),
)
_BODIES = {
    EndorserKind.ORGANISATION: ("Circle", "Library", "Village Council of Elders", "Choir", "Beekeepers’ Union", "School Association"),
    EndorserKind.COMPANY: ("Seed Works", "Orchards Ltd", "Tractor Cooperative", "Printing House"),
    EndorserKind.LOCAL_AUTHORITY: ("Town Council", "Municipality"),
}
_PLACES = (
    *("Ambleford", "Kestrow", "Marrabel", "Dunwich-Ferry", "Ostrava-Lhota", "Villarica", "Kirimba", "Tessalou"),
    *("Nambour", "Halden", "Corvala", "Sarmin", "Petralona", "Lumbay", "Whiteriver"),
)

#: How many of each kind there are. Of individuals every fifth is only counted.
_NUMBERS = {
    EndorserKind.INDIVIDUAL: 262,
    EndorserKind.ORGANISATION: 58,
    EndorserKind.COMPANY: 18,
    EndorserKind.PARLIAMENTARIAN: 31,
    EndorserKind.LOCAL_AUTHORITY: 9,
    EndorserKind.EXPERT: 34,
}
_AFFILIATIONS = {EndorserKind.PARLIAMENTARIAN: "Member of parliament", EndorserKind.EXPERT: "Soil scientist"}


@dataclass(frozen=True)
class _Somebody:
    kind: EndorserKind
    name: str
    affiliation: str
    country: str
    language: str


def endorse_from_outside(story: Telling, versions: dict[int, Version]) -> None:
    """Let all of them endorse, spread over the time since the call was first adopted; a few have re-affirmed the third version."""
    began = story.at("2024-11-01")
    each = (story.now - timedelta(days=12) - began) / sum(_NUMBERS.values())
    made: list[Endorser] = []
    stand: list[Endorsement] = []
    for place, one in enumerate(_everybody()):
        at = began + each * place + timedelta(minutes=(place * 37) % 600)
        made.append(_endorser(story, one, place, at))
        version = versions[1] if at < story.at("2025-06-16") else versions[2]
        stand.append(_endorsement(story, made[-1], version, at))
    again = [one for place, one in enumerate(made) if place % 7 in {2, 5}]
    stand += [_endorsement(story, one, versions[3], story.now - timedelta(days=9, minutes=-(place * 41 % 9000))) for place, one in enumerate(again)]
    Endorser.objects.bulk_create(made)
    Endorsement.objects.bulk_create(stand)
    _record(story, made)


def _record(story: Telling, made: Sequence[Endorser]) -> None:
    """Write in the history that they came, a few at a time, as the clock would have told them."""
    for first in range(0, len(made), 20):
        together = made[first : first + 20]
        deeds = [
            book.Deed(
                ENDORSER_CONFIRMED,
                subject=one.pk,
                subject_kind="endorser",
                facts={"text": "call", "number": 1 if one.made_at < story.at("2025-06-16") else 2, "kind": one.kind},
                particulars={"endorser": one.name},
            )
            for one in together
        ]
        with time.as_of(together[-1].made_at):
            book.record_all(deeds, by=VISITOR, chain=story.coalition.chain_id)


def _everybody() -> Iterator[_Somebody]:
    names = _names()
    left = dict(_NUMBERS)
    place = 0
    while any(left.values()):
        kind = max(left, key=lambda one: left[one] / _NUMBERS[one])
        left[kind] -= 1
        place += 1
        if kind in _BODIES:
            town, what = _PLACES[place % len(_PLACES)], _BODIES[kind][(place // len(_PLACES)) % len(_BODIES[kind])]
            country, language = _PEOPLE[place % len(_PEOPLE)][:2]
            yield _Somebody(kind, f"{what} of {town}" if kind is EndorserKind.LOCAL_AUTHORITY else f"{town} {what}", "", country, language)
        else:
            country, language, name = next(names)
            yield _Somebody(kind, name, _AFFILIATIONS.get(kind, ""), country, language)


def _names() -> Iterator[tuple[str, str, str]]:
    for shift in range(25):
        for country, language, given, family in _PEOPLE:
            first, last = given.split(), family.split()
            yield country, language, f"{first[shift % 5]} {last[(shift // 5 + shift) % 5]}"
    number = 1
    while True:
        for country, language, given, family in _PEOPLE:
            first, last = given.split(), family.split()
            yield country, language, f"{first[number % 5]} {last[number % 3]}-{last[(number + 1) % 5]}"
            number += 1


def _endorser(story: Telling, one: _Somebody, place: int, at: datetime) -> Endorser:
    return Endorser(
        coalition=story.coalition,
        kind=one.kind,
        name=one.name,
        affiliation=one.affiliation,
        country_id=one.country,
        naming=Naming.COORDINATORS if one.kind is EndorserKind.INDIVIDUAL and place % 5 == 0 else Naming.PUBLIC,
        address=address_of(f"{one.name} {place}").replace("@", f".{place}@"),
        language=languages.in_public(one.language) or "en",
        wants_news=place % 3 == 0,
        searchable=fold(f"{one.name} {one.affiliation}"),
        made_at=at,
        confirmed_at=at,
    )


def _endorsement(story: Telling, endorser: Endorser, version: Version, at: datetime) -> Endorsement:
    return Endorsement(coalition=story.coalition, version=version, endorser=endorser, came=Endorsement.Came.PUBLIC, endorsed_at=at)
