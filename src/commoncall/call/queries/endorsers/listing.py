"""The list of endorsers from outside as those inside read it: coordinators all, the others whoever is named in public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Collate
from django.utils.translation import gettext as _

from commoncall.call.models import Endorsement, Endorser, EndorserKind, Version
from commoncall.call.queries import texts
from commoncall.call.queries.endorsers.standing import CALL, State, standing_ones
from commoncall.kernel.authority import Actor
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import NotVisible
from commoncall.kernel.text.folding import words_to_find
from commoncall.membership.rules.importing.addresses import email_domain, website_domain

#: How many stand on one page.
PAGE = 50


@dataclass(frozen=True)
class Question:
    """What is looked for: words in the name, the affiliation or the address; a kind; where they stand."""

    q: str = ""
    kind: str = ""
    state: str = ""

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Self:
        """Return the question in an address; what makes no sense there is not asked."""
        kind, state = str(values.get("kind", "")), str(values.get("state", ""))
        words = str(values.get("q", "")).replace("\x00", "").strip()[:200]
        return cls(words, kind if kind in EndorserKind.values else "", state if state in set(State) else "")

    def as_query(self) -> str:
        """Return the question as it stands in an address."""
        return urlencode({one.name: value for one in fields(self) if (value := getattr(self, one.name))})

    @property
    def is_asked(self) -> bool:
        """Whether anything is asked at all."""
        return any(getattr(self, one.name) for one in fields(self))


def visible_to(actor: Actor) -> QuerySet[Endorser]:
    """Return the endorsers of whom ``actor`` may know: a coordinator all, others inside those who stand and are named in public."""
    if actor.coalition_id is None or not actor.is_inside:
        return Endorser.objects.none()
    endorsers = Endorser.objects.filter(coalition_id=actor.coalition_id).select_related("country", "entered_by", "coalition")
    if actor.is_coordinator:
        return endorsers
    return endorsers.filter(Exists(standing_ones()), removed_at=None, confirmed_at__isnull=False, naming=Naming.PUBLIC)


def found(actor: Actor, endorser_id: UUID | None) -> Endorser:
    """Return an endorser of whom the actor may know; raise ``NotVisible`` where there is none."""
    endorser = with_states(visible_to(actor), _alike(actor.coalition_id)).filter(pk=endorser_id).first()
    if endorser is None:
        raise NotVisible(_("There is no such endorser here."))
    return endorser


def _alike(coalition_id: UUID | None) -> list[UUID]:
    version = Version.objects.filter(coalition_id=coalition_id, text__kind=CALL, state=Version.State.ADOPTED).first()
    return [one.pk for one in texts.alike(version)] if version else []


def with_states(endorsers: QuerySet[Endorser], alike: list[UUID]) -> QuerySet[Endorser]:
    """Return endorsers with ``stands_as`` (a ``State``) and ``endorsed_at``, when they last endorsed."""
    last = Endorsement.objects.filter(endorser=OuterRef("pk")).order_by("-endorsed_at", "-id")
    state = Case(
        When(removed_at__isnull=False, then=Value(State.REMOVED.value)),
        When(confirmed_at=None, then=Value(State.UNCONFIRMED.value)),
        When(Exists(standing_ones(version__in=alike)), then=Value(State.STANDS.value)),
        When(Exists(standing_ones()), then=Value(State.NOT_YET.value)),
        default=Value(State.WITHDRAWN.value),
        output_field=CharField(),
    )
    return endorsers.annotate(stands_as=state, endorsed_at=Subquery(last.values("endorsed_at")[:1]), came=Subquery(last.values("came")[:1]))


def asking(question: Question, endorsers: QuerySet[Endorser], alike: list[UUID]) -> QuerySet[Endorser]:
    """Return those of some endorsers that a question finds. Whoever was taken out is found only by asking for that."""
    endorsers = endorsers.filter(removed_at__isnull=question.state != State.REMOVED)
    if question.kind:
        endorsers = endorsers.filter(kind=question.kind)
    return _in_state(question.state, _called(question.q, endorsers), alike)


def _in_state(state: str, endorsers: QuerySet[Endorser], alike: list[UUID]) -> QuerySet[Endorser]:
    now, ever = Exists(standing_ones(version__in=alike)), Exists(standing_ones())
    if state == State.UNCONFIRMED:
        return endorsers.filter(confirmed_at=None)
    confirmed = endorsers.filter(confirmed_at__isnull=False)
    return {
        State.STANDS.value: confirmed.filter(now),
        State.NOT_YET.value: confirmed.filter(ever).exclude(now),
        State.WITHDRAWN.value: confirmed.exclude(ever),
    }.get(state, endorsers)


def _called(words: str, endorsers: QuerySet[Endorser]) -> QuerySet[Endorser]:
    if not words:
        return endorsers
    if "@" in words:
        return endorsers.filter(address__contains=words.lower())
    looked_for = words_to_find(words)
    if not looked_for:
        return endorsers.none()
    for word in looked_for:
        endorsers = endorsers.filter(Q(searchable__contains=word) | Q(affiliation__icontains=word) | Q(website__contains=word))
    return endorsers


def chosen(actor: Actor, question: Question) -> QuerySet[Endorser]:
    """Return all that a question finds among those of whom the actor may know, by name, each with where it stands."""
    alike = _alike(actor.coalition_id)
    endorsers = asking(question, visible_to(actor), alike)
    return with_states(endorsers, alike).order_by(Collate("searchable", "C"), "id")


@dataclass(frozen=True)
class Row:
    """One endorser as a list shows it. ``hint`` tells a coordinator how mail and website go together, and judges nothing."""

    endorser: Endorser
    state: State
    endorsed_at: datetime | None
    hint: str

    @classmethod
    def of(cls, endorser: Endorser) -> Self:
        """Return the row of an endorser that was read with its state."""
        return cls(endorser, State(endorser.stands_as), endorser.endorsed_at, domain_hint(endorser))  # type: ignore[attr-defined]


def domain_hint(endorser: Endorser) -> str:
    """Return how the mail address and the website of a body go together: ``same``, ``other``, ``shared``; nothing for people."""
    if endorser.kind in {EndorserKind.EXPERT, EndorserKind.INDIVIDUAL, EndorserKind.PARLIAMENTARIAN} or not endorser.address:
        return ""
    mail, site = email_domain(endorser.address), website_domain(endorser.website) if endorser.website else ""
    if not mail:
        return "shared"
    if not site:
        return ""
    return "same" if mail == site or mail.endswith(f".{site}") or site.endswith(f".{mail}") else "other"


@dataclass(frozen=True)
class Page:
    """One page of the list: its rows, which they are of how many, and the pages beside it."""

    rows: tuple[Row, ...]
    total: int
    first: int
    last: int
    previous: int
    next: int


def page(actor: Actor, question: Question, number: int = 1) -> Page:
    """Return one page of what a question finds; a number beyond the last page gives the last. A constant number of queries."""
    total = asking(question, visible_to(actor), _alike(actor.coalition_id)).order_by().count()
    pages = max(1, -(-total // PAGE))
    here = min(max(number, 1), pages)
    start = (here - 1) * PAGE
    rows = tuple(Row.of(one) for one in chosen(actor, question)[start : start + PAGE])
    return Page(rows, total, start + 1 if rows else 0, start + len(rows), here - 1, here + 1 if here < pages else 0)


@dataclass(frozen=True)
class Counts:
    """How the list stands: by kind who endorses now, and in each state how many."""

    kinds: dict[str, int]
    states: dict[str, int]

    @property
    def standing(self) -> int:
        """How many endorse, behind the version in force or an earlier one."""
        return self.states.get(State.STANDS, 0) + self.states.get(State.NOT_YET, 0)


def counts(coalition: Coalition) -> Counts:
    """Return how the list of a coalition stands, for its coordinators."""
    everyone = with_states(Endorser.objects.filter(coalition=coalition), _alike(coalition.pk)).order_by()
    kinds: dict[str, int] = {}
    states: dict[str, int] = {}
    for row in everyone.values("kind", "stands_as").annotate(number=Count("pk")).order_by():
        states[row["stands_as"]] = states.get(row["stands_as"], 0) + row["number"]
        if row["stands_as"] in {State.STANDS, State.NOT_YET}:
            kinds[row["kind"]] = kinds.get(row["kind"], 0) + row["number"]
    return Counts({kind: kinds[kind] for kind in EndorserKind.values if kind in kinds}, states)
