"""How a coalition decides, rung by rung, for everybody who wants to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from commoncall.decisions import sentences
from commoncall.decisions.queries import ladder as read
from commoncall.decisions.rules.rule import Channel
from commoncall.web.decisions import words
from commoncall.web.decisions.lengths import length
from commoncall.web.site.pages import Page

if TYPE_CHECKING:
    from commoncall.decisions.models import Rung
    from commoncall.web.site.whole import Site


@dataclass(frozen=True)
class Step:
    """A rung in words: what it is for, who decides, how, by which rule, and by which at meetings where that is another one."""

    code: str
    title: str
    who: str
    way: str
    time: str
    rule: tuple[str, ...]
    details: tuple[str, ...]
    meeting: tuple[str, ...]


def ladder_page(site: Site) -> Page | None:
    """Return how a coalition decides; nothing unless it wants that to be public. Two queries."""
    if not site.shows_ladder:
        return None
    places = site.decisions
    steps = [_step(one, site) for one in read.ladder(site.coalition)]
    lede = _("The ladder of decisions, from the weightiest to the quickest: who takes each, what suffices, and how long it lasts.")
    here = site.page("ladder", title=_("How we decide"), description=lede, at=lambda code: places.ladder(language=code))
    return Page("web/decisions/ladder.html", here | {"steps": steps, "lede": lede, "register": places.register()})


def _step(rung: Rung, site: Site) -> Step:
    rule, meeting = read.rule_of(rung), read.rule_of(rung, Channel.MEETING)
    return Step(
        code=rung.code,
        title=sentences.rung_words(rung, site.called),
        who=words.who(rung.body, rung.region, site.called),
        way=words.way(rule),
        time=length(rule),
        rule=tuple(sentences.sentences(rule)),
        details=tuple(sentences.details(rule)),
        meeting=(*sentences.sentences(meeting), *sentences.details(meeting)) if rung.meeting_rule else (),
    )
