"""The days ahead, as rows of the day sheet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commoncall.kernel.authority import Actor
from commoncall.procedures import agenda
from commoncall.procedures.agenda import Ahead, What
from commoncall.web import moments
from commoncall.web.moments import Due

TITLES = {
    What.REAFFIRMING_ENDS: _("The time to re-affirm the %(call)s ends"),
    What.CONSULTATION_ENDS: _("The consultation on %(name)s ends"),
    What.DECISION_DUE: _("The decision on %(name)s is due"),
    What.WINDOW_OPENS: _("Applications can be handed in from now on"),
    What.WINDOW_CLOSES: _("The time for applications ends"),
    What.ANSWER_DUE: _("%(name)s may answer in writing until then"),
    What.HEARING: _("%(name)s is heard"),
    What.ASSEMBLY: _("An assembly hears the suspension of %(name)s"),
    What.AMENDMENTS_CLOSE: _("Amendments to “%(name)s” are over"),
    What.DECISION_OPENS: _("“%(name)s” is put to a decision"),
    What.DECISION_CLOSES: _("The time to decide on “%(name)s” ends"),
    What.LETTER_CLOSES: _("The time to sign “%(name)s” ends"),
    What.FIRST_BATCH: _("The first signatures under “%(name)s” are gathered for delivery"),
    What.DORMANT: _("%(name)s becomes dormant unless it is heard of"),
}
#: On which page each is told, and whether its address names what it is about.
PAGES = {
    What.REAFFIRMING_ENDS: ("texts", False),
    What.CONSULTATION_ENDS: ("application", True),
    What.DECISION_DUE: ("application", True),
    What.WINDOW_OPENS: ("admission", False),
    What.WINDOW_CLOSES: ("admission", False),
    What.ANSWER_DUE: ("procedure", True),
    What.HEARING: ("procedure", True),
    What.ASSEMBLY: ("procedure", True),
    What.AMENDMENTS_CLOSE: ("draft-version", True),
    What.DECISION_OPENS: ("decision", True),
    What.DECISION_CLOSES: ("decision", True),
    What.LETTER_CLOSES: ("letter", True),
    What.FIRST_BATCH: ("letter", True),
    What.DORMANT: ("member", True),
}


@dataclass(frozen=True)
class Coming:
    """One thing that lies ahead as a row."""

    title: str
    address: str
    due: Due


def coming(actor: Actor, slug: str, call: str, now: datetime, asked: Collection[UUID | None] = ()) -> list[Coming]:
    """Return what lies ahead as rows, the next first; without what is asked of the reader with the same instant, which stands there."""
    return [_coming(one, slug, call, now) for one in agenda.ahead(actor, now) if one.about not in asked]


def _coming(one: Ahead, slug: str, call: str, now: datetime) -> Coming:
    name, is_about = PAGES[one.what]
    address = reverse(name, args=[slug, one.about] if is_about else [slug])
    return Coming(str(TITLES[one.what]) % {"name": one.name, "call": call}, address, moments.due(one.at, now, any_time=one.any_time))
