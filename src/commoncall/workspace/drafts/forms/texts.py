"""The forms about a text as a whole, and about the stages of its versions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import Choices, PlainWords
from commoncall.drafting.actions.texts import Beginning
from commoncall.drafting.queries import choices
from commoncall.kernel import languages
from commoncall.kernel.labels import LABEL_SENTENCES, Label
from commoncall.leadership import queries as leadership
from commoncall.web.fields import LanguageField
from commoncall.web.words import words_of
from commoncall.workspace.bodies.shown import title

if TYPE_CHECKING:
    from commoncall.drafting.models import Text
    from commoncall.kernel.parties.models import Coalition

LABELS = (Label.AMBER, Label.GREEN, Label.CLEAR, Label.AMBER_STRICT)


class TextForm(PlainWords, forms.Form):
    """What is written, in which language, by whom, and who may read it."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=300, help_text=gettext_lazy("What it is called while it is written."))
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=())
    language = LanguageField(
        label=gettext_lazy("Authoritative language"),
        max_length=60,
        help_text=gettext_lazy("The words in this language count. Others are translations of them."),
    )
    topic = forms.CharField(
        label=gettext_lazy("Topic"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Whoever acts for an organisation on certain topics alone can amend it only if this is one of them."),
    )
    group = forms.ChoiceField(
        label=gettext_lazy("Drafting group"),
        required=False,
        choices=(),
        help_text=gettext_lazy("Whoever sits in it writes the text and treats what is proposed, beside those who coordinate."),
    )
    label = forms.ChoiceField(label=gettext_lazy("Who may read it while it is written"), choices=())

    def __init__(self, data: Mapping[str, Any] | None = None, *, coalition: Coalition, text: Text | None = None) -> None:
        told = {"kind": "statement", "language": coalition.language, "label": Label.AMBER}
        if text is not None:
            told = {name: getattr(text, name) for name in ("title", "kind", "language", "topic", "label")} | {"group": str(text.group_id or "")}
        super().__init__(data, initial=told)
        self.bodies = {str(one.pk): one for one in leadership.bodies(coalition)}
        called = words_of(coalition)
        self._offer("kind", list(choices.KINDS.items()))
        self._offer("group", [("", _("Nobody besides those who coordinate")), *((key, title(one, called)) for key, one in self.bodies.items())])
        labels = [(one.value, one.label) for one in LABELS]
        self._offer("label", labels)
        self.fields["label"].widget = Choices(choices=labels, consequences={one.value: LABEL_SENTENCES[one] for one in LABELS})
        if text is not None:
            # The authoritative language is chosen among those in which something is written.
            del self.fields["language"]
        self.text = text

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def beginning(self) -> Beginning:
        """Return what was written."""
        told = self.cleaned_data
        language = self.text.language if self.text is not None else told["language"]
        return Beginning(told["kind"], told["title"], language, told["topic"], self.bodies.get(told["group"]), Label(told["label"]))


class GiveUpForm(PlainWords, forms.Form):
    """Why a text is put away."""

    why = forms.CharField(label=gettext_lazy("The reason"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class UntilForm(PlainWords, forms.Form):
    """Until when amendments are taken: a day, and perhaps an hour, in UTC."""

    day = forms.DateField(
        label=gettext_lazy("Until which day"),
        required=False,
        widget=forms.DateInput({"type": "date", "class": "short"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Left empty, until the drafting group closes them."),
    )
    hour = forms.TimeField(
        label=gettext_lazy("Until which hour, in UTC"),
        required=False,
        widget=forms.TimeInput({"type": "time", "class": "short"}, format="%H:%M"),
        help_text=gettext_lazy("Left empty, until the end of the day."),
    )

    def until(self) -> datetime | None:
        """Return the exact instant, or nothing where none was chosen."""
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        return datetime.combine(day, hour or time(23, 59, 59), tzinfo=UTC) if day else None


class ReasonForm(PlainWords, forms.Form):
    """Why something is done that others did not expect."""

    why = forms.CharField(label=gettext_lazy("The reason"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class NewLanguageForm(PlainWords, forms.Form):
    """Into which language a version is to be translated next."""

    language = LanguageField(label=gettext_lazy("Language"), max_length=60, help_text=gettext_lazy("Its name, in any usual spelling."))


def running(code: str) -> dict[str, str]:
    """Return what a field says of the language that is written in it."""
    return {"lang": code, "dir": languages.direction(code)}


class BottomLineForm(PlainWords, forms.Form):
    """What an organisation never signs, by which words it is recognised, and what drafters are told."""

    about = forms.ChoiceField(label=gettext_lazy("What it is about"), choices=())
    words = forms.CharField(
        label=gettext_lazy("Words by which a text is recognised"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("One word or phrase on each line, in any language."),
    )
    warning = forms.CharField(
        label=gettext_lazy("What drafters are told"),
        max_length=300,
        help_text=gettext_lazy("They read this sentence beside the paragraph, and never whose it is. Name nobody in it."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        kinds = list(choices.ABOUT.items())
        self.fields["about"].choices = kinds  # type: ignore[attr-defined]
        self.fields["about"].widget = Choices(choices=kinds)

    def phrases(self) -> list[str]:
        """Return the words, one of each line."""
        return [plain for line in self.cleaned_data["words"].splitlines() if (plain := " ".join(line.split()))]
