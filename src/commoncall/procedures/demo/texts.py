"""The call of the demonstration's coalition in three versions, its charter, and who endorsed which when."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from commoncall.call.actions import endorsing, texts
from commoncall.call.actions.endorsing import Signature
from commoncall.call.history import ENDORSED
from commoncall.call.models import Endorsement, EndorserKind, Text, Version
from commoncall.call.queries import texts as reading
from commoncall.kernel.history import actions as book
from commoncall.kernel.parties.models import Mandate
from commoncall.procedures.demo.telling import Telling

_FILE = Path(__file__).resolve().parent / "texts.json"

#: Which version was adopted when and where, and whether it asks for something else than the one before.
VERSIONS = {
    "1": ("2024-10-05", "Founding assembly, Beirut", True),
    "2": ("2025-06-16", "Steering committee, in writing", False),
    "3": ("2026-11-11", "Second assembly, Lusaka", True),
}
#: How long those behind the second version have had to re-affirm when the story is told, and have left.
_LEFT = timedelta(days=19)

#: What endorsements came with, by organisation.
RESERVATIONS = {
    "Oasis Counsel": "We read demand 1 as naming no particular weapon.",
    "Law Against Weapons Clinic": "We endorse without taking a view on criminal liability.",
}
BY_HAND = {
    "Tongan Elders’ Council for Peace": (Endorsement.Came.PAPER, "Signed letter, handed over at the regional meeting; the paper is at the office."),
    "Women of the Salt Road": (Endorsement.Came.PHONE, "Told Samuel Okoro by telephone, read back and agreed."),
}
#: Those who have not answered the third version yet: their neighbours will ask them.
NOT_YET = frozenset(
    {
        "Ayni Andes",
        "Baltic Humanitarian Law Circle",
        "Bansho Field Survey",
        "Fundacja Ciche Pola",
        "Forum Humanité Sahel",
        "Golos Step",
        "Harbour Peace Society",
        "Hollow Reed Initiative",
        "Isthmus Law Clinic",
        "Kinship of the Delta",
        "Lanka Mothers for Safe Fields",
        "Maison des Survivants",
        "Minga Internacional",
        "Nordic Teachers for Peace",
        "North Wind Observers",
        "Oasis Counsel",
        "Paz y Surcos",
        "Physicians’ Circle for Safe Ground",
        "Silent Orchard",
        "Solidarité Riziculture",
        "Terra Ferma Associazione",
        "Turning Plough",
        "Verein Offenes Feld",
        "和光会",
    }
)


@cache
def _written() -> dict[str, Any]:
    texts_: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return texts_


def adopt(story: Telling, kind: str, number: str) -> Version:
    """Word a version in each of its languages, and have it adopted."""
    words = _written()[kind][number]
    on, where, is_material = VERSIONS[number]
    draft = texts.begin(story.coalition, kind, by=story.coordinator)
    for language in ("en", "fr", "ar"):
        if language in words:
            texts.word(draft, language, texts.Words(**words[language]), is_ready=True, by=story.coordinator)
    by_then = (story.now + _LEFT).replace(hour=17, minute=0, second=0, microsecond=0) if is_material and number != "1" else None
    adoption = texts.Adoption(story.day(datetime.fromisoformat(on).date()), where, is_material, words.get("note", {}), by_then)
    version = texts.adopt(draft, adoption, by=story.coordinator)
    if kind == Text.Kind.CALL and number == "1":
        texts.open_to(version.text, [kind.value for kind in EndorserKind], by=story.coordinator)
    return version


def endorse(story: Telling, name: str) -> None:
    """Let an organisation stand behind the call as it is then, as its people sign or as a coordinator enters it."""
    version = reading.in_force(story.coalition, Text.Kind.CALL)
    if version is None:
        return
    if name in BY_HAND and version.number != 3:
        _enter(story, version, name)
        return
    signature = Signature(reservations=RESERVATIONS.get(name, ""))
    endorsing.endorse(version, story.organisations[name], signature, by=story.speaker(name))


def accept_charter(story: Telling) -> None:
    """Let every member have accepted the charter when it joined, all at once: it is nobody's story today."""
    charter = reading.in_force(story.coalition, Text.Kind.CHARTER)
    if charter is None:
        return
    mandates = Mandate.objects.filter(organisation__in=story.organisations.values(), is_main_contact=True, deputy_for=None)
    members = mandates.exclude(organisation__membership__category__in=["endorser", "observer"]).exclude(organisation__endorsements__version=charter)
    accepted = [_accepted(one, charter) for one in members.select_related("person", "organisation").order_by("starts_at", "id")]
    Endorsement.objects.bulk_create(accepted)
    deeds = [
        book.Deed(
            ENDORSED,
            subject=one.pk,
            subject_kind="endorsement",
            concerns=one.organisation_id,
            facts={"text": Text.Kind.CHARTER.value, "number": charter.number},
            particulars={"organisation": one.organisation.name if one.organisation else "", "signatory": one.signatory, "authority": one.authority},
        )
        for one in accepted
    ]
    with story.on("2025-07-01"):
        book.record_all(deeds, by=story.coordinator)


def _accepted(mandate: Mandate, charter: Version) -> Endorsement:
    return Endorsement(
        coalition_id=mandate.coalition_id,
        version=charter,
        organisation=mandate.organisation,
        person=mandate.person,
        mandate=mandate.pk,
        signatory=mandate.person.name,
        signatory_function=mandate.function,
        authority="As its statutes say.",
        came=Endorsement.Came.EARLIER,
        endorsed_at=max(mandate.starts_at, charter.adopted_at or mandate.starts_at),
    )


def _enter(story: Telling, version: Version, name: str) -> None:
    came, how = BY_HAND[name]
    by = story.speaker(name)
    signature = Signature(signatory=by.person_name, function="", authority="As its council decided.")
    endorsement = endorsing.enter(
        version,
        story.organisations[name],
        signature,
        came,
        how,
        story.now.date() if version.adopted_on is None else version.adopted_on,
        by=story.coordinator,
    )
    endorsing.confirm(endorsement, by=by)
