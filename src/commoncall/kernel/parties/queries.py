"""Reading the parties: who is who, who may know of whom, and as whom an account may act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Lower
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commoncall.kernel import statements, time
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.accounts.rules import plain_address
from commoncall.kernel.authority import Actor, Capacity, Proof, Role, Verdict, operator
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.history import SITE_OPENED
from commoncall.kernel.parties.models import Address, Coalition, Confidence, Invitation, Mandate, Organisation, Person, StewardSession
from commoncall.kernel.parties.rules import Arrangements
from commoncall.kernel.refusals import NotAllowed


def coalitions() -> QuerySet[Coalition]:
    """Return every coalition of the installation, for the operator and the clock."""
    return Coalition.objects.order_by("slug")


def coalition(slug: str) -> Coalition | None:
    """Return the coalition with this address, whether or not the asker may see it."""
    return next((statements.made(Coalition, row) for row in statements.ask(_called, slug=slug)), None)


def _called(actor: Actor, slug: str) -> QuerySet[Coalition, tuple[Any, ...]]:
    return Coalition.objects.filter(slug=slug).values_list(*statements.columns(Coalition))


def arrangements(of: Coalition) -> Arrangements:
    """Return how a coalition chose to work."""
    return Arrangements.read(of.arrangements)


def mandates_in_force(at: datetime | None = None) -> QuerySet[Mandate]:
    """Return the mandates that are good at an instant, which is now unless another is given."""
    instant = at or time.now()
    return Mandate.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=instant), starts_at__lte=instant)


@dataclass(frozen=True)
class Authority:
    """Whether a person may act for an organisation, on which mandate, and why or why not in words."""

    verdict: Verdict
    mandate: Mandate | None = None

    def __bool__(self) -> bool:
        return self.verdict.allowed


def authority_of(person: Person, organisation: Organisation, topic: str = "", at: datetime | None = None) -> Authority:
    """Return whether a person may act for an organisation on a topic at an instant, which is now unless another is given.

    The one answer to that question: every concept asks here. A mandate without topics is for all of them. Where several
    would do, the person's own stands before one as a deputy, and the oldest before the others. One query.
    """
    rows = statements.ask(_held_for, person=person.pk, organisation=organisation.pk, at=at or time.now())
    held = [(statements.made(Mandate, row[:-2]), row[-2], row[-1]) for row in rows]
    mandates = sorted(held, key=lambda one: (one[0].deputy_for_id is not None, one[0].starts_at, one[0].id))
    if not mandates:
        return Authority(
            Verdict(False, _("%(person)s does not act for %(organisation)s.") % {"person": person.name, "organisation": organisation.name})
        )
    covering = next((one for one in mandates if not topic or not one[0].topics or topic in one[0].topics), None)
    if covering is None:
        topics = ", ".join(dict.fromkeys(name for one, _granter, _absent in mandates for name in one.topics))
        words = _("%(person)s acts for %(organisation)s on these topics alone: %(topics)s.")
        return Authority(Verdict(False, words % {"person": person.name, "organisation": organisation.name, "topics": topics}))
    return Authority(Verdict(True, _why(person, organisation, *covering)), covering[0])


def _held_for(actor: Actor, person: UUID, organisation: UUID, at: datetime) -> QuerySet[Mandate, tuple[Any, ...]]:
    held = mandates_in_force(at).filter(person_id=person, organisation_id=organisation)
    return held.values_list(*statements.columns(Mandate), "granted_by__name", "deputy_for__person__name")


def _why(person: Person, organisation: Organisation, mandate: Mandate, granter: str | None, absent: str | None) -> str:
    parts = {
        "person": person.name,
        "organisation": organisation.name,
        "since": date_format(mandate.starts_at.date(), "DATE_FORMAT"),
        "granter": granter or "",
        "absent": absent or "",
    }
    if mandate.deputy_for_id is not None:
        return _("%(person)s stands in for %(absent)s at %(organisation)s since %(since)s.") % parts
    if parts["granter"] and parts["granter"] != person.name:
        return _("%(person)s acts for %(organisation)s since %(since)s; %(granter)s granted it.") % parts
    return _("%(person)s acts for %(organisation)s since %(since)s.") % parts


@dataclass(frozen=True)
class Hat:
    """One capacity in which an account may act: for an organisation, or for the coalition as such."""

    coalition: Coalition
    person: Person
    organisation: Organisation | None
    roles: frozenset[Role]
    mandate_id: UUID
    until: datetime | None
    deputises: bool

    @property
    def key(self) -> str:
        """What names the hat in a form: the organisation's identifier, or ``coalition``."""
        return str(self.organisation.id) if self.organisation else "coalition"


def hats(account: Account, within: Coalition | None = None, at: datetime | None = None) -> list[Hat]:
    """Return the capacities in which an account may act now, in one coalition or in all; in one query.

    For the coalition as such comes first, then organisations by name.
    """
    mandates = mandates_in_force(at).filter(person__account=account).select_related("person", "organisation", "coalition")
    if within is not None:
        mandates = mandates.filter(coalition=within)
    return _hats(mandates.order_by("starts_at", "id"))


def hats_at(address: str, account: Account) -> list[Hat]:
    """Return the capacities in which an account may act now in the coalition at an address; each page asks it."""
    return _hats(_worn(row) for row in statements.ask(_wearing, address=address, account=account.pk, now=time.now()))


_JOINED = ((Mandate, ""), (Coalition, "coalition__"), (Person, "person__"), (Organisation, "organisation__"))
_COLUMNS = [name for model, path in _JOINED for name in statements.columns(model, path)]


def _wearing(actor: Actor, address: str, account: UUID, now: datetime) -> QuerySet[Mandate, tuple[Any, ...]]:
    mandates = mandates_in_force(now).filter(coalition__slug=address, person__account=account)
    return mandates.order_by("starts_at", "id").values_list(*_COLUMNS)


def _worn(row: tuple[Any, ...]) -> Mandate:
    """Return a mandate with what belongs to it."""
    parts: list[Any] = []
    left = row
    for model, _path in _JOINED:
        number = len(model._meta.concrete_fields)
        parts.append(statements.made(model, left[:number]) if left[0] is not None else None)
        left = left[number:]
    mandate: Mandate = parts[0]
    mandate.coalition, mandate.person, mandate.organisation = parts[1:]
    return mandate


def _hats(mandates: Iterable[Mandate]) -> list[Hat]:
    grouped: dict[tuple[UUID, UUID | None], list[Mandate]] = {}
    for mandate in mandates:
        grouped.setdefault((mandate.coalition_id, mandate.organisation_id), []).append(mandate)
    found = [_hat(group) for group in grouped.values()]
    return sorted(
        found, key=lambda hat: (hat.coalition.name.casefold(), hat.organisation is not None, hat.organisation.name if hat.organisation else "")
    )


def _hat(mandates: list[Mandate]) -> Hat:
    first = mandates[0]
    ends = [mandate.ends_at for mandate in mandates]
    return Hat(
        coalition=first.coalition,
        person=first.person,
        organisation=first.organisation,
        roles=frozenset(Role(mandate.role) for mandate in mandates),
        mandate_id=first.id,
        until=None if None in ends else max(end for end in ends if end is not None),
        deputises=all(mandate.deputy_for_id is not None for mandate in mandates),
    )


def actor_wearing(hat: Hat, proof: Proof) -> Actor:
    """Return the actor that an account is while it wears ``hat``."""
    return Actor(
        capacity=Capacity.PERSON,
        proof=proof,
        coalition_id=hat.coalition.id,
        chain_id=hat.coalition.chain_id,
        account_id=hat.person.account_id,
        person_id=hat.person.id,
        person_name=hat.person.name,
        organisation_id=hat.organisation.id if hat.organisation else None,
        organisation_name=hat.organisation.name if hat.organisation else "",
        roles=hat.roles,
        mandate_id=hat.mandate_id,
    )


def steward_session(account: Account, within: Coalition) -> StewardSession | None:
    """Return the steward's session that is open now, if there is one."""
    now = time.now()
    return StewardSession.objects.filter(account=account, coalition=within, starts_at__lte=now, ends_at__gt=now).order_by("-ends_at").first()


def actor_as_steward(session: StewardSession, account: Account, within: Coalition, proof: Proof) -> Actor:
    """Return the actor that a steward is during a session: a coordinator, recorded as a steward."""
    return Actor(
        capacity=Capacity.STEWARD,
        proof=proof,
        coalition_id=within.id,
        chain_id=within.chain_id,
        account_id=account.id,
        person_name=account.name,
        roles=frozenset({Role.COORDINATOR}),
    )


def traces(actor: Actor) -> dict[str, Any]:
    """Return what is enough to find an actor within a coalition again later, as plain values."""
    known = {"account": actor.account_id, "coalition": actor.coalition_id, "mandate": actor.mandate_id}
    return {name: str(value) if value else "" for name, value in known.items()} | {"proof": int(actor.proof), "name": actor.person_name}


def found_again(traced: Mapping[str, Any]) -> Actor:
    """Return the actor who left these traces, with what they may do now. Refused: once they no longer act in that capacity."""
    within, proof = Coalition.objects.get(pk=traced["coalition"]), Proof(traced["proof"])
    if not traced["account"]:
        return operator(traced["name"]).within(within.id, within.chain_id)
    account = Account.objects.filter(pk=traced["account"], is_active=True).first()
    session = steward_session(account, within) if account and not traced["mandate"] else None
    if account and session:
        return actor_as_steward(session, account, within, proof)
    for hat in hats(account, within) if account else ():
        if str(hat.mandate_id) == traced["mandate"]:
            return actor_wearing(hat, proof)
    raise NotAllowed(_("Whoever asked for this may no longer do it, so nothing was done."))


def account_actor(account: Account, proof: Proof) -> Actor:
    """Return the actor that an account is outside every coalition; a steward's power there is over no content."""
    capacity = Capacity.STEWARD if account.is_steward else Capacity.PERSON
    return Actor(capacity=capacity, proof=proof, account_id=account.id, person_name=account.name)


def may_be_known(actor: Actor, path: str = "") -> Q:
    """Return the condition under which ``actor`` may know of an organisation of its coalition: the only definition of that.

    ``path`` leads to the organisation from another table, such as ``organisation__``, so that a list of other things needs
    no second look at all organisations.
    """
    if actor.is_coordinator:
        return Q(**{f"{path}pk__isnull": False})
    seen = Q(**{f"{path}naming": Naming.PUBLIC})
    if Role.REPRESENTATIVE in actor.roles:
        seen |= Q(**{f"{path}naming": Naming.MEMBERS})
    if actor.organisation_id is not None:
        confided = Confidence.objects.filter(known_to=actor.organisation_id).values("organisation")
        seen |= Q(**{f"{path}pk": actor.organisation_id}) | Q(**{f"{path}pk__in": confided})
    return seen


def organisations_visible_to(actor: Actor) -> QuerySet[Organisation]:
    """Return the organisations of the actor's coalition of which this actor may know."""
    if actor.coalition_id is None:
        return Organisation.objects.none()
    return Organisation.objects.filter(may_be_known(actor), coalition_id=actor.coalition_id)


def people_visible_to(actor: Actor) -> QuerySet[Person]:
    """Return the people of whom the actor may know: those who act for an organisation that it may know, and the coordinators."""
    if actor.coalition_id is None or not actor.is_inside:
        return Person.objects.none()
    people = Person.objects.filter(coalition_id=actor.coalition_id)
    if actor.is_coordinator:
        return people
    theirs = mandates_in_force().filter(person=OuterRef("pk"))
    known = theirs.filter(may_be_known(actor, "organisation__") | Q(organisation__isnull=True, role=Role.COORDINATOR))
    return people.filter(Exists(known) | Q(id=actor.person_id))


def addresses_visible_to(actor: Actor) -> QuerySet[Address]:
    """Return the mail addresses that the actor may read: all for coordinators, else those of its own organisation and its own."""
    if actor.coalition_id is None or not actor.is_inside:
        return Address.objects.none()
    addresses = Address.objects.filter(coalition_id=actor.coalition_id)
    if actor.is_coordinator:
        return addresses
    own = Q(person_id=actor.person_id)
    if actor.organisation_id is not None:
        # What a colleague reads for another organisation is that organisation's concern.
        theirs = mandates_in_force().filter(organisation_id=actor.organisation_id).values("person")
        own |= Q(person__in=theirs) & (Q(organisation__isnull=True) | Q(organisation_id=actor.organisation_id))
    return addresses.filter(own)


def people_reading(address: str) -> QuerySet[Person]:
    """Return the people, in whatever coalition, who are noted with this address."""
    return Person.objects.filter(addresses__address__iexact=plain_address(address)).select_related("coalition").distinct()


def people_at(of: Coalition, addresses: Iterable[str]) -> dict[str, Person]:
    """Return the people of a coalition who are reached at these addresses, by the address in small letters, in one query."""
    wanted = {address.lower() for address in addresses if address}
    found = Address.objects.filter(coalition=of).annotate(small=Lower("address")).filter(small__in=wanted).select_related("person")
    return {one.small: one.person for one in found}


def address_for(person: Person, organisation: Organisation | None = None) -> str:
    """Return where to write to a person about an organisation: its own address for that person, else the person's general one."""
    addresses = {address.organisation_id: address.address for address in person.addresses.all()}
    wanted = organisation.id if organisation else None
    return addresses.get(wanted) or addresses.get(None) or next(iter(addresses.values()), "")


def coordinators(of: Coalition) -> QuerySet[Person]:
    """Return those who coordinate a coalition now."""
    return Person.objects.filter(Exists(mandates_in_force().filter(person=OuterRef("pk"), coalition=of, organisation=None, role=Role.COORDINATOR)))


def uninvited(actor: Actor) -> QuerySet[Person]:
    """Return the people with a mandate and an address who have neither come in nor been invited yet."""
    return (
        people_visible_to(actor)
        .filter(account__isnull=True, addresses__isnull=False)
        .filter(Exists(mandates_in_force().filter(person=OuterRef("pk"))), ~Exists(Invitation.objects.filter(person=OuterRef("pk"))))
        .distinct()
    )


@dataclass(frozen=True)
class Arrival:
    """How far a coalition has come in gathering its people: how many may act here, were ever invited, and have come in."""

    organisations: int
    people: int
    invited: int
    inside: int
    coordinators: int


def arrival(of: Coalition) -> Arrival:
    """Return how far a coalition has come in gathering its people, in two counts; for its coordinators."""
    now = time.now()
    organisations, invited, coordinators = statements.ask(_gathered, coalition=of.pk, now=now)[0]
    people, inside = next(iter(statements.ask(_acting, coalition=of.pk, now=now)), (0, 0))
    return Arrival(organisations, people, invited, inside, coordinators)


def _gathered(actor: Actor, coalition: UUID, now: datetime) -> QuerySet[Coalition, tuple[Any, ...]]:
    coordinating = mandates_in_force(now).filter(organisation=None, role=Role.COORDINATOR, deputy_for=None)
    counts = (_number(Organisation.objects.all(), "pk"), _number(Invitation.objects.all(), "person"), _number(coordinating, "person"))
    return Coalition.objects.filter(pk=coalition).values_list(*counts)


def _number(things: QuerySet[Any], what: str) -> Coalesce:
    counted = things.filter(coalition=OuterRef("pk")).order_by().values("coalition").annotate(number=Count(what, distinct=what != "pk"))
    return Coalesce(Subquery(counted.values("number")), 0)


def _acting(actor: Actor, coalition: UUID, now: datetime) -> QuerySet[Person, tuple[Any, ...]]:
    acting = mandates_in_force(now).filter(person=OuterRef("pk"), coalition=coalition)
    people = Person.objects.filter(Exists(acting), coalition=coalition).order_by().values("coalition")
    return people.annotate(people=Count("pk"), inside=Count("account")).values_list("people", "inside")


def coordinating(of: Coalition) -> QuerySet[Mandate]:
    """Return the mandates of those who coordinate a coalition now, deputies included, the oldest first."""
    mandates = mandates_in_force().filter(coalition=of, organisation=None, role=Role.COORDINATOR)
    return mandates.select_related("person", "deputy_for__person").order_by("starts_at", "id")


def open_to_the_public() -> QuerySet[Coalition]:
    """Return the coalitions that opened their public page, by name; everybody may know of these."""
    return Coalition.objects.filter(is_public=True).order_by("name")


def was_ever_open(of: Coalition) -> bool:
    """Tell whether a coalition's public pages are open, or were: the name of one that never opened them is told to nobody outside."""
    return of.is_public or Entry.objects.filter(chain_id=of.chain_id, kind=SITE_OPENED.name).exists()


def opened_at(of: Coalition) -> datetime | None:
    """Return since when a coalition's public pages are open, if they are and it was noted."""
    opened = Entry.objects.filter(chain_id=of.chain_id, kind=SITE_OPENED.name).order_by("-at").values_list("at", flat=True)
    return opened.first() if of.is_public else None
