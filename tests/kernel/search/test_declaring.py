"""How a concept declares what can be found of it: an example, with tags, that does everything a concept has to do."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

import pytest
from django.db.models import QuerySet

from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.search import kinds
from commoncall.kernel.search.kinds import Part, Text, itself, search_kind
from commoncall.kernel.search.models import Document
from commoncall.kernel.search.queries.finding import find
from commoncall.membership.history import TAG_PUT
from commoncall.membership.models import Tag
from commoncall.membership.queries import searching
from commoncall.membership.queries.visibility import visible_to
from tests.cast import Cast
from tests.searching import catch_up, marks, names, only


def _rows(coalition: UUID) -> QuerySet[Tag]:
    return Tag.objects.filter(coalition_id=coalition)


def _texts(rows: Collection[UUID]) -> Iterable[Text]:
    """A tag in two languages: one document each, and one result."""
    for one in Tag.objects.filter(pk__in=rows).select_related("coalition"):
        for language, body in (("en", "A tag for organisations."), ("fr", "Une étiquette.")):
            yield Text(one.pk, one.pk, one.coalition_id, one.coalition.created_at, one.name, body=body, language=language, where=())


def _tags_visible_to(actor: Actor) -> QuerySet[Tag]:
    known = Tag.objects.filter(memberships__in=visible_to(actor)) if actor.is_coordinator else Tag.objects.none()
    return known.distinct()


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    search_kind("tags", "Tags", address="members", parts=[Part("tag", _rows, _texts, _tags_visible_to, {"tag": itself})])


@pytest.fixture
def tag(cast: Cast) -> Tag:
    made = Tag.objects.create(coalition=cast.quiet_fields, name="Kestrel")
    made.memberships.add(cast.sahel.membership)
    return made


def test_a_new_kind_is_taken_into_the_index_that_is_there_already(cast: Cast, tag: Tag, request: pytest.FixtureRequest) -> None:
    catch_up()
    leila = cast.actor(cast.leila)
    assert names(leila, "kestrel") == []
    request.getfixturevalue("declared")
    catch_up()
    found = only(find(leila, "kestrel"))
    assert (found.kind.name, marks(found.title)) == ("tags", ["Kestrel"])
    assert names(leila, "organisation kestrel") == ["Kestrel"]
    assert only(find(leila, "étiquette")).language == "fr"
    assert names(cast.actor(cast.amina), "kestrel") == []


def test_its_rows_are_read_again_when_an_entry_names_them(cast: Cast, declared: None, tag: Tag) -> None:
    catch_up()
    Tag.objects.filter(pk=tag.pk).update(name="Merlin")
    book.record(TAG_PUT, by=cast.operator, subject=tag.pk, subject_kind="tag")
    catch_up()
    leila = cast.actor(cast.leila)
    assert names(leila, "merlin") == ["Merlin"]
    assert names(leila, "kestrel") == []
    assert Document.objects.filter(part="tag", row=tag.pk).count() == 2


def test_a_name_is_declared_once(declared: None) -> None:
    with pytest.raises(ValueError, match="twice"):
        search_kind("tags", "Tags", address="members", parts=[])
    with pytest.raises(ValueError, match="twice"):
        search_kind("other", "Other", address="members", parts=[Part("tag", _rows, _texts, _tags_visible_to)])


def test_every_part_is_bounded_by_what_its_concept_lets_be_known(cast: Cast) -> None:
    """Whoever is outside may know of no row of any part; whoever coordinates one coalition, of none of another's."""
    leila = cast.actor(cast.leila)
    assert searching.ORGANISATIONS.parts[0].visible is parties.organisations_visible_to
    for _kind, part in kinds.all_parts():
        assert not part.visible(Actor()).exists(), part.name
        theirs = part.rows(cast.open_water.pk).values("pk")
        assert not part.visible(leila).filter(pk__in=theirs).exists(), part.name
