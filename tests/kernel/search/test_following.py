"""The index follows the history: what a deed changed is found as it is now, and what is gone is found no more."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commoncall.clock.beats import BEATS
from commoncall.kernel.authority import Role
from commoncall.kernel.history.actions import seal_all
from commoncall.kernel.history.kinds import undo_of
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Label
from commoncall.kernel.parties.actions import mandates, people
from commoncall.kernel.parties.actions import organisations as parties
from commoncall.kernel.parties.actions.organisations import Names
from commoncall.kernel.parties.models import Mandate
from commoncall.kernel.search import kinds
from commoncall.kernel.search.actions import following, indexing
from commoncall.kernel.search.models import Document, Progress
from commoncall.membership.actions import notes, organisations
from commoncall.membership.actions.organisations import Entered
from commoncall.membership.rules.profiles import Profile
from tests.cast import Cast
from tests.searching import catch_up, names


@pytest.fixture
def indexed(cast: Cast) -> Cast:
    catch_up()
    return cast


def test_what_was_there_before_the_index_is_found(indexed: Cast) -> None:
    leila = indexed.actor(indexed.leila)
    assert names(leila, "sahel", "organisations") == ["Forum Humanité Sahel"]
    assert names(leila, "amina", "people") == ["Amina Diallo"]
    assert following.follow() == 0


def test_an_installation_without_any_coalition_has_nothing_to_do(db: None) -> None:
    assert following.follow() == 0


def test_what_is_entered_renamed_and_taken_out_is_followed(indexed: Cast) -> None:
    leila, quiet, by = indexed.actor(indexed.leila), indexed.quiet_fields, indexed.operator
    [entered] = organisations.enter_all(quiet, [Entered(Names("Tern Watch"))], by=by)
    assert names(leila, "tern") == []
    catch_up()
    assert names(leila, "tern") == ["Tern Watch"]
    parties.rename(entered.organisation, Names("Plover Watch"), by=by)
    catch_up()
    assert names(leila, "tern") == []
    assert names(leila, "plover") == ["Plover Watch"]
    parties.take_out([entered.organisation], by=by)
    catch_up()
    assert names(leila, "plover") == []
    assert not Document.objects.filter(subject=entered.organisation.pk).exists()


def test_a_person_is_found_by_what_they_do_for_whom_as_long_as_they_do(indexed: Cast) -> None:
    leila = indexed.actor(indexed.leila)
    assert names(leila, "director sahel", "people") == ["Amina Diallo"]
    mandates.end(Mandate.objects.get(person=indexed.person(indexed.amina)), by=indexed.operator)
    # Even before the index knows of it.
    assert names(leila, "director sahel", "people") == []
    catch_up()
    assert not Document.objects.filter(part="person.mandate", subject=indexed.person(indexed.amina).pk).exists()


def test_renaming_an_organisation_reaches_those_who_act_for_it_and_what_was_noted_of_it(indexed: Cast) -> None:
    leila = indexed.actor(indexed.leila)
    notes.write(indexed.sahel, "Met them in May.", Label.GREEN, by=leila)
    catch_up()
    parties.rename(indexed.sahel, Names("Savannah Forum"), by=indexed.operator)
    catch_up()
    assert names(leila, "director savannah", "people") == ["Amina Diallo"]
    assert names(leila, "may savannah", "notes") == ["Savannah Forum"]
    assert names(leila, "sahel") == []


def test_undoing_is_followed_too(indexed: Cast) -> None:
    leila = indexed.actor(indexed.leila)
    note = notes.write(indexed.sahel, "A kestrel nests there.", by=leila)
    notes.remove(note, by=leila)
    catch_up()
    assert names(leila, "kestrel") == []
    entry = Entry.objects.select_related("particulars").filter(kind="membership.note_removed").get()
    undo = undo_of(entry.kind)
    assert undo is not None
    undo(entry, leila)
    catch_up()
    assert names(leila, "kestrel") == ["Forum Humanité Sahel"]


def test_what_went_with_something_else_is_swept_out(indexed: Cast) -> None:
    indexed.person(indexed.amina).mandates.all().delete()
    assert Document.objects.filter(part="person.mandate", subject=indexed.person(indexed.amina).pk).exists()
    assert following.clear_away() == 1
    assert not Document.objects.filter(part="person.mandate", subject=indexed.person(indexed.amina).pk).exists()


def test_following_asks_as_often_for_a_hundred_deeds_as_for_ten(indexed: Cast) -> None:
    def asked(many: int, first: int) -> int:
        entered = [Entered(Names(f"Wader {number}"), Profile(about="They wade.")) for number in range(first, first + many)]
        made = organisations.enter_all(indexed.quiet_fields, entered, by=indexed.operator)
        persons = people.enter_all(
            indexed.quiet_fields,
            [people.Particulars(f"Bird {number}", f"bird{number}@birds.example") for number in range(first, first + many)],
            by=indexed.operator,
        )
        grants = [mandates.Grant(person, one.organisation, Role.REPRESENTATIVE, "Warden") for person, one in zip(persons, made, strict=True)]
        mandates.grant_all(grants, by=indexed.operator)
        seal_all()
        with CaptureQueriesContext(connection) as captured:
            assert following.follow() == 1
        return len(captured)

    assert asked(10, 0) == asked(100, 10)


def test_nothing_is_written_for_a_deed_that_changed_no_words(indexed: Cast) -> None:
    before = dict(Document.objects.values_list("row", "pk"))
    people.note_invitations(indexed.quiet_fields, [indexed.person(indexed.amina)], by=indexed.operator)
    assert catch_up() > 0
    assert dict(Document.objects.values_list("row", "pk")) == before


def test_a_piece_that_was_killed_is_done_again(indexed: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    leila = indexed.actor(indexed.leila)
    organisations.enter_all(indexed.quiet_fields, [Entered(Names("Tern Watch"))], by=indexed.operator)
    seal_all()

    def killed(*_args: object) -> int:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(indexing, "write", killed)
        with pytest.raises(SystemExit):
            following.follow()
    assert names(leila, "tern") == []
    following.follow()
    assert names(leila, "tern") == ["Tern Watch"]


def test_making_anew_goes_on_where_it_stopped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "ROWS", 2)
    while not Progress.objects.filter(coalition=cast.quiet_fields, after__isnull=False).exists():
        assert following.follow(), "it was made in one go"
    assert Progress.objects.get(coalition=cast.quiet_fields).part
    there = set(Document.objects.values_list("pk", flat=True))
    assert there
    catch_up()
    assert there <= set(Document.objects.values_list("pk", flat=True))
    leila = cast.actor(cast.leila)
    assert names(leila, "sahel", "organisations") == ["Forum Humanité Sahel"]
    assert names(leila, "mina") == ["Mina Sato"]


def test_a_deed_during_the_making_is_followed_after_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    seal_all()
    monkeypatch.setattr(following, "ROWS", 2)
    while not Progress.objects.filter(coalition=cast.quiet_fields, part="person").exists():
        following.follow()
    parties.rename(cast.sahel, Names("Savannah Forum"), by=cast.operator)
    catch_up()
    leila = cast.actor(cast.leila)
    assert names(leila, "sahel") == []
    assert names(leila, "savannah", "organisations") == ["Savannah Forum"]


def test_the_index_is_made_anew_by_itself_once_its_rules_change(indexed: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    Document.objects.all().delete()
    assert following.follow() == 0
    monkeypatch.setattr(following, "RULES", following.RULES + 1)
    catch_up()
    assert names(indexed.actor(indexed.leila), "sahel", "organisations") == ["Forum Humanité Sahel"]


def test_making_anew_on_demand_mends_whatever_was_wrong_and_tells_how_far_it_is(indexed: Cast) -> None:
    Document.objects.filter(part="organisation").delete()
    Document.objects.filter(part="person").update(digest="")
    told: list[tuple[str, int]] = []
    following.make_anew([indexed.quiet_fields.pk], lambda _coalition, part, held: told.append((part, held)))
    assert [part for part, _held in told][-1] == ""
    assert told[-1][1] == Document.objects.filter(coalition=indexed.quiet_fields).count()
    assert names(indexed.actor(indexed.leila), "sahel", "organisations") == ["Forum Humanité Sahel"]


def test_the_parts_of_a_concept_that_is_gone_leave_the_index(indexed: Cast) -> None:
    Document.objects.filter(part="note").delete()
    Document.objects.filter(part="person.address").update(part="fossil")
    Progress.objects.update(making="")
    catch_up()
    assert not Document.objects.filter(part="fossil").exists()


def test_the_clock_does_it() -> None:
    done = {beat.action: beat for beat in BEATS}
    assert done[following.follow].goes_on
    assert following.clear_away in done


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_no_piece_twice(cast: Cast) -> None:
    seal_all()
    together = threading.Barrier(3)
    failed: list[Exception] = []

    def work() -> None:
        try:
            together.wait()
            while following.follow():
                pass
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not failed
    catch_up()
    rows = sum(part.rows(cast.quiet_fields.pk).count() for _kind, part in kinds.all_parts() if part.name == "person")
    assert Document.objects.filter(part="person", coalition=cast.quiet_fields).count() == rows
