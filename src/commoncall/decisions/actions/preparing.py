"""Preparing a decision from the ladder: choosing the rung brings who decides, by which rule, with what notice and how long."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.decisions import permissions
from commoncall.decisions.actions import secret
from commoncall.decisions.actions.holding import State, held, record, refuse_unless, refuse_unseen
from commoncall.decisions.actions.settling import let_go
from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.models import Decision, Rung
from commoncall.decisions.queries import ladder
from commoncall.decisions.queries import seen as looking
from commoncall.decisions.queries.decisions import UNDER_WAY
from commoncall.decisions.rules.rule import Channel, Rule
from commoncall.drafting.models import Version
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.labels import Label
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.leadership.models import Body

LONGEST_TITLE = 300

#: The audiences, from the narrowest to the widest.
_WIDTH = list(Label)


@dataclass(frozen=True)
class Deciders:
    """Who decides instead of those whom the rung names: a body, a region, or (with neither) all voting members."""

    body: Body | None = None
    region: str = ""


@dataclass(frozen=True)
class About:
    """What a decision is about where that is no text: a row that a floor above knows, and the organisation that does not decide on itself."""

    subject: UUID
    kind: str
    concerned: Organisation | None = None


@dataclass(frozen=True)
class Preparation:
    """What is to be decided, on which rung of the ladder, and what is otherwise than the rung says (with the reason for it).

    ``version`` is the locked version of a text; ``topic`` what a mandate must cover to answer; ``follows`` a decision that it takes
    up again. ``rule`` and ``deciders`` are those of the rung unless others are given, which needs ``deviation``. ``about`` is what it
    brings something about for, where that is no text: this is given once, and stays.
    """

    title: str
    question: str = ""
    language: str = ""
    rung: Rung | None = None
    version: Version | None = None
    channel: Channel = Channel.WRITTEN
    topic: str = ""
    label: Label = Label.AMBER
    is_public: bool = False
    review_on: date | None = None
    follows: Decision | None = None
    rule: Rule | None = None
    deciders: Deciders | None = None
    deviation: str = ""
    about: About | None = None


@transaction.atomic
def prepare(coalition: Coalition, preparation: Preparation, *, by: Actor) -> Decision:
    """Prepare a decision. Who may: ``decisions.prepare``. Recorded for the coordinators, a deviation from the ladder with its reason.

    Refused: without a title, or neither a question nor a text; without a rung and without a rule of its own; a text that is not
    locked; another rule, or others who decide, than the rung says, without a reason.
    """
    permissions.may_prepare(by, coalition).require()
    decision = Decision(coalition=coalition, proposed_by_id=by.person_id, proposed_for_id=by.organisation_id, begun_at=time.now(), state=State.DRAFT)
    _fill(decision, preparation, by)
    if preparation.about is not None:
        decision.subject, decision.subject_kind = preparation.about.subject, preparation.about.kind
        decision.concerned = preparation.about.concerned
    decision.save(force_insert=True)
    record(kinds.PREPARED, decision, by, facts={"rung": decision.rung_code})
    _record_deviation(decision, by)
    return decision


@transaction.atomic
def change(decision: Decision, preparation: Preparation, *, seen: str = "", by: Actor) -> Decision:
    """Change what is being prepared. Who may: ``decisions.prepare``. Recorded. Refused: as in ``prepare``; once it was announced or opened.

    With ``seen`` (see ``queries.seen``), what somebody else has changed since is refused too.

    Of what concerns an applicant or a member, neither the rung nor the audience is changed, nor what it takes up again: they go with
    what it is about. It is about no text besides.
    """
    permissions.may_change(by, decision).require()
    kept = held(decision, by)
    refuse_unless(kept, State.DRAFT)
    refuse_unseen(seen, looking.preparation(kept))
    if kept.subject is not None and (preparation.rung, preparation.label, preparation.is_public) != (kept.rung, kept.label, kept.is_public):
        raise Refusal(_("What this is about says on which rung it is decided, and who may read it."), field="rung")
    if kept.subject is not None and preparation.version is not None:
        raise Refusal(_("There is no such thing here."), field="version")
    before = kept.deviation
    _fill(kept, preparation if kept.subject is None else replace(preparation, follows=kept.follows), by)
    kept.save()
    record(kinds.CHANGED, kept, by, facts={"rung": kept.rung_code})
    if kept.deviation != before:
        _record_deviation(kept, by)
    return kept


def _fill(decision: Decision, wanted: Preparation, by: Actor) -> None:
    _refuse_unsaid(decision.coalition, wanted)
    rung = wanted.rung
    usual = ladder.rule_of(rung, wanted.channel) if rung else None
    deciders = Deciders(rung.body, rung.region) if rung else Deciders()
    rule = wanted.rule or usual
    if rule is None:
        raise Refusal(_("Choose what kind of decision it is: that says who decides, and by which rule."), field="rung")
    chosen = wanted.deciders or deciders
    deviates = rule != usual or chosen != deciders
    if deviates and not wanted.deviation.strip():
        raise Refusal(_("This is otherwise than the ladder says. Say why: the reason stands in the register."), field="deviation")
    decision.rung, decision.rung_code = rung, rung.code if rung else ""
    decision.title, decision.question = " ".join(wanted.title.split()), wanted.question.strip()
    decision.language = wanted.language or (wanted.version.text.language if wanted.version else decision.coalition.language)
    decision.body, decision.region = chosen.body, chosen.region
    decision.rule, decision.deviation = rule.as_stored(), wanted.deviation.strip() if deviates else ""
    decision.topic, decision.label, decision.is_public = wanted.topic.strip(), wanted.label, wanted.is_public
    decision.review_on, decision.follows = wanted.review_on, wanted.follows
    decision.version, decision.digest = _locked(wanted.version, by) if wanted.version else (None, "")


def _refuse_unsaid(coalition: Coalition, wanted: Preparation) -> None:
    title = " ".join(wanted.title.split())
    if not title:
        raise Refusal(_("Give it a title by which everybody knows what is decided."), field="title")
    if len(title) > LONGEST_TITLE:
        raise Refusal(_("This is longer than the %(most)s characters that can be kept.") % {"most": LONGEST_TITLE}, field="title")
    if not wanted.question.strip() and wanted.version is None:
        raise Refusal(_("Say what is decided, in full, or choose the text that is decided on."), field="question")
    if wanted.version is not None and _WIDTH.index(wanted.label) > _WIDTH.index(Label(wanted.version.text.label)):
        raise Refusal(
            _("More people would read the decision than may read its text. Choose the audience of the text, or a narrower one."), field="label"
        )
    body = wanted.deciders.body if wanted.deciders else None
    if any(one is not None and one.coalition_id != coalition.pk for one in (wanted.rung, wanted.version, wanted.follows, body)):
        raise NotVisible(_("There is no such thing here."))


def _locked(version: Version, by: Actor) -> tuple[Version, str]:
    """Return a locked version and the digest of what it says. Refused: what is not locked, or is being decided on already."""
    found = Version.objects.select_related("text").get(pk=version.pk)
    if found.state != Version.State.LOCKED or not found.digest:
        raise Conflict(_("Only a locked text can be decided on, so that everybody decides on the same words. Lock it first."), field="version")
    if Decision.objects.filter(version=found, state__in=UNDER_WAY).exists():
        raise Conflict(_("This text is being decided on already."), field="version", code="under_way")
    return found, found.digest


def _record_deviation(decision: Decision, by: Actor) -> None:
    if decision.deviation:
        record(kinds.DEVIATED, decision, by, particulars={"reason": decision.deviation})


@transaction.atomic
def withdraw(decision: Decision, why: str, *, by: Actor, undoing: UUID | None = None) -> Decision:
    """Withdraw a decision before it is closed. What was answered stays in the register; of a secret vote nothing is opened, and all is destroyed.

    Who may: ``decisions.prepare``. Recorded, with the reason; those who were asked are told. Refused: without a reason; once it is closed,
    or its instant has come.
    """
    permissions.may_withdraw(by, decision).require()
    kept = held(decision, by)
    refuse_unless(kept, State.DRAFT, State.NOTICE, State.OPEN)
    if not why.strip():
        raise Refusal(_("Say why: it stands in the register."), field="why")
    was_open, at, is_secret = kept.state == State.OPEN, time.database_now(), Rule.of(kept.rule).secret
    if was_open and not is_secret and kept.closes_at is not None and at >= kept.closes_at:
        # It was decided at that instant, whether or not the clock has come by since. A secret vote may be one that nobody can open.
        raise Conflict(_("It is being closed at this very moment."), code="late", facts={"closes_at": kept.closes_at.isoformat()})
    if was_open and is_secret:
        secret.destroy(kept)
    kept.state, kept.closed_at, kept.decided_how = State.WITHDRAWN, at, why.strip()
    kept.save(update_fields=["state", "closed_at", "decided_how"])
    record(kinds.WITHDRAWN, kept, by, undoes=undoing, particulars={"reason": why.strip()}, facts={"was_open": was_open})
    let_go(kept)
    return kept
