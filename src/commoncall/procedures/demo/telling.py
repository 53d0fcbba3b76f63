"""Telling a story that is years old: who acts in it, and at which instant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from commoncall.kernel import time
from commoncall.kernel.authority import Actor, Capacity, Proof, Role
from commoncall.kernel.parties.models import Coalition, Mandate, Organisation, Person

#: The day on which the story was written down; whenever it is told, its days are as far back as they were then.
_WRITTEN_ON = date(2026, 11, 22)


@dataclass
class Telling:
    """A story under way: its coalition, who tells it, who coordinates, and the organisations that have come so far, by name."""

    coalition: Coalition
    operator: Actor
    now: datetime = field(default_factory=time.now)
    coordinator: Actor = field(default_factory=Actor)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    _chapters: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)

    def day(self, told: date) -> date:
        """Return the day that a day of the story is now."""
        return told + (self.now.date() - _WRITTEN_ON)

    def at(self, told: str, hour: int = 9, minute: int = 0) -> datetime:
        """Return the instant that an hour of a day of the story is now; never one that is still to come."""
        day = self.day(date.fromisoformat(told))
        return min(datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC), self.now - timedelta(minutes=2))

    def then(self, when: datetime, deed: Callable[[], object]) -> None:
        """Note that something happens at an instant of the story."""
        self._chapters.append((min(when, self.now), len(self._chapters), deed))

    def tell(self) -> None:
        """Let everything that was noted happen, in the order of its instants."""
        for when, _place, deed in sorted(self._chapters, key=lambda chapter: chapter[:2]):
            with time.as_of(when):
                deed()
        self._chapters.clear()

    @contextmanager
    def on(self, told: str, hour: int = 9) -> Iterator[None]:
        """Let what is done within the block happen on a day of the story."""
        with time.as_of(self.at(told, hour)):
            yield

    def speaker(self, name: str) -> Actor:
        """Return whoever has acted for an organisation for the longest time, as somebody who is signed in."""
        mandate = Mandate.objects.filter(organisation=self.organisations[name]).select_related("person", "organisation").order_by("starts_at").first()
        if mandate is None:
            raise LookupError(f"nobody acts for {name}")
        return self._acting(mandate)

    def _acting(self, mandate: Mandate) -> Actor:
        return Actor(
            capacity=Capacity.PERSON,
            proof=Proof.SIGNED_IN,
            coalition_id=self.coalition.pk,
            chain_id=self.coalition.chain_id,
            person_id=mandate.person_id,
            person_name=mandate.person.name,
            organisation_id=mandate.organisation_id,
            organisation_name=mandate.organisation.name if mandate.organisation else "",
            roles=frozenset({Role(mandate.role)}),
            mandate_id=mandate.pk,
        )

    def person(self, name: str) -> Person:
        """Return somebody of the coalition by name."""
        return Person.objects.get(coalition=self.coalition, name=name)
