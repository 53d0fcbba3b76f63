"""A treaty with some acts, pursued in public: what the tests of its pages stand on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from commoncall.diplomacy.models import Correction, DepositaryAct, Instrument, Pursuit
from commoncall.kernel import time
from commoncall.kernel.parties.models import Coalition

SOURCE = "Status table of the depositary"
ADDRESS = "https://depositary.example/status"
AS_OF = date(2026, 2, 3)
TAKEN_AT = datetime(2026, 2, 4, 9, 0, tzinfo=UTC)

#: Who did what, when: one who joined in two steps, one in one, one who only signed, one who left.
ACTS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("NO", "signature", "2008-12-03", {}),
    ("NO", "ratification", "2008-12-03", {}),
    ("IE", "signature", "2008-12-03", {}),
    ("IE", "ratification", "2008-12-03", {}),
    ("AD", "accession", "2013-04-09", {}),
    ("AO", "signature", "2008-12-03", {}),
    ("LT", "signature", "2008-12-03", {"is_revoked": True}),
    ("LT", "ratification", "2011-03-24", {"is_revoked": True}),
    ("LT", "withdrawal", "2024-09-06", {"effective_on": date(2025, 3, 6)}),
]


def act(instrument: Instrument, participant: str, kind: str, on: str, **more: Any) -> DepositaryAct:
    """Enter one act of a state, or of the European Union, as a status table brings it."""
    kept = {"source": SOURCE, "source_url": ADDRESS, "as_of": AS_OF, "accepted_at": TAKEN_AT} | more
    country = None if participant == "EU" else participant
    return DepositaryAct.objects.create(
        instrument=instrument, participant=participant, country_id=country, kind=kind, done_on=date.fromisoformat(on), **kept
    )


def fill(instrument: Instrument) -> Instrument:
    """Enter the acts of ``ACTS`` and where they come from."""
    for participant, kind, on, more in ACTS:
        act(instrument, participant, kind, on, **more)
    instrument.source, instrument.source_url, instrument.as_of = SOURCE, ADDRESS, AS_OF
    instrument.save()
    return instrument


def show(coalition: Coalition, code: str = "ccm") -> Instrument:
    """Let a coalition pursue one of the installation's treaties on its public pages."""
    instrument = Instrument.objects.get(coalition=None, code=code)
    if not instrument.acts.exists():
        fill(instrument)
    Pursuit.objects.create(coalition=coalition, instrument=instrument, is_public=True, begun_at=time.now())
    return instrument


def correct(instrument: Instrument, why: str = "The depositary’s notification says so.") -> Correction:
    """Note that the accession of Andorra had stood with another day."""
    old = {"kind": "accession", "done_on": "2013-04-08", "effective_on": None, "is_revoked": False}
    return Correction.objects.create(
        instrument=instrument, participant="AD", old=old, new=old | {"done_on": "2013-04-09"}, why=why, made_at=time.now()
    )


def shown_in_public(coalition: Coalition) -> str:
    """Return the code of a treaty that a coalition shows, with acts and a correction."""
    instrument = show(coalition)
    if not instrument.corrections.exists():
        correct(instrument)
    return instrument.code
