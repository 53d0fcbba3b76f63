"""What an organisation does besides answering: it lets another one answer, demands a discussion, dissociates itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.decisions import permissions
from commoncall.decisions.actions import demanding, dissociating, proxies, register
from commoncall.decisions.queries import answers, decisions, roll, seen
from commoncall.decisions.rules.rule import Dissociation, Rule
from commoncall.decisions.sentences.details import DISSOCIATIONS
from commoncall.kernel.parties import queries as parties
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.words import words_of
from commoncall.workspace.decisions.access import decision_in, organisation_of, own_organisation
from commoncall.workspace.decisions.forms import NoteForm, ProxyForm, ReasonForm
from commoncall.workspace.decisions.outcomes import SETTLED
from commoncall.workspace.decisions.shown import head
from commoncall.workspace.members.standing import actor_of, there, there_only_if

if TYPE_CHECKING:
    from commoncall.decisions.models import Decision
    from commoncall.kernel.authority import Actor


def proxy(request: HttpRequest, coalition: str, decision: UUID) -> HttpResponse:
    """Let another organisation answer for one's own, or show whom one has let and offer to take it back."""
    actor, found = actor_of(request), decision_in(request, decision, "notice", "open")
    own, rule = there(own_organisation(actor)), decisions.rule(found)
    there_only_if(permissions.may_give_proxy(actor, found, own))
    given = next((one for one in answers.proxies(actor, found) if one.giver_id == own.pk), None)
    form = ProxyForm(request.POST if request.method == "POST" else None, holders=_holders(actor, found))
    if form.is_valid():
        holder = organisation_of(actor, form.cleaned_data["holder"])
        if attempt(form, lambda: proxies.give(found, own, holder, by=actor)) is not None:
            done(request, _("Recorded: %(holder)s answers for %(organisation)s.") % {"holder": holder.name, "organisation": own.name})
            return redirect("decision", coalition, decision)
    told = {"form": form, "given": given, "name": own.name}
    return render(request, "workspace/decisions/proxy.html", head(found, rule, words_of(found.coalition)) | told)


def _holders(actor: Actor, found: Decision) -> list[tuple[str, str]]:
    """Return whom one may let answer: the others that decide, as far as one may know them."""
    on_roll = {UUID(one.organisation) for one in (roll.voters(found) if roll.is_fixed(found) else roll.who_may(found))}
    known = parties.organisations_visible_to(actor).filter(pk__in=on_roll - {actor.organisation_id}).order_by("searchable", "pk")
    return [(str(key), name) for key, name in known.values_list("pk", "name")]


@require_POST
def proxy_back(request: HttpRequest, coalition: str, decision: UUID) -> HttpResponse:
    """Take back that another organisation answers for one's own."""
    actor, found = actor_of(request), decision_in(request, decision, "notice", "open")
    own = there(own_organisation(actor))
    given = there(next((one for one in answers.proxies(actor, found) if one.giver_id == own.pk), None))
    proxies.take_back(given, by=actor)
    done(request, _("Taken back: %(organisation)s answers for itself.") % {"organisation": own.name})
    return redirect("decision", coalition, decision)


def discuss(request: HttpRequest, coalition: str, decision: UUID) -> HttpResponse:
    """Demand that a discussion comes before the vote."""
    actor, found = actor_of(request), decision_in(request, decision, "notice")
    own, rule = there(own_organisation(actor)), decisions.rule(found)
    there_only_if(permissions.may_demand(actor, found, own))
    words = _("Why it should be discussed")
    form = ReasonForm(request.POST if request.method == "POST" else None, label=words, required=False)
    if form.is_valid() and attempt(form, lambda: demanding.demand_discussion(found, own, form.why, by=actor)) is not None:
        done(request, _("Recorded: %(organisation)s demands a discussion.") % {"organisation": own.name})
        return redirect("decision", coalition, decision)
    return render(request, "workspace/decisions/discuss.html", head(found, rule, words_of(found.coalition)) | {"form": form, "name": own.name})


def dissociate(request: HttpRequest, coalition: str, decision: UUID) -> HttpResponse:
    """Dissociate one's organisation from what was adopted, or take that back."""
    actor, found = actor_of(request), decision_in(request, decision, "adopted")
    own, rule = there(own_organisation(actor)), decisions.rule(found)
    there_only_if(permissions.may_dissociate(actor, found, own))
    said = next((one for one in answers.standing_apart(found) if one.organisation_id == own.pk), None)
    if said is not None:
        return _take_back(request, found, said)
    form = ReasonForm(request.POST if request.method == "POST" else None, help_text=_("It is shown with the decision, in your own words."))
    if form.is_valid() and (noted := attempt(form, lambda: dissociating.dissociate(found, own, form.why, by=actor))) is not None:
        done(request, _("Recorded: %(organisation)s dissociates itself from it.") % {"organisation": own.name}, noted.pk)
        return redirect("decision", coalition, decision)
    told = {"form": form, "name": own.name, "follows": _shows(rule)}
    return render(request, "workspace/decisions/dissociate.html", head(found, rule, words_of(found.coalition)) | told)


def _take_back(request: HttpRequest, found: Decision, said: object) -> HttpResponse:
    if request.method == "POST":
        dissociating.take_back_dissociation(said, by=actor_of(request))  # type: ignore[arg-type]
        done(request, _("Taken back."))
        return redirect("decision", found.coalition.slug, found.pk)
    shown = head(found, decisions.rule(found), words_of(found.coalition)) | {"name": actor_of(request).organisation_name}
    return render(request, "workspace/decisions/rejoin.html", shown)


def _shows(rule: Rule) -> str:
    return str(DISSOCIATIONS[rule.dissociation]) if rule.dissociation is not Dissociation.NONE else ""


def note(request: HttpRequest, coalition: str, decision: UUID) -> HttpResponse:
    """Note the disagreement that remained, and when a decision is looked at again."""
    actor, found = actor_of(request), decision_in(request, decision, *SETTLED - {"withdrawn"})
    there_only_if(permissions.may_keep(actor, found))
    present = seen.note(found)
    kept = {"disagreement": found.disagreement, "review_on": found.review_on, "seen": present}
    form = NoteForm(request.POST if request.method == "POST" else None, initial=kept)
    if form.is_valid() and attempt(form, lambda: _noted(found, form, actor)) is not None:
        done(request, _("Recorded."))
        return redirect("decision", coalition, decision)
    told = {"form": form, "theirs": form.theirs(present)}
    return render(request, "workspace/decisions/note.html", head(found, decisions.rule(found), words_of(found.coalition)) | told)


def _noted(found: Decision, form: NoteForm, actor: Actor) -> Decision:
    told = form.cleaned_data
    return register.note(found, told["disagreement"], told["review_on"], seen=told["seen"], by=actor)
