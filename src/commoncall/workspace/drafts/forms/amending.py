"""The forms by which amendments are proposed, and comments made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import Choices, PlainWords
from commoncall.drafting.rules.amending import Change, Do
from commoncall.drafting.rules.paragraphs import Paragraph, Style
from commoncall.workspace.drafts.forms.texts import running
from commoncall.workspace.texts.forms import DraftField

DEEDS = (
    (Do.CHANGE.value, gettext_lazy("Change its words")),
    (Do.DELETE.value, gettext_lazy("Delete it")),
    (Do.INSERT.value, gettext_lazy("Insert a new paragraph after it")),
)
STRENGTHS = (
    ("must", gettext_lazy("We must have this")),
    ("should", gettext_lazy("It should be so")),
)
CONSEQUENCES = {
    "must": gettext_lazy("Without it the organisation cannot agree."),
    "should": gettext_lazy("It would make the text better."),
}
#: More in one amendment nobody could treat as one.
MOST = 20


@dataclass(frozen=True)
class Target:
    """A paragraph that can be amended: its number, how it is called in the form, and its words."""

    paragraph: Paragraph
    name: str


@dataclass(frozen=True)
class Line:
    """One change of an amendment, as its fields: the paragraph, what is done to it, the words."""

    target: Target
    do: forms.BoundField
    text: forms.BoundField
    place: int
    is_only: bool


class AmendmentForm(PlainWords, forms.Form):
    """What is to be changed in one paragraph or several, why, and how much it means."""

    use_required_attribute = False

    reason = forms.CharField(
        label=gettext_lazy("The reason"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("A sentence or two help the others to agree."),
    )
    strength = forms.ChoiceField(
        label=gettext_lazy("How much it means"), choices=STRENGTHS, widget=Choices(choices=STRENGTHS, consequences=CONSEQUENCES)
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        targets: Mapping[str, Target],
        keys: Sequence[str],
        code: str,
        initial: Mapping[str, Any] | None = None,
        texts: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data, initial={"strength": "should"} | dict(initial or {}))
        self.targets, self.keys, self.code = targets, keys, code
        self.fields["reason"].widget.attrs |= running(code)
        for key in keys:
            target = targets[key]
            words = (texts or {}).get(key, target.paragraph.text)
            rows = min(max(len(words) // 60 + 2, 3), 14)
            label = _("What is done to paragraph %(name)s") % {"name": target.name}
            deeds = DEEDS if key else DEEDS[2:]
            self.fields[f"do_{key}"] = forms.ChoiceField(label=label, choices=deeds, widget=Choices(choices=deeds), initial=deeds[0][0])
            label = _("The words as they should be, for paragraph %(name)s") % {"name": target.name}
            widget = forms.Textarea({"rows": rows, **running(code)})
            self.fields[f"text_{key}"] = DraftField(label=label, max_length=20_000, widget=widget, initial=words)

    @property
    def lines(self) -> list[Line]:
        """The changes, in the order of the text."""
        return [
            Line(self.targets[key], self[f"do_{key}"], self[f"text_{key}"], place, len(self.keys) == 1)
            for place, key in enumerate(self.keys, start=1)
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a change that changes nothing, and an insertion without words."""
        told = super().clean() or {}
        for key in self.keys:
            do, text = told.get(f"do_{key}"), _plain(told.get(f"text_{key}", ""))
            if do == Do.CHANGE and text == self.targets[key].paragraph.text:
                self.add_error(
                    f"text_{key}", _("These are the words as they stand. Change them, delete the paragraph, or leave it out of the amendment.")
                )
            elif do == Do.CHANGE and not text:
                self.add_error(f"text_{key}", _("No words are left. Choose to delete the paragraph, if that is meant."))
            elif do == Do.INSERT and (not text or text == self.targets[key].paragraph.text):
                self.add_error(f"text_{key}", _("Write the words of the new paragraph."))
        return told

    def changes(self) -> tuple[Change, ...]:
        """Return what is proposed."""
        return tuple(self._change(key) for key in self.keys)

    def _change(self, key: str) -> Change:
        there, do = self.targets[key].paragraph, Do(self.cleaned_data[f"do_{key}"])
        text = "" if do is Do.DELETE else _plain(self.cleaned_data[f"text_{key}"])
        if do is Do.INSERT:
            # What follows a heading, or stands at the very beginning, is a paragraph.
            alike = there.style if key and there.style is not Style.HEADING else Style.PARAGRAPH
            return Change(do, key, text, alike, there.level if alike is there.style else 1, there.numbered or there.style is Style.HEADING)
        return Change(do, key, text, there.style, there.level, there.numbered, before=there.text)


def _plain(text: str) -> str:
    return " ".join(text.split())


class CommentForm(PlainWords, forms.Form):
    """What is said of a paragraph, or of the whole text, without proposing words."""

    text = forms.CharField(label=gettext_lazy("Comment"), max_length=8000, widget=forms.Textarea({"rows": 5}))
