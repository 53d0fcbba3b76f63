"""Leading a decision to its end: answers that came in other ways, who is present, closing at a meeting, withdrawing it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.decisions import permissions
from commoncall.decisions.actions import closing, entering, preparing
from commoncall.decisions.queries import answers, decisions, roll
from commoncall.decisions.rules.outcomes import has_roll, is_closed_by_hand
from commoncall.kernel.parties import queries as parties
from commoncall.procedures.deciding import reminding
from commoncall.web.decisions.ended import have_answered
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.words import words_of
from commoncall.workspace.decisions import lines, stands
from commoncall.workspace.decisions.access import decision_in, organisation_of
from commoncall.workspace.decisions.forms import EnterForm, PresenceForm, ReasonForm
from commoncall.workspace.decisions.shown import head
from commoncall.workspace.members.standing import actor_of, there, there_only_if
from commoncall.workspace.texts import words as sentences
from commoncall.workspace.texts.forms import RemindForm

if TYPE_CHECKING:
    from commoncall.decisions.models import Decision
    from commoncall.kernel.authority import Actor


def enter(request: HttpRequest, coalition: str, decision: UUID) -> HttpResponse:
    """Enter an answer that came by phone, on paper, by mail or at the meeting."""
    actor, found = actor_of(request), decision_in(request, decision, "open")
    there_only_if(permissions.may_enter(actor, found))
    rule = decisions.rule(found)
    form = EnterForm(
        request.POST if request.method == "POST" else None, rule=rule, organisations=_deciding(actor, found), chosen=request.GET.get("for", "")
    )
    if form.is_valid():
        organisation = organisation_of(actor, form.cleaned_data["organisation"])
        told = form.cleaned_data
        entered = attempt(form, lambda: entering.enter(found, organisation, form.said, form.why, told["came"], told["came_how"], by=actor))
        if entered is not None:
            done(request, _("Entered for %(organisation)s. Its people are told and can correct it.") % {"organisation": organisation.name})
            return redirect("decision", coalition, decision)
    return render(request, "workspace/decisions/enter.html", head(found, rule, words_of(found.coalition)) | {"form": form})


def _deciding(actor: Actor, found: Decision) -> list[tuple[str, str]]:
    """Return those for whom an answer can be entered: who is on the roll, or where none is kept, who may answer now."""
    on_roll = {UUID(one.organisation) for one in (roll.voters(found) if has_roll(decisions.rule(found)) else roll.who_may(found))}
    known = parties.organisations_visible_to(actor).filter(pk__in=on_roll).order_by("searchable", "pk")
    return [(str(key), name) for key, name in known.values_list("pk", "name")]


def present(request: HttpRequest, coalition: str, decision: UUID) -> HttpResponse:
    """Note which organisations are present at the meeting."""
    actor, found = actor_of(request), _at_meeting(request, decision)
    there_only_if(permissions.may_lead(actor, found))
    known = [one for one in answers.standing(actor, found).lines if one.organisation_id]
    choices = [(str(one.organisation_id), one.name) for one in sorted(known, key=lambda one: one.name.casefold())]
    marked = [str(one.organisation_id) for one in known if one.is_present]
    form = PresenceForm(request.POST if request.method == "POST" else None, organisations=choices, present=marked)
    if form.is_valid():
        organisations = parties.organisations_visible_to(actor).filter(pk__in=form.cleaned_data["present"])
        if attempt(form, lambda: (entering.set_present(found, organisations, by=actor),)) is not None:
            done(request, _("Recorded who is present."))
            return redirect("decision", coalition, decision)
    rows = [(key, name, key in marked) for key, name in choices]
    told = {"form": form, "rows": rows}
    return render(request, "workspace/decisions/present.html", head(found, decisions.rule(found), words_of(found.coalition)) | told)


def _at_meeting(request: HttpRequest, decision: UUID) -> Decision:
    found = decision_in(request, decision, "open")
    return there(found if is_closed_by_hand(decisions.rule(found)) else None)


def close(request: HttpRequest, coalition: str, decision: UUID) -> HttpResponse:
    """Say how the vote of a meeting stands, then close it: what was answered is counted."""
    actor, found = actor_of(request), _at_meeting(request, decision)
    there_only_if(permissions.may_close(actor, found))
    rule = decisions.rule(found)
    if request.method == "POST":
        closed = closing.close_meeting(found, by=actor)
        done(request, _("Closed. %(outcome)s.") % {"outcome": closed.get_state_display()})
        return redirect("decision", coalition, decision)
    standing = answers.standing(actor, found)
    told = {"stands": stands.under_way(rule, standing.report, standing.voted, standing.entitled)}
    return render(request, "workspace/decisions/close.html", head(found, rule, words_of(found.coalition), standing.entitled) | told)


def withdraw(request: HttpRequest, coalition: str, decision: UUID) -> HttpResponse:
    """Withdraw a decision before it is closed, with the reason."""
    actor, found = actor_of(request), decision_in(request, decision, "draft", "notice", "open")
    there_only_if(permissions.may_withdraw(actor, found))
    form = ReasonForm(request.POST if request.method == "POST" else None, help_text=_("It stands in the register. Those who were asked are told."))
    if form.is_valid() and attempt(form, lambda: preparing.withdraw(found, form.why, by=actor)) is not None:
        done(request, _("Withdrawn."), found.pk)
        return redirect("decisions", coalition)
    return render(request, "workspace/decisions/withdraw.html", head(found, decisions.rule(found), words_of(found.coalition)) | {"form": form})


def everybody(request: HttpRequest, coalition: str, decision: UUID) -> HttpResponse:
    """Show what every organisation on the roll answers, page by page; or those alone who have not answered."""
    actor, found = actor_of(request), decision_in(request, decision, *OPENED)
    rule, standing = decisions.rule(found), answers.standing(actor, found)
    page = lines.page(standing.lines, request.GET.get("answer", ""), request.GET.get("page", ""))
    shown = lines.lines(page.lines, rule, is_over=found.state != "open")
    told = {"page": page, "lines": shown, "may_enter": found.state == "open" and permissions.may_enter(actor, found).allowed}
    said = stands.cast(standing.voted, standing.entitled) if rule.secret else have_answered(standing.voted, standing.entitled)
    return render(
        request, "workspace/decisions/everybody.html", head(found, rule, words_of(found.coalition), standing.entitled) | told | {"said": said}
    )


def remind(request: HttpRequest, coalition: str, decision: UUID) -> HttpResponse:
    """Say who would be written to, then remind those who have not answered, one mail a person."""
    actor, found = actor_of(request), decision_in(request, decision, "open")
    there_only_if(permissions.may_lead(actor, found))
    form = RemindForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reminded = attempt(form, lambda: reminding.remind(found, urgent=form.cleaned_data["urgent"], by=actor))
        if reminded is not None:
            done(request, sentences.reminded(len(reminded.readers)))
            return redirect("decision", coalition, decision)
    planned = reminding.reminder(found)
    told = {"form": form, "sentences": sentences.planned(planned), "readers": planned.readers[:MOST_NAMED]}
    return render(request, "workspace/decisions/remind.html", head(found, decisions.rule(found), words_of(found.coalition)) | told)


#: So many of those who are written to are named before it is done.
MOST_NAMED = 40
#: While it is in one of these there is a roll.
OPENED = ("open", "adopted", "not_adopted", "returned", "escalated", "lapsed", "consulted", "withdrawn")
