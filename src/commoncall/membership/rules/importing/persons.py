"""Find out who the people of an import are: the same in several rows, known already, or new."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from commoncall.kernel.text.names import normalise, plain_words
from commoncall.membership.rules.importing.drafts import Draft, PersonDraft
from commoncall.membership.rules.importing.groups import Group
from commoncall.membership.rules.importing.shapes import Change, KnownOrganisation, KnownPerson, Mode, PersonPlan, Value

_SCALARS = ("name", "phone", "function", "language")


@dataclass
class _Seen:
    """A person of the file so far: who they are, and for which organisations."""

    key: str
    name: str
    known: KnownPerson | None = None
    groups: set[int] = field(default_factory=set)


class People:
    """The people of one import. One address belongs to one person; names count within one organisation alone."""

    def __init__(self, existing: Iterable[KnownOrganisation], mode: Mode) -> None:
        self._mode = mode
        self._known: dict[str, KnownPerson] = {}
        for organisation in existing:
            for person in organisation.people:
                for email in person.emails:
                    self._known.setdefault(email.lower(), person)
        self._by_email: dict[str, _Seen] = {}
        self._by_name: dict[tuple[int, str], _Seen] = {}

    def plan(self, group: Group, draft: Draft) -> list[PersonPlan]:
        """What a row adds to or changes in the people of its organisation; what it only repeats is left out."""
        planned = (self._plan_one(group, draft, person) for person in draft.people)
        return [person for person in planned if person is not None]

    def _plan_one(self, group: Group, draft: Draft, person: PersonDraft) -> PersonPlan | None:
        self._free_of_others(person, draft)
        seen = self._seen(group, draft, person)
        here = group.leader.number
        is_known_here = seen.known is not None and _is_of(seen.known, group.existing)
        is_again = here in seen.groups
        seen.groups.add(here)
        values = _values(person)
        changed = self._changes(seen.known, values) if seen.known else ()
        if is_again and not changed:
            return None
        is_new_here = not is_known_here and not is_again
        return PersonPlan(seen.key, seen.known.id if seen.known else "", values, is_new_here, changed)

    def _free_of_others(self, person: PersonDraft, draft: Draft) -> None:
        """Take away addresses that belong to somebody with quite another name: such an address is shared."""
        kept: list[str] = []
        for email in person.emails:
            owner = self._owner_name(email)
            if owner and person.name and not _may_be_one(owner, person.name):
                draft.note("address_of_another", text=email, person=owner, name=person.name)
            else:
                kept.append(email)
        person.emails = tuple(kept)

    def _owner_name(self, email: str) -> str:
        seen = self._by_email.get(email)
        known = self._known.get(email)
        return seen.name if seen else known.name if known else ""

    def _seen(self, group: Group, draft: Draft, person: PersonDraft) -> _Seen:
        """The person as met before by an address, or by the name within the organisation; else met now."""
        place = (group.leader.number, normalise(person.name))
        found = next((self._by_email[email] for email in person.emails if email in self._by_email), None)
        if found is None and person.name:
            found = self._by_name.get(place)
        if found is None:
            known = self._known_person(group, person)
            key = known.id if known else person.emails[0] if person.emails else f"{draft.number}:{place[1]}"
            found = _Seen(key, person.name or (known.name if known else ""), known)
        for email in person.emails:
            self._by_email.setdefault(email, found)
        if person.name:
            self._by_name.setdefault(place, found)
            found.name = found.name or person.name
        return found

    def _known_person(self, group: Group, person: PersonDraft) -> KnownPerson | None:
        by_email = next((self._known[email] for email in person.emails if email in self._known), None)
        if by_email or not person.name or group.existing is None:
            return by_email
        wanted = normalise(person.name)
        return next((each for each in group.existing.people if normalise(each.name) == wanted), None)

    def _changes(self, known: KnownPerson, values: dict[str, Value]) -> tuple[Change, ...]:
        """What the file changes in a person who is known: empty fields, and in update all that differ."""
        found: list[Change] = []
        for key in _SCALARS:
            old, new = getattr(known, key), values.get(key, "")
            if new and new != old and (not old or self._mode is Mode.UPDATE):
                found.append(Change(key, old, new, known.name))
        have = {email.lower() for email in known.emails}
        more = [email for email in values.get("emails", ()) if email not in have]
        if more and (not have or self._mode is Mode.UPDATE):
            found.append(Change("emails", list(known.emails), [*known.emails, *more], known.name))
        return tuple(found)


def _values(person: PersonDraft) -> dict[str, Value]:
    values: dict[str, Value] = {key: getattr(person, key) for key in _SCALARS}
    return {key: value for key, value in (values | {"emails": list(person.emails)}).items() if value}


def _is_of(person: KnownPerson, organisation: KnownOrganisation | None) -> bool:
    return organisation is not None and any(each.id == person.id for each in organisation.people)


def _may_be_one(one: str, other: str) -> bool:
    """Whether two names of people share a word or an initial and so may be one person's."""
    first, second = set(plain_words(one)), set(plain_words(other))
    return not first or not second or bool(first & second) or {w[0] for w in first} == {w[0] for w in second}
