"""The look at a decision before it is opened: who is asked, when it closes everywhere, and by which rule; then the deed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.decisions import permissions, sentences
from commoncall.decisions.actions import opening
from commoncall.decisions.queries import decisions, roll
from commoncall.decisions.rules.feasible import NEVER_MET, faults
from commoncall.decisions.rules.outcomes import is_closed_by_hand
from commoncall.decisions.rules.rule import Rule, Time
from commoncall.kernel import time
from commoncall.kernel.refusals import Refusal
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.moments import exactly, numeral, zone_city
from commoncall.web.words import words_of
from commoncall.workspace.decisions import instants, words
from commoncall.workspace.decisions.access import decision_in
from commoncall.workspace.decisions.preparing_forms import OpenForm
from commoncall.workspace.decisions.shown import head
from commoncall.workspace.members.standing import actor_of, there_only_if

if TYPE_CHECKING:
    from commoncall.decisions.models import Decision


def look(request: HttpRequest, coalition: str, decision: UUID) -> HttpResponse:
    """Show what opening a decision does, and do it once that was looked at."""
    actor, found = actor_of(request), decision_in(request, decision, "draft")
    there_only_if(permissions.may_open(actor, found))
    rule = decisions.rule(found)
    form = _form(request, rule)
    is_wanted = request.method == "POST" and form.is_valid() and request.POST.get("step") == "open"
    if is_wanted and attempt(form, lambda: _opened(found, form, request)) is not None:
        return redirect("decision", coalition, decision)
    return render(request, "workspace/decisions/open.html", _looked_at(found, rule, form))


def is_announced(rule: Rule) -> bool:
    """Tell whether the rule asks for a notice, or for time to demand a discussion."""
    return rule.notice != Time() or rule.discussion_window != Time()


def _form(request: HttpRequest, rule: Rule) -> OpenForm:
    zone = zone_city() or "UTC"
    sent = request.POST if request.method == "POST" else None
    return OpenForm(sent, zone=zone, is_announced=is_announced(rule), is_at_meeting=is_closed_by_hand(rule))


def _opened(found: Decision, form: OpenForm, request: HttpRequest) -> Decision:
    actor = actor_of(request)
    if form.is_announced or form.wanted_opening is not None:
        made = opening.announce(found, form.wanted_opening, form.wanted_close, by=actor)
        done(request, _("Announced. It opens by itself on %(instant)s.") % {"instant": exactly(made.opens_at) if made.opens_at else ""})
        return made
    made = opening.open_now(found, closes_at=form.wanted_close, by=actor)
    done(request, _("Opened. All who decide are asked and written to."))
    return made


def _looked_at(found: Decision, rule: Rule, form: OpenForm) -> dict[str, Any]:
    """Return what follows: who would be asked now, when it opens and closes, and for whom that is which hour."""
    voters, now = roll.who_may(found), time.now()
    opens = form.wanted_opening or (_earliest(found, rule, now) if form.is_announced else None)
    closes = form.wanted_close or _closes(found, rule, opens or now)
    never = [one for one in faults(rule, voters) if one.why in NEVER_MET]
    return head(found, rule, words_of(found.coalition), len(voters)) | {
        "form": form,
        "asked": ngettext("%(n)s organisation is asked.", "%(n)s organisations are asked.", len(voters)) % {"n": numeral(len(voters))},
        "opens": instants.both(opens) if opens else _("At once."),
        "closes": words.closes(rule, exactly(closes)) if closes else _("The meeting closes it."),
        "closes_here": instants.here(closes) if closes else "",
        "elsewhere": instants.elsewhere(closes, (one.country for one in voters)) if closes else [],
        "sentence": sentences.sentence(rule),
        "details": sentences.details(rule),
        "never": [sentences.fault_words(one) for one in never],
        "button": _("Announce it") if form.is_announced or form.wanted_opening else _("Open it now"),
        "zone": str(timezone.get_current_timezone()),
    }


def _earliest(found: Decision, rule: Rule, now: datetime) -> datetime | None:
    try:
        return opening.earliest(found.coalition, rule, now)
    except Refusal:
        return None


def _closes(found: Decision, rule: Rule, opens: datetime) -> datetime | None:
    if is_closed_by_hand(rule):
        return None
    try:
        return opening.earliest_close(found.coalition, rule, opens)
    except Refusal:
        return None
