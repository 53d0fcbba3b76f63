"""An import as its coordinator sees it: page by page, each row with what it would do or did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from commoncall.design.frames import Link
from commoncall.membership.queries import batches
from commoncall.membership.rules.importing.sentences import ERRORS, NOTES
from commoncall.web.moments import in_digits, numeral
from commoncall.workspace.imports import sentences, values
from commoncall.workspace.imports.answering import sentence
from commoncall.workspace.imports.values import Fact

if TYPE_CHECKING:
    from commoncall.membership.models import Batch, BatchRow

SIZE = 50

STEPS = (gettext_lazy("The file"), gettext_lazy("Its columns"), gettext_lazy("Look through it"), gettext_lazy("Taken in"))

#: What each verdict is called in the tabs, before and after; and the sign beside a row.
VERDICTS = {
    "new": (pgettext_lazy("rows of a list", "New"), ""),
    "changed": (pgettext_lazy("rows of a list", "Changes"), ""),
    "same": (gettext_lazy("Nothing new"), "quiet"),
    "questions": (gettext_lazy("Needs an answer"), "warn"),
    "errors": (gettext_lazy("Has an error"), "stop"),
}


@dataclass(frozen=True)
class Shown:
    """One row: what it is called, its verdict, and what it brings, changes, asks or gets wrong."""

    number: str
    name: str
    verdict: str
    sign: str
    facts: Sequence[Fact]
    changes: Sequence[Fact]
    people: Sequence[str]
    said: Sequence[str]
    notes: Sequence[str]
    organisation: str


@dataclass(frozen=True)
class Page:
    """A page of rows, and where the others are."""

    rows: Sequence[Any]
    first: int = 0
    last: int = 0
    total: int = 0
    previous: str = ""
    next: str = ""


def rows(request: HttpRequest, batch: Batch) -> dict[str, Any]:
    """Return the rows of one verdict or of all, fifty a page, in one query; how many there are is known."""
    verdict = request.GET.get("verdict", "")
    verdict = verdict if verdict in VERDICTS else ""
    paginator = Paginator(batches.rows(batch, verdict), SIZE)
    paginator.count = batch.counts.get(verdict or "rows", 0)
    page = paginator.get_page(request.GET.get("page"))
    return {"page": paged(page, [shown(row) for row in page], f"verdict={verdict}&" if verdict else ""), "tabs": _tabs(batch, verdict)}


def paged(page: Any, lines: Sequence[Any], asked: str = "") -> Page:
    """Return a page of a list as the pager draws it."""
    if page.paginator.num_pages < 2:
        return Page(lines)
    previous = f"?{asked}page={page.previous_page_number()}" if page.has_previous() else ""
    following = f"?{asked}page={page.next_page_number()}" if page.has_next() else ""
    return Page(lines, page.start_index(), page.end_index(), page.paginator.count, previous, following)


def _tabs(batch: Batch, verdict: str) -> list[Link]:
    counts = batch.counts
    there = [(code, words) for code, (words, _sign) in VERDICTS.items() if counts.get(code)]
    named = [("", _("All rows")), *there] if len(there) > 1 else []
    return [Link(_tab(words, counts.get(code or "rows", 0)), f"?verdict={code}", code == verdict) for code, words in named]


def _tab(words: Any, count: int) -> str:
    return _("%(words)s (%(n)s)") % {"words": words, "n": numeral(count)}


def shown(row: BatchRow) -> Shown:
    """Return one row in the words of its reader."""
    plan: Mapping[str, Any] = row.plan
    words, sign = VERDICTS.get(row.verdict, ("", ""))
    return Shown(
        number=numeral(row.number),
        name=plan.get("name") or next((cell for cell in row.cells if cell), ""),
        verdict=str(words),
        sign=sign,
        facts=tuple(values.facts(plan.get("values", {}))) if row.verdict != "changed" else (),
        changes=tuple(values.changes(list(plan.get("changes", ())))),
        people=tuple(values.person(one) for one in plan.get("people", ())),
        said=tuple(problems(plan)),
        notes=tuple(_said(NOTES, note) for note in plan.get("notes", ())),
        organisation=str(row.organisation_id or plan.get("organisation", "")),
    )


def problems(plan: Mapping[str, Any]) -> list[str]:
    """Return what keeps a row from being taken in."""
    asked = [sentence(question) for question in plan.get("questions", ())]
    return [*(_said(ERRORS, error) for error in plan.get("errors", ())), *asked]


def _said(table: Mapping[str, str], said: Mapping[str, Any]) -> str:
    numbers = {name: in_digits(str(value)) for name, value in said["params"].items() if name in {"row", "limit"}}
    return str(_(table[said["code"]]) % {**said["params"], **numbers})


def why_left_out(plan: Mapping[str, Any]) -> str:
    """Return in one cell why a row was left out; a row that waits for another says for which."""
    return " ".join(problems(plan) or [_said(NOTES, note) for note in plan.get("notes", ())])


@dataclass(frozen=True)
class Listed:
    """One import among others."""

    name: str
    address: str
    words: str
    entered: str
    state: str
    sign: str


_SIGNS = {"done": "good", "undone": "quiet", "mapping": "warn", "ready": "warn"}


def before(request: HttpRequest) -> Page:
    """Return the imports that there were, the newest first."""
    page = Paginator(batches.visible_to(request.actor), 20).get_page(request.GET.get("page"))  # type: ignore[attr-defined]
    slug = request.standing.coalition.slug  # type: ignore[attr-defined]
    listed = [
        Listed(
            one.file_name,
            reverse("import", args=[slug, one.pk]),
            sentences.standing(one),
            sentences.entered(one),
            one.get_state_display(),
            _SIGNS.get(one.state, ""),
        )
        for one in page
    ]
    return paged(page, listed)
