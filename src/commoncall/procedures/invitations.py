"""Inviting people into the workspace: a step of its own, since nothing else that is entered here writes to anybody.

An invitation leads to the page where one signs in, with the address filled in. It signs nobody in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from babel.lists import format_list
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commoncall.kernel import languages, time
from commoncall.kernel.authority import Actor
from commoncall.kernel.outbox import actions as outbox
from commoncall.kernel.outbox import queries as mail
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.kernel.parties import permissions
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import people as deeds
from commoncall.kernel.parties.models import Address, Coalition, Invitation, Mandate, Person
from commoncall.kernel.refusals import NotVisible, Refusal
from commoncall.procedures import letters

INVITATION = mail_kind("parties.invitation", gettext_lazy("Invitation"))

#: Nobody is written to again before this time has passed.
PAUSE = timedelta(hours=24)


@dataclass(frozen=True)
class Invitee:
    """Somebody who could be invited: where they read mail, for whom they act there, and what stands against it (if anything)."""

    person: Person
    address: str
    organisations: tuple[str, ...]
    language: str
    invited_at: datetime | None
    is_silenced: bool
    is_too_soon: bool

    @property
    def can_be_invited(self) -> bool:
        """Whether an invitation would go out."""
        return not self.is_silenced and not self.is_too_soon


@dataclass(frozen=True)
class Plan:
    """Whom an invitation would reach, and how many of those chosen it would not."""

    reached: tuple[Invitee, ...]
    silenced: int
    too_soon: int

    @property
    def by_language(self) -> dict[str, int]:
        """How many are reached in each language, the most first."""
        return dict(Counter(one.language for one in self.reached).most_common())


def outside(actor: Actor) -> QuerySet[Person]:
    """Return those who may act here, have an address, and have not come in yet, by name; with when they were last invited."""
    acting = Exists(parties.mandates_in_force().filter(person=OuterRef("pk")))
    reading = Exists(Address.objects.filter(person=OuterRef("pk")))
    last = Invitation.objects.filter(person=OuterRef("pk")).order_by("-sent_at").values("sent_at")[:1]
    return parties.people_visible_to(actor).filter(acting, reading, account=None).annotate(invited_at=Subquery(last)).order_by("name", "id")


def not_invited(actor: Actor) -> QuerySet[Person]:
    """Return those of them who have never been invited."""
    return outside(actor).filter(~Exists(Invitation.objects.filter(person=OuterRef("pk"))))


def still_outside(actor: Actor) -> QuerySet[Person]:
    """Return those of them who were invited and have not come in."""
    return outside(actor).filter(Exists(Invitation.objects.filter(person=OuterRef("pk"))))


def invitees(coalition: Coalition, people: QuerySet[Person]) -> list[Invitee]:
    """Return people as those who could be invited, in a constant number of queries."""
    mandates = parties.mandates_in_force().filter(coalition=coalition).select_related("organisation").order_by("starts_at", "id")
    found = list(people.prefetch_related("addresses", Prefetch("mandates", mandates, to_attr="in_force")))
    written_to = {person.id: _address_of(person) for person in found}
    silenced = mail.silenced_among(coalition.id, [address for address in written_to.values() if address])
    now = time.now()
    return [_invitee(person, written_to[person.id], silenced, coalition, now) for person in found]


def _address_of(person: Person) -> str:
    organisations = [mandate.organisation for mandate in _in_force(person)]
    return parties.address_for(person, organisations[0] if organisations else None)


def _in_force(person: Person) -> list[Mandate]:
    found: list[Mandate] = person.in_force  # type: ignore[attr-defined]
    return found


def _invitee(person: Person, address: str, silenced: set[str], coalition: Coalition, now: datetime) -> Invitee:
    invited_at: datetime | None = person.invited_at  # type: ignore[attr-defined]
    # A mail to an address tells only of the organisations for which its owner reads mail there.
    here = [one.organisation for one in _in_force(person) if one.organisation and parties.address_for(person, one.organisation) == address]
    return Invitee(
        person=person,
        address=address,
        organisations=tuple(dict.fromkeys(one.name for one in here)),
        language=letters.language_for(person.language, coalition.language),
        invited_at=invited_at,
        is_silenced=address in silenced,
        is_too_soon=invited_at is not None and now - invited_at < PAUSE,
    )


def plan(coalition: Coalition, people: QuerySet[Person]) -> Plan:
    """Return whom an invitation to these people would reach. Nothing is written yet."""
    found = invitees(coalition, people)
    return Plan(
        reached=tuple(one for one in found if one.can_be_invited),
        silenced=sum(one.is_silenced for one in found),
        too_soon=sum(one.is_too_soon and not one.is_silenced for one in found),
    )


def usual_text(coalition: Coalition, language: str) -> str:
    """Return what an invitation says in a language until a coordinator writes something else."""
    with translation.override(language):
        return _(
            "%(coalition)s now works together in a place of its own. There you see who belongs to it and what is asked of you, "
            "and you can correct what is noted of your organisation."
        ) % {"coalition": languages.pick(coalition.names, language, fallback=coalition.language) or coalition.name}


def letter_to(invitee: Invitee, coalition: Coalition, texts: Mapping[str, str], *, by: Actor) -> letters.Letter:
    """Return an invitation as this person would read it, for a look at it beforehand."""
    return letters.compose("invitation", _told(invitee, coalition, texts, by), language=invitee.language, coalition=coalition, to=invitee.address)


def _told(invitee: Invitee, coalition: Coalition, texts: Mapping[str, str], by: Actor) -> dict[str, str]:
    language = invitee.language
    arrival = urlencode({"address": invitee.address, "next": reverse("home", args=[coalition.slug])})
    return {
        "sender": by.person_name,
        "name": invitee.person.name,
        "address": invitee.address,
        "text": texts.get(language, "").strip() or usual_text(coalition, language),
        "organisations": format_list(invitee.organisations, locale=language.replace("-", "_")) if invitee.organisations else "",
        "link": f"{settings.ADDRESS}{reverse('sign-in')}?{arrival}",
    }


@transaction.atomic
def send(coalition: Coalition, people: Iterable[UUID], *, texts: Mapping[str, str] | None = None, by: Actor) -> Plan:
    """Invite people, each in their own language, and return whom it reached.

    Who may: ``parties.invite``. Recorded for each, with the mails in the same transaction. Addresses that asked for silence
    are left out. Refused: nobody who could be invited; somebody who was invited within the last day.
    """
    permissions.INVITE.verdict(by).require()
    if by.coalition_id != coalition.id:
        raise NotVisible(_("There is no such coalition here."))
    chosen = list(people)
    # Two coordinators who press at once take turns, and the second then finds that everybody was just invited.
    list(Person.objects.select_for_update().filter(coalition=coalition, pk__in=chosen).order_by("id").values_list("pk"))
    planned = plan(coalition, outside(by).filter(pk__in=chosen))
    _refuse_too_soon(planned)
    deeds.note_invitations(coalition, [one.person for one in planned.reached], by=by)
    outbox.post_all([_enveloped(one, coalition, texts or {}, by) for one in planned.reached], coalition=coalition, by=by)
    return planned


def _refuse_too_soon(planned: Plan) -> None:
    if planned.too_soon:
        number = planned.too_soon
        raise Refusal(
            ngettext(
                "%(n)s of those chosen was invited less than a day ago. Leave them some time.",
                "%(n)s of those chosen were invited less than a day ago. Leave them some time.",
                number,
            )
            % {"n": number}
        )
    if not planned.reached:
        raise Refusal(_("Nobody is chosen who could be invited."))


def _enveloped(invitee: Invitee, coalition: Coalition, texts: Mapping[str, str], by: Actor) -> outbox.Envelope:
    return letters.enveloped(
        INVITATION,
        "invitation",
        _told(invitee, coalition, texts, by),
        to=invitee.address,
        language=invitee.language,
        coalition=coalition,
        person=invitee.person,
    )


@transaction.atomic
def send_test(coalition: Coalition, languages_: Sequence[str], *, texts: Mapping[str, str], by: Actor) -> str:
    """Send an invitation in each of the languages to whoever is about to invite others, and return to which address.

    Who may: ``parties.invite``. Nobody is noted as invited. Refused: without an address of one's own.
    """
    permissions.INVITE.verdict(by).require()
    address = own_address(by)
    if not address:
        raise Refusal(_("No address of yours is noted here, to which a test could be sent."))
    me = Person(coalition=coalition, name=by.person_name)
    for language in languages_:
        trial = Invitee(me, address, (by.organisation_name,) if by.organisation_name else (), language, None, is_silenced=False, is_too_soon=False)
        told = _told(trial, coalition, texts, by)
        letters.send(INVITATION, "invitation", told, to=address, language=language, coalition=coalition, asked_for=True, by=by)
    return address


def own_address(actor: Actor) -> str:
    """Return where the actor reads mail, as is noted in this coalition."""
    person = parties.people_visible_to(actor).filter(pk=actor.person_id).prefetch_related("addresses").first() if actor.person_id else None
    return parties.address_for(person) if person else ""
