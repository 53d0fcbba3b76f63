"""A procedure about an organisation: opening it, reading it, gathering facts, the notice, the answer and the hearing."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.membership import permissions
from commoncall.membership.actions import proceedings
from commoncall.membership.queries import proceedings as reading
from commoncall.procedures.standing import hearing as steps
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.members.standing import actor_of, record_of, there, there_only_if
from commoncall.workspace.standing.access import kept_by_coordinators, posted, step
from commoncall.workspace.standing.forms import AnswerForm, BeginForm, FactsForm, HeardForm, NoticeForm
from commoncall.workspace.standing.shown import shown

#: What the form of the notice suggests.
USUAL_TIME = timedelta(days=14)


def begin(request: HttpRequest, coalition: str, organisation: UUID) -> HttpResponse:
    """Open a procedure about an organisation."""
    record, actor = record_of(request, organisation), actor_of(request)
    there_only_if(permissions.may_proceed(actor))
    form = BeginForm(posted(request))
    if form.is_valid():
        opened = attempt(form, lambda: proceedings.begin(record.organisation, **form.cleaned_data, by=actor))
        if opened is not None:
            done(request, _("The procedure is open. Nothing has changed for the organisation yet."))
            return redirect("procedure", coalition, opened.pk)
    return render(request, "workspace/standing/begin.html", {"form": form, "organisation": record.organisation})


def procedure(request: HttpRequest, coalition: str, proceeding: UUID) -> HttpResponse:
    """Show a procedure, to the coordinators and to the organisation that it is about."""
    kept = there(reading.proceeding(actor_of(request), proceeding))
    return render(request, "workspace/standing/procedure.html", shown(actor_of(request), kept))


def facts(request: HttpRequest, coalition: str, proceeding: UUID) -> HttpResponse:
    """Note which facts were gathered."""
    kept = kept_by_coordinators(request, proceeding)
    form = FactsForm(posted(request), initial={"facts_gathered": kept.facts_gathered})
    return step(
        request, kept, form, lambda: proceedings.gather(kept, form.cleaned_data["facts_gathered"], by=actor_of(request)), _("Recorded."), "facts"
    )


def notice(request: HttpRequest, coalition: str, proceeding: UUID) -> HttpResponse:
    """Give the organisation written notice."""
    kept = kept_by_coordinators(request, proceeding)
    suggested = {
        "text": kept.notice,
        "answer_by": (time.now() + USUAL_TIME).date(),
        "hearing_at": kept.hearing_at,
        "hearing_where": kept.hearing_where,
    }
    form = NoticeForm(posted(request), initial=suggested)
    done_words = _("The notice is given, and on its way to all who act for the organisation.")
    return step(request, kept, form, lambda: steps.give_notice(kept, form.hearing(), by=actor_of(request)), done_words, "notice")


def answer(request: HttpRequest, coalition: str, proceeding: UUID) -> HttpResponse:
    """Answer for the organisation."""
    kept = there(reading.proceeding(actor_of(request), proceeding))
    there_only_if(permissions.may_answer_notice(actor_of(request), kept.membership_id))
    form = AnswerForm(posted(request), initial={"text": kept.answer})
    return step(
        request,
        kept,
        form,
        lambda: steps.answer(kept, form.cleaned_data["text"], by=actor_of(request)),
        _("Your answer is recorded."),
        "answer",
    )


def heard(request: HttpRequest, coalition: str, proceeding: UUID) -> HttpResponse:
    """Note what was said when the organisation was heard."""
    kept = kept_by_coordinators(request, proceeding)
    form = HeardForm(posted(request), initial={"heard": kept.heard, "heard_at": kept.heard_at or kept.hearing_at})
    return step(request, kept, form, lambda: proceedings.note_hearing(kept, **form.cleaned_data, by=actor_of(request)), _("Recorded."), "heard")
