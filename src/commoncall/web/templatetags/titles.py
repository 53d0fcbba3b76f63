"""The titles of pages that are for one thing about somebody."""

from django import template
from django.utils.translation import pgettext

register = template.Library()


@register.simple_tag
def about(what: str, name: str) -> str:
    """Write what a page is for, and about whom: ``Names: Forum Humanité Sahel``, parted as the reader's language parts them."""
    return pgettext("the title of a page: what it is for, and about whom", "%(what)s: %(name)s") % {"what": what, "name": name}
