"""What the pages of texts show, gathered before a template is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commoncall.call import permissions
from commoncall.call.queries import endorsements, reaffirming, texts
from commoncall.call.queries.reaffirming import Answer
from commoncall.kernel import languages
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import queries as book
from commoncall.kernel.labels import LABEL_SENTENCES, Label
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.refusals import Words
from commoncall.web import gatherings
from commoncall.workspace.texts import words
from commoncall.workspace.texts.reaching import own_organisation
from commoncall.workspace.texts.shown import Reading, reading
from commoncall.workspace.texts.together import published, under_way

if TYPE_CHECKING:
    from commoncall.call.models import Endorsement, Version
    from commoncall.drafting.models import Version as Drafted
    from commoncall.kernel.parties.models import Coalition

ENTRIES = 8


@dataclass(frozen=True)
class OnTheShelf:
    """One kind of text in the list: its version in force as it reads, its draft, and what is written together, as far as the reader may know."""

    kind: str
    reading: Reading | None
    stands: str
    behind: str
    draft: Version | None
    is_shown: bool
    together: Drafted | None
    published: Drafted | None


def on_the_shelf(actor: Actor, coalition: Coalition, kind: str) -> OnTheShelf:
    """Return how a kind of text stands; a charter shows where the coalition has one, or joins by one."""
    version, draft = texts.in_force(coalition, kind), texts.draft(coalition, kind)
    if draft is not None and not texts.visible_to(actor).filter(pk=draft.pk).exists():
        draft = None
    is_wanted = kind == "call" or parties.arrangements(coalition).joining == kind
    number = len(endorsements.countries_behind(actor, version)) if version else 0
    return OnTheShelf(
        kind,
        reading(version) if version else None,
        words.how_it_stands(version) if version else "",
        words.organisations_behind(number),
        draft,
        bool(version or draft or is_wanted),
        under_way(actor, coalition, kind),
        published(actor, coalition, kind),
    )


def label_of(version: Version) -> Label:
    """Return who may read a version: what was adopted everyone, a draft the members."""
    return Label.CLEAR if version.number is not None else Label.AMBER


def version(actor: Actor, version: Version, language: str) -> dict[str, Any]:
    """Return the page of a version that was adopted."""
    countries = endorsements.countries_behind(actor, version)
    kind, coalition = version.text.kind, version.coalition
    present = version if version.state == "adopted" else texts.in_force(coalition, kind)
    others = [one for one in texts.adopted(coalition, kind) if one.pk != version.pk]
    organisation = own_organisation(actor)
    shown = reading(version, language)
    return _shared(actor, version, shown) | {
        "number_behind": words.organisations_behind(len(countries)),
        "behind": {"groups": gatherings.groups(countries), "labels": gatherings.labels(countries, 0)},
        "line": gatherings.what_a_line_is(len(countries)),
        "present": present,
        "others": others,
        "before": other(version, others, ""),
        "note": languages.pick(version.change_note, shown.code, fallback=version.language),
        "organisation": organisation,
        "own": endorsements.stands_behind(organisation, version) if organisation else None,
        "may_endorse": bool(organisation and permissions.may_speak(actor, organisation).allowed and version.state == "adopted"),
        "reaffirming": _reaffirming(actor, version),
        "draft": texts.visible_to(actor).filter(text_id=version.text_id, state="draft").first(),
        "together": under_way(actor, coalition, kind) if version.state == "adopted" else None,
    }


def draft(actor: Actor, version: Version, language: str) -> dict[str, Any]:
    """Return the page of a draft."""
    may_draft = permissions.DRAFT.verdict(actor).allowed
    others = texts.adopted(version.coalition, version.text.kind)
    return _shared(actor, version, reading(version, language, unready_too=may_draft)) | {"before": other(version, others, "")}


def _shared(actor: Actor, version: Version, shown: Reading) -> dict[str, Any]:
    label = label_of(version)
    deeds = book.visible_to(actor).filter(subject__in=[version.pk, version.text_id])
    if version.number is not None:
        # How it came to be worded was of interest while it was a draft.
        deeds = deeds.exclude(kind="call.worded")
    return {
        "version": version,
        "kind": version.text.kind,
        "reading": shown,
        "stands": words.how_it_stands(version),
        "label": label,
        "label_words": LABEL_SENTENCES[label],
        "lines": book.told(deeds[:ENTRIES]),
        "may_draft": permissions.DRAFT.verdict(actor).allowed,
        "may_adopt": permissions.ADOPT.verdict(actor).allowed,
        "may_enter": permissions.ENTER.verdict(actor).allowed,
        "may_arrange": permissions.ARRANGE.verdict(actor).allowed,
    }


def _reaffirming(actor: Actor, version: Version) -> dict[str, Any] | None:
    """Return how far re-affirming has come, for those who coordinate."""
    if version.state != "adopted" or not permissions.FOLLOW_UP.verdict(actor).allowed:
        return None
    told = reaffirming.follow_up(actor, version)
    if told is None:
        return None
    return {"sentence": words.have_reaffirmed(told), "answered": told.count(Answer.REAFFIRMED), "total": len(told.rows), "due_at": told.due_at}


def other(version: Version, others: Sequence[Version], number: str) -> Version | None:
    """Return the version to compare with: that of a number, else the one before; of a draft, the one in force."""
    if number.isdecimal() and len(number) < 5:
        return next((one for one in others if one.number == int(number)), None)
    earlier = [one for one in others if version.number is None or (one.number or 0) < version.number]
    return earlier[0] if earlier else None


@dataclass(frozen=True)
class Behind:
    """An organisation that stands behind a version, as the list shows it."""

    endorsement: Endorsement
    came: Words


def behind(actor: Actor, version: Version) -> list[Behind]:
    """Return who stands behind a version, each organisation once, by name."""
    found = {one.organisation_id: one for one in endorsements.known_behind(actor, version)}
    return [Behind(one, words.CAME.get(one.came, "")) for one in found.values()]
