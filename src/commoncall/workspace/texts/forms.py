"""The forms by which texts are written, adopted, endorsed and opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from commoncall.call.actions.endorsing import Signature
from commoncall.call.actions.texts import Adoption, Words
from commoncall.design.forms import Choices, ManyChoices, PlainWords
from commoncall.kernel import languages
from commoncall.web.fields import LanguageField
from commoncall.workspace.members.fields import OrganisationField

if TYPE_CHECKING:
    from commoncall.call.models import Endorsement
    from commoncall.kernel.authority import Actor

DAY = {"type": "date", "class": "short"}
#: How many demands an empty draft offers to write.
AT_FIRST = 3

CAME = (
    ("paper", gettext_lazy("On paper")),
    ("phone", gettext_lazy("By phone")),
    ("mail", gettext_lazy("By mail")),
    ("earlier", gettext_lazy("From the time before Commoncall")),
)
OPEN_TO = (
    ("organisation", gettext_lazy("Organisations")),
    ("company", gettext_lazy("Companies")),
    ("parliamentarian", gettext_lazy("Parliamentarians")),
    ("local_authority", gettext_lazy("Cities and other local authorities")),
    ("expert", gettext_lazy("Scientists and other experts")),
    ("individual", gettext_lazy("Individuals")),
)


class DraftField(forms.CharField):
    """A text that may be left empty while it is being written; only adopting asks for it, so that no "(optional)" stands beside it."""

    def validate(self, value: str) -> None:
        """Take what there is."""


class WordingForm(PlainWords, forms.Form):
    """What a text says in one language: a field for each demand, so that each can be moved and compared by itself."""

    use_required_attribute = False

    title = DraftField(label=gettext_lazy("Title"), max_length=300)
    preamble = forms.CharField(
        label=gettext_lazy("Before the demands"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Such as: To every state, we say:"),
    )
    closing = forms.CharField(label=gettext_lazy("After the demands"), required=False, widget=forms.Textarea({"rows": 3}))
    is_ready = forms.BooleanField(
        label=gettext_lazy("This translation is ready to be read by everyone"),
        required=False,
        help_text=gettext_lazy("Until then only those who write it see it."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, words: Words, seen: str, is_ready: bool, code: str, is_authoritative: bool) -> None:
        told = {"title": words.title, "preamble": words.preamble, "closing": words.closing, "is_ready": is_ready, "seen": seen}
        super().__init__(data, initial=told)
        self.count = len(words.demands) if data is None else max(_sent(data), 0)
        written = {"lang": code, "dir": languages.direction(code)}
        for number in range(self.count):
            label = _("Demand %(number)s") % {"number": number + 1}
            demand = DraftField(label=label, widget=forms.Textarea({"rows": 3}))
            self.fields[f"demand_{number}"] = demand
            if data is None:
                demand.initial = words.demands[number]
        for name, field in self.fields.items():
            if name not in {"is_ready", "seen"}:
                field.widget.attrs |= written
        if is_authoritative:
            del self.fields["is_ready"]

    @property
    def demands(self) -> list[forms.BoundField]:
        """The fields of the demands, in order."""
        return [self[f"demand_{number}"] for number in range(self.count)]

    def words(self) -> Words:
        """Return what was written."""
        told = self.cleaned_data
        return Words(told["title"], told["preamble"], [told[f"demand_{number}"] for number in range(self.count)], told["closing"])

    def unchanged_since(self) -> datetime | None:
        """Return how far the writer had seen the text."""
        return datetime.fromisoformat(self.cleaned_data["seen"]) if self.cleaned_data["seen"] else None

    def clean_seen(self) -> str:
        """Take only an instant."""
        seen: str = self.cleaned_data["seen"]
        try:
            return datetime.fromisoformat(seen).isoformat() if seen else ""
        except ValueError:
            return ""


def _sent(data: Mapping[str, Any]) -> int:
    """Return how many demands were sent."""
    numbers = [int(plain) for name in data if name.startswith("demand_") and (plain := name.removeprefix("demand_")).isdecimal() and len(plain) < 4]
    return min(max(numbers, default=-1) + 1, 100)


def written_so_far(data: Mapping[str, Any]) -> Words:
    """Return what is typed into a form that is not saved yet."""
    demands = [data.get(f"demand_{number}", "") for number in range(_sent(data))]
    return Words(data.get("title", ""), data.get("preamble", ""), demands, data.get("closing", ""))


def rearranged(demands: Sequence[str], deed: str) -> list[str]:
    """Return demands after a button was pressed: ``add``, ``up-2``, ``down-2`` or ``remove-2``; what is no such deed changes nothing."""
    kept = list(demands)
    verb, _dash, place = deed.partition("-")
    at = int(place) if place.isdecimal() and len(place) < 4 else -1
    if verb == "add":
        return [*kept, ""]
    if not 0 <= at < len(kept):
        return kept
    if verb == "remove":
        return kept[:at] + kept[at + 1 :]
    other = {"up": at - 1, "down": at + 1}.get(verb, -1)
    if 0 <= other < len(kept):
        kept[at], kept[other] = kept[other], kept[at]
    return kept


class NewLanguageForm(PlainWords, forms.Form):
    """Into which language a text is to be written next."""

    language = LanguageField(label=gettext_lazy("Language"), max_length=60, help_text=gettext_lazy("Its name, in any usual spelling."))


class AdoptionForm(PlainWords, forms.Form):
    """On which day a version was adopted and by whom, and whether it asks for something else than before."""

    adopted_on = forms.DateField(label=gettext_lazy("Adopted on"), widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    adopted_how = forms.CharField(
        label=gettext_lazy("By whom, and where or how"),
        max_length=300,
        help_text=gettext_lazy("Such as: the assembly in Beirut."),
    )
    material = forms.ChoiceField(label=gettext_lazy("What has changed"), choices=())
    change_note = forms.CharField(label=gettext_lazy("What is different, in a sentence or two"), required=False, widget=forms.Textarea({"rows": 3}))
    reaffirm_by = forms.DateField(
        label=gettext_lazy("Ask to re-affirm until the end of"),
        required=False,
        widget=forms.DateInput(DAY, format="%Y-%m-%d"),
        help_text=gettext_lazy("In UTC. Only for a change of what the text asks for."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, has_former: bool, asked: str, language: str, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        self.language = language
        if not has_former:
            for name in ("material", "change_note", "reaffirm_by"):
                del self.fields[name]
            return
        choices = [("material", _("It asks for something else")), ("editorial", _("Only its wording"))]
        consequences = {"material": asked, "editorial": _("Whoever stands behind the version before stands behind this one. Nobody is asked.")}
        self.fields["material"].choices = choices  # type: ignore[attr-defined]
        self.fields["material"].widget = Choices(choices=choices, consequences=consequences)
        self.fields["change_note"].help_text = _("It stands in the mails. Write it in this language: %(language)s.") % {
            "language": languages.name_of(language, languages.current())
        }
        self.fields["change_note"].widget.attrs |= {"lang": language, "dir": languages.direction(language)}

    def adoption(self) -> Adoption:
        """Return what was written."""
        told = self.cleaned_data
        is_material = told.get("material", "material") == "material"
        note = {self.language: told["change_note"]} if told.get("change_note") else {}
        return Adoption(told["adopted_on"], told["adopted_how"], is_material, note, _end_of(told.get("reaffirm_by")) if is_material else None)


def _end_of(day: date | None) -> datetime | None:
    return datetime.combine(day, time(23, 59, 59), tzinfo=UTC) if day else None


class SignatureForm(PlainWords, forms.Form):
    """Who signs, as what, and what is held back."""

    signatory = forms.CharField(label=gettext_lazy("Who signs"), max_length=200)
    function = forms.CharField(label=pgettext_lazy("of a person in an organisation", "As what"), max_length=200, required=False)
    authority = forms.CharField(
        label=gettext_lazy("By what right"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Such as a decision of the board. Left empty, the mandate that is noted here."),
    )
    reservations = forms.CharField(
        label=gettext_lazy("Reservations"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Those inside the coalition read them. The public reads only that there are some."),
    )

    def signature(self) -> Signature:
        """Return what was written."""
        told = self.cleaned_data
        return Signature(told["signatory"], told["function"], told["authority"], told["reservations"])


def signed(endorsement: Endorsement) -> dict[str, str]:
    """Return an endorsement as the form shows it."""
    return {
        "signatory": endorsement.signatory,
        "function": endorsement.signatory_function,
        "authority": endorsement.authority,
        "reservations": endorsement.reservations,
    }


class EnterForm(SignatureForm):
    """An endorsement that came on paper, by phone or by mail."""

    organisation = OrganisationField(label=gettext_lazy("Organisation"), max_length=300, help_text=gettext_lazy("Its name or acronym."))
    came = forms.ChoiceField(label=gettext_lazy("How it came"), choices=CAME, widget=Choices(choices=CAME))
    came_how = forms.CharField(
        label=gettext_lazy("More exactly"), max_length=300, help_text=gettext_lazy("Who took the call, or where the paper is kept.")
    )
    came_on = forms.DateField(label=gettext_lazy("When it came"), widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    field_order = ("organisation", "signatory", "function", "authority", "reservations", "came", "came_how", "came_on")

    def __init__(self, data: Mapping[str, Any] | None = None, *, actor: Actor) -> None:
        super().__init__(data)
        self.fields["organisation"].actor = actor  # type: ignore[attr-defined]
        self.fields["authority"].help_text = gettext_lazy("As far as it is known.")


class WithdrawForm(PlainWords, forms.Form):
    """Why an endorsement is withdrawn."""

    why = forms.CharField(
        label=gettext_lazy("The reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Those who coordinate read it, and the people of the organisation."),
    )


class ArrangeForm(PlainWords, forms.Form):
    """Who may endorse from outside, and whether endorsing goes on."""

    kinds = forms.MultipleChoiceField(label=gettext_lazy("Who may endorse from outside"), choices=OPEN_TO, required=False, widget=ManyChoices)
    is_closed = forms.BooleanField(
        label=gettext_lazy("Endorsing is over"),
        required=False,
        help_text=gettext_lazy("What was endorsed stands, and whoever stands behind an earlier version can still re-affirm."),
    )


class RemindForm(PlainWords, forms.Form):
    """Whether those who were written to today are reminded too."""

    urgent = forms.BooleanField(label=gettext_lazy("It is urgent: also those who were written to within a day"), required=False)
