"""What answers, ways and the other choices of a rule are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commoncall.decisions.history import ladder
from commoncall.decisions.rules.rule import Answer, Division, Way
from commoncall.kernel import languages

if TYPE_CHECKING:
    from commoncall.decisions.models import Rung

#: The rungs that go by the coalition's own word for what they are about.
_CALLED = ("call", "charter")

ANSWERS = {
    Answer.AGREE: pgettext_lazy("what an organisation answers", "Agree"),
    Answer.AGREE_WITH_COMMENTS: pgettext_lazy("what an organisation answers", "Agree, with comments"),
    Answer.ABSTAIN: pgettext_lazy("what an organisation answers", "Abstain"),
    Answer.STAND_ASIDE: pgettext_lazy("what an organisation answers", "Stand aside"),
    Answer.AGAINST: pgettext_lazy("what an organisation answers", "Against"),
    Answer.OBJECT: pgettext_lazy("what an organisation answers", "Object"),
}
_OBJECTING = {
    Way.CONSENSUS: pgettext_lazy("what an organisation answers", "Block"),
    Way.SILENCE: pgettext_lazy("what an organisation answers", "Break silence"),
}

WAYS = {
    Way.VOTE: _("Vote"),
    Way.CONSENSUS: _("Consensus"),
    Way.SILENCE: _("Silence procedure"),
    Way.CONSULTATION: _("Consultation without a vote"),
    Way.POLL: _("Poll of rough consensus"),
}

DIVISIONS = {Division.REGION: _("Region"), Division.COUNTRY: _("Country"), Division.CATEGORY: _("Category of member")}


def answer_words(answer: Answer, way: Way = Way.VOTE) -> str:
    """Return what an answer is called; to object is to block a consensus and to break silence."""
    return str(_OBJECTING.get(way, ANSWERS[answer]) if answer is Answer.OBJECT else ANSWERS[answer])


def rung_words(rung: Rung, called: Mapping[str, str] | None = None) -> str:
    """Return what a rung is called: its own name, else the coalition's word for what it is about, else our words for a ready-made one."""
    if called and rung.code in _CALLED and not languages.pick(rung.names):
        return capfirst(called[rung.code])
    return ladder.rung_words(rung.code, rung.names)
