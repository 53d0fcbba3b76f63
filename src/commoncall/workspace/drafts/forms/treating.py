"""The forms by which amendments and comments are treated, answered and settled, and by which a version is merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import Choices, PlainWords
from commoncall.drafting.actions.amending import Treating
from commoncall.drafting.rules import amending
from commoncall.drafting.rules.amending import Change, Do
from commoncall.workspace.drafts.forms.texts import running
from commoncall.workspace.texts.forms import DraftField

if TYPE_CHECKING:
    from commoncall.drafting.models import Amendment

TREATMENTS = (
    ("accept", gettext_lazy("Accept")),
    ("modify", gettext_lazy("Accept with changes")),
    ("refuse", gettext_lazy("Refuse")),
    ("vote", gettext_lazy("Let a vote decide")),
)
COMMENT_TREATMENTS = (
    ("taken", gettext_lazy("Taken up")),
    ("partly", gettext_lazy("Taken up in part")),
    ("not", gettext_lazy("Not taken up")),
)
REASON = gettext_lazy("The reason, for everyone who reads the draft")


class TreatmentForm(PlainWords, forms.Form):
    """What the drafting group proposes to do with an amendment, and why; with its changes in the group's own words, if need be."""

    use_required_attribute = False

    treatment = forms.ChoiceField(label=gettext_lazy("Proposed treatment"), choices=TREATMENTS, widget=Choices(choices=TREATMENTS))
    reason = DraftField(label=REASON, max_length=4000, widget=forms.Textarea({"rows": 2}))

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, amendment: Amendment, language: str, texts: Mapping[str, str], with_words: bool, **more: Any
    ) -> None:
        told = {"treatment": amendment.treatment, "reason": amendment.treatment_reason} if amendment.treatment else {}
        super().__init__(data, initial=told, **more)
        if not with_words:
            # In a list there is no room for words: with changes it is accepted on its own page.
            offered = [one for one in TREATMENTS if one[0] != "modify"]
            self.fields["treatment"].choices = offered  # type: ignore[attr-defined]
            self.fields["treatment"].widget = Choices(choices=offered)
        own = amending.read(amendment.treated_changes or amendment.changes)
        self.changes = own if with_words else ()
        self.texts, self.amendment, self.language = texts, amendment, language
        for place, change in enumerate(self.changes):
            is_foreign = amendment.language != language
            label = _("How it reads in the authoritative language") if is_foreign else _("In the drafting group’s words, if it accepts with changes")
            # In another language than the amendment's, its words say nothing: the group begins with the text as it stands.
            words = change.text if not is_foreign or amendment.treated_changes else texts.get(change.paragraph, "")
            widget = forms.Textarea({"rows": min(max(len(words) // 60 + 2, 3), 12), **running(language)})
            self.fields[f"text_{place}"] = DraftField(label=label, max_length=20_000, widget=widget, initial=words)

    @property
    def lines(self) -> list[tuple[Change, forms.BoundField]]:
        """Each change with the field of its modified words."""
        return [(change, self[f"text_{place}"]) for place, change in enumerate(self.changes)]

    def treating(self) -> Treating:
        """Return what was decided."""
        told = self.cleaned_data
        takes_words = told["treatment"] == "modify" or (told["treatment"] == "accept" and self.amendment.language != self.language)
        wanted = [self._modified(place, change) for place, change in enumerate(self.changes)] if takes_words else []
        # What the group left as the text stands, it would not change.
        changes = tuple(one for one in wanted if one.do is not Do.CHANGE or one.text != self.texts.get(one.paragraph))
        return Treating(told["treatment"], told["reason"], changes)

    def _modified(self, place: int, change: Change) -> Change:
        text = " ".join(self.cleaned_data[f"text_{place}"].split())
        before = self.texts.get(change.paragraph, change.before) if change.do is not Do.INSERT else ""
        if not text:
            return replace(change, do=Do.DELETE, text="", before=before)
        return replace(change, do=Do.CHANGE if change.do is Do.DELETE else change.do, text=text, before=before)


class AnswerForm(PlainWords, forms.Form):
    """Whether the proposer agrees with the treatment."""

    reply = forms.ChoiceField(label=gettext_lazy("Your answer"), choices=())
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=4000, required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, data: Mapping[str, Any] | None = None, *, name: str) -> None:
        super().__init__(data, auto_id="answer_%s")
        choices = [("agree", _("Agree with the treatment")), ("insist", _("Insist on the amendment"))]
        consequences = {
            "agree": _("The text is taken further as the drafting group proposes."),
            "insist": _("The text cannot be locked before a vote has decided, or the drafting group has taken the amendment in."),
        }
        self.fields["reply"].choices = choices  # type: ignore[attr-defined]
        self.fields["reply"].widget = Choices(choices=choices, consequences=consequences)
        self.name = name


class SettleForm(PlainWords, forms.Form):
    """What a vote decided about an amendment."""

    result = forms.ChoiceField(label=gettext_lazy("What was decided"), choices=())
    reason = forms.CharField(label=gettext_lazy("By whom, when, and with which result"), max_length=4000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="settle_%s")
        choices = [("accepted", _("The amendment is accepted")), ("refused", _("The amendment is refused"))]
        self.fields["result"].choices = choices  # type: ignore[attr-defined]
        self.fields["result"].widget = Choices(choices=choices)


class CommentTreatmentForm(PlainWords, forms.Form):
    """What became of a comment."""

    use_required_attribute = False

    treatment = forms.ChoiceField(label=gettext_lazy("What became of it"), choices=COMMENT_TREATMENTS, widget=Choices(choices=COMMENT_TREATMENTS))
    reason = DraftField(label=gettext_lazy("The reason"), max_length=4000, widget=forms.Textarea({"rows": 2}))


#: A note in a list, not a paper of its own.
LONGEST_NOTE = 1_000


class MergeForm(forms.Form):
    """For each paragraph over which amendments collide: whose words are taken, the text as it stands, or words of one's own."""

    use_required_attribute = False

    reviewed = forms.CharField(required=False, widget=forms.HiddenInput)
    change_note = DraftField(
        label=gettext_lazy("What is different in the next version"),
        help_text=gettext_lazy("In the language of the text. It stands in the list of versions and in comparisons."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, open_: Sequence[tuple[str, Sequence[tuple[str, Any]], str]], reviewed: str, code: str
    ) -> None:
        super().__init__(data, initial={"reviewed": reviewed})
        self.keys = [key for key, _choices, _words in open_]
        self.fields["change_note"].widget.attrs |= running(code)
        for key, choices, words in open_:
            options = [*choices, ("keep", _("Keep the words as they stand")), ("own", _("Other words, written below"))]
            label = _("Which words are taken")
            self.fields[f"choice_{key}"] = forms.ChoiceField(label=label, choices=options, widget=Choices(choices=options))
            widget = forms.Textarea({"rows": min(max(len(words) // 60 + 2, 3), 12), **running(code)})
            self.fields[f"own_{key}"] = DraftField(label=_("Other words"), max_length=20_000, widget=widget, initial=words)

    def fields_of(self, key: str) -> tuple[forms.BoundField, forms.BoundField]:
        """Return the fields of one collision."""
        return self[f"choice_{key}"], self[f"own_{key}"]

    def clean(self) -> dict[str, Any]:
        """Ask for words where words of one's own were chosen."""
        told = super().clean() or {}
        for key in self.keys:
            if told.get(f"choice_{key}") == "own" and not told.get(f"own_{key}", "").strip():
                self.add_error(f"own_{key}", _("Write the words that are to stand here."))
        return told
