"""What was corrected of the acts that had been shown, in words: what stood here, what stands here now, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from commoncall.diplomacy.queries.instruments import participant_name
from commoncall.diplomacy.queries.status import corrections
from commoncall.diplomacy.rules.acts import ActKind
from commoncall.web.moments import full_date
from commoncall.web.site.pages import Page
from commoncall.web.treaties.words import kind_words

if TYPE_CHECKING:
    from commoncall.diplomacy.models import Correction
    from commoncall.web.treaties.treaty import Treaty

#: So many of the latest are shown.
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Told:
    """One correction: of which participant, when, what stood there and what stands there now, and why."""

    code: str
    name: str
    at: datetime
    old: str
    new: str
    why: str
    address: str = ""

    @property
    def sentence(self) -> str:
        """The whole of it in a sentence."""
        if not self.old:
            return _("Added: %(new)s.") % {"new": self.new}
        if not self.new:
            return _("Taken out: %(old)s.") % {"old": self.old}
        return _("It said: %(old)s. It says now: %(new)s.") % {"old": self.old, "new": self.new}


def corrections_page(treaty: Treaty) -> Page:
    """Return the page that says what was corrected, the latest first. One query for them."""
    several = [told_of(row, treaty.places.state(row.participant)) for row in corrections([treaty.instrument])[:SHOWN]]
    title = _("%(treaty)s: corrections") % {"treaty": treaty.name}
    description = _("What was corrected here of how the states stand to the treaty, and why.")
    shared = treaty.page(title, description, lambda code: treaty.places.page("corrections", language=code))
    return Page("web/treaties/corrections.html", shared | {"corrections": several})


def told_of(row: Correction, address: str = "") -> Told:
    """Return one correction in words."""
    name = participant_name(row.participant)
    return Told(row.participant, name, row.made_at, act_words(row.old), act_words(row.new), row.why, address)


def act_words(act: Mapping[str, Any] | None) -> str:
    """Return an act as it is kept in a correction, such as ``Accession, 9 April 2013; in effect on 1 October 2013``; nothing of none."""
    if not act:
        return ""
    parts = {"kind": kind_words(ActKind(act["kind"])), "date": _date(act["done_on"])}
    words = _("%(kind)s, %(date)s") % parts
    if act.get("effective_on"):
        words = _("%(act)s, in effect on %(date)s") % {"act": words, "date": _date(act["effective_on"])}
    if act.get("is_revoked"):
        words = _("%(act)s, undone later") % {"act": words}
    return words


def _date(written: str) -> str:
    return full_date(date.fromisoformat(written))
