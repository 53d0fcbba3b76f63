"""Saying what becomes of an amendment, and what its proposer answers to that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.drafting import history as kinds
from commoncall.drafting import permissions
from commoncall.drafting.actions.amending.asking import ask_no_more, ask_to_reply
from commoncall.drafting.actions.amending.proposing import checked, words_amended
from commoncall.drafting.actions.recording import held_amendment, record_said, require_reason, tidy_reason
from commoncall.drafting.models import Amendment, Version
from commoncall.drafting.rules import amending
from commoncall.drafting.rules.amending import Change, Do
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import Conflict, Refusal

State = Version.State
Treatment = Amendment.Treatment
Reply = Amendment.Reply


@dataclass(frozen=True)
class Treating:
    """What the drafting group proposes to do with an amendment, and why.

    ``changes`` are those to be made instead, to the authoritative words, where it is accepted with changes; and, of an amendment in
    another language that is accepted, how it reads in the authoritative one.
    """

    treatment: str
    reason: str = ""
    changes: Sequence[Change] = ()


@transaction.atomic
def treat(amendment: Amendment, treating: Treating, *, by: Actor) -> Amendment:
    """Say what becomes of an amendment; it can be said anew until it is merged. Who may: who may draft the text.

    Its organisation is asked whether it agrees, unless it is accepted as it is. Where the organisation insisted and the same is said
    once more, with a reason, the group has answered it and nobody is asked again. Recorded for the organisation. Refused: a refusal,
    a referral or a modification without a reason; a modification without changes, or with those that were proposed; what was
    withdrawn, merged, or settled by a vote.
    """
    found = held_amendment(amendment, by)
    permissions.may_treat(by, found.version).require()
    _refuse_finished(found)
    if treating.treatment not in Treatment.values or not treating.treatment:
        raise Refusal(_("Say what becomes of it."), field="treatment")
    needs_reason = treating.treatment != Treatment.ACCEPT or found.reply == Reply.INSIST
    reason = require_reason(treating.reason) if needs_reason else tidy_reason(treating.reason)
    changes = [one.as_stored() for one in _instead(found, treating)]
    is_same = found.treatment == treating.treatment and found.treated_changes == changes
    answers_insisting = found.reply == Reply.INSIST and is_same
    if is_same and found.treatment_reason == reason:
        _refuse_unanswered(found)
        return found
    found.treatment, found.treatment_reason, found.treated_changes = treating.treatment, reason, changes
    found.treated_at, found.treated_by_id = time.database_now(), by.person_id
    if not answers_insisting:
        found.reply, found.reply_reason, found.replied_at = Reply.NONE, "", None
    found.save()
    record_said(kinds.TREATED, found, by, treatment=found.treatment, changes=len(changes), particulars={"reason": reason})
    if found.treatment == Treatment.ACCEPT or answers_insisting:
        ask_no_more(found)
    else:
        ask_to_reply(found, by)
    return found


def _refuse_unanswered(amendment: Amendment) -> None:
    """Refuse the same reason twice to whoever insisted after they had read it: it would answer nothing."""
    insisted = amendment.reply == Reply.INSIST and amendment.replied_at is not None and amendment.treated_at is not None
    if insisted and amendment.replied_at > amendment.treated_at:  # type: ignore[operator]
        raise Refusal(_("This reason was given before, and the organisation insists. Answer what it says."), field="reason", code="same_reason")


def _refuse_finished(amendment: Amendment) -> None:
    if amendment.withdrawn_at is not None:
        raise Conflict(_("It was withdrawn meanwhile."))
    if amendment.merged_into_id is not None:
        raise Conflict(_("It was merged already."))
    if amendment.settled_at is not None:
        raise Conflict(_("A vote has settled it, so its result stands."))


def _instead(amendment: Amendment, treating: Treating) -> tuple[Change, ...]:
    """Return the changes to be made instead of those proposed, to the authoritative words."""
    is_foreign = amendment.language != amendment.version.text.language
    if treating.treatment not in {Treatment.MODIFY, Treatment.ACCEPT} or (treating.treatment == Treatment.ACCEPT and not is_foreign):
        return ()
    if not treating.changes:
        if treating.treatment == Treatment.ACCEPT:
            return ()
        raise Refusal(_("Say how it is changed."), field="changes")
    parent = None if is_foreign else amendment.amends
    words = words_amended(amendment.version, amendment.version.text.language, parent)
    proposed = amending.read(amendment.changes)
    known = frozenset(one.key for one in proposed if one.do is Do.INSERT)
    kept = checked(words, _recognised(proposed, treating.changes), known)
    if not is_foreign and _said(kept) == _said(proposed):
        raise Refusal(_("These are the words that were proposed. Accept it as it is."), field="changes", code="same")
    return kept


def _recognised(proposed: Sequence[Change], instead: Sequence[Change]) -> list[Change]:
    """Give what is inserted instead the key of what was to be inserted at that place, so that those who amend it still find it."""
    keys = [(one.paragraph, one.key) for one in proposed if one.do is Do.INSERT]
    found = []
    for one in instead:
        here = next((pair for pair in keys if one.do is Do.INSERT and one.key in {"", pair[1]} and pair[0] == one.paragraph), None)
        if here is not None:
            keys.remove(here)
        found.append(replace(one, key=here[1]) if here is not None else one)
    return found


def _said(changes: Sequence[Change]) -> list[tuple[object, ...]]:
    return [(one.do, one.paragraph, one.text, one.style, one.level, one.numbered) for one in changes]


@transaction.atomic
def reply(amendment: Amendment, agree: bool, reason: str = "", *, by: Actor) -> Amendment:
    """Agree with what the drafting group proposes for one's own amendment, or insist on one's words. It can be said anew.

    Who may: the proposing organisation's people, with a mandate for the text's topic. Recorded, and what was asked is answered.
    Refused: where nothing is proposed yet, or it is accepted as it is; once it is settled, merged or no longer under discussion.
    """
    found = held_amendment(amendment, by)
    permissions.may_reply(by, found).require()
    _refuse_finished(found)
    if found.version.state not in {State.OPEN, State.CLOSED}:
        raise Conflict(_("This version is no longer under discussion."))
    if not found.treatment:
        raise Conflict(_("The drafting group has not said yet what it would do with it."))
    if found.treatment == Treatment.ACCEPT and not agree:
        raise Refusal(_("It is accepted as it is, so there is nothing to insist on."))
    said = Reply.AGREE if agree else Reply.INSIST
    found.reply, found.reply_reason, found.replied_at = said, tidy_reason(reason), time.database_now()
    found.save(update_fields=["reply", "reply_reason", "replied_at"])
    record_said(kinds.AGREED if agree else kinds.INSISTED, found, by, particulars={"reason": found.reply_reason})
    ask_no_more(found, by)
    return found


@transaction.atomic
def settle(amendment: Amendment, accepted: bool, reason: str, *, by: Actor) -> Amendment:
    """Enter the result of a vote on an amendment: it is accepted in its own words, or not. Who may: who may draft the text.

    Where its organisation insisted on its own words and the vote did not follow it, what the group changed stands.

    Only what was referred to a vote or is insisted on is settled so. Recorded; what was asked about it is asked no more. Refused:
    without a reason, such as where and how it was voted on; what was not referred to a vote; what was settled, withdrawn or merged.
    """
    found = held_amendment(amendment, by)
    permissions.may_treat(by, found.version).require()
    _refuse_finished(found)
    if found.treatment != Treatment.VOTE and found.reply != Reply.INSIST:
        raise Conflict(_("It was not referred to a vote, and nobody insists on it."))
    why = require_reason(reason)
    if accepted:
        found.treatment, found.treated_changes = Treatment.ACCEPT, []
    elif found.treatment != Treatment.MODIFY:
        found.treatment, found.treated_changes = Treatment.REFUSE, []
    found.treatment_reason = why
    found.treated_at = found.settled_at = time.database_now()
    found.treated_by_id = by.person_id
    found.save()
    record_said(kinds.SETTLED, found, by, treatment=found.treatment, particulars={"reason": why})
    ask_no_more(found)
    return found
