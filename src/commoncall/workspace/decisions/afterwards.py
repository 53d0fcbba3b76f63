"""What holds once something was adopted: whom it binds, when its text is published, and who has acknowledged it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.decisions import permissions
from commoncall.decisions.actions import acknowledging
from commoncall.decisions.queries import answers
from commoncall.decisions.rules.rule import Rule
from commoncall.kernel import time
from commoncall.web.done import done
from commoncall.web.moments import exactly, numeral
from commoncall.workspace.decisions.access import own_organisation
from commoncall.workspace.members.standing import actor_of, there

if TYPE_CHECKING:
    from commoncall.decisions.models import Decision
    from commoncall.kernel.authority import Actor


@dataclass(frozen=True)
class Afterwards:
    """What holds of what was adopted, in sentences; and for whom the reader may acknowledge it, or has."""

    words: tuple[str, ...]
    acknowledged: str = ""
    name: str = ""
    has_acknowledged: bool = False
    may_acknowledge: bool = False


def of(actor: Actor, decision: Decision, rule: Rule, entitled: int) -> Afterwards | None:
    """Return what the rule says holds afterwards; nothing where it says nothing, or nothing was adopted by it."""
    if decision.state != "adopted" or decision.entered_at is not None:
        return None
    said = tuple(_said(decision, rule))
    if not rule.acknowledged:
        return Afterwards(said) if said else None
    there_are, own = answers.acknowledged(decision), own_organisation(actor)
    words = ngettext("%(many)s of %(n)s organisation has acknowledged it.", "%(many)s of %(n)s organisations have acknowledged it.", entitled) % {
        "many": numeral(len(there_are)),
        "n": numeral(entitled),
    }
    if own is None:
        return Afterwards(said, words)
    has = own.pk in there_are
    return Afterwards(said, words, own.name, has, not has and permissions.may_acknowledge(actor, decision, own).allowed)


def _said(decision: Decision, rule: Rule) -> list[str]:
    said = []
    if rule.binds:
        said.append(_("It binds everybody, those who were against it too. Nobody can dissociate from it."))
    is_waiting = decision.wording_until is not None and decision.followed_at is None
    if is_waiting and decision.wording_until == decision.closed_at:
        said.append(_("An earlier version of the text is still being decided on: this one is published once that is over."))
    elif decision.wording_until is not None and is_waiting and decision.wording_until > time.now():
        said.append(_("Time is left for the wording: the text is published on %(instant)s.") % {"instant": exactly(decision.wording_until)})
    return said


def acknowledge(request: HttpRequest, found: Decision) -> HttpResponse:
    """Acknowledge what was adopted for one's organisation."""
    actor = actor_of(request)
    own = there(own_organisation(actor))
    acknowledging.acknowledge(found, own, by=actor)
    done(request, _("Recorded: %(organisation)s acknowledges what was adopted.") % {"organisation": own.name})
    return redirect("decision", found.coalition.slug, found.pk)
