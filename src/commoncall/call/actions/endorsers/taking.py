"""Taking the list of endorsers along as a table: under its label, defused, and never unrecorded."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.call import history as kinds
from commoncall.call import permissions
from commoncall.call.models import Endorsement, Endorser, EndorserKind
from commoncall.call.queries import endorsers
from commoncall.call.queries.endorsers import Question, State
from commoncall.kernel import languages, time
from commoncall.kernel.authority import Actor
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.history import actions as book
from commoncall.kernel.labels import Label, Naming
from commoncall.kernel.refusals import Words
from commoncall.kernel.tables import writing


class Form(enum.StrEnum):
    """In which form."""

    XLSX = "xlsx"
    CSV = "csv"


MEDIA_TYPES = {Form.CSV: "text/csv; charset=utf-8", Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}

#: Where somebody stands, as a column and a filter say it.
STATES: dict[str, Words] = {
    State.STANDS: gettext_lazy("Behind the present version"),
    State.NOT_YET: gettext_lazy("Not yet re-affirmed"),
    State.UNCONFIRMED: gettext_lazy("Not confirmed"),
    State.WITHDRAWN: gettext_lazy("Withdrawn"),
    State.REMOVED: gettext_lazy("Taken out"),
}

_LABEL = Label.AMBER_STRICT


@dataclass(frozen=True)
class Download:
    """A file to take along, with its label in its name."""

    name: str
    media_type: str
    content: bytes


@transaction.atomic
def download(question: Question, form: Form, *, by: Actor) -> Download:
    """Make a table of the endorsers that a question finds; its name and every row carry the label.

    Who may: ``call.export_endorsers``. Recorded: how many, and in which form.
    """
    permissions.EXPORT_ENDORSERS.verdict(by).require()
    rows = [[cell(one) for _heading, cell in _columns()] for one in endorsers.chosen(by, question).iterator(chunk_size=1000)]
    headings = [str(heading) for heading, _cell in _columns()]
    book.record(
        kinds.ENDORSERS_EXPORTED,
        by=by,
        subject=by.coalition_id,
        subject_kind="endorsers",
        facts={"form": form.value, "count": len(rows), "label": _LABEL.value},
        particulars={"question": question.as_query()},
    )
    label = str(_LABEL.label).replace(":", "-").replace("+", "-")
    name = f"endorsers-{label}-{time.now():%Y-%m-%d}.{form.value}"
    if form is Form.CSV:
        return Download(name, MEDIA_TYPES[form], writing.write_csv(headings, rows))
    mirrored = languages.direction(languages.current()) == "rtl"
    return Download(name, MEDIA_TYPES[form], writing.write_xlsx(headings, rows, sheet=_("Endorsers"), right_to_left=mirrored))


def _columns() -> Iterator[tuple[str, Callable[[Endorser], str]]]:
    ways = dict(Endorsement.Came.choices)
    yield _("Name"), lambda one: one.name
    yield _("Kind"), lambda one: str(EndorserKind(one.kind).label)
    yield _("Affiliation"), lambda one: one.affiliation
    yield _("Country"), lambda one: countries.name(one.country_id, form="plain") if one.country_id else ""
    yield _("Website"), lambda one: one.website
    yield _("Named"), lambda one: _("In public") if one.naming == Naming.PUBLIC else _("Only counted")
    yield _("State"), lambda one: str(STATES[one.stands_as])  # type: ignore[attr-defined]
    yield _("Endorsed"), lambda one: one.endorsed_at.date().isoformat() if one.endorsed_at else ""  # type: ignore[attr-defined]
    yield _("How it came"), lambda one: str(ways.get(one.came, ""))  # type: ignore[attr-defined]
    yield _("E-mail"), lambda one: one.address
    yield _("Wants news"), lambda one: _("yes") if one.wants_news else _("no")
    yield _("Audience"), lambda _one: str(_LABEL.label)
