"""The forms by which the words of a version are written, brought in, and translated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import PlainWords
from commoncall.drafting.rules.applying import LONGEST_PARAGRAPH
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.workspace.drafts import written
from commoncall.workspace.drafts.forms.texts import running
from commoncall.workspace.drafts.written import Said
from commoncall.workspace.texts.forms import DraftField

#: Longer than any text that people negotiate, and still quick to compare.
LONGEST = 1_000_000


#: Before anything was written: how far somebody had seen whose page showed no wording, or does not say what it showed.
NOTHING_SEEN = datetime.min.replace(tzinfo=UTC)


class SeenForm(PlainWords, forms.Form):
    """A form that knows which wording its writer had before their eyes, so that nobody overwrites what they never read."""

    use_required_attribute = False

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def unchanged_since(self) -> datetime:
        """Return how far the writer had seen the wording; a field that holds no instant says that they saw nothing."""
        try:
            seen = datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            return NOTHING_SEEN
        return seen if seen.tzinfo is not None else NOTHING_SEEN

    def overtaken(self, changed_at: datetime) -> bool:
        """Tell whether somebody else wrote since the writer began; then let what was typed be saved after it was compared."""
        if not self.is_bound or "seen" not in getattr(self, "cleaned_data", {}) or changed_at <= self.unchanged_since():
            return False
        sent = self.data.dict() if hasattr(self.data, "dict") else self.data
        self.data = {**sent, "seen": changed_at.isoformat()}
        return True


class WordsForm(SeenForm):
    """A whole wording in one field."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    words = DraftField(label=gettext_lazy("The text"), max_length=LONGEST, strip=False, widget=forms.Textarea({"rows": 24, "data-paste": ""}))

    def __init__(self, data: Mapping[str, Any] | None = None, *, title: str, paragraphs: Sequence[Paragraph], seen: str, code: str) -> None:
        super().__init__(data, initial={"title": title, "words": written.write(paragraphs), "seen": seen})
        for name in ("title", "words"):
            self.fields[name].widget.attrs |= running(code)

    def said(self) -> list[Said]:
        """Return the paragraphs as they were typed."""
        return written.read(self.cleaned_data["words"])


class ParagraphForm(PlainWords, forms.Form):
    """The words of one paragraph, and what its writer saw there."""

    use_required_attribute = False

    before = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    words = DraftField(label=gettext_lazy("What it says"), max_length=LONGEST_PARAGRAPH)

    def __init__(self, data: Mapping[str, Any] | None = None, *, text: str, code: str) -> None:
        super().__init__(data, initial={"before": text, "words": text})
        self.fields["words"].widget = forms.Textarea({"rows": min(max(len(text) // 40 + 2, 4), 18), **running(code)})

    def overtaken(self, text: str) -> bool:
        """Tell whether others wrote since the writer began; then let what was typed be saved after it was compared."""
        if not self.is_bound or self.data.get("before", "") == text:
            return False
        sent = self.data.dict() if hasattr(self.data, "dict") else self.data
        self.data = {**sent, "before": text}
        return True


class FileForm(SeenForm):
    """A file whose words are brought in, in the place of those that its reader had before their eyes."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A Word document (.docx), or a text with light marks (.md, .txt)."),
        widget=forms.FileInput({"accept": ".docx,.md,.markdown,.txt"}),
    )


class TranslationForm(SeenForm):
    """A wording in another language: a field for each paragraph, beside the words that count."""

    title = DraftField(label=gettext_lazy("Title"), max_length=300)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, originals: Sequence[Paragraph], kept: Mapping[str, str], title: str, seen: str, code: str
    ) -> None:
        super().__init__(data, initial={"title": title, "seen": seen})
        self.originals = originals
        self.fields["title"].widget.attrs |= running(code)
        for place, one in enumerate(originals, start=1):
            rows = min(max(len(one.text) // 70 + 1, 2), 12)
            label = _("Paragraph %(number)s") % {"number": place}
            widget = forms.Textarea({"rows": rows, **running(code)})
            self.fields[f"p_{one.key}"] = DraftField(label=label, max_length=60_000, widget=widget, initial=kept.get(one.key, ""))

    @property
    def lines(self) -> list[tuple[Paragraph, forms.BoundField]]:
        """Each paragraph that counts, with the field of its translation."""
        return [(one, self[f"p_{one.key}"]) for one in self.originals]

    def paragraphs(self) -> list[Paragraph]:
        """Return the translation, paragraph by paragraph, with the keys of what it translates; what is empty is left out."""
        told = self.cleaned_data
        found = [(one, " ".join(told[f"p_{one.key}"].split())) for one in self.originals]
        return [Paragraph(one.key, text, one.style, one.level, one.numbered) for one, text in found if text]
