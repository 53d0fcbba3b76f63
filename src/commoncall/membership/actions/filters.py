"""Questions to the directory that somebody keeps, to ask them again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import Refusal
from commoncall.membership import history as kinds
from commoncall.membership import permissions
from commoncall.membership.models import SavedFilter
from commoncall.membership.rules.filters import Filters

#: How many questions somebody, or everyone together, can keep; and how long the name of one can be.
MOST = 50
LONGEST = 80


@transaction.atomic
def save(coalition: Coalition, name: str, filters: Filters, *, shared: bool = False, by: Actor) -> SavedFilter:
    """Keep a question for oneself, or for everyone of the coalition; one's own of the same name is replaced.

    Who may: anybody inside for themselves, ``membership.keep`` for everyone. Refused: without a name; without a question; a fifty-first.
    """
    permissions.may_save_filter(by, shared=shared).require()
    plain = " ".join(name.split())
    query = filters.without().as_query()
    if not plain:
        raise Refusal(_("Give the filter a name."), field="name")
    if not query:
        raise Refusal(_("There is nothing to keep: choose a filter first."), field="name")
    if len(query) > 500:
        raise Refusal(_("This question is too long to be kept."), field="name")
    account_id = None if shared else by.account_id
    others = SavedFilter.objects.filter(coalition=coalition, account=account_id).exclude(name=plain[:LONGEST])
    if others.count() >= MOST:
        raise Refusal(_("Fifty questions are kept already. Remove one first."), field="name")
    kept, _made = SavedFilter.objects.update_or_create(coalition=coalition, account_id=account_id, name=plain[:LONGEST], defaults={"query": query})
    _record(kinds.FILTER_SAVED, kept, by)
    return kept


def _record(kind: Kind, kept: SavedFilter, by: Actor) -> None:
    facts = {"shared": kept.account_id is None}
    book.record(kind, by=by, subject=kept.pk, subject_kind="saved_filter", facts=facts, particulars={"filter": kept.name})


@transaction.atomic
def remove(kept: SavedFilter, *, by: Actor) -> None:
    """Remove a saved filter. Who may: whose it is, or ``membership.keep`` for one of everyone's."""
    if kept.account_id is None or kept.account_id != by.account_id or by.preview:
        permissions.may_keep(by).require()
    _record(kinds.FILTER_REMOVED, kept, by)
    kept.delete()
