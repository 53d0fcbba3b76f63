"""What the public reads of decisions: which entries of the register, and whether the ladder stands there."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.decisions import permissions
from commoncall.decisions.actions.holding import held, record, refuse_unless
from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.history import ladder as of_the_ladder
from commoncall.decisions.models import Decision, ShownLadder
from commoncall.decisions.queries.decisions import DECIDED
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties import permissions as parties
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal


@transaction.atomic
def show(decision: Decision, *, by: Actor, undoing: UUID | None = None) -> Decision:
    """Put what was decided into the public register. Who may: ``decisions.keep_register``. Recorded. Can be undone.

    Refused: before it is decided; where it stands there already; what is about an applicant or a member.
    """
    return _show(decision, by, is_public=True, undoing=undoing)


@transaction.atomic
def hide(decision: Decision, *, by: Actor, undoing: UUID | None = None) -> Decision:
    """Take what was decided out of the public register. Who may: ``decisions.keep_register``. Recorded. Can be undone.

    Refused: before it is decided; where it does not stand there.
    """
    return _show(decision, by, is_public=False, undoing=undoing)


def _show(decision: Decision, by: Actor, *, is_public: bool, undoing: UUID | None) -> Decision:
    permissions.may_keep(by, decision).require()
    kept = held(decision, by)
    refuse_unless(kept, *DECIDED)
    if is_public and kept.subject is not None:
        raise Refusal(_("It is about an applicant or a member, and is read by those alone who decide on it."))
    if kept.is_public == is_public:
        raise Conflict(_("It stands in the public register already.") if is_public else _("It does not stand in the public register."))
    kept.is_public = is_public
    kept.save(update_fields=["is_public"])
    record(kinds.SHOWN_IN_PUBLIC if is_public else kinds.HIDDEN_FROM_PUBLIC, kept, by, undoes=undoing)
    return kept


@undoes(kinds.SHOWN_IN_PUBLIC, kinds.HIDDEN_FROM_PUBLIC)
def _as_before(entry: Entry, by: Actor) -> Decision:
    found = Decision.objects.select_related("coalition").filter(pk=entry.subject, coalition_id=by.coalition_id).first()
    if found is None:
        raise NotVisible(_("There is no such decision here."))
    return _show(found, by, is_public=entry.kind == kinds.HIDDEN_FROM_PUBLIC.name, undoing=entry.id)


@transaction.atomic
def show_ladder(coalition: Coalition, is_shown: bool, *, by: Actor, undoing: UUID | None = None) -> None:
    """Put the ladder on the public pages, or take it off them. Who may: ``parties.arrange``. Recorded where it changes anything. Can be undone."""
    parties.ARRANGE.verdict(by).require()
    if coalition.pk != by.coalition_id:
        raise NotVisible(_("There is no such ladder here."))
    Coalition.objects.select_for_update(no_key=True).get(pk=coalition.pk)
    if is_shown:
        _kept, changed = ShownLadder.objects.get_or_create(coalition=coalition, defaults={"shown_at": time.now()})
    else:
        changed = ShownLadder.objects.filter(coalition=coalition).delete()[0] > 0
    if changed:
        kind = of_the_ladder.LADDER_SHOWN if is_shown else of_the_ladder.LADDER_HIDDEN
        book.record(kind, by=by, subject=coalition.pk, subject_kind="ladder", undoes=undoing)


@undoes(of_the_ladder.LADDER_SHOWN, of_the_ladder.LADDER_HIDDEN)
def _ladder_as_before(entry: Entry, by: Actor) -> None:
    coalition, was_shown = Coalition.objects.get(pk=by.coalition_id), entry.kind == of_the_ladder.LADDER_HIDDEN.name
    if ShownLadder.objects.filter(coalition=coalition).exists() == was_shown:
        raise Conflict(_("The public pages are so already."))
    show_ladder(coalition, was_shown, by=by, undoing=entry.id)
