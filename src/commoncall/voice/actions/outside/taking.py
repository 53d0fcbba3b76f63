"""Taking the list of those who signed a letter along as a table: under its label, defused, and never unrecorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.history import actions as book
from commoncall.kernel.labels import Label, Naming
from commoncall.kernel.refusals import NotVisible
from commoncall.kernel.tables import writing
from commoncall.voice import permissions
from commoncall.voice.history import outside as kinds
from commoncall.voice.models import Letter, Signature, Who
from commoncall.voice.queries.standing import standing_under

_LABEL = Label.AMBER_STRICT


@dataclass(frozen=True)
class Download:
    """A file to take along, with its label in its name."""

    name: str
    media_type: str
    content: bytes


@transaction.atomic
def download(letter: Letter, *, by: Actor) -> Download:
    """Make a table of all who stand under a letter, the unnamed too; its name and every row carry the label.

    Who may: ``voice.enter``: it holds names and addresses that are told to coordinators alone. Recorded: of which letter, and how many.
    """
    permissions.ENTER.verdict(by).require()
    if letter.coalition_id != by.coalition_id:
        raise NotVisible(_("There is no such letter here."))
    standing = standing_under(letter).select_related("organisation__membership", "delivery").order_by("signed_at", "id")
    rows = [[cell(one) for _heading, cell in _columns()] for one in standing]
    facts = {"number": letter.number, "letter": str(letter.pk), "count": len(rows), "label": _LABEL.value}
    book.record(kinds.LIST_TAKEN, by=by, subject=letter.pk, subject_kind="letter", facts=facts)
    label = str(_LABEL.label).replace(":", "-").replace("+", "-")
    name = f"signatories-letter-{letter.number}-{label}-{time.now():%Y-%m-%d}.csv"
    return Download(name, "text/csv; charset=utf-8", writing.write_csv([str(heading) for heading, _cell in _columns()], rows))


def _columns() -> Iterator[tuple[str, Callable[[Signature], str]]]:
    ways, kinds_of = dict(Signature.Came.choices), dict(Who.choices)
    yield _("Name"), lambda one: one.organisation.name if one.organisation else one.name
    yield _("Kind"), lambda one: str(kinds_of.get(one.kind or Who.MEMBERS, ""))
    yield _("Affiliation"), lambda one: one.affiliation
    yield _("Country"), _country
    yield _("Website"), lambda one: one.website
    yield _("Authorised by"), lambda one: one.authoriser
    yield _("Capacity"), lambda one: one.capacity
    yield _("Named"), _named
    yield _("Signed"), lambda one: one.signed_at.date().isoformat() if one.signed_at else ""
    yield _("How it came"), lambda one: str(ways.get(one.came, ""))
    yield _("Delivery"), lambda one: str(one.delivery.number) if one.delivery else ""
    yield _("E-mail"), lambda one: one.address
    yield _("Audience"), lambda _one: str(_LABEL.label)


def _country(one: Signature) -> str:
    membership = getattr(one.organisation, "membership", None)
    code = membership.country_id if membership else one.country_id
    return countries.name(code, form="plain") if code else ""


def _named(one: Signature) -> str:
    naming = one.organisation.naming if one.organisation else one.naming
    return {Naming.PUBLIC: _("In public"), Naming.MEMBERS: _("To members only")}.get(Naming(naming), _("Only counted"))
