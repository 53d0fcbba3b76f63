"""How the coalition admits: the stages of each category, the times, and the words over the form."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.decisions import sentences as rules
from commoncall.kernel import languages
from commoncall.kernel.parties import queries as parties
from commoncall.membership import permissions
from commoncall.membership.actions.applying import arranging
from commoncall.membership.queries import admission as arranged
from commoncall.procedures.admission.voting import RUNG
from commoncall.procedures.deciding import subjects
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.moments import full_date
from commoncall.web.words import words_of
from commoncall.workspace.applications import words as sentences
from commoncall.workspace.applications.arranging_forms import PathForm, TextsForm, WindowForm
from commoncall.workspace.members.standing import actor_of, coalition_of, there, there_only_if


def _may(request: HttpRequest) -> None:
    there_only_if(permissions.ARRANGE_ADMISSION.verdict(actor_of(request)))


def admission(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show how the coalition admits, all of it on one page."""
    _may(request)
    here, called = coalition_of(request), words_of(coalition_of(request))
    general = parties.arrangements(here).admitted_by
    kept = arranged.admission(here)
    put = subjects.put(here, RUNG)
    shown = {
        "rule": rules.sentence(put.rule) if put else "",
        "rung": RUNG,
        "kept": kept,
        "introduction": languages.pick(kept.introduction, fallback=here.language),
        "sides": promises(kept, languages.current(), here.language),
        "ways": [
            (category.value, sentences.category(category, called), sentences.stages(way.by(general), called, by_the_ladder=bool(put)), way.is_open)
            for category, way in arranged.ways(here).items()
        ],
        "questions": [(one, languages.pick(one.text, fallback=here.language), one.get_kind_display()) for one in arranged.questions(here)],
        "windows": [(one, full_date(one.opens_at.date()), full_date(one.closes_at.date())) for one in arranged.windows(here)],
    }
    return render(request, "workspace/applications/admission.html", shown)


def promises(kept: object, code: str, fallback: str) -> list[tuple[str, list[str]]]:
    """Return what both sides promise in a language, one promise to a line; a side that promises nothing is left out."""
    texts = ((_("What a new one promises"), "member_promises"), (_("What staff and leadership promise in return"), "coalition_promises"))
    told = [(title, languages.pick(getattr(kept, name), code, fallback=fallback).splitlines()) for title, name in texts]
    return [(title, [line for line in lines if line.strip()]) for title, lines in told if lines]


@require_POST
def open_or_close(request: HttpRequest, coalition: str) -> HttpResponse:
    """Open the coalition for applications, or close it."""
    _may(request)
    here = coalition_of(request)
    arranging.open_admission(here, request.POST.get("open") == "yes", by=actor_of(request))
    done(request, _("Recorded."), here.pk)
    return redirect("admission", coalition)


def path(request: HttpRequest, coalition: str, category: str) -> HttpResponse:
    """Change by which stages one joins in a category."""
    _may(request)
    here, called = coalition_of(request), words_of(coalition_of(request))
    chosen = there(next((one for one in arranged.CATEGORIES if one == category), None))
    way = arranged.ways(here)[chosen]
    general = parties.arrangements(here).admitted_by
    form = PathForm(request.POST if request.method == "POST" else None, way=way, arranged=general, called=called)
    if form.is_valid():
        kept = attempt(form, lambda: arranging.set_path(here, chosen, form.way(), by=actor_of(request)))
        if kept is not None:
            done(request, _("Recorded. What is under way keeps the time that it was given."), kept.pk)
            return redirect("admission", coalition)
    shown = {"form": form, "title": sentences.category(chosen, called)}
    return render(request, "workspace/applications/path.html", shown)


def words(request: HttpRequest, coalition: str) -> HttpResponse:
    """Change what stands over the form, and what both sides promise."""
    _may(request)
    here = coalition_of(request)
    form = TextsForm(request.POST if request.method == "POST" else None, admission=arranged.admission(here), coalition=here)
    if form.is_valid():
        kept = attempt(form, lambda: arranging.word(here, form.texts(), by=actor_of(request)))
        if kept is not None:
            done(request, _("Recorded. What was accepted already stays as it was accepted."), here.pk)
            return redirect("admission", coalition)
    return render(request, "workspace/applications/words.html", {"form": form})


def window(request: HttpRequest, coalition: str) -> HttpResponse:
    """Set a time in which applications can be handed in."""
    _may(request)
    form = WindowForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, lambda: arranging.add_window(coalition_of(request), *form.instants(), by=actor_of(request)))
        if made is not None:
            done(request, _("Recorded."), made.pk)
            return redirect("admission", coalition)
    return render(request, "workspace/applications/window.html", {"form": form})


@require_POST
def window_remove(request: HttpRequest, coalition: str, window: UUID) -> HttpResponse:
    """Take a time for applications back."""
    _may(request)
    arranging.remove_window(there(arranged.window(actor_of(request), window)), by=actor_of(request))
    done(request, _("Recorded."), window)
    return redirect("admission", coalition)
