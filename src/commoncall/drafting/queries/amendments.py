"""Reading amendments: what was proposed to a version, by whom as far as one may know, what collides, what is still to be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from commoncall.drafting import kinds
from commoncall.drafting.models import Amendment, Comment, Version
from commoncall.drafting.queries import texts
from commoncall.drafting.queries.groups import sits_in
from commoncall.drafting.rules import amending, brackets, paragraphs
from commoncall.drafting.rules.collisions import Collision, Place, Proposed
from commoncall.drafting.rules.collisions import collisions as found_collisions
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import NotVisible

Treatment = Amendment.Treatment
Reply = Amendment.Reply

Said = TypeVar("Said", Amendment, Comment)


def visible_to(actor: Actor) -> QuerySet[Amendment]:
    """Return the amendments that ``actor`` may read: those to versions that it may read. ``is_known`` says whether it may know whose.

    For a page only through ``of_version``, ``one`` and ``named``, which take away the names that the reader may not know.
    """
    readable = texts.versions_visible_to(actor).order_by().values("pk")
    amendments = Amendment.objects.filter(version__in=readable)
    related = ("organisation", "person", "treated_by", "version__text", "version__coalition", "merged_into", "amends")
    return _named_to(actor, amendments).select_related(*related).order_by("number", "id")


def of_version(actor: Actor, version: Version) -> list[Amendment]:
    """Return the amendments to a version in the order of their numbers, withdrawn ones included; in a constant number of queries.

    Where the reader may not know whose one is, ``organisation`` is nobody, called "An organisation that is not named", and ``person`` is not there.
    """
    # All have the same version, and amend each other: joining these to each row would read the same again and again.
    found = visible_to(actor).filter(version=version).select_related(None).select_related("organisation", "person", "treated_by", "merged_into")
    return named(_of(version, found))


def _of(version: Version, amendments: Iterable[Amendment]) -> list[Amendment]:
    """Return all amendments to one version with the version and with each other."""
    kept = list(amendments)
    by_key = {each.pk: each for each in kept}
    for each in kept:
        each.version = version
        if each.amends_id in by_key:
            each.amends = by_key[each.amends_id]
    return kept


def one(actor: Actor, amendment_id: UUID | None) -> Amendment:
    """Return an amendment that the actor may read; raise ``NotVisible`` where there is none."""
    found = named(visible_to(actor).filter(pk=amendment_id))
    if not found:
        raise NotVisible(_("There is no such amendment here."))
    return found[0]


def named(amendments: Iterable[Amendment]) -> list[Amendment]:
    """Return amendments without the names of organisations, and of their people, of which the reader may not know."""
    kept = list(amendments)
    for each in kept:
        if not each.is_known:  # type: ignore[attr-defined]
            _hide(each)
    return kept


def _hide(said: Amendment | Comment) -> None:
    """Take away whose something is, in this copy of the row alone; it cannot be saved so."""
    said.organisation = Organisation(pk=None, name=_("An organisation that is not named"))
    said.person = None
    if isinstance(said, Amendment):
        said.mandate = None


def hidden(comments: Iterable[Comment]) -> list[Comment]:
    """Return comments without the names of which the reader may not know."""
    kept = list(comments)
    for each in kept:
        if not each.is_known:  # type: ignore[attr-defined]
            _hide(each)
    return kept


def live(version: Version) -> QuerySet[Amendment]:
    """Return the amendments to a version that were not withdrawn, in their order. For deeds, whoever may know whose they are."""
    return Amendment.objects.filter(version=version, withdrawn_at=None).order_by("number", "id")


def fallen(amendments: Iterable[Amendment]) -> set[UUID]:
    """Return those of all amendments to a version that fell with the one to whose words they are: it was withdrawn or refused."""
    by_key = {one.pk: one for one in amendments}
    found: set[UUID] = set()
    for each in sorted(by_key.values(), key=lambda one: one.number):
        parent = by_key.get(each.amends_id) if each.amends_id else None
        if parent is not None and (parent.pk in found or parent.withdrawn_at is not None or is_refused(parent)):
            found.add(each.pk)
    return found


def is_refused(amendment: Amendment) -> bool:
    """Tell whether it stays refused: the proposer does not insist, or the group answered the insistence or a vote was held."""
    return amendment.treatment == Treatment.REFUSE and not is_insisted(amendment)


def is_insisted(amendment: Amendment) -> bool:
    """Tell whether its proposer insists and nobody has answered that yet, by a result of a vote or a reason given since."""
    if amendment.reply != Reply.INSIST or amendment.settled_at is not None:
        return False
    return amendment.treated_at is None or amendment.replied_at is None or amendment.treated_at <= amendment.replied_at


def is_accepted(amendment: Amendment) -> bool:
    """Tell whether it is to be merged as it stands treated."""
    return amendment.treatment in {Treatment.ACCEPT, Treatment.MODIFY} and not is_insisted(amendment)


def collisions(version: Version, language: str = "") -> list[Collision]:
    """Return which amendments to a version are shown together, in the order of its text; in two queries.

    Amendments in ``language`` (the authoritative one, unless given) are compared word by word; those in other languages that touch
    the same paragraph stand beside them. Amendments to amendments are compared within the words of their parent, not here.
    """
    code = language or version.text.language
    wordings = texts.wordings(version)
    words = paragraphs.read(wordings[code].paragraphs) if code in wordings else ()
    every = list(live(version).filter(amends=None).values_list("pk", "language", "changes"))
    return collisions_among(words, code, [(key, spoken, amending.read(changes)) for key, spoken, changes in every])


def collisions_among(
    words: tuple[paragraphs.Paragraph, ...], language: str, amendments: Iterable[tuple[UUID, str, tuple[amending.Change, ...]]]
) -> list[Collision]:
    """Return which amendments are shown together; for a page that has read them already. Each comes with its language."""
    every = list(amendments)
    same = found_collisions(words, [Proposed(key, changes) for key, spoken, changes in every if spoken == language])
    touched: dict[str, dict[UUID, str]] = {}
    for key, spoken, changes in every:
        for change in changes:
            touched.setdefault(change.paragraph, {})[key] = spoken
    place = {one.key: number for number, one in enumerate(words, 1)}
    across = [Collision(at, tuple(those), False, Place.LANGUAGES) for at, those in touched.items() if len(set(those.values())) > 1 and len(those) > 1]
    return sorted([*same, *across], key=lambda one: place.get(one.paragraph, 0))


@dataclass(frozen=True)
class Untreated:
    """What has to be done before a version can be locked. It is false where nothing is left.

    ``insisted`` on, ``to_vote`` and ``unmerged`` hold amendments; ``brackets`` the keys of paragraphs with open alternatives.
    """

    amendments: tuple[Amendment, ...] = ()
    comments: tuple[Comment, ...] = ()
    insisted: tuple[Amendment, ...] = ()
    to_vote: tuple[Amendment, ...] = ()
    unmerged: tuple[Amendment, ...] = ()
    brackets: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.amendments, self.comments, self.insisted, self.to_vote, self.unmerged, self.brackets))


def untreated(version: Version, actor: Actor | None = None) -> Untreated:
    """Return what is left to be done about a version: its amendments, its comments and those of the versions before it, its brackets.

    In three queries. Organisations are named as far as the actor may know them; where none is given, none is named.
    """
    every = _of(version, _named_to(actor, Amendment.objects.filter(version=version)).order_by("number", "id"))
    apart = fallen(every)
    alive = [one for one in named(every) if one.withdrawn_at is None and one.pk not in apart and one.merged_into_id is None]
    said = Comment.objects.filter(version__text=version.text_id, version__number__lte=version.number, withdrawn_at=None, treatment="")
    authoritative = version.wordings.filter(language=version.text.language).first()
    return Untreated(
        tuple(one for one in alive if not one.treatment),
        tuple(hidden(_named_to(actor, said).select_related("version", "organisation").order_by("said_at", "id"))),
        tuple(one for one in alive if is_insisted(one)),
        tuple(one for one in alive if one.treatment == Treatment.VOTE and not is_insisted(one)),
        tuple(one for one in alive if is_accepted(one)),
        brackets.open_in(paragraphs.read(authoritative.paragraphs)) if authoritative else (),
    )


def _named_to(actor: Actor | None, said: QuerySet[Said]) -> QuerySet[Said]:
    """Tell of each row whether this reader may know whose it is."""
    known = When(parties.may_be_known(actor, "organisation__") if actor is not None else Q(pk__in=[]), then=Value(True))
    return said.select_related("organisation", "person").annotate(is_known=Case(known, default=Value(False), output_field=BooleanField()))


def waiting_for(actor: Actor) -> list[Ask]:
    """Return what drafting asks of the organisation for which this actor acts."""
    return list(asks.open_for(actor).filter(kind=kinds.REPLY.name))


def to_be_treated(actor: Actor) -> QuerySet[Version]:
    """Return the versions that the actor drafts and on which something waits to be treated, the oldest first."""
    mine = texts.versions_visible_to(actor).filter(state__in=[Version.State.OPEN, Version.State.CLOSED], text__closed_at=None)
    if not actor.is_coordinator:
        mine = mine.filter(text__group__in=sits_in(actor))
    waiting = Q(amendments__treatment="", amendments__withdrawn_at=None) & Q(amendments__isnull=False)
    waiting |= Q(comments__treatment="", comments__withdrawn_at=None) & Q(comments__isnull=False)
    return mine.filter(pk__in=Version.objects.filter(waiting).values("pk")).order_by(F("closed_at").asc(nulls_last=True), "id")
