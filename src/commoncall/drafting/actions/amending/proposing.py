"""Proposing an amendment for an organisation, and withdrawing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commoncall.drafting import history as kinds
from commoncall.drafting import kinds as asked
from commoncall.drafting import permissions
from commoncall.drafting.actions.amending.asking import ask_no_more
from commoncall.drafting.actions.recording import held, held_amendment, record_said, tidy_reason
from commoncall.drafting.models import Amendment, Version
from commoncall.drafting.queries import amendments
from commoncall.drafting.rules import amending, paragraphs
from commoncall.drafting.rules.amending import Change, Do
from commoncall.drafting.rules.applying import DEEPEST, LONGEST_PARAGRAPH, MOST_CHANGES, NotThereError, apply, faults, tidy
from commoncall.drafting.rules.paragraphs import Paragraph, Style, new_key
from commoncall.kernel import time
from commoncall.kernel.asks import actions as asking
from commoncall.kernel.authority import Actor
from commoncall.kernel.history.kinds import undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties.models import Organisation, Person
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal

State = Version.State

#: How many amendments one organisation proposes to one version at most, so that nobody drowns the others.
MOST_OF_ONE = 500


@dataclass(frozen=True)
class Proposal:
    """What would be changed, in the words of which language, why, and how much it means. ``amends`` is an amendment to whose words it is."""

    changes: Sequence[Change]
    language: str
    reason: str = ""
    strength: str = Amendment.Strength.SHOULD
    amends: Amendment | None = None


@transaction.atomic
def propose(version: Version, proposal: Proposal, *, by: Actor) -> Amendment:
    """Propose an amendment for the organisation for which the actor acts; its mandate is kept with it.

    Who may: ``drafting.amend``, with a mandate for the text's topic. Recorded for its organisation and the coordinators. Refused: a
    version that is not open, or whose instant has passed by the database's clock; an organisation that is suspended; a paragraph
    that is not there; words that change nothing; none; too many or too long; a language in which the version says nothing.
    """
    found = held(version, by)
    permissions.may_amend(by, found).require()
    parent = _parent(found, proposal)
    changes = checked(words_amended(found, proposal.language, parent), proposal.changes)
    if parent is not None:
        _refuse_beside(parent, changes)
    if proposal.strength not in Amendment.Strength.values:
        raise Refusal(_("Say how much it means to your organisation."), field="strength")
    own = Amendment.objects.filter(version=found, organisation_id=by.organisation_id, withdrawn_at=None)
    if own.count() >= MOST_OF_ONE:
        raise Refusal(_("An organisation proposes at most %(most)s amendments to a version.") % {"most": MOST_OF_ONE})
    person = Person.objects.get(pk=by.person_id)
    organisation = Organisation.objects.get(pk=by.organisation_id)
    authority = permissions.authority_to_amend(person, organisation, found.text)
    highest: int | None = Amendment.objects.filter(version=found).aggregate(highest=Max("number"))["highest"]
    amendment = Amendment.objects.create(
        coalition=found.coalition,
        version=found,
        amends=parent,
        number=(highest or 0) + 1,
        language=proposal.language,
        organisation=organisation,
        person=person,
        mandate=authority.mandate.pk if authority.mandate else None,
        changes=[one.as_stored() for one in changes],
        reason=tidy_reason(proposal.reason),
        strength=proposal.strength,
        proposed_at=time.database_now(),
    )
    record_said(kinds.PROPOSED, amendment, by, amends=parent.number if parent else None, changes=len(changes), mandate=str(amendment.mandate or ""))
    asking.answer_for(asked.AMEND, organisation, found.pk, by=by)
    return amendment


def _parent(version: Version, proposal: Proposal) -> Amendment | None:
    if proposal.amends is None:
        return None
    parent = Amendment.objects.filter(pk=proposal.amends.pk, version=version).first()
    if parent is None:
        raise NotVisible(_("There is no such amendment here."))
    if parent.withdrawn_at is not None:
        raise Conflict(_("This amendment was withdrawn, so that its words can no longer be amended."))
    if parent.language != proposal.language:
        raise Refusal(_("An amendment is amended in its own language."), field="language")
    return parent


def words_amended(version: Version, language: str, parent: Amendment | None = None) -> tuple[Paragraph, ...]:
    """Return the words that an amendment changes: those of the version in a language, or with its parent's changes in them."""
    wording = version.wordings.filter(language=language).first()
    if wording is None or not wording.paragraphs:
        raise Refusal(_("The text says nothing in this language, so it cannot be amended in it."), field="language")
    words = paragraphs.read(wording.paragraphs)
    for one in lineage(parent):
        try:
            words = apply(words, amending.read(one.changes))
        except NotThereError as missing:
            raise Conflict(_("The words that this amendment changes are no longer there.")) from missing
    return words


def lineage(amendment: Amendment | None) -> list[Amendment]:
    """Return an amendment with those to whose words it is, the first one first."""
    found: list[Amendment] = []
    while amendment is not None:
        found.insert(0, amendment)
        amendment = amendment.amends
    return found


def checked(words: Sequence[Paragraph], changes: Sequence[Change], known: frozenset[str] = frozenset()) -> tuple[Change, ...]:
    """Return changes as they are kept: tidied, with what stood there before and with keys for what is inserted. Refused: faulty ones.

    The keys of what is inserted are new ones, whatever was handed in, but for those that are ``known`` to be its own.
    """
    there = {one.key: one for one in words}
    renamed = {one.key: one.key if one.key in known else new_key() for one in changes if one.do is Do.INSERT and one.key}
    kept = [_kept(one, there, renamed) for one in changes]
    for fault in faults(words, kept):
        raise Refusal(_why(fault.code), field="changes", code=fault.code, facts={"place": fault.place})
    try:
        apply(words, kept)
    except NotThereError:
        raise Refusal(_why("missing"), field="changes", code="missing") from None
    return tuple(kept)


def _kept(change: Change, there: dict[str, Paragraph], renamed: dict[str, str]) -> Change:
    before = there.get(change.paragraph)
    tidied = replace(change, style=Style(change.style), level=min(max(change.level, 1), DEEPEST), text=tidy(change.text))
    if change.do is Do.INSERT:
        after = change.paragraph if before is not None else renamed.get(change.paragraph, change.paragraph)
        return replace(tidied, paragraph=after, key=renamed.get(change.key) or new_key(), before="")
    text = "" if change.do is Do.DELETE else tidied.text
    return replace(tidied, text=text, key="", before=before.text if before is not None else "")


def _why(code: str) -> str:
    words = {
        "none": _("Nothing is changed. Say what should be different."),
        "many": _("An amendment has at most %(most)s changes. Divide it.") % {"most": MOST_CHANGES},
        "missing": _("This paragraph is not in the text."),
        "empty": _("The new words are empty. To take a paragraph out, propose to delete it."),
        "long": _("A paragraph has at most %(most)s characters. Divide this one.") % {"most": LONGEST_PARAGRAPH},
        "same": _("These words are the same as in the text, so nothing would change."),
        "twice": _("This paragraph is changed twice in one amendment."),
    }
    return words[code]


def _refuse_beside(parent: Amendment, changes: Sequence[Change]) -> None:
    """Refuse to change, under the name of amending an amendment, what that one leaves as it is."""
    own = {one.key if one.do is Do.INSERT else one.paragraph for ancestor in lineage(parent) for one in amending.read(ancestor.changes)}
    own |= {one.key for one in changes if one.do is Do.INSERT}
    if any(one.paragraph not in own for one in changes):
        reason = _("Amendment A%(number)s leaves this paragraph as it is. Propose an amendment of the text itself.")
        raise Refusal(reason % {"number": parent.number}, field="changes", code="beside")


@transaction.atomic
def withdraw(amendment: Amendment, *, by: Actor) -> Amendment:
    """Withdraw an amendment. Who may: its own organisation's people. Recorded; can be undone while the version is open.

    Refused: once it was merged or settled by a vote, or the version is no longer under discussion; twice.
    """
    found = held_amendment(amendment, by)
    permissions.may_withdraw(by, found).require()
    if found.withdrawn_at is not None:
        raise Conflict(_("It was withdrawn already."))
    if found.merged_into_id is not None or found.settled_at is not None or found.version.state not in {State.OPEN, State.CLOSED}:
        raise Conflict(_("It was decided already, so it can no longer be withdrawn."))
    found.withdrawn_at = time.database_now()
    found.save(update_fields=["withdrawn_at"])
    record_said(kinds.WITHDRAWN, found, by)
    ask_no_more(found)
    return found


@undoes(kinds.WITHDRAWN)
@transaction.atomic
def _propose_again(entry: Entry, by: Actor) -> Amendment:
    found = held_amendment(_subject(entry.subject, by), by)
    permissions.may_withdraw(by, found).require()
    permissions.may_amend(by, found.version).require()
    if found.withdrawn_at is None:
        raise Conflict(_("It is proposed already."))
    if found.pk in amendments.fallen(Amendment.objects.filter(version=found.version)):
        raise Conflict(_("The amendment to whose words it is was withdrawn or refused."))
    found.withdrawn_at = None
    found.save(update_fields=["withdrawn_at"])
    record_said(kinds.PROPOSED_AGAIN, found, by, undoes=entry.id)
    return found


def _subject(amendment_id: UUID | None, by: Actor) -> Amendment:
    found = Amendment.objects.filter(pk=amendment_id, coalition_id=by.coalition_id).first()
    if found is None:
        raise NotVisible(_("There is no such amendment here."))
    return found
