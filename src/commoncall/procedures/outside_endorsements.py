"""Endorsing from outside, by mail: the link that confirms, the question after a change, the word to whoever was entered on paper.

A confirmation says nothing that whoever filled in the form has written: it cannot be used to send words to strangers. To one
address goes one such mail a day at most, whatever is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from commoncall.call import history as kinds
from commoncall.call import rules
from commoncall.call.actions import endorsers as deeds
from commoncall.call.models import Endorser, Version
from commoncall.call.queries import endorsers, texts
from commoncall.call.rules import Entry
from commoncall.kernel import languages, time
from commoncall.kernel.authority import VISITOR, Actor, system
from commoncall.kernel.history import actions as book
from commoncall.kernel.outbox import actions as outbox
from commoncall.kernel.outbox import queries as mail
from commoncall.kernel.outbox.actions import Envelope
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.kernel.parties.models import Coalition
from commoncall.procedures import letters, own_links
from commoncall.procedures.own_links import Mould

CONFIRM = mail_kind("call.endorser_confirm", gettext_lazy("Confirming an endorsement"))
OWN_LINK = mail_kind("call.endorser_link", gettext_lazy("The link to one’s own endorsement"))
ENTERED = mail_kind("call.endorser_entered", gettext_lazy("An endorsement was entered"))
AGAIN = mail_kind("call.endorser_again", gettext_lazy("Asking to re-affirm"))

#: So many are written to at once.
_PIECE = 100


@dataclass(frozen=True)
class Answer:
    """What became of asking to endorse: ``member`` is the organisation, named in public, that belongs to the coalition already."""

    member: str = ""


def ask(coalition: Coalition, entry: Entry, version: Version | None = None) -> Answer:
    """Take in what somebody asks on the public page, and write the link that confirms it to their address.

    The answer is the same whether or not the address is known. An organisation of the coalition that is named in public is
    asked to endorse in the workspace instead; one that is not is treated like everybody else. Refused: what
    ``call.actions.endorsers.ask_in_public`` refuses.
    """
    version = version or endorsers.call_in_force(coalition)
    if entry.kind in rules.BODIES:
        member = endorsers.listed_member(coalition, entry.name)
        if member is not None and version is not None:
            deeds.ask_member(member, version)
            return Answer(member.name)
    with transaction.atomic():
        asked = deeds.ask_in_public(coalition, entry, version=version, by=VISITOR)
        if _may_write(coalition, asked.endorser.address):
            template = (OWN_LINK, "endorser_link") if asked.is_known else (CONFIRM, "endorser_confirm")
            _write(asked.endorser, *template, asked.version, language=asked.endorser.language)
    return Answer()


def send_link(coalition: Coalition, address: str, language: str) -> None:
    """Write the link to their own endorsement to whoever reads an address, if they endorse; the answer tells nobody whether.

    For an address that is not known the same is done and taken back, so that it takes as long. Asking is counted for both, apart
    from the mails: nobody who asks for a link for others keeps them from the mail with which they endorse.
    """
    plain = address.strip().lower()
    known = endorsers.outside(coalition).filter(address=plain).order_by("confirmed_at", "id").first()
    if not own_links.may_write("link of endorser", coalition, plain):
        return
    with transaction.atomic():
        is_first = _may_write(coalition, plain)
        shown = known or Endorser(coalition=coalition, address=plain, language=language)
        _write(shown, OWN_LINK, "endorser_link", endorsers.call_in_force(coalition), language=shown.language)
        transaction.set_rollback(known is None or not is_first)


def enter(coalition: Coalition, version: Version, entry: Entry, came: deeds.Came, *, by: Actor) -> Endorser:
    """Enter who endorsed on paper, by phone or by mail, and tell them where they can correct it. See ``call.actions.endorsers.enter``."""
    with transaction.atomic():
        endorser = deeds.enter(coalition, version, entry, came, by=by)
        if endorser.address and not mail.is_silenced(coalition.pk, endorser.address):
            _write(endorser, ENTERED, "endorser_entered", version, language=endorser.language)
    return endorser


def ask_again() -> int:
    """Ask those who endorsed an earlier version whether they stand behind the present one too, a hundred at a time.

    The clock's deed, for all coalitions; done as often as needed. Nobody is asked twice about one change; who asked for silence
    and whoever has no address is not written to. Nobody loses anything by not answering. Recorded by their number.
    """
    return sum(_ask_some(version) for version in _changed())


def _changed() -> list[Version]:
    in_force = Version.objects.filter(text__kind="call", state=Version.State.ADOPTED, number__gt=1, coalition__is_demo=False)
    return list(in_force.select_related("coalition", "text"))


@transaction.atomic
def _ask_some(version: Version) -> int:
    # Several workers may run: each takes those whom no other has in hand, nor somebody who is just answering.
    free = endorsers.to_be_asked(version).select_for_update(no_key=True, skip_locked=True, of=("self",))
    some = list(free.select_related("coalition").order_by("id")[:_PIECE])
    if not some:
        return 0
    coalition, since = version.coalition, texts.alike(version)[-1]
    by = system().within(coalition.pk, coalition.chain_id)
    silenced = mail.silenced_among(coalition.pk, [one.address for one in some])
    written_to = [one for one in some if one.address not in silenced]
    told = {code: _Told.of(coalition, since, code) for code in {letters.language_outside(one.language, coalition.language) for one in written_to}}
    envelopes = [_again(one, since, told) for one in written_to]
    outbox.post_all(envelopes, coalition=coalition, by=by)
    deeds.note_asked([one.pk for one in some], since)
    facts = {"text": version.text.kind, "number": since.number, "count": len(written_to)}
    if written_to:
        book.record(kinds.ENDORSERS_ASKED, by=by, subject=since.pk, subject_kind="version", facts=facts)
    return len(some)


def _again(endorser: Endorser, version: Version, told: Mapping[str, _Told]) -> Envelope:
    language = letters.language_outside(endorser.language, endorser.coalition.language)
    return _envelope(endorser, AGAIN, "endorser_again", version, language, told[language])


def _may_write(coalition: Coalition, address: str) -> bool:
    return own_links.may_write("endorser", coalition, address)


def _write(endorser: Endorser, kind: str, template: str, version: Version | None, *, language: str) -> None:
    outbox.post_all([_envelope(endorser, kind, template, version, language)], coalition=endorser.coalition, by=VISITOR)


@dataclass(frozen=True)
class _Told:
    """What a letter says that is the same for many readers: of the coalition, and of the version it is about."""

    coalition: str
    title: str
    number: int
    change: str
    until: str

    @classmethod
    def of(cls, coalition: Coalition, version: Version | None, language: str) -> _Told:
        name = languages.pick(coalition.names, language, fallback=coalition.language) or coalition.name
        if version is None:
            return cls(name, name, 0, "", "")
        title = texts.wording_for(version, language).title or name
        change = languages.pick(version.change_note or {}, language, fallback=version.language)
        with translation.override(language):
            until = date_format(version.reaffirm_by.date(), "DATE_FORMAT") if version.reaffirm_by else ""
        return cls(name, title, version.number or 0, change, until)


@lru_cache(maxsize=64)
def _told(coalition: Coalition, version: Version | None, language: str, _minute: int) -> _Told:
    """Return what is the same for all who ask within a minute: on the day of a press release many do."""
    return _Told.of(coalition, version, language)


def _envelope(endorser: Endorser, kind: str, template: str, version: Version | None, language: str, told: _Told | None = None) -> Envelope:
    """Write a mail with the link of one endorser."""
    coalition, spoken = endorser.coalition, letters.language_outside(language, endorser.coalition.language)
    link = settings.ADDRESS + reverse(
        "endorse-own", args=[spoken, coalition.slug, endorsers.link_of(endorser, version.number or 0 if version else 0)]
    )
    said = told or _told(coalition, version, spoken, int(time.now().timestamp()) // 60)
    words: dict[str, str | int] = {"title": said.title, "number": said.number, "change": said.change, "until": said.until}
    return Mould.of(template, spoken, coalition, words, can_be_stopped=kind in _NOT_ASKED_FOR).filled(kind, endorser.address, link)


#: These come unasked, and so say how to have no more of them.
_NOT_ASKED_FOR = frozenset({ENTERED, AGAIN})
