"""The filters over the directory: lists to choose from, and what was chosen, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from commoncall.kernel.labels import Naming
from commoncall.membership.queries.choices import STANDINGS, Choices
from commoncall.membership.rules.filters import Filters, Question
from commoncall.workspace.members import words

Choice = tuple[str, str | Promise]
Choosing = Sequence[Choice | tuple[str, Sequence[Choice]]]

#: What stands in the line after the words to look for; the rest stands behind "More", because few need it often.
USUAL = frozenset({"place", "category", "language", "standing"})


@dataclass(frozen=True)
class List:
    """One filter: a list to choose from, and what is chosen. It is never wrong: whatever makes no sense finds nothing, and says so."""

    name: str
    words: str
    value: str
    choices: Choosing

    @property
    def is_usual(self) -> bool:
        """Whether many need it often."""
        return self.name in USUAL

    @property
    def options(self) -> SafeString:
        """Return what stands in the list, as HTML: a form's own field takes longer to draw than the whole table."""
        return format_html_join("", "{}", ((self._drawn(value, told),) for value, told in self.choices))

    def _drawn(self, value: str, told: Any) -> SafeString:
        if isinstance(told, list | tuple):
            return format_html('<optgroup label="{}">{}</optgroup>', value, format_html_join("", "{}", ((self._drawn(*one),) for one in told)))
        if value == self.value:
            return format_html('<option value="{}" selected>{}</option>', value, told)
        return format_html('<option value="{}">{}</option>', value, told)

    @property
    def chosen(self) -> str:
        """What is chosen, in words."""
        return str(dict(_flat(self.choices)).get(self.value, self.value))


def lists(filters: Filters, offered: Choices, *, sees_all: bool) -> list[List]:
    """Return the filters that can tell something here: no list of one thing to choose is offered."""
    anything: list[tuple[str, str, Choosing]] = [
        ("place", _("Region or country"), [("", _("Anywhere")), *offered.places]),
        ("category", _("Category"), _any(offered.categories)),
        ("language", _("Language"), _any(offered.languages)),
        ("standing", _("Standing"), _any([(one.value, one.label) for one in STANDINGS]) if sees_all else []),
        ("kind", _("Kind"), _any(offered.kinds)),
        ("tag", _("Tag"), _any(offered.tags)),
        ("network", _("Network"), _any(offered.networks)),
        ("naming", _("Named"), _any([(one.value, one.label) for one in Naming]) if sees_all else []),
    ]
    return [List(name, told, getattr(filters, name), choices) for name, told, choices in anything if len(choices) > 1]


def _any(pairs: Sequence[Choice]) -> list[Choice]:
    return [("", _("Any")), *pairs] if pairs else []


def asked(filters: Filters, offered: Sequence[List]) -> list[str]:
    """Return what is asked for, in words."""
    sought = [_("“%(words)s”") % {"words": filters.q}] if filters.q else []
    chosen = [one.chosen for one in offered if one.value]
    return [*sought, *chosen, *([words.question(Question(filters.question))] if filters.question else [])]


def _flat(choices: Iterable[Any]) -> Iterator[Choice]:
    for value, told in choices:
        if isinstance(told, list | tuple):
            yield from told
        else:
            yield value, told
