"""The forms by which bodies are described and seats given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import Choices, PlainWords
from commoncall.kernel import languages
from commoncall.kernel.authority import Actor
from commoncall.leadership import queries
from commoncall.leadership.actions.bodies import Description
from commoncall.leadership.actions.seats import Terms
from commoncall.web.arrangements.choices import LEADERS
from commoncall.workspace.members.fields import OrganisationField

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition
    from commoncall.leadership.models import Body, Seat

DAY = {"type": "date", "class": "short"}
KINDS = {
    "committee": (gettext_lazy("The body that leads"), gettext_lazy("It decides between meetings of all. There is one.")),
    "secretariat": (gettext_lazy("Those who work for the coalition"), gettext_lazy("Staff, employed or lent by a host. There is one.")),
    "working_group": (gettext_lazy("A working group"), gettext_lazy("It does a piece of work: media, research, a region.")),
    "other": (gettext_lazy("Another body"), gettext_lazy("An advisory council, an appeal board, whatever you have.")),
}
OFFICES = {
    "member": (gettext_lazy("Member"), gettext_lazy("Decides together with the others.")),
    "chair": (gettext_lazy("Chair"), gettext_lazy("Leads the body, and may record what it decided. There is one.")),
    "co_chair": (gettext_lazy("Co-chair"), gettext_lazy("The same, together with others.")),
    "observer": (gettext_lazy("Observer"), gettext_lazy("Takes part without deciding.")),
    "staff": (gettext_lazy("Staff"), gettext_lazy("Works for the coalition; the seat belongs to no organisation.")),
}


def _choices(words: Mapping[str, tuple[Any, Any]], only: tuple[str, ...] = ()) -> tuple[list[tuple[str, Any]], dict[str, Any]]:
    kept = {key: words[key] for key in words if not only or key in only}
    return [(key, title) for key, (title, _sentence) in kept.items()], {key: sentence for key, (_title, sentence) in kept.items()}


class BodyForm(PlainWords, forms.Form):
    """What a body is, in each of the coalition's languages."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, coalition: Coalition, body: Body | None = None, taken: tuple[str, ...] = ()) -> None:
        super().__init__(data)
        self.codes, self.body = list(coalition.languages) or [coalition.language], body
        if body is None:
            options, consequences = _choices(KINDS, tuple(key for key in KINDS if key not in taken))
            self.fields["kind"] = forms.ChoiceField(label=_("What it is"), choices=options, widget=Choices(consequences=consequences))
            self.initial["kind"] = options[0][0]
        for code in self.codes:
            self._add_words(code, body)
        formed = [(key, choice.title) for key, choice in LEADERS.items()]
        consequences = {key: choice.consequence for key, choice in LEADERS.items()}
        self.fields["formed"] = forms.ChoiceField(label=_("How it is formed"), choices=formed, widget=Choices(consequences=consequences))
        self.initial["formed"] = body.formed if body else "appointed"
        self.fields["planned_seats"] = forms.IntegerField(
            label=_("How many seats are planned"), required=False, min_value=1, max_value=999, widget=forms.NumberInput({"class": "short"})
        )
        self.initial["planned_seats"] = body.planned_seats if body else None
        self.fields["is_public"] = forms.BooleanField(
            label=_("The public page shows which organisations sit in it"),
            required=False,
            help_text=_("Those that are not named there stay unnamed."),
        )
        self.initial["is_public"] = body.is_public if body else False

    def _add_words(self, code: str, body: Body | None) -> None:
        attrs = {"lang": code, "dir": languages.direction(code)}
        language = languages.name_of(code, languages.current())
        several = len(self.codes) > 1
        name = _("Name in %(language)s") % {"language": language} if several else _("Name")
        purpose = _("What it is for, in %(language)s") % {"language": language} if several else _("What it is for")
        hint = _("The body that leads and the staff go by the coalition’s own word where nothing is written here.") if code == self.codes[0] else ""
        self.fields[f"name_{code}"] = forms.CharField(label=name, max_length=120, required=False, help_text=hint, widget=forms.TextInput(attrs))
        self.fields[f"purpose_{code}"] = forms.CharField(label=purpose, max_length=1000, required=False, widget=forms.Textarea({**attrs, "rows": 2}))
        self.initial[f"name_{code}"] = body.names.get(code, "") if body else ""
        self.initial[f"purpose_{code}"] = body.purposes.get(code, "") if body else ""

    def description(self) -> Description:
        """Return what was written."""
        told = self.cleaned_data
        return Description(
            kind=self.body.kind if self.body else told["kind"],
            names={code: told[f"name_{code}"] for code in self.codes},
            purposes={code: told[f"purpose_{code}"] for code in self.codes},
            formed=told["formed"],
            planned_seats=told["planned_seats"],
            is_public=told["is_public"],
            formed_on=self.body.formed_on if self.body else None,
        )


class SeatForm(PlainWords, forms.Form):
    """On what terms a seat is held, and by whom."""

    office = forms.ChoiceField(label=gettext_lazy("Office"))
    has_vote = forms.BooleanField(
        label=gettext_lazy("With a vote"), required=False, help_text=gettext_lazy("An organisation has one vote in a body.")
    )
    label = forms.CharField(
        label=gettext_lazy("For whom the seat is"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("A region or a category, such as: East Africa. Left empty, for anybody."),
    )
    starts_on = forms.DateField(label=gettext_lazy("From"), required=False, widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    ends_on = forms.DateField(
        label=gettext_lazy("Until the day before"),
        required=False,
        help_text=gettext_lazy("Left empty, until further notice."),
        widget=forms.DateInput(DAY, format="%Y-%m-%d"),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, actor: Actor, seat: Seat | None = None) -> None:
        super().__init__(data)
        only = () if seat is None else ("staff",) if seat.organisation_id is None else ("member", "chair", "co_chair", "observer")
        options, consequences = _choices(OFFICES, only)
        self.fields["office"].choices = options  # type: ignore[attr-defined]
        self.fields["office"].widget = Choices(choices=options, consequences=consequences)
        self.initial["office"], self.initial["has_vote"] = "member", True
        if seat is None:
            written = OrganisationField(label=_("Organisation"), required=False, help_text=_("Its name or acronym. Left empty for a seat of staff."))
            written.actor = actor
            self.fields["organisation"] = written
            self.order_fields(["organisation", "office"])
        else:
            self.initial.update({name: getattr(seat, name) for name in ("office", "has_vote", "label", "starts_on", "ends_on")})

    def clean(self) -> dict[str, Any]:
        """See that a seat has an organisation, unless it is one of staff."""
        told = super().clean() or {}
        if "organisation" in self.fields and not self.errors:
            if told.get("office") != "staff" and not told.get("organisation"):
                self.add_error("organisation", _("Say which organisation holds it; only staff sit for none."))
            if told.get("office") == "staff" and told.get("organisation"):
                self.add_error("office", _("A seat of staff belongs to no organisation. Choose another office, or no organisation."))
        return told

    def terms(self) -> Terms:
        """Return the terms that were chosen."""
        told = self.cleaned_data
        has_vote = told["has_vote"] and told["office"] not in {"observer"}
        return Terms(told["office"], has_vote, told["label"], told["starts_on"], told["ends_on"])


class SittingForm(PlainWords, forms.Form):
    """Who is to sit for a seat."""

    person = forms.ChoiceField(label=gettext_lazy("Who sits there"))
    is_alternate = forms.BooleanField(label=gettext_lazy("As alternate, for when the other cannot come"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, seat: Seat, sitting: frozenset[Any]) -> None:
        super().__init__(data)
        people = [one for one in queries.may_sit(seat) if one.pk not in sitting]
        self.people = {str(one.pk): one for one in people}
        self.fields["person"].choices = [(str(one.pk), one.name) for one in people]  # type: ignore[attr-defined]


class ReasonForm(PlainWords, forms.Form):
    """Why something ends."""

    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=500, widget=forms.Textarea({"rows": 3}), help_text=gettext_lazy("It stands in the history.")
    )
