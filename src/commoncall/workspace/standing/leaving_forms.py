"""The forms by which a membership ends, and by which an organisation is taken in again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import Choices, ManyChoices, PlainWords
from commoncall.kernel.authority import Actor
from commoncall.membership.actions.leaving import How, Leaving
from commoncall.workspace.members.fields import OrganisationField
from commoncall.workspace.standing.forms import day, long_text

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Mandate, Organisation

KEEPS = [
    ("yes", gettext_lazy("Yes, it stays named on what it endorsed")),
    ("no", gettext_lazy("No, it is taken off what it endorsed")),
]


class WithdrawForm(PlainWords, forms.Form):
    """Why an organisation withdraws itself, and whether it still stands behind what it endorsed."""

    keeps = forms.ChoiceField(
        label=gettext_lazy("Does it still stand behind what it endorsed?"), choices=KEEPS, initial="yes", widget=Choices(), required=True
    )
    reason = long_text(
        gettext_lazy("Why?"), rows=3, longest=2000, required=False, help_text=gettext_lazy("The coordinators read it. Nobody has to say why.")
    )

    def leaving(self) -> Leaving:
        """Return what was written."""
        return Leaving(How.WITHDRAWN, self.cleaned_data["reason"], keeps_endorsements=self.cleaned_data["keeps"] == "yes")


class LeavingForm(WithdrawForm):
    """How a membership ended, entered by a coordinator, with how that became known."""

    how = forms.ChoiceField(
        label=gettext_lazy("What has happened?"),
        choices=[(one.value, one.label) for one in (How.WITHDRAWN, How.MERGED, How.SPLIT, How.DISSOLVED)],
        widget=Choices(),
    )
    came = forms.CharField(
        label=gettext_lazy("How do you know?"),
        max_length=300,
        help_text=gettext_lazy("Such as: letter of its director, 3 March. The organisation reads it."),
    )
    left_on = day(gettext_lazy("Since when?"))
    successor_1 = OrganisationField(
        label=gettext_lazy("Into which organisation?"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Of a merger or a split: its name as it stands in the list. Enter it there first."),
    )
    successor_2 = OrganisationField(label=gettext_lazy("And into which other?"), required=False, max_length=300)
    successor_3 = OrganisationField(label=gettext_lazy("And into which third?"), required=False, max_length=300)

    field_order = ("how", "successor_1", "successor_2", "successor_3", "left_on", "came", "reason", "keeps")

    def __init__(self, *args: Any, actor: Actor, **more: Any) -> None:
        super().__init__(*args, **more)
        for place in (1, 2, 3):
            self.fields[f"successor_{place}"].actor = actor  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """See that a merger and a split say into what, before anybody is asked whether it is meant."""
        told = super().clean() or self.cleaned_data
        if told.get("how") in {How.MERGED, How.SPLIT} and not self.heirs() and not self.errors:
            self.add_error("successor_1", _("Say into which organisation."))
        return told

    def heirs(self) -> list[UUID]:
        """Return the identifiers of those that succeed it."""
        return [row.id for place in (1, 2, 3) if (row := self.cleaned_data.get(f"successor_{place}")) is not None]

    def leaving_to(self, successors: Sequence[Organisation]) -> Leaving:
        """Return what was written, with its successors."""
        told = self.cleaned_data
        return Leaving(How(told["how"]), told["reason"], told["left_on"], told["came"], told["keeps"] == "yes", successors)


class OnwardForm(forms.Form):
    """For which successor each of the organisation's people goes on, if for any."""

    def __init__(self, data: Any = None, *, people: Iterable[tuple[UUID, str]], successors: Sequence[Organisation]) -> None:
        super().__init__(data)
        offered = [("", _("For none of them")), *((str(one.pk), one.name) for one in successors)]
        first = str(successors[0].pk) if len(successors) == 1 else ""
        for identifier, name in people if successors else ():
            self.fields[f"onward_{identifier}"] = forms.ChoiceField(
                label=_("%(name)s goes on for") % {"name": name}, choices=offered, required=False, initial=first
            )

    def onward(self, successors: Sequence[Organisation]) -> dict[UUID, Organisation]:
        """Return the successor of each person who goes on."""
        known = {str(one.pk): one for one in successors}
        chosen = {name.removeprefix("onward_"): value for name, value in self.cleaned_data.items() if value}
        return {UUID(identifier): known[value] for identifier, value in chosen.items()}


class ReturnForm(forms.Form):
    """Who acts for it again."""

    people = forms.MultipleChoiceField(label=gettext_lazy("Who acts for it again?"), required=False, widget=ManyChoices())

    def __init__(self, data: Any = None, *, former: Sequence[Mandate]) -> None:
        self.former = {str(one.pk): one for one in former}
        super().__init__(data, initial={"people": list(self.former)})
        self.fields["people"].choices = [(key, one.person.name) for key, one in self.former.items()]  # type: ignore[attr-defined]
        if not former:
            del self.fields["people"]

    def mandates(self) -> list[Mandate]:
        """Return the mandates that are given anew."""
        return [self.former[key] for key in self.cleaned_data.get("people", [])]
