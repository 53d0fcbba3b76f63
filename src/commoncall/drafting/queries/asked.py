"""Reading which organisations are asked to amend a version."""

from __future__ import annotations

from commoncall.drafting.models import Version
from commoncall.kernel.authority import Role
from commoncall.kernel.labels import Label
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Organisation
from commoncall.membership.models import Standing

#: What all who amend may read. A text under a narrower label is discussed by those who write it.
SHARED = frozenset({Label.AMBER, Label.GREEN, Label.CLEAR})


def who_may_amend(version: Version) -> list[Organisation]:
    """Return the organisations for which somebody may amend a version, whatever the instant; none where the label keeps it from them."""
    if version.text.label not in SHARED:
        return []
    acting = parties.mandates_in_force().filter(coalition_id=version.coalition_id, role=Role.REPRESENTATIVE, organisation__isnull=False)
    entitled = Organisation.objects.filter(pk__in=acting.order_by().values("organisation"), membership__isnull=False)
    return list(entitled.exclude(membership__standing__in=(Standing.SUSPENDED, Standing.LEFT)).order_by("searchable", "id"))
