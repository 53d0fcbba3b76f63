"""Setting up a body, saying what it is for, and closing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from commoncall.kernel import languages, time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind, undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.leadership import history as kinds
from commoncall.leadership import permissions
from commoncall.leadership.models import Body

#: The bodies of which there is one, which go by the coalition's own word for them.
ONCE = {Body.Kind.COMMITTEE, Body.Kind.SECRETARIAT}

_USUAL = {
    Body.Kind.COMMITTEE: pgettext_lazy("what a coalition calls it", "committee"),
    Body.Kind.SECRETARIAT: pgettext_lazy("what a coalition calls it", "secretariat"),
}


@dataclass(frozen=True)
class Description:
    """What a body is: its name and purpose by language, how it is formed, how many seats are planned, whether the public sees it."""

    kind: str = Body.Kind.WORKING_GROUP
    names: Mapping[str, str] = field(default_factory=dict)
    purposes: Mapping[str, str] = field(default_factory=dict)
    formed: str = Body.Formed.APPOINTED
    planned_seats: int | None = None
    is_public: bool = False
    formed_on: date | None = None


@transaction.atomic
def form(coalition: Coalition, description: Description, *, by: Actor) -> Body:
    """Set up a body. Who may: ``leadership.arrange``. Recorded for all members.

    Refused: without a name, unless it is the committee or the secretariat, which go by the coalition's word; a second of these.
    """
    permissions.ARRANGE.verdict(by).require()
    if coalition.pk != by.coalition_id:
        raise NotVisible(_("There is no such coalition here."))
    # Two who set up the committee at once would otherwise both find none.
    Coalition.objects.select_for_update(no_key=True).get(pk=coalition.pk)
    if description.kind in ONCE and Body.objects.filter(coalition=coalition, kind=description.kind, closed_at=None).exists():
        raise Conflict(_("There is one already."), field="kind")
    last = Body.objects.filter(coalition=coalition).aggregate(last=Max("position"))["last"]
    place = {Body.Kind.COMMITTEE: 0, Body.Kind.SECRETARIAT: 1}.get(Body.Kind(description.kind), max(last or 0, 1) + 1)
    body = Body(coalition=coalition, kind=description.kind, position=place)
    _describe(body, description)
    body.save()
    _record(kinds.BODY_FORMED, body, by, what=body.kind, formed=body.formed)
    return body


@transaction.atomic
def describe(body: Body, description: Description, *, by: Actor) -> Body:
    """Change what is said of a body. Who may: ``leadership.arrange``. Refused: without a name. Its kind stays."""
    permissions.ARRANGE.verdict(by).require()
    body = _locked(body)
    _describe(body, description)
    body.save()
    _record(kinds.BODY_DESCRIBED, body, by, formed=body.formed, is_public=body.is_public)
    return body


def _describe(body: Body, description: Description) -> None:
    names = {code: " ".join(text.split()) for code, text in description.names.items() if text.strip()}
    if not names and body.kind not in ONCE:
        raise Refusal(_("Give it a name."), field="name")
    body.names, body.purposes = names, {code: text.strip() for code, text in description.purposes.items() if text.strip()}
    body.formed, body.planned_seats = description.formed, description.planned_seats
    body.is_public, body.formed_on = description.is_public, description.formed_on


@transaction.atomic
def close(body: Body, *, reason: str, by: Actor) -> Body:
    """Close a body: it is no longer listed, and nobody sits there. Who may: ``leadership.arrange``. Can be undone. Refused: without a reason."""
    permissions.ARRANGE.verdict(by).require()
    body = _locked(body)
    if not reason.strip():
        raise Refusal(_("Say why: it stands in the history."), field="reason")
    if body.closed_at is not None:
        raise Conflict(_("It is closed already."))
    body.closed_at = time.now()
    body.save(update_fields=["closed_at"])
    _record(kinds.BODY_CLOSED, body, by, reason=reason.strip())
    return body


@undoes(kinds.BODY_CLOSED)
def _reopen(entry: Entry, by: Actor) -> Body:
    return reopen(Body.objects.get(pk=entry.subject, coalition_id=by.coalition_id), by=by, undoing=entry.id)


@transaction.atomic
def reopen(body: Body, *, by: Actor, undoing: UUID | None = None) -> Body:
    """Open a closed body again, with the seats that are still held. Who may: ``leadership.arrange``. Refused: a second committee."""
    permissions.ARRANGE.verdict(by).require()
    Coalition.objects.select_for_update(no_key=True).get(pk=body.coalition_id)
    body = _locked(body)
    if body.kind in ONCE and Body.objects.filter(coalition_id=body.coalition_id, kind=body.kind, closed_at=None).exclude(pk=body.pk).exists():
        raise Conflict(_("There is one already."))
    body.closed_at = None
    body.save(update_fields=["closed_at"])
    _record(kinds.BODY_REOPENED, body, by, undoing=undoing)
    return body


def _locked(body: Body) -> Body:
    return Body.objects.select_for_update().get(pk=body.pk)


def name_in_history(body: Body) -> str:
    """Return what a body is called in entries of the history: its name, the coalition's own word, or what kind of body it is."""
    own = parties.arrangements(body.coalition).words.get(body.kind, {})
    return languages.pick(body.names) or languages.pick(own) or str(_USUAL.get(Body.Kind(body.kind), Body.Kind(body.kind).label))


def _record(kind: Kind, body: Body, by: Actor, *, reason: str = "", undoing: UUID | None = None, **facts: object) -> None:
    particulars = {"body": name_in_history(body)} | ({"reason": reason} if reason else {})
    book.record(kind, by=by, subject=body.id, subject_kind="body", facts=facts, particulars=particulars, undoes=undoing)
