"""Statements in the coalition's name: the list, one of them, publishing what was adopted, and retracting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.decisions.queries import decisions
from commoncall.drafting.queries import texts
from commoncall.kernel import languages
from commoncall.kernel.history import queries as book
from commoncall.kernel.labels import LABEL_SENTENCES, Label
from commoncall.voice import permissions
from commoncall.voice.actions import statements as deeds
from commoncall.voice.queries import statements as reading
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.moments import full_date
from commoncall.workspace.drafts import pages
from commoncall.workspace.members.standing import actor_of, there, there_only_if
from commoncall.workspace.voice import shown, words
from commoncall.workspace.voice.access import speaking, statement_of
from commoncall.workspace.voice.forms.publishing import PublicationForm
from commoncall.workspace.voice.forms.signing import WhyForm

if TYPE_CHECKING:
    from commoncall.kernel.authority import Actor
    from commoncall.voice.models import Statement

MOST = 100
ENTRIES = 8


def statements(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show what the coalition has said with one voice, the latest first; and to coordinators what was adopted and could be published."""
    actor, here = actor_of(request), speaking(request)
    found = list(reading.visible_to(actor)[:MOST])
    titles = texts.titles([one.version for one in found], languages.current())
    rows = [(one, *titles[one.version_id], full_date(one.published_at)) for one in found]
    may_publish = permissions.may_prepare(actor, here).allowed
    ready = reading.publishable(actor)[:MOST] if may_publish else []
    told = {"rows": rows, "ready": ready, "lede": words.how_many_statements(len(rows)), "may_publish": may_publish}
    return render(request, "workspace/voice/statements.html", told)


def statement(request: HttpRequest, coalition: str, statement: UUID) -> HttpResponse:
    """Show a statement as it goes out: its words in any of its languages, and who stands under it."""
    actor, one = actor_of(request), statement_of(request, statement)
    told = _head(actor, one) | shown.worded(one.version, request.GET.get("language", ""))
    told |= {
        "under": reading.under(one, actor),
        "export_forms": pages.EXPORTS,
        "may_download": permissions.DOWNLOAD.verdict(actor).allowed,
        "lines": book.told(book.visible_to(actor).filter(subject=one.pk)[:ENTRIES]),
    }
    return render(request, "workspace/voice/statement.html", told)


def _head(actor: Actor, one: Statement) -> dict[str, Any]:
    label = Label.CLEAR if one.is_public else Label(one.version.text.label)
    return {
        "statement": one,
        "title": one.version.text.title,
        "title_language": one.version.text.language,
        "stands": words.published(one),
        "label": label,
        "label_words": LABEL_SENTENCES[label],
        "may_retract": permissions.may_retract(actor, one).allowed,
        "may_collect": permissions.may_prepare(actor, one.coalition).allowed and one.retracted_at is None,
    }


def publish(request: HttpRequest, coalition: str, decision: UUID) -> HttpResponse:
    """Say what publishing does and under whose names, then publish what a decision adopted."""
    speaking(request)
    actor, found = actor_of(request), decisions.one(actor_of(request), decision)
    there_only_if(permissions.may_prepare(actor, found.coalition))
    version = there(found.version)
    form = PublicationForm(request.POST if request.method == "POST" else None, lists_members=reading.lists_by_rule(found))
    if form.is_valid():
        published = attempt(form, lambda: deeds.publish(found, form.publication(), by=actor))
        if published is not None:
            done(request, _("Published in the name of the coalition."))
            return redirect("statement", coalition, published.pk)
    verdict = permissions.may_publish(actor, found)
    told = shown.worded(version, "") | {"decision": found, "form": form, "verdict": verdict}
    return render(request, "workspace/voice/publish.html", told)


def arrange(request: HttpRequest, coalition: str, statement: UUID) -> HttpResponse:
    """Choose whether the members stand under a statement, and who reads it."""
    actor, one = actor_of(request), _led(request, statement)
    form = PublicationForm(request.POST if request.method == "POST" else None, statement=one)
    if form.is_valid() and attempt(form, lambda: deeds.arrange(one, form.publication(), by=actor)) is not None:
        done(request, _("Changed."), one.pk)
        return redirect("statement", coalition, statement)
    return render(request, "workspace/voice/arrange.html", _head(actor, one) | {"form": form})


def retract(request: HttpRequest, coalition: str, statement: UUID) -> HttpResponse:
    """Say that it stays to be read as retracted, ask why, then retract it."""
    actor, one = actor_of(request), _led(request, statement)
    form = WhyForm(request.POST if request.method == "POST" else None, help_text=_("Everybody who reads that it was retracted reads why."))
    if form.is_valid() and attempt(form, lambda: deeds.retract(one, form.cleaned_data["why"], by=actor)) is not None:
        done(request, _("Retracted."), one.pk)
        return redirect("statement", coalition, statement)
    return render(request, "workspace/voice/retract.html", _head(actor, one) | {"form": form})


def _led(request: HttpRequest, statement: UUID) -> Statement:
    one = statement_of(request, statement)
    there_only_if(permissions.may_retract(actor_of(request), one))
    return one
