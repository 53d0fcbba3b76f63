"""Reading who stands under a letter, who was asked and has not answered, and what was withdrawn: as far as the reader may know it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from commoncall.kernel.authority import Actor
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties import naming
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import NotVisible
from commoncall.membership.models import Membership, Standing
from commoncall.membership.rules.roles import role_for
from commoncall.voice.models import Delivery, Letter, Signature
from commoncall.voice.queries import letters
from commoncall.voice.queries.eligible import SIGNERS, why_may_not_sign
from commoncall.voice.queries.standing import STANDS, standing_under

__all__ = [
    "Line",
    "counted",
    "found",
    "lines",
    "organisations_under",
    "own",
    "said",
    "standing_under",
    "visible_to",
    "waiting",
    "whom_it_asks",
    "withdrawals",
]


@dataclass(frozen=True)
class Line:
    """What is known to a reader of one signature. One that the reader may not know has no name, and nothing that tells who it is.

    ``kind`` is empty for an organisation of the coalition. Who authorised it is told where the letter shows people, to the organisation
    itself and to the coordinators; how it came only to these.
    """

    id: UUID | None
    name: str = ""
    name_language: str = ""
    country_code: str = ""
    kind: str = ""
    authoriser: str = ""
    capacity: str = ""
    signed_at: datetime | None = None
    delivery_number: int | None = None
    came: str = ""
    is_own: bool = False
    is_named: bool = False
    organisation_id: UUID | None = None
    affiliation: str = ""
    website: str = ""
    came_how: str = ""
    came_on: date | None = None
    entered_by_name: str = ""
    has_status: bool = False
    withdrawn_at: datetime | None = None
    withdrawn_why: str = ""


_RELATED = ("organisation__membership", "delivery", "entered_by", "person")


def visible_to(actor: Actor) -> QuerySet[Signature]:
    """Return the signatures of which the actor may know, whether or not they stand: of those who may be known, under letters that it reads."""
    signatures = Signature.objects.select_related("letter__coalition", "letter__version__text", "coalition", *_RELATED)
    if actor.coalition_id is None or not actor.is_inside:
        return signatures.none()
    signatures = signatures.filter(coalition_id=actor.coalition_id, signed_at__isnull=False).order_by("-signed_at", "-id")
    if actor.is_coordinator:
        return signatures
    known = signatures.filter(parties.may_be_known(actor, "organisation__"), organisation__isnull=False)
    return known.filter(letter__in=letters.visible_to(actor).order_by().values("pk"))


def found(actor: Actor, identifier: UUID | None) -> Signature:
    """Return a signature. Raises ``NotVisible`` where the actor may not know of it."""
    signature = visible_to(actor).filter(pk=identifier).first()
    if signature is None:
        raise NotVisible(_("There is no such signature here."))
    return signature


def own(letter: Letter, organisation: Organisation | None) -> Signature | None:
    """Return the signature by which an organisation stands under a letter, if it does; while it is suspended too."""
    if organisation is None:
        return None
    there = Signature.objects.filter(letter=letter, organisation=organisation, withdrawn_at=None, removed_at=None)
    return there.select_related("letter__version__text", "coalition", *_RELATED).first()


def counted(among: Iterable[Letter]) -> dict[UUID, int]:
    """Return of each letter how many stand under it now; one query, none of them left out."""
    kept = list(among)
    rows = Signature.objects.filter(STANDS, letter__in=kept).order_by().values("letter").annotate(number=Count("pk")).values_list("letter", "number")
    numbers: dict[UUID, int] = dict(rows)
    return {one.pk: numbers.get(one.pk, 0) for one in kept}


def said(actor: Actor, among: Iterable[Letter]) -> dict[UUID, int]:
    """Return of each letter how many stand under it as a reader may be told; one query.

    They are those of whom the reader may know, and the others unless these are fewer than three: who knows two would know the third.
    """
    kept = list(among)
    known = Q(organisation__isnull=False) & parties.may_be_known(actor, "organisation__")
    known |= Q(organisation=None) if actor.is_coordinator else Q(organisation=None, naming=Naming.PUBLIC)
    standing = Signature.objects.filter(STANDS, letter__in=kept).order_by().values("letter")
    counts = standing.annotate(number=Count("pk"), known=Count("pk", filter=known)).values_list("letter", "number", "known")
    told = {letter: number if number - of_known >= naming.SMALLEST_COUNT else of_known for letter, number, of_known in counts}
    return {one.pk: told.get(one.pk, 0) for one in kept}


def lines(actor: Actor, letter: Letter, delivery: Delivery | None = None) -> list[Line]:
    """Return who stands under a letter now, or of those who is in a batch, by name; the unnamed stand at the end. Two queries."""
    standing = standing_under(letter) if delivery is None else standing_under(letter).filter(delivery=delivery)
    return _told(actor, letter, standing)


def withdrawals(actor: Actor, letter: Letter) -> list[Line]:
    """Return what was withdrawn after its batch was delivered, the latest first: for the coordinators, who can tell the addressee."""
    if not actor.is_coordinator:
        return []
    gone = Signature.objects.filter(letter=letter, withdrawn_at__isnull=False, removed_at=None, delivery__delivered_on__isnull=False)
    told = _told(actor, letter, gone)
    return sorted(told, key=lambda one: one.withdrawn_at.timestamp() if one.withdrawn_at else 0, reverse=True)


def _told(actor: Actor, letter: Letter, rows: QuerySet[Signature]) -> list[Line]:
    known = set(parties.organisations_visible_to(actor).values_list("pk", flat=True))
    pairs = [(_order(one), _line(actor, letter, one, known)) for one in rows.select_related(*_RELATED)]
    return [line for order, line in sorted(pairs, key=lambda pair: (not pair[1].is_named, pair[0] if pair[1].is_named else ("", "")))]


def _order(signature: Signature) -> tuple[str, str]:
    who: Organisation | Signature = signature.organisation or signature
    return who.searchable or who.name.casefold(), str(signature.pk)


def _line(actor: Actor, letter: Letter, signature: Signature, known: set[UUID]) -> Line:
    organisation = signature.organisation
    is_own = organisation is not None and organisation.pk == actor.organisation_id
    is_told = organisation.pk in known if organisation else actor.is_coordinator or signature.naming == Naming.PUBLIC
    if not is_told:
        return Line(None)
    membership = getattr(organisation, "membership", None)
    line = Line(
        signature.pk,
        name=organisation.name if organisation else signature.name,
        name_language=organisation.name_language if organisation else "",
        country_code=(membership.country_id if membership else signature.country_id) or "",
        kind=signature.kind,
        signed_at=signature.signed_at,
        delivery_number=signature.delivery.number if signature.delivery else None,
        is_own=is_own,
        is_named=True,
        organisation_id=signature.organisation_id,
        affiliation=signature.affiliation,
        website=signature.website,
        withdrawn_at=signature.withdrawn_at,
    )
    if letter.shows_people or is_own or actor.is_coordinator:
        line = replace(line, authoriser=signature.authoriser, capacity=signature.capacity)
    return _with_how_it_came(line, signature) if is_own or actor.is_coordinator else line


def _with_how_it_came(line: Line, signature: Signature) -> Line:
    return replace(
        line,
        came=signature.came,
        came_how=signature.came_how,
        came_on=signature.came_on,
        entered_by_name=signature.entered_by.name if signature.entered_by else "",
        has_status=signature.has_status,
        withdrawn_why=signature.withdrawn_why,
    )


def organisations_under(letter: Letter) -> set[UUID]:
    """Return which organisations of the coalition stand under a letter, the suspended ones too; for deeds, and for whom to ask."""
    there = Signature.objects.filter(letter=letter, organisation__isnull=False, withdrawn_at=None, removed_at=None)
    return {key for key in there.values_list("organisation_id", flat=True) if key is not None}


def whom_it_asks(letter: Letter) -> list[Organisation]:
    """Return the organisations of the coalition that a letter asks and that may sign it now, by name, whoever may know of them; one query."""
    belonging = Membership.objects.filter(coalition=letter.coalition_id).exclude(standing__in=[Standing.LEFT, Standing.SUSPENDED])
    rows = belonging.select_related("organisation__coalition").order_by("organisation__searchable", "organisation_id")
    signing = [one for one in rows if role_for(one.category) in SIGNERS]
    return [one.organisation for one in signing if why_may_not_sign(letter, one) is None]


def waiting(actor: Actor, letter: Letter) -> list[Organisation]:
    """Return the organisations that a letter asks, that have not signed it and of which the actor may know, by name; three queries."""
    known = set(parties.organisations_visible_to(actor).values_list("pk", flat=True))
    signed = organisations_under(letter)
    return [one for one in whom_it_asks(letter) if one.pk in known and one.pk not in signed]
