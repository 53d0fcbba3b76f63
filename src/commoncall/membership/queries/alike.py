"""Organisations that may be the one that is about to be entered, so that nobody is noted twice."""

from __future__ import annotations

from collections.abc import Sequence

from commoncall.kernel.authority import Actor
from commoncall.membership.models import Membership
from commoncall.membership.queries.matching import placed
from commoncall.membership.queries.rows import Row, rows
from commoncall.membership.queries.visibility import visible_to
from commoncall.membership.rules.importing.addresses import website_domain
from commoncall.membership.rules.matching.index import Index
from commoncall.membership.rules.matching.shapes import Known


def alike(actor: Actor, names: Sequence[str], acronym: str = "", country: str = "") -> list[Row]:
    """Return those of whom the actor may know that could be the same as one of these names, the likeliest first. Two queries.

    They are compared as an import compares them, so that both find the same.
    """
    found = visible_to(actor).select_related("organisation")
    match = Index(as_known(one) for one in found).find(Known("", tuple(names), acronym, frozenset({country} - {""})))
    order = [candidate.id for candidate in match.candidates]
    return sorted(rows(placed(visible_to(actor).filter(pk__in=order), actor), actor), key=lambda one: order.index(str(one.id)))


def as_known(membership: Membership) -> Known:
    """Return an organisation as comparing needs it; its id is that of the organisation. The organisation has been fetched with it."""
    organisation = membership.organisation
    names = (organisation.name, *(other["text"] for other in organisation.other_names))
    countries = frozenset({membership.country_id or ""} - {""})
    return Known(str(membership.pk), names, organisation.acronym, countries, membership.is_international, website_domain(membership.website))
