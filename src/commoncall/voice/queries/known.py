"""The organisations of a coalition as names are compared with them."""

from __future__ import annotations

from uuid import UUID

from commoncall.membership.models import Membership, Standing
from commoncall.membership.queries.alike import as_known
from commoncall.membership.rules.matching.shapes import Known


def known_in(coalition: UUID) -> list[Known]:
    """Return all organisations of a coalition that have not left it, in one query; their ids are those of the organisations."""
    memberships = Membership.objects.filter(coalition=coalition).exclude(standing=Standing.LEFT).select_related("organisation")
    return [as_known(one) for one in memberships.order_by("organisation__name", "pk")]
