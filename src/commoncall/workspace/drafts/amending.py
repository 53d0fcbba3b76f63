"""Amendments: proposed to one paragraph or several, looked at before they are sent, read, and withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.drafting import permissions
from commoncall.drafting.actions import amending as deeds
from commoncall.drafting.actions.amending import Proposal, proposing
from commoncall.drafting.queries import amendments
from commoncall.drafting.rules import amending as rules
from commoncall.drafting.rules import applying, paragraphs
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel.authority import Verdict
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.drafts import one_amendment, pages, reading, words
from commoncall.workspace.drafts.forms.amending import MOST, AmendmentForm, Target
from commoncall.workspace.drafts.reaching import version_of
from commoncall.workspace.members.standing import actor_of, there, there_only_if

if TYPE_CHECKING:
    from commoncall.drafting.models import Version


def targets_of(found: Sequence[Paragraph]) -> dict[str, Target]:
    """Return the paragraphs that can be amended by their keys, and the beginning of the text under none."""
    named = {one.key: Target(one, number or words.beginning_of(one.text)) for number, one in zip(paragraphs.numbers(found), found, strict=True)}
    return {"": Target(Paragraph("", "", numbered=True), _("at the very beginning"))} | named


def amend(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Write an amendment, look at it, and send it. Its buttons add and leave out paragraphs without sending anything."""
    one = version_of(request, version)
    _may_ever_amend(request, one)
    read = pages.in_language(one, (request.POST or request.GET).get("language", ""))
    return _written(request, one, read, targets_of(read.paragraphs), {})


def amend_amendment(request: HttpRequest, coalition: str, amendment: UUID) -> HttpResponse:
    """Propose other words for what another amendment proposes."""
    other = amendments.one(actor_of(request), amendment)
    _may_ever_amend(request, other.version)
    read = pages.in_language(other.version, other.language)
    changes, now = rules.read(other.changes), read.paragraphs
    for former in proposing.lineage(other):
        now = applying.apply(now, rules.read(former.changes))
    touched = {one.paragraph for one in changes} | {one.key for one in changes if one.key}
    targets = {key: one for key, one in targets_of(now).items() if key in touched}
    return _written(request, other.version, read, there(targets or None), {"amends": other})


def _may_ever_amend(request: HttpRequest, version: Version) -> None:
    """Answer as if the page were not there to whoever amends nothing at all; whom a mandate keeps from it is told so."""
    there_only_if(Verdict(actor_of(request).organisation_id is not None and permissions.AMEND.verdict(actor_of(request)).allowed))


def _written(request: HttpRequest, version: Version, read: pages.Read, targets: Mapping[str, Target], more: Mapping[str, Any]) -> HttpResponse:
    actor, sent = actor_of(request), request.POST if request.method == "POST" else None
    keys = chosen(sent if sent is not None else request.GET, targets)
    is_whole = sent is not None and not sent.get("do")
    form = AmendmentForm(sent if is_whole else None, targets=targets, keys=keys, code=read.code, **_so_far(sent, keys))
    told = pages.head(actor, version) | {"read": read, "form": form, "verdict": permissions.may_amend(actor, version), "amends": None} | dict(more)
    if sent is not None and is_whole and keys and form.is_valid():
        if sent.get("step") != "send":
            shown = [(targets[one.paragraph], one, reading.changed(one)) for one in form.changes()]
            return render(request, "workspace/drafts/amend_look.html", told | {"shown": shown, "sent": _hidden(sent)})
        proposal = Proposal(form.changes(), read.code, form.cleaned_data["reason"], form.cleaned_data["strength"], amends=more.get("amends"))
        proposed = attempt(form, lambda: deeds.propose(version, proposal, by=actor))
        if proposed is not None:
            done(
                request,
                _("%(name)s is proposed for %(organisation)s.") % {"name": words.name_of(proposed.number), "organisation": actor.organisation_name},
                proposed.pk,
            )
            return redirect("draft-amendment", version.coalition.slug, proposed.pk)
    others = [(key, one.name) for key, one in targets.items() if key not in keys]
    return render(request, "workspace/drafts/amend.html", told | {"others": others, "keys": keys})


def chosen(asked: QueryDict, targets: Mapping[str, Target]) -> list[str]:
    """Return the keys of the paragraphs that are amended, in the order of the text, after a button was pressed."""
    wanted = set(asked.getlist("paragraph"))
    deed, _dash, key = asked.get("do", "").partition("-")
    if deed == "add":
        wanted.add(asked.get("other", ""))
    if deed == "leave":
        wanted.discard(key)
    if deed == "start":
        wanted.add("")
    return [key for key in targets if key in wanted][:MOST]


def _so_far(sent: QueryDict | None, keys: Sequence[str]) -> dict[str, Any]:
    """Return what is typed so far into a form that is only rearranged."""
    if sent is None:
        return {}
    typed = {name: sent[name] for name in ("reason", "strength") if name in sent}
    typed |= {f"do_{key}": sent[f"do_{key}"] for key in keys if f"do_{key}" in sent}
    return {"initial": typed, "texts": {key: sent[f"text_{key}"] for key in keys if f"text_{key}" in sent}}


def _hidden(sent: QueryDict) -> list[tuple[str, str]]:
    """Return what was typed, to be sent along with the button that sends it."""
    return [(name, value) for name, values in sent.lists() if name not in {"csrfmiddlewaretoken", "step", "do"} for value in values]


def amendment(request: HttpRequest, coalition: str, amendment: UUID) -> HttpResponse:
    """Show an amendment: what it changes, what became of it, and what its reader may do about it."""
    actor = actor_of(request)
    one = amendments.one(actor, amendment)
    return render(request, "workspace/drafts/amendment.html", one_amendment.shown(actor, one))


def withdraw(request: HttpRequest, coalition: str, amendment: UUID) -> HttpResponse:
    """Say what happens, then withdraw an amendment."""
    actor = actor_of(request)
    one = amendments.one(actor, amendment)
    there_only_if(permissions.may_withdraw(actor, one))
    if request.method == "POST":
        deeds.withdraw(one, by=actor)
        done(request, _("%(name)s is withdrawn.") % {"name": words.name_of(one.number)}, one.pk)
        return redirect("draft-amendment", coalition, amendment)
    return render(request, "workspace/drafts/withdraw.html", pages.head(actor, one.version) | {"amendment": one, "name": words.name_of(one.number)})
