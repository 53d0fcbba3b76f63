"""The directory finds those of whom its reader may know; whom one may not know leaves no trace in it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commoncall.kernel.authority import Actor
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.actions import people as persons
from commoncall.kernel.parties.actions.organisations import Names
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.time import now
from commoncall.membership.actions import belonging, organisations, tags
from commoncall.membership.actions.organisations import Entered
from commoncall.membership.models import Category, Membership, Standing
from commoncall.membership.queries import choices, directory, people, records
from commoncall.membership.rules.filters import Filters, Question
from commoncall.membership.rules.profiles import Belonging, Profile
from tests.cast import Cast, make_member


def names(actor: Actor, **filters: object) -> list[str]:
    return [row.name for row in directory.page(actor, Filters(**filters)).rows]  # type: ignore[arg-type]


def test_each_reader_finds_whom_they_may_know(cast: Cast) -> None:
    everyone = [
        "Al-Amal Survivors’ Network",
        "Campos Livres",
        "Demir Kapı Barış Derneği",
        "Forum Humanité Sahel",
        "Hidden Lantern Circle",
        "Northern Lawyers",
    ]
    assert names(cast.actor(cast.leila)) == everyone
    assert names(cast.actor(cast.amina)) == [name for name in everyone if "Lantern" not in name]
    assert names(cast.actor(cast.deniz)) == [name for name in everyone if "Lantern" not in name and "Campos" not in name]


@pytest.mark.parametrize("account", ["amina", "deniz", "eva"])
def test_an_unlisted_organisation_is_in_no_list_count_search_or_choice(cast: Cast, account: str) -> None:
    actor = cast.actor(getattr(cast, account))
    Membership.objects.filter(pk=cast.lantern.pk).update(languages=["my"], led_by_affected=True)
    for sought in ("lantern", "Mina Sato", "mina@mina.example", "circle"):
        assert names(actor, q=sought) == []
    page = directory.page(actor, Filters())
    known = [one for one in (cast.amal, cast.campos, cast.demir, cast.sahel, cast.lawyers) if account == "amina" or one != cast.campos]
    assert page.found.total == page.everyone.total == len(known)
    assert page.everyone.countries == len(known)
    offered = choices.choices(actor)
    assert "MM" not in str(offered.places)
    assert "my" not in str(offered.languages)
    assert names(actor, place="MM") == names(actor, place="r142", q="lantern") == names(actor, language="my") == []
    assert records.record(actor, cast.lantern.pk) is None
    assert people.person(actor, cast.person(cast.mina).pk) is None


def test_another_coalition_is_never_part_of_the_answer(cast: Cast) -> None:
    assert names(cast.actor(cast.leila), q="Rivers Trust") == []
    assert records.record(cast.actor(cast.leila), cast.water.pk) is None
    assert people.person(cast.actor(cast.leila), cast.person(cast.viktor, cast.open_water).pk) is None


@pytest.mark.parametrize("sought", ["humanite", "HUMANITÉ sahel", "fhs", "amina", "Diallo", "traore"])
def test_names_acronyms_and_people_are_found_however_they_are_typed(cast: Cast, sought: str) -> None:
    assert names(cast.actor(cast.deniz), q=sought) == ["Forum Humanité Sahel"]


def test_names_in_other_scripts_are_found_by_a_part(cast: Cast) -> None:
    others = ({"text": "شبكة الأمل للناجين", "language": "ar"}, {"text": "和平港湾协会", "language": "zh"})
    organisations.enter(cast.quiet_fields, Names("Harbour", others=others), by=cast.operator)
    for sought in ("الامل", "港湾", "شبكه"):
        assert names(cast.actor(cast.amina), q=sought) == ["Harbour"]


def test_the_likeliest_comes_first(cast: Cast) -> None:
    for name in ("Friends of the Sahel Forum", "Transahelian Circle"):
        make_member(cast.quiet_fields, cast.operator, name)
    make_member(cast.quiet_fields, cast.operator, "Sahel Watch")
    found = names(cast.actor(cast.leila), q="sahel")
    assert found == ["Sahel Watch", "Forum Humanité Sahel", "Friends of the Sahel Forum", "Transahelian Circle"]


def test_an_address_is_looked_for_among_those_that_one_may_read(cast: Cast) -> None:
    assert names(cast.actor(cast.leila), q="deniz@deniz.example") == ["Demir Kapı Barış Derneği"]
    assert names(cast.actor(cast.amina), q="deniz@deniz.example") == []
    assert names(cast.actor(cast.amina), q="oumar@") == ["Forum Humanité Sahel"]


def test_what_only_coordinators_see_cannot_be_asked_by_others(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    belonging.set_standing(cast.amal, Standing.DORMANT, reason="Silent", told="By letter", by=leila)
    tag = tags.put(cast.amal, "river", by=leila)
    Membership.objects.filter(pk=cast.amal.pk).update(kind="survivors", led_by_affected=True)
    for asked in ({"standing": "dormant"}, {"tag": str(tag.pk)}, {"kind": "survivors"}, {"question": "affected"}):
        assert names(leila, **asked) == ["Al-Amal Survivors’ Network"]
        assert len(names(cast.actor(cast.amina), **asked)) == 5
    assert names(leila, naming="coordinators") == ["Hidden Lantern Circle"]
    assert len(names(cast.actor(cast.amina), naming="members")) == 5
    page = directory.page(cast.actor(cast.amina), Filters(sort="-heard"))
    assert page.questions == ()
    assert {(row.standing, row.heard_at) for row in page.rows} == {("", None)}
    assert page.filters.sort == ""


def test_the_ready_made_questions_are_counted_as_they_would_be_answered(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    long_ago = now() - timedelta(days=200)
    Organisation.objects.filter(pk=cast.demir.pk).update(created_at=long_ago)
    Membership.objects.filter(pk=cast.sahel.pk).update(heard_at=long_ago, led_by_affected=True, country=None)
    counted = dict(directory.page(leila, Filters()).questions)
    assert counted == {Question.AFFECTED: 1, Question.NOBODY: 2, Question.SILENT: 2, Question.NO_COUNTRY: 1, Question.UNNAMED: 2}
    for question, number in counted.items():
        assert len(names(leila, question=question)) == number
    assert names(leila, question="nobody") == ["Al-Amal Survivors’ Network", "Campos Livres"]


def test_members_of_a_network_stand_under_it_and_are_counted_apart(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    belonging.set_network(cast.amal, cast.sahel, by=leila)
    belonging.set_network(cast.demir, cast.sahel, by=leila)
    page = directory.page(leila, Filters())
    order = [(row.name, row.through) for row in page.rows]
    place = order.index(("Forum Humanité Sahel", ""))
    assert order[place + 1 : place + 3] == [
        ("Al-Amal Survivors’ Network", "Forum Humanité Sahel"),
        ("Demir Kapı Barış Derneği", "Forum Humanité Sahel"),
    ]
    assert (page.everyone.own, page.everyone.through_networks) == (4, 2)
    assert names(leila, network=str(cast.sahel.pk)) == ["Al-Amal Survivors’ Network", "Demir Kapı Barış Derneği"]
    turned = names(leila, sort="-name")
    assert turned.index("Forum Humanité Sahel") + 1 == turned.index("Al-Amal Survivors’ Network")


def test_belonging_to_a_hidden_network_is_not_told(cast: Cast) -> None:
    belonging.set_network(cast.amal, cast.lantern, by=cast.actor(cast.leila))
    page = directory.page(cast.actor(cast.amina), Filters())
    assert (page.everyone.own, page.everyone.through_networks) == (5, 0)
    assert {row.through for row in page.rows} == {""}
    assert names(cast.actor(cast.amina), network=str(cast.lantern.pk)) == []
    assert choices.choices(cast.actor(cast.amina)).networks == []
    assert records.record(cast.actor(cast.amina), cast.amal.pk).belonging.network is None  # type: ignore[union-attr]


def test_a_member_sees_of_another_what_members_see(cast: Cast) -> None:
    profile = Profile(
        kind="ngo",
        country="LB",
        works_in=("LB",),
        languages=("ar",),
        website="https://a.example",
        size="9",
        registration="77",
        about="x",
        led_by_affected=True,
    )
    organisations.describe(cast.amal, profile, by=cast.actor(cast.leila))
    seen = records.record(cast.actor(cast.amina), cast.amal.pk)
    assert seen is not None
    assert seen.profile == Profile(country="LB", languages=("ar",), website="https://a.example")
    own = records.record(cast.actor(cast.amina), cast.sahel.pk)
    assert own is not None
    assert own.sees_all
    assert {line.addresses for line in own.people} == {("amina@amina.example",), ("oumar@oumar.example",)}
    others = records.record(cast.actor(cast.amina), cast.demir.pk)
    assert others is not None
    assert [(line.name, line.addresses, line.phone) for line in others.people] == [("Deniz Kaya", (), "")]


def test_what_a_colleague_reads_for_another_organisation_is_not_ones_own_to_see(cast: Cast) -> None:
    amina = persons.Particulars("Amina Diallo", phone="+223 20 22 00 00")
    addresses = {cast.amal: "amina@amal.example", cast.sahel: "amina@fhs.example"}
    persons.correct(cast.person(cast.amina), amina, addresses=addresses, by=cast.actor(cast.leila))
    seen = records.record(cast.actor(cast.oumar), cast.sahel.pk)
    assert seen is not None
    assert {line.name: line.addresses for line in seen.people}["Amina Diallo"] == ("amina@fhs.example", "amina@amina.example")
    assert names(cast.actor(cast.oumar), q="amina@amal.example") == []
    for account, phone in ((cast.leila, "+223 20 22 00 00"), (cast.oumar, "+223 20 22 00 00"), (cast.deniz, "")):
        found = people.person(cast.actor(account), cast.person(cast.amina).pk)
        assert found is not None
        assert found.line.phone == phone


def test_lists_are_ordered_by_what_the_reader_reads(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    assert names(leila, sort="country")[:2] == ["Campos Livres", "Al-Amal Survivors’ Network"]
    assert names(leila, sort="-country")[0] == "Demir Kapı Barış Derneği"
    assert names(leila, sort="category")[-1] == "Northern Lawyers"


def test_whoever_has_left_is_found_by_asking_for_it(cast: Cast) -> None:
    Membership.objects.filter(pk=cast.amal.pk).update(standing=Standing.LEFT)
    assert "Al-Amal Survivors’ Network" not in names(cast.actor(cast.leila))
    assert names(cast.actor(cast.leila), standing="left") == ["Al-Amal Survivors’ Network"]


def test_pages_hold_so_many_and_say_what_follows(cast: Cast) -> None:
    organisations.enter_all(cast.quiet_fields, [Entered(Names(f"Forum {place:03}")) for place in range(54)], by=cast.operator)
    leila = cast.actor(cast.leila)
    page = directory.page(leila, Filters(page=2))
    assert (page.first, page.last, page.previous, page.next, page.step) == (26, 50, 1, 3, 10)
    last = directory.page(leila, Filters(page=3))
    assert (last.first, last.last, last.next) == (51, 60, 0)
    assert directory.page(leila, Filters(page=9)).first == 1
    assert len(directory.page(leila, Filters(whole=True)).rows) == 60
    assert directory.page(leila, Filters(), size=directory.PAGE_PLAIN).last == 50


@pytest.mark.parametrize("account", ["leila", "amina", "eva"])
def test_a_thousand_organisations_need_no_more_queries_than_ten(cast: Cast, account: str) -> None:
    actor = cast.actor(getattr(cast, account))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            directory.page(actor, Filters(whole=True))
            choices.choices(actor)
        return len(queries)

    belonging.set_network(cast.amal, cast.sahel, by=cast.operator)
    before = asked()
    entered = [Entered(Names(f"Forum {place}"), Profile(country="ML", languages=("fr",)), tags=("t",)) for place in range(1000)]
    made = organisations.enter_all(cast.quiet_fields, entered, by=cast.operator)
    Membership.objects.filter(pk__in=[one.pk for one in made[:100]]).update(network=made[500])
    assert asked() == before
    assert before <= 8


@pytest.mark.parametrize("hostile", ["%", "_", "\\", "'; DROP TABLE", "@", "%@%", "\x00", "a\x00@", "\ud800", "a" * 5000, "(", "*"])
def test_nothing_that_is_typed_breaks_the_question(cast: Cast, hostile: str) -> None:
    filters = Filters.read(
        {"q": hostile, "place": hostile, "tag": hostile, "network": hostile, "page": hostile, "sort": hostile, "question": hostile}
    )
    leila = cast.actor(cast.leila)
    directory.page(leila, filters)
    sought = {} if "@" in filters.q else {"q": filters.q}
    for asked in (sought, {"place": filters.place}, {"tag": filters.tag}, {"network": filters.network}):
        assert names(leila, **asked) == ([] if any(asked.values()) else names(leila))


def test_a_filter_reads_back_as_it_was_written() -> None:
    filters = Filters(q="a b", place="r002", language="fr", sort="-country", page=3)
    assert Filters.read(dict(pair.split("=") for pair in filters.as_query().replace("+", " ").split("&"))) == filters
    assert Filters.read({"page": "0", "sort": "colour", "question": "why"}) == Filters()
    assert Filters(place="ML", language="fr", page=4).without("place") == Filters(language="fr")


def test_an_observer_finds_what_naming_allows_at_once(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.sahel.pk).update(naming=Naming.MEMBERS)
    assert "Forum Humanité Sahel" not in names(cast.actor(cast.deniz))
    assert "Forum Humanité Sahel" in names(cast.actor(cast.amina))
    belonged = Belonging(category=Category.OBSERVER)
    organisations.enter(cast.quiet_fields, Names("Late Watcher"), belonging=belonged, by=cast.operator)
    assert "Late Watcher" in names(cast.actor(cast.deniz))
