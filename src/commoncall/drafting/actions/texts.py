"""Beginning a text, saying who drafts and who reads it, giving it up, and beginning its next version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import RestrictedError
from django.utils.translation import gettext as _

from commoncall.drafting import history as kinds
from commoncall.drafting import permissions
from commoncall.drafting.actions.inviting import ask_anew, ask_no_more_to_amend
from commoncall.drafting.actions.recording import held, held_text, record, record_text, refuse_given_up, require_reason, tidy_reason
from commoncall.drafting.models import Text, Version, Wording
from commoncall.drafting.queries import amendments, texts
from commoncall.drafting.rules.applying import tidy
from commoncall.drafting.rules.paragraphs import digest
from commoncall.kernel import languages, time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history.kinds import undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Label
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.leadership.models import Body

State = Version.State

LONGEST_TITLE = 300
LONGEST_TOPIC = 80
LONGEST_CODE = 10


@dataclass(frozen=True)
class Beginning:
    """What a text is, in which language it is authoritative, on which topic, who drafts it, and who may read it."""

    kind: str
    title: str
    language: str = "en"
    topic: str = ""
    group: Body | None = None
    label: str = Label.AMBER


@transaction.atomic
def begin(coalition: Coalition, beginning: Beginning, *, by: Actor) -> Version:
    """Begin a text with an empty first draft. Who may: ``drafting.begin``; for a body, who sits in it. Recorded for coordinators.

    Refused: no title; a kind, language or label that there is none of; a body that is closed or another coalition's.
    """
    if coalition.pk != by.coalition_id:
        raise NotVisible(_("There is no such coalition here."))
    permissions.may_begin(by, coalition, beginning.group).require()
    now = time.now()
    text = Text(coalition=coalition, language=_language(beginning.language), begun_at=now, begun_by_id=by.person_id)
    _describe(text, beginning)
    text.save()
    version = Version.objects.create(coalition=coalition, text=text, number=1, begun_at=now, begun_by_id=by.person_id)
    Wording.objects.create(
        version=version, language=text.language, title=text.title, digest=digest(text.title, ()), changed_at=now, changed_by_id=by.person_id
    )
    record_text(kinds.BEGUN, text, by, version=str(version.pk))
    return version


@transaction.atomic
def arrange(text: Text, beginning: Beginning, *, by: Actor) -> Text:
    """Change a text's kind, title, topic, drafting group and label; its language stays (see ``wordings.choose_authoritative``).

    Who may: ``drafting.begin``. Recorded. Refused: as in ``begin``, and a text that was given up.
    """
    found = held_text(text.pk, by)
    permissions.may_arrange(by, found).require()
    refuse_given_up(found)
    before = _described(found)
    _describe(found, beginning)
    if before == _described(found):
        return found
    found.save()
    record_text(
        kinds.ARRANGED, found, by, particulars={"before": before["title"]}, before={name: before[name] for name in ("kind", "label", "group")}
    )
    if (before["title"], before["label"]) != (found.title, found.label):
        ask_anew(found, by)
    return found


def _described(text: Text) -> dict[str, Any]:
    return {"kind": text.kind, "title": text.title, "topic": text.topic, "group": str(text.group_id or ""), "label": text.label}


def _describe(text: Text, beginning: Beginning) -> None:
    if beginning.kind not in Text.Kind.values:
        raise Refusal(_("There is no such kind of text."), field="kind")
    if beginning.label not in Label.values:
        raise Refusal(_("There is no such label."), field="label")
    if beginning.label == Label.RED:
        raise Refusal(_("A text is written with others. For the coordinators and the drafting group, choose TLP:AMBER+STRICT."), field="label")
    if beginning.group is not None and (beginning.group.coalition_id != text.coalition_id or beginning.group.closed_at is not None):
        raise Refusal(_("There is no such body here, or it is closed."), field="group")
    text.kind, text.group, text.label = beginning.kind, beginning.group, beginning.label
    text.title = title_of(beginning.title)
    text.topic = tidy(beginning.topic)
    if not text.title:
        raise Refusal(_("A text needs a title, by which it is called while it is written."), field="title")
    if len(text.topic) > LONGEST_TOPIC:
        raise Refusal(_("A topic has at most %(most)s characters.") % {"most": LONGEST_TOPIC}, field="topic")


def title_of(title: str) -> str:
    """Return a title on one line. Refused: one that is too long."""
    kept = tidy(title)
    if len(kept) > LONGEST_TITLE:
        raise Refusal(_("A title has at most %(most)s characters.") % {"most": LONGEST_TITLE}, field="title")
    return kept


def _language(code: str) -> str:
    if not is_language(code):
        raise Refusal(_("There is no such language."), field="language")
    return code


def is_language(code: str) -> bool:
    """Tell whether there is a language of this code."""
    return 0 < len(code) <= LONGEST_CODE and languages.name_of(code, "en") != code


@transaction.atomic
def give_up(text: Text, why: str, *, by: Actor) -> Text:
    """Give a text up, whatever was proposed to it; it stays to be read. Who may: ``drafting.begin``. Recorded; can be undone.

    Refused: without a reason; one that was given up already.
    """
    found = held_text(text.pk, by)
    permissions.may_arrange(by, found).require()
    reason = require_reason(why, "why")
    refuse_given_up(found)
    found.closed_at = time.now()
    found.save(update_fields=["closed_at"])
    record_text(kinds.GIVEN_UP, found, by, particulars={"reason": reason})
    for one in Version.objects.filter(text=found, state=State.OPEN).select_related("coalition"):
        ask_no_more_to_amend(one)
    return found


@undoes(kinds.GIVEN_UP)
@transaction.atomic
def _take_up_again(entry: Entry, by: Actor) -> Text:
    found = held_text(entry.subject, by)
    permissions.may_arrange(by, found).require()
    if found.closed_at is None:
        raise Conflict(_("This text is drafted again already."))
    found.closed_at = None
    found.save(update_fields=["closed_at"])
    record_text(kinds.TAKEN_UP_AGAIN, found, by, undoes=entry.id)
    ask_anew(found, by)
    return found


@transaction.atomic
def next_version(version: Version, *, change_note: str = "", by: Actor) -> Version:
    """Begin the next version of a text, with the words, the keys and the translations of this one.

    A version that was not locked is superseded; a locked or published one stands until the next one is published. Who may: who may
    draft it. Recorded; can be undone while the new draft is untouched. Refused: while this version is open; while amendments to
    it are not finished; where another draft was begun meanwhile.
    """
    found = held(version, by)
    permissions.may_draft(by, found.text).require()
    refuse_unfinished(found)
    made = make_next(found, by, change_note)
    record(kinds.VERSION_BEGUN, made, by, former=str(found.pk), former_state=str(version.state), digests=digests(made))
    return made


def refuse_unfinished(version: Version) -> None:
    """Refuse to go on from a version while amendments to it are open, or not finished, or accepted and not merged."""
    if version.state == State.OPEN:
        raise Conflict(_("This version is open to amendments. Close it first."))
    if version.state == State.SUPERSEDED:
        raise Conflict(_("This version was superseded by a later one meanwhile."))
    left = amendments.untreated(version)
    if left.amendments or left.insisted or left.to_vote:
        raise Conflict(_("There are amendments to this version of which it is not said yet what becomes of them."), code="untreated")
    if left.unmerged:
        raise Conflict(_("Amendments were accepted and are not merged yet. Merge them: that begins the next version."), code="unmerged")


def make_next(version: Version, by: Actor, change_note: str = "") -> Version:
    """Make the next version as a draft, and let a version that was not locked give way; part of the deeds that do so."""
    if texts.draft(version.text) not in {None, version}:
        raise Conflict(_("Another draft of this text was begun meanwhile."), code="second_draft")
    later = Version.objects.filter(text=version.text, number__gt=version.number).exists()
    if later:
        raise Conflict(_("There is a later version of this text already. Go on from that one."), code="second_draft")
    if version.state in {State.DRAFT, State.CLOSED}:
        freeze(version)
        version.state = State.SUPERSEDED
        version.save(update_fields=["state", "digest"])
    now = time.now()
    made = Version.objects.create(
        coalition=version.coalition,
        text=version.text,
        number=version.number + 1,
        former=version,
        change_note=tidy_reason(change_note, "change_note"),
        begun_at=now,
        begun_by_id=by.person_id,
    )
    copied = [
        Wording(
            version=made,
            language=one.language,
            title=one.title,
            paragraphs=list(one.paragraphs),
            digest=one.digest,
            translates=one.translates,
            checked_by_id=one.checked_by_id,
            checked_at=one.checked_at,
            changed_at=now,
            changed_by_id=by.person_id,
        )
        for one in version.wordings.all()
    ]
    Wording.objects.bulk_create(copied)
    return made


def freeze(version: Version) -> None:
    """Give a version the digest of its authoritative words, from which on these stay as they are; the caller saves it."""
    authoritative = version.wordings.filter(language=version.text.language).first()
    version.digest = authoritative.digest if authoritative else digest("", ())


def digests(version: Version) -> dict[str, str]:
    """Return what tells whether a version's words were touched since."""
    return dict(version.wordings.order_by("language").values_list("language", "digest"))


@undoes(kinds.VERSION_BEGUN)
@transaction.atomic
def _take_back(entry: Entry, by: Actor) -> Version:
    former = unmake(entry, by)
    record(kinds.VERSION_TAKEN_BACK, former, by, undoes=entry.id, number=entry.facts["number"])
    return former


def unmake(entry: Entry, by: Actor) -> Version:
    """Take a new draft back while nobody has touched it, and let the version before stand as it stood; return that one."""
    made = Version.objects.filter(pk=entry.subject, coalition_id=by.coalition_id).select_related("text").first()
    if made is None:
        raise NotVisible(_("There is no such text here."))
    found = held(made, by)
    permissions.may_draft(by, found.text).require()
    if found.state != State.DRAFT or digests(found) != entry.facts["digests"]:
        raise Conflict(_("The new draft was changed meanwhile, so it stays."))
    former = Version.objects.select_for_update(of=("self",)).get(pk=entry.facts["former"])
    former.text, former.coalition = found.text, found.coalition
    try:
        found.delete()
    except RestrictedError as needed:
        # Something above was prepared on it once, such as a decision that was withdrawn, and still tells of it.
        raise Conflict(_("The new draft was changed meanwhile, so it stays.")) from needed
    if former.state != State.SUPERSEDED:
        # It never gave way: where it was published meanwhile, it stays published.
        return former
    former.state = entry.facts["former_state"]
    former.digest = "" if former.state == State.DRAFT else former.digest
    former.save(update_fields=["state", "digest"])
    return former
