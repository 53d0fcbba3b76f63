"""The outbox as its readers see it: how it stands in a sentence, and the questions that one may ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from commoncall.design.frames import Link
from commoncall.kernel.outbox import queries
from commoncall.web.moments import numeral

SIZE = 25

#: The ready-made questions, in the order of their urgency.
_QUESTIONS = {
    "failed": gettext_lazy("Could not be sent"),
    "waiting": gettext_lazy("Waiting to leave"),
    "held": gettext_lazy("Held back: silence was asked for"),
    "demo": gettext_lazy("Never sent: the address is made up"),
    "sent": gettext_lazy("Sent"),
    "expired": gettext_lazy("No longer of use"),
}

#: What kind of sign stands beside a state (see the component ``status``).
SIGNS = {"sent": "good", "waiting": "warn", "failed": "stop", "held": "quiet", "demo": "quiet", "expired": "quiet"}


@dataclass(frozen=True)
class Row:
    """A message with the sign of its state."""

    line: queries.Line
    sign: str


@dataclass(frozen=True)
class Page:
    """Where one is in the outbox."""

    rows: list[Row]
    first: int
    last: int
    total: int
    previous: str
    next: str


def outbox(request: HttpRequest) -> dict[str, Any]:
    """Return what the page of the outbox shows, in three queries."""
    visible = queries.visible_to(request.actor)  # type: ignore[attr-defined]
    counts = queries.counts(visible)
    state = request.GET.get("state", "")
    chosen = visible.filter(state=state) if state in _QUESTIONS else visible
    paginator = Paginator(chosen, SIZE)
    # How many there are is known already.
    paginator.count = counts.get(state, 0) if state in _QUESTIONS else sum(counts.values())
    page = paginator.get_page(request.GET.get("page"))
    rows = [Row(line := queries.told(message), SIGNS[line.state]) for message in page]
    return {"page": _page(page, rows, state), "questions": _questions(counts, state), "lede": _lede(counts), "is_set_up": queries.is_set_up()}


def _page(page: Any, rows: list[Row], state: str) -> Page:
    question = f"state={state}&" if state in _QUESTIONS else ""
    return Page(
        rows=rows,
        first=page.start_index(),
        last=page.end_index(),
        total=page.paginator.count,
        previous=f"?{question}page={page.previous_page_number()}" if page.has_previous() else "",
        next=f"?{question}page={page.next_page_number()}" if page.has_next() else "",
    )


def _questions(counts: Mapping[str, int], state: str) -> list[Link]:
    """Return the questions whose answer is not empty, each with the number that it answers."""
    asked = [Link(_numbered(words, counts[code]), f"?state={code}", code == state) for code, words in _QUESTIONS.items() if counts.get(code)]
    everything = Link(_numbered(pgettext("messages", "All"), sum(counts.values())), "?", state not in _QUESTIONS)
    return [everything, *asked] if len(asked) > 1 else []


def _numbered(words: object, number: int) -> str:
    return _("%(question)s (%(n)s)") % {"question": words, "n": numeral(number)}


def _lede(counts: Mapping[str, int]) -> str:
    """Return how the outbox stands, what needs somebody first."""
    failed, waiting, sent = (counts.get(state, 0) for state in ("failed", "waiting", "sent"))
    sentences = []
    if failed:
        sentences.append(ngettext("%(n)s mail could not be sent.", "%(n)s mails could not be sent.", failed) % {"n": numeral(failed)})
    if waiting:
        sentences.append(ngettext("%(n)s mail waits to leave.", "%(n)s mails wait to leave.", waiting) % {"n": numeral(waiting)})
    if sent:
        sentences.append(ngettext("%(n)s mail has left.", "%(n)s mails have left.", sent) % {"n": numeral(sent)})
    if sentences or any(counts.values()):
        return " ".join(sentences)
    return _("Nothing has been written to anybody yet.")
