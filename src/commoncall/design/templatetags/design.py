"""Tags for what a template cannot draw by itself: icons, strokes and the gathering."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from commoncall.design.gathering import Group, gathering_paths
from commoncall.design.icons import ICONS, TURNS
from commoncall.design.strokes import HEIGHT, stroke_paths
from commoncall.design.will import Figure

register = template.Library()


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """One icon, hidden from screen readers; an unknown name is an error, not a gap."""
    classes = " ".join(filter(None, ("icon", size, "turns" if name in TURNS else "")))
    return format_html('<svg class="{}" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', classes, ICONS[name])


@register.simple_tag
def strokes(answered: int, total: int) -> SafeString:
    """A row of strokes, one for each organisation, filled for those who have answered."""
    drawing = stroke_paths(answered, total)
    return format_html(
        '<svg class="strokes" viewBox="0 0 {} {}" aria-hidden="true"><path class="yes" d="{}"/><path class="no" d="{}"/></svg>',
        drawing.width,
        HEIGHT,
        drawing.filled,
        drawing.hollow,
    )


@register.simple_tag
def gathering(groups: Sequence[Group], classes: str = "") -> SafeString:
    """The gathering: one line for each organisation of each group, joining into one.

    Classes: "opens" turns it round, so that the joint line comes first; "falls" draws the lines from above.
    """
    drawn = gathering_paths(groups, falls="falls" in classes.split())
    paths = format_html_join("", '<path class="{}" d="{}"/>', drawn)
    return format_html(
        '<svg class="{}" viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">{}</svg>',
        f"gathering {classes}".strip(),
        paths,
    )


@register.simple_tag
def will(figure: Figure) -> SafeString:
    """How organisations answer, one stroke each; the names of dissenters stand beside it and are drawn by the page."""
    paths = format_html_join("", '<path class="{}" d="{}"/>', figure.paths)
    return format_html('<svg class="gathering will" viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">{}</svg>', paths)
