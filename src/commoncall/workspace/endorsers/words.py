"""How the list of endorsers is told: in numbers, states and hints."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commoncall.call.actions.endorsers import STATES
from commoncall.call.queries.choices import ENDORSER_KINDS
from commoncall.call.queries.endorsers import Counts, Question, State
from commoncall.kernel.refusals import Words
from commoncall.web.lists import joined
from commoncall.web.moments import numeral
from commoncall.web.site.endorsers import COUNTED

#: How mail address and website go together, as a coordinator reads it.
HINTS: dict[str, Words] = {
    "same": gettext_lazy("The mail address is of the same domain as the website."),
    "other": gettext_lazy("The mail address is of another domain than the website. That can be right: ask, if it matters."),
    "shared": gettext_lazy("The mail address is of a service that many share, and says nothing of whose it is."),
}

_COUNTED: dict[str, Words] = {str(kind): words for kind, words in COUNTED.items()}

#: The sign beside each state.
SIGNS = {State.STANDS: "good", State.NOT_YET: "warn", State.UNCONFIRMED: "quiet", State.WITHDRAWN: "quiet", State.REMOVED: "stop"}


def how_it_stands(counts: Counts) -> str:
    """Return who endorses from outside, by kind, in one sentence."""
    return _by_kind(counts.kinds) or _("Nobody from outside endorses yet.")


def _by_kind(kinds: Mapping[str, int]) -> str:
    parts = [_COUNTED[kind] % {"n": numeral(number), "count": number} for kind, number in kinds.items()]
    return _("From outside endorse %(endorsers)s.") % {"endorsers": joined(parts)} if parts else ""


def found(number: int) -> str:
    """Return how many there are."""
    return ngettext("%(n)s endorser", "%(n)s endorsers", number) % {"n": numeral(number)}


def asked(question: Question) -> str:
    """Return what a question asks for, in words."""
    parts = [_("“%(words)s”") % {"words": question.q}] if question.q else []
    parts += [str(ENDORSER_KINDS[question.kind])] if question.kind else []
    parts += [str(STATES[question.state])] if question.state else []
    return joined(parts)


def beyond(number: int) -> str:
    """Return how many more are named than stand in a list."""
    return ngettext("and %(n)s more", "and %(n)s more", number) % {"n": numeral(number)} if number else ""


def unnamed(number: int) -> str:
    """Return how many chose not to be named."""
    words = ngettext("%(n)s other chose only to be counted.", "%(n)s others chose only to be counted.", number)
    return words % {"n": numeral(number)} if number else ""
