"""What can be done by whoever wants to stand with a coalition now: endorse, apply, or wait until that is open again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from commoncall.kernel import languages
from commoncall.membership.queries import admission
from commoncall.web.arrangements.sentences import ADMITTED_BY
from commoncall.web.site.endorsers import HEADINGS

if TYPE_CHECKING:
    from commoncall.kernel.parties.rules import Arrangements
    from commoncall.web.site.whole import Site


@dataclass(frozen=True)
class Opening:
    """What is open. Each address is empty while that is not; ``until`` and ``next_at`` are of applications."""

    endorse: str
    apply: str
    endorsers: Sequence[str] = ()
    until: datetime | None = None
    next_at: datetime | None = None

    @property
    def changes_at(self) -> tuple[datetime | None, ...]:
        """When something of it opens or closes by itself."""
        return self.until, self.next_at


def opening_of(site: Site) -> Opening:
    """Return what can be done now. An individual who may only apply, and a company that may only endorse, each find their way."""
    taken = admission.opening(site.coalition)
    kinds = site.call.open_to if site.call else ()
    return Opening(
        endorse=site.places.form("endorse") if kinds else "",
        # Outside the times for handing in, a draft can be filled in already.
        apply=site.places.form("apply") if taken.is_open or taken.next_at else "",
        endorsers=[str(HEADINGS[code]) for code in HEADINGS if code in kinds],
        until=taken.until,
        next_at=None if taken.is_open else taken.next_at,
    )


def words_for(site: Site, arrangements: Arrangements) -> dict[str, Any]:
    """Return who decides, the conditions, and what both sides promise, for the page that says how one joins."""
    said = admission.admission(site.coalition)
    return {
        "introduction": languages.pick(said.introduction),
        "member_promises": _lines(languages.pick(said.member_promises)),
        "coalition_promises": _lines(languages.pick(said.coalition_promises)),
        "joining": site.articles["joining"].sentence,
        "decides": str(ADMITTED_BY[arrangements.admitted_by]) % dict(site.called),
        "conditions": site.articles["admission"].points,
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
