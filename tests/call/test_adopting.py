"""A version comes into force once, whole, on a day; a material change asks everybody again, and an editorial one nobody."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection

from commoncall.call import kinds
from commoncall.call.actions import endorsing, texts
from commoncall.call.actions.endorsing import Signature
from commoncall.call.actions.texts import Adoption, VersionAdopted, Words
from commoncall.call.models import Endorsement, Version
from commoncall.call.queries import endorsements
from commoncall.call.queries import texts as read
from commoncall.kernel import events, time
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.history import queries as history
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.membership.models import Membership, Standing
from commoncall.procedures import undoing
from tests.call.conftest import ARABIC, FIRST, Adopt
from tests.cast import Cast


def adoption(**more: object) -> Adoption:
    told = {"adopted_on": time.now().date(), "adopted_how": "the assembly", "reaffirm_by": time.now() + timedelta(days=9)} | more
    return Adoption(**told)  # type: ignore[arg-type]


@pytest.fixture
def draft(cast: Cast) -> Version:
    draft = texts.begin(cast.quiet_fields, "call", by=cast.actor(cast.leila))
    texts.word(draft, "en", FIRST, by=cast.actor(cast.leila))
    return draft


def test_what_is_adopted_gets_the_next_number_and_supersedes_the_version_before(cast: Cast, first: Version, adopt: Adopt) -> None:
    assert (first.number, first.state, first.is_material, first.reaffirm_by) == (1, "adopted", True, None)
    second = adopt("Join the treaty now.")
    first.refresh_from_db()
    assert (second.number, first.state) == (2, "superseded")
    assert first.superseded_at is not None
    assert read.in_force(cast.quiet_fields, "call") == second
    assert adopt("We promise.", kind="charter").number == 1
    told = [line.sentence for line in history.told(history.visible_to(cast.actor(cast.deniz)).filter(kind="call.version_adopted"))]
    assert told[1:] == [
        "Leila Haddad noted that version 2 of the call was adopted: the assembly in Beirut.",
        "Leila Haddad noted that version 1 of the call was adopted: the assembly in Beirut.",
    ]


@pytest.mark.parametrize("who", ["amina", "deniz", "eva"])
def test_only_coordinators_note_an_adoption(cast: Cast, draft: Version, who: str) -> None:
    with pytest.raises(NotAllowed):
        texts.adopt(draft, adoption(), by=cast.actor(getattr(cast, who)))
    with pytest.raises(NotVisible):
        texts.adopt(draft, adoption(), by=cast.actor(cast.viktor, cast.open_water))


def test_without_the_authoritative_text_nothing_is_adopted(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    draft = texts.begin(cast.quiet_fields, "call", by=leila)
    texts.word(draft, "ar", ARABIC, by=leila)
    with pytest.raises(Refusal, match="authoritative text is not written") as refused:
        texts.adopt(draft, adoption(), by=leila)
    assert refused.value.code == "no_authoritative"
    texts.word(draft, "en", Words("A title alone"), by=leila)
    with pytest.raises(Refusal, match="has no demands yet"):
        texts.adopt(draft, adoption(), by=leila)


def test_a_translation_that_fell_behind_is_named_when_adopting(cast: Cast, draft: Version) -> None:
    leila = cast.actor(cast.leila)
    texts.word(draft, "ar", ARABIC, is_ready=True, by=leila)
    texts.word(draft, "en", Words(FIRST.title, "", FIRST.demands[:2]), by=leila)
    with pytest.raises(Refusal, match=r"2 demands, and this translation 3 \(Arabic\)"):
        texts.adopt(draft, adoption(), by=leila)
    texts.word(draft, "ar", ARABIC, is_ready=False, by=leila)
    assert texts.adopt(draft, adoption(), by=leila).number == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"adopted_on": (time.now() + timedelta(days=2)).date()}, "adopted_on"),
        ({"adopted_how": " "}, "adopted_how"),
        ({"reaffirm_by": None}, "reaffirm_by"),
        ({"reaffirm_by": time.now() - timedelta(hours=1)}, "reaffirm_by"),
    ],
)
def test_what_is_left_unsaid_is_asked_for(cast: Cast, first: Version, said: dict[str, object], field: str) -> None:
    leila = cast.actor(cast.leila)
    draft = texts.begin(cast.quiet_fields, "call", by=leila)
    with pytest.raises(Refusal) as refused:
        texts.adopt(draft, adoption(**said), by=leila)
    assert refused.value.field == field
    assert read.in_force(cast.quiet_fields, "call") == first


def test_an_editorial_change_asks_nobody_and_endorsements_stand(cast: Cast, first: Version, adopt: Adopt) -> None:
    given = endorsing.endorse(first, cast.sahel, Signature(), by=cast.actor(cast.amina))
    second = adopt("Join the Treaty.", is_material=False)
    assert endorsements.stands_behind(cast.sahel, second) == given
    assert not Ask.objects.exists()
    third = adopt("Join another treaty.")
    assert endorsements.stands_behind(cast.sahel, third) is None
    assert [one.number for one in read.alike(second)] == [2, 1]
    assert [one.number for one in read.alike(third)] == [3]


def test_a_material_change_asks_each_organisation_behind_and_none_that_left_or_withdrew(cast: Cast, first: Version, adopt: Adopt) -> None:
    leila = cast.actor(cast.leila)
    endorsing.endorse(first, cast.sahel, Signature(), by=cast.actor(cast.amina))
    withdrawn = endorsing.endorse(first, cast.lawyers, Signature(), by=cast.actor(cast.eva))
    endorsing.withdraw(withdrawn, by=cast.actor(cast.eva))
    for organisation in (cast.amal, cast.campos):
        endorsing.enter(first, organisation, Signature("Rana"), Endorsement.Came.PAPER, "In the folder", first.adopted_on, by=leila)
    Membership.objects.filter(pk=cast.campos.pk).update(standing=Standing.LEFT)
    second = adopt("Join the treaty now.")
    asked = Ask.objects.filter(kind=kinds.REAFFIRM.name)
    assert {ask.organisation for ask in asked} == {cast.sahel, cast.amal}
    assert {(ask.subject, ask.due_at) for ask in asked} == {(second.pk, second.reaffirm_by)}
    third = adopt("Join it today.")
    still_open = Ask.objects.filter(kind=kinds.REAFFIRM.name, withdrawn_at=None, answered_at=None)
    assert {(ask.organisation, ask.subject) for ask in still_open} == {(cast.sahel, third.pk), (cast.amal, third.pk)}


def test_adopting_is_taken_back_only_while_nobody_has_endorsed_it(cast: Cast, first: Version, adopt: Adopt) -> None:
    leila = cast.actor(cast.leila)
    endorsing.endorse(first, cast.sahel, Signature(), by=cast.actor(cast.amina))
    second = adopt("Join the treaty now.")
    entry = history.visible_to(leila).filter(kind="call.version_adopted", subject=second.pk).get()
    undoing.undo(entry.id, by=leila)
    assert read.in_force(cast.quiet_fields, "call") == first
    assert read.draft(cast.quiet_fields, "call") == second
    assert not Ask.objects.filter(withdrawn_at=None).exists()
    again = adopt("Join the treaty now.")
    assert (again.pk, again.number) == (second.pk, 2)
    endorsing.endorse(again, cast.sahel, Signature(), by=cast.actor(cast.amina))
    entry = history.visible_to(leila).filter(kind="call.version_adopted", subject=second.pk).first()
    with pytest.raises(Conflict, match="endorsed this version already"):
        undoing.undo(entry.id, by=leila)


def test_a_draft_begun_meanwhile_stands_in_the_way_of_taking_back(cast: Cast, first: Version) -> None:
    leila = cast.actor(cast.leila)
    texts.begin(cast.quiet_fields, "call", by=leila)
    entry = history.visible_to(leila).filter(kind="call.version_adopted").get()
    with pytest.raises(Conflict, match="Another draft"):
        undoing.undo(entry.id, by=leila)


def test_adopting_is_announced(cast: Cast, draft: Version, django_capture_on_commit_callbacks: object) -> None:
    heard: list[VersionAdopted] = []
    events.subscribe(VersionAdopted, heard.append)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        texts.adopt(draft, adoption(), by=cast.actor(cast.leila))
    assert heard == [VersionAdopted(draft.pk, is_material=False)]
    events._handlers[VersionAdopted].remove(heard.append)


def test_what_breaks_off_half_way_leaves_nothing(cast: Cast, first: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that an adoption does stands or falls with one transaction, wherever it ends."""
    leila = cast.actor(cast.leila)
    endorsing.endorse(first, cast.sahel, Signature(), by=cast.actor(cast.amina))
    draft = texts.begin(cast.quiet_fields, "call", by=leila)
    before = Entry.objects.count()

    class Struck(Exception): ...

    def strike(*_args: object) -> None:
        raise Struck

    # The announcement is the last thing that an adoption does.
    monkeypatch.setattr(events, "announce", strike)
    with pytest.raises(Struck):
        texts.adopt(draft, adoption(), by=leila)
    first.refresh_from_db()
    draft.refresh_from_db()
    assert (first.state, draft.state, draft.number) == ("adopted", "draft", None)
    assert not Ask.objects.exists()
    assert Entry.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_two_who_adopt_at_once_adopt_it_once(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    draft = texts.begin(cast.quiet_fields, "call", by=leila)
    texts.word(draft, "en", FIRST, by=leila)
    refused: list[str] = []
    together = threading.Barrier(2)

    def deed() -> None:
        together.wait()
        try:
            texts.adopt(draft, adoption(), by=leila)
        except Conflict as conflict:
            refused.append(str(conflict))
        finally:
            connection.close()

    both = [threading.Thread(target=deed) for _one in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert refused == ["Version 1 has been adopted meanwhile and can no longer be changed."]
    assert Entry.objects.filter(kind="call.version_adopted").count() == 1
