"""Treating what was proposed: a decision for each amendment and comment, the proposers' answers, and results of votes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.drafting import permissions
from commoncall.drafting.actions import amending as deeds
from commoncall.drafting.actions import commenting
from commoncall.drafting.queries import amendments, comments
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.drafts import lists, one_amendment, pages, words
from commoncall.workspace.drafts.forms.treating import AnswerForm, CommentTreatmentForm, SettleForm
from commoncall.workspace.drafts.reaching import drafted_version
from commoncall.workspace.members.standing import actor_of, there_only_if

#: So many are treated on one page.
STEP = 10


def treat(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """List what is not treated yet, with a decision to take for each."""
    one, actor = drafted_version(request, version), actor_of(request)
    missing = amendments.untreated(one)
    waiting = missing.amendments[:STEP]
    told = pages.head(actor, one) | {
        "missing": missing,
        "rows": lists.to_be_treated(actor, one, waiting),
        "remarks": lists.remarks_to_be_treated(actor, one, missing.comments[:STEP]),
        "more": max(len(missing.amendments) - STEP, 0) + max(len(missing.comments) - STEP, 0),
        "may_treat": permissions.may_treat(actor, one).allowed,
    }
    return render(request, "workspace/drafts/treat.html", told)


@require_POST
def treat_amendment(request: HttpRequest, coalition: str, amendment: UUID) -> HttpResponse:
    """Record what the drafting group proposes for an amendment."""
    actor = actor_of(request)
    one = amendments.one(actor, amendment)
    there_only_if(permissions.may_draft(actor, one.version.text))
    form = one_amendment.treatment_form(one, request.POST, with_words=any(name.startswith("text_") for name in request.POST))
    if form.is_valid() and attempt(form, lambda: deeds.treat(one, form.treating(), by=actor)) is not None:
        done(request, _("Recorded for %(name)s. Its proposer is asked to answer.") % {"name": words.name_of(one.number)}, one.pk)
        back = "draft-treat" if request.POST.get("back") == "treat" else "draft-amendment"
        return redirect(back, coalition, one.version_id if back == "draft-treat" else amendment)
    return _again(request, {"treatment": form}, amendment)


@require_POST
def answer(request: HttpRequest, coalition: str, amendment: UUID) -> HttpResponse:
    """Record whether the proposer agrees with the treatment, or insists."""
    actor = actor_of(request)
    one = amendments.one(actor, amendment)
    there_only_if(permissions.may_reply(actor, one))
    form = AnswerForm(request.POST, name=actor.organisation_name)
    if form.is_valid():
        told = form.cleaned_data
        if attempt(form, lambda: deeds.reply(one, told["reply"] == "agree", told["reason"], by=actor)) is not None:
            done(request, _("Recorded for %(organisation)s.") % {"organisation": actor.organisation_name}, one.pk)
            return redirect("draft-amendment", coalition, amendment)
    return _again(request, {"answer": form}, amendment)


@require_POST
def settle(request: HttpRequest, coalition: str, amendment: UUID) -> HttpResponse:
    """Record what a vote decided about an amendment."""
    actor = actor_of(request)
    one = amendments.one(actor, amendment)
    there_only_if(permissions.may_draft(actor, one.version.text))
    form = SettleForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        if attempt(form, lambda: deeds.settle(one, told["result"] == "accepted", told["reason"], by=actor)) is not None:
            done(request, _("The result is recorded."), one.pk)
            return redirect("draft-amendment", coalition, amendment)
    return _again(request, {"settling": form}, amendment)


@require_POST
def treat_comment(request: HttpRequest, coalition: str, comment: UUID) -> HttpResponse:
    """Record what became of a comment."""
    actor = actor_of(request)
    one = comments.one(actor, comment)
    there_only_if(permissions.may_draft(actor, one.version.text))
    form = CommentTreatmentForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        if attempt(form, lambda: commenting.treat_comment(one, told["treatment"], told["reason"], by=actor)) is not None:
            done(request, _("Recorded."), one.pk)
            return redirect("draft-treat", coalition, one.version_id)
    told = pages.head(actor, one.version) | {"form": form, "comment": one}
    return render(request, "workspace/drafts/comment_treat.html", told)


def _again(request: HttpRequest, forms: dict[str, Any], amendment: UUID) -> HttpResponse:
    """Show the page of an amendment once more, with what was typed and what is wrong with it."""
    actor = actor_of(request)
    return render(request, "workspace/drafts/amendment.html", one_amendment.shown(actor, amendments.one(actor, amendment), forms))
