"""Treaties that a coalition adds itself, with their own rules as data; they are its alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from commoncall.diplomacy import history as kinds
from commoncall.diplomacy import permissions
from commoncall.diplomacy.actions import remarks
from commoncall.diplomacy.models import Correction, DepositaryAct, Instrument, Proposal, Pursuit
from commoncall.diplomacy.queries.instruments import name_of
from commoncall.diplomacy.rules import terms as rules
from commoncall.diplomacy.rules.terms import Terms
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind, undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal

#: Words that stand in addresses where a treaty's code stands otherwise.
RESERVED = frozenset({"acts", "choose", "following", "map", "new", "own", "proposals", "reports", "states"})
_CODE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


@dataclass(frozen=True)
class Description:
    """What is said of a treaty: its short name and full title by language, and what its depositary calls it."""

    names: Mapping[str, str]
    titles: Mapping[str, str] = field(default_factory=dict)
    depositary: str = ""
    reference: str = ""
    status_url: str = ""
    adopted_on: date | None = None


@transaction.atomic
def add(coalition: Coalition, code: str, description: Description, terms: Terms, *, by: Actor) -> Instrument:
    """Add a treaty of a coalition's own, with its rules. Who may: ``diplomacy.arrange``. Recorded for all inside. Can be undone.

    Refused: without a name; a code that cannot stand in an address, or that another treaty here has.
    """
    permissions.ARRANGE.verdict(by).require()
    if coalition.pk != by.coalition_id:
        raise NotVisible(_("There is no such coalition here."))
    Coalition.objects.select_for_update(no_key=True).get(pk=coalition.pk)
    instrument = Instrument(coalition=coalition, code=_free_code(coalition, code))
    _describe(instrument, description, terms)
    instrument.save()
    _record(kinds.INSTRUMENT_ADDED, instrument, by)
    return instrument


def _free_code(coalition: Coalition, code: str) -> str:
    plain = code.strip().lower()
    if not _CODE.fullmatch(plain) or len(plain) > 40:
        raise Refusal(_("Write small Latin letters and digits, with hyphens between them, such as: open-skies."), field="code")
    if plain in RESERVED:
        raise Refusal(_("This word has another meaning in addresses. Choose another one."), field="code")
    # Two treaties of one code would share one public address.
    if Instrument.objects.filter(Q(coalition=None) | Q(coalition=coalition), code=plain).exists():
        raise Conflict(_("There is a treaty with this code already."), field="code")
    return plain


@transaction.atomic
def describe(instrument: Instrument, description: Description, terms: Terms, *, by: Actor) -> Instrument:
    """Change what is said of a coalition's own treaty, and its rules. Who may: ``diplomacy.arrange``. Recorded. Its code stays.

    Refused: without a name; a treaty that comes with the program.
    """
    instrument = _allowed(instrument, by)
    _describe(instrument, description, terms)
    instrument.save()
    _record(kinds.INSTRUMENT_DESCRIBED, instrument, by)
    return instrument


@transaction.atomic
def remove(instrument: Instrument, *, by: Actor, undoing: UUID | None = None) -> None:
    """Remove a coalition's own treaty. Who may: ``diplomacy.arrange``. Recorded. Refused: while anything depends on it.

    What states did, what was corrected of it, and status tables that were brought keep a treaty here: they were shown, and stay
    findable. It must not be pursued either.
    """
    instrument = _allowed(instrument, by)
    if DepositaryAct.objects.filter(instrument=instrument).exists() or Correction.objects.filter(instrument=instrument).exists():
        raise Conflict(_("What states did about this treaty is kept here, so it stays. You can stop pursuing it."))
    if Proposal.objects.filter(instrument=instrument).exists():
        raise Conflict(_("A status table was brought for this treaty, so it stays. You can stop pursuing it."))
    if Pursuit.objects.filter(instrument=instrument).exists():
        raise Conflict(_("This treaty is pursued. Stop pursuing it first."))
    _record(kinds.INSTRUMENT_REMOVED, instrument, by, undoing)
    instrument.delete()
    # The reports about it went with it, and nobody is to be asked to look into what is not there.
    remarks.answer_what_waits(Coalition.objects.select_for_update(no_key=True).get(pk=by.coalition_id), by=by)


@undoes(kinds.INSTRUMENT_ADDED)
def _taken_away(entry: Entry, by: Actor) -> None:
    found = Instrument.objects.filter(pk=entry.subject, coalition_id=by.coalition_id).first()
    if found is None:
        raise Conflict(_("This treaty has been removed since."))
    remove(found, by=by, undoing=entry.id)


def _describe(instrument: Instrument, description: Description, terms: Terms) -> None:
    names = {code: plain for code, text in description.names.items() if (plain := " ".join(text.split()))}
    if not names:
        raise Refusal(_("Give it a name."), field="name")
    instrument.names = names
    instrument.titles = {code: plain for code, text in description.titles.items() if (plain := " ".join(text.split()))}
    instrument.depositary, instrument.reference = description.depositary.strip(), description.reference.strip()
    instrument.status_url, instrument.adopted_on = description.status_url.strip(), description.adopted_on
    instrument.terms = rules.written(terms)


def _allowed(instrument: Instrument, by: Actor) -> Instrument:
    permissions.ARRANGE.verdict(by).require()
    found = Instrument.objects.select_for_update(of=("self",)).filter(pk=instrument.pk, coalition_id=by.coalition_id).first()
    if found is None or by.coalition_id is None:
        raise NotVisible(_("There is no such treaty here."))
    return found


def _record(kind: Kind, instrument: Instrument, by: Actor, undoing: UUID | None = None) -> None:
    facts, particulars = {"code": instrument.code}, {"treaty": name_of(instrument)}
    book.record(kind, by=by, subject=instrument.pk, subject_kind="instrument", facts=facts, particulars=particulars, undoes=undoing)
