"""The register of decisions: looked through, taken along, and added to from minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.decisions import permissions
from commoncall.decisions.actions import exporting
from commoncall.decisions.actions import register as deeds
from commoncall.decisions.queries import decisions, ladder, seen
from commoncall.decisions.queries import register as reading
from commoncall.kernel import time
from commoncall.kernel.labels import LABEL_SENTENCES, Label
from commoncall.kernel.tables import writing
from commoncall.leadership import queries as leadership
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.moments import full_date, numeral
from commoncall.workspace.decisions import words
from commoncall.workspace.decisions.access import decision_of
from commoncall.workspace.decisions.register_forms import PastForm, SearchForm
from commoncall.workspace.members.standing import actor_of, coalition_of, there, there_only_if

if TYPE_CHECKING:
    from commoncall.decisions.models import Decision
    from commoncall.decisions.queries.register import Page
    from commoncall.kernel.parties.models import Coalition

#: From the narrowest to the widest: a file that holds several goes by the narrowest of them.
NARROWEST_FIRST = list(Label)


@dataclass(frozen=True)
class Row:
    """One entry of the register as a row."""

    decision: Decision
    number: str
    way: str
    on: str
    status: str
    kind: str
    apart: str
    is_entered_later: bool


def register(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show the register, page by page, as far as the reader may know of it."""
    actor, here = actor_of(request), coalition_of(request)
    asked = _asked(request)
    page = reading.register(actor, **asked, page=_number(request.GET.get("page", "")) or 1)
    form = SearchForm(request.GET or None, years=page.years, kinds=_kinds(here, page))
    shown: dict[str, Any] = {
        "form": form,
        "is_filtered": any(asked.values()),
        "has_others": bool(asked["state"] or asked["kind"] or asked["year"]),
        "rows": [_row(one) for one in page.decisions],
        "found": words.found(page.total),
        "pager": _pager(page, request),
        "query": urlencode({name: value for name, value in request.GET.items() if name != "page" and value}),
        "label": (label := _narrowest(page.decisions)),
        "label_words": LABEL_SENTENCES[label],
        "may_enter": permissions.may_enter_later(actor, here).allowed,
    }
    return render(request, "workspace/decisions/register.html", shown)


def _asked(request: HttpRequest) -> dict[str, Any]:
    told = request.GET
    return {
        "words": told.get("q", "")[:200].replace("\x00", ""),
        "state": told.get("state", "")[:20].replace("\x00", ""),
        "kind": told.get("kind", "")[:40].replace("\x00", ""),
        "year": _number(told.get("year", "")),
    }


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else None


def _kinds(here: Coalition, page: Page) -> list[tuple[str, str]]:
    named = {one.code: words.rung(one) for one in ladder.ladder(here)}
    return [(code, named.get(code, code)) for code in page.kinds]


def _row(one: Decision) -> Row:
    return Row(
        one,
        numeral(one.number) if one.number else "",
        words.way(decisions.rule(one)) if not one.entered_at else "",
        full_date(one.on),  # type: ignore[attr-defined]
        str(one.get_state_display()),
        words.STATUS[one.state],
        words.dissociated(one.dissociated),  # type: ignore[attr-defined]
        one.entered_at is not None,
    )


def _pager(page: Page, request: HttpRequest) -> dict[str, str]:
    def at(number: int) -> str:
        kept = {name: value for name, value in request.GET.items() if name != "page" and value}
        return "?" + urlencode({**kept, "page": number})

    first = (page.number - 1) * reading.ON_A_PAGE
    return {
        "first": numeral(first + 1 if page.total else 0),
        "last": numeral(first + len(page.decisions)),
        "total": numeral(page.total),
        "previous": at(page.number - 1) if page.number > 1 else "",
        "next": at(page.number + 1) if page.number < page.pages else "",
    }


def _narrowest(found: tuple[Decision, ...] | list[Decision]) -> Label:
    return min((Label(one.label) for one in found), key=NARROWEST_FIRST.index, default=Label.AMBER)


def download(request: HttpRequest, coalition: str) -> HttpResponse:
    """Give what is looked at of the register as a table, with its label in its name and in each row."""
    asked = _asked(request)
    found = reading.whole(actor_of(request), **asked)
    exporting.took_along(found, _narrowest(found), asked, by=actor_of(request))
    headers = [
        *(_("Number"), _("Decision"), _("Decided on"), _("Outcome"), _("Kind"), _("Way"), _("Version"), _("Digest"), _("Answers")),
        *(_("Dissociated"), _("Entered later from"), _("To be looked at again"), _("Audience")),
    ]
    response = HttpResponse(writing.write_csv(headers, [_cells(one) for one in found]), content_type="text/csv; charset=utf-8")
    label = str(_narrowest(found).label).replace(":", "-").replace("+", "-")
    response.headers["Content-Disposition"] = f'attachment; filename="decisions-{label}-{time.now():%Y-%m-%d}.csv"'
    return response


def _cells(one: Decision) -> list[Any]:
    return [
        one.number,
        one.title,
        one.on.isoformat(),  # type: ignore[attr-defined]
        str(one.get_state_display()),
        one.rung_code,
        words.way(decisions.rule(one)) if not one.entered_at else "",
        one.version.number if one.version else None,
        one.digest,
        one.responded,  # type: ignore[attr-defined]
        one.dissociated,  # type: ignore[attr-defined]
        one.source,
        one.review_on.isoformat() if one.review_on else "",
        str(Label(one.label).label),
    ]


def enter(request: HttpRequest, coalition: str) -> HttpResponse:
    """Enter a decision that was taken before or elsewhere."""
    actor, here = actor_of(request), coalition_of(request)
    there_only_if(permissions.may_enter_later(actor, here))
    form = PastForm(request.POST if request.method == "POST" else None, bodies=list(leadership.visible_to(actor)))
    if form.is_valid():
        made = attempt(form, lambda: deeds.enter_later(here, form.past(), by=actor))
        if made is not None:
            done(request, _("Entered. The register says that it was, by whom and from what source."))
            return redirect("decision", coalition, made.pk)
    return render(request, "workspace/decisions/past.html", {"form": form})


def correct(request: HttpRequest, coalition: str, decision: UUID) -> HttpResponse:
    """Correct what was entered later; what was decided here stays as it is."""
    actor, found = actor_of(request), decision_of(request, decision)
    there_only_if(permissions.may_keep(actor, found))
    there(found.entered_at)
    form = PastForm(request.POST if request.method == "POST" else None, bodies=list(leadership.visible_to(actor)), kept=found)
    if form.is_valid() and attempt(form, lambda: deeds.correct(found, form.past(), seen=form.cleaned_data["seen"], by=actor)) is not None:
        done(request, _("Corrected. What stood there before is kept in the history."))
        return redirect("decision", coalition, decision)
    return render(request, "workspace/decisions/past.html", {"form": form, "decision": found, "theirs": form.theirs(seen.entry(found))})
