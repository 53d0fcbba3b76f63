"""Applying to join: what the membership keeps of it, put together with the texts that are endorsed and with the mails that go out.

Whoever applies has no account. The key of their application stands in the addresses that they use; two kinds of mail bring
them back to it. One is written to the address while it is filled in and bears a mark: using it shows that the address is
theirs. The other is for whoever has lost the link: it gives the application another key, and is good once. What a visitor is
told never depends on whether an address is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.call.models import Text, Version, Wording
from commoncall.call.queries import texts
from commoncall.kernel import languages, time
from commoncall.kernel.accounts.actions import limits
from commoncall.kernel.accounts.rules import Rate, plain_address
from commoncall.kernel.authority import VISITOR, Actor, system
from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import Conflict
from commoncall.membership.actions.applying import filling
from commoncall.membership.models import Application
from commoncall.membership.queries import applicants
from commoncall.membership.queries.applicants import Offer
from commoncall.membership.rules.applying import KEPT_FOR, Wanted
from commoncall.procedures import letters

LINK = mail_kind("membership.application_link", gettext_lazy("Link to an application"))
RECEIVED = mail_kind("membership.application_received", gettext_lazy("An application was received"))
FADING = mail_kind("membership.application_fading", gettext_lazy("A draft of an application vanishes soon"))

#: How often a link is mailed from within one application, and how often to one address from all of them.
MAILED = Rate(5, timedelta(hours=1))
MAILED_TO = Rate(5, timedelta(hours=1))
#: For how long a link is good that gives an application another key.
AGAIN_LASTS = timedelta(days=30)


@dataclass(frozen=True)
class Asking:
    """All that a coalition asks of those who apply: the membership's part, and the texts in force that one joins by."""

    offer: Offer
    call: Version | None
    charter: Version | None

    @property
    def coalition(self) -> Coalition:
        """The coalition that asks."""
        return self.offer.coalition

    def wanted(self, language: str) -> Wanted:
        """Return what has to be there before an application can be handed in."""
        return self.offer.wanted(language, call=_version(self.call), charter=_version(self.charter))

    def accepted(self, *, call: bool, charter: bool, promises: bool, language: str) -> dict[str, Any]:
        """Return as values to keep what is accepted now: versions by their identifiers, promises word for word."""
        return {
            "call_version": _version(self.call) if call else None,
            "charter_version": _version(self.charter) if charter else None,
            "promises": self.offer.promises(language) if promises else {},
        }


def _version(version: Version | None) -> UUID | None:
    return version.pk if version else None


def asking(coalition: Coalition) -> Asking:
    """Return what a coalition asks of those who apply: the charter only where one joins by it."""
    joins_by_charter = parties.arrangements(coalition).joining == "charter"
    charter = texts.in_force(coalition, Text.Kind.CHARTER) if joins_by_charter else None
    return Asking(applicants.offer(coalition), texts.in_force(coalition, Text.Kind.CALL), charter)


def wording(version: Version | None) -> Wording | None:
    """Return a text as its reader can read it: in the language that is set, else in the authoritative one."""
    return texts.wording_for(version, languages.current()) if version else None


@transaction.atomic
def start(coalition: Coalition, address: str) -> str:
    """Begin an application, mail the link with which it can be gone on with, and return its key.

    Who may: anybody. Refused: where no applications are taken. The mail tells of earlier applications from that address:
    nobody else reads it.
    """
    by = VISITOR
    application, key = filling.begin(coalition, languages.current(), address=address, by=by)
    _mail_link(application, key, by=applicants.actor_of(application))
    return key


def _mail_link(application: Application, key: str, *, by: Actor, address: str = "") -> None:
    to = address or application.contact_address
    earlier = [_told(one) for one in applicants.of_address(application.coalition, to, besides=application.pk)[:3]]
    told = {"link": proof_address(application, key, to), "name": _name_for(application, to), "earlier": earlier, "days": KEPT_FOR.days}
    _post(LINK, "application_link", told, application, to=to, by=by)


def _told(application: Application) -> dict[str, str]:
    return {"name": _name_for(application, application.contact_address), "link": again_address(application)}


def _name_for(application: Application, address: str) -> str:
    """Return the applicant's name for a mail to its own address, once that is proved.

    To any other goes no word that whoever fills in the form has written: a coalition's mails are not for sending words to strangers.
    """
    is_proved = application.confirmed_at is not None and application.contact_address == plain_address(address)
    return application.name if is_proved else ""


def _post(kind: str, template: str, told: dict[str, Any], application: Application, *, to: str = "", by: Actor) -> None:
    language = letters.language_outside(application.language, application.coalition.language)
    letters.send(
        kind,
        template,
        told,
        to=to or application.contact_address,
        language=language,
        coalition=application.coalition,
        is_secret=True,
        by=by,
    )


def address_of(application: Application, key: str) -> str:
    """Return where an application is opened by its key, in the language in which it is filled in."""
    return settings.ADDRESS + reverse("apply-open", args=[_language(application), application.coalition.slug, key])


def proof_address(application: Application, key: str, address: str) -> str:
    """Return the link that is mailed to ``address`` alone: whoever uses it reads mail there."""
    parts = [_language(application), application.coalition.slug, key, _mark(application, address)]
    return settings.ADDRESS + reverse("apply-proof", args=parts)


def again_address(application: Application) -> str:
    """Return a link that gives an application another key. It is good once, for it names the key that it replaces."""
    token = _signer().sign_object([application.pk.hex, bytes(application.key_hash or b"").hex()[:24]])
    return settings.ADDRESS + reverse("apply-again", args=[_language(application), application.coalition.slug, token])


def _language(application: Application) -> str:
    return letters.language_outside(application.language)


def _mark(application: Application, address: str) -> str:
    return salted_hmac("commoncall.applying", f"{application.pk} {plain_address(address)}", algorithm="sha256").hexdigest()[:32]


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="commoncall.applying.again")


def save(application: Application, key: str, values: dict[str, Any], typed: dict[str, str], *, by: Actor) -> Application:
    """Keep what was filled in so far, and mail the link to another address where that was changed.

    Refused: as ``filling.save``; and, with everything kept, mailing too often within an hour.
    """
    before = application.contact_address
    # Whoever fills it in is written to in the language in which they read it last.
    saved = filling.save(application, {**values, "language": languages.current()}, typed=typed, by=by)
    if saved.contact_address != before:
        mail_link(saved, key, by=by)
    return saved


def mail_link(application: Application, key: str, *, by: Actor) -> None:
    """Mail the link to an application again, to the address that is noted in it. Refused: too often within an hour."""
    _count_mail(application, application.contact_address)
    with transaction.atomic():
        _mail_link(application, key, by=by)


def _count_mail(application: Application, address: str) -> None:
    limits.allow_all({f"application mailed {application.pk}": MAILED, f"application mailed to {plain_address(address)}": MAILED_TO})


def propose_address(application: Application, key: str, address: str, *, by: Actor) -> None:
    """Write to another address that it may take the place of the one noted; it does so once the link there was used.

    Who may: whoever holds the key. Refused: too often within an hour; what is no address.
    """
    _count_mail(application, address)
    with transaction.atomic():
        kept = filling.propose_address(application, address, by=by)
        _mail_link(kept, key, by=by, address=address)


def proved(application: Application, mark: str) -> str:
    """Return the address to which a mark was mailed: the one noted, or one that is to take its place; else nothing."""
    candidates = (application.contact_address, applicants.typed(application).get(applicants.PROPOSED, ""))
    return next((one for one in candidates if one and constant_time_compare(_mark(application, one), mark)), "")


def confirm(application: Application, mark: str, *, by: Actor) -> Application:
    """Note that whoever applies reads the address to which the mark was mailed. Refused: a mark that belongs to none of theirs."""
    address = proved(application, mark)
    if not address:
        raise Conflict(_("This link belongs to another address than the one that is noted now."))
    return filling.confirm(application, address, by=by)


def send_link(coalition: Coalition, address: str) -> None:
    """Mail links to the applications that are written to at an address, if there are any.

    For an address without any the same is done, and taken back, so that neither the answer nor its time tells which it was.
    """
    plain = plain_address(address)
    found = list(applicants.of_address(coalition, plain)[:5])
    blank = Application(pk=uuid7(), coalition=coalition, language=languages.current(), contact_address=plain, key_hash=b"")
    with transaction.atomic():
        told = {"earlier": [_told(one) for one in found or [blank]], "days": AGAIN_LASTS.days}
        _post(LINK, "application_again", told, found[0] if found else blank, to=plain, by=VISITOR)
        transaction.set_rollback(not found)


def found_again(coalition: Coalition, token: str) -> Application | None:
    """Return the application that a mailed link leads to, unless the link is used up, too old or not ours."""
    try:
        identifier, replaced = _signer().unsign_object(token, max_age=AGAIN_LASTS)
        application = applicants.by_id(coalition, UUID(hex=identifier))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if application is None or bytes(application.key_hash or b"").hex()[:24] != replaced:
        return None
    return application


@transaction.atomic
def replace_key(application: Application) -> str:
    """Give an application another key, mail the link that goes with it, and return it. Good once for each mailed link.

    Refused: as ``filling.replace_key``.
    """
    by = applicants.actor_of(application)
    key = filling.replace_key(application, by=by)
    _post(LINK, "application_link", {"link": address_of(application, key), "name": application.name, "days": KEPT_FOR.days}, application, by=by)
    return key


@dataclass(frozen=True)
class HandedIn:
    """That an application was handed in, and whether the same address had handed in another before: its link was mailed then."""

    application: Application
    was_here_before: bool


@transaction.atomic
def submit(application: Application, key: str, *, by: Actor) -> HandedIn:
    """Hand an application in, and write to whoever did. Refused: as ``filling.submit``.

    Whether somebody else has applied, or belongs, under such a name is for the coordinators to see and for nobody to be told.
    """
    asked = asking(application.coalition)
    kept = filling.submit(application, call=_version(asked.call), charter=_version(asked.charter), by=by)
    earlier = list(applicants.of_address(kept.coalition, kept.contact_address, besides=kept.pk).exclude(submitted_at=None)[:3])
    told = {"name": kept.name, "link": address_of(kept, key), "earlier": [_told(one) for one in earlier]}
    _post(RECEIVED, "application_received", told, kept, by=by)
    return HandedIn(kept, bool(earlier))


def let_drafts_fade() -> int:
    """Write to those whose drafts vanish soon, and let those vanish whose time is over; return how many did. The clock calls this."""
    for application in applicants.to_be_told(time.now())[:100]:
        _tell_of_fading(application)
    by = system()
    return sum(filling.let_lapse(application, by=by) for application in applicants.forgotten(time.now())[:500])


def _tell_of_fading(application: Application) -> None:
    with transaction.atomic(), translation.override(_language(application)):
        if filling.note_told(application, by=system()):
            told = _told(application)
            _post(FADING, "application_fading", told, application, by=system().within(application.coalition_id, application.coalition.chain_id))
