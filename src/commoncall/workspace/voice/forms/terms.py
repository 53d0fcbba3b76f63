"""The form in which coordinators say to whom a letter goes, who may sign it, and until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import Choices, ManyChoices, PlainWords
from commoncall.kernel import time as clock
from commoncall.kernel.countries import queries as countries
from commoncall.voice.actions.letters import Terms
from commoncall.voice.queries.choices import WHO
from commoncall.workspace.voice import words
from commoncall.workspace.voice.forms.fields import day_field, hour_field, instant, lines_of, parts_of

if TYPE_CHECKING:
    from commoncall.voice.models import Letter

#: How long a letter usually collects: two weeks, with a reminder before the end.
USUAL = timedelta(days=14)
MIDNIGHT = time(0, 0)
_PLAIN = ("addressee", "copies", "status", "topic", "is_public", "shows_people", "is_rolling")
#: What an open letter cannot change any more: who signed, signed it so.
_SET_BY_OPENING = ("addressee", "who", "regions", "status", "topic", "topics", "is_public", "shows_people", "is_rolling", "opens_at", "opens_hour")


class TermsForm(PlainWords, forms.Form):
    """To whom, who may sign, from when until when, and what becomes of the signatures."""

    addressee = forms.CharField(
        label=gettext_lazy("To whom it goes"),
        max_length=300,
        help_text=gettext_lazy("A person by name, with the office. An office alone answers no letter."),
    )
    copies = forms.CharField(
        label=gettext_lazy("Copies to"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2}), help_text=gettext_lazy("One to a line.")
    )
    who = forms.MultipleChoiceField(label=gettext_lazy("Who may sign"), choices=WHO.choices, widget=ManyChoices)
    regions = forms.MultipleChoiceField(
        label=gettext_lazy("Only from these parts of the world"),
        required=False,
        widget=ManyChoices,
        help_text=gettext_lazy("None chosen means all. Whoever has no country counts as outside."),
    )
    status = forms.CharField(
        label=gettext_lazy("Only organisations that have this status"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Such as ECOSOC consultative status. Each says that it has it when it signs."),
    )
    closes_at = day_field(gettext_lazy("Signatures until the end of"), help_text=gettext_lazy("Left empty, until you close it."))
    closes_hour = hour_field(gettext_lazy("Or until this hour, in UTC"))
    first_batch_at = day_field(
        gettext_lazy("First batch on"),
        help_text=gettext_lazy("What has come by then is made up for delivery. Choose a day or two before it has to be there."),
    )
    first_hour = hour_field(gettext_lazy("At this hour, in UTC"))
    is_rolling = forms.BooleanField(
        label=gettext_lazy("Go on collecting after the first batch"),
        required=False,
        help_text=gettext_lazy("Later signatures stand under the letter as added after delivery."),
    )
    opens_at = day_field(gettext_lazy("Opens by itself on"), help_text=gettext_lazy("Left empty, you open it."))
    opens_hour = hour_field(gettext_lazy("At this hour, in UTC"))
    topic = forms.CharField(
        label=gettext_lazy("Topic that a mandate must cover"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Left empty, whoever may sign for their organisation signs."),
    )
    topics = forms.CharField(
        label=gettext_lazy("Topics on which organisations have pre-approved signing"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("One to a line. Whoever pre-approved one of them signs by itself when it opens."),
    )
    is_public = forms.ChoiceField(label=gettext_lazy("Who reads it"), choices=(), widget=Choices)
    shows_people = forms.BooleanField(label=gettext_lazy("Name beside each organisation who authorised its signature"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, letter: Letter | None = None, topics: Sequence[str] = ()) -> None:
        super().__init__(data, initial=_noted(letter) if letter else _usual())
        self.letter = letter
        regions = [(region.code, region.name) for region in countries.regions()]
        self._offer("regions", regions)
        readers = [("public", _("The public too")), ("inside", _("Only those inside the coalition"))]
        self._offer("is_public", readers)
        told = {
            "public": _("On the public page, where those from outside sign by mail."),
            "inside": _("Nobody outside reads it."),
        }
        self.fields["is_public"].widget = Choices(choices=readers, consequences=told)
        if topics:
            self.fields["topics"].help_text = _("One to a line. Pre-approved so far: %(topics)s.") % {"topics": words.listed(topics)}
        if letter is not None and letter.state != "draft":
            for name in _SET_BY_OPENING:
                del self.fields[name]

    @property
    def has_more(self) -> bool:
        """Whether something is noted or wrong among what most letters do without, so that it is shown at once."""
        return any(self[name].errors or self[name].value() for name in ("regions", "status", "topic", "topics", "opens_at") if name in self.fields)

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def terms(self) -> Terms:
        """Return what was written; what an open letter cannot change stays as it is."""
        told = _kept(self.letter) if self.letter else {}
        given = self.cleaned_data
        told |= {name: given[name] for name in _PLAIN if name in given}
        if "who" in given:
            told |= {"who": tuple(given["who"]), "regions": tuple(given["regions"]), "topics": lines_of(given["topics"])}
            told |= {"is_public": given["is_public"] == "public", "opens_at": instant(given["opens_at"], given["opens_hour"], MIDNIGHT)}
        told["closes_at"] = instant(given["closes_at"], given["closes_hour"])
        told["first_batch_at"] = instant(given["first_batch_at"], given["first_hour"])
        return Terms(**told)


def _usual() -> dict[str, Any]:
    return {"who": ["members"], "is_public": "public", "is_rolling": True, "closes_at": (clock.now() + USUAL).date()}


def _kept(letter: Letter) -> dict[str, Any]:
    told = {name: getattr(letter, name) for name in _PLAIN}
    return told | {"who": tuple(letter.who), "regions": tuple(letter.regions), "topics": tuple(letter.topics), "opens_at": letter.opens_at}


def _noted(letter: Letter) -> dict[str, Any]:
    told = {name: getattr(letter, name) for name in _PLAIN} | {"who": letter.who, "regions": letter.regions}
    told |= {"topics": "\n".join(letter.topics), "is_public": "public" if letter.is_public else "inside"}
    return told | _instants(letter)


def _instants(letter: Letter) -> dict[str, Any]:
    closes, first = parts_of("closes_at", "closes_hour", letter.closes_at), parts_of("first_batch_at", "first_hour", letter.first_batch_at)
    return closes | first | parts_of("opens_at", "opens_hour", letter.opens_at)
