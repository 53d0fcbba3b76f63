"""Comments: said of a paragraph or of the whole text, and withdrawn."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commoncall.drafting import permissions
from commoncall.drafting.actions import commenting as deeds
from commoncall.drafting.queries import comments
from commoncall.kernel.authority import Verdict
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.drafts import pages
from commoncall.workspace.drafts.amending import targets_of
from commoncall.workspace.drafts.forms.amending import CommentForm
from commoncall.workspace.drafts.forms.texts import running
from commoncall.workspace.drafts.reaching import version_of
from commoncall.workspace.members.standing import actor_of, there_only_if


def comment(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Say something of a paragraph, or of the whole text."""
    actor, one = actor_of(request), version_of(request, version)
    verdict = permissions.may_comment(actor, one)
    # Whoever writes when the time is over is told so by the deed, with what they typed.
    is_late = request.method == "POST" and actor.organisation_id is not None and permissions.COMMENT.verdict(actor).allowed
    there_only_if(Verdict(True) if is_late else verdict)
    read = pages.in_language(one, request.GET.get("language", ""))
    target = targets_of(read.paragraphs).get(request.GET.get("paragraph", ""))
    key = target.paragraph.key if target else ""
    form = CommentForm(request.POST if request.method == "POST" else None)
    form.fields["text"].widget.attrs |= running(read.code)
    if form.is_valid():
        said = attempt(form, lambda: deeds.comment(one, form.cleaned_data["text"], paragraph=key, language=read.code, by=actor))
        if said is not None:
            done(request, _("The drafting group reads it, and answers it before the text is locked."), said.pk)
            return redirect("draft-version", coalition, version)
    return render(request, "workspace/drafts/comment.html", pages.head(actor, one) | {"form": form, "read": read, "target": target if key else None})


@require_POST
def withdraw(request: HttpRequest, coalition: str, comment: UUID) -> HttpResponse:
    """Take a comment back."""
    one = comments.one(actor_of(request), comment)
    deeds.withdraw_comment(one, by=actor_of(request))
    done(request, _("The comment is withdrawn."), one.pk)
    return redirect("draft-version", coalition, one.version_id)
