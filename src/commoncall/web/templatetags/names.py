"""The tag that lists names. Lists of hundreds are drawn in a twentieth of the time that a template takes."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from commoncall.web.site.endorsers import Named

register = template.Library()


@register.simple_tag
def names(named: Iterable[Named], classes: str = "names") -> SafeString:
    """List names in columns, each in its own language, with what stands under it and those within it."""
    # Each part was put together by format_html, which escapes what people wrote.
    return format_html('<ul class="{}">{}</ul>', classes, mark_safe("".join(map(_item, named))))  # noqa: S308


def _item(one: Named) -> SafeString:
    name = format_html("<bdi>{}</bdi>", one.name)
    if one.website:
        name = format_html('<a href="{}" rel="noopener external">{}</a>', one.website, name)
    if one.language:
        name = format_html('<span lang="{}">{}</span>', one.language, name)
    if not one.other_name and not one.within:
        return format_html('<li>{}<span class="other">{}</span></li>', name, one.note) if one.note else format_html("<li>{}</li>", name)
    other = format_html('<span class="other" lang="{}"><bdi>{}</bdi></span>', one.other_language, one.other_name) if one.other_name else ""
    note = format_html('<span class="other">{}</span>', one.note) if one.note else ""
    return format_html("<li>{}{}{}{}</li>", name, other, note, names(one.within, "within") if one.within else "")
