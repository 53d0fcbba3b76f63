"""Proposing that a rung be otherwise, a new one, or the end of one; with the rule in words before it is proposed."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.decisions import permissions, sentences
from commoncall.decisions.actions import ladder as deeds
from commoncall.decisions.queries import ladder as read
from commoncall.decisions.rules.rule import Rule, Time
from commoncall.decisions.rules.rungs import Wanted
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.words import words_of
from commoncall.workspace.ladder.forms import MeetingForm, ReasonForm, RungForm
from commoncall.workspace.ladder.rule_form import RuleForm
from commoncall.workspace.ladder.views import rung_of
from commoncall.workspace.members.standing import actor_of, coalition_of, there_only_if

#: Sent with the form by the button that only shows the rule in words.
PREVIEW = "preview"


def _sent(request: HttpRequest) -> bool:
    return request.method == "POST" and PREVIEW not in request.POST


def _page(request: HttpRequest, form: RuleForm, **told: object) -> HttpResponse:
    rule = form.rule or (None if form.is_bound else Rule.of(form.wanted.rule.as_stored()))  # type: ignore[attr-defined]
    preview = {
        "sentences": sentences.sentences(rule) if rule else [],
        "details": sentences.details(rule) if rule else [],
        "faults": form.faults_found,
        "is_incomplete": rule is None,
    }
    if request.headers.get("X-Preview"):
        return render(request, "workspace/ladder/_preview.html", preview)
    return render(request, "workspace/ladder/form.html", {"form": form, **preview, **told})


def new(request: HttpRequest, coalition: str) -> HttpResponse:
    """Propose a new rung."""
    actor, here = actor_of(request), coalition_of(request)
    there_only_if(permissions.may_propose(actor, here))
    rungs = read.ladder(here)
    wanted = Wanted(Rule(window=Time(working_days=5)), position=len(rungs))
    form = RungForm(request.POST if request.method == "POST" else None, coalition=here, ladder=rungs, wanted=wanted)
    if form.is_valid() and _sent(request):
        made = attempt(form, lambda: deeds.add_rung(here, form.as_wanted(), form.cleaned_data["reason"], by=actor))
        if made is not None:
            return _proposed(request, coalition, made.pk)
    return _page(request, form, title=_("A new rung"))


def change(request: HttpRequest, coalition: str, code: str) -> HttpResponse:
    """Propose that a rung be otherwise. ``?back=`` names a change whose state before it is filled in."""
    actor, here, rung = actor_of(request), coalition_of(request), rung_of(request, code)
    there_only_if(permissions.may_propose(actor, here))
    form = RungForm(
        request.POST if request.method == "POST" else None,
        coalition=here,
        ladder=read.ladder(here),
        wanted=_start(request, rung.pk) or read.as_wanted(rung),
        rung=rung,
    )
    if form.is_valid() and _sent(request):
        made = attempt(form, lambda: deeds.propose_change(rung, form.as_wanted(), form.cleaned_data["reason"], by=actor))
        if made is not None:
            return _proposed(request, coalition, made.pk)
    return _page(request, form, rung=rung, title=sentences.rung_words(rung, words_of(here)))


def meeting(request: HttpRequest, coalition: str, code: str) -> HttpResponse:
    """Propose another rule for a rung at meetings, or that the one in writing hold there."""
    actor, here, rung = actor_of(request), coalition_of(request), rung_of(request, code)
    there_only_if(permissions.may_propose(actor, here))
    form = MeetingForm(request.POST if request.method == "POST" else None, rung=rung, wanted=read.as_wanted(rung))
    if form.is_valid() and _sent(request):
        made = attempt(form, lambda: deeds.propose_change(rung, form.as_wanted(), form.cleaned_data["reason"], by=actor))
        if made is not None:
            return _proposed(request, coalition, made.pk)
    return _page(request, form, rung=rung, title=sentences.rung_words(rung, words_of(here)))


def close(request: HttpRequest, coalition: str, code: str) -> HttpResponse:
    """Propose to take a rung off the ladder."""
    actor, here, rung = actor_of(request), coalition_of(request), rung_of(request, code)
    there_only_if(permissions.may_propose(actor, here))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        wanted = replace(read.as_wanted(rung), closed=True)
        made = attempt(form, lambda: deeds.propose_change(rung, wanted, form.cleaned_data["reason"], by=actor))
        if made is not None:
            return _proposed(request, coalition, made.pk)
    return render(request, "workspace/ladder/close.html", {"form": form, "rung": rung, "title": sentences.rung_words(rung, words_of(here))})


def _proposed(request: HttpRequest, coalition: str, made: UUID) -> HttpResponse:
    done(request, _("Proposed. It holds as soon as somebody from another organisation supports it."))
    return redirect("ladder-proposal", coalition, made)


def _start(request: HttpRequest, rung: UUID) -> Wanted | None:
    """Return what the rung was before the change that the address names."""
    try:
        named = UUID(request.GET.get("back", ""))
    except ValueError:
        return None
    before = read.changes(actor_of(request)).filter(pk=named, rung=rung).first()
    return Wanted.of(before.wanted["before"]) if before is not None and "before" in before.wanted else None
