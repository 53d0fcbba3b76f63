"""Choosing who may endorse a text from outside, and ending the endorsing."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.call import history as kinds
from commoncall.call import permissions
from commoncall.call.actions.texts.recording import locked_text
from commoncall.call.models import EndorserKind, Text
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind, undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, Refusal


@transaction.atomic
def open_to(text: Text, chosen: Iterable[str], *, by: Actor, undoing: Entry | None = None) -> Text:
    """Choose which kinds of endorsers from outside may endorse a text; none closes it to all outside.

    Who may: ``call.arrange``. Recorded; can be undone. What was endorsed stands. Refused: a kind that there is none of.
    """
    permissions.ARRANGE.verdict(by).require()
    held = locked_text(text.pk, by)
    asked = set(chosen)
    if unknown := asked - set(EndorserKind.values):
        raise Refusal(_("There is no such kind of endorser: %(kind)s.") % {"kind": sorted(unknown)[0]}, field="kinds")
    before, held.open_to = list(held.open_to), [kind for kind in EndorserKind.values if kind in asked]
    if before == held.open_to:
        return held
    held.save(update_fields=["open_to"])
    _record(kinds.OPENED_TO, held, by, undoing, open_to=held.open_to, before=before)
    return held


@transaction.atomic
def close(text: Text, *, by: Actor, undoing: Entry | None = None) -> Text:
    """End the endorsing of a text. Who may: ``call.arrange``. Recorded; can be undone.

    What was endorsed stands, and whoever stands behind an earlier version can still re-affirm.
    """
    return _set_closed(text, True, kinds.CLOSED, by, undoing)


@transaction.atomic
def reopen(text: Text, *, by: Actor, undoing: Entry | None = None) -> Text:
    """Let a text be endorsed again. Who may: ``call.arrange``. Recorded; can be undone."""
    return _set_closed(text, False, kinds.REOPENED, by, undoing)


@transaction.atomic
def arrange(text: Text, chosen: Iterable[str], is_closed: bool, *, by: Actor) -> Text:
    """Choose at once who may endorse from outside and whether endorsing goes on; each that differs is a deed of its own."""
    held = open_to(text, chosen, by=by)
    if held.is_closed == is_closed:
        return held
    return close(held, by=by) if is_closed else reopen(held, by=by)


def _set_closed(text: Text, is_closed: bool, kind: Kind, by: Actor, undoing: Entry | None) -> Text:
    permissions.ARRANGE.verdict(by).require()
    held = locked_text(text.pk, by)
    if held.is_closed == is_closed:
        raise Conflict(_("Endorsing it is over already.") if is_closed else _("It can be endorsed already."))
    held.is_closed = is_closed
    held.save(update_fields=["is_closed"])
    _record(kind, held, by, undoing)
    return held


def _record(kind: Kind, text: Text, by: Actor, undoing: Entry | None, **facts: object) -> None:
    facts |= {"text": text.kind}
    book.record(kind, by=by, subject=text.id, subject_kind="text", facts=facts, undoes=undoing.id if undoing else None)


@undoes(kinds.OPENED_TO)
def _open_as_before(entry: Entry, by: Actor) -> Text:
    return open_to(_text(entry, by), entry.facts["before"], by=by, undoing=entry)


@undoes(kinds.CLOSED)
def _reopen(entry: Entry, by: Actor) -> Text:
    return reopen(_text(entry, by), by=by, undoing=entry)


@undoes(kinds.REOPENED)
def _close(entry: Entry, by: Actor) -> Text:
    return close(_text(entry, by), by=by, undoing=entry)


def _text(entry: Entry, by: Actor) -> Text:
    return locked_text(entry.subject, by)
