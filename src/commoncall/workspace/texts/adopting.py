"""Noting that a draft was adopted: first what is said of it, then a look at what follows, then the deed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.call import permissions
from commoncall.call.queries import reaffirming, texts
from commoncall.kernel import time
from commoncall.procedures import adoption as adopting
from commoncall.procedures import reaffirming as procedure
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.web.moments import numeral
from commoncall.workspace.members.standing import actor_of, there_only_if
from commoncall.workspace.texts import words
from commoncall.workspace.texts.forms import AdoptionForm
from commoncall.workspace.texts.reaching import version_of
from commoncall.workspace.texts.shown import difference, reading

if TYPE_CHECKING:
    from commoncall.call.models import Version

#: How long there is usually to re-affirm.
USUAL = timedelta(days=42)


def adopt(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Ask what is to be noted, show what follows from it, and note it once that was looked at."""
    actor = actor_of(request)
    there_only_if(permissions.ADOPT.verdict(actor))
    one = version_of(request, version)
    if one.state == "adopted":
        return redirect("text", coalition, one.text.kind)
    former = texts.in_force(one.coalition, one.text.kind)
    number = reaffirming.to_be_asked(one).count()
    form = _form(request, one, former, number)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("step") != "adopt":
            return render(request, "workspace/texts/adopt_look.html", _followed(form, one, former, number))
        adopted = attempt(form, lambda: adopting.adopt(one, form.adoption(), by=actor))
        if adopted is not None:
            done(request, _("Version %(number)s is in force.") % {"number": numeral(adopted.number or 0)}, adopted.pk)
            return redirect("text", coalition, one.text.kind)
    told = {"form": form, "version": one, "kind": one.text.kind, "reading": reading(one, one.language, unready_too=True), "former": former}
    return render(request, "workspace/texts/adopt.html", told)


def _form(request: HttpRequest, version: Version, former: Version | None, number: int) -> AdoptionForm:
    today, proposed = time.now().date(), adopting.proposed(version)
    return AdoptionForm(
        request.POST if request.method == "POST" else None,
        has_former=former is not None,
        asked=words.will_be_asked(number),
        language=version.language,
        initial={
            "adopted_on": proposed.adopted_on if proposed else today,
            "adopted_how": proposed.adopted_how if proposed else "",
            "reaffirm_by": today + USUAL,
        },
    )


def _followed(form: AdoptionForm, version: Version, former: Version | None, number: int) -> dict[str, Any]:
    """Return what follows from what was written: the number, who is asked, how many are written to, and what is different."""
    adoption = form.adoption()
    asks = former is not None and adoption.is_material
    readers = procedure.readers_for(reaffirming.to_be_asked(version)) if asks else []
    shown = reading(version, version.language, unready_too=True)
    return {
        "form": form,
        "adoption": adoption,
        "version": version,
        "kind": version.text.kind,
        "number": texts.next_number(version.text),
        "former": former,
        "reading": shown,
        "unready": [one for one in shown.choices if not one.is_authoritative and not one.is_ready],
        "asked": words.will_be_asked(number) if asks else "",
        "mails": words.mails(len(readers)) if asks else "",
        "until": words.instant(adoption.reaffirm_by) if adoption.reaffirm_by else "",
        "difference": difference(reading(former, version.language).wording, shown.wording) if former else None,
    }
