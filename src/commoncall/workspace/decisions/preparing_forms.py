"""The forms with which a decision is prepared and opened. They see to the shape; what may be is for the actions to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.decisions import sentences
from commoncall.decisions.actions.preparing import LONGEST_TITLE, Deciders, Preparation
from commoncall.decisions.rules.feasible import LONGEST_HOURS, Fault, Why
from commoncall.decisions.rules.rule import Channel, Division, Rule, Time, Way
from commoncall.decisions.sentences.names import WAYS
from commoncall.design.forms import Choices, PlainWords
from commoncall.kernel import time
from commoncall.kernel.labels import LABEL_SENTENCES, Label
from commoncall.web.words import words_of
from commoncall.workspace.bodies.shown import title
from commoncall.workspace.decisions.forms import SeenForm, reason_field

if TYPE_CHECKING:
    from commoncall.decisions.models import Decision, Rung
    from commoncall.drafting.models import Version
    from commoncall.leadership.models import Body

#: Who can be asked to decide may read it too: these labels leave nobody out.
LABELS = (Label.AMBER, Label.GREEN, Label.CLEAR, Label.AMBER_STRICT)
#: A notice, a window and a year besides: the action says more exactly what is too far away.
_FARTHEST = timedelta(hours=3 * LONGEST_HOURS)
#: What is otherwise than the ladder says, each of which needs the reason.
DEVIATIONS = ("way", "share", "objections", "quorum", "division", "hours", "working_days", "body")
ALL_OF_THEM = "all"


class PrepareForm(SeenForm):
    """What is decided, on a rung of the ladder, and what is otherwise than the rung says."""

    title = forms.CharField(
        label=gettext_lazy("The question, in one line"),
        help_text=gettext_lazy("So that it can be answered: Shall this be our opening statement?"),
        max_length=LONGEST_TITLE,
    )
    version = forms.ChoiceField(label=gettext_lazy("The text that is decided on"), required=False)
    question = forms.CharField(
        label=gettext_lazy("What is decided, in full"),
        help_text=gettext_lazy("Where a text says it, this can stay empty."),
        max_length=20_000,
        required=False,
        widget=forms.Textarea({"rows": 6}),
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Where it is decided"),
        choices=[(Channel.WRITTEN.value, gettext_lazy("In writing")), (Channel.MEETING.value, gettext_lazy("At a meeting"))],
        widget=Choices,
        initial=Channel.WRITTEN.value,
    )
    topic = forms.CharField(
        label=gettext_lazy("Topic that a mandate must cover to answer"),
        help_text=gettext_lazy("Left empty: whoever may act for an organisation answers."),
        max_length=80,
        required=False,
    )
    label = forms.ChoiceField(label=gettext_lazy("Who may read it"), widget=Choices, initial=Label.AMBER.value)
    is_public = forms.BooleanField(label=gettext_lazy("Shown in the public register once it is decided"), required=False)
    review_on = forms.DateField(
        label=gettext_lazy("Look at it again on"), required=False, widget=forms.DateInput({"type": "date", "class": "short"}, format="%Y-%m-%d")
    )
    hours = forms.IntegerField(
        label=gettext_lazy("Time to answer, in hours"), min_value=1, max_value=8_784, required=False, widget=forms.NumberInput({"class": "short"})
    )
    working_days = forms.IntegerField(
        label=gettext_lazy("or in working days"), min_value=1, max_value=260, required=False, widget=forms.NumberInput({"class": "short"})
    )
    share = forms.IntegerField(
        label=gettext_lazy("Share that has to agree, in per cent"),
        min_value=1,
        max_value=100,
        required=False,
        widget=forms.NumberInput({"class": "short"}),
    )
    objections = forms.IntegerField(
        label=gettext_lazy("Number of objections that stops it"),
        min_value=1,
        max_value=10_000,
        required=False,
        widget=forms.NumberInput({"class": "short"}),
    )
    way = forms.ChoiceField(
        label=gettext_lazy("How it is decided instead"),
        choices=[
            ("", gettext_lazy("As the ladder says")),
            *((one.value, WAYS[one]) for one in (Way.VOTE, Way.CONSENSUS, Way.SILENCE, Way.CONSULTATION)),
        ],
        required=False,
    )
    quorum = forms.IntegerField(
        label=gettext_lazy("Number of answers that is needed"),
        min_value=1,
        max_value=10_000,
        required=False,
        widget=forms.NumberInput({"class": "short"}),
    )
    division = forms.ChoiceField(
        label=gettext_lazy("With an answer from each"),
        choices=[
            ("", gettext_lazy("As the ladder says")),
            (Division.REGION.value, gettext_lazy("Region")),
            (Division.COUNTRY.value, gettext_lazy("Country")),
            (Division.CATEGORY.value, gettext_lazy("Category")),
        ],
        required=False,
    )
    body = forms.ChoiceField(label=gettext_lazy("Who decides instead"), required=False)
    deviation = reason_field(
        gettext_lazy("Why it is otherwise than the ladder says"),
        required=False,
        help_text=gettext_lazy("It stands in the register beside the outcome."),
        rows=3,
    )

    def __init__(
        self, data: Any = None, *, rung: Rung, versions: Sequence[Version], bodies: Sequence[Body], initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.rung, self.versions, self.bodies = rung, {str(one.pk): one for one in versions}, {str(one.pk): one for one in bodies}
        texts = [(key, _("%(title)s, version %(number)s") % {"title": one.text.title, "number": one.number}) for key, one in self.versions.items()]
        self._choose("version", [("", _("No text: the question says it all")), *texts])
        self._choose(
            "body",
            [
                ("", _("As the ladder says")),
                (ALL_OF_THEM, _("All who vote")),
                *((key, title(one, words_of(one.coalition))) for key, one in self.bodies.items()),
            ],
        )
        self._choose("label", [(one.value, str(one.label)) for one in LABELS])
        self.fields["label"].widget.consequences = {one.value: LABEL_SENTENCES[one] for one in LABELS}
        if not versions:
            del self.fields["version"]
        if rung.meeting_rule is None and Rule.of(rung.rule).channel is Channel.WRITTEN:
            del self.fields["channel"]

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    @property
    def deviates(self) -> bool:
        """Whether anything is written that is otherwise than the ladder says, so that its fields stand open."""
        return any(self[name].value() for name in (*DEVIATIONS, "deviation"))

    def preparation(self, usual: Rule, follows: Decision | None = None) -> Preparation:
        """Return what was written; ``usual`` is the rule of the rung in the chosen channel."""
        told = self.cleaned_data
        rule, body = self._rule(usual), told["body"]
        return Preparation(
            title=told["title"],
            question=told["question"],
            rung=self.rung,
            version=self.versions.get(told.get("version", "")),
            channel=self.where,
            topic=told["topic"],
            label=Label(told["label"]),
            is_public=told["is_public"],
            review_on=told["review_on"],
            follows=follows,
            rule=rule if rule != usual else None,
            deciders=Deciders(self.bodies.get(body)) if body else None,
            deviation=told["deviation"],
        )

    @property
    def where(self) -> Channel:
        """Where it is decided."""
        return Channel(self.cleaned_data.get("channel") or Channel.WRITTEN)

    def _rule(self, usual: Rule) -> Rule:
        told, rule = self.cleaned_data, usual
        if told["way"]:
            rule = replace(rule, way=Way(told["way"]))
        if told["quorum"]:
            rule = replace(rule, quorum=told["quorum"])
        if told["division"]:
            rule = replace(rule, quorum_division=Division(told["division"]))
        if told["hours"] or told["working_days"]:
            rule = replace(rule, window=Time(hours=told["hours"] or 0, working_days=told["working_days"] or 0))
        if told["share"]:
            rule = replace(rule, share=Fraction(told["share"], 100), more_than=False)
        if told["objections"]:
            rule = replace(rule, objections_end_it=told["objections"])
        return rule

    def clean(self) -> dict[str, Any]:
        """See that there is something to decide, and one length of time."""
        told = super().clean() or {}
        if told.get("hours") and told.get("working_days"):
            self.add_error("working_days", _("Write hours or working days, not both."))
        if "question" in told and not told["question"].strip() and not told.get("version"):
            self.add_error("question", _("Say what is decided, in full, or choose the text that is decided on."))
        return told


def instant_field(label: Any, help_text: Any) -> forms.DateTimeField:
    """Return a field for an instant in the reader's own zone."""
    widget = forms.DateTimeInput({"type": "datetime-local", "class": "short"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, help_text=help_text, required=False, widget=widget)


class OpenForm(PlainWords, forms.Form):
    """When a decision opens and closes; what is left empty is as the rule says."""

    opens_at = instant_field(gettext_lazy("Opens by itself at"), "")
    closes_at = instant_field(gettext_lazy("Closes at"), "")

    def __init__(self, data: Any = None, *, zone: str, is_announced: bool, is_at_meeting: bool) -> None:
        super().__init__(data)
        words = _("In your own time zone: %(zone)s. Left empty: as soon as the rule lets it.") % {"zone": zone}
        self.is_announced = is_announced
        self.fields["opens_at"].help_text = words if is_announced else _("In your own time zone: %(zone)s. Left empty: at once.") % {"zone": zone}
        self.fields["closes_at"].help_text = words
        if is_at_meeting:
            del self.fields["closes_at"]

    def clean(self) -> dict[str, Any]:
        """See that what follows can be worked out for every zone: what is years away is nobody's deadline."""
        told, now = super().clean() or {}, time.now()
        for name in ("opens_at", "closes_at"):
            if told.get(name) is not None and abs(told[name] - now) > _FARTHEST:
                self.add_error(name, sentences.fault_words(Fault(Why.TOO_LONG, name)))
        return told

    @property
    def wanted_opening(self) -> datetime | None:
        """The instant at which it is to open, or nothing."""
        return self.cleaned_data.get("opens_at") if self.is_bound and self.is_valid() else None

    @property
    def wanted_close(self) -> datetime | None:
        """The instant at which it is to close, or nothing."""
        return self.cleaned_data.get("closes_at") if self.is_bound and self.is_valid() else None
