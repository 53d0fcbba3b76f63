"""Whoever endorses from outside counts once the address is confirmed, is named as they chose, and goes when they want."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from commoncall.call import rules
from commoncall.call.actions import endorsers as deeds
from commoncall.call.actions import texts
from commoncall.call.models import Endorsement, Endorser, Version
from commoncall.call.queries import endorsers
from commoncall.call.queries.endorsers import Question, State
from commoncall.call.rules import Entry
from commoncall.kernel import time
from commoncall.kernel.authority import VISITOR, Actor, Proof
from commoncall.kernel.history import queries as book
from commoncall.kernel.history.models import Entry as Line
from commoncall.kernel.labels import Naming
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.procedures import undoing
from tests.call.conftest import Adopt
from tests.cast import Cast

OWNER = replace(VISITOR, proof=Proof.LINK)
ROSA = Entry("individual", "Rosa Quispe", "Lima", "PE", address="rosa@rosa.example", language="es")
KINDS = ("organisation", "company", "parliamentarian", "local_authority", "expert", "individual")


@pytest.fixture
def call(first: Version, cast: Cast) -> Version:
    """The call in force, open to everybody outside."""
    texts.open_to(first.text, KINDS, by=cast.actor(cast.leila))
    return Version.objects.select_related("text", "coalition").get(pk=first.pk)


def ask(cast: Cast, entry: Entry = ROSA) -> Endorser:
    return deeds.ask_in_public(cast.quiet_fields, entry, by=VISITOR).endorser


def confirmed(cast: Cast, entry: Entry = ROSA) -> Endorser:
    endorser, version = ask(cast, entry), endorsers.call_in_force(cast.quiet_fields)
    assert version is not None
    deeds.confirm(endorser, version, by=OWNER)
    endorser.refresh_from_db()
    return endorser


def public_names(version: Version) -> list[str]:
    return [one.name for group in endorsers.public_endorsers(version.coalition, version).groups for one in group.named]


def history(cast: Cast) -> list[str]:
    entries = Line.objects.filter(chain=cast.quiet_fields.chain_id, kind__startswith="call.endorser").select_related("particulars").order_by("id")
    return [line.sentence for line in book.told(entries)]


# Asking and confirming.


def test_what_is_asked_counts_nowhere_and_stands_in_no_history_until_it_is_confirmed(cast: Cast, call: Version) -> None:
    endorser = ask(cast)
    assert endorser.confirmed_at is None
    assert public_names(call) == []
    assert not Endorsement.objects.exists()
    assert history(cast) == []
    deeds.confirm(endorser, call, by=OWNER)
    assert public_names(call) == ["Rosa Quispe"]
    assert history(cast) == ["Rosa Quispe endorsed version 1 of the call from outside, and confirmed it by mail."]


def test_only_the_link_confirms(cast: Cast, call: Version) -> None:
    endorser = ask(cast)
    for nobody in (VISITOR, cast.actor(cast.amina), cast.actor(cast.leila)):
        with pytest.raises(NotAllowed):
            deeds.confirm(endorser, call, by=nobody)
    assert public_names(call) == []


def test_a_link_used_twice_confirms_once(cast: Cast, call: Version) -> None:
    endorser = confirmed(cast)
    with pytest.raises(Conflict) as refusal:
        deeds.confirm(endorser, call, by=OWNER)
    assert refusal.value.code == "already"
    assert Endorsement.objects.count() == 1


def test_the_same_asked_twice_is_one_and_the_latest_counts(cast: Cast, call: Version) -> None:
    one, two = ask(cast), ask(cast, replace(ROSA, name="Rosa  QUISPE", affiliation="Cusco", address="Rosa@rosa.example "))
    assert one.pk == two.pk
    deeds.confirm(two, call, by=OWNER)
    assert Endorser.objects.get().affiliation == "Cusco"


def test_whoever_only_knows_the_address_changes_nothing_of_what_is_confirmed(cast: Cast, call: Version) -> None:
    confirmed(cast, replace(ROSA, naming="coordinators"))
    asked = deeds.ask_in_public(cast.quiet_fields, replace(ROSA, affiliation="Elsewhere"), by=VISITOR)
    assert asked.is_known
    assert Endorser.objects.get().affiliation == "Lima"
    assert public_names(call) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " \u200b. "}, "name"),
        ({"name": "x" * 301}, "name"),
        ({"name": "Win at https://elsewhere.example"}, "name"),
        ({"affiliation": "www.elsewhere.example"}, "affiliation"),
        ({"kind": "robot"}, "kind"),
        ({"country": "XX"}, "country"),
        ({"address": ""}, "address"),
        ({"address": "rosa"}, "address"),
        ({"address": "a@a.example, b@b.example"}, "address"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "https://a b.example"}, "website"),
        ({"naming": "members"}, "naming"),
        ({"reservations": "x" * 2001}, "reservations"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(cast: Cast, call: Version, changes: dict[str, str], field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        ask(cast, replace(ROSA, **changes))
    assert refusal.value.field == field
    assert not Endorser.objects.exists()


def test_signs_that_nobody_sees_and_turning_signs_are_left_out() -> None:
    entry = replace(ROSA, name="\u202eRosa\x00\r\n Quispe\u2069", website="rosa.example").tidy()
    assert (entry.name, entry.website) == ("Rosa Quispe", "https://rosa.example")


def test_only_the_kinds_that_the_coalition_let_in_may_ask(cast: Cast, call: Version) -> None:
    texts.open_to(call.text, ["company"], by=cast.actor(cast.leila))
    with pytest.raises(Refusal) as refusal:
        ask(cast)
    assert refusal.value.field == "kind"


def test_nobody_asks_or_confirms_once_endorsing_is_over_but_whoever_stands_may_re_affirm(cast: Cast, call: Version, adopt: Adopt) -> None:
    waiting, standing = ask(cast, replace(ROSA, name="Late Comer")), confirmed(cast)
    second = adopt("Something else.")
    texts.close(second.text, by=cast.actor(cast.leila))
    second = Version.objects.select_related("text").get(pk=second.pk)
    for late in (lambda: ask(cast, replace(ROSA, name="Later")), lambda: deeds.confirm(waiting, second, by=OWNER)):
        with pytest.raises(Conflict) as refusal:
            late()
        assert refusal.value.code == "closed"
    deeds.reaffirm(standing, second, by=OWNER)
    assert public_names(second) == ["Rosa Quispe"]


def test_without_a_version_in_force_there_is_nothing_to_endorse(cast: Cast) -> None:
    with pytest.raises(Conflict):
        ask(cast)


# The versions.


def test_a_superseded_version_is_not_confirmed_and_the_present_one_is_named(cast: Cast, call: Version, adopt: Adopt) -> None:
    endorser = ask(cast)
    adopt("Something else.")
    with pytest.raises(Conflict) as refusal:
        deeds.confirm(endorser, call, by=OWNER)
    assert refusal.value.code == "superseded"
    assert "version 2" in str(refusal.value)


def test_after_a_material_change_nobody_is_dropped_and_each_can_re_affirm(cast: Cast, call: Version, adopt: Adopt) -> None:
    rosa, chen = confirmed(cast), confirmed(cast, replace(ROSA, name="Chen Li", address="chen@chen.example", reservations="Not the second demand."))
    second = adopt("Something else.")
    groups = {group.kind: group for group in endorsers.public_endorsers(cast.quiet_fields, second).groups}
    assert [one.name for one in groups[""].named] == ["Chen Li", "Rosa Quispe"]
    assert set(endorsers.to_be_asked(second)) == {rosa, chen}
    deeds.reaffirm(chen, second, by=OWNER)
    groups = {group.kind: group for group in endorsers.public_endorsers(cast.quiet_fields, second).groups}
    assert [one.name for one in groups["individual"].named] == ["Chen Li"]
    assert [one.name for one in groups[""].named] == ["Rosa Quispe"]
    assert Endorsement.objects.get(endorser=chen, version=second).reservations == "Not the second demand."
    with pytest.raises(Conflict):
        deeds.reaffirm(chen, second, by=OWNER)


def test_a_change_of_words_alone_leaves_everybody_behind_it(cast: Cast, call: Version, adopt: Adopt) -> None:
    confirmed(cast)
    second = adopt("Join the treaty.", "Clear the land.", "Care for all survivors.", is_material=False)
    assert public_names(second) == ["Rosa Quispe"]
    assert not endorsers.to_be_asked(second).exists()


# Withdrawing and correcting.


def test_withdrawing_takes_the_name_out_at_once_and_it_can_stand_again(cast: Cast, call: Version) -> None:
    endorser = confirmed(cast, replace(ROSA, wants_news=True))
    deeds.withdraw(endorser, "We left.", by=OWNER)
    endorser.refresh_from_db()
    assert (public_names(call), endorser.wants_news) == ([], False)
    assert history(cast)[-1] == "Rosa Quispe no longer endorses the call. The reason: We left."
    with pytest.raises(Conflict):
        deeds.withdraw(endorser, by=OWNER)
    deeds.reaffirm(endorser, call, by=OWNER)
    assert public_names(call) == ["Rosa Quispe"]


def test_what_was_never_confirmed_is_gone_when_it_is_withdrawn(cast: Cast, call: Version) -> None:
    deeds.withdraw(ask(cast), by=OWNER)
    assert not Endorser.objects.exists()
    assert history(cast) == []


def test_correcting_says_what_and_keeps_the_words_where_they_can_be_removed(cast: Cast, call: Version) -> None:
    endorser = confirmed(cast)
    now = replace(ROSA, name="Rosa Quispe Mamani", naming="coordinators", address="else@else.example", kind="company")
    deeds.correct(endorser, now, by=OWNER)
    endorser.refresh_from_db()
    assert (endorser.name, endorser.naming, endorser.address, endorser.kind) == (
        "Rosa Quispe Mamani",
        Naming.COORDINATORS,
        "rosa@rosa.example",
        "individual",
    )
    assert public_names(call) == []
    entry = Line.objects.select_related("particulars").get(kind="call.endorser_corrected")
    assert entry.facts["fields"] == ["name", "naming"]
    assert "Rosa" not in str(entry.facts)
    assert history(cast)[-1].endswith("was corrected: the name, whether they are named.")


def test_correcting_to_what_the_same_address_endorses_already_is_refused(cast: Cast, call: Version) -> None:
    confirmed(cast, replace(ROSA, name="Chen Li"))
    endorser = confirmed(cast)
    with pytest.raises(Conflict) as refusal:
        deeds.correct(endorser, replace(ROSA, name="CHEN Li"), by=OWNER)
    assert refusal.value.field == "name"


# What coordinators do.

PAPER = deeds.Came("paper", "Signed in Lima, in the green folder", time.now().date())


def test_a_coordinator_enters_what_came_on_paper_and_can_undo_it(cast: Cast, call: Version) -> None:
    leila = cast.actor(cast.leila)
    endorser = deeds.enter(cast.quiet_fields, call, replace(ROSA, address="", wants_news=True), PAPER, by=leila)
    assert (public_names(call), endorser.wants_news) == (["Rosa Quispe"], False)
    entry = Line.objects.get(kind="call.endorser_entered")
    undoing.undo(entry.id, by=leila)
    assert public_names(call) == []


@pytest.mark.parametrize(
    ("came", "field"),
    [
        (replace(PAPER, way="pigeon"), "came"),
        (replace(PAPER, how=" "), "came_how"),
        (replace(PAPER, on=time.now().date() + timedelta(days=2)), "came_on"),
    ],
)
def test_how_and_when_it_came_is_said(cast: Cast, call: Version, came: deeds.Came, field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        deeds.enter(cast.quiet_fields, call, ROSA, came, by=cast.actor(cast.leila))
    assert refusal.value.field == field


def test_a_coordinator_corrects_what_coordinators_entered_and_nothing_that_people_said_themselves(cast: Cast, call: Version) -> None:
    leila = cast.actor(cast.leila)
    entered = deeds.enter(cast.quiet_fields, call, replace(ROSA, address=""), PAPER, by=leila)
    deeds.correct(entered, replace(ROSA, affiliation="Cusco"), by=leila)
    with pytest.raises(NotAllowed):
        deeds.correct(confirmed(cast), replace(ROSA, affiliation="Cusco"), by=leila)
    with pytest.raises(NotAllowed):
        deeds.correct(entered, ROSA, by=cast.actor(cast.viktor, cast.open_water))


def test_a_coordinator_does_not_undo_what_whoever_was_entered_chose_by_their_link(cast: Cast, call: Version) -> None:
    leila = cast.actor(cast.leila)
    entered = deeds.enter(cast.quiet_fields, call, ROSA, PAPER, by=leila)
    deeds.correct(entered, replace(ROSA, naming="coordinators", wants_news=True), by=OWNER)
    with pytest.raises(Refusal) as refused:
        deeds.correct(entered, replace(ROSA, affiliation="Cusco"), by=leila)
    assert refused.value.field == "naming"
    kept = deeds.correct(entered, replace(ROSA, affiliation="Cusco", naming="coordinators"), by=leila)
    assert (kept.affiliation, kept.naming, kept.wants_news) == ("Cusco", "coordinators", True)
    # Whoever has no address cannot say it themselves.
    spoken = deeds.enter(cast.quiet_fields, call, replace(ROSA, name="Ana Ruiz", address="", naming="coordinators"), PAPER, by=leila)
    assert deeds.correct(spoken, replace(ROSA, name="Ana Ruiz", address=""), by=leila).naming == "public"


def test_what_is_not_genuine_is_taken_out_together_and_put_back(cast: Cast, call: Version) -> None:
    leila, genuine = cast.actor(cast.leila), confirmed(cast)
    for number in range(5):
        confirmed(cast, replace(ROSA, name=f"Bot {number}", address=f"bot{number}@bots.example"))
    question = Question(q="@bots.example")
    assert deeds.remove_found(cast.quiet_fields, question, "“@bots.example”", seen=5, by=leila) == 5
    assert public_names(call) == ["Rosa Quispe"]
    assert history(cast)[-1] == "Leila Haddad took 5 endorsers out as not genuine: “@bots.example”"
    confirmed(cast, replace(ROSA, name="Bot 3", address="bot3@bots.example"))
    undoing.undo(Line.objects.get(kind="call.endorsers_removed").id, by=leila)
    assert public_names(call) == ["Bot 0", "Bot 1", "Bot 2", "Bot 3", "Bot 4", "Rosa Quispe"]
    assert Endorser.objects.filter(removed_at=None).count() == 6
    assert genuine.removed_at is None


def test_taking_out_wants_a_question_and_the_number_that_was_seen(cast: Cast, call: Version) -> None:
    leila = cast.actor(cast.leila)
    confirmed(cast)
    with pytest.raises(Refusal, match="Say first which"):
        deeds.remove_found(cast.quiet_fields, Question(kind="individual"), "", seen=1, by=leila)
    with pytest.raises(Conflict, match="changed meanwhile"):
        deeds.remove_found(cast.quiet_fields, Question(q="rosa"), "", seen=2, by=leila)
    assert Endorser.objects.filter(removed_at=None).count() == 1


def test_another_coalitions_endorsers_are_out_of_reach(cast: Cast, call: Version) -> None:
    endorser, viktor = confirmed(cast), cast.actor(cast.viktor, cast.open_water)
    with pytest.raises(Refusal):
        deeds.remove_all(cast.open_water, [endorser.pk], "", by=viktor)
    with pytest.raises(NotVisible):
        endorsers.found(viktor, endorser.pk)
    with pytest.raises(NotVisible):
        deeds.enter(cast.quiet_fields, call, ROSA, PAPER, by=viktor)


@pytest.mark.parametrize("who", ["amina", "deniz", "eva"])
def test_nobody_but_coordinators_keeps_the_list(cast: Cast, call: Version, who: str) -> None:
    actor: Actor = cast.actor(getattr(cast, who))
    endorser = confirmed(cast)
    for deed in (
        lambda: deeds.remove_all(cast.quiet_fields, [endorser.pk], "", by=actor),
        lambda: deeds.enter(cast.quiet_fields, call, ROSA, PAPER, by=actor),
        lambda: deeds.download(Question(), deeds.Form.CSV, by=actor),
    ):
        with pytest.raises(NotAllowed):
            deed()


# Time.


def test_what_nobody_confirms_is_gone_after_a_week(cast: Cast, call: Version) -> None:
    ask(cast)
    confirmed(cast, replace(ROSA, name="Chen Li"))
    with time_machine.travel(time.now() + timedelta(days=rules.WAITS_DAYS, minutes=-5)):
        assert deeds.forget() == 0
    with time_machine.travel(time.now() + timedelta(days=rules.WAITS_DAYS, minutes=5)):
        assert deeds.forget() == 1
        assert public_names(call) == ["Chen Li"]
        assert deeds.forget() == 0


def test_what_was_withdrawn_or_taken_out_is_forgotten_after_a_month_and_the_history_keeps_no_name(cast: Cast, call: Version) -> None:
    gone, out = confirmed(cast), confirmed(cast, replace(ROSA, name="Bot One"))
    deeds.withdraw(gone, by=OWNER)
    deeds.remove_all(cast.quiet_fields, [out.pk], "One that was none", by=cast.actor(cast.leila))
    with time_machine.travel(time.now() + timedelta(days=rules.KEPT_DAYS, minutes=-5)):
        assert deeds.forget() == 0
    with time_machine.travel(time.now() + timedelta(days=rules.KEPT_DAYS, minutes=5)):
        assert deeds.forget() == 2
    told = " ".join(history(cast))
    assert "Rosa" not in told
    assert "Bot One" not in told
    assert "2 endorsers" in told
    assert not Endorser.objects.exists()


# Who reads what.


def test_coordinators_find_by_word_address_kind_and_state(cast: Cast, call: Version, adopt: Adopt) -> None:
    leila = cast.actor(cast.leila)
    confirmed(cast)
    ask(cast, replace(ROSA, kind="company", name="Kestrel Ltd", address="office@kestrel.example", website="https://kestrel.example"))
    withdrawn = confirmed(cast, replace(ROSA, name="Chen Li", address="chen@chen.example"))
    deeds.withdraw(withdrawn, by=OWNER)
    second = adopt("Something else.")
    stands = confirmed(cast, replace(ROSA, name="Amara Okafor", address="amara@amara.example"))

    def found(**asked: str) -> list[str]:
        return [row.endorser.name for row in endorsers.page(leila, Question(**asked)).rows]

    assert found() == ["Amara Okafor", "Chen Li", "Kestrel Ltd", "Rosa Quispe"]
    assert found(q="quispé") == ["Rosa Quispe"]
    assert found(q="@kestrel") == ["Kestrel Ltd"]
    assert found(kind="company") == ["Kestrel Ltd"]
    assert found(state=State.UNCONFIRMED) == ["Kestrel Ltd"]
    assert found(state=State.STANDS) == ["Amara Okafor"]
    assert found(state=State.NOT_YET) == ["Rosa Quispe"]
    assert found(state=State.WITHDRAWN) == ["Chen Li"]
    counts = endorsers.counts(cast.quiet_fields)
    assert counts.states == {State.STANDS: 1, State.NOT_YET: 1, State.UNCONFIRMED: 1, State.WITHDRAWN: 1}
    assert counts.kinds == {"individual": 2}
    assert stands in endorsers.behind(second)


@pytest.mark.parametrize("who", ["amina", "deniz", "eva"])
def test_members_read_of_those_who_stand_and_are_named_and_of_nobody_else(cast: Cast, call: Version, who: str) -> None:
    confirmed(cast)
    confirmed(cast, replace(ROSA, name="Hidden Heron", naming="coordinators"))
    ask(cast, replace(ROSA, name="Waiting Wren"))
    seen = endorsers.visible_to(cast.actor(getattr(cast, who)))
    assert [one.name for one in seen] == ["Rosa Quispe"]


@pytest.mark.parametrize(
    ("address", "website", "hint"),
    [
        ("office@kestrel.example", "https://www.kestrel.example/about", "same"),
        ("office@post.kestrel.example", "https://kestrel.example", "same"),
        ("someone@elsewhere.example", "https://kestrel.example", "other"),
        ("someone@gmail.com", "https://kestrel.example", "shared"),
        ("someone@kestrel.example", "", ""),
    ],
)
def test_how_mail_and_website_go_together_is_a_hint(cast: Cast, call: Version, address: str, website: str, hint: str) -> None:
    confirmed(cast, Entry("company", "Kestrel Ltd", address=address, website=website))
    assert endorsers.page(cast.actor(cast.leila), Question()).rows[0].hint == hint


def test_a_name_of_an_unlisted_member_is_never_found_and_a_listed_one_is_however_it_is_written(cast: Cast, call: Version) -> None:
    def member(name: str) -> str:
        found = endorsers.listed_member(cast.quiet_fields, name)
        return found.name if found else ""

    assert member("hidden lantern circle") == ""
    assert member("Campos Livres") == ""
    assert member("  forum  HUMANITE sahel") == "Forum Humanité Sahel"
    assert member("fhs") == "Forum Humanité Sahel"
    assert member("Humanité") == ""
    assert member("") == ""


# In public.


def crowd(cast: Cast, version: Version, how_many: int, **values: object) -> None:
    now = time.now()
    made = [
        Endorser(
            coalition=cast.quiet_fields,
            name=f"Rook {number:05}",
            searchable=f"rook {number:05}",
            address=f"rook{number}@{values.get('kind')}.example",
            made_at=now,
            confirmed_at=now,
            **values,
        )
        for number in range(how_many)
    ]
    Endorser.objects.bulk_create(made)
    Endorsement.objects.bulk_create(
        [Endorsement(coalition=cast.quiet_fields, version=version, endorser=one, endorsed_at=now, came="public") for one in made]
    )


@pytest.mark.parametrize(("how_many", "told"), [(2, 0), (3, 3)])
def test_who_is_only_counted_is_a_number_for_all_kinds_and_only_from_three_on(cast: Cast, call: Version, how_many: int, told: int) -> None:
    crowd(cast, call, 1, kind="company", naming=Naming.COORDINATORS)
    crowd(cast, call, how_many - 1, kind="expert", naming=Naming.COORDINATORS)
    confirmed(cast)
    found = endorsers.public_endorsers(cast.quiet_fields, call)
    assert [(group.kind, group.count) for group in found.groups] == [("individual", 1)]
    assert (found.unnamed, found.count) == (told, told + 1)
    assert "Rook" not in str(found)


def test_five_thousand_are_told_in_as_many_queries_as_one_and_the_first_are_named(
    cast: Cast, call: Version, django_assert_max_num_queries: object
) -> None:
    crowd(cast, call, 4000, kind="individual", naming=Naming.PUBLIC)
    crowd(cast, call, 1000, kind="expert", naming=Naming.COORDINATORS)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        found = endorsers.public_endorsers(cast.quiet_fields, call, most=50)
    assert [(group.kind, len(group.named), group.more) for group in found.groups] == [("individual", 50, 3950)]
    assert (found.unnamed, found.count) == (1000, 5000)
    assert [one.name for one in found.groups[0].named[:2]] == ["Rook 00000", "Rook 00001"]


# Links.


def test_a_link_names_one_endorser_and_cannot_be_made_up(cast: Cast, call: Version) -> None:
    endorser = ask(cast)
    link = endorsers.link_of(endorser, 1)
    held = endorsers.held_by(link)
    assert held is not None
    assert (held.endorser, held.number, held.is_too_old) == (endorser, 1, False)
    for wrong in ("", "x", link[:-1], link[1:], link.replace(".", ""), "é", "\x00"):
        assert endorsers.held_by(wrong) is None
    with time_machine.travel(time.now() + timedelta(days=402)):
        assert endorsers.held_by(link).is_too_old  # type: ignore[union-attr]


def test_the_list_goes_along_under_its_label_with_nothing_that_a_spreadsheet_would_run(cast: Cast, call: Version) -> None:
    confirmed(cast, replace(ROSA, name="=HYPERLINK(1)", naming="coordinators"))
    taken = deeds.download(Question(), deeds.Form.CSV, by=cast.actor(cast.leila))
    text = taken.content.decode("utf-8-sig")
    assert taken.name.startswith("endorsers-TLP-AMBER-STRICT-20")
    assert "'=HYPERLINK(1)" in text
    assert "Only counted" in text
    assert "TLP:AMBER+STRICT" in text.splitlines()[1]
    assert deeds.download(Question(), deeds.Form.XLSX, by=cast.actor(cast.leila)).content[:2] == b"PK"
    assert "1 endorser (CSV)" in history(cast)[-2]
