"""A treaty of each coalition's own for the scene, with acts, a status table that waits, and somebody who follows a state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from commoncall.diplomacy.actions import following, own_instruments, proposals, pursuits
from commoncall.diplomacy.models import Instrument, Proposal, Remark
from commoncall.diplomacy.rules.terms import Delay, Leaving, Terms, Threshold
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Coalition
from tests.treaties import AS_OF, SOURCE, act

#: The code of the treaty of one's own; each coalition of the scene has one.
OWN = "tides"
TERMS = Terms(opened_on=date(2008, 12, 3), threshold=Threshold(2), delay=Delay(months=6, first_of_month=True), leaving=Leaving(Delay(months=6)))

#: A status table that brings an act, changes one, no longer has one, asks about a name, and has a row that cannot be taken.
TABLE = """Participant,Signature,Ratification
Mali,3 Dec 2008,30 Jun 2010
Kenya,3 Dec 2008,31 Jan 2020
Korea,,4 Sep 2014 a
Niger,,1 Jun 2009
Chad,30 Feb 2009,
"""


def of_the_treaties(coalition: Coalition, by: Actor) -> dict[str, Any]:
    """Let a coalition pursue a treaty of its own; return an act, a status table that waits, and somebody who follows a state."""
    own = add_own(coalition, by)
    pursuits.pursue(coalition, own, is_public=True, by=by)
    ratified = act(own, "ML", "ratification", "2010-06-30")
    for participant, kind, on in (("ML", "signature", "2008-12-03"), ("NE", "signature", "2008-12-03"), ("NE", "ratification", "2009-06-02")):
        act(own, participant, kind, on)
    remark = Remark.objects.create(coalition=coalition, instrument=own, participant="NE", words="Niger signed a day later.", made_at=time.now())
    shared = propose(Instrument.objects.get(code="att", coalition=None), by, TABLE.replace("2008", "2013"))
    return {
        "act": ratified,
        "proposal": propose(own, by),
        "shared_proposal": shared,
        "following": following.follow("ML", by=by),
        "remark": remark,
    }


def add_own(coalition: Coalition, by: Actor) -> Instrument:
    """Add a treaty of a coalition's own."""
    description = own_instruments.Description({"en": "Tides Treaty"}, {"en": "Treaty on Tides"}, reference="T-1")
    return own_instruments.add(coalition, OWN, description, TERMS, by=by)


def propose(instrument: Instrument, by: Actor, table: str = TABLE) -> Proposal:
    """Bring a status table."""
    [read] = proposals.read(table.encode(), "tides.csv")
    return proposals.propose(instrument, replace(read, as_of=AS_OF, source=SOURCE), by=by)
