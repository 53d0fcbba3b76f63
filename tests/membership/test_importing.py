"""Taking a list in: what the preview shows is what happens, no row is lost, nobody is written to, and all of it can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from commoncall.kernel.authority import VISITOR
from commoncall.kernel.history import actions as book
from commoncall.kernel.history import queries as history
from commoncall.kernel.history.models import Chain
from commoncall.kernel.outbox import actions as outbox
from commoncall.kernel.outbox import queries as outbox_queries
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.models import Mandate, Organisation, Person
from commoncall.kernel.refusals import Conflict, NotAllowed, Refusal
from commoncall.membership.actions import importing, organisations
from commoncall.membership.models import Batch, Membership
from commoncall.membership.queries import batches
from commoncall.membership.queries.records import profile_of
from commoncall.membership.rules.importing.shapes import Mode
from commoncall.membership.rules.profiles import Profile
from tests.cast import Cast

LIST = """Organisation,Acronym,Country,Website,Contact,E-mail,Tags,Joined
Quiet Harbour Trust,QHT,Kenya,quietharbour.example,Wanjiru Otieno,wanjiru@quietharbour.example,youth,2021-03-04
Quiet Harbour Trust,,,,Peter Kamau,peter@quietharbour.example,,
Forum Humanité Sahel,FHS,Mali,fhs.example,Amina Diallo,amina@amina.example,,2020
Atoll Voices,,Atlantis,,,,,
"""


def begun(cast: Cast, text: str = LIST, mode: Mode = Mode.FILL) -> Batch:
    by = cast.actor(cast.leila)
    batch = importing.begin(cast.quiet_fields, text.encode(), "members.csv", mode=mode, by=by)
    return importing.choose_columns(batch, batches.mapping(batch), mode=mode, by=by)


def test_nothing_changes_before_it_is_taken_in(cast: Cast) -> None:
    before = Organisation.objects.count(), Person.objects.count()
    batch = begun(cast)
    assert (Organisation.objects.count(), Person.objects.count()) == before
    assert {key: batch.counts[key] for key in ("rows", "new", "changed", "questions", "errors")} == {
        "rows": 4,
        "new": 2,
        "changed": 1,
        "questions": 1,
        "errors": 0,
    }


def test_what_was_shown_happens_and_nobody_is_written_to(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    batch = importing.apply(begun(cast), by=leila)
    trust = Membership.objects.select_related("organisation").get(organisation__name="Quiet Harbour Trust")
    assert (trust.organisation.acronym, trust.country_id, trust.website) == ("QHT", "KE", "https://quietharbour.example")
    assert [tag.name for tag in trust.tags.all()] == ["youth"]
    assert set(Mandate.objects.filter(organisation=trust.organisation).values_list("person__name", flat=True)) == {"Wanjiru Otieno", "Peter Kamau"}
    sahel = Membership.objects.get(organisation=cast.sahel)
    assert (sahel.website, str(sahel.joined_on), sahel.joined_precision) == ("https://fhs.example", "2020-01-01", "year")
    assert Person.objects.filter(coalition=cast.quiet_fields, name="Amina Diallo").count() == 1
    assert not Organisation.objects.filter(name="Atoll Voices").exists()
    assert batch.state == Batch.State.DONE
    assert not Message.objects.exists()


def test_an_answered_question_lets_its_row_in(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    batch = begun(cast)
    [question] = batches.questions(batch)
    batch = importing.answer(batch, {question["key"]: "FJ"}, by=leila)
    assert batch.counts["questions"] == 0
    importing.apply(batch, by=leila)
    assert Membership.objects.get(organisation__name="Atoll Voices").country_id == "FJ"


def test_the_same_list_again_changes_nothing(cast: Cast) -> None:
    importing.apply(begun(cast), by=cast.actor(cast.leila))
    again = begun(cast)
    assert (again.counts["new"], again.counts["changed"]) == (0, 0)
    assert again.counts["same"] == 3


def test_a_file_like_one_before_is_understood_as_it_was(cast: Cast) -> None:
    by = cast.actor(cast.leila)
    first = begun(cast, LIST.replace("Tags", "Circle"))
    columns = batches.mapping(first)
    importing.apply(first, by=by)
    assert batches.mapping(importing.begin(cast.quiet_fields, LIST.replace("Tags", "Circle").encode(), "again.csv", by=by)) == columns


def test_undoing_takes_out_what_was_entered_and_changes_back_what_was_changed(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    sahel = Membership.objects.get(organisation=cast.sahel)
    before = profile_of(sahel), sahel.joined_on
    names = set(Organisation.objects.values_list("name", flat=True)), set(Person.objects.values_list("name", flat=True))
    batch = importing.apply(begun(cast), by=leila)
    importing.revert(batch, by=leila)
    sahel = Membership.objects.get(organisation=cast.sahel)
    assert (profile_of(sahel), sahel.joined_on) == before
    assert (set(Organisation.objects.values_list("name", flat=True)), set(Person.objects.values_list("name", flat=True))) == names
    book.seal_all()
    assert history.verify(Chain.objects.get(pk=cast.quiet_fields.chain_id)).holds
    with pytest.raises(Conflict):
        importing.revert(batch, by=leila)


def test_whoever_is_reached_at_an_address_already_is_that_person(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    text = "Organisation,Country,Contact,E-mail\nQuiet Harbour Trust,Kenya,L. Haddad,Leila@leila.example\n"
    importing.apply(begun(cast, text), by=leila)
    [mandate] = Mandate.objects.filter(organisation__name="Quiet Harbour Trust")
    assert mandate.person == cast.person(cast.leila)


def test_a_list_that_was_undone_can_be_taken_in_again(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    text = "Organisation,Contact,E-mail\nForum Humanité Sahel,Aïssata Maïga,aissata@fhs.example\n"
    importing.revert(importing.apply(begun(cast, text), by=leila), by=leila)
    importing.apply(begun(cast, text), by=leila)
    acting = Mandate.objects.filter(organisation=cast.sahel, person__name="Aïssata Maïga", ends_at__isnull=True)
    assert acting.count() == 1


def test_undoing_leaves_alone_what_somebody_has_changed_since(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    batch = importing.apply(begun(cast), by=leila)
    trust = Organisation.objects.get(name="Quiet Harbour Trust")
    organisations.describe(trust, Profile(country="UG"), by=leila)
    batch = importing.revert(batch, by=leila)
    assert Organisation.objects.filter(pk=trust.pk).exists()
    assert batch.counts["kept"] == 1


def test_a_directory_that_changed_since_the_preview_is_looked_at_again(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    batch, other = begun(cast), begun(cast)
    importing.apply(other, by=leila)
    with pytest.raises(Conflict, match="Look through it again"):
        importing.apply(batch, by=leila)
    assert Organisation.objects.filter(name="Quiet Harbour Trust").count() == 1


def test_only_coordinators_import(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        importing.begin(cast.quiet_fields, LIST.encode(), "members.csv", by=cast.actor(cast.amina))


def test_a_file_that_is_no_table_is_refused_in_words(cast: Cast) -> None:
    with pytest.raises(Refusal) as refusal:
        importing.begin(cast.quiet_fields, b"%PDF-1.7 not a list", "members.pdf", by=cast.actor(cast.leila))
    assert refusal.value.field == "file"
    assert not Batch.objects.exists()


@pytest.mark.parametrize(("mode", "website"), [(Mode.SKIP, ""), (Mode.FILL, "https://first.example"), (Mode.UPDATE, "https://fhs.example")])
def test_each_mode_treats_what_is_there_as_it_says(cast: Cast, mode: Mode, website: str) -> None:
    leila = cast.actor(cast.leila)
    if website:
        organisations.describe(cast.sahel, Profile(country="ML", website="https://first.example"), by=leila)
    importing.apply(begun(cast, mode=mode), by=leila)
    assert Membership.objects.get(organisation=cast.sahel).website == website


def test_the_real_list_comes_in_without_a_row_lost(cast: Cast, sample_data: Path) -> None:
    leila = cast.actor(cast.leila)
    source = (sample_data / "members" / "network-members.csv").read_bytes()
    batch = importing.begin(cast.quiet_fields, source, "network-members.csv", by=leila)
    batch = importing.choose_columns(batch, batches.mapping(batch), mode=Mode.FILL, by=leila)
    counts = batch.counts
    assert counts["rows"] == 200 == sum(counts[verdict] for verdict in ("new", "same", "changed", "questions", "errors"))
    assert counts["errors"] == 0
    asked = {question["field"] for question in batches.questions(batch)}
    assert "country" in asked
    importing.apply(batch, by=leila)
    entered = Membership.objects.filter(coalition=cast.quiet_fields, country__isnull=True, is_international=False)
    assert not entered.exclude(organisation__in=[cast.lawyers, cast.demir]).exists()
    assert not Message.objects.exists()


def test_importing_an_address_again_does_not_undo_that_it_asked_for_silence(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    importing.apply(begun(cast), by=leila)
    outbox.silence(cast.quiet_fields, "wanjiru@quietharbour.example", by=VISITOR)
    importing.apply(begun(cast, LIST.replace("youth", "youth; debate"), Mode.UPDATE), by=leila)
    assert outbox_queries.is_silenced(cast.quiet_fields.id, "wanjiru@quietharbour.example")
