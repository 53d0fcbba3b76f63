"""The kinds of entry that drafting makes. Titles, words and reasons stand in the particulars alone."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commoncall.kernel import languages
from commoncall.kernel.history.kinds import Audience, kind

#: What each treatment of an amendment is within a sentence, and of a comment.
TREATMENTS = {
    "accept": pgettext_lazy("what becomes of an amendment", "accept it"),
    "modify": pgettext_lazy("what becomes of an amendment", "accept it with changes"),
    "refuse": pgettext_lazy("what becomes of an amendment", "refuse it"),
    "vote": pgettext_lazy("what becomes of an amendment", "refer it to a vote"),
    "taken": pgettext_lazy("what became of a comment", "taken up"),
    "partly": pgettext_lazy("what became of a comment", "taken up in part"),
    "not": pgettext_lazy("what became of a comment", "not taken up"),
}


def _words(parts: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"treatment": TREATMENTS.get(parts.get("treatment", ""), parts.get("treatment"))}
    if "language" in parts:
        told["language"] = languages.name_of(parts["language"], languages.current())
    return told


# Texts, and the words of their drafts: for those who write them.
BEGUN = kind("drafting.begun", _("%(by)s began a text: %(title)s."), audience=Audience.COORDINATORS)
ARRANGED = kind("drafting.arranged", _("%(by)s changed how %(title)s is drafted."), audience=Audience.COORDINATORS)
GIVEN_UP = kind("drafting.given_up", _("%(by)s gave %(title)s up. The reason: %(reason)s"), audience=Audience.COORDINATORS)
TAKEN_UP_AGAIN = kind("drafting.taken_up_again", _("%(by)s took %(title)s up again."), audience=Audience.COORDINATORS)
VERSION_BEGUN = kind("drafting.version_begun", _("%(by)s began version %(number)s of %(title)s."), audience=Audience.COORDINATORS)
VERSION_TAKEN_BACK = kind(
    "drafting.version_taken_back", _("%(by)s took back that version %(number)s of %(title)s was begun."), audience=Audience.COORDINATORS
)
WORDED = kind(
    "drafting.worded",
    _("%(by)s wrote version %(number)s of %(title)s in this language: %(language)s."),
    audience=Audience.COORDINATORS,
    words=_words,
)
WORDING_REMOVED = kind(
    "drafting.wording_removed",
    _("%(by)s took this language out of version %(number)s of %(title)s: %(language)s."),
    audience=Audience.COORDINATORS,
    words=_words,
)
TRANSLATION_ADDED = kind(
    "drafting.translation_added",
    _("%(by)s added a translation to version %(number)s of %(title)s: %(language)s."),
    audience=Audience.COORDINATORS,
    words=_words,
)
TRANSLATION_CORRECTED = kind(
    "drafting.translation_corrected",
    _("%(by)s corrected a translation of version %(number)s of %(title)s: %(language)s."),
    audience=Audience.COORDINATORS,
    words=_words,
)
TRANSLATION_CHECKED = kind(
    "drafting.translation_checked",
    _("%(by)s checked a translation of version %(number)s of %(title)s: %(language)s."),
    audience=Audience.COORDINATORS,
    words=_words,
)
AUTHORITATIVE_CHOSEN = kind(
    "drafting.authoritative_chosen",
    _("%(by)s made this the authoritative language of %(title)s: %(language)s."),
    audience=Audience.COORDINATORS,
    words=_words,
)

# Stages: for everybody inside where the text's label lets them read it, else for the coordinators (see ``actions.recording``).
OPENED = kind("drafting.opened", _("%(by)s opened version %(number)s of %(title)s to amendments."))
CLOSED = kind("drafting.closed", _("Amendments to version %(number)s of %(title)s are over."))
REOPENED = kind("drafting.reopened", _("%(by)s opened version %(number)s of %(title)s to amendments again."))
MERGED = kind("drafting.merged", _("%(by)s merged what was accepted into version %(number)s of %(title)s."))
MERGE_TAKEN_BACK = kind(
    "drafting.merge_taken_back", _("%(by)s took back that what was accepted had been merged into version %(number)s of %(title)s.")
)
LOCKED = kind("drafting.locked", _("%(by)s locked version %(number)s of %(title)s."))
UNLOCKED = kind("drafting.unlocked", _("%(by)s unlocked version %(number)s of %(title)s. The reason: %(reason)s"))
PUBLISHED = kind("drafting.published", _("%(by)s published version %(number)s of %(title)s."))

# Amendments and comments: who proposed what is for that organisation and those who treat it.
PROPOSED = kind(
    "drafting.amendment_proposed",
    _("%(by)s proposed amendment A%(amendment)s to version %(number)s of %(title)s for %(organisation)s."),
    audience=Audience.ORGANISATION,
)
WITHDRAWN = kind(
    "drafting.amendment_withdrawn",
    _("%(by)s withdrew amendment A%(amendment)s to version %(number)s of %(title)s for %(organisation)s."),
    audience=Audience.ORGANISATION,
)
PROPOSED_AGAIN = kind(
    "drafting.amendment_proposed_again",
    _("%(by)s took back that amendment A%(amendment)s to version %(number)s of %(title)s was withdrawn."),
    audience=Audience.ORGANISATION,
)
TREATED = kind(
    "drafting.amendment_treated",
    _("%(by)s proposed what to do with amendment A%(amendment)s to version %(number)s of %(title)s: %(treatment)s. The reason: %(reason)s"),
    audience=Audience.ORGANISATION,
    words=_words,
)
AGREED = kind(
    "drafting.treatment_agreed",
    _("%(by)s agreed for %(organisation)s with what becomes of amendment A%(amendment)s to version %(number)s of %(title)s."),
    audience=Audience.ORGANISATION,
)
INSISTED = kind(
    "drafting.insisted",
    _("%(by)s insisted for %(organisation)s on amendment A%(amendment)s to version %(number)s of %(title)s. The reason: %(reason)s"),
    audience=Audience.ORGANISATION,
)
SETTLED = kind(
    "drafting.amendment_settled",
    _("%(by)s entered the result of the vote on amendment A%(amendment)s to version %(number)s of %(title)s: %(treatment)s. %(reason)s"),
    audience=Audience.ORGANISATION,
    words=_words,
)
COMMENTED = kind("drafting.commented", _("%(by)s commented on version %(number)s of %(title)s for %(organisation)s."), audience=Audience.ORGANISATION)
COMMENT_WITHDRAWN = kind(
    "drafting.comment_withdrawn",
    _("%(by)s withdrew a comment on version %(number)s of %(title)s for %(organisation)s."),
    audience=Audience.ORGANISATION,
)
COMMENT_TREATED = kind(
    "drafting.comment_treated",
    _("%(by)s noted what became of a comment on version %(number)s of %(title)s: %(treatment)s. The reason: %(reason)s"),
    audience=Audience.ORGANISATION,
    words=_words,
)

# Bottom lines: coordinators read what concerns organisations, but never whose bottom line it is. Only whoever did it reads of it.
BOTTOM_LINE_NOTED = kind("drafting.bottom_line_noted", _("%(by)s noted a bottom line of %(for)s."), audience=Audience.PERSON)
BOTTOM_LINE_REMOVED = kind("drafting.bottom_line_removed", _("%(by)s removed a bottom line of %(for)s."), audience=Audience.PERSON)
