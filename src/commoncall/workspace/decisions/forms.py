"""The forms with which organisations answer, and with which coordinators and meetings lead a decision to its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.decisions.rules.answers import answers_of, needs_reason
from commoncall.decisions.rules.rule import Answer, Rule, Way
from commoncall.design.forms import Choices, PlainWords
from commoncall.workspace.decisions import words

LONGEST_REASON = 4_000

#: The choice of saying nothing where silence is consent: it is recorded by nobody, and is told all the same.
NOTHING = "nothing"


def reason_field(label: Any, *, required: bool = True, help_text: Any = "", rows: int = 4) -> forms.CharField:
    """Return a field for a reason in somebody's own words."""
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=LONGEST_REASON, widget=forms.Textarea({"rows": rows}))


class AnswerForm(PlainWords, forms.Form):
    """What an organisation answers: only what the rule knows, each with what it does."""

    answer = forms.ChoiceField(label=gettext_lazy("The answer"), widget=Choices)
    reason = reason_field(
        gettext_lazy("Reason or comment"),
        required=False,
        help_text=gettext_lazy("An objection needs its reason. It is shown in your own words to all who read this page."),
    )

    def __init__(self, data: Any = None, *, rule: Rule, given: Answer | None = None, reason: str = "") -> None:
        super().__init__(data, initial={"answer": given or "", "reason": reason})
        self.rule = rule
        field = self.fields["answer"]
        known = answers_of(rule)
        field.choices = [(one.value, words.title_of(one, rule)) for one in known]  # type: ignore[attr-defined]
        field.widget.consequences = {one.value: words.meaning(one, rule) for one in known}
        if rule.secret:
            del self.fields["reason"]

    @property
    def said(self) -> Answer:
        """What was chosen."""
        return Answer(self.cleaned_data["answer"])

    @property
    def why(self) -> str:
        """The reason that was written."""
        return str(self.cleaned_data.get("reason", ""))

    @property
    def has_to_be_confirmed(self) -> bool:
        """Whether what follows is shown first: a secret ballot cannot be changed, and one objection may end silence for all."""
        return self.rule.secret or (self.rule.way is Way.SILENCE and self.said is Answer.OBJECT)

    def clean(self) -> dict[str, Any]:
        """See that a reason stands where one is needed."""
        told = super().clean() or {}
        if told.get("answer") and needs_reason(self.rule, Answer(told["answer"])) and not told.get("reason", "").strip():
            self.add_error("reason", _("Write why. The others can only meet an objection whose reason they know."))
        return told


class EnterForm(AnswerForm):
    """An answer that came by phone or on paper, entered by a coordinator."""

    organisation = forms.ChoiceField(label=gettext_lazy("Whose answer"))
    came = forms.ChoiceField(
        label=gettext_lazy("How it came"),
        choices=[("phone", gettext_lazy("By phone")), ("paper", gettext_lazy("On paper")), ("mail", gettext_lazy("By mail"))],
        widget=Choices,
    )
    came_how = forms.CharField(
        label=gettext_lazy("From whom, and when"),
        help_text=gettext_lazy("Such as: Amina Diallo, today at 10:40. The organisation is told at once and can correct it."),
        max_length=300,
    )
    field_order = ("organisation", "answer", "reason", "came", "came_how")

    def __init__(self, data: Any = None, *, rule: Rule, organisations: Sequence[tuple[str, str]], chosen: str = "") -> None:
        super().__init__(data, rule=rule)
        self.fields["organisation"].choices = [("", ""), *organisations]  # type: ignore[attr-defined]
        self.fields["organisation"].initial = chosen
        if rule.channel == "meeting":
            came = self.fields["came"]
            came.choices = [("meeting", _("At the meeting")), *came.choices]  # type: ignore[attr-defined]
            came.initial = "meeting"


class ReasonForm(PlainWords, forms.Form):
    """A reason, in somebody's own words."""

    reason = reason_field(gettext_lazy("Why"))

    def __init__(self, data: Any = None, *, label: str = "", help_text: str = "", required: bool = True) -> None:
        super().__init__(data)
        field = self.fields["reason"]
        field.label, field.help_text, field.required = label or field.label, help_text, required

    @property
    def why(self) -> str:
        """The reason that was written."""
        return str(self.cleaned_data["reason"])


class ProxyForm(PlainWords, forms.Form):
    """Who answers for one's organisation in one decision."""

    holder = forms.ChoiceField(
        label=gettext_lazy("Which organisation answers for yours"),
        help_text=gettext_lazy("You can take it back, and answer yourself, until it closes."),
    )

    def __init__(self, data: Any = None, *, holders: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["holder"].choices = [("", ""), *holders]  # type: ignore[attr-defined]


class PresenceForm(PlainWords, forms.Form):
    """Which organisations are present at the meeting."""

    present = forms.MultipleChoiceField(label=gettext_lazy("Who is present"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, *, organisations: Sequence[tuple[str, str]], present: Sequence[str] = ()) -> None:
        super().__init__(data, initial={"present": list(present)})
        self.fields["present"].choices = list(organisations)  # type: ignore[attr-defined]


class SeenForm(PlainWords, forms.Form):
    """A form that knows what its writer had before their eyes. Where others wrote meanwhile, theirs is shown beside what was typed."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def theirs(self, present: str) -> list[tuple[str, str]]:
        """Return what stands there now instead of what the writer typed, by label; nothing, unless somebody else wrote meanwhile.

        What was typed can be saved once it was compared: the form has then seen what stands there.
        """
        if not self.is_bound or self.data.get(self.add_prefix("seen"), "") in {"", present}:
            return []
        sent = self.data.dict() if hasattr(self.data, "dict") else self.data
        self.data = {**sent, self.add_prefix("seen"): present}
        others = [one for one in self.visible_fields() if one.field.has_changed(one.initial, one.data)]
        return [(str(one.label), _told(one.field, one.initial)) for one in others]


def _told(field: forms.Field, value: object) -> str:
    if isinstance(field, forms.ChoiceField):
        return next((str(words) for key, words in list(field.choices) if str(key) == str(value)), "")  # type: ignore[arg-type]
    if isinstance(field, forms.BooleanField):
        return str(_("Yes") if value else _("No"))
    return "" if value is None else str(value)


class NoteForm(SeenForm):
    """What stays with a decision: the disagreement that remained, and when it is looked at again."""

    disagreement = reason_field(
        gettext_lazy("The disagreement that remained"),
        required=False,
        help_text=gettext_lazy("In the words of those who disagree, as far as they wish it. It stands with the decision in the register."),
        rows=6,
    )
    review_on = forms.DateField(
        label=gettext_lazy("Look at it again on"),
        help_text=gettext_lazy("On that day the coordinators are asked whether it still holds."),
        required=False,
        widget=forms.DateInput({"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )
