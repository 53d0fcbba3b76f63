"""How an import stands, in a sentence or two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.web.lists import joined
from commoncall.web.moments import numeral, when

if TYPE_CHECKING:
    from commoncall.membership.models import Batch

Counts = Mapping[str, int]


def standing(batch: Batch) -> str:
    """Return how an import stands, whatever its state."""
    return {
        "ready": preview,
        "done": taken_in,
        "undone": undone,
        "planning": under_way,
        "applying": under_way,
        "undoing": under_way,
    }.get(batch.state, columns_first)(batch)


def preview(batch: Batch) -> str:
    """Return what an import would do, and that it has done nothing yet."""
    told = {"rows": rows(batch), "parts": joined([*brought(batch.counts), *_others(batch.counts)])}
    first = _("%(rows)s: %(parts)s.") % told
    return " ".join([first, _("Nothing has been changed yet, and nobody is written to.")])


def brought(counts: Counts) -> Iterator[str]:
    """Yield what comes in or changes, as parts of a sentence."""
    if n := counts.get("new_organisations", 0):
        yield ngettext("%(n)s new organisation", "%(n)s new organisations", n) % {"n": numeral(n)}
    if n := counts.get("changed_organisations", 0):
        yield ngettext("changes to %(n)s organisation", "changes to %(n)s organisations", n) % {"n": numeral(n)}
    if n := counts.get("new_people", 0):
        yield ngettext("%(n)s new person", "%(n)s new people", n) % {"n": numeral(n)}


def _others(counts: Counts) -> Iterator[str]:
    if n := sum(counts.get(one, 0) for one in ("new", "changed")) - sum(counts.get(f"{one}_organisations", 0) for one in ("new", "changed")):
        yield ngettext("%(n)s more row about one of these", "%(n)s more rows about these", n) % {"n": numeral(n)}
    if n := counts.get("same", 0):
        yield ngettext("%(n)s row with nothing new", "%(n)s rows with nothing new", n) % {"n": numeral(n)}
    if n := counts.get("questions", 0):
        yield ngettext("%(n)s row that needs an answer", "%(n)s rows that need an answer", n) % {"n": numeral(n)}
    if n := counts.get("errors", 0):
        yield ngettext("%(n)s row with an error", "%(n)s rows with an error", n) % {"n": numeral(n)}


def rows(batch: Batch) -> str:
    """Return how many rows a list has."""
    n = batch.counts.get("rows", 0)
    return ngettext("%(n)s row", "%(n)s rows", n) % {"n": numeral(n)}


def taken_in(batch: Batch) -> str:
    """Return what an import has brought, and that nobody was written to."""
    parts = list(brought(batch.counts))
    what = _("Taken in: %(parts)s.") % {"parts": joined(parts)} if parts else _("The list held nothing new.")
    return " ".join([what, _("Nobody was written to.")])


def undone(batch: Batch) -> str:
    """Return what the undoing took out, and what it left."""
    removed, kept = batch.counts.get("removed", 0), batch.counts.get("kept", 0)
    told = ngettext("Undone: %(n)s organisation was taken out again.", "Undone: %(n)s organisations were taken out again.", removed)
    first = told % {"n": numeral(removed)}
    if not kept:
        return first
    left = ngettext(
        "%(n)s is left as it is, because somebody has used it since.", "%(n)s are left as they are, because somebody has used them since.", kept
    )
    return f"{first} {left % {'n': numeral(kept)}}"


def left_out(batch: Batch) -> str:
    """Return how many rows were left out and why; nothing where none was."""
    parts = [one for one in (_without_answer(batch.counts), _with_error(batch.counts)) if one]
    return " ".join(parts)


def _without_answer(counts: Counts) -> str:
    n = counts.get("questions", 0)
    told = ngettext(
        "%(n)s row was left out, because its question was not answered.", "%(n)s rows were left out, because their questions were not answered.", n
    )
    return told % {"n": numeral(n)} if n else ""


def _with_error(counts: Counts) -> str:
    n = counts.get("errors", 0)
    return (
        ngettext("%(n)s row was left out, because it has an error.", "%(n)s rows were left out, because they have errors.", n) % {"n": numeral(n)}
        if n
        else ""
    )


def under_way(batch: Batch) -> str:
    """Return what the clock is at."""
    told = {
        "planning": _("%(rows)s are being compared with what is there. Nothing is changed by that."),
        "applying": _("%(rows)s are being taken in. Nobody is written to."),
        "undoing": _("The import of %(rows)s is being undone."),
    }
    return told[batch.state] % {"rows": rows(batch)}


def columns_first(batch: Batch) -> str:
    """Return what an import waits for whose columns are not agreed on."""
    return _("%(rows)s. Say what the columns hold; then you see what the list would do.") % {"rows": rows(batch)}


def entered(batch: Batch) -> str:
    """Return who brought a list, and when."""
    told = {"when": when(batch.entered_at), "person": batch.entered_by.name if batch.entered_by else ""}
    return _("Brought by %(person)s, %(when)s") % told if told["person"] else _("Brought %(when)s") % told


def question(batch: Batch) -> str:
    """Return what is asked before a list is taken in."""
    parts = list(brought(batch.counts))
    return _("Take in %(parts)s?") % {"parts": joined(parts)}
