"""What a coalition keeps for its directory: columns of its own, and questions to ask again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.kernel.labels import LABEL_SENTENCES, Label
from commoncall.membership import permissions
from commoncall.membership.actions import columns, filters
from commoncall.membership.queries import kept, records
from commoncall.membership.rules.filters import Filters
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.members.forms import ColumnForm, KeepForm
from commoncall.workspace.members.standing import actor_of, coalition_of, there, there_only_if


def own_columns(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show the coalition's own columns, and add one."""
    actor = actor_of(request)
    there_only_if(permissions.may_keep(actor))
    form = ColumnForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = form.cleaned_data
        added = attempt(form, lambda: columns.add(coalition_of(request), told["name"], Label(told["label"]), by=actor))
        if added is not None:
            done(request, _("The column “%(name)s” was added.") % {"name": added.name})
            return redirect("members-columns", coalition)
    own = [(column, Label(column.label), LABEL_SENTENCES[Label(column.label)]) for column in records.own_columns(actor)]
    return render(request, "workspace/members/columns.html", {"form": form, "own": own})


def column(request: HttpRequest, coalition: str, column: UUID) -> HttpResponse:
    """Change a column's name, or who may read it."""
    actor = actor_of(request)
    there_only_if(permissions.may_keep(actor))
    kept_column = there(records.own_column(actor, column))
    form = ColumnForm(request.POST if request.method == "POST" else None, initial={"name": kept_column.name, "label": kept_column.label})
    if form.is_valid():
        told = form.cleaned_data
        if attempt(form, lambda: columns.rename(kept_column, told["name"], Label(told["label"]), by=actor)) is not None:
            done(request, _("Recorded."), column)
            return redirect("members-columns", coalition)
    return render(request, "workspace/members/column.html", {"form": form, "column": kept_column})


@require_POST
def column_move(request: HttpRequest, coalition: str, column: UUID) -> HttpResponse:
    """Move a column one place up."""
    actor = actor_of(request)
    there_only_if(permissions.may_keep(actor))
    order = [one.pk for one in records.own_columns(actor)]
    place = order.index(there(records.own_column(actor, column)).pk)
    order.insert(max(place - 1, 0), order.pop(place))
    columns.order(coalition_of(request), order, by=actor)
    return redirect("members-columns", coalition)


@require_POST
def column_in_list(request: HttpRequest, coalition: str, column: UUID) -> HttpResponse:
    """Let a column stand in the list of organisations, or no longer."""
    actor = actor_of(request)
    there_only_if(permissions.may_keep(actor))
    kept_column = there(records.own_column(actor, column))
    is_listed = "shown" in request.POST
    columns.put_in_list(kept_column, is_listed, by=actor)
    told = _("The column “%(name)s” now stands in the list.") if is_listed else _("The column “%(name)s” no longer stands in the list.")
    done(request, told % {"name": kept_column.name}, column)
    return redirect("members-columns", coalition)


def column_remove(request: HttpRequest, coalition: str, column: UUID) -> HttpResponse:
    """Say for how many organisations something stands in a column, then remove it."""
    actor = actor_of(request)
    there_only_if(permissions.may_keep(actor))
    kept_column = there(records.own_column(actor, column))
    if request.method == "POST":
        columns.remove(kept_column, by=actor)
        done(request, _("The column “%(name)s” was removed.") % {"name": kept_column.name}, column)
        return redirect("members-columns", coalition)
    return render(request, "workspace/members/column_remove.html", {"column": kept_column, "filled": records.filled(kept_column)})


def questions(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show the questions that are kept: one's own, and everybody's."""
    actor = actor_of(request)
    shown = {"own": [], "shared": [], "may_share": permissions.may_keep(actor).allowed}
    for one in kept.filters(actor):
        shown["shared" if one.account_id is None else "own"].append(one)  # type: ignore[attr-defined]
    return render(request, "workspace/members/kept.html", shown)


def question_keep(request: HttpRequest, coalition: str) -> HttpResponse:
    """Keep the question that the address asks, under a name."""
    actor, asked = actor_of(request), Filters.read(request.GET)
    there_only_if(permissions.may_save_filter(actor, shared=False))
    form = KeepForm(request.POST if request.method == "POST" else None, may_share=permissions.may_keep(actor).allowed)
    if form.is_valid():
        told = form.cleaned_data
        if attempt(form, lambda: filters.save(coalition_of(request), told["name"], asked, shared=told.get("shared", False), by=actor)):
            done(request, _("Kept as “%(name)s”.") % {"name": told["name"]})
            response = redirect("members", coalition)
            response["Location"] += f"?{asked.without().as_query()}"
            return response
    return render(request, "workspace/members/keep.html", {"form": form, "query": asked.without().as_query()})


@require_POST
def question_remove(request: HttpRequest, coalition: str, filter: UUID) -> HttpResponse:  # noqa: A002 - it is named so in addresses
    """Remove a question that was kept."""
    actor = actor_of(request)
    found = there(kept.filter_of(actor, filter))
    filters.remove(found, by=actor)
    done(request, _("“%(name)s” is no longer kept.") % {"name": found.name})
    return redirect("members-filters", coalition)
