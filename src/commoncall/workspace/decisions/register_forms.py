"""The forms of the register: what to look for, and an entry that is made later from minutes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from commoncall.decisions.actions.register import OUTCOMES, Past
from commoncall.decisions.queries import seen
from commoncall.decisions.queries.decisions import State
from commoncall.design.forms import Choices, PlainWords
from commoncall.kernel.labels import LABEL_SENTENCES, Label
from commoncall.web.moments import in_digits
from commoncall.web.words import words_of
from commoncall.workspace.bodies.shown import title
from commoncall.workspace.decisions.forms import SeenForm, reason_field
from commoncall.workspace.decisions.preparing_forms import LABELS

if TYPE_CHECKING:
    from commoncall.decisions.models import Decision
    from commoncall.leadership.models import Body

#: What the register can be narrowed to.
STATES = (State.OPEN, State.NOTICE, State.ADOPTED, State.NOT_ADOPTED, State.RETURNED, State.ESCALATED, State.LAPSED, State.CONSULTED, State.WITHDRAWN)


class SearchForm(PlainWords, forms.Form):
    """What to look for in the register."""

    q = forms.CharField(label=gettext_lazy("Words or number"), max_length=200, required=False, widget=forms.TextInput({"type": "search"}))
    state = forms.ChoiceField(label=gettext_lazy("Outcome"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)

    def __init__(self, data: Any = None, *, years: Sequence[int] = (), kinds: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(data)
        everything = ("", gettext_lazy("All"))
        self.fields["state"].choices = [everything, *((one.value, one.label) for one in STATES)]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [everything, *kinds]  # type: ignore[attr-defined]
        self.fields["year"].choices = [everything, *((str(one), in_digits(str(one))) for one in years)]  # type: ignore[attr-defined]


class PastForm(SeenForm):
    """A decision that was taken before or elsewhere."""

    title = forms.CharField(label=gettext_lazy("What was decided, in one line"), max_length=300)
    question = forms.CharField(label=gettext_lazy("In full"), max_length=20_000, required=False, widget=forms.Textarea({"rows": 5}))
    decided_on = forms.DateField(label=gettext_lazy("On which day"), widget=forms.DateInput({"type": "date", "class": "short"}, format="%Y-%m-%d"))
    state = forms.ChoiceField(label=gettext_lazy("How it ended"), widget=Choices, initial=State.ADOPTED.value)
    how = forms.CharField(
        label=gettext_lazy("Who decided it, and where or how"),
        help_text=gettext_lazy("Such as: the assembly in Lima, by 41 votes to 3."),
        max_length=1_000,
    )
    source = forms.CharField(
        label=gettext_lazy("From what you know it"),
        help_text=gettext_lazy("Minutes and their page, a letter, a mail. It stands with the entry, with your name."),
        max_length=1_000,
    )
    body = forms.ChoiceField(label=gettext_lazy("Body"), required=False)
    disagreement = reason_field(gettext_lazy("The disagreement that remained"), required=False, rows=3)
    label = forms.ChoiceField(label=gettext_lazy("Who may read it"), widget=Choices, initial=Label.AMBER.value)
    is_public = forms.BooleanField(label=gettext_lazy("Shown in the public register"), required=False)

    def __init__(self, data: Any = None, *, bodies: Sequence[Body], kept: Decision | None = None) -> None:
        super().__init__(data, initial=_kept(kept) if kept is not None else None)
        self.bodies, self.kept = {str(one.pk): one for one in bodies}, kept
        self.fields["state"].choices = [(one.value, one.label) for one in OUTCOMES]  # type: ignore[attr-defined]
        self.fields["label"].choices = [(one.value, str(one.label)) for one in LABELS]  # type: ignore[attr-defined]
        self.fields["label"].widget.consequences = {one.value: LABEL_SENTENCES[one] for one in LABELS}
        named = [(key, title(one, words_of(one.coalition))) for key, one in self.bodies.items()]
        self.fields["body"].choices = [("", gettext_lazy("None, or all together")), *named]  # type: ignore[attr-defined]

    def past(self) -> Past:
        """Return what was written; what the form does not ask for stays as it is kept."""
        told, kept = {name: value for name, value in self.cleaned_data.items() if name != "seen"}, self.kept
        return Past(
            **told | {"body": self.bodies.get(told["body"]), "label": Label(told["label"])},
            version=kept.version if kept else None,
            language=kept.language if kept else "",
            topic=kept.topic if kept else "",
            review_on=kept.review_on if kept else None,
        )


def _kept(one: Decision) -> dict[str, Any]:
    names = ("title", "question", "decided_on", "state", "source", "disagreement", "label", "is_public")
    return {name: getattr(one, name) for name in names} | {"how": one.decided_how, "body": str(one.body_id or ""), "seen": seen.entry(one)}
