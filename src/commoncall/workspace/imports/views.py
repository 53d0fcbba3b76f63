"""The file, its columns, its rows, its questions, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.kernel import languages
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.tables import writing
from commoncall.kernel.tables.refusals import WARNINGS
from commoncall.membership.actions import importing
from commoncall.membership.queries import batches
from commoncall.membership.rules.importing.shapes import Mode
from commoncall.web.forms import attempt
from commoncall.web.moments import numeral
from commoncall.workspace.imports import sentences, shown
from commoncall.workspace.imports.access import at_its_place, for_those_who_import, of_one
from commoncall.workspace.imports.answering import QuestionsForm
from commoncall.workspace.imports.forms import ColumnsForm, ListForm

if TYPE_CHECKING:
    from commoncall.membership.models import Batch

QUESTIONS_A_PAGE = 20


@for_those_who_import
def imports(request: HttpRequest, coalition: str) -> HttpResponse:
    """Take a list, and show those that were brought before."""
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if form.is_valid():
        here = request.standing.coalition  # type: ignore[attr-defined]
        batch = attempt(form, lambda: importing.begin(here, *form.source(), by=request.actor))  # type: ignore[attr-defined]
        if batch is not None:
            return at_its_place(batch)
    return render(request, "workspace/imports/imports.html", {"form": form, "page": shown.before(request), "steps": shown.STEPS})


@of_one()
def opened(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Go to the page that an import is at."""
    return at_its_place(batch)


@of_one("mapping", "ready")
def columns(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Show how the columns are understood, and let that be changed."""
    known = bool(parties.arrival(batch.coalition).organisations)
    mapping, acting = batches.mapping(batch), batch.options.get("acting", True)
    form = ColumnsForm(request.POST if request.method == "POST" else None, mapping=mapping, mode=batch.mode, acting=acting, known=known)
    if form.is_valid() and (chosen := attempt(form, lambda: _choose(request, batch, form))) is not None:
        return at_its_place(chosen)
    told = {
        "batch": batch,
        "form": form,
        "columns": list(form.columns(batches.examples(batch))),
        "others": form.others(),
        "steps": shown.STEPS,
        "rows": sentences.rows(batch),
        "warnings": [_(WARNINGS[one["code"]]) % one["params"] for one in batch.options.get("warnings", ())],
        "as_before": batch.state == "mapping" and batches.remembered(batch.coalition, batch.fingerprint) == mapping,
    }
    return render(request, "workspace/imports/columns.html", told)


def _choose(request: HttpRequest, batch: Batch, form: ColumnsForm) -> Batch:
    said: dict[str, Any] = form.cleaned_data
    return importing.choose_columns(
        batch,
        form.chosen(),
        mode=Mode(said.get("mode", batch.mode)),
        acting=said.get("acting", True),
        at_once=not importing.is_long(batch),
        by=request.actor,  # type: ignore[attr-defined]
    )


@of_one("ready")
def preview(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Show what each row would do."""
    told = {
        "batch": batch,
        "lede": sentences.preview(batch),
        "brings": any(sentences.brought(batch.counts)),
        "has_questions": bool(batch.counts.get("questions")),
        "has_problems": bool(batch.counts.get("questions") or batch.counts.get("errors")),
        "steps": shown.STEPS,
        **shown.rows(request, batch),
    }
    return render(request, "workspace/imports/preview.html", told)


@of_one("ready")
def questions(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Ask what only a person can tell; as many as are answered at once are kept."""
    asked = batches.asked(batch)
    if not asked:
        return redirect("import-preview", batch.coalition.slug, batch.pk)
    page = Paginator(asked, QUESTIONS_A_PAGE).get_page(request.GET.get("page"))
    form = QuestionsForm(
        request.POST if request.method == "POST" else None, asked=batches.with_others(batch, list(page)), coalition=batch.coalition.slug
    )
    if form.is_valid() and attempt(form, lambda: _answer(request, batch, form)) is not None:
        return redirect("import-questions", batch.coalition.slug, batch.pk)
    number = numeral(len(asked))
    lede = ngettext("%(n)s question is open.", "%(n)s questions are open.", len(asked)) % {"n": number}
    told = {"batch": batch, "form": form, "page": shown.paged(page, list(form.drawn())), "lede": lede, "steps": shown.STEPS}
    return render(request, "workspace/imports/questions.html", told)


def _answer(request: HttpRequest, batch: Batch, form: QuestionsForm) -> Batch:
    answers = form.answers()
    if not answers:
        messages.info(request, _("Nothing was answered yet."))
        return batch
    kept = importing.answer(batch, answers, at_once=not importing.is_long(batch), by=request.actor)  # type: ignore[attr-defined]
    told = ngettext("%(n)s question is answered.", "%(n)s questions are answered.", len(answers))
    messages.success(request, told % {"n": numeral(len(answers))})
    return kept


@of_one("done", "undone")
def result(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Show what came of an import, what was left out and why, and the ways on."""
    told = {
        "batch": batch,
        "lede": sentences.standing(batch),
        "entered": sentences.entered(batch),
        "left_out": sentences.left_out(batch) if batch.state == "done" else "",
        "has_people": bool(batch.counts.get("new_people")) and batch.options.get("acting", True),
        "steps": shown.STEPS,
        **shown.rows(request, batch),
    }
    return render(request, "workspace/imports/result.html", told)


@of_one("ready", "done", "undone")
def left_out(request: HttpRequest, batch: Batch, form: str) -> HttpResponse:
    """Give the rows with questions and errors as a file, as they came, with what is wrong beside them."""
    headers = [*batch.headers, _("What is wrong")]
    lines = [[*cells, shown.why_left_out(plan)] for cells, plan in batches.left_out(batch)]
    if form == "csv":
        response = HttpResponse(writing.write_csv(headers, lines), content_type="text/csv; charset=utf-8")
    elif form == "xlsx":
        sheet = writing.write_xlsx(headers, lines, right_to_left=languages.direction(languages.current()) == "rtl")
        response = HttpResponse(sheet, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    else:
        raise Http404
    response.headers["Content-Disposition"] = f'attachment; filename="rows-left-out.{form}"'
    return response
