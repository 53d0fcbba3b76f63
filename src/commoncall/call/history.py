"""The kinds of entry that the call makes."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from commoncall.kernel import languages
from commoncall.kernel.history.kinds import Audience, kind

#: What each text is within a sentence.
TEXTS = {"call": pgettext_lazy("within a sentence", "the call"), "charter": pgettext_lazy("within a sentence", "the charter")}

_CAME = {
    "paper": pgettext_lazy("how it came", "on paper"),
    "phone": pgettext_lazy("how it came", "by phone"),
    "mail": pgettext_lazy("how it came", "by mail"),
    "earlier": pgettext_lazy("how it came", "from the time before Commoncall"),
    "application": pgettext_lazy("how it came", "with an application"),
}


def _words(parts: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"text": TEXTS.get(parts.get("text", ""), parts.get("text")), "came": _CAME.get(parts.get("came", ""), parts.get("came"))}
    if "language" in parts:
        told["language"] = languages.name_of(parts["language"], languages.current())
    return told


def _open_to(parts: Mapping[str, Any]) -> Mapping[str, Any]:
    return _words(parts) | {"kinds": languages.listed(KINDS.get(one, one) for one in parts.get("open_to", ())) or _("nobody")}


#: Who endorses from outside, within a list.
KINDS = {
    "organisation": pgettext_lazy("who endorses", "organisations"),
    "company": pgettext_lazy("who endorses", "companies"),
    "parliamentarian": pgettext_lazy("who endorses", "parliamentarians"),
    "local_authority": pgettext_lazy("who endorses", "cities and other local authorities"),
    "expert": pgettext_lazy("who endorses", "scientists and other experts"),
    "individual": pgettext_lazy("who endorses", "individuals"),
}

# The texts: everybody inside reads what was adopted; each step of a draft is of interest to those who write it.
DRAFT_BEGUN = kind("call.draft_begun", _("%(by)s began a draft of %(text)s."), audience=Audience.COORDINATORS, words=_words)
DRAFT_DISCARDED = kind("call.draft_discarded", _("%(by)s discarded the draft of %(text)s."), audience=Audience.COORDINATORS, words=_words)
DRAFT_RESTORED = kind("call.draft_restored", _("%(by)s took the discarded draft of %(text)s up again."), audience=Audience.COORDINATORS, words=_words)
TAKEN_OVER = kind(
    "call.taken_over",
    _("%(by)s took the words that were drafted together over into the draft of %(text)s."),
    audience=Audience.COORDINATORS,
    words=_words,
)
WORDED = kind("call.worded", _("%(by)s wrote the draft of %(text)s in this language: %(language)s."), audience=Audience.COORDINATORS, words=_words)
WORDING_REMOVED = kind(
    "call.wording_removed", _("%(by)s took this language out of the draft of %(text)s: %(language)s."), audience=Audience.COORDINATORS, words=_words
)
AUTHORITATIVE_CHOSEN = kind(
    "call.authoritative_chosen",
    _("%(by)s made this the authoritative language of the draft of %(text)s: %(language)s."),
    audience=Audience.COORDINATORS,
    words=_words,
)
TRANSLATION_ADDED = kind("call.translation_added", _("%(by)s added a translation to version %(number)s of %(text)s: %(language)s."), words=_words)
TRANSLATION_CORRECTED = kind(
    "call.translation_corrected", _("%(by)s corrected a translation of version %(number)s of %(text)s: %(language)s."), words=_words
)
VERSION_ADOPTED = kind(
    "call.version_adopted", _("%(by)s noted that version %(number)s of %(text)s was adopted: %(how)s."), audience=Audience.MEMBERS, words=_words
)
ADOPTION_TAKEN_BACK = kind(
    "call.adoption_taken_back", _("%(by)s took back that version %(number)s of %(text)s was adopted. It is a draft again."), words=_words
)
OPENED_TO = kind("call.opened_to", _("%(by)s chose who may endorse %(text)s from outside: %(kinds)s."), words=_open_to)
CLOSED = kind("call.closed", _("%(by)s ended the endorsing of %(text)s."), words=_words)
REOPENED = kind("call.reopened", _("%(by)s let %(text)s be endorsed again."), words=_words)

# Endorsements by organisations: their names are theirs to give away, so that an entry is for them and the coordinators.
ENDORSED = kind(
    "call.endorsed",
    _("%(by)s endorsed version %(number)s of %(text)s for %(organisation)s. By what right: %(authority)s"),
    audience=Audience.ORGANISATION,
    words=_words,
)
ENTERED = kind(
    "call.entered",
    _("%(by)s entered that %(signatory)s endorsed version %(number)s of %(text)s for %(organisation)s, %(came)s: %(came_how)s"),
    audience=Audience.ORGANISATION,
    words=_words,
)
CONFIRMED = kind(
    "call.entry_confirmed",
    _("%(by)s confirmed what was entered for %(organisation)s: version %(number)s of %(text)s is endorsed."),
    audience=Audience.ORGANISATION,
    words=_words,
)
CORRECTED = kind(
    "call.endorsement_corrected",
    _("%(by)s corrected how %(organisation)s endorsed version %(number)s of %(text)s."),
    audience=Audience.ORGANISATION,
    words=_words,
)
WITHDRAWN = kind(
    "call.endorsement_withdrawn",
    _("%(by)s withdrew the endorsement of version %(number)s of %(text)s by %(organisation)s. The reason: %(reason)s"),
    audience=Audience.ORGANISATION,
    words=_words,
)
TAKEN_BACK = kind(
    "call.endorsement_taken_back",
    _("%(by)s took back that %(organisation)s endorsed version %(number)s of %(text)s."),
    audience=Audience.ORGANISATION,
    words=_words,
)
RESTORED = kind(
    "call.endorsement_restored",
    _("%(by)s took back that %(organisation)s had withdrawn its endorsement of version %(number)s of %(text)s."),
    audience=Audience.ORGANISATION,
    words=_words,
)
# How many letters went out would tell members of organisations of which they may not know.
REMINDED = kind(
    "call.reminded",
    _("%(by)s reminded those asked to re-affirm version %(number)s of %(text)s: %(count)s letters."),
    audience=Audience.COORDINATORS,
    words=_words,
)


def _outside(parts: Mapping[str, Any]) -> Mapping[str, Any]:
    count = parts.get("count", 0)
    number = ngettext("%(n)s endorser", "%(n)s endorsers", count) % {"n": count} if isinstance(count, int) else count
    told = _words(parts) | {"number_of": number, "form": str(parts.get("form", "")).upper()}
    return told | {"fields": languages.listed(_FIELDS.get(name, name) for name in parts.get("fields", ()))}


_FIELDS = {
    "name": pgettext_lazy("what was corrected", "the name"),
    "affiliation": pgettext_lazy("what was corrected", "where they belong"),
    "country": pgettext_lazy("what was corrected", "the country"),
    "website": pgettext_lazy("what was corrected", "the website"),
    "naming": pgettext_lazy("what was corrected", "whether they are named"),
    "language": pgettext_lazy("what was corrected", "the language of mails"),
    "wants_news": pgettext_lazy("what was corrected", "whether they want news"),
    "reservations": pgettext_lazy("what was corrected", "what they said about it"),
}

# Endorsers from outside: who chose not to be named is named to nobody but the coordinators.
ENDORSER_CONFIRMED = kind(
    "call.endorser_confirmed",
    _("%(endorser)s endorsed version %(number)s of %(text)s from outside, and confirmed it by mail."),
    audience=Audience.COORDINATORS,
    words=_words,
)
ENDORSER_REAFFIRMED = kind(
    "call.endorser_reaffirmed", _("%(endorser)s stands behind version %(number)s of %(text)s too."), audience=Audience.COORDINATORS, words=_words
)
ENDORSER_ENTERED = kind(
    "call.endorser_entered",
    _("%(by)s entered that %(endorser)s endorsed version %(number)s of %(text)s from outside, %(came)s: %(came_how)s"),
    audience=Audience.COORDINATORS,
    words=_words,
)
ENDORSER_CORRECTED = kind(
    "call.endorser_corrected",
    _("What is noted of %(endorser)s, who endorses from outside, was corrected: %(fields)s."),
    audience=Audience.COORDINATORS,
    words=_outside,
)
ENDORSER_WITHDRAWN = kind(
    "call.endorser_withdrawn", _("%(endorser)s no longer endorses %(text)s. The reason: %(reason)s"), audience=Audience.COORDINATORS, words=_words
)
ENDORSERS_REMOVED = kind(
    "call.endorsers_removed", _("%(by)s took %(number_of)s out as not genuine: %(what)s"), audience=Audience.COORDINATORS, words=_outside
)
ENDORSERS_RESTORED = kind(
    "call.endorsers_restored", _("%(by)s put %(number_of)s back that had been taken out: %(what)s"), audience=Audience.COORDINATORS, words=_outside
)
ENDORSERS_FORGOTTEN = kind(
    "call.endorsers_forgotten",
    _("What was unconfirmed for a week, or withdrawn or taken out for a month, was forgotten: %(number_of)s."),
    audience=Audience.COORDINATORS,
    words=_outside,
)
ENDORSERS_ASKED = kind(
    "call.endorsers_asked",
    _("%(number_of)s from outside were asked whether they stand behind version %(number)s of %(text)s too."),
    audience=Audience.COORDINATORS,
    words=_outside,
)
ENDORSERS_EXPORTED = kind(
    "call.endorsers_exported", _("%(by)s downloaded the list of %(number_of)s (%(form)s)."), audience=Audience.COORDINATORS, words=_outside
)
LIST_TAKEN = kind(
    "call.list_taken",
    _("%(by)s downloaded who has re-affirmed version %(number)s of %(text)s: %(count)s organisations."),
    audience=Audience.COORDINATORS,
    words=_words,
)

#: What became of asking an organisation to re-affirm, in words.
ANSWERS = {
    "waiting": _("Not yet"),
    "late": _("Late"),
    "reaffirmed": _("Re-affirmed"),
    "withdrew": _("Withdrew"),
    "left": _("Has left"),
}
