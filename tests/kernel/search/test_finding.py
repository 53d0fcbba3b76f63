"""Finding: everybody finds what they may know and nothing else, in every script, the nearest first."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

from commoncall.kernel import time
from commoncall.kernel.authority import VISITOR, Actor, Role
from commoncall.kernel.history.actions import seal_all
from commoncall.kernel.labels import Label
from commoncall.kernel.parties.actions import mandates
from commoncall.kernel.parties.actions import organisations as parties
from commoncall.kernel.parties.actions.organisations import Names
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.search.models import Document
from commoncall.kernel.search.queries import finding
from commoncall.kernel.search.queries.finding import find
from commoncall.membership.actions import notes, organisations
from commoncall.membership.actions.organisations import Entered
from commoncall.membership.models import Membership, Note
from commoncall.membership.rules.profiles import Profile
from tests.cast import Cast, make_account, make_member, make_person
from tests.searching import TYPED, catch_up, counts, marks, names, only, read


def enter(cast: Cast, *entered: str, about: str = "") -> list[Membership]:
    return organisations.enter_all(cast.quiet_fields, [Entered(Names(name), Profile(about=about)) for name in entered], by=cast.operator)


class TestWhoFindsWhat:
    @pytest.fixture(autouse=True)
    def _noted(self, cast: Cast) -> None:
        leila = cast.actor(cast.leila)
        notes.write(cast.lantern, "The ferry to the lantern leaves at dawn.", Label.GREEN, by=leila)
        notes.write(cast.sahel, "The ferry costs nine.", Label.AMBER_STRICT, by=leila)
        notes.write(cast.sahel, "The ferry was late.", Label.AMBER, by=leila)
        notes.write(cast.sahel, "The ferry is blue.", Label.GREEN, by=leila)
        Membership.objects.filter(pk=cast.sahel.pk).update(about="We tend goats.")
        catch_up()

    def test_an_organisation_that_is_not_named_is_found_by_coordinators_alone(self, cast: Cast) -> None:
        leila = cast.actor(cast.leila)
        assert counts(find(leila, "lantern")) == {"organisations": 1, "people": 1, "notes": 1}
        assert names(leila, "mina sato") == ["Mina Sato"]

    @pytest.mark.parametrize("account", ["amina", "oumar", "deniz", "eva"])
    @pytest.mark.parametrize("text", ["lantern", "hidden", "circle", "mina", "sato", "mina@mina.example", "dawn", "hidden lantern circle"])
    def test_everybody_else_finds_and_counts_nothing_of_it(self, cast: Cast, account: str, text: str) -> None:
        assert counts(find(cast.actor(getattr(cast, account)), text)) == {}

    def test_whom_it_confided_in_finds_it(self, cast: Cast) -> None:
        parties.choose_naming(cast.lantern, cast.lantern.naming, known_to=[cast.sahel], by=cast.operator)
        assert names(cast.actor(cast.amina), "lantern", "organisations") == ["Hidden Lantern Circle"]
        assert names(cast.actor(cast.deniz), "lantern") == []

    def test_somebody_who_also_acts_for_it_is_not_found_by_its_name(self, cast: Cast) -> None:
        mandates.grant(mandates.Grant(cast.person(cast.oumar), cast.lantern, Role.REPRESENTATIVE, "Lamplighter"), by=cast.operator)
        catch_up()
        assert names(cast.actor(cast.leila), "lamplighter lantern", "people") == ["Oumar Traoré"]
        for account in (cast.amina, cast.deniz, cast.eva):
            assert names(cast.actor(account), "lamplighter") == names(cast.actor(account), "lantern") == []
            shown = only(find(cast.actor(account), "oumar"))
            assert "Lantern" not in read(shown.snippet)

    @pytest.mark.parametrize(("account", "number"), [("leila", 4), ("amina", 2), ("deniz", 1), ("eva", 1)])
    def test_a_note_is_found_by_those_whom_its_label_lets_read_it(self, cast: Cast, account: str, number: int) -> None:
        found = find(cast.actor(getattr(cast, account)), "ferry")
        assert counts(found) == {"notes": number}
        assert len(found.groups[0].results) == number

    def test_a_label_that_changed_counts_at_once_and_old_words_are_not_shown_under_a_new_one(self, cast: Cast) -> None:
        strict = Note.objects.get(text="The ferry costs nine.")
        notes.correct(strict, "Nothing.", Label.GREEN, by=cast.actor(cast.leila))
        blue = Note.objects.get(text="The ferry is blue.")
        notes.correct(blue, "The ferry is blue.", Label.AMBER_STRICT, by=cast.actor(cast.leila))
        # The index has not followed yet.
        assert [read(result.snippet) for group in find(cast.actor(cast.amina), "ferry").groups for result in group.results] == ["The ferry was late."]

    def test_what_an_organisation_tells_of_itself_is_for_it_and_the_coordinators(self, cast: Cast) -> None:
        organisations.describe(cast.sahel, Profile(about="We tend goats and wells."), by=cast.operator)
        catch_up()
        assert names(cast.actor(cast.leila), "goats") == names(cast.actor(cast.amina), "goats") == ["Forum Humanité Sahel"]
        assert names(cast.actor(cast.deniz), "goats") == names(cast.actor(cast.eva), "goats") == []

    def test_addresses_are_found_by_those_who_may_read_them(self, cast: Cast) -> None:
        assert names(cast.actor(cast.leila), "deniz@deniz.example") == ["Deniz Kaya"]
        assert names(cast.actor(cast.amina), "deniz@deniz.example") == []
        assert names(cast.actor(cast.amina), "oumar@oumar.example") == ["Oumar Traoré"]

    def test_another_coalition_is_never_part_of_the_answer(self, cast: Cast) -> None:
        assert names(cast.actor(cast.leila), "rivers") == names(cast.actor(cast.leila), "viktor") == []
        assert names(cast.actor(cast.viktor, cast.open_water), "sahel") == []
        assert names(cast.actor(cast.amina, cast.open_water), "amina") == ["Amina Diallo"]

    @pytest.mark.parametrize("actor", [VISITOR, Actor()])
    def test_who_is_outside_finds_nothing(self, cast: Cast, actor: Actor) -> None:
        assert find(actor, "sahel").groups == ()


@given(TYPED)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_gets_an_answer_and_finds_only_what_may_be_known(cast: Cast, text: str) -> None:
    if not Document.objects.exists():
        catch_up()
    for account in (cast.leila, cast.deniz):
        shown = str([group.results for group in find(cast.actor(account), text, only="people").groups])
        assert account == cast.leila or "Mina Sato" not in shown


SCRIPTS = [
    ("Ligue des Droits Éoliens", ["eoliens", "DROITS éoliens", "ligue droit"]),
    ("Łódź Śródmieście", ["lodz", "srodmiescie"]),
    ("اتحاد المُنظَّمات النسائيّة", ["منظمات", "المنظمات", "والمنظمات", "منظمة", "اتحاد نسائيه", "إتحاد"]),
    ("Союз ёлочных организаций", ["елочных", "организация", "союз организации", "СОЮЗ"]),
    ("自然之友环保", ["自然", "之友", "保", "自然之友"]),
    ("महिला मंच", ["महिला", "मंच", "महि"]),
    ("ארגון שלום", ["שלום", "אִרְגּוּן"]),
    ("Ένωση Ειρήνης", ["ενωση", "ΕΙΡΗΝΗΣ", "ειρην"]),
    ("グリーン平和会", ["グリーン", "平和", "グリ"]),
    ("평화 네트워크", ["평화", "네트"]),
]


@pytest.mark.parametrize(("name", "asked"), SCRIPTS, ids=[name for name, _asked in SCRIPTS])
def test_every_script_is_found_however_it_is_typed(cast: Cast, name: str, asked: list[str]) -> None:
    enter(cast, name, "Another Thing")
    catch_up()
    leila = cast.actor(cast.leila)
    for text in asked:
        assert names(leila, text) == [name], text
        assert marks(only(find(leila, text)).title), text


def test_words_are_found_in_their_other_forms_and_all_of_them_must_be_there(cast: Cast) -> None:
    enter(cast, "Network of Women’s Organisations", "Organizaciones de Mujeres", "Réseau des décisions")
    catch_up()
    leila = cast.actor(cast.leila)
    assert names(leila, "organisation") == ["Network of Women’s Organisations"]
    assert names(leila, "women organisation") == ["Network of Women’s Organisations"]
    assert names(leila, "organisation mujer") == []
    assert names(leila, "organización") == ["Organizaciones de Mujeres"]
    assert names(leila, "decision") == ["Réseau des décisions"]
    assert names(leila, "the organisation of women") == ["Network of Women’s Organisations"]


def test_other_names_and_acronyms_are_found_and_shown(cast: Cast) -> None:
    others = [{"text": "شبكة الأمل للناجين", "language": "ar"}]
    parties.rename(cast.amal, Names("Al-Amal Survivors’ Network", "AASN", others=others), by=cast.operator)
    catch_up()
    leila = cast.actor(cast.leila)
    assert names(leila, "aasn") == names(leila, "شبكه امل") == ["Al-Amal Survivors’ Network"]
    assert marks(only(find(leila, "ناجين")).others) == ["للناجين"]


class TestOrder:
    def test_what_is_called_exactly_so_comes_first_then_titles_then_bodies(self, cast: Cast) -> None:
        enter(cast, "Harbour Watch", about="A harbour, a harbour, a harbour.")
        enter(cast, "Quay Union", about="The harbour of the harbour by the harbour.")
        enter(cast, "Harbour")
        enter(cast, "Friends of the Harbour and Harbour Watch")
        catch_up()
        found = names(cast.actor(cast.leila), "harbour")
        assert found[0] == "Harbour"
        assert found[-1] == "Quay Union"

    def test_the_later_comes_before_the_earlier(self, cast: Cast) -> None:
        for number in range(3):
            note = notes.write(cast.sahel, "The tide turned.", by=cast.actor(cast.leila))
            Note.objects.filter(pk=note.pk).update(written_at=time.now() - timedelta(days=300 * number), text=f"The tide turned {number}.")
        catch_up()
        [group] = find(cast.actor(cast.leila), "tide").groups
        assert [read(one.snippet) for one in group.results] == [f"The tide turned {number}." for number in range(3)]

    def test_what_is_called_so_is_found_among_more_than_are_looked_through(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(finding, "MOST", 5)
        enter(cast, "Lagoon")
        enter(cast, "Lagoon Guild", about="By the lagoon.")
        Organisation.objects.filter(name__startswith="Lagoon").update(created_at=time.now() - timedelta(days=900))
        enter(cast, *(f"Group {number}" for number in range(12)), about="We love the lagoon.")
        catch_up()
        found = find(cast.actor(cast.leila), "lagoon")
        assert found.more
        assert found.groups[0].count == 5
        assert [read(one.title) for one in found.groups[0].results][:2] == ["Lagoon", "Lagoon Guild"]

    def test_groups_stand_in_the_order_of_their_nearest_results(self, cast: Cast) -> None:
        enter(cast, "Amina Circle for Wells")
        catch_up()
        assert [group.kind.name for group in find(cast.actor(cast.leila), "amina diallo").groups] == ["people"]
        assert [group.kind.name for group in find(cast.actor(cast.leila), "amina circle for wells").groups] == ["organisations"]


def test_a_thing_is_counted_once_whichever_of_its_parts_hold_the_words(cast: Cast) -> None:
    enter(cast, "Egret Trust", about="The egret is our sign.")
    make_person(cast.quiet_fields, cast.operator, cast.viktor, make_member(cast.quiet_fields, cast.operator, "Viktor Guild"), Role.REPRESENTATIVE)
    catch_up()
    assert counts(find(cast.actor(cast.leila), "egret")) == {"organisations": 1}
    assert counts(find(cast.actor(cast.leila), "viktor")) == {"organisations": 1, "people": 1}


def test_a_kind_alone_is_read_page_by_page_and_the_others_are_only_counted(cast: Cast) -> None:
    enter(cast, *(f"Dune {number:03}" for number in range(60)))
    notes.write(cast.sahel, "Across the dune.", by=cast.actor(cast.leila))
    catch_up()
    leila = cast.actor(cast.leila)
    first = find(leila, "dune")
    assert counts(first) == {"organisations": 60, "notes": 1}
    assert [len(group.results) for group in first.groups] == [finding.FEW, 1]
    pages = [find(leila, "dune", only="organisations", page=number) for number in (1, 2, 3, 4)]
    assert [counts(page) for page in pages] == [{"organisations": 60, "notes": 1}] * 4
    found = [one.subject for page in pages for group in page.groups for one in group.results]
    assert len(found) == len(set(found)) == 60
    assert all(not page.group("notes").results for page in pages)  # type: ignore[union-attr]


def test_finding_asks_as_often_for_a_thousand_as_for_ten(cast: Cast) -> None:
    def asked() -> int:
        catch_up()
        with CaptureQueriesContext(connection) as captured:
            find(leila, "marsh")
        return len(captured)

    leila = cast.actor(cast.leila)
    enter(cast, *(f"Marsh {number}" for number in range(10)), about="Wet.")
    notes.write(cast.sahel, "The marsh.", by=leila)
    few = asked()
    enter(cast, *(f"Marsh {number}" for number in range(10, 1010)), about="Wet.")
    assert asked() == few
    assert few <= 4


def test_rare_words_are_looked_up_in_the_index(cast: Cast) -> None:
    # What was written just now stands here for the many that a coalition gathers in years.
    entered = [Entered(Names(f"Heath {number}"), Profile(about=f"We keep the heath of valley {number}.")) for number in range(3000)]
    organisations.enter_all(cast.quiet_fields, entered, by=cast.operator)
    catch_up()
    seal_all()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_document, parties_organisation, membership_membership")
        with CaptureQueriesContext(connection) as captured:
            assert names(cast.actor(cast.leila), "heath 2718") == ["Heath 2718"]
        [statement] = [query["sql"] for query in captured if "WITH hits" in query["sql"]]
        cursor.execute(f"EXPLAIN {statement}")
        lines = [line for (line,) in cursor.fetchall()]
    # What follows the hits has no more rows than they.
    start = next(place for place, line in enumerate(lines) if line.strip() == "CTE hits")
    depth = len(lines[start]) - len(lines[start].lstrip())
    hits = "\n".join(itertools.takewhile(lambda line: len(line) - len(line.lstrip()) > depth, lines[start + 1 :]))
    assert "search_document_by_word" in hits
    assert "Seq Scan on search_document" not in hits, hits


def test_words_of_an_address_are_found_as_they_are_and_by_no_stem(cast: Cast) -> None:
    account = make_account("Noor Bakker", "noor@demo.example")
    make_person(cast.quiet_fields, cast.operator, account, cast.amal, Role.REPRESENTATIVE)
    catch_up()
    leila = cast.actor(cast.leila)
    assert "Noor Bakker" in names(leila, "demo.example", "people")
    # Without an accent or an ending, another language's stemmer would take both words for one.
    assert "Noor Bakker" not in names(leila, "demir", "people")
