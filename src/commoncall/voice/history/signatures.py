"""The kinds of entry about who signs: each is for the organisation and the coordinators, of those from outside for the coordinators."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commoncall.kernel.history.kinds import Audience, Kind, kind

_CAME = {
    "paper": pgettext_lazy("how it came", "on paper"),
    "phone": pgettext_lazy("how it came", "by phone"),
    "mail": pgettext_lazy("how it came", "by mail"),
    "file": pgettext_lazy("how it came", "from a file"),
}


def _words(parts: Mapping[str, Any]) -> dict[str, Any]:
    return {"came": _CAME.get(parts.get("came", ""), parts.get("came"))}


def _of_organisation(name: str, sentence: Any) -> Kind:
    return kind(name, sentence, audience=Audience.ORGANISATION, words=_words)


SIGNED = _of_organisation(
    "voice.signed", _("%(by)s signed letter %(number)s for %(organisation)s, authorised by %(authoriser)s. By what right: %(authority)s")
)
SIGNED_AS_ASKED = _of_organisation(
    "voice.signed_as_asked",
    _("%(by)s authorised and signed letter %(number)s for %(organisation)s, as %(asker)s had asked. By what right: %(authority)s"),
)
SIGNED_BY_PRE_APPROVAL = _of_organisation(
    "voice.signed_by_pre_approval",
    _("%(organisation)s signed letter %(number)s by its pre-approval of the topic “%(topic)s”, which %(authoriser)s gave."),
)
ENTERED = _of_organisation(
    "voice.signature_entered", _("%(by)s entered that %(organisation)s signs letter %(number)s, which came %(came)s: %(came_how)s")
)
CONFIRMED = _of_organisation("voice.signature_confirmed", _("%(by)s confirmed what was entered: %(organisation)s signs letter %(number)s."))
CORRECTED = _of_organisation("voice.signature_corrected", _("%(by)s corrected how %(organisation)s signed letter %(number)s."))
WITHDRAWN = _of_organisation(
    "voice.signature_withdrawn", _("%(by)s withdrew the signature of %(organisation)s under letter %(number)s. The reason: %(reason)s")
)
WITHDRAWN_AFTER_DELIVERY = _of_organisation(
    "voice.signature_withdrawn_after_delivery",
    _("%(by)s withdrew the signature of %(organisation)s under letter %(number)s after it had been delivered. The reason: %(reason)s"),
)
TAKEN_BACK = _of_organisation("voice.signature_taken_back", _("%(by)s took back that %(organisation)s signed letter %(number)s."))
RESTORED = _of_organisation(
    "voice.signature_restored", _("%(by)s took back that %(organisation)s had withdrawn its signature under letter %(number)s.")
)
REMOVED_AS_SAME = kind(
    "voice.signature_removed_as_same",
    _("%(by)s took out the signature of %(signer)s under letter %(number)s: it is the same as %(other)s."),
    audience=Audience.COORDINATORS,
)
TOLD_APART = kind(
    "voice.signatures_told_apart",
    _("%(by)s found that %(signer)s and %(other)s under letter %(number)s are two different ones."),
    audience=Audience.COORDINATORS,
)
PRE_APPROVED = _of_organisation("voice.pre_approved", _("%(by)s pre-approved for %(organisation)s that it signs letters on “%(topic)s”."))
PRE_APPROVAL_ENDED = _of_organisation(
    "voice.pre_approval_ended", _("%(by)s ended the pre-approval of %(organisation)s to sign letters on “%(topic)s”.")
)
