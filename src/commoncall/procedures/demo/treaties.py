"""The treaties that the demonstration's coalition pursues, with the real status of one of them, and who follows which state.

What states did is fact, taken from a public source that is named with its day; only the people and organisations are fictional.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from commoncall.diplomacy.actions import following, proposals, pursuits
from commoncall.diplomacy.models import Instrument
from commoncall.diplomacy.queries import instruments, status
from commoncall.diplomacy.rules.acts import MARKS, ActKind
from commoncall.diplomacy.rules.reading import Line, Table, Told
from commoncall.kernel.countries import queries as countries
from commoncall.procedures.demo.telling import Telling

_FILE = Path(__file__).with_name("ccm.txt")
SOURCE = "Status of the Convention on Cluster Munitions, United Nations Treaty Collection, 3 February 2026"
AS_OF = date(2026, 2, 3)
_KINDS = MARKS | {"s": ActKind.SIGNATURE, "w": ActKind.WITHDRAWAL}

#: Who follows which states: each organisation those of its own region that have still to join.
FOLLOWED = (
    ("Al-Amal Survivors’ Network", ("JO", "EG")),
    ("Centre for Open Ground", ("AO", "ZW", "TZ")),
    ("Collectif Terres Libres", ("GR", "LT")),
    ("East African Open Ground Platform", ("TZ", "KE", "UG")),
    ("Forum Humanité Sahel", ("DZ",)),
    ("Fundacja Ciche Pola", ("PL", "LT", "EE")),
    ("Hollow Reed Initiative", ("MM", "TH")),
    ("Lanka Mothers for Safe Fields", ("IN", "BD")),
    ("Mekong Clear Path", ("KH", "VN", "TH")),
    ("Red Tierra Segura", ("AR", "BR")),
    ("Safe Harvest Ethiopia", ("ET", "DJ")),
    ("Tides of Peace", ("ID", "SG")),
    ("Third River Youth", ("GA",)),
    ("Voces del Surco", ("AR",)),
)


def plan(story: Telling) -> None:
    """Let the coalition choose its treaties, bring the status of one, and say who follows which state."""
    story.then(story.at("2024-10-07", 9), partial(_pursue, story, "ccm", is_public=True))
    story.then(story.at("2025-06-11", 9), partial(_pursue, story, "ottawa", is_public=False))
    story.then(story.at("2026-02-10", 9), partial(bring_status, story))
    for place, (name, codes) in enumerate(FOLLOWED):
        for code in codes:
            story.then(story.at("2026-02-12", 10, place), partial(_follow, story, name, code))


def _pursue(story: Telling, code: str, *, is_public: bool) -> None:
    treaty = instruments.installed_one(code)
    if treaty is not None:
        pursuits.pursue(story.coalition, treaty, is_public=is_public, by=story.coordinator)


def _follow(story: Telling, name: str, code: str) -> None:
    following.follow(code, by=story.speaker(name))


def bring_status(story: Telling) -> None:
    """Bring the status of the Convention on Cluster Munitions as a status table, unless its acts are known already."""
    treaty = instruments.installed_one("ccm")
    if treaty is not None and not status.acts(treaty).exists():
        proposals.bring([(treaty, _table(treaty))], by=story.operator)


def _table(treaty: Instrument) -> Table:
    lines = tuple(_lines())
    covers = frozenset(act.kind for line in lines for act in line.acts)
    return Table(lines, covers, treaty.code, as_of=AS_OF, file_name=_FILE.name, source=SOURCE, source_url=treaty.status_url)


def _lines() -> Iterator[Line]:
    for number, line in enumerate(_FILE.read_text(encoding="utf-8").splitlines(), 1):
        if not line.startswith("#"):
            code, *told = line.split()
            yield Line(number, countries.name(code, "en"), code, tuple(_act(*pair) for pair in zip(told[::2], told[1::2], strict=True)))


def _act(mark: str, days: str) -> Told:
    on, _arrow, effective = days.rstrip("!").partition(">")
    return Told(_KINDS[mark], date.fromisoformat(on), days.endswith("!"), date.fromisoformat(effective) if effective else None)
