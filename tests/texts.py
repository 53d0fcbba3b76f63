"""A call and a charter that stand, made at once, for tests of what is shown of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from commoncall.call.models import Endorsement, Endorser, EndorserKind, Text, Version, Wording
from commoncall.kernel import time
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Coalition

#: What the call asks for, in two languages.
CALL = {
    "en": (
        "Leave the fields quiet. Clear them for good.",
        ["Join the treaty, without waiting for others.", "Clear the land by 2031.", "Care for survivors."],
    ),
    "ar": ("دعوا الحقول هادئة، ونظّفوها", ["انضمّوا إلى المعاهدة دون انتظار الآخرين.", "نظّفوا الأرض قبل عام 2031.", "اعتنوا بالناجين."]),
}
Words = Mapping[str, tuple[str, Sequence[str]]]


def adopt(coalition: Coalition, words: Words = CALL, *, kind: str = "call", is_material: bool = True, on: date = date(2026, 3, 14)) -> Version:
    """Let a version stand from now on; the first language is the authoritative one."""
    now = time.now()
    text, _new = Text.objects.get_or_create(coalition=coalition, kind=kind, defaults={"open_to": [*EndorserKind.values]})
    former = text.versions.filter(state="adopted").first()
    if former is not None:
        Version.objects.filter(pk=former.pk).update(state="superseded", superseded_at=now - timedelta(hours=1))
    version = Version.objects.create(
        coalition=coalition,
        text=text,
        number=(former.number or 0) + 1 if former else 1,
        state="adopted",
        language=next(iter(words)),
        is_material=is_material,
        change_note={"en": "The third demand is new."} if former else {},
        begun_at=now,
        adopted_on=on,
        adopted_how="Adopted by the assembly in Beirut.",
        adopted_at=now,
    )
    for language, (title, demands) in words.items():
        Wording.objects.create(
            version=version, language=language, title=title, demands=list(demands), preamble="", closing="", is_ready=True, changed_at=now
        )
    return version


def endorse(version: Version, name: str, kind: str = "individual", *, naming: str = Naming.PUBLIC, country: str = "KE") -> Endorser:
    """Let somebody from outside stand behind a version."""
    now = time.now()
    endorser = Endorser.objects.create(
        coalition=version.coalition,
        kind=kind,
        name=name,
        country_id=country or None,
        naming=naming,
        address=f"{name.replace(' ', '.').lower()}@outside.example",
        searchable=name.lower(),
        made_at=now,
        confirmed_at=now,
    )
    Endorsement.objects.create(coalition=version.coalition, version=version, endorser=endorser, came="public", endorsed_at=now)
    return endorser


def stand(coalition: Coalition) -> Version:
    """Let a call stand in its second version, and a charter in its second; return the call's."""
    for kind in ("charter", "call"):
        adopt(coalition, kind=kind, on=date(2024, 5, 2))
        version = adopt(coalition, kind=kind)
    return version
