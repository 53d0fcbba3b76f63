"""Tags: words that coordinators put on organisations to find them again."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind, undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.kernel.refusals import Conflict, Refusal
from commoncall.membership import history as kinds
from commoncall.membership import permissions
from commoncall.membership.models import Membership, Tag
from commoncall.membership.queries.visibility import found

LONGEST = 60


@transaction.atomic
def put(organisation: Organisation, name: str, *, by: Actor, undoing: UUID | None = None) -> Tag:
    """Put a tag on an organisation, made if there is none of that name. Who may: ``membership.keep``. Can be undone.

    Refused: without a word, or with a longer one than sixty characters. Where it is on already, nothing is written.
    """
    permissions.may_keep(by).require()
    tag = _tag(organisation.coalition_id, name)
    membership = Membership.objects.select_for_update().get(pk=organisation.pk)
    if not membership.tags.filter(pk=tag.pk).exists():
        membership.tags.add(tag)
        _record(kinds.TAG_PUT, organisation, tag, by, undoing)
    return tag


def _tag(coalition_id: UUID, name: str) -> Tag:
    plain = _plain(name)
    there = Tag.objects.filter(coalition_id=coalition_id, name__iexact=plain).first()
    return there or Tag.objects.get_or_create(coalition_id=coalition_id, name=plain)[0]


def _plain(name: str) -> str:
    plain = " ".join(name.split())
    if not plain:
        raise Refusal(_("A tag needs a word."), field="name")
    if len(plain) > LONGEST:
        raise Refusal(_("A tag has at most sixty characters."), field="name")
    return plain


def _record(kind: Kind, organisation: Organisation, tag: Tag, by: Actor, undoing: UUID | None) -> None:
    book.record(
        kind,
        by=by,
        subject=organisation.pk,
        subject_kind="organisation",
        concerns=organisation.pk,
        facts={"tag_id": str(tag.pk)},
        particulars={"organisation": organisation.name, "tag": tag.name},
        undoes=undoing,
    )


def put_all(coalition: Coalition, wanted: Sequence[tuple[Membership, Sequence[str]]]) -> None:
    """Put tags on many organisations in three statements, as part of a deed that records it."""
    names = {name.casefold(): name for _membership, words in wanted for word in words if (name := _plain(word))}
    if not names:
        return
    known = {tag.name.casefold(): tag for tag in Tag.objects.filter(coalition=coalition)}
    fresh = [Tag(coalition=coalition, name=name) for folded, name in names.items() if folded not in known]
    known |= {tag.name.casefold(): tag for tag in Tag.objects.bulk_create(fresh)}
    through = Tag.memberships.through
    rows = [through(tag=known[_plain(word).casefold()], membership_id=membership.pk) for membership, words in wanted for word in words]
    through.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def remove(organisation: Organisation, tag: Tag, *, by: Actor, undoing: UUID | None = None) -> Tag:
    """Take a tag off an organisation; one that is on nobody is no longer offered. Who may: ``membership.keep``. Can be undone."""
    permissions.may_keep(by).require()
    membership = Membership.objects.select_for_update().get(pk=organisation.pk)
    if membership.tags.filter(pk=tag.pk).exists():
        membership.tags.remove(tag)
        _record(kinds.TAG_REMOVED, organisation, tag, by, undoing)
    return tag


@undoes(kinds.TAG_PUT)
def _take_off(entry: Entry, by: Actor) -> Tag:
    tag = Tag.objects.filter(pk=entry.facts["tag_id"], coalition_id=by.coalition_id).first()
    if tag is None:
        raise Conflict(_("This tag is no longer here."))
    return remove(found(by, entry.subject).organisation, tag, by=by, undoing=entry.id)


@undoes(kinds.TAG_REMOVED)
def _put_again(entry: Entry, by: Actor) -> Tag:
    return put(found(by, entry.subject).organisation, entry.particulars.data["tag"], by=by, undoing=entry.id)
