"""Preparing a decision from the ladder: the rung first, then the question, then a look at who is asked and until when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from commoncall.decisions import permissions, sentences
from commoncall.decisions.actions import preparing as deeds
from commoncall.decisions.queries import decisions, ladder, seen
from commoncall.decisions.rules.rule import Channel, Rule
from commoncall.drafting.queries import texts
from commoncall.leadership import queries as leadership
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.words import words_of
from commoncall.workspace.decisions import words
from commoncall.workspace.decisions.access import decision_in
from commoncall.workspace.decisions.preparing_forms import ALL_OF_THEM, DEVIATIONS, PrepareForm
from commoncall.workspace.members.standing import actor_of, coalition_of, there_only_if

if TYPE_CHECKING:
    from commoncall.decisions.models import Decision, Rung
    from commoncall.drafting.models import Version
    from commoncall.kernel.authority import Actor

#: So many locked texts are offered; what was locked long ago has been decided on, or given up.
MOST_TEXTS = 40


@dataclass(frozen=True)
class Choice:
    """A rung to choose: what it is called, who decides, by which rule, and where that leads."""

    name: str
    whom: str
    sentence: str
    details: list[str]
    address: str


def new(request: HttpRequest, coalition: str) -> HttpResponse:
    """Choose the kind of decision, then write what is decided."""
    actor, here = actor_of(request), coalition_of(request)
    there_only_if(permissions.may_prepare(actor, here))
    code = request.GET.get("rung", "")
    if not code:
        rungs = [_choice(one, request) for one in ladder.ladder(here)]
        return render(request, "workspace/decisions/new.html", {"rungs": rungs})
    rung = ladder.rung(here, code)
    given = {"version": request.GET.get("version", ""), "title": request.GET.get("title", "")[:300]}
    form = _form(request, actor, rung, given)
    if form.is_valid():
        made = attempt(form, lambda: deeds.prepare(here, form.preparation(ladder.rule_of(rung, form.where), _followed(request, actor)), by=actor))
        if made is not None:
            return redirect("decision-open", coalition, made.pk)
    return render(request, "workspace/decisions/prepare.html", _shown(rung, form, reverse("decision-new", args=[coalition])))


def change(request: HttpRequest, coalition: str, decision: UUID) -> HttpResponse:
    """Change what is being prepared."""
    actor, found = actor_of(request), decision_in(request, decision, "draft")
    there_only_if(permissions.may_change(actor, found))
    rung = ladder.rung(found.coalition, request.GET.get("rung", "") or found.rung_code)
    present = seen.preparation(found)
    form = _form(request, actor, rung, _kept(found) | {"seen": present})
    if form.is_valid():
        wanted = form.preparation(ladder.rule_of(rung, form.where), found.follows)
        if attempt(form, lambda: deeds.change(found, wanted, seen=form.cleaned_data["seen"], by=actor)) is not None:
            done(request, _("Recorded."))
            return redirect("decision-open", coalition, decision)
    told = _shown(rung, form, reverse("decision", args=[coalition, decision]))
    return render(request, "workspace/decisions/prepare.html", told | {"decision": found, "theirs": form.theirs(present)})


def _choice(rung: Rung, request: HttpRequest) -> Choice:
    rule, asked = Rule.of(rung.rule), request.GET.copy()
    asked["rung"] = rung.code
    whom = words.deciders(rung.body, rung.region, words_of(rung.coalition))
    return Choice(words.rung(rung), whom, sentences.sentence(rule), sentences.details(rule), f"?{asked.urlencode()}")


def _form(request: HttpRequest, actor: Actor, rung: Rung, initial: dict[str, Any]) -> PrepareForm:
    versions, bodies = _locked(actor), list(leadership.visible_to(actor))
    return PrepareForm(request.POST if request.method == "POST" else None, rung=rung, versions=versions, bodies=bodies, initial=initial)


def _locked(actor: Actor) -> list[Version]:
    """Return the locked versions that can be decided on, the newest first."""
    return list(texts.versions_visible_to(actor).filter(state="locked").select_related("text").order_by("-locked_at", "-id")[:MOST_TEXTS])


def _followed(request: HttpRequest, actor: Actor) -> Decision | None:
    """Return the decision that the new one takes up again, where the address names one."""
    try:
        wanted = UUID(request.GET.get("follows", ""))
    except ValueError:
        return None
    return decisions.visible_to(actor).filter(pk=wanted).first()


def _kept(found: Decision) -> dict[str, Any]:
    rule, body = decisions.rule(found), str(found.body_id or ALL_OF_THEM)
    usual = ladder.rule_of(found.rung, rule.channel) if found.rung else rule
    other = rule.window != usual.window
    return {
        "title": found.title,
        "question": found.question,
        "version": str(found.version_id or ""),
        "channel": rule.channel.value,
        "topic": found.topic,
        "label": found.label,
        "is_public": found.is_public,
        "review_on": found.review_on,
        "hours": rule.window.hours or None if other else None,
        "working_days": rule.window.working_days or None if other else None,
        "way": rule.way.value if rule.way is not usual.way else "",
        "quorum": rule.quorum if rule.quorum != usual.quorum else None,
        "division": rule.quorum_division.value if rule.quorum_division and rule.quorum_division is not usual.quorum_division else "",
        "share": int(rule.share * 100) if rule.share != usual.share else None,
        "objections": rule.objections_end_it if rule.objections_end_it != usual.objections_end_it else None,
        "body": body if found.rung is not None and (found.body_id, found.region) != (found.rung.body_id, found.rung.region) else "",
        "deviation": found.deviation,
    }


def _shown(rung: Rung, form: PrepareForm, back: str) -> dict[str, Any]:
    rule = ladder.rule_of(rung, Channel.WRITTEN)
    return {
        "form": form,
        "rung": words.rung(rung),
        "whom": words.deciders(rung.body, rung.region, words_of(rung.coalition)),
        "sentence": sentences.sentence(rule),
        "details": sentences.details(rule),
        "back": back,
        "deviating": [form[name] for name in (*DEVIATIONS, "deviation")],
    }
