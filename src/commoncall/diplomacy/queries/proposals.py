"""Status tables that somebody brought: what they would change, what they ask, what is odd about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commoncall.diplomacy.models import Instrument, Proposal
from commoncall.diplomacy.queries.instruments import participant_name, terms_of
from commoncall.diplomacy.queries.status import Status, acts, as_act
from commoncall.diplomacy.rules.differences import Difference, What, applied, read_act
from commoncall.diplomacy.rules.reading.sentences import NOTICES, PROBLEMS
from commoncall.diplomacy.rules.status import timeline
from commoncall.kernel.accounts import queries as accounts
from commoncall.kernel.authority import Actor, Capacity
from commoncall.kernel.tables.refusals import WARNINGS

_DAYS = frozenset(("on", "since", "said", "counted"))


def visible_to(actor: Actor) -> QuerySet[Proposal]:
    """Return the proposals that an actor may see, the latest first.

    Coordinators see those of their coalition; whoever looks after the installation, those for its treaties too.
    """
    several = Proposal.objects.select_related("instrument").order_by("-made_at", "-id")
    own = Q(coalition_id=actor.coalition_id) if actor.coalition_id and actor.is_coordinator else Q(pk=None)
    return several.filter(own | Q(instrument__coalition=None)) if _looks_after_all(actor) else several.filter(own)


def one(actor: Actor, identifier: UUID) -> Proposal | None:
    """Return a proposal with its treaty, as far as the actor may see it."""
    return visible_to(actor).filter(pk=identifier).first()


def open_for(actor: Actor, instrument: Instrument) -> list[Proposal]:
    """Return the proposals for a treaty that wait to be accepted."""
    return list(visible_to(actor).filter(instrument=instrument, state=Proposal.State.OPEN).defer("content"))


def outlook(proposal: Proposal) -> Status:
    """Return how everybody would stand with all differences of a proposal. One query."""
    instrument = proposal.instrument
    several = [_difference(one, proposal.as_of) for one in proposal.differences]
    would_be = applied([as_act(row) for row in acts(instrument)], several)
    line = timeline(terms_of(instrument), would_be, instrument.published_entry_on)
    return Status(instrument, line, instrument.published_entry_on or line.entry.on, line.entry.on)


def _difference(data: Mapping[str, Any], as_of: date) -> Difference:
    old, new = (data[side] and read_act(data["participant"], data[side]) for side in ("old", "new"))
    return Difference(What(data["what"]), old, replace(new, gone_by=as_of) if new and new.revoked else new, data["line"])


def waiting_for_all() -> QuerySet[Proposal]:
    """Return what waits for those who look after the installation: tables of treaties that all coalitions may show, the oldest first."""
    found = Proposal.objects.filter(instrument__coalition=None, state=Proposal.State.OPEN).select_related("instrument")
    return found.defer("content", "differences").order_by("made_at", "id")


def sentence(said: Mapping[str, Any]) -> str:
    """Return the sentence of a notice, or of why a line is refused, in the reader's language."""
    words = NOTICES.get(said["code"]) or PROBLEMS.get(said["code"]) or WARNINGS[said["code"]]
    values = {name: _readable(value) if name in _DAYS else value for name, value in said["params"].items()}
    if said.get("participant"):
        values["participant"] = participant_name(said["participant"])
    return _(words) % values


def _readable(value: Any) -> Any:
    """Return a value as people read it: a day is written out."""
    try:
        return date_format(date.fromisoformat(value)) if isinstance(value, str) else value
    except ValueError:
        return value


def _looks_after_all(actor: Actor) -> bool:
    return actor.is_operator or actor.capacity is Capacity.STEWARD or accounts.stewards().filter(pk=actor.account_id).exists()
