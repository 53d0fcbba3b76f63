"""Who helps a newcomer settle in: the coordinators ask somebody, and whoever is asked answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import Choices, PlainWords
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties import queries as parties
from commoncall.membership import permissions
from commoncall.membership.actions import welcoming
from commoncall.membership.queries import welcome
from commoncall.web.done import done
from commoncall.web.forms import attempt
from commoncall.workspace.members.fields import OrganisationField
from commoncall.workspace.members.standing import actor_of, record_of, there
from commoncall.workspace.standing.access import posted


class MentorForm(PlainWords, forms.Form):
    """Whom to ask: one of those who are near, or another."""

    mentor = forms.ChoiceField(label=gettext_lazy("Who is near"), required=False, widget=Choices())
    other = OrganisationField(
        label=gettext_lazy("Or another"), required=False, max_length=300, help_text=gettext_lazy("Its name or acronym, as it stands in the list.")
    )

    def __init__(self, data: Any = None, *, actor: Actor, organisation_id: UUID) -> None:
        super().__init__(data)
        near = welcome.suggested(actor, organisation_id)
        self.fields["mentor"].choices = [(str(one.pk), one.name) for one in near]  # type: ignore[attr-defined]
        self.fields["other"].actor = actor  # type: ignore[attr-defined]
        if not near:
            del self.fields["mentor"]

    def chosen(self) -> UUID | None:
        """Return whom to ask; what was written stands before what was ticked."""
        other = self.cleaned_data.get("other")
        ticked = self.cleaned_data.get("mentor")
        return other.id if other else UUID(ticked) if ticked else None


def mentor(request: HttpRequest, coalition: str, organisation: UUID) -> HttpResponse:
    """Ask somebody to help a newcomer, or answer to that."""
    actor = actor_of(request)
    record = record_of(request, organisation)
    asked = welcome.asked_to_help(actor, organisation)
    if asked is not None and asked.organisation_id == actor.organisation_id:
        return _answer(request, coalition, record)
    if not permissions.may_keep(actor).allowed:
        raise Http404
    if "stop" in request.POST:
        welcoming.take_back(record.organisation, by=actor)
        done(request, _("Recorded."))
        return redirect("mentor", coalition, organisation)
    return _choose(request, coalition, record, asked)


def _answer(request: HttpRequest, coalition: str, record: Any) -> HttpResponse:
    if request.method == "POST":
        agrees = "agree" in request.POST
        welcoming.answer_mentor(record.organisation, agrees, by=actor_of(request))
        done(request, _("Recorded. The newcomer reads whom to write to.") if agrees else _("Recorded. The coordinators look for somebody else."))
        return redirect("home", coalition)
    return render(request, "workspace/welcome/asked.html", {"organisation": record.organisation})


def _choose(request: HttpRequest, coalition: str, record: Any, asked: Any) -> HttpResponse:
    actor, newcomer = actor_of(request), record.organisation
    form = MentorForm(posted(request), actor=actor, organisation_id=newcomer.pk)
    if form.is_valid():
        picked = form.chosen()
        chosen = there(parties.organisations_visible_to(actor).filter(pk=picked).first()) if picked else None
        if chosen is None:
            form.add_error(None, _("Choose one of them, or write another name."))
        elif attempt(form, lambda: welcoming.ask_mentor(newcomer, chosen, by=actor)) is not None:
            done(request, _("%(name)s is asked. Its people find it on their first page.") % {"name": chosen.name})
            return redirect("member", coalition, newcomer.pk)
    helps = welcome.mentor_of(newcomer.pk)
    return render(request, "workspace/welcome/choose.html", {"form": form, "organisation": newcomer, "asked": asked, "helps": helps})
