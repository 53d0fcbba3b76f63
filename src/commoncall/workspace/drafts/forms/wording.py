"""The forms by which the words of a version are written, brought in, and translated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.design.forms import PlainWords
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.workspace.drafts import written
from commoncall.workspace.drafts.forms.texts import running
from commoncall.workspace.drafts.written import Said
from commoncall.workspace.texts.forms import DraftField

#: Longer than any text that people negotiate, and still quick to compare.
LONGEST = 1_000_000


def instant_or_none(plain: str) -> datetime | None:
    """Return the instant that a hidden field holds; whatever else it holds is nothing."""
    try:
        return datetime.fromisoformat(plain) if plain else None
    except ValueError:
        return None


class WordsForm(PlainWords, forms.Form):
    """A whole wording in one field."""

    use_required_attribute = False

    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    words = DraftField(label=gettext_lazy("The text"), max_length=LONGEST, strip=False, widget=forms.Textarea({"rows": 24, "data-paste": ""}))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, title: str, paragraphs: Sequence[Paragraph], seen: str, code: str) -> None:
        super().__init__(data, initial={"title": title, "words": written.write(paragraphs), "seen": seen})
        for name in ("title", "words"):
            self.fields[name].widget.attrs |= running(code)

    def said(self) -> list[Said]:
        """Return the paragraphs as they were typed."""
        return written.read(self.cleaned_data["words"])

    def unchanged_since(self) -> datetime | None:
        """Return how far the writer had seen the text."""
        return instant_or_none(self.cleaned_data["seen"])

    def overtaken(self, changed_at: datetime) -> bool:
        """Tell whether somebody else wrote since the writer began; then let what was typed be saved after it was compared."""
        seen = self.is_bound and self.is_valid_so_far and self.unchanged_since()
        if not seen or changed_at <= seen:
            return False
        self.data = (
            {**self.data.dict(), "seen": changed_at.isoformat()} if hasattr(self.data, "dict") else {**self.data, "seen": changed_at.isoformat()}
        )
        return True

    @property
    def is_valid_so_far(self) -> bool:
        """Whether the hidden field could be read, whatever is wrong with the others."""
        return "seen" in getattr(self, "cleaned_data", {})


class FileForm(PlainWords, forms.Form):
    """A file whose words are brought in."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A Word document (.docx), or a text with light marks (.md, .txt)."),
        widget=forms.FileInput({"accept": ".docx,.md,.markdown,.txt"}),
    )


class TranslationForm(PlainWords, forms.Form):
    """A wording in another language: a field for each paragraph, beside the words that count."""

    use_required_attribute = False

    title = DraftField(label=gettext_lazy("Title"), max_length=300)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

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

    def unchanged_since(self) -> datetime | None:
        """Return how far the translator had seen the translation."""
        return instant_or_none(self.cleaned_data["seen"])
