"""The kinds of entry of what is decided: prepared, opened, answered, closed, and what comes after."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from commoncall.kernel import languages
from commoncall.kernel.history.kinds import Audience, Kind, kind
from commoncall.kernel.labels import Label

#: What each answer is within a sentence.
ANSWERS = {
    "agree": pgettext_lazy("an answer within a sentence", "agrees"),
    "agree_with_comments": pgettext_lazy("an answer within a sentence", "agrees, with comments"),
    "abstain": pgettext_lazy("an answer within a sentence", "abstains"),
    "stand_aside": pgettext_lazy("an answer within a sentence", "stands aside"),
    "against": pgettext_lazy("an answer within a sentence", "is against"),
    "object": pgettext_lazy("an answer within a sentence", "objects"),
}

#: What became of a decision, within a sentence.
STATES = {
    "adopted": pgettext_lazy("an outcome within a sentence", "adopted"),
    "not_adopted": pgettext_lazy("an outcome within a sentence", "not adopted"),
    "returned": pgettext_lazy("an outcome within a sentence", "returned for another draft"),
    "escalated": pgettext_lazy("an outcome within a sentence", "passed on to those above"),
    "lapsed": pgettext_lazy("an outcome within a sentence", "lapsed"),
    "consulted": pgettext_lazy("an outcome within a sentence", "the consultation is over"),
    "withdrawn": pgettext_lazy("an outcome within a sentence", "withdrawn"),
}

_CAME = {
    "phone": pgettext_lazy("how it came", "by phone"),
    "paper": pgettext_lazy("how it came", "on paper"),
    "mail": pgettext_lazy("how it came", "by mail"),
    "meeting": pgettext_lazy("how it came", "at the meeting"),
}


def _words(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Say which decision it is (its title is kept only where all who read the entry may know it), and codes in words."""
    told: dict[str, Any] = {"decision": _named(parts)}
    for key, words in {"answer": ANSWERS, "state": STATES, "came": _CAME}.items():
        if key in parts:
            told[key] = words.get(parts[key], parts[key])
    return told


def _named(parts: Mapping[str, Any]) -> str:
    title, number = parts.get("title"), parts.get("number")
    if title and number:
        return _now("decision %(number)s, “%(title)s”") % {"number": number, "title": title}
    if title:
        return _now("the decision “%(title)s”") % {"title": title}
    return _now("decision %(number)s") % {"number": number} if number else _now("a decision")


def _taken(parts: Mapping[str, Any]) -> dict[str, Any]:
    count, label = parts.get("count", 0), parts.get("label")
    number = ngettext("%(n)s entry", "%(n)s entries", count) % {"n": languages.in_digits(str(count))}
    return {"number_of": number, "label": str(Label(label).label) if label in set(Label) else label}


# Drafts are of interest to those who prepare them alone.
PREPARED = kind("decisions.prepared", _("%(by)s began to prepare %(decision)s."), audience=Audience.COORDINATORS, words=_words)
DEVIATED = kind(
    "decisions.deviated",
    _("%(by)s prepared %(decision)s otherwise than the ladder says. The reason: %(reason)s"),
    audience=Audience.COORDINATORS,
    words=_words,
)
CHANGED = kind("decisions.changed", _("%(by)s changed the draft of %(decision)s."), audience=Audience.COORDINATORS, words=_words)
WITHDRAWN = kind("decisions.withdrawn", _("%(by)s withdrew %(decision)s. The reason: %(reason)s"), words=_words)

ANNOUNCED = kind("decisions.announced", _("%(by)s gave notice of %(decision)s."), words=_words)
POSTPONED = kind("decisions.postponed", _("%(decision)s opens later: a discussion was demanded."), words=_words)
DISCUSSION_DEMANDED = kind(
    "decisions.discussion_demanded",
    _("%(by)s demanded for %(organisation)s a discussion of %(decision)s. The reason: %(reason)s"),
    audience=Audience.ORGANISATION,
    words=_words,
)
OPENED = kind("decisions.opened", _("%(by)s opened %(decision)s."), words=_words)
NOT_OPENED = kind(
    "decisions.not_opened", _("%(decision)s could not be opened and is a draft again: %(reason)s"), audience=Audience.COORDINATORS, words=_words
)

# What an organisation answers is for it and the coordinators; the page of the decision tells the others what they may know.
ANSWERED = kind(
    "decisions.answered", _("%(by)s answered for %(organisation)s in %(decision)s: it %(answer)s."), audience=Audience.ORGANISATION, words=_words
)
ANSWER_CHANGED = kind(
    "decisions.answer_changed",
    _("%(by)s changed the answer of %(organisation)s in %(decision)s: it %(answer)s."),
    audience=Audience.ORGANISATION,
    words=_words,
)
ENTERED = kind(
    "decisions.answer_entered",
    _("%(by)s entered the answer of %(organisation)s in %(decision)s, which came %(came)s (%(came_how)s): it %(answer)s."),
    audience=Audience.ORGANISATION,
    words=_words,
)
# What it answered is no part of it, in no form: the roll says the same, and not more.
VOTED_IN_SECRET = kind(
    "decisions.voted_in_secret", _("%(by)s voted in secret for %(organisation)s in %(decision)s."), audience=Audience.ORGANISATION, words=_words
)
NOT_UNSEALED = kind(
    "decisions.not_unsealed", _("The ballots of %(decision)s could not be opened: %(reason)s"), audience=Audience.COORDINATORS, words=_words
)
PRESENT = kind("decisions.presence_noted", _("%(by)s noted who is present for %(decision)s."), audience=Audience.COORDINATORS, words=_words)
PROXY_GIVEN = kind(
    "decisions.proxy_given",
    _("%(by)s let %(holder)s answer for %(organisation)s in %(decision)s."),
    audience=Audience.ORGANISATION,
    words=_words,
)
PROXY_TAKEN_BACK = kind(
    "decisions.proxy_taken_back",
    _("%(by)s took back that %(holder)s answers for %(organisation)s in %(decision)s."),
    audience=Audience.ORGANISATION,
    words=_words,
)

# How many letters went out would tell members of organisations of which they may not know.
REMINDED = kind(
    "decisions.reminded",
    _("%(by)s reminded those who have not answered in %(decision)s: %(count)s letters."),
    audience=Audience.COORDINATORS,
    words=_words,
)
CLOSED = kind("decisions.closed", _("%(decision)s was closed: %(state)s."), words=_words)
TEXT_NOT_MOVED = kind(
    "decisions.text_not_moved",
    _("The text of %(decision)s stays as it is, though the decision is closed: %(reason)s"),
    audience=Audience.COORDINATORS,
    words=_words,
)
NOT_FOLLOWED = kind(
    "decisions.not_followed",
    _("What was decided by %(decision)s could not be done by itself: %(reason)s"),
    audience=Audience.COORDINATORS,
    words=_words,
)
CONFIRMED = kind("decisions.confirmed", _("The outcome of %(decision)s was confirmed in writing to those who decide."), words=_words)

DISSOCIATED = kind(
    "decisions.dissociated",
    _("%(by)s dissociated %(organisation)s from %(decision)s. The reason: %(reason)s"),
    audience=Audience.ORGANISATION,
    words=_words,
)
DISSOCIATION_TAKEN_BACK = kind(
    "decisions.dissociation_taken_back",
    _("%(by)s took back that %(organisation)s had dissociated itself from %(decision)s."),
    audience=Audience.ORGANISATION,
    words=_words,
)

ACKNOWLEDGED = kind(
    "decisions.acknowledged", _("%(by)s acknowledged %(decision)s for %(organisation)s."), audience=Audience.ORGANISATION, words=_words
)
ENTERED_LATER = kind("decisions.entered_later", _("%(by)s entered %(decision)s into the register later, from this source: %(source)s"), words=_words)
ENTRY_CORRECTED = kind("decisions.entry_corrected", _("%(by)s corrected what was entered later of %(decision)s."), words=_words)
DISAGREEMENT_NOTED = kind("decisions.disagreement_noted", _("%(by)s noted the disagreement that remained about %(decision)s."), words=_words)
SHOWN_IN_PUBLIC = kind("decisions.shown_in_public", _("%(by)s put %(decision)s into the public register."), words=_words)
HIDDEN_FROM_PUBLIC = kind("decisions.hidden_from_public", _("%(by)s took %(decision)s out of the public register."), words=_words)
EXPORTED = kind(
    "decisions.exported",
    _("%(by)s downloaded the register of decisions, with %(number_of)s (%(label)s)."),
    audience=Audience.COORDINATORS,
    words=_taken,
)
REVIEW_SET = kind("decisions.review_set", _("%(by)s set when %(decision)s is looked at again."), words=_words)


def within(one: Kind, label: str) -> Kind:
    """Return a kind for an entry about a decision with this label: what members may not read stays with the coordinators."""
    is_narrow = label in {Label.RED, Label.AMBER_STRICT} and one.audience is Audience.MEMBERS
    return replace(one, audience=Audience.COORDINATORS) if is_narrow else one


def may_be_titled(one: Kind, label: str) -> bool:
    """Tell whether all who read such an entry may read the title of a decision with this label.

    Entries for all inside are read by observers and endorsers too, who read nothing that is for members only; entries for
    coordinators hold no title that is for named people only.
    """
    if label in {Label.GREEN, Label.CLEAR}:
        return True
    return label != Label.RED and within(one, label).audience is not Audience.MEMBERS
