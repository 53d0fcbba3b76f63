"""The coalitions of one person, each with as what they are there and how much is asked of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.kernel.parties.queries import Hat
from commoncall.web.lists import joined
from commoncall.web.moments import numeral
from commoncall.web.words import name_of
from commoncall.workspace.home.day import Asked


@dataclass(frozen=True)
class Belonging:
    """One coalition of a person's: where it is, for whom the person acts there, and what waits."""

    slug: str
    name: str
    as_what: str
    waiting: str


def gathered(hats: Sequence[Hat], rows: Sequence[Asked]) -> list[Belonging]:
    """Return a person's coalitions, in the order of their names."""
    by_slug: dict[str, list[Hat]] = {}
    for hat in hats:
        by_slug.setdefault(hat.coalition.slug, []).append(hat)
    return [Belonging(slug, name_of(worn[0].coalition), _as_what(worn), _waiting(slug, rows)) for slug, worn in by_slug.items()]


def _as_what(worn: Sequence[Hat]) -> str:
    names = [hat.organisation.name for hat in worn if hat.organisation]
    coordinates = any(hat.organisation is None for hat in worn)
    if not names:
        return _("You coordinate it.")
    if coordinates:
        return _("You coordinate it, and act for %(names)s.") % {"names": joined(names)}
    return _("You act for %(names)s.") % {"names": joined(names)}


def _waiting(slug: str, rows: Sequence[Asked]) -> str:
    number = sum(row.coalition_slug == slug for row in rows)
    return ngettext("%(n)s thing asked", "%(n)s things asked", number) % {"n": numeral(number)} if number else ""
