"""Reading the batches of a letter."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import NotVisible
from commoncall.membership.models import Standing
from commoncall.voice.models import Delivery, Letter
from commoncall.voice.queries import letters


def of_letter(letter: Letter) -> list[Delivery]:
    """Return the batches of a letter in their order, each with ``count``: how many in it still stand. One query."""
    return list(_counted().filter(letter=letter))


def one(actor: Actor, identifier: UUID | None) -> Delivery:
    """Return a batch, with its ``count``. Raises ``NotVisible`` where the actor may not know of its letter."""
    found = _counted().filter(pk=identifier, letter__in=letters.visible_to(actor).order_by().values("pk")).first()
    if found is None:
        raise NotVisible(_("There is no such batch here."))
    return found


def _counted() -> QuerySet[Delivery]:
    stands = Q(signatures__withdrawn_at=None, signatures__removed_at=None) & (
        Q(signatures__organisation=None) | ~Q(signatures__organisation__membership__standing=Standing.SUSPENDED)
    )
    counted = Delivery.objects.annotate(count=Count("signatures", filter=stands, distinct=True))
    return counted.select_related("letter__coalition", "letter__version__text", "noted_by").order_by("number")
