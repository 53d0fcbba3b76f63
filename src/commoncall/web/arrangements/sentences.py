"""How a coalition works, as sentences that say what was chosen: for its room, its public page, and before it is set up.

The coalition's own words stand in them (the *board* is elected, one accepts the *pledge*). Other languages may set them
apart, where gender or case would otherwise be wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.kernel import languages
from commoncall.kernel.parties.rules import WORDS, Arrangements, Criterion
from commoncall.web.arrangements.choices import CRITERIA
from commoncall.web.lists import joined
from commoncall.web.words import USUAL, Words


@dataclass(frozen=True)
class Article:
    """One sentence of how the coalition works: the question that it answers, and points under it where there are some."""

    question: str
    sentence: str
    points: tuple[str, ...] = ()


KIND = {
    "network": gettext_lazy("%(name)s is a loose network: its organisations hold values in common and keep each other informed."),
    "coalition": gettext_lazy("%(name)s is a coordinated coalition: its organisations agree on aims and tactics and act together."),
    "campaign": gettext_lazy("%(name)s is a public campaign: its organisations act together and call on the public to take part."),
}
VOICE = {
    "one": gettext_lazy("It speaks with one voice, once a text has been decided."),
    "each": gettext_lazy("Each organisation speaks with its own voice. Nothing goes out in the name of all."),
}
JOINING = {
    "call": gettext_lazy("An organisation joins by endorsing the %(call)s."),
    "charter": gettext_lazy("An organisation joins by endorsing the %(call)s and accepting the %(charter)s."),
}
ADMITTED_BY = {
    "coordinators": gettext_lazy("The coordinators admit organisations."),
    "committee": gettext_lazy("The %(committee)s admits organisations."),
    "members": gettext_lazy("All organisations admit a new one, in writing: each is asked and has time to object."),
    "assembly": gettext_lazy("All organisations admit a new one, by a vote when they meet."),
}
LEADERS = {
    "elected": gettext_lazy("The %(committee)s is elected by the organisations."),
    "appointed": gettext_lazy("The %(committee)s is appointed."),
    "self_chosen": gettext_lazy("The %(committee)s is formed by those who do the work."),
    "ex_officio": gettext_lazy("The %(committee)s is made of those who hold certain offices."),
    "one_each": gettext_lazy("The %(committee)s has one seat for each organisation."),
}
STAFF = {
    "seat": gettext_lazy("Staff have a seat on it."),
    "no_vote": gettext_lazy("Staff take part in it without a vote."),
    "outside": gettext_lazy("Staff serve it and do not sit on it."),
}


def articles(arrangements: Arrangements, name: str) -> list[Article]:
    """Return how a coalition of that name works, one article for each question, in the order of the questions."""
    called = Words(arrangements.words)
    parts = {**called, "name": name}
    found = [
        Article("kind", str(KIND[arrangements.kind]) % parts),
        Article("voice", str(VOICE[arrangements.voice])),
        Article("joining", str(JOINING[arrangements.joining]) % parts),
        Article("admission", _admission(arrangements, parts), tuple(map(criterion_sentence, arrangements.criteria))),
        Article("bodies", " ".join((str(LEADERS[arrangements.leaders]) % parts, str(STAFF[arrangements.staff])))),
    ]
    return [*found, Article("words", own_words(called))]


def _admission(arrangements: Arrangements, parts: Mapping[str, str]) -> str:
    who = str(ADMITTED_BY[arrangements.admitted_by]) % parts
    conditions = _("These are the conditions:") if arrangements.criteria else _("There are no other conditions.")
    return f"{who} {conditions}"


def criterion_sentence(criterion: Criterion) -> str:
    """Return a condition of admission as a sentence: ours in the reader's language, the coalition's own as it was written."""
    known = CRITERIA.get(criterion.key)
    return str(known.consequence) if known else languages.pick(criterion.text)


def own_words(called: Words) -> str:
    """Return which words the coalition replaced in the reader's language, in one sentence."""
    replaced = [(str(USUAL[key]), called[key]) for key in WORDS if called[key] != str(USUAL[key])]
    if not replaced:
        return _("It uses the usual words: %(words)s.") % {"words": joined(called.values())}
    return _("It says %(pairs)s.") % {"pairs": joined(_("“%(own)s” for %(usual)s") % {"own": own, "usual": usual} for usual, own in replaced)}
