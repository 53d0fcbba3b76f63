"""The figures of a treaty as plain text, to be pasted into a message or an article: each with the day and the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from commoncall.diplomacy.queries.instruments import participant_name
from commoncall.diplomacy.rules.status import Standing
from commoncall.web.moments import full_date
from commoncall.web.site.places import whole
from commoncall.web.treaties import figures
from commoncall.web.treaties.rows import rows

if TYPE_CHECKING:
    from commoncall.diplomacy.rules.status import Step
    from commoncall.web.treaties.treaty import Treaty


def text_of(treaty: Treaty) -> str:
    """Return the figures of today in sentences, with the day, the source and the address of the page."""
    counted = figures.counted(rows(treaty, treaty.today))
    told = [*figures.sentences(treaty, counted, treaty.today), latest(treaty), figures.entry(treaty, treaty.today)]
    parts = [treaty.name, " ".join(filter(None, told)), source(treaty), whole(treaty.places.treaty())]
    return "\n\n".join(part for part in parts if part)


def latest(treaty: Treaty) -> str:
    """Return who joined last, in a sentence; nothing where nobody did, or where several did on that day."""
    last = _last(treaty)
    if len(last) != 1:
        return ""
    about = {"name": participant_name(last[0].act.participant), "date": full_date(last[0].on)}
    return _("The latest to join was %(name)s, on %(date)s.") % about


def source(treaty: Treaty) -> str:
    """Return where the figures come from, and of which day they are."""
    kept = treaty.source
    if not kept["name"]:
        return kept["words"]
    return _("%(words)s Source: %(source)s") % {"words": kept["words"], "source": kept["name"]}


def _last(treaty: Treaty) -> list[Step]:
    joined = [step for step in treaty.timeline.steps() if step.standing is Standing.PARTY and step.on <= treaty.today]
    return [step for step in joined if step.on == joined[-1].on]
