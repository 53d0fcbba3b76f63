"""The kinds of entry about letters: prepared, opened, closed, delivered, answered."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from commoncall.kernel.history.kinds import Audience, Kind, kind


def _words(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Say which letter it is: its title is kept only where all who read the entry may know it."""
    title, number, count = parts.get("title"), parts.get("number"), parts.get("count")
    named = _now("letter %(number)s, “%(title)s”") if title else _now("letter %(number)s")
    told: dict[str, Any] = {"letter": named % {"number": number, "title": title}}
    if isinstance(count, int):
        told["signatures"] = ngettext("%(n)s signature", "%(n)s signatures", count) % {"n": count}
        told["mails"] = ngettext("%(n)s mail", "%(n)s mails", count) % {"n": count}
    return told


def _of_coordinators(name: str, sentence: Any) -> Kind:
    return kind(name, sentence, audience=Audience.COORDINATORS, words=_words)


# What is being prepared concerns those who prepare it.
PREPARED = _of_coordinators("voice.letter_prepared", _("%(by)s began to prepare %(letter)s."))
CHANGED = _of_coordinators("voice.letter_changed", _("%(by)s changed what was settled about %(letter)s."))
NOT_OPENED = _of_coordinators("voice.letter_not_opened", _("%(letter)s could not be opened and is still being prepared: %(reason)s"))
GIVEN_UP = _of_coordinators("voice.letter_given_up", _("%(by)s gave %(letter)s up. The reason: %(reason)s"))

OPENED = kind("voice.letter_opened", _("%(by)s opened %(letter)s to signatures."), words=_words)
MOVED = kind("voice.letter_moved", _("%(by)s set another last instant for signatures under %(letter)s."), words=_words)
CLOSED = kind("voice.letter_closed", _("%(letter)s was closed: it takes no signatures any more."), words=_words)

# How many signed is told only to those who may know of all of them.
MADE_UP = _of_coordinators("voice.batch_made_up", _("%(by)s made up batch %(batch)s of %(letter)s: %(signatures)s."))
NOTHING_TO_MAKE_UP = _of_coordinators("voice.batch_left_out", _("No batch of %(letter)s was made up at its instant: nobody had signed."))
DELIVERED = kind("voice.batch_delivered", _("%(by)s noted that batch %(batch)s of %(letter)s was delivered."), words=_words)
REPLIED = kind("voice.letter_answered", _("%(by)s noted what was answered to %(letter)s."), words=_words)
REMINDED = _of_coordinators("voice.letter_reminded", _("%(by)s reminded those who have not answered about %(letter)s: %(mails)s."))
RENEWAL_ASKED = _of_coordinators("voice.renewal_asked", _("Those outside who signed the former words were asked about %(letter)s: %(mails)s."))
DOWNLOADED = _of_coordinators("voice.letter_downloaded", _("%(by)s downloaded %(letter)s with its list: %(signatures)s (%(form)s)."))


def within(one: Kind, *, is_for_all: bool) -> Kind:
    """Return a kind for an entry about a letter that all inside may read, or not: then the coordinators alone read the entry."""
    return one if is_for_all or one.audience is not Audience.MEMBERS else replace(one, audience=Audience.COORDINATORS)
