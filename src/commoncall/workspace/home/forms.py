"""For whom somebody acts, through whose eyes they look, and why a steward comes in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import Choices, PlainWords
from commoncall.kernel.authority import ROLE_NAMES, Role
from commoncall.kernel.parties.actions.coalitions import LONGEST_STEWARD_SESSION
from commoncall.kernel.parties.queries import Hat
from commoncall.web.lists import joined
from commoncall.web.moments import full_date
from commoncall.web.words import Words

#: What is looked at instead of the workspace: the page that is for everyone.
THE_PUBLIC = "public"


class ActingForm(PlainWords, forms.Form):
    """For which organisation, or for the coalition as such."""

    hat = forms.ChoiceField(label=gettext_lazy("Act for"), widget=Choices)

    def __init__(self, data: Mapping[str, Any] | None = None, *, hats: Sequence[Hat], worn: Hat | None, called: Words) -> None:
        super().__init__(data, initial={"hat": worn.key if worn else ""})
        field: Any = self.fields["hat"]
        field.choices = [(hat.key, hat.organisation.name if hat.organisation else capfirst(called["secretariat"])) for hat in hats]
        field.widget.consequences = {hat.key: what_it_is(hat) for hat in hats}
        #: The name and role of the only hat, where there is nothing to choose.
        self.only = (field.choices[0][1], what_it_is(hats[0])) if len(hats) == 1 else None


def what_it_is(hat: Hat) -> str:
    """Return as what somebody wears a hat, and until when where that is limited."""
    roles = joined(ROLE_NAMES[role] for role in sorted(hat.roles))
    if hat.until is None:
        return roles
    day = {"roles": roles, "day": full_date(hat.until)}
    return _("%(roles)s, as a deputy until %(day)s") % day if hat.deputises else _("%(roles)s, until %(day)s") % day


class LookForm(PlainWords, forms.Form):
    """Through whose eyes to look."""

    role = forms.ChoiceField(
        label=gettext_lazy("Look as"),
        choices=[
            (Role.REPRESENTATIVE.value, ""),
            (Role.OBSERVER.value, gettext_lazy("An observer")),
            (Role.ENDORSER.value, gettext_lazy("An endorser")),
            (THE_PUBLIC, gettext_lazy("The public")),
        ],
        widget=Choices(
            consequences={
                Role.REPRESENTATIVE.value: gettext_lazy("Sees the organisations that are named to members, and the people who act for them."),
                Role.OBSERVER.value: gettext_lazy("Sees the organisations that are named in public, and what is for everyone inside."),
                Role.ENDORSER.value: gettext_lazy("Sees what an observer sees."),
                THE_PUBLIC: gettext_lazy("Sees the public page, and nothing of the workspace."),
            }
        ),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any], called: Words) -> None:
        super().__init__(data, initial=dict(initial))
        field: Any = self.fields["role"]
        others = field.choices[1:]
        field.choices = [(Role.REPRESENTATIVE.value, capfirst(called["member"])), *others]


class StewardForm(PlainWords, forms.Form):
    """Why a steward comes in, and for how long."""

    reason = forms.CharField(
        label=gettext_lazy("Why do you go in?"),
        help_text=gettext_lazy("The coordinators read it, and it stands in the coalition’s history."),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("For how long?"),
        coerce=int,
        choices=[
            (15, gettext_lazy("A quarter of an hour")),
            (30, gettext_lazy("Half an hour")),
            (60, gettext_lazy("An hour")),
            (LONGEST_STEWARD_SESSION, gettext_lazy("Two hours")),
        ],
        initial=30,
        widget=Choices,
    )
