"""Publishing what was adopted in the coalition's name, saying who reads it and whether the members stand under it, and retracting it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.decisions.actions.holding import held as held_decision
from commoncall.decisions.actions.texts import refuse_unpublishable
from commoncall.decisions.models import Decision
from commoncall.drafting.actions import stages
from commoncall.drafting.models import Text, Version
from commoncall.kernel import events, time
from commoncall.kernel.asks import actions as asking
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.asks.rules import end_of
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Audience, Kind, undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Label
from commoncall.kernel.refusals import Conflict, NotVisible
from commoncall.voice import kinds as asked
from commoncall.voice import permissions
from commoncall.voice.actions.announced import StatementPublished
from commoncall.voice.actions.holding import next_number, require_reason
from commoncall.voice.history import statements as kinds
from commoncall.voice.models import Listed, Statement
from commoncall.voice.queries.members import members_at

__all__ = ["Publication", "StatementPublished", "arrange", "publish", "retract"]


@dataclass(frozen=True)
class Publication:
    """How a statement goes out: whether the members stand under it, and whether the public reads it."""

    lists_members: bool = False
    is_public: bool = True


@transaction.atomic
def publish(decision: Decision, publication: Publication, *, by: Actor) -> Statement:
    """Publish the words that a decision adopted in the coalition's name; its members at the closing instant are kept with it.

    Who may: ``voice.prepare``. Recorded, and announced as ``StatementPublished``. Refused: where the coalition speaks with no one voice;
    what was not adopted, or is no statement or policy paper; words that are not those that were decided on; while those
    before them are being decided on; a second time.
    """
    permissions.may_publish(by, decision).require()
    kept = held_decision(decision, by)
    version = _published(kept, by)
    kept.version = version
    now = time.now()
    statement = Statement.objects.create(
        coalition=kept.coalition,
        number=next_number(Statement, kept.coalition),
        version=version,
        decision=kept,
        lists_members=publication.lists_members,
        is_public=publication.is_public,
        published_at=now,
        published_by_id=by.person_id,
    )
    decided_at = kept.closed_at or (end_of(kept.decided_on) if kept.decided_on else now)
    members = members_at(kept.coalition, min(decided_at, now))
    Listed.objects.bulk_create(Listed(statement=statement, organisation_id=one) for one in members)
    facts = {"version": str(version.pk), "decision": str(kept.pk), "digest": version.digest, "lists_members": publication.lists_members}
    _record(kinds.PUBLISHED, statement, by, facts=facts | {"is_public": publication.is_public})
    for one in asks.open_about(kept.coalition, asked.PUBLISH, [kept.pk]):
        asking.answer(one, by=by)
    events.announce(StatementPublished(statement.pk))
    return statement


def _published(decision: Decision, by: Actor) -> Version:
    """Return the words that were adopted, published as a text; held as all who draft it hold them."""
    if decision.version_id is None:
        raise NotVisible(_("There is no such text here."))
    Text.objects.select_for_update(no_key=True).get(versions=decision.version_id)
    version = Version.objects.select_for_update(no_key=True, of=("self",)).select_related("text", "coalition").get(pk=decision.version_id)
    decision.version = version
    # What was allowed before all was held may be otherwise now.
    permissions.may_publish(by, decision).require()
    if version.state == Version.State.PUBLISHED:
        return version
    refuse_unpublishable(version)
    return stages.publish(version, by=by)


@transaction.atomic
def arrange(statement: Statement, publication: Publication, *, by: Actor) -> Statement:
    """Change whether the public reads a statement, and whether the members stand under it. Who may: ``voice.prepare``. Recorded.

    Refused: what was retracted.
    """
    found = _held(statement, by)
    permissions.may_retract(by, found).require()
    before = Publication(found.lists_members, found.is_public)
    if before == publication:
        return found
    found.lists_members, found.is_public = publication.lists_members, publication.is_public
    found.save(update_fields=["lists_members", "is_public"])
    _record(kinds.ARRANGED, found, by, facts={"lists_members": found.lists_members, "is_public": found.is_public})
    return found


@transaction.atomic
def retract(statement: Statement, why: str, *, by: Actor) -> Statement:
    """Retract a statement: it stays where it is, marked as retracted, with the reason. Who may: ``voice.prepare``. Recorded; can be undone.

    Refused: without a reason; twice.
    """
    found = _held(statement, by)
    permissions.may_retract(by, found).require()
    found.retracted_at, found.retracted_why = time.now(), require_reason(why)
    found.save(update_fields=["retracted_at", "retracted_why"])
    _record(kinds.RETRACTED, found, by, particulars={"reason": found.retracted_why})
    return found


@undoes(kinds.RETRACTED)
@transaction.atomic
def _stand_again(entry: Entry, by: Actor) -> Statement:
    found = _held(Statement(pk=entry.subject), by)
    permissions.may_prepare(by, found.coalition).require()
    if found.retracted_at is None:
        raise Conflict(_("This statement stands already."))
    found.retracted_at, found.retracted_why = None, ""
    found.save(update_fields=["retracted_at", "retracted_why"])
    _record(kinds.STANDS_AGAIN, found, by, undoes=entry.id)
    return found


def _held(statement: Statement, by: Actor) -> Statement:
    locked = Statement.objects.select_for_update(of=("self",)).select_related("coalition", "version__text", "decision")
    found = locked.filter(pk=statement.pk, coalition_id=by.coalition_id).first()
    if found is None:
        raise NotVisible(_("There is no such statement here."))
    return found


def _record(
    kind: Kind,
    statement: Statement,
    by: Actor,
    *,
    undoes: UUID | None = None,
    facts: Mapping[str, Any] | None = None,
    particulars: Mapping[str, Any] | None = None,
) -> None:
    """Write what was done with a statement; everybody inside reads of it only where everybody inside may read the statement."""
    is_for_all = statement.is_public or statement.version.text.label in {Label.GREEN, Label.CLEAR}
    book.record(
        kind if is_for_all else replace(kind, audience=Audience.COORDINATORS),
        by=by,
        subject=statement.pk,
        subject_kind="statement",
        facts={"number": statement.number, **(facts or {})},
        particulars={"title": statement.version.text.title, **(particulars or {})},
        undoes=undoes,
    )
