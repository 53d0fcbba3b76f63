"""What a leaving organisation takes along: everything that is kept of it and that it wrote, as files that open anywhere."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from commoncall.call.models import Endorsement
from commoncall.kernel import languages, time
from commoncall.kernel.authority import Actor, Capacity
from commoncall.kernel.history import actions as book
from commoncall.kernel.history import queries as history
from commoncall.kernel.parties.models import Mandate, Organisation
from commoncall.kernel.tables import writing
from commoncall.membership import permissions
from commoncall.membership.history import leaving as kinds
from commoncall.membership.queries import proceedings, records
from commoncall.membership.rules.roles import role_for
from commoncall.voice.queries import letters


@dataclass(frozen=True)
class Taken:
    """A file to take along."""

    name: str
    content: bytes


@transaction.atomic
def take(organisation: Organisation, *, by: Actor) -> Taken:
    """Make an archive of what is kept of an organisation, as far as its people may read it.

    That is its record, people, endorsements, signatures, procedures and history: each part as a table, and all of it as JSON. Who may:
    whoever acts for it, and a coordinator. Recorded: that it was taken.
    """
    permissions.may_describe(by, organisation).require()
    reader = _as_read_by(organisation, by)
    parts = {
        "people": _people(organisation),
        "endorsements": _endorsements(organisation),
        "signatures": _signatures(organisation),
        "procedures": _procedures(organisation, reader),
        "history": _history(organisation, reader),
    }
    everything: dict[str, Any] = {"made_at": time.now().isoformat(), "record": _record(organisation, reader)}
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, (headings, rows) in parts.items():
            kept = list(rows)
            everything[name] = [dict(zip(headings, row, strict=True)) for row in kept]
            packed.writestr(f"{name}.xlsx", _workbook(name, headings, kept))
        packed.writestr("everything.json", json.dumps(everything, ensure_ascii=False, indent=2))
    named = {"organisation": organisation.name}
    book.record(kinds.RECORD_TAKEN, by=by, subject=organisation.pk, subject_kind="organisation", concerns=organisation.pk, particulars=named)
    return Taken(f"record-{organisation.pk.hex[:8]}-{time.now():%Y-%m-%d}.zip", archive.getvalue())


def _as_read_by(organisation: Organisation, by: Actor) -> Actor:
    """Return somebody who acts for the organisation: whoever hands the files over, there is in them what its own people may read."""
    role = role_for(organisation.membership.category)
    return replace(by, capacity=Capacity.PERSON, person_id=None, organisation_id=organisation.pk, roles=frozenset({role}))


def _workbook(name: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    return writing.write_xlsx(headings, rows, sheet=name, right_to_left=languages.direction(languages.current()) == "rtl")


Table = tuple[Sequence[str], Iterable[Sequence[str]]]


def _record(organisation: Organisation, by: Actor) -> dict[str, Any]:
    found = records.record(by, organisation.pk)
    if found is None:
        return {}
    return {
        "name": organisation.name,
        "language": organisation.name_language,
        "acronym": organisation.acronym,
        "other_names": organisation.other_names,
        "naming": organisation.naming,
        "profile": found.profile.as_stored(),
        "category": found.belonging.category,
        "standing": found.belonging.standing,
        "joined_on": found.belonging.joined_on.isoformat() if found.belonging.joined_on else None,
        "notes": [{"text": one.text, "label": one.label.value, "written_at": one.written_at.isoformat()} for one in found.notes],
    }


def _people(organisation: Organisation) -> Table:
    headings = (_("Name"), _("Function"), _("Role"), _("Topics"), _("From"), _("Until"))
    mandates = Mandate.objects.filter(organisation=organisation).select_related("person").order_by("person__name", "starts_at")
    rows = ((m.person.name, m.function, m.get_role_display(), ", ".join(m.topics), _at(m.starts_at), _at(m.ends_at)) for m in mandates)
    return headings, rows


def _endorsements(organisation: Organisation) -> Table:
    headings = (_("Text"), _("Version"), _("Signed by"), _("As"), _("By what right"), _("Reservations"), _("On"), _("Withdrawn"))
    found = Endorsement.objects.filter(organisation=organisation).select_related("version__text").order_by("endorsed_at", "id")
    rows = (
        (
            one.version.text.get_kind_display(),
            str(one.version.number or ""),
            one.signatory,
            one.signatory_function,
            one.authority,
            one.reservations,
            _at(one.endorsed_at),
            _at(one.withdrawn_at),
        )
        for one in found
    )
    return headings, rows


def _signatures(organisation: Organisation) -> Table:
    headings = (_("Letter"), _("To"), _("Authorised by"), _("As"), _("By what right"), _("Signed"), _("Withdrawn"), _("Why it was withdrawn"))
    rows = (
        (
            one.letter.version.text.title,
            one.letter.addressee,
            one.authoriser,
            one.capacity,
            one.authority,
            _at(one.signed_at),
            _at(one.withdrawn_at),
            one.withdrawn_why,
        )
        for one in letters.signed_by(organisation)
    )
    return headings, rows


def _procedures(organisation: Organisation, by: Actor) -> Table:
    headings = (
        _("Opened"),
        _("State"),
        _("The reason"),
        _("Facts gathered"),
        _("The notice"),
        _("Your answer"),
        _("What was said"),
        _("How it ended"),
    )
    found = proceedings.about(by, organisation.pk)
    rows = (
        (_at(one.opened_at), one.get_state_display(), one.reason, one.facts_gathered, one.notice, one.answer, one.heard, one.outcome) for one in found
    )
    return headings, rows


def _history(organisation: Organisation, by: Actor) -> Table:
    entries = history.visible_to(by).filter(Q(concerns=organisation.pk) | Q(subject=organisation.pk) | Q(organisation=organisation.pk))
    return (_("When"), _("What")), ((_at(line.at), line.sentence) for line in history.told(entries))


def _at(instant: Any) -> str:
    return instant.isoformat(timespec="minutes") if instant else ""
