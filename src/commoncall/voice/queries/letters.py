"""Reading letters: who may know of which, what waits for whom, and what can follow."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from commoncall.drafting.models import Version
from commoncall.kernel import time
from commoncall.kernel.authority import Actor, Role
from commoncall.kernel.labels import readable_by
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import NotVisible
from commoncall.voice.models import Letter, Signature, Who
from commoncall.voice.queries import standing
from commoncall.voice.queries.eligible import SIGNERS, why_may_not_sign

State = Letter.State

#: What was ever open.
OPENED = (State.OPEN, State.CLOSED)

_RELATED = ("coalition", "version__text", "former__version__text", "decision", "begun_by")


def visible_to(actor: Actor) -> QuerySet[Letter]:
    """Return the letters of which the actor may know, the latest first.

    What is being prepared or was given up is known to the coordinators. What is or was open is read by everybody inside where it is
    public or its text's label says so; besides, by those whom it asks to sign and who have signed it.
    """
    letters = Letter.objects.select_related(*_RELATED).order_by("-begun_at", "-id")
    if actor.coalition_id is None or not actor.is_inside:
        return letters.none()
    letters = letters.filter(coalition_id=actor.coalition_id)
    if actor.is_coordinator:
        return letters
    known = Q(is_public=True) | Q(version__text__label__in=readable_by(actor)) | Q(who__overlap=_asked_as(actor))
    if actor.organisation_id is not None:
        known |= Q(Exists(Signature.objects.filter(letter=OuterRef("pk"), organisation=actor.organisation_id)))
    return letters.filter(known, state__in=OPENED)


def _asked_as(actor: Actor) -> list[str]:
    asked = []
    if actor.roles & SIGNERS:
        asked = [Who.MEMBERS.value, Who.ORGANISATION.value]
    return [*asked, Who.ENDORSERS.value] if Role.ENDORSER in actor.roles else asked


def one(actor: Actor, identifier: UUID | None) -> Letter:
    """Return a letter. Raises ``NotVisible`` where the actor may not know of it."""
    found = visible_to(actor).filter(pk=identifier).first()
    if found is None:
        raise NotVisible(_("There is no such letter here."))
    return found


def open_now(actor: Actor) -> QuerySet[Letter]:
    """Return the letters that take signatures and of which the actor may know, those that close first first."""
    now = time.now()
    found = visible_to(actor).filter(Q(closes_at=None) | Q(closes_at__gt=now), state=State.OPEN)
    return found.order_by(F("closes_at").asc(nulls_last=True), "id")


def waiting_for(actor: Actor) -> list[Letter]:
    """Return the open letters that ask the actor's organisation and that it has not signed, those that close first first; three queries."""
    if actor.organisation_id is None:
        return []
    signed = Signature.objects.filter(letter=OuterRef("pk"), organisation=actor.organisation_id, withdrawn_at=None, removed_at=None)
    found = list(open_now(actor).filter(~Exists(signed)))
    membership = standing.membership_of(actor.organisation_id) if found else None
    return [one for one in found if why_may_not_sign(one, membership) is None]


def renewable(letter: Letter) -> Version | None:
    """Return the latest locked or published version after the one that a letter has, on which it can be renewed; nothing otherwise."""
    if letter.state not in OPENED or Letter.objects.filter(former=letter).exists():
        return None
    later = Version.objects.filter(text=letter.version.text_id, number__gt=letter.version.number)
    locked = later.filter(state__in=[Version.State.LOCKED, Version.State.PUBLISHED])
    return locked.select_related("text", "coalition").order_by("-number").first()


def on_version(version: Version) -> list[Letter]:
    """Return the letters on the words of a version, whoever may know of them; for deeds that would touch the words."""
    return list(Letter.objects.filter(version=version).select_related("version__text", "coalition").order_by("number"))


def that_hold(versions: list[UUID]) -> Letter | None:
    """Return a letter that keeps the words of one of these versions as they are: an open one, or one that was signed; for such deeds."""
    signed = Signature.objects.filter(letter=OuterRef("pk"), signed_at__isnull=False)
    kept = Letter.objects.filter(Q(state=State.OPEN) | (Q(state=State.CLOSED) & Exists(signed)), version__in=versions)
    return kept.order_by("version__number", "number").last()


def signed_by(organisation: Organisation) -> QuerySet[Signature]:
    """Return the signatures of an organisation, the latest first; for what it takes along, and for deeds that judge who may know them."""
    return Signature.objects.filter(organisation=organisation).select_related("letter__version__text", "delivery").order_by("-made_at", "-id")
