"""An organisation stands behind a version once, by the hand of somebody who may sign for it; and can say otherwise later."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.utils import translation

from commoncall.call import kinds, permissions
from commoncall.call.actions import endorsing, texts
from commoncall.call.actions.endorsing import Signature
from commoncall.call.models import Endorsement, Version
from commoncall.call.queries import endorsements
from commoncall.kernel import time
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import queries as history
from commoncall.kernel.parties.models import Mandate, Organisation
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.membership.models import Membership, Standing
from commoncall.procedures import undoing
from tests.call.conftest import Adopt
from tests.cast import Cast

Came = Endorsement.Came
TODAY = date.today


def on_topics(cast: Cast, who: str, *topics: str) -> Mandate:
    mandate = Mandate.objects.get(person=cast.person(getattr(cast, who)), organisation__isnull=False)
    mandate.topics = list(topics)
    mandate.save()
    return mandate


def on_paper(cast: Cast, version: Version, organisation: Organisation, by: Actor | None = None, **more: object) -> Endorsement:
    told = {"signature": Signature("Rana Khoury", "Director"), "came": Came.PAPER, "came_how": "In the folder", "came_on": TODAY()} | more
    return endorsing.enter(version, organisation, **told, by=by or cast.actor(cast.leila))  # type: ignore[arg-type]


def test_whoever_endorses_is_noted_with_the_right_by_which_they_did(cast: Cast, first: Version) -> None:
    amina = cast.actor(cast.amina)
    given = endorsing.endorse(first, cast.sahel, Signature(reservations=" Not on demand 2. "), by=amina)
    assert (given.signatory, given.signatory_function, given.reservations) == ("Amina Diallo", "Director", "Not on demand 2.")
    assert given.mandate == amina.mandate_id
    assert given.authority.startswith("Amina Diallo acts for Forum Humanité Sahel since")
    assert endorsements.stands_behind(cast.sahel, first) == given
    entry = history.visible_to(cast.actor(cast.oumar)).filter(kind="call.endorsed").get()
    assert history.told([entry])[0].sentence.startswith("Amina Diallo endorsed version 1 of the call for Forum Humanité Sahel. By what right: Amina")


def test_the_right_to_sign_is_kept_in_the_language_of_the_coalition(cast: Cast, first: Version) -> None:
    with translation.override("ar"):
        given = endorsing.endorse(first, cast.sahel, Signature(), by=cast.actor(cast.amina))
    assert given.authority.startswith("Amina Diallo acts for Forum Humanité Sahel since")


def test_an_endorser_endorses_and_an_observer_does_not(cast: Cast, first: Version) -> None:
    assert endorsing.endorse(first, cast.lawyers, Signature(), by=cast.actor(cast.eva)).organisation == cast.lawyers
    with pytest.raises(NotAllowed, match="not among the things"):
        endorsing.endorse(first, cast.demir, Signature(), by=cast.actor(cast.deniz))


def test_nobody_endorses_for_an_organisation_for_which_they_do_not_speak(cast: Cast, first: Version) -> None:
    with pytest.raises(NotAllowed, match="You act for Forum Humanité Sahel, and so not for Al-Amal"):
        endorsing.endorse(first, cast.amal, Signature(), by=cast.actor(cast.amina))
    with pytest.raises(NotAllowed, match="Only its own people endorse for Al-Amal"):
        endorsing.endorse(first, cast.amal, Signature(), by=cast.actor(cast.leila))
    rivers = cast.actor(cast.amina, cast.open_water)
    with pytest.raises(NotVisible):
        endorsing.endorse(first, cast.water, Signature(), by=rivers)
    with pytest.raises(NotVisible):
        endorsing.ask_to_sign(first, cast.water, by=rivers)
    assert not Endorsement.objects.exists()


@pytest.mark.parametrize(("topics", "may"), [((), True), (("call",), True), (("radar", "sign"), True), (("radar",), False)])
def test_only_a_mandate_that_covers_it_lets_sign(cast: Cast, first: Version, topics: tuple[str, ...], may: bool) -> None:
    on_topics(cast, "amina", *topics)
    if may:
        assert endorsing.endorse(first, cast.sahel, Signature(), by=cast.actor(cast.amina)).organisation == cast.sahel
        return
    with pytest.raises(NotAllowed, match="Amina Diallo acts for Forum Humanité Sahel on these topics alone: radar"):
        endorsing.endorse(first, cast.sahel, Signature(), by=cast.actor(cast.amina))


def test_who_may_not_sign_asks_who_may_and_the_history_tells_both(cast: Cast, first: Version) -> None:
    on_topics(cast, "amina", "radar")
    amina, oumar = cast.actor(cast.amina), cast.actor(cast.oumar)
    ask = endorsing.ask_to_sign(first, cast.sahel, by=amina)
    assert (ask.person, ask.organisation, ask.subject) == (cast.person(cast.oumar), cast.sahel, first.pk)
    with pytest.raises(Conflict, match="Oumar Traoré has been asked already"):
        endorsing.ask_to_sign(first, cast.sahel, by=amina)
    given = endorsing.endorse(first, cast.sahel, Signature(), by=oumar)
    ask.refresh_from_db()
    assert ask.answered_by == cast.person(cast.oumar)
    told = [line.sentence for line in history.told(history.visible_to(amina).filter(concerns=cast.sahel.pk))]
    assert any(line.startswith("Amina Diallo asked of Forum Humanité Sahel: Sign for your organisation") for line in told)
    assert any(line.startswith("Oumar Traoré endorsed version 1") for line in told)
    assert given.endorsed_at <= time.now()
    with pytest.raises(Conflict, match="stands behind it already"):
        endorsing.ask_to_sign(first, cast.sahel, by=amina)


def test_the_main_contact_is_asked_first_and_nobody_where_nobody_may_sign(cast: Cast, first: Version) -> None:
    Mandate.objects.filter(person=cast.person(cast.oumar)).update(is_main_contact=True)
    mandate = endorsing.signing.who_may_sign(cast.sahel)
    assert mandate is not None
    assert mandate.person == cast.person(cast.oumar)
    on_topics(cast, "amina", "radar")
    on_topics(cast, "oumar", "radar")
    with pytest.raises(Refusal, match="Nobody acts for Forum Humanité Sahel who could sign"):
        endorsing.ask_to_sign(first, cast.sahel, by=cast.actor(cast.amina))


def test_an_observer_asks_nobody(cast: Cast, first: Version) -> None:
    with pytest.raises(NotAllowed):
        endorsing.ask_to_sign(first, cast.demir, by=cast.actor(cast.deniz))


def test_an_ask_that_a_colleague_settles_is_taken_back(cast: Cast, first: Version) -> None:
    on_topics(cast, "amina", "radar")
    ask = endorsing.ask_to_sign(first, cast.sahel, by=cast.actor(cast.amina))
    on_topics(cast, "amina")
    endorsing.endorse(first, cast.sahel, Signature(), by=cast.actor(cast.amina))
    ask.refresh_from_db()
    assert ask.withdrawn_at is not None
    assert ask.answered_at is None


def test_an_organisation_endorses_once(cast: Cast, first: Version) -> None:
    endorsing.endorse(first, cast.sahel, Signature(), by=cast.actor(cast.amina))
    with pytest.raises(Conflict, match="stands behind it already: it endorsed version 1") as refused:
        endorsing.endorse(first, cast.sahel, Signature(), by=cast.actor(cast.oumar))
    assert refused.value.code == "already"


@pytest.mark.django_db(transaction=True)
def test_two_of_one_organisation_who_endorse_at_once_endorse_once(cast: Cast, adopt: Adopt) -> None:
    version = adopt()
    said: list[str] = []
    together = threading.Barrier(2)

    def deed(actor: Actor) -> None:
        together.wait()
        try:
            endorsing.endorse(version, cast.sahel, Signature(), by=actor)
        except Conflict as conflict:
            said.append(conflict.code)
        finally:
            connection.close()

    both = [threading.Thread(target=deed, args=[cast.actor(who)]) for who in (cast.amina, cast.oumar)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert said == ["already"]
    assert Endorsement.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_endorsement_waits_for_an_adoption_under_way_and_is_then_told_of_it(cast: Cast, adopt: Adopt) -> None:
    """Nobody endorses the version before while the next one comes into force, unasked."""
    version = adopt()
    said: list[str] = []

    def deed() -> None:
        try:
            endorsing.endorse(version, cast.sahel, Signature(), by=cast.actor(cast.amina))
        except Conflict as conflict:
            said.append(conflict.code)
        finally:
            connection.close()

    with transaction.atomic():
        adopt("Join the treaty now.")
        thread = threading.Thread(target=deed)
        thread.start()
        _until_somebody_waits()
    thread.join()
    assert said == ["superseded"]


def _until_somebody_waits() -> None:
    """Return once another session waits for a lock that this one holds."""
    while True:
        with connection.cursor() as cursor:
            # What other sessions do is looked up once a transaction, unless that is forgotten.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
            if cursor.fetchone()[0]:
                return


def test_a_superseded_version_is_answered_with_the_present_one(cast: Cast, first: Version, adopt: Adopt) -> None:
    second = adopt("Join the treaty now.")
    with pytest.raises(Conflict, match="Version 1 is no longer in force: version 2 is") as refused:
        endorsing.endorse(first, cast.sahel, Signature(), by=cast.actor(cast.amina))
    assert (refused.value.code, refused.value.facts["present"]) == ("superseded", str(second.pk))
    draft = texts.begin(cast.quiet_fields, "call", by=cast.actor(cast.leila))
    with pytest.raises(NotVisible):
        endorsing.endorse(draft, cast.sahel, Signature(), by=cast.actor(cast.amina))


def test_when_endorsing_is_over_only_those_who_stand_behind_an_earlier_version_re_affirm(cast: Cast, first: Version, adopt: Adopt) -> None:
    endorsing.endorse(first, cast.sahel, Signature(), by=cast.actor(cast.amina))
    second = adopt("Join the treaty now.")
    texts.close(first.text, by=cast.actor(cast.leila))
    with pytest.raises(Conflict, match="Endorsing it is over") as refused:
        endorsing.endorse(second, cast.lawyers, Signature(), by=cast.actor(cast.eva))
    assert refused.value.code == "closed"
    assert endorsing.endorse(second, cast.sahel, Signature(), by=cast.actor(cast.amina)).version == second
    assert Ask.objects.get(kind=kinds.REAFFIRM.name).answered_by == cast.person(cast.amina)


def test_one_that_has_left_endorses_from_outside(cast: Cast, first: Version) -> None:
    Membership.objects.filter(pk=cast.sahel.pk).update(standing=Standing.LEFT)
    with pytest.raises(Conflict, match="has left"):
        endorsing.endorse(first, cast.sahel, Signature(), by=cast.actor(cast.amina))


def test_what_came_on_paper_is_entered_with_how_and_when_and_asked_about(cast: Cast, first: Version) -> None:
    given = on_paper(cast, first, cast.sahel)
    assert (given.came, given.came_how, given.entered_by) == ("paper", "In the folder", cast.person(cast.leila))
    ask = Ask.objects.get()
    assert (ask.kind, ask.organisation, ask.subject) == (kinds.CONFIRM_ENTERED.name, cast.sahel, given.pk)
    sentence = history.told(history.visible_to(cast.actor(cast.amina)).filter(kind="call.entered"))[0].sentence
    assert sentence == "Leila Haddad entered that Rana Khoury endorsed version 1 of the call for Forum Humanité Sahel, on paper: In the folder"
    endorsing.confirm(given, by=cast.actor(cast.amina))
    ask.refresh_from_db()
    assert ask.answered_by == cast.person(cast.amina)
    with pytest.raises(Conflict, match="answered already"):
        endorsing.confirm(given, by=cast.actor(cast.amina))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"signature": Signature(" ")}, "signatory"),
        ({"came": Came.PUBLIC}, "came"),
        ({"came_how": " "}, "came_how"),
        ({"came_on": TODAY() + timedelta(days=3)}, "came_on"),
        ({"signature": Signature("n" * 201)}, "signatory"),
    ],
)
def test_what_is_entered_says_who_how_and_when(cast: Cast, first: Version, said: dict[str, object], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        on_paper(cast, first, cast.sahel, **said)
    assert refused.value.field == field


def test_only_coordinators_enter_and_not_what_stands_already(cast: Cast, first: Version) -> None:
    with pytest.raises(NotAllowed):
        on_paper(cast, first, cast.sahel, by=cast.actor(cast.amina))
    with pytest.raises(NotVisible):
        on_paper(cast, first, cast.water, by=cast.actor(cast.viktor, cast.open_water))
    on_paper(cast, first, cast.sahel)
    with pytest.raises(Conflict, match="already"):
        on_paper(cast, first, cast.sahel)
    draft = texts.begin(cast.quiet_fields, "call", by=cast.actor(cast.leila))
    with pytest.raises(NotVisible):
        on_paper(cast, draft, cast.amal)


def test_paper_on_an_earlier_version_stays_that_and_is_asked_to_re_affirm(cast: Cast, first: Version, adopt: Adopt) -> None:
    second = adopt("Join the treaty now.")
    on_paper(cast, first, cast.sahel)
    assert endorsements.stands_behind(cast.sahel, second) is None
    assert Ask.objects.get(kind=kinds.REAFFIRM.name).subject == second.pk


Deed = Callable[[Endorsement, Actor], object]
DEEDS: list[Deed] = [
    lambda one, by: endorsing.confirm(one, by=by),
    lambda one, by: endorsing.correct(one, Signature("Somebody"), by=by),
    lambda one, by: endorsing.withdraw(one, by=by),
]


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("who", ["deniz", "eva", "mina"])
def test_nobody_else_touches_an_endorsement(cast: Cast, first: Version, deed: Deed, who: str) -> None:
    given = on_paper(cast, first, cast.sahel)
    with pytest.raises(NotAllowed):
        deed(given, cast.actor(getattr(cast, who)))


def test_a_coordinator_withdraws_what_coordinators_entered_and_nothing_else(cast: Cast, first: Version) -> None:
    leila = cast.actor(cast.leila)
    signed = endorsing.endorse(first, cast.sahel, Signature(), by=cast.actor(cast.amina))
    with pytest.raises(NotAllowed):
        endorsing.withdraw(signed, by=leila)
    entered = on_paper(cast, first, cast.amal)
    endorsing.withdraw(entered, "Entered for the wrong one.", by=leila)
    assert endorsements.stands_behind(cast.amal, first) is None
    assert not Ask.objects.filter(kind=kinds.CONFIRM_ENTERED.name, withdrawn_at=None).exists()


def test_correcting_keeps_what_stood_there_and_answers_what_was_asked(cast: Cast, first: Version) -> None:
    given = on_paper(cast, first, cast.sahel)
    corrected = endorsing.correct(given, Signature("Awa Keita", "President", "By statute", "Only demand 1"), by=cast.actor(cast.amina))
    assert (corrected.signatory, corrected.reservations) == ("Awa Keita", "Only demand 1")
    entry = history.visible_to(cast.actor(cast.amina)).filter(kind="call.endorsement_corrected").get()
    assert entry.particulars.data["before"]["signatory"] == "Rana Khoury"
    assert "Awa" not in str(entry.facts)
    assert Ask.objects.get().answered_by == cast.person(cast.amina)
    with pytest.raises(Refusal, match="who signed"):
        endorsing.correct(corrected, Signature(), by=cast.actor(cast.amina))


def test_withdrawing_is_recorded_answers_what_was_asked_and_can_be_undone(cast: Cast, first: Version, adopt: Adopt) -> None:
    amina = cast.actor(cast.amina)
    given = endorsing.endorse(first, cast.sahel, Signature(), by=amina)
    second = adopt("Join the treaty now.")
    endorsing.withdraw(given, "Not our goal any more.", by=amina)
    assert Ask.objects.get().answered_by == cast.person(cast.amina)
    with pytest.raises(Conflict, match="withdrawn already"):
        endorsing.withdraw(given, by=amina)
    entry = history.visible_to(amina).filter(kind="call.endorsement_withdrawn").get()
    assert "The reason: Not our goal any more." in history.told([entry])[0].sentence
    undoing.undo(entry.id, by=amina)
    assert endorsements.stands_behind(cast.sahel, first) == given
    assert endorsements.stands_behind(cast.sahel, second) is None


def test_what_was_endorsed_anew_keeps_a_withdrawn_one_from_standing_again(cast: Cast, first: Version) -> None:
    amina = cast.actor(cast.amina)
    endorsing.withdraw(endorsing.endorse(first, cast.sahel, Signature(), by=amina), by=amina)
    endorsing.endorse(first, cast.sahel, Signature(), by=amina)
    entry = history.visible_to(amina).filter(kind="call.endorsement_withdrawn").get()
    with pytest.raises(Conflict, match="endorsed anew"):
        undoing.undo(entry.id, by=amina)


def test_no_withdrawn_endorsement_stands_again_beside_another_or_for_one_that_has_left(cast: Cast, first: Version, adopt: Adopt) -> None:
    leila, seen = cast.actor(cast.leila), history.visible_to(cast.actor(cast.leila)).filter(kind="call.endorsement_withdrawn")
    endorsing.withdraw(on_paper(cast, first, cast.sahel), by=leila)
    adopt(is_material=False)
    second = Version.objects.get(number=2)
    endorsing.endorse(second, cast.sahel, Signature(), by=cast.actor(cast.amina))
    with pytest.raises(Conflict):
        undoing.undo(seen.get().id, by=leila)
    assert endorsements.behind(second).filter(organisation=cast.sahel).count() == 1
    endorsing.withdraw(on_paper(cast, second, cast.amal), by=leila)
    Membership.objects.filter(pk=cast.amal.pk).update(standing=Standing.LEFT)
    with pytest.raises(Conflict, match="has left"):
        undoing.undo(seen.get(concerns=cast.amal.pk).id, by=leila)


def test_re_affirming_by_mistake_is_undone_as_if_it_had_not_been(cast: Cast, first: Version, adopt: Adopt) -> None:
    amina = cast.actor(cast.amina)
    endorsing.endorse(first, cast.sahel, Signature(), by=amina)
    second = adopt("Join the treaty now.")
    again = endorsing.endorse(second, cast.sahel, Signature(), by=amina)
    entry = history.visible_to(amina).filter(kind="call.endorsed", subject=again.pk).get()
    undoing.undo(entry.id, by=amina)
    assert endorsements.stands_behind(cast.sahel, second) is None
    assert endorsements.stands_behind(cast.sahel, first) is not None
    assert Ask.objects.filter(answered_at=None, withdrawn_at=None).get().due_at == second.reaffirm_by


def test_an_application_brings_its_endorsement_along(cast: Cast, first: Version) -> None:
    with pytest.raises(NotAllowed):
        endorsing.endorse(first, cast.amal, Signature("Rana Khoury"), by=cast.actor(cast.amina), came=Came.APPLICATION)
    given = endorsing.endorse(first, cast.amal, Signature("Rana Khoury", "Director"), by=cast.actor(cast.leila), came=Came.APPLICATION)
    assert (given.signatory, given.came, given.person) == ("Rana Khoury", "application", None)


@pytest.mark.parametrize(("who", "knows"), [("leila", True), ("mina", True), ("amina", False), ("eva", False)])
def test_an_endorsement_by_one_that_is_not_named_is_known_to_no_other(cast: Cast, first: Version, who: str, knows: bool) -> None:
    given = endorsing.endorse(first, cast.lantern, Signature(), by=cast.actor(cast.mina))
    actor = cast.actor(getattr(cast, who))
    assert (given in endorsements.visible_to(actor)) is knows
    assert any("Hidden Lantern" in line.sentence for line in history.told(history.visible_to(actor))) is knows


def test_an_account_without_a_covering_mandate_is_told_why(cast: Cast) -> None:
    assert "does not act for" in str(permissions.authority_to_sign(cast.person(cast.eva), cast.sahel).verdict.reason)


def test_endorsing_the_charter_is_kept_with_the_membership(cast: Cast, first: Version, adopt: Adopt) -> None:
    charter = adopt("We share what we know.", kind="charter")
    endorsing.endorse(first, cast.sahel, Signature(), by=cast.actor(cast.amina))
    assert Membership.objects.get(pk=cast.sahel.pk).charter_version is None
    endorsing.endorse(charter, cast.sahel, Signature(), by=cast.actor(cast.amina))
    membership = Membership.objects.get(pk=cast.sahel.pk)
    assert (membership.charter_version, membership.charter_accepted_on) == (charter.pk, time.now().date())
