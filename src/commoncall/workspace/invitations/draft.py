"""The choice so far, kept in the session of whoever invites until it is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet
from django.http import HttpRequest

from commoncall.kernel.authority import Actor
from commoncall.procedures import invitations

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Person

KEY = "inviting"

#: Groups that are chosen as a whole: whoever belongs to one when it is sent.
GROUPS = {"new": invitations.not_invited, "waiting": invitations.still_outside}


@dataclass(frozen=True)
class Draft:
    """Who is chosen (a group, or people one by one), and the words in each language."""

    group: str = ""
    people: Sequence[str] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, session: SessionBase, coalition: str) -> Self:
        """Return the draft that a session holds for a coalition, or an empty one."""
        return cls(**session.get(KEY, {}).get(coalition, {}))

    def keep(self, session: SessionBase, coalition: str) -> None:
        """Keep the draft in a session."""
        kept = {"group": self.group, "people": list(self.people), "texts": dict(self.texts)}
        session[KEY] = {**session.get(KEY, {}), coalition: kept}

    @staticmethod
    def forget(session: SessionBase, coalition: str) -> None:
        """Take the draft out of a session, once it is sent."""
        session[KEY] = {slug: kept for slug, kept in session.get(KEY, {}).items() if slug != coalition}

    def chosen(self, actor: Actor) -> QuerySet[Person]:
        """Return the people who are chosen, as far as they still can be invited."""
        if self.group in GROUPS:
            return GROUPS[self.group](actor)
        return invitations.outside(actor).filter(pk__in=self.people)


def plan_of(request: HttpRequest, draft: Draft) -> invitations.Plan:
    """Return whom the draft would reach."""
    return invitations.plan(request.standing.coalition, draft.chosen(request.actor))  # type: ignore[attr-defined]


def ticked(request: HttpRequest) -> list[str]:
    """Return the people whose boxes are ticked; what is no identifier is left out."""
    return [str(UUID(one)) for one in request.POST.getlist("people") if _is_identifier(one)]


def _is_identifier(word: str) -> bool:
    try:
        UUID(word)
    except ValueError:
        return False
    return True
