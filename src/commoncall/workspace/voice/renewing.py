"""Going on with a changed text: another letter with the same terms; who signed the former one is asked whether they sign this one too."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commoncall.voice.actions import letters as deeds
from commoncall.voice.queries import letters, signatures
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.drafts.words import edition
from commoncall.workspace.members.standing import actor_of, there
from commoncall.workspace.voice import shown, words
from commoncall.workspace.voice.access import led_letter
from commoncall.workspace.voice.forms.signing import NothingForm


def renew(request: HttpRequest, coalition: str, letter: UUID) -> HttpResponse:
    """Say whose signatures stay and who is asked again, then prepare the letter with the changed text."""
    actor, found = actor_of(request), led_letter(request, letter, "open", "closed")
    version = there(letters.renewable(found))
    form = NothingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, lambda: deeds.renew(found, version, by=actor))
        if made is not None:
            done(request, _("Prepared with the changed text. Look at its terms, then open it: those who signed are asked again then."), made.pk)
            return redirect("letter", coalition, made.pk)
    told = {"form": form, "version": version, "edition": edition(version), "asked": words.renewed(signatures.counted([found])[found.pk])}
    return render(request, "workspace/voice/renew.html", shown.head(actor, found) | told)
