"""Who, with what words, a look at it, and sending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from commoncall.kernel.outbox import queries as mail
from commoncall.kernel.parties import permissions
from commoncall.procedures import invitations
from commoncall.web.moments import numeral
from commoncall.workspace.invitations import shown
from commoncall.workspace.invitations.draft import GROUPS, Draft, plan_of, ticked
from commoncall.workspace.invitations.forms import WordsForm

View = Callable[..., HttpResponse]


def for_those_who_invite(view: View) -> View:
    """Open a view to those who may invite; to everybody else it does not exist."""

    @wraps(view)
    def judged(request: HttpRequest, *args: Any, **keywords: Any) -> HttpResponse:
        permissions.INVITE.verdict(request.actor).require()  # type: ignore[attr-defined]
        return view(request, *args, **keywords)

    return judged


@for_those_who_invite
def choose(request: HttpRequest, coalition: str) -> HttpResponse:
    """Choose a whole group, or people one by one."""
    if request.method == "POST":
        draft = Draft.read(request.session, coalition)
        group = request.POST.get("group", "")
        draft = replace(draft, group=group if group in GROUPS else "", people=() if group in GROUPS else ticked(request))
        if draft.group or draft.people:
            draft.keep(request.session, coalition)
            return redirect("invitations-words", coalition)
        messages.warning(request, _("Tick at least one person, or invite everybody in the list."))
    return render(request, "workspace/invitations/choose.html", shown.choice(request))


@for_those_who_invite
def words(request: HttpRequest, coalition: str) -> HttpResponse:
    """Ask for the words, in each language that is needed."""
    draft = Draft.read(request.session, coalition)
    plan = plan_of(request, draft)
    if not plan.reached:
        return redirect("invitations", coalition)
    data = request.POST if request.method == "POST" else None
    form = WordsForm(data, coalition=request.standing.coalition, needed=plan.by_language, texts=draft.texts)  # type: ignore[attr-defined]
    if form.is_valid():
        replace(draft, texts={**draft.texts, **form.cleaned_data}).keep(request.session, coalition)
        return redirect("invitations-send", coalition)
    return render(request, "workspace/invitations/words.html", {"form": form, "steps": shown.STEPS, **shown.reach(plan)})


@for_those_who_invite
def send(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show the letters and how many they reach, and send them."""
    draft = Draft.read(request.session, coalition)
    plan = plan_of(request, draft)
    if not plan.reached:
        return redirect("invitations", coalition)
    if request.method == "POST":
        return _sent(request, coalition, draft, plan)
    told = {
        "samples": shown.samples(request, plan, draft),
        "steps": shown.STEPS,
        "number": len(plan.reached),
        "is_set_up": mail.is_set_up(),
        "own_address": invitations.own_address(request.actor),  # type: ignore[attr-defined]
        **shown.reach(plan),
    }
    return render(request, "workspace/invitations/send.html", told)


def _sent(request: HttpRequest, coalition: str, draft: Draft, plan: invitations.Plan) -> HttpResponse:
    here, actor = request.standing.coalition, request.actor  # type: ignore[attr-defined]
    sent = invitations.send(here, [one.person.id for one in plan.reached], texts=draft.texts, by=actor)
    Draft.forget(request.session, coalition)
    number = len(sent.reached)
    told = ngettext("%(n)s invitation is on its way.", "%(n)s invitations are on their way.", number)
    messages.success(request, told % {"n": numeral(number)})
    return redirect("invitations", coalition)


@require_POST
@for_those_who_invite
def test(request: HttpRequest, coalition: str) -> HttpResponse:
    """Send the letters to whoever is about to invite others."""
    draft = Draft.read(request.session, coalition)
    plan = plan_of(request, draft)
    if not plan.reached:
        return redirect("invitations", coalition)
    here, actor = request.standing.coalition, request.actor  # type: ignore[attr-defined]
    address = invitations.send_test(here, list(plan.by_language), texts=draft.texts, by=actor)
    messages.success(request, _("A test is on its way to %(address)s.") % {"address": address})
    return redirect("invitations-send", coalition)
