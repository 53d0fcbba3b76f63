"""Filters that draw the words of a text: with what is proposed woven in, with emphasis, and with what stands in square brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from commoncall.kernel.documents.blocks import Mark
from commoncall.workspace.drafts.weaving import Bit
from commoncall.workspace.drafts.words import name_of

register = template.Library()

_MARKED = '<{0}><span class="unseen">{1} </span>{2}<span class="unseen"> {3}</span></{0}>{4}'
_STRONG = re.compile(r"\*\*(?=\S)([^*]+?)(?<=\S)\*\*")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])")
_BRACKETS = re.compile(r"\[[^\[\]]*\]")


@register.filter
def emphasised(text: str) -> SafeString:
    """Draw words with their emphasis, and what stands in square brackets as what is still open."""
    # What people wrote is escaped first; only our own elements are put around it.
    safe = _EMPHASIS.sub(r"<em>\1</em>", _STRONG.sub(r"<strong>\1</strong>", escape(text)))
    return mark_safe(_BRACKETS.sub(r'<span class="bracketed">\g<0></span>', safe))  # noqa: S308


@register.filter
def woven(bits: Iterable[Bit]) -> SafeString:
    """Draw the pieces of a paragraph: removed, inserted (with the number of the amendment after it), contested, kept."""
    return mark_safe("".join(map(_bit, bits)))  # noqa: S308 - each part was put together by format_html, which escapes


def _bit(one: Bit) -> str:
    words = emphasised(one.text)
    told = format_html_join("", '<sup class="by">{}</sup>', ((name_of(number),) for number in one.numbers))
    if one.mark is Mark.ADDED:
        return format_html(_MARKED, "ins", _("inserted:"), words, _("end of what is inserted"), told)
    if one.mark is Mark.REMOVED:
        return format_html(_MARKED, "del", _("removed:"), words, _("end of what is removed"), told)
    return format_html('<span class="contested">{}</span>', words) if one.is_contested else words
