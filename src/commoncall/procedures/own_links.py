"""Mails that hold a link with which somebody from outside speaks for themselves: composed once for all who get the same words.

They say nothing that whoever filled in a form has written: they cannot be used to send words to strangers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from django.conf import settings

from commoncall.kernel import languages, time
from commoncall.kernel.accounts.actions import limits
from commoncall.kernel.accounts.rules import Rate
from commoncall.kernel.outbox import queries as mail
from commoncall.kernel.outbox.actions import Envelope
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import TooMany
from commoncall.kernel.text.outsiders import WAITS_DAYS
from commoncall.procedures import letters
from commoncall.procedures.letters import Letter

#: Whatever is asked of an address: this many mails go there.
MAILS = Rate(1, timedelta(days=1))

# Stand in a letter until it is somebody's: both are addresses of ours, and so come out whole in the text and in the HTML.
_LINK, _NOBODY = f"{settings.ADDRESS}/the-link/", "nobody@nobody.invalid"


@dataclass(frozen=True)
class Mould:
    """A letter with the places of its links left open: ``words`` is what the template names, besides the link and the days it waits.

    ``can_be_stopped`` is for what comes unasked, and so says how to have no more of it.
    """

    template: str
    language: str
    coalition: Coalition
    words: tuple[tuple[str, str | int], ...]
    can_be_stopped: bool = False

    @classmethod
    def of(cls, template: str, language: str, coalition: Coalition, words: Mapping[str, str | int], *, can_be_stopped: bool = False) -> Mould:
        """Return the mould of a letter. The name of the coalition is part of it: once it is another, so is the mould."""
        name = languages.pick(coalition.names, language, fallback=coalition.language) or coalition.name
        return cls(template, language, coalition, (("coalition", name), *words.items()), can_be_stopped)

    def filled(self, kind: str, address: str, link: str) -> Envelope:
        """Return the letter to one address, with their own link. Its text is secret: whoever reads it can speak for them."""
        letter = _composed(self)
        instead = {_LINK: link, mail.stop_address(self.coalition.pk, _NOBODY): mail.stop_address(self.coalition.pk, address)}
        text, html = letter.text, letter.html
        for placeholder, own in instead.items():
            text, html = text.replace(placeholder, own), html.replace(placeholder, own)
        expires_at = time.now() + timedelta(days=WAITS_DAYS)
        return Envelope(kind, address, letter.subject, text, html, self.language, is_secret=True, expires_at=expires_at)


@lru_cache(maxsize=256)
def _composed(mould: Mould) -> Letter:
    context = {**dict(mould.words), "link": _LINK, "days": WAITS_DAYS}
    to = _NOBODY if mould.can_be_stopped else ""
    return letters.compose(mould.template, context, language=mould.language, coalition=mould.coalition, to=to)


def may_write(about: str, coalition: Coalition, address: str) -> bool:
    """Tell whether a mail may go to an address now, and count it: one a day about one thing."""
    try:
        limits.allow(f"{about} of {coalition.pk} at {address}", MAILS)
    except TooMany:
        return False
    return True
