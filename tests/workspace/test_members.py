"""The pages about members: each shows what its reader may see, changes what its reader may change, and loses no word that was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commoncall.kernel.accounts.models import Account
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Label, Naming
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import organisations as identities
from commoncall.kernel.parties.actions.organisations import Names
from commoncall.kernel.parties.models import Organisation, Person
from commoncall.kernel.time import now
from commoncall.membership.actions import columns, notes, organisations
from commoncall.membership.actions.organisations import Entered
from commoncall.membership.models import Membership, Note, OwnColumn, SavedFilter
from commoncall.membership.rules.profiles import Profile
from tests.cast import Cast

SignIn = Callable[[Account], Client]

OF_ONE = [
    "member",
    "member-names",
    "member-particulars",
    "member-belonging",
    "member-standing",
    "member-naming",
    "member-tags",
    "member-values",
    "member-note-new",
    "member-history",
    "member-remove",
    "member-person-new",
]
FOR_COORDINATORS = ["member-belonging", "member-standing", "member-tags", "member-values", "member-note-new", "member-remove"]


def address(name: str, *parts: Any) -> str:
    return reverse(name, args=["quiet-fields", *parts])


def text_of(page: Any) -> str:
    return re.sub(r"\s+", " ", page.content.decode())


@pytest.mark.parametrize("name", OF_ONE)
@pytest.mark.parametrize("account", ["amina", "deniz", "eva"])
def test_of_whom_one_may_not_know_there_is_no_page(cast: Cast, as_account: SignIn, name: str, account: str) -> None:
    browser = as_account(getattr(cast, account))
    for method in (browser.get, browser.post):
        hidden, never = method(address(name, cast.lantern.pk)), method(address(name, UUID(int=7)))
        assert hidden.status_code == never.status_code == 404
        assert "Lantern" not in hidden.content.decode()


@pytest.mark.parametrize("name", FOR_COORDINATORS)
def test_what_only_coordinators_change_has_no_page_for_others(cast: Cast, as_account: SignIn, name: str) -> None:
    assert as_account(cast.amina).get(address(name, cast.sahel.pk)).status_code == 404
    assert as_account(cast.leila).get(address(name, cast.sahel.pk)).status_code == 200


@pytest.mark.parametrize("name", ["member-names", "member-particulars", "member-naming", "member-person-new"])
def test_one_changes_ones_own_organisation_and_no_other(cast: Cast, as_account: SignIn, name: str) -> None:
    for account, own in ((cast.amina, cast.sahel), (cast.deniz, cast.demir), (cast.eva, cast.lawyers)):
        assert as_account(account).get(address(name, own.pk)).status_code == 200
        assert as_account(account).get(address(name, cast.amal.pk)).status_code == 404


def test_another_coalitions_organisation_is_not_in_this_one(cast: Cast, as_account: SignIn) -> None:
    assert as_account(cast.leila).get(address("member", cast.water.pk)).status_code == 404
    assert as_account(cast.viktor).get(address("members")).status_code == 404


def test_the_directory_tells_each_reader_what_they_may_know(cast: Cast, as_account: SignIn) -> None:
    leila, deniz = text_of(as_account(cast.leila).get(address("members"))), text_of(as_account(cast.deniz).get(address("members")))
    assert "6 organisations in 6 countries." in leila
    assert "TLP:AMBER+STRICT" in leila
    assert "Without anybody who may act (2)" in leila
    assert "4 organisations in 4 countries." in deniz
    assert "TLP:GREEN" in deniz
    for secret in ("Lantern", "Campos", "Myanmar", "Angola", "Without anybody", "Last heard", "not named"):
        assert secret not in deniz


def test_search_in_the_masthead_answers_here(cast: Cast, as_account: SignIn) -> None:
    page = text_of(as_account(cast.amina).get(address("members"), {"q": "traore"}))
    assert "<b>1 organisation</b>, the likeliest first" in page
    nothing = text_of(as_account(cast.amina).get(address("members"), {"q": "<b>Lantern", "place": "ML"}))
    assert "answers to: “&lt;b&gt;Lantern” and Mali." in nothing
    assert "Look in all countries" in nothing


@pytest.mark.parametrize(
    "query", ["?page=99999999999", "?q=%00", "?place=r", "?place=r9x", "?tag=x&network=y", "?sort=%27&question=%27", "?language=" + "x" * 999]
)
def test_nothing_in_an_address_breaks_the_directory(cast: Cast, as_account: SignIn, query: str) -> None:
    for account in (cast.leila, cast.eva):
        assert as_account(account).get(address("members") + query).status_code == 200


@pytest.mark.parametrize("account", ["leila", "amina"])
def test_pages_need_no_more_queries_for_a_thousand_organisations(cast: Cast, as_account: SignIn, account: str) -> None:
    browser = as_account(getattr(cast, account))
    network = organisations.enter(cast.quiet_fields, Names("Great Network"), by=cast.operator)
    Membership.objects.filter(pk__in=[cast.amal.pk]).update(network=network)
    pages = [address("members"), address("members") + "?whole=1", address("member", network.pk), address("member", cast.sahel.pk)]

    def asked() -> list[int]:
        counts = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(page).status_code == 200
            counts.append(len(queries))
        return counts

    asked()
    before = asked()
    entered = [Entered(Names(f"Forum {place}"), Profile(country="ML", languages=("fr",)), tags=("t",)) for place in range(1000)]
    made = organisations.enter_all(cast.quiet_fields, entered, by=cast.operator)
    Membership.objects.filter(pk__in=[one.pk for one in made[:200]]).update(network=network)
    assert asked() == before


def test_an_own_record_is_changed_where_it_stands_and_can_be_put_back(cast: Cast, as_account: SignIn) -> None:
    browser = as_account(cast.amina)
    told = {
        "country": "ML",
        "works_in": "Mali, Niger and Burkina Faso",
        "languages": "French, bamanakan",
        "website": "fhs.example",
        "led_by_affected": "yes",
    }
    answer = browser.post(address("member-particulars", cast.sahel.pk), told)
    assert answer["Location"] == address("member", cast.sahel.pk) + "#particulars"
    kept = Membership.objects.get(pk=cast.sahel.pk)
    assert (sorted(one.pk for one in kept.works_in.all()), kept.languages, kept.website) == (["BF", "ML", "NE"], ["fr", "bm"], "https://fhs.example")
    page = text_of(browser.get(answer["Location"]))
    undo = re.search(r'action="(/quiet-fields/undo/[0-9a-f-]+/)"', page)
    assert undo is not None
    assert "Affected people" in page
    browser.post(undo[1])
    assert Membership.objects.get(pk=cast.sahel.pk).website == ""


def test_what_is_not_understood_is_asked_about_and_nothing_is_lost(cast: Cast, as_account: SignIn) -> None:
    told = {"country": "ML", "works_in": "Mali, Congo", "languages": "French, Klingonese", "website": "javascript:alert(1)", "about": "Long words"}
    page = text_of(as_account(cast.amina).post(address("member-particulars", cast.sahel.pk), told))
    assert "“Congo” could mean" in page
    assert "“Klingonese” is not known as a language." in page
    assert "Long words" in page
    assert 'value="French, Klingonese"' in page
    page = text_of(as_account(cast.amina).post(address("member-particulars", cast.sahel.pk), told | {"works_in": "Mali", "languages": ""}))
    assert "is not a web address" in page
    assert Membership.objects.get(pk=cast.sahel.pk).about == ""


def test_names_stand_in_each_script(cast: Cast, as_account: SignIn) -> None:
    told = {"name": "Al-Amal Network", "acronym": "AAN", "other_0": "شبكة الأمل", "other_0_language": "Arabic", "other_1": "", "other_1_language": ""}
    as_account(cast.leila).post(address("member-names", cast.amal.pk), told)
    kept = Organisation.objects.get(pk=cast.amal.pk)
    assert (kept.name, kept.other_names) == ("Al-Amal Network", [{"text": "شبكة الأمل", "language": "ar"}])
    page = text_of(as_account(cast.eva).get(address("member", cast.amal.pk)))
    assert '<bdi lang="ar">شبكة الأمل</bdi>' in page


def test_how_it_belongs_is_changed_at_once_with_what_its_people_may_do(cast: Cast, as_account: SignIn) -> None:
    told = {"category": "endorser", "network": str(cast.amal.pk), "joined": "2019-04", "endorsed_what": "The call", "endorsed_on": "2020-05-01"}
    Membership.objects.filter(pk=cast.amal.pk).update(kind="network")
    as_account(cast.leila).post(address("member-belonging", cast.sahel.pk), told)
    kept = Membership.objects.get(pk=cast.sahel.pk)
    assert (kept.category, kept.network_id, str(kept.joined_on), kept.joined_precision) == ("endorser", cast.amal.pk, "2019-04-01", "month")
    page = text_of(as_account(cast.amina).get(address("member", cast.sahel.pk)))
    assert "Endorser since April 2019." in page
    wrong = text_of(as_account(cast.leila).post(address("member-belonging", cast.sahel.pk), told | {"joined": "31 April 2019"}))
    assert "is no day that there is" in wrong


def test_naming_is_widened_by_the_organisation_alone(cast: Cast, as_account: SignIn) -> None:
    leila = as_account(cast.leila)
    leila.post(address("member-naming", cast.sahel.pk), {"naming": "coordinators"})
    assert Organisation.objects.get(pk=cast.sahel.pk).naming == Naming.COORDINATORS
    page = leila.get(address("member-naming", cast.sahel.pk))
    assert 'value="public"' not in text_of(page)
    assert leila.post(address("member-naming", cast.sahel.pk), {"naming": "public"}).status_code == 200
    assert Organisation.objects.get(pk=cast.sahel.pk).naming == Naming.COORDINATORS
    as_account(cast.amina).post(address("member-naming", cast.sahel.pk), {"naming": "members", "let_know": "Demir Kapı Barış Derneği"})
    assert Organisation.objects.get(pk=cast.sahel.pk).naming == Naming.MEMBERS
    assert as_account(cast.deniz).get(address("member", cast.sahel.pk)).status_code == 200
    assert as_account(cast.eva).get(address("member", cast.sahel.pk)).status_code == 404


def test_whom_to_let_know_is_looked_for_among_those_whom_one_may_know(cast: Cast, as_account: SignIn) -> None:
    page = text_of(as_account(cast.amina).post(address("member-naming", cast.sahel.pk), {"naming": "members", "let_know": "Hidden Lantern Circle"}))
    assert "No organisation that you may know of is called “Hidden Lantern Circle”." in page


def test_a_coordinator_reads_where_a_name_already_is(cast: Cast, as_account: SignIn) -> None:
    leila = as_account(cast.leila)
    leila.post(address("members-download") + "?place=ML", {"form": "organisations-csv"})
    assert "In 1 copy of the list that somebody downloaded." in text_of(leila.get(address("member-naming", cast.sahel.pk)))
    assert "somebody downloaded" not in text_of(leila.get(address("member-naming", cast.amal.pk)))


def test_an_organisation_much_like_another_is_asked_about_once(cast: Cast, as_account: SignIn) -> None:
    leila, told = as_account(cast.leila), {"name": "Forum Humanite Sahel", "category": "ordinary", "naming": "members", "country": "ML"}
    page = text_of(leila.post(address("member-new"), told))
    assert "This looks like an organisation that is here already." in page
    assert address("member", cast.sahel.pk) in page
    assert Organisation.objects.filter(coalition=cast.quiet_fields).count() == 6
    answer = leila.post(address("member-new"), told | {"another": "1"})
    made = Organisation.objects.get(name="Forum Humanite Sahel")
    assert answer["Location"] == address("member", made.pk)
    assert (made.naming, made.membership.country_id) == (Naming.MEMBERS, "ML")


def test_a_record_is_taken_out_after_its_name_was_typed_and_only_a_mistaken_one(cast: Cast, as_account: SignIn) -> None:
    leila = as_account(cast.leila)
    assert "Type the name as it stands here" in text_of(leila.post(address("member-remove", cast.amal.pk), {"name": "Amal"}))
    assert "was not entered by mistake" in text_of(leila.post(address("member-remove", cast.sahel.pk), {"name": "Forum Humanité Sahel"}))
    leila.post(address("member-remove", cast.amal.pk), {"name": "Al-Amal Survivors’ Network"})
    assert not Organisation.objects.filter(pk=cast.amal.pk).exists()


def test_a_person_is_added_to_an_organisation_and_nobody_is_written_to(cast: Cast, as_account: SignIn) -> None:
    told = {
        "name": "Fatou Sow",
        "address": "Fatou@fhs.example",
        "function": "Lawyer",
        "topics": "survivors’ rights, budgets",
        "until": "2100-01-01",
        "is_main_contact": "on",
    }
    as_account(cast.amina).post(address("member-person-new", cast.sahel.pk), told)
    mandate = parties.mandates_in_force().get(person__name="Fatou Sow")
    assert (mandate.organisation, mandate.role, mandate.topics) == (cast.sahel, "representative", ["survivors’ rights", "budgets"])
    assert mandate.is_main_contact
    page = text_of(as_account(cast.oumar).get(address("member", cast.sahel.pk)))
    assert "Member representative on survivors’ rights and budgets" in page
    assert "until 1 January 2100" in page


def test_whoever_is_noted_already_is_taken_as_that_person(cast: Cast, as_account: SignIn) -> None:
    as_account(cast.leila).post(address("member-person-new", cast.amal.pk), {"name": "A. Diallo", "address": "amina@amina.example"})
    assert parties.mandates_in_force().filter(organisation=cast.amal, person=cast.person(cast.amina)).exists()
    again = as_account(cast.leila).post(address("member-person-new", cast.amal.pk), {"name": "A. Diallo", "address": "amina@amina.example"})
    assert "acts for Al-Amal Survivors’ Network already" in text_of(again)


def test_the_address_of_somebody_unlisted_tells_nobody_who_it_is(cast: Cast, as_account: SignIn) -> None:
    page = text_of(as_account(cast.amina).post(address("member-person-new", cast.sahel.pk), {"name": "M.", "address": "mina@mina.example"}))
    assert "Mina Sato" not in page
    assert "is noted here already" in page
    assert Person.objects.filter(name="M.").count() == 0


def test_a_mandate_ends_after_a_question_and_begins_again_by_undoing_it(cast: Cast, as_account: SignIn) -> None:
    amina = as_account(cast.amina)
    mandate = parties.mandates_in_force().get(person=cast.person(cast.oumar), organisation=cast.sahel)
    assert "End what Oumar Traoré may do for Forum Humanité Sahel?" in text_of(amina.get(address("mandate-end", mandate.pk)))
    answer = amina.post(address("mandate-end", mandate.pk))
    assert not parties.mandates_in_force().filter(person=cast.person(cast.oumar)).exists()
    page = text_of(as_account(cast.leila).get(answer["Location"]))
    assert "acts for nobody here" in page
    page = text_of(amina.get(address("member", cast.sahel.pk)))
    assert "Oumar Traoré no longer acts for Forum Humanité Sahel. What was signed stays signed." in page
    undo = re.search(r'action="(/quiet-fields/undo/[0-9a-f-]+/)"', page)
    assert undo is not None
    amina.post(undo[1])
    assert parties.mandates_in_force().filter(person=cast.person(cast.oumar), organisation=cast.sahel).exists()


def test_nobody_ends_what_others_people_may_do(cast: Cast, as_account: SignIn) -> None:
    mandate = parties.mandates_in_force().get(person=cast.person(cast.deniz))
    hidden = parties.mandates_in_force().get(person=cast.person(cast.mina))
    for one in (mandate, hidden):
        for name in ("mandate-end", "mandate-deputy"):
            assert as_account(cast.amina).get(address(name, one.pk)).status_code == 404
            assert as_account(cast.amina).post(address(name, one.pk)).status_code == 404
        assert as_account(cast.amina).post(address("mandate-main", one.pk)).status_code == 404


def test_somebody_stands_in_while_one_is_away(cast: Cast, as_account: SignIn) -> None:
    mandate = parties.mandates_in_force().get(person=cast.person(cast.amina), organisation=cast.sahel)
    far = as_account(cast.amina).post(address("mandate-deputy", mandate.pk), {"name": "Eva", "address": "eva@eva.example", "until": "2100-01-01"})
    assert "at most three months" in text_of(far)
    until = (now() + timedelta(days=20)).date().isoformat()
    as_account(cast.amina).post(address("mandate-deputy", mandate.pk), {"name": "Eva", "address": "eva@eva.example", "until": until})
    deputy = parties.mandates_in_force().get(deputy_for=mandate)
    assert deputy.person == cast.person(cast.eva)
    assert "stands in for Amina Diallo" in text_of(as_account(cast.leila).get(address("member", cast.sahel.pk)))


def test_a_person_is_seen_with_what_they_do_and_without_their_address(cast: Cast, as_account: SignIn) -> None:
    seen = text_of(as_account(cast.deniz).get(address("person", cast.person(cast.amina).pk)))
    assert "Forum Humanité Sahel" in seen
    assert "amina@amina.example" not in seen
    assert "amina@amina.example" in text_of(as_account(cast.oumar).get(address("person", cast.person(cast.amina).pk)))
    for name in ("person-correct", "person-appoint", "person-coordinate"):
        assert as_account(cast.deniz).get(address(name, cast.person(cast.amina).pk)).status_code == 404
    for name in ("person", "person-correct", "person-appoint", "person-coordinate"):
        assert as_account(cast.amina).get(address(name, cast.person(cast.mina).pk)).status_code == 404


def test_what_one_does_for_an_unlisted_organisation_is_not_told(cast: Cast, as_account: SignIn) -> None:
    as_account(cast.leila).post(address("person-appoint", cast.person(cast.amina).pk), {"organisation": "Hidden Lantern Circle"})
    assert "Lantern" in text_of(as_account(cast.leila).get(address("person", cast.person(cast.amina).pk)))
    assert "Lantern" not in text_of(as_account(cast.eva).get(address("person", cast.person(cast.amina).pk)))


def test_one_corrects_oneself_with_an_address_for_each_organisation(cast: Cast, as_account: SignIn) -> None:
    person = cast.person(cast.amina)
    told = {"name": "Amina Diallo", "address": "amina@amina.example", f"address_{cast.sahel.pk}": "amina@fhs.example", "language": "French"}
    as_account(cast.amina).post(address("person-correct", person.pk), told)
    person.refresh_from_db()
    assert person.language == "fr"
    assert parties.address_for(person, cast.sahel) == "amina@fhs.example"


def test_somebody_is_made_a_coordinator_after_a_question(cast: Cast, as_account: SignIn) -> None:
    leila, amina = as_account(cast.leila), cast.person(cast.amina)
    assert "Make Amina Diallo a coordinator?" in text_of(leila.get(address("person-coordinate", amina.pk)))
    leila.post(address("person-coordinate", amina.pk))
    assert cast.actor(cast.amina).is_coordinator
    leila.post(address("person-coordinate", amina.pk))
    assert parties.mandates_in_force().filter(person=amina, organisation=None).count() == 1


def test_a_download_is_recorded_and_looking_at_its_page_is_not(cast: Cast, as_account: SignIn) -> None:
    eva = as_account(cast.eva)
    assert "4 organisations, the whole list as you see it." in text_of(eva.get(address("members-download")))
    assert not Entry.objects.filter(kind="membership.exported").exists()
    answer = eva.post(address("members-download"), {"form": "organisations-csv"})
    assert re.search(r'filename="members-TLP-GREEN-\d{4}-\d\d-\d\d\.csv"', answer["Content-Disposition"])
    assert "Lantern" not in answer.content.decode()
    assert Entry.objects.filter(kind="membership.exported").count() == 1


def test_notes_are_written_changed_and_removed(cast: Cast, as_account: SignIn) -> None:
    leila = as_account(cast.leila)
    told = {"text": "Met them in May.", "label": "amber", "attribution": "named"}
    leila.post(address("member-note-new", cast.amal.pk), told)
    note = Note.objects.get()
    assert "Met them in May." in text_of(as_account(cast.amina).get(address("member", cast.amal.pk)))
    leila.post(address("member-note", cast.amal.pk, note.pk), told | {"label": "amber+strict"})
    assert "Met them in May." not in text_of(as_account(cast.amina).get(address("member", cast.amal.pk)))
    assert as_account(cast.amina).post(address("member-note-remove", cast.amal.pk, note.pk)).status_code == 404
    assert leila.post(address("member-note-remove", cast.sahel.pk, note.pk)).status_code == 404
    leila.post(address("member-note-remove", cast.amal.pk, note.pk))
    assert not Note.objects.exists()


def test_own_columns_are_added_filled_moved_and_removed(cast: Cast, as_account: SignIn) -> None:
    leila = as_account(cast.leila)
    for name in ("Stove", "Boat"):
        leila.post(address("members-columns"), {"name": name, "label": "amber"})
    stove, boat = OwnColumn.objects.get(name="Stove"), OwnColumn.objects.get(name="Boat")
    leila.post(address("members-column-move", boat.pk))
    assert [one.name for one in OwnColumn.objects.order_by("position")] == ["Boat", "Stove"]
    leila.post(address("member-values", cast.sahel.pk), {str(stove.pk): "two", str(boat.pk): ""})
    assert "Something stands in it for 1 organisation" in text_of(leila.get(address("members-column-remove", stove.pk)))
    leila.post(address("members-column-remove", stove.pk))
    assert Membership.objects.get(pk=cast.sahel.pk).own_values == {}
    theirs = columns.add(cast.open_water, "Depth", by=cast.actor(cast.viktor, cast.open_water))
    for name in ("members-column", "members-column-remove"):
        assert leila.get(address(name, theirs.pk)).status_code == 404
    assert as_account(cast.amina).get(address("members-columns")).status_code == 404


def test_a_question_is_kept_for_oneself_or_for_all(cast: Cast, as_account: SignIn) -> None:
    amina, leila = as_account(cast.amina), as_account(cast.leila)
    answer = amina.post(address("members-filter-save") + "?place=ML", {"name": "In Mali", "shared": "on"})
    assert answer["Location"] == address("members") + "?place=ML"
    own = SavedFilter.objects.get()
    assert own.account == cast.amina
    assert "In Mali" not in text_of(leila.get(address("members")))
    leila.post(address("members-filter-save") + "?place=LB", {"name": "In Lebanon", "shared": "on"})
    shared = SavedFilter.objects.get(name="In Lebanon")
    assert "In Lebanon" in text_of(amina.get(address("members")))
    assert amina.post(address("members-filter-remove", shared.pk)).status_code == 403
    assert leila.post(address("members-filter-remove", own.pk)).status_code == 404
    amina.post(address("members-filter-remove", own.pk))
    assert list(SavedFilter.objects.all()) == [shared]


def test_whoever_looks_as_a_member_sees_what_a_member_sees_and_does_nothing(cast: Cast, as_account: SignIn) -> None:
    leila = as_account(cast.leila)
    notes.write(cast.amal, "For us alone.", Label.AMBER_STRICT, by=cast.actor(cast.leila))
    leila.post(reverse("look-as", args=["quiet-fields"]), {"role": "representative"})
    assert "Lantern" not in text_of(leila.get(address("members")))
    assert leila.get(address("member", cast.lantern.pk)).status_code == 404
    record = text_of(leila.get(address("member", cast.amal.pk)))
    assert "For us alone." not in record
    assert "Change" not in record
    assert leila.get(address("members-download")).status_code == 404
    assert leila.post(address("member-names", cast.amal.pk), {"name": "Taken over"}).status_code in {403, 404}


def test_the_first_step_is_offered_where_nobody_is_noted_yet(cast: Cast, as_account: SignIn) -> None:
    Organisation.objects.filter(coalition=cast.quiet_fields).delete()
    page = text_of(as_account(cast.leila).get(address("members")))
    assert "No organisation is noted here yet." in page
    assert reverse("imports", args=["quiet-fields"]) in page


def test_the_history_of_an_organisation_is_told_to_those_whom_it_concerns(cast: Cast, as_account: SignIn) -> None:
    identities.rename(cast.amal, Names("Al-Amal Circle"), by=cast.actor(cast.leila))
    assert "Leila Haddad changed the name" in text_of(as_account(cast.leila).get(address("member-history", cast.amal.pk)))
    assert "Leila Haddad" not in text_of(as_account(cast.amina).get(address("member-history", cast.amal.pk)))


def test_a_long_list_on_a_record_is_cut_and_shown_whole_when_asked(cast: Cast, as_account: SignIn) -> None:
    leila = as_account(cast.leila)
    for number in range(12):
        notes.write(cast.amal, f"Note number {number}.", by=cast.actor(cast.leila))
    page = text_of(leila.get(address("member", cast.amal.pk)))
    assert page.count("Note number") - page.count(": Note number") == 10
    assert "All 12 notes" in page
    whole = text_of(leila.get(address("member", cast.amal.pk) + "?whole=notes"))
    assert "Note number 0." in whole
    assert "All 12 notes" not in whole
