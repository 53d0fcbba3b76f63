"""Taking the list along: as a table or as address cards, of what one may see, under its label, and never unrecorded."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import languages, time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.tables import writing
from commoncall.membership import history as kinds
from commoncall.membership import permissions
from commoncall.membership.queries import exports
from commoncall.membership.rules import cards
from commoncall.membership.rules.filters import Filters


class Form(enum.StrEnum):
    """What a download holds, and in which form."""

    ORGANISATIONS_XLSX = "organisations-xlsx"
    ORGANISATIONS_CSV = "organisations-csv"
    PEOPLE_XLSX = "people-xlsx"
    PEOPLE_CSV = "people-csv"
    PEOPLE_VCF = "people-vcf"

    @property
    def ending(self) -> str:
        """The ending of the file's name."""
        return self.value.rsplit("-", 1)[1]


MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "vcf": "text/vcard; charset=utf-8",
}


@dataclass(frozen=True)
class Download:
    """A file to take along, with its label in its name."""

    name: str
    media_type: str
    content: bytes


@transaction.atomic
def download(filters: Filters, form: Form, *, by: Actor) -> Download:
    """Make a file of the organisations that the directory shows under ``filters``, or of their people.

    It holds what the actor may see, no more; its name and every row of it carry the label. Who may: ``membership.export``.
    Recorded: who took how many of which organisations along, so that one knows later where a name went.
    """
    permissions.EXPORT.verdict(by).require()
    chosen = exports.selection(by, filters)
    content = _content(chosen, form)
    facts = {
        "form": form.ending,
        "what": form.value,
        "count": len(chosen.memberships),
        "label": chosen.label.value,
        "organisations": chosen.organisation_ids,
    }
    book.record(kinds.EXPORTED, by=by, subject=by.coalition_id, subject_kind="coalition", facts=facts, particulars={"filters": filters.as_query()})
    label = str(chosen.label.label).replace(":", "-").replace("+", "-")
    what = "members" if form.value.startswith("organisations") else "people"
    return Download(f"{what}-{label}-{time.now():%Y-%m-%d}.{form.ending}", MEDIA_TYPES[form.ending], content)


def _content(chosen: exports.Selection, form: Form) -> bytes:
    if form is Form.PEOPLE_VCF:
        return cards.written(exports.cards(chosen))
    organisations = form in {Form.ORGANISATIONS_XLSX, Form.ORGANISATIONS_CSV}
    headings, rows = exports.organisations_table(chosen) if organisations else exports.people_table(chosen)
    if form.ending == "csv":
        return writing.write_csv(headings, rows)
    return _workbook(headings, rows, _("Organisations") if organisations else _("People"))


def _workbook(headings: Sequence[str], rows: Iterable[Sequence[str]], title: str) -> bytes:
    mirrored = languages.direction(languages.current()) == "rtl"
    return writing.write_xlsx(headings, rows, sheet=title, right_to_left=mirrored)
