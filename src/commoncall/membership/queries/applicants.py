"""What applicants read: what a coalition asks of them, their own application by its key, and how far it has come."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from commoncall.kernel import languages, time
from commoncall.kernel.accounts.rules import plain_address
from commoncall.kernel.authority import Actor, Capacity, Proof
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Coalition
from commoncall.membership.models import Admission, Application, Question
from commoncall.membership.queries import admission as arranged
from commoncall.membership.rules.admitting import Way
from commoncall.membership.rules.applying import KEPT_FOR, TOLD_BEFORE, UNDER_WAY, Asked, Filled, Reception, Wanted, promised, reception
from commoncall.membership.rules.profiles import Profile

State = Application.State

#: Where, within what is stored of the profile, lies what was typed and could not be understood.
TYPED = "typed"
#: Among these: another address, which takes the place of the one noted once a link that was mailed there is used.
PROPOSED = "proposed_address"


@dataclass(frozen=True)
class Offer:
    """What a coalition offers to those who want to join: in which categories, with which questions, and when.

    ``ways`` holds the stages of each category that is open.
    """

    coalition: Coalition
    admission: Admission
    ways: Mapping[str, Way] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    reception: Reception = field(default_factory=lambda: Reception(False))

    @property
    def is_taken(self) -> bool:
        """Whether applications are taken at all, now or in some window."""
        return self.admission.is_open and bool(self.ways)

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories in which one can apply, in the order in which they are told."""
        return tuple(self.ways)

    def promises(self, language: str) -> dict[str, Any]:
        """Return what both sides promise, in this language or the nearest in which it is written."""
        kept, fallback = self.admission, self.coalition.language
        told = kept.member_promises or kept.coalition_promises
        code = languages.picked_language(told, language, fallback=fallback)
        member, coalition = (languages.pick(side, code, fallback=fallback) for side in (kept.member_promises, kept.coalition_promises))
        return promised(member, coalition, code)

    def wanted(self, language: str, *, call: UUID | None = None, charter: UUID | None = None) -> Wanted:
        """Return what has to be there before an application can be handed in; the texts' versions in force stand on a floor above."""
        return Wanted(frozenset(self.ways), tuple(_asked(one) for one in self.questions), call, charter, self.promises(language))


def _asked(question: Question) -> Asked:
    return Asked(str(question.pk), question.kind, question.is_required, frozenset(option["key"] for option in question.options))


def offer(coalition: Coalition) -> Offer:
    """Return what a coalition offers to those who want to join now, in four queries."""
    ways = {category.value: way for category, way in arranged.ways(coalition).items() if way.is_open}
    windows = [(window.opens_at, window.closes_at) for window in arranged.windows(coalition)]
    return Offer(coalition, arranged.admission(coalition), ways, tuple(arranged.questions(coalition)), reception(windows, time.now()))


def key_hash(key: str) -> bytes:
    """Return what is kept of the key that opens an application."""
    return hashlib.sha256(key.encode(errors="replace")).digest()


def by_key(coalition: Coalition, key: str) -> Application | None:
    """Return the application that a key opens; whoever holds the key may read it."""
    return Application.objects.filter(coalition=coalition, key_hash=key_hash(key)).select_related("coalition").first()


def by_id(coalition: Coalition, identifier: UUID) -> Application | None:
    """Return an application of a coalition, for whoever has proved otherwise that it is theirs."""
    return Application.objects.filter(coalition=coalition, pk=identifier).select_related("coalition").first()


def actor_of(application: Application) -> Actor:
    """Return whoever holds the key of an application: a visitor with a link, by the name that they gave."""
    coalition = application.coalition
    return Actor(
        capacity=Capacity.VISITOR,
        proof=Proof.LINK,
        coalition_id=coalition.id,
        chain_id=coalition.chain_id,
        person_name=application.contact_name or application.name,
    )


def filled(application: Application) -> Filled:
    """Return what an application says so far."""
    return Filled(
        category=application.category,
        name=application.name,
        profile=Profile.read(application.profile),
        naming=application.naming,
        answers=application.answers,
        contact_name=application.contact_name,
        contact_function=application.contact_function,
        contact_address=application.contact_address,
        head=application.head,
        authority=application.authority,
        call=application.call_version,
        charter=application.charter_version,
        promises=application.promises,
        is_confirmed=application.confirmed_at is not None,
        typed={name: text for name, text in typed(application).items() if name != PROPOSED},
    )


def typed(application: Application) -> dict[str, str]:
    """Return, by field, what was typed and could not be understood."""
    kept: dict[str, str] = application.profile.get(TYPED, {})
    return kept


def of_address(coalition: Coalition, address: str, *, besides: UUID | None = None) -> QuerySet[Application]:
    """Return the applications that are written to at an address, the latest first; for whoever reads that address alone."""
    kept = Application.objects.filter(coalition=coalition, contact_address=plain_address(address))
    return kept.exclude(pk=besides).select_related("coalition").order_by("-started_at")


def under_way_besides(application: Application) -> bool:
    """Tell whether another application that is written to at the same address waits for its outcome, too."""
    others = of_address(application.coalition, application.contact_address, besides=application.pk)
    return application.confirmed_at is not None and others.filter(state__in=UNDER_WAY, confirmed_at__isnull=False).exists()


def to_be_told(now: datetime) -> QuerySet[Application]:
    """Return the drafts that go soon unless somebody goes on with them, and whose writers do not know yet.

    Nobody is written to about a draft in which nothing stands, unless the address is known to be theirs.
    """
    old = Q(state=State.DRAFT, saved_at__lte=now - (KEPT_FOR - TOLD_BEFORE), reminded_at=None)
    begun = ~Q(name="") | ~Q(contact_name="") | Q(confirmed_at__isnull=False)
    return Application.objects.filter(old & begun).exclude(contact_address="").select_related("coalition").order_by("saved_at")


def forgotten(now: datetime) -> QuerySet[Application]:
    """Return the drafts whose time is over, as ``rules.applying.is_forgotten`` has it."""
    told = Q(reminded_at=None) | Q(reminded_at__lte=now - TOLD_BEFORE)
    return Application.objects.filter(told, state=State.DRAFT, saved_at__lte=now - KEPT_FOR).select_related("coalition").order_by("saved_at")


def way_of(application: Application, offered: Offer) -> Way:
    """Return the stages through which an application goes, also where its category has been closed since."""
    way = offered.ways.get(application.category) or arranged.way(application.coalition, application.category)
    return way.keeping_quiet() if application.naming == Naming.COORDINATORS else way


@dataclass(frozen=True)
class Stage:
    """One stage as the applicant is told of it. ``state`` is past, present or future; ``until`` is when it ends at the latest."""

    name: str
    state: str
    at: datetime | None = None
    until: datetime | None = None


def stages(application: Application, way: Way) -> list[Stage]:
    """Return through which stages an application goes, for the applicant: when, and never what anybody said."""
    names = ["received", "checking", *(["consulting"] if _is_consulted(application, way) else []), "deciding", "outcome"]
    here = "outcome" if application.decided_at or application.state == State.WITHDRAWN else application.state
    place = names.index(here) if here in names else 1
    told = {
        "received": (application.submitted_at, None),
        "consulting": (None, application.consultation_ends_at),
        "deciding": (None, application.decision_due_at),
        "outcome": (application.decided_at, None),
    }
    return [Stage(name, _tense(index, place, name), *told.get(name, (None, None))) for index, name in enumerate(names)]


def _is_consulted(application: Application, way: Way) -> bool:
    return application.state == State.CONSULTING or application.consultation_ends_at is not None or way.consults != "nobody"


def _tense(index: int, place: int, name: str) -> str:
    if index < place or (index == place and name == "outcome"):
        return "past"
    return "present" if index == place else "future"
