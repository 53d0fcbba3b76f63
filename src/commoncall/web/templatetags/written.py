"""The filter that draws the words of a text as they were written: with emphasis, and nothing else that people could write."""

from __future__ import annotations

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from commoncall.kernel.documents.emphasis import Run, runs

register = template.Library()


@register.filter
def written(text: str) -> SafeString:
    """Draw words with their emphasis."""
    # What people wrote is escaped first; only our own elements are put around it.
    return mark_safe("".join(map(_drawn, runs(text))))  # noqa: S308


def _drawn(run: Run) -> str:
    words = f"<strong>{escape(run.text)}</strong>" if run.strong else escape(run.text)
    return f"<em>{words}</em>" if run.emphasis else words
