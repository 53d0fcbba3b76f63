"""What the deeds on endorsers share: whether an entry can be kept, holding a row still, and writing what was done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from commoncall.call.models import Endorser, EndorserKind, Version
from commoncall.call.rules import Entry
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind
from commoncall.kernel.parties import outsiders
from commoncall.kernel.refusals import NotVisible, Refusal
from commoncall.kernel.text.folding import fold


def checked(entry: Entry, *, needs_address: bool) -> Entry:
    """Return an entry as it can be kept. Refused: what is too long, without a name, or no address, country or kind that there is."""
    tidy = outsiders.checked(entry, needs_address=needs_address)
    if tidy.kind not in EndorserKind.values:
        raise Refusal(_("There is no such kind of endorser: %(kind)s.") % {"kind": tidy.kind[:40]}, field="kind")
    return tidy


def fields_of(entry: Entry) -> dict[str, Any]:
    """Return an entry as the columns of an endorser."""
    return {
        "kind": entry.kind,
        "name": entry.name,
        "affiliation": entry.affiliation,
        "country_id": entry.country or None,
        "website": entry.website,
        "naming": entry.naming,
        "address": entry.address,
        "language": entry.language,
        "wants_news": entry.wants_news and bool(entry.address),
        "searchable": fold(entry.name),
    }


def entry_of(endorser: Endorser, reservations: str = "") -> Entry:
    """Return what an endorser says of itself now."""
    return Entry(
        kind=endorser.kind,
        name=endorser.name,
        affiliation=endorser.affiliation,
        country=endorser.country_id or "",
        website=endorser.website,
        naming=endorser.naming,
        address=endorser.address,
        language=endorser.language,
        wants_news=endorser.wants_news,
        reservations=reservations,
    )


def held(endorser: Endorser) -> Endorser:
    """Take hold of an endorser, so that its own deed and a coordinator's take turns. Refused: one that is gone or was taken out."""
    found = Endorser.objects.select_for_update(no_key=True, of=("self",)).select_related("coalition").filter(pk=endorser.pk, removed_at=None).first()
    if found is None:
        raise NotVisible(_("There is no such endorser here."))
    return found


def record(
    kind: Kind,
    endorser: Endorser,
    by: Actor,
    version: Version | None = None,
    *,
    facts: dict[str, Any] | None = None,
    particulars: dict[str, Any] | None = None,
    undoes: UUID | None = None,
) -> None:
    """Write what was done about one endorser; its name and all its words stand in what can be removed."""
    about = {"text": version.text.kind, "number": version.number, "version": str(version.pk)} if version else {"text": "call"}
    book.record(
        kind,
        by=by,
        chain=endorser.coalition.chain_id,
        subject=endorser.pk,
        subject_kind="endorser",
        facts=about | {"kind": endorser.kind} | (facts or {}),
        particulars={"endorser": endorser.name} | (particulars or {}),
        undoes=undoes,
    )
