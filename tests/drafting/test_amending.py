"""An organisation amends an open text through people whose mandate covers it; what it proposed is shown without its name where need be."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commoncall.drafting import permissions
from commoncall.drafting.actions import commenting, stages, texts
from commoncall.drafting.actions.amending import propose, withdraw
from commoncall.drafting.actions.amending.proposing import Proposal
from commoncall.drafting.actions.texts import Beginning
from commoncall.drafting.models import Amendment, Comment, Version
from commoncall.drafting.queries import amendments, comments
from commoncall.drafting.rules.amending import Change, Do
from commoncall.drafting.rules.collisions import Place
from commoncall.kernel import time
from commoncall.kernel.history import queries as history
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties.actions import mandates
from commoncall.kernel.parties.models import Mandate
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.membership.models import Membership, Standing
from commoncall.procedures import undoing
from tests.drafting.conftest import TITLE, Drafting

pytestmark = pytest.mark.django_db


@pytest.fixture
def discussed(drafting: Drafting) -> Drafting:
    """The statement, open to amendments for a week."""
    drafting.open()
    return drafting


class TestProposing:
    def test_several_changes_are_kept_with_the_person_and_the_mandate(self, discussed: Drafting) -> None:
        cast = discussed.cast
        made = discussed.propose(
            cast.amina,
            discussed.change("ban", "All states shall ban mines."),
            discussed.delete("report"),
            discussed.insert("care", " They shall\nhelp. "),
            reason=" Shorter. ",
            strength="must",
        )
        mandate = Mandate.objects.get(person=cast.person(cast.amina), organisation=cast.sahel)
        assert (made.number, made.organisation, made.person, made.mandate) == (1, cast.sahel, cast.person(cast.amina), mandate.pk)
        assert (made.reason, made.strength, made.language) == ("Shorter.", "must", "en")
        changed, _deleted, inserted = made.changes
        assert changed["before"] == "All states shall ban the use of mines and clear their land."
        assert (inserted["text"], bool(inserted["key"])) == ("They shall help.", True)
        assert discussed.propose(cast.amina, discussed.delete("care")).number == 2

    def test_it_is_proposed_in_any_language_of_the_text_and_in_no_other(self, discussed: Drafting) -> None:
        french = discussed.propose(discussed.cast.amina, discussed.change("ban", "Tous les États bannissent les mines.", "fr"), language="fr")
        assert french.changes[0]["before"].startswith("Tous les États")
        with pytest.raises(Refusal) as refused:
            discussed.propose(discussed.cast.amina, Change(Do.CHANGE, "ban", "كل الدول"), language="ar")
        assert refused.value.field == "language"

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            (Change(Do.CHANGE, "elsewhere", "x"), "missing"),
            (Change(Do.INSERT, "elsewhere", "x"), "missing"),
            (Change(Do.CHANGE, "report", " They report each year. "), "same"),
            (Change(Do.INSERT, "report", " \n "), "empty"),
            (Change(Do.CHANGE, "report", "x" * 20_001), "long"),
        ],
        ids=lambda one: one if isinstance(one, str) else "",
    )
    def test_what_changes_nothing_or_what_is_not_there_is_refused_with_the_reason(self, discussed: Drafting, change: Change, code: str) -> None:
        with pytest.raises(Refusal) as refused:
            discussed.propose(discussed.cast.amina, change)
        assert (refused.value.code, refused.value.field) == (code, "changes")
        assert str(refused.value.reason)
        with pytest.raises(Refusal, match="different"):
            discussed.propose(discussed.cast.amina)
        assert not Amendment.objects.exists()

    def test_what_is_inserted_gets_a_key_of_its_own_whatever_was_handed_in(self, discussed: Drafting) -> None:
        chained = (Change(Do.INSERT, "ban", "First.", key="mine"), Change(Do.INSERT, "mine", "Second.", level=99))
        one, two = (discussed.propose(who, *chained) for who in (discussed.cast.amina, discussed.nadia))
        keys = {change["key"] for made in (one, two) for change in made.changes}
        assert (len(keys), "mine" in keys) == (4, False)
        assert (one.changes[1]["paragraph"], one.changes[1]["level"]) == (one.changes[0]["key"], 9)

    def test_too_many_changes_too_long_a_reason_and_an_unknown_strength_are_refused(self, discussed: Drafting) -> None:
        many = [discussed.insert("ban", str(number)) for number in range(101)]
        with pytest.raises(Refusal):
            discussed.propose(discussed.cast.amina, *many)
        with pytest.raises(Refusal):
            discussed.propose(discussed.cast.amina, discussed.delete("ban"), reason="x" * 5_001)
        with pytest.raises(Refusal):
            discussed.propose(discussed.cast.amina, discussed.delete("ban"), strength="perhaps")

    def test_a_draft_takes_none_and_a_closed_text_takes_no_more(self, drafting: Drafting) -> None:
        with pytest.raises(NotVisible):
            drafting.propose(drafting.cast.amina, drafting.delete("ban"))
        drafting.open()
        drafting.close()
        with pytest.raises(NotAllowed, match="over"):
            drafting.propose(drafting.cast.amina, drafting.delete("ban"))
        texts.next_version(drafting.version, by=drafting.cast.actor(drafting.cast.leila))
        with pytest.raises(NotAllowed):
            drafting.propose(drafting.cast.amina, drafting.delete("ban"))

    def test_after_the_instant_nothing_is_taken_though_nobody_closed_it_yet(self, discussed: Drafting) -> None:
        """The database's clock decides, whatever the clock of the machine that asks says."""
        Version.objects.update(amendments_until=time.database_now() + timedelta(hours=1))
        with time_machine.travel(time.now() + timedelta(days=2)):
            discussed.propose(discussed.nadia, discussed.delete("ban"))
        Version.objects.update(amendments_until=time.database_now() - timedelta(microseconds=1))
        amina, late = discussed.cast.actor(discussed.cast.amina), Proposal([discussed.delete("ban")], "en")
        with time_machine.travel(time.now() - timedelta(days=2)), pytest.raises(NotAllowed, match="over"):
            propose(discussed.version, late, by=amina)
        with pytest.raises(NotAllowed):
            commenting.comment(discussed.version, "Late.", by=discussed.cast.actor(discussed.cast.amina))
        assert Amendment.objects.count() == 1

    def test_without_an_instant_it_is_open_until_somebody_closes_it(self, drafting: Drafting) -> None:
        drafting.open(days=None)
        assert drafting.propose(drafting.cast.amina, drafting.delete("ban")).number == 1

    def test_a_suspended_organisation_is_not_heard(self, discussed: Drafting) -> None:
        cast = discussed.cast
        Membership.objects.filter(pk=cast.sahel.pk).update(standing=Standing.SUSPENDED)
        with pytest.raises(NotAllowed, match="suspended"):
            discussed.propose(cast.amina, discussed.delete("ban"))
        with pytest.raises(NotAllowed, match="suspended"):
            commenting.comment(discussed.version, "A word.", by=cast.actor(cast.amina))
        Membership.objects.filter(pk=cast.sahel.pk).update(standing=Standing.GOOD)
        assert discussed.propose(cast.amina, discussed.delete("ban")).number == 1

    def test_only_members_people_amend_and_for_their_own_organisation(self, discussed: Drafting) -> None:
        cast = discussed.cast
        with pytest.raises(NotAllowed):
            discussed.propose(cast.leila, discussed.delete("ban"))
        texts.arrange(discussed.version.text, Beginning("statement", TITLE, label="green"), by=cast.actor(cast.leila))
        for who in (cast.deniz, cast.eva):
            with pytest.raises(NotAllowed):
                discussed.propose(who, discussed.delete("ban"))
        with pytest.raises(NotVisible):
            propose(discussed.version, Proposal([discussed.delete("ban")], "en"), by=cast.actor(cast.viktor, cast.open_water))
        with pytest.raises(NotAllowed):
            propose(discussed.version, Proposal([discussed.delete("ban")], "en"), by=cast.operator)

    @pytest.mark.parametrize(("topics", "may"), [(["land"], True), (["draft"], True), (["press"], False), ([], True)])
    def test_the_mandate_covers_the_topic_of_the_text(self, discussed: Drafting, topics: list[str], may: bool) -> None:
        cast = discussed.cast
        texts.arrange(discussed.version.text, Beginning("statement", TITLE, topic="land"), by=cast.actor(cast.leila))
        Mandate.objects.filter(person=cast.person(cast.oumar), organisation=cast.sahel).update(topics=topics)
        assert permissions.may_amend(cast.actor(cast.oumar), discussed.fresh()).allowed == may
        if not may:
            with pytest.raises(NotAllowed, match="press"):
                discussed.propose(cast.oumar, discussed.delete("ban"))

    def test_a_mandate_that_ended_meanwhile_lets_nobody_amend(self, discussed: Drafting) -> None:
        cast = discussed.cast
        oumar = cast.actor(cast.oumar)
        mandates.end(Mandate.objects.get(person=cast.person(cast.oumar), organisation=cast.sahel), by=cast.actor(cast.leila))
        with pytest.raises(NotAllowed):
            propose(discussed.version, Proposal([discussed.delete("ban")], "en"), by=oumar)


class TestAmendingAmendments:
    def test_it_changes_the_words_that_were_proposed(self, discussed: Drafting) -> None:
        parent = discussed.propose(
            discussed.cast.amina, discussed.change("ban", "All states must ban mines."), discussed.insert("care", "They help.")
        )
        inserted = parent.changes[1]["key"]
        child = discussed.propose(
            discussed.nadia, Change(Do.CHANGE, "ban", "All states must ban mines now."), Change(Do.CHANGE, inserted, "They help all."), amends=parent
        )
        assert [one["before"] for one in child.changes] == ["All states must ban mines.", "They help."]
        deeper = discussed.propose(discussed.cast.amina, Change(Do.CHANGE, inserted, "They help all people."), amends=child)
        assert deeper.changes[0]["before"] == "They help all."
        with pytest.raises(Refusal, match="same"):
            discussed.propose(discussed.nadia, Change(Do.CHANGE, "ban", "All states must ban mines."), amends=parent)

    def test_what_the_amendment_leaves_alone_is_not_changed_under_its_name(self, discussed: Drafting) -> None:
        parent = discussed.propose(discussed.cast.amina, discussed.change("ban", "All states must ban mines."))
        with pytest.raises(Refusal) as refused:
            discussed.propose(discussed.nadia, discussed.change("care", "Other words."), amends=parent)
        assert refused.value.code == "beside"
        deleting = discussed.propose(discussed.cast.amina, discussed.delete("report"))
        with pytest.raises(Refusal) as refused:
            discussed.propose(discussed.nadia, Change(Do.CHANGE, "report", "They never report."), amends=deleting)
        assert refused.value.code == "missing"

    def test_not_what_was_withdrawn_nor_in_another_language_nor_of_another_text(self, discussed: Drafting) -> None:
        cast = discussed.cast
        parent = discussed.propose(cast.amina, discussed.change("ban", "All states must ban mines."))
        with pytest.raises(Refusal):
            discussed.propose(discussed.nadia, discussed.change("ban", "Autre chose.", "fr"), language="fr", amends=parent)
        withdraw(parent, by=cast.actor(cast.amina))
        with pytest.raises(Conflict):
            discussed.propose(discussed.nadia, Change(Do.CHANGE, "ban", "Other."), amends=parent)


class TestWithdrawing:
    def test_its_own_people_withdraw_it_and_can_take_that_back(self, discussed: Drafting) -> None:
        cast = discussed.cast
        made = discussed.propose(cast.amina, discussed.delete("ban"))
        for other in (cast.leila, discussed.nadia):
            with pytest.raises(NotAllowed):
                withdraw(made, by=cast.actor(other))
        withdraw(made, by=cast.actor(cast.oumar))
        with pytest.raises(Conflict):
            withdraw(made, by=cast.actor(cast.amina))
        entry = Entry.objects.get(kind="drafting.amendment_withdrawn")
        assert entry.person == cast.person(cast.oumar).pk
        undoing.undo(entry.pk, by=cast.actor(cast.amina))
        made.refresh_from_db()
        assert made.withdrawn_at is None

    def test_it_is_not_taken_back_once_amending_is_over(self, discussed: Drafting) -> None:
        cast = discussed.cast
        made = withdraw(discussed.propose(cast.amina, discussed.delete("ban")), by=cast.actor(cast.amina))
        discussed.close()
        with pytest.raises(NotAllowed):
            undoing.undo(Entry.objects.get(kind="drafting.amendment_withdrawn").pk, by=cast.actor(cast.amina))
        made.refresh_from_db()
        assert made.withdrawn_at is not None


class TestWhose:
    """Campos Livres is named to members only, Hidden Lantern to the coordinators alone."""

    def names(self, discussed: Drafting, who: object) -> list[str]:
        found = amendments.of_version(discussed.cast.actor(who), discussed.version)  # type: ignore[arg-type]
        return [f"{one.organisation.name}, {one.person.name if one.person else '-'}" for one in found]

    def test_names_stand_only_where_the_reader_may_know_them(self, discussed: Drafting) -> None:
        cast = discussed.cast
        texts.arrange(discussed.version.text, Beginning("statement", TITLE, label="green"), by=cast.actor(cast.leila))
        for who in (cast.amina, discussed.joao, cast.mina):
            discussed.propose(who, discussed.delete("ban"))
            commenting.comment(discussed.version, "A word.", by=cast.actor(who))
        sahel, campos, lantern = "Forum Humanité Sahel, Amina Diallo", "Campos Livres, João Neto", "Hidden Lantern Circle, Mina Sato"
        unnamed = "An organisation that is not named"
        nobody = f"{unnamed}, -"
        assert self.names(discussed, cast.leila) == [sahel, campos, lantern]
        assert self.names(discussed, discussed.nadia) == [sahel, campos, nobody]
        assert self.names(discussed, cast.deniz) == [sahel, nobody, nobody]
        assert self.names(discussed, cast.mina) == [sahel, campos, lantern]
        said = comments.of_version(cast.actor(cast.deniz), discussed.version)
        assert [one.organisation.name for one in said] == ["Forum Humanité Sahel", unnamed, unnamed]
        left = amendments.untreated(discussed.fresh(), cast.actor(discussed.nadia))
        assert [one.organisation.name for one in (*left.amendments, *left.comments)] == ["Forum Humanité Sahel", "Campos Livres", unnamed] * 2
        assert {one.organisation.name for one in amendments.untreated(discussed.fresh()).amendments} == {unnamed}
        hidden = amendments.one(cast.actor(cast.deniz), Amendment.objects.get(number=3).pk)
        assert (hidden.organisation_id, hidden.person_id, hidden.mandate) == (None, None, None)
        assert comments.one(cast.actor(cast.deniz), said[2].pk).organisation.name == unnamed

    def test_the_history_tells_them_to_their_organisation_and_the_coordinators_alone(self, discussed: Drafting) -> None:
        cast = discussed.cast
        discussed.propose(cast.mina, discussed.delete("ban"))
        readers = [
            name
            for name, who in {"leila": cast.leila, "mina": cast.mina, "amina": cast.amina, "deniz": cast.deniz}.items()
            if history.visible_to(cast.actor(who)).filter(kind="drafting.amendment_proposed").exists()
        ]
        assert readers == ["leila", "mina"]

    def test_amendments_to_what_one_may_not_read_are_not_there(self, discussed: Drafting) -> None:
        made = discussed.propose(discussed.cast.amina, discussed.delete("ban"))
        with pytest.raises(NotVisible):
            amendments.one(discussed.cast.actor(discussed.cast.deniz), made.pk)
        assert amendments.of_version(discussed.cast.actor(discussed.cast.deniz), discussed.version) == []

    def test_reading_takes_as_many_queries_for_many_as_for_one(self, discussed: Drafting) -> None:
        amina = discussed.cast.actor(discussed.cast.amina)

        def asked() -> int:
            with CaptureQueriesContext(connection) as queries:
                amendments.of_version(amina, discussed.version)
                amendments.collisions(discussed.version)
                amendments.untreated(discussed.version)
                comments.of_version(amina, discussed.version)
            return len(queries)

        discussed.propose(discussed.cast.amina, discussed.delete("ban"))
        few = asked()
        for number in range(5):
            discussed.propose(discussed.nadia, discussed.insert("ban", f"More {number}."))
            commenting.comment(discussed.version, f"A word {number}.", by=discussed.cast.actor(discussed.joao))
        assert asked() == few


class TestCollisions:
    def test_they_are_found_by_words_and_shown_across_languages(self, discussed: Drafting) -> None:
        cast = discussed.cast
        one = discussed.propose(cast.amina, discussed.change("ban", "All states must ban the use of mines and clear their land."))
        two = discussed.propose(discussed.nadia, discussed.change("ban", "All states may ban the use of mines and clear their land."))
        three = discussed.propose(discussed.joao, discussed.change("ban", "Tous les États bannissent les mines.", "fr"), language="fr")
        discussed.propose(discussed.joao, discussed.change("care", "They care."))
        found = amendments.collisions(discussed.version, "en")
        assert [(each.paragraph, each.ids, each.place) for each in found] == [
            ("ban", (one.pk, two.pk), Place.WORDS),
            ("ban", (one.pk, two.pk, three.pk), Place.LANGUAGES),
        ]
        withdraw(two, by=cast.actor(discussed.nadia))
        assert [each.place for each in amendments.collisions(discussed.version)] == [Place.LANGUAGES]


class TestComments:
    def test_members_observers_and_endorsers_comment_on_what_they_may_read(self, discussed: Drafting) -> None:
        cast = discussed.cast
        with pytest.raises(NotVisible):
            commenting.comment(discussed.version, "A word.", by=cast.actor(cast.deniz))
        texts.arrange(discussed.version.text, Beginning("statement", TITLE, label="green"), by=cast.actor(cast.leila))
        said = commenting.comment(discussed.version, " A word. ", paragraph="ban", by=cast.actor(cast.deniz))
        assert (said.text, said.paragraph, said.language, said.organisation) == ("A word.", "ban", "en", cast.demir)
        commenting.comment(discussed.version, "A word.", by=cast.actor(cast.eva))
        with pytest.raises(NotAllowed):
            commenting.comment(discussed.version, "A word.", by=cast.actor(cast.leila))

    @pytest.mark.parametrize(("text", "paragraph"), [("  ", ""), ("x" * 5_001, ""), ("A word.", "elsewhere")])
    def test_what_cannot_be_said_is_refused(self, discussed: Drafting, text: str, paragraph: str) -> None:
        with pytest.raises(Refusal):
            commenting.comment(discussed.version, text, paragraph=paragraph, by=discussed.cast.actor(discussed.cast.amina))
        assert not Comment.objects.exists()

    def test_one_is_withdrawn_by_its_own_people_until_it_is_treated(self, discussed: Drafting) -> None:
        cast = discussed.cast
        first, second = (commenting.comment(discussed.version, "A word.", by=cast.actor(cast.amina)) for _turn in range(2))
        with pytest.raises(NotAllowed):
            commenting.withdraw_comment(first, by=cast.actor(discussed.nadia))
        commenting.withdraw_comment(first, by=cast.actor(cast.oumar))
        with pytest.raises(Conflict):
            commenting.treat_comment(first, "taken", "Yes.", by=cast.actor(cast.leila))
        with pytest.raises(Refusal):
            commenting.treat_comment(second, "taken", "  ", by=cast.actor(cast.leila))
        with pytest.raises(Refusal):
            commenting.treat_comment(second, "", "Yes.", by=cast.actor(cast.leila))
        with pytest.raises(NotAllowed):
            commenting.treat_comment(second, "taken", "Yes.", by=cast.actor(cast.amina))
        treated = commenting.treat_comment(second, "partly", "Half of it.", by=cast.actor(cast.leila))
        assert (treated.treatment, treated.treatment_reason, treated.treated_by) == ("partly", "Half of it.", cast.person(cast.leila))
        with pytest.raises(Conflict):
            commenting.withdraw_comment(second, by=cast.actor(cast.amina))


class TestClosing:
    def test_the_clock_closes_at_the_instant_and_not_before(self, drafting: Drafting) -> None:
        version = drafting.open()
        until = version.amendments_until
        assert until is not None
        assert stages.close_due(until - timedelta(microseconds=1)) == 0
        assert drafting.fresh().state == "open"
        assert stages.close_due(until) == 1
        assert (drafting.fresh().state, drafting.fresh().closed_at) == ("closed", until)
        assert stages.close_due(until + timedelta(days=1)) == 0
        entry = Entry.objects.get(kind="drafting.closed")
        assert (entry.capacity, entry.facts["at"]) == ("system", until.isoformat())

    def test_by_itself_it_goes_by_the_clock_of_the_database(self, drafting: Drafting) -> None:
        drafting.open()
        with time_machine.travel(time.now() + timedelta(days=30)):
            assert stages.close_due() == 0
        Version.objects.update(amendments_until=time.database_now() - timedelta(seconds=1))
        with time_machine.travel(time.now() - timedelta(days=30)):
            assert stages.close_due() == 1

    def test_what_stays_open_until_somebody_closes_it_is_left_alone(self, drafting: Drafting) -> None:
        drafting.open(days=None)
        assert stages.close_due(time.database_now() + timedelta(days=3650)) == 0

    def test_it_is_opened_again_or_given_another_instant(self, drafting: Drafting) -> None:
        leila, version = drafting.cast.actor(drafting.cast.leila), drafting.open()
        later = time.database_now() + timedelta(days=30)
        assert stages.reopen(version, later, by=leila).amendments_until == later
        drafting.close()
        with pytest.raises(Conflict):
            drafting.close()
        again = stages.reopen(drafting.version, None, by=leila)
        assert (again.state, again.amendments_until, again.closed_at) == ("open", None, None)
        assert drafting.propose(drafting.cast.amina, drafting.delete("ban")).number == 1

    def test_no_instant_in_the_past_and_nothing_without_words(self, drafting: Drafting) -> None:
        leila = drafting.cast.actor(drafting.cast.leila)
        with pytest.raises(Refusal) as refused:
            stages.open_to_amendments(drafting.version, time.database_now(), by=leila)
        assert refused.value.field == "until"
        empty = texts.begin(drafting.cast.quiet_fields, Beginning("letter", "Empty"), by=leila)
        with pytest.raises(Refusal) as refused:
            stages.open_to_amendments(empty, None, by=leila)
        assert refused.value.code == "wordless"
        drafting.open()
        with pytest.raises(Conflict):
            drafting.open()
