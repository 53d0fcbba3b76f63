"""Commenting on a version without proposing words, withdrawing a comment, and saying what became of it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.drafting import history as kinds
from commoncall.drafting import kinds as asked
from commoncall.drafting import permissions
from commoncall.drafting.actions.recording import held, held_comment, record_said, require_reason
from commoncall.drafting.models import Comment, Version
from commoncall.kernel import time
from commoncall.kernel.asks import actions as asking
from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import Conflict, Refusal

State = Version.State

LONGEST_COMMENT = 5_000
#: How many comments one organisation makes on one version at most.
MOST_OF_ONE = 500


@transaction.atomic
def comment(version: Version, text: str, *, paragraph: str = "", language: str = "", by: Actor) -> Comment:
    """Comment on a version, or on one of its paragraphs, for the organisation for which the actor acts.

    Who may: ``drafting.comment``, with a mandate for the text's topic. Recorded for its organisation and the coordinators. Refused: a
    version that is not open, or whose instant has passed by the database's clock; an organisation that is suspended; no words, or
    too many; a paragraph that is not there.
    """
    found = held(version, by)
    permissions.may_comment(by, found).require()
    said = text.replace("\x00", "").strip()
    if not said:
        raise Refusal(_("Write what you would say."), field="text")
    if len(said) > LONGEST_COMMENT:
        raise Refusal(_("This is longer than the %(most)s characters that can be kept.") % {"most": LONGEST_COMMENT}, field="text")
    spoken = language or found.text.language
    wording = found.wordings.filter(language=spoken).first() or found.wordings.filter(language=found.text.language).first()
    if paragraph and (wording is None or paragraph not in {one["key"] for one in wording.paragraphs}):
        raise Refusal(_("This paragraph is not in the text."), field="paragraph", code="missing")
    if Comment.objects.filter(version=found, organisation_id=by.organisation_id, withdrawn_at=None).count() >= MOST_OF_ONE:
        raise Refusal(_("An organisation makes at most %(most)s comments on a version.") % {"most": MOST_OF_ONE})
    made = Comment.objects.create(
        coalition=found.coalition,
        version=found,
        paragraph=paragraph,
        language=spoken[:10],
        organisation_id=by.organisation_id,
        person_id=by.person_id,
        text=said,
        said_at=time.database_now(),
    )
    record_said(kinds.COMMENTED, made, by, paragraph=paragraph)
    asking.answer_for(asked.AMEND, made.organisation, found.pk, by=by)
    return made


@transaction.atomic
def withdraw_comment(comment: Comment, *, by: Actor) -> Comment:
    """Withdraw a comment. Who may: its own organisation's people. Recorded. Refused: once it was treated; twice."""
    found = held_comment(comment, by)
    permissions.may_withdraw_comment(by, found).require()
    if found.withdrawn_at is not None:
        raise Conflict(_("It was withdrawn already."))
    if found.treatment:
        raise Conflict(_("It was treated already, so it stands."))
    found.withdrawn_at = time.database_now()
    found.save(update_fields=["withdrawn_at"])
    record_said(kinds.COMMENT_WITHDRAWN, found, by)
    return found


@transaction.atomic
def treat_comment(comment: Comment, treatment: str, reason: str, *, by: Actor) -> Comment:
    """Say what became of a comment, with a reason; it can be said anew until a later version is locked. Who may: who may draft.

    Recorded for its organisation. Refused: without a reason; a comment that was withdrawn; on what is locked or published.
    """
    found = held_comment(comment, by)
    permissions.may_draft(by, found.version.text).require()
    if found.withdrawn_at is not None:
        raise Conflict(_("It was withdrawn meanwhile."))
    if found.version.state in {State.LOCKED, State.PUBLISHED}:
        raise Conflict(_("This version is no longer under discussion."))
    if treatment not in Comment.Treatment.values or not treatment:
        raise Refusal(_("Say what became of it."), field="treatment")
    found.treatment, found.treatment_reason = treatment, require_reason(reason)
    found.treated_at, found.treated_by_id = time.database_now(), by.person_id
    found.save(update_fields=["treatment", "treatment_reason", "treated_at", "treated_by"])
    record_said(kinds.COMMENT_TREATED, found, by, treatment=treatment, particulars={"reason": found.treatment_reason})
    return found
