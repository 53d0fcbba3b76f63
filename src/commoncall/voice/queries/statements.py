"""Reading statements: who may know of which, what can be published, and who stands under one at this reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from commoncall.decisions.models import Decision
from commoncall.decisions.queries import answers
from commoncall.decisions.rules.rule import Dissociation, Rule
from commoncall.drafting.models import Version
from commoncall.kernel.authority import Actor
from commoncall.kernel.labels import readable_by
from commoncall.kernel.parties import naming
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.kernel.parties.naming import Listing
from commoncall.kernel.refusals import NotVisible
from commoncall.voice.models import Statement
from commoncall.voice.queries.eligible import STATED, speak_as_one

_RELATED = ("coalition", "version__text", "decision", "published_by")


def visible_to(actor: Actor) -> QuerySet[Statement]:
    """Return the statements of which the actor may know, the latest first; retracted ones too.

    What the public reads everybody inside reads; what is for those inside alone is read as the label of its text says.
    """
    statements = Statement.objects.select_related(*_RELATED).order_by("-published_at", "-number")
    if actor.coalition_id is None or not actor.is_inside:
        return statements.none()
    statements = statements.filter(coalition_id=actor.coalition_id)
    if actor.is_coordinator:
        return statements
    return statements.filter(Q(is_public=True) | Q(version__text__label__in=readable_by(actor)))


def one(actor: Actor, identifier: UUID | None) -> Statement:
    """Return a statement. Raises ``NotVisible`` where the actor may not know of it."""
    found = visible_to(actor).filter(pk=identifier).first()
    if found is None:
        raise NotVisible(_("There is no such statement here."))
    return found


def publishable(actor: Actor) -> list[Decision]:
    """Return the decisions that adopted words which can now be published in the coalition's name, the latest first; for coordinators."""
    if actor.coalition_id is None or not actor.is_coordinator:
        return []
    coalition = Coalition.objects.get(pk=actor.coalition_id)
    return list(adopted(coalition)) if speak_as_one(coalition) else []


def adopted(coalition: Coalition | None = None) -> QuerySet[Decision]:
    """Return the decisions, in one coalition or in all, that adopted a statement or a policy paper which stands and is not published yet."""
    decided = Decision.objects.filter(state=Decision.State.ADOPTED, version__text__kind__in=STATED, version__text__closed_at=None)
    standing = decided.filter(version__state__in=[Version.State.LOCKED, Version.State.PUBLISHED])
    here = standing.filter(coalition=coalition) if coalition is not None else standing
    there = here.filter(~Exists(Statement.objects.filter(version=OuterRef("version"))))
    return there.select_related("coalition", "version__text").order_by("-closed_at", "-number")


def lists_by_rule(decision: Decision) -> bool:
    """Tell whether the rule by which something was adopted wants all members listed under it."""
    return Rule.of(decision.rule).lists_all


@dataclass(frozen=True)
class Under:
    """Who stands under a statement for a reader, and of whom a note says that it dissociated itself."""

    members: Listing[Organisation]
    dissociated: Listing[Organisation]


def listing(statement: Statement, audience: Actor | None = None) -> Listing[Organisation]:
    """Return the members under a statement that lists them, minus those that dissociated themselves, as a reader may know of them.

    Without a reader: as the public may.
    """
    return under(statement, audience).members


def under(statement: Statement, audience: Actor | None = None) -> Under:
    """Return who stands under a statement now, and whom its note names, as a reader may know of them; without one, the public. Four queries.

    How a dissociation shows says the rule of the decision: the list goes without its organisation, and a note may name it; or only the
    register says so, and the list stays.
    """
    apart = {one.organisation_id: one.organisation for one in answers.standing_apart(statement.decision)}
    shows = Rule.of(statement.decision.rule).dissociation
    missing = apart if shows in {Dissociation.UNLISTED, Dissociation.NOTED} else {}
    listed = Organisation.objects.filter(pk__in=statement.listed.values("organisation")) if statement.lists_members else Organisation.objects.none()
    members = [one for one in listed if one.pk not in missing]
    noted = list(apart.values()) if shows is Dissociation.NOTED else []
    if audience is None:
        return Under(*naming.listed_together([members, noted]))
    known = set(parties.organisations_visible_to(audience).values_list("pk", flat=True))
    return Under(*_as_known([members, noted], known))


def _as_known(groups: Iterable[Iterable[Organisation]], known: set[UUID]) -> list[Listing[Organisation]]:
    """Return lists for one reader inside. Those of whom it may not know are counted as in public: none below three, nor told by a difference."""
    kept = [list(group) for group in groups]
    hidden = [frozenset(one.pk for one in group if one.pk not in known) for group in kept]
    told = naming.counted_together(hidden)
    return [
        Listing(tuple(sorted((one for one in group if one.pk in known), key=_order)), len(unnamed) if may else 0)
        for group, unnamed, may in zip(kept, hidden, told, strict=True)
    ]


def _order(organisation: Organisation) -> tuple[str, UUID]:
    return organisation.searchable or organisation.name.casefold(), organisation.pk
