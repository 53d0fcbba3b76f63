"""The kinds of entry about those who sign a letter from outside. Who chose not to be named is named to nobody but the coordinators."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from commoncall.kernel import languages
from commoncall.kernel.history.kinds import Audience, kind

_CAME = {
    "paper": pgettext_lazy("how it came", "on paper"),
    "phone": pgettext_lazy("how it came", "by phone"),
    "mail": pgettext_lazy("how it came", "by mail"),
    "file": pgettext_lazy("how it came", "from a file"),
}

_FIELDS = {
    "name": pgettext_lazy("what was corrected", "the name"),
    "affiliation": pgettext_lazy("what was corrected", "where they belong"),
    "country": pgettext_lazy("what was corrected", "the country"),
    "website": pgettext_lazy("what was corrected", "the website"),
    "naming": pgettext_lazy("what was corrected", "whether they are named"),
    "language": pgettext_lazy("what was corrected", "the language of mails"),
    "wants_news": pgettext_lazy("what was corrected", "whether they want news"),
    "authoriser": pgettext_lazy("what was corrected", "who authorised it"),
    "capacity": pgettext_lazy("what was corrected", "the capacity"),
    "has_status": pgettext_lazy("what was corrected", "whether it has the status"),
}


def _words(parts: Mapping[str, Any]) -> Mapping[str, Any]:
    count = parts.get("count", 0)
    number = ngettext("%(n)s signature", "%(n)s signatures", count) % {"n": count} if isinstance(count, int) else count
    fields = languages.listed(_FIELDS.get(name, name) for name in parts.get("fields", ()))
    return {"number_of": number, "fields": fields, "came": _CAME.get(parts.get("came", ""), parts.get("came"))}


CONFIRMED = kind(
    "voice.signer_confirmed",
    _("%(signer)s signed letter %(number)s from outside, and confirmed it by mail."),
    audience=Audience.COORDINATORS,
    words=_words,
)
SIGNED_AGAIN = kind(
    "voice.signer_signed_again",
    _("%(signer)s, who had withdrawn the signature, signed letter %(number)s again from outside."),
    audience=Audience.COORDINATORS,
    words=_words,
)
RENEWED = kind(
    "voice.signer_renewed",
    _("%(signer)s signed letter %(number)s from outside, after having signed letter %(former)s with its earlier words."),
    audience=Audience.COORDINATORS,
    words=_words,
)
ENTERED = kind(
    "voice.signer_entered",
    _("%(by)s entered that %(signer)s signed letter %(number)s from outside, %(came)s: %(came_how)s"),
    audience=Audience.COORDINATORS,
    words=_words,
)
CORRECTED = kind(
    "voice.signer_corrected",
    _("What is noted of %(signer)s, who signed letter %(number)s from outside, was corrected: %(fields)s."),
    audience=Audience.COORDINATORS,
    words=_words,
)
WITHDRAWN = kind(
    "voice.signer_withdrawn",
    _("%(signer)s withdrew the signature under letter %(number)s. The reason: %(reason)s"),
    audience=Audience.COORDINATORS,
    words=_words,
)
REMOVED = kind(
    "voice.signers_removed",
    _("%(by)s took %(number_of)s out from under letter %(number)s. The reason: %(reason)s"),
    audience=Audience.COORDINATORS,
    words=_words,
)
RESTORED = kind(
    "voice.signers_restored",
    _("%(by)s put %(number_of)s back under letter %(number)s that had been taken out. The reason then: %(reason)s"),
    audience=Audience.COORDINATORS,
    words=_words,
)
FORGOTTEN = kind(
    "voice.signers_forgotten",
    _("What was unconfirmed for a week, or withdrawn or taken out for a month, was forgotten: %(number_of)s."),
    audience=Audience.COORDINATORS,
    words=_words,
)
ASKED = kind(
    "voice.signers_asked",
    _("%(number_of)s from outside: who gave them was asked whether they sign letter %(number)s, with the changed words, too."),
    audience=Audience.COORDINATORS,
    words=_words,
)
LIST_TAKEN = kind(
    "voice.list_taken",
    _("%(by)s downloaded the list of those who signed letter %(number)s: %(number_of)s."),
    audience=Audience.COORDINATORS,
    words=_words,
)
