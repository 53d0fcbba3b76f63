"""Whoever signs from outside counts from their own confirmation on, as the letter allows it then, and once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from commoncall.call.actions import texts as calls
from commoncall.kernel import time
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import VISITOR, Actor
from commoncall.kernel.history.models import Entry as Line
from commoncall.kernel.history.models import Particulars
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.actions import coalitions
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.procedures import undoing
from commoncall.voice.actions import doubts, letters, outside, signing
from commoncall.voice.actions.outside import Came
from commoncall.voice.actions.signing import Given
from commoncall.voice.models import Doubt, Letter, Signature
from commoncall.voice.queries import links, public
from commoncall.voice.queries.standing import standing_under
from commoncall.voice.rules.signers import Entry
from tests import spoken
from tests.call.conftest import adopt, first  # noqa: F401 - fixtures
from tests.cast import Cast
from tests.texts import endorse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_installed")]

RING = Entry("organisation", "Rook Ring", country="KE", address="rook@ring.example", authoriser="Rook Rand", capacity="chair")


@pytest.fixture
def leila(cast: Cast) -> Actor:
    return cast.actor(cast.leila)


@pytest.fixture
def letter(cast: Cast, leila: Actor) -> Letter:
    return spoken.opened(cast.quiet_fields, "Let the hedges stand", leila, closes_at=time.now() + timedelta(days=9))


def count(letter: Letter) -> int:
    return standing_under(letter).count()


def told(kind: str) -> int:
    return Line.objects.filter(kind=f"voice.{kind}").count()


# Asking.


def test_what_is_asked_counts_for_nothing_and_leaves_no_entry(letter: Letter) -> None:
    before = Line.objects.count()
    waiting = spoken.asked(letter, "Rook Ring")
    assert waiting.signed_at is None
    assert count(letter) == 0
    assert Line.objects.count() == before


def test_asking_takes_one_statement_and_confirming_one_besides_its_entry(letter: Letter) -> None:
    spoken.signed(letter, "Rook Rest")
    with CaptureQueriesContext(connection) as asked:
        waiting = outside.ask_in_public(letter, RING, by=VISITOR).signature
    assert len(asked) == 1
    with CaptureQueriesContext(connection) as confirmed:
        outside.confirm(waiting, by=spoken.OWNER)
    told_of = [one["sql"] for one in confirmed if "voice_" in one["sql"] and "INSERT INTO" not in one["sql"]]
    assert len(told_of) == 1, told_of


def test_what_was_asked_last_takes_the_place_of_what_waits_and_never_of_what_was_signed(letter: Letter) -> None:
    outside.ask_in_public(letter, RING, by=VISITOR)
    asked = outside.ask_in_public(letter, replace(RING, capacity="treasurer"), by=VISITOR)
    assert not asked.is_known
    assert Signature.objects.get().capacity == "treasurer"
    outside.confirm(asked.signature, by=spoken.OWNER)
    known = outside.ask_in_public(letter, replace(RING, capacity="stranger", naming="coordinators"), by=VISITOR)
    assert known.is_known
    kept = Signature.objects.get()
    assert (kept.capacity, kept.naming) == ("treasurer", "public")


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (replace(RING, name=" "), "name"),
        (replace(RING, name="See www.elsewhere.example"), "name"),
        (replace(RING, country="XX"), "country"),
        (replace(RING, address="rook"), "address"),
        (replace(RING, capacity="x" * 201), "capacity"),
        (replace(RING, kind="company"), "kind"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(letter: Letter, entry: Entry, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        outside.ask_in_public(letter, entry, by=VISITOR)
    assert refused.value.field == field
    assert not Signature.objects.exists()


def test_who_was_asked_to_sign_inside_is_asked_no_longer_once_it_signed_or_the_letter_is_closed(cast: Cast, letter: Letter, leila: Actor) -> None:
    for organisation in (cast.sahel, cast.campos):
        outside.ask_member(letter, organisation)
    here = Ask.objects.filter(kind="voice.sign_here", answered_at=None, withdrawn_at=None)
    assert {one.organisation for one in here.all()} == {cast.sahel, cast.campos}
    signing.sign(letter, cast.sahel, Given(), by=cast.actor(cast.amina))
    assert {one.organisation for one in here.all()} == {cast.campos}
    letters.close(letter, by=leila)
    assert not here.exists()


# The closing instant, by the clock of the database.


def test_the_clock_of_the_database_decides_what_was_in_time(letter: Letter) -> None:
    waiting = spoken.asked(letter, "Rook Ring")
    # The clock of this machine says that there are days left; that of the database says that it is over.
    Letter.objects.update(closes_at=Now() - timedelta(seconds=1), opens_at=None)
    with time_machine.travel(time.now() - timedelta(days=2)):
        with pytest.raises(Conflict) as late:
            outside.confirm(waiting, by=spoken.OWNER)
        assert late.value.code == "closed"
        with pytest.raises(Conflict):
            outside.ask_in_public(letter, replace(RING, name="Later"), by=VISITOR)
    assert count(letter) == 0
    assert not Signature.objects.filter(name="Later").exists()
    assert told("signer_confirmed") == 0


@pytest.mark.parametrize("deed", ["confirm", "sign_again", "renew"])
def test_a_letter_that_is_closed_takes_nothing(letter: Letter, leila: Actor, deed: str) -> None:
    waiting = spoken.asked(letter, "Rook Ring")
    if deed != "confirm":
        outside.confirm(waiting, by=spoken.OWNER)
    changed = spoken.opened_anew(letter, leila) if deed == "renew" else letter
    if deed == "sign_again":
        outside.withdraw(waiting, by=spoken.OWNER)
    if deed != "renew" or changed.state == "open":
        letters.close(changed, by=leila)
    acts: dict[str, Callable[[], Any]] = {
        "confirm": lambda: outside.confirm(waiting, by=spoken.OWNER),
        "sign_again": lambda: outside.sign_again(waiting, by=spoken.OWNER),
        "renew": lambda: outside.renew(waiting, changed, by=spoken.OWNER),
    }
    with pytest.raises(Conflict, match="closed to signatures on"):
        acts[deed]()
    assert count(changed) == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_the_button_at_once_one_signs(letter: Letter) -> None:
    waiting = spoken.asked(letter, "Rook Ring")
    outcomes: list[str] = []

    def press() -> None:
        try:
            outside.confirm(Signature.objects.select_related("coalition", "letter").get(pk=waiting.pk), by=spoken.OWNER)
            outcomes.append("signed")
        except Conflict as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    with transaction.atomic():
        list(Signature.objects.select_for_update())
        both = [threading.Thread(target=press) for _ in range(2)]
        for one in both:
            one.start()
    for one in both:
        one.join()
    assert sorted(outcomes) == ["already", "signed"]
    assert told("signer_confirmed") == 1


@pytest.mark.django_db(transaction=True)
def test_whoever_had_to_wait_beyond_the_closing_instant_is_too_late(letter: Letter) -> None:
    waiting = spoken.asked(letter, "Rook Ring")
    codes: list[str] = []

    def press() -> None:
        try:
            outside.confirm(Signature.objects.select_related("coalition", "letter").get(pk=waiting.pk), by=spoken.OWNER)
        except Conflict as refused:
            codes.append(refused.code)
        finally:
            connection.close()

    closes_at = time.database_now() + timedelta(seconds=1.5)
    Letter.objects.update(closes_at=closes_at)
    with transaction.atomic():
        list(Signature.objects.select_for_update())
        one = threading.Thread(target=press)
        one.start()
        with connection.cursor() as cursor:
            # The instant itself is what is waited for. Whoever had not begun by then is too late anyway.
            cursor.execute("SELECT pg_sleep_until(%s)", [closes_at])
    one.join()
    assert codes == ["closed"]
    assert count(letter) == 0


# Who may sign is judged when it is confirmed.


@pytest.mark.parametrize(
    ("terms", "entry", "code"),
    [
        ({"who": ["expert"]}, RING, "not_asked"),
        ({"regions": ["150"]}, RING, "region"),
        ({"regions": ["014"]}, replace(RING, country=""), "region"),
        ({"status": "ECOSOC consultative status"}, RING, "status"),
    ],
)
def test_terms_that_leave_somebody_out_refuse_asking_and_confirming(letter: Letter, terms: Any, entry: Entry, code: str) -> None:
    waiting = outside.ask_in_public(letter, entry, by=VISITOR).signature
    Letter.objects.update(**terms)
    now = Letter.objects.select_related("coalition").get()
    with pytest.raises(Refusal) as asked:
        outside.ask_in_public(now, replace(entry, name="Another"), by=VISITOR)
    with pytest.raises(Refusal) as confirmed:
        outside.confirm(waiting, by=spoken.OWNER)
    assert asked.value.code == confirmed.value.code == code
    assert count(letter) == 0


@pytest.mark.parametrize("region", ["002", "202", "014"])
def test_a_region_holds_its_countries_however_large_it_is(letter: Letter, region: str) -> None:
    Letter.objects.update(regions=[region])
    spoken.signed(Letter.objects.select_related("coalition").get(), "Rook Ring", country="KE")
    assert count(letter) == 1


def test_a_status_is_asked_of_bodies_alone(letter: Letter) -> None:
    Letter.objects.update(status="ECOSOC")
    now = Letter.objects.select_related("coalition").get()
    spoken.signed(now, "Rook Ring", has_status=True)
    spoken.signed(now, "Rosa Quispe", "individual")
    assert count(letter) == 2


def test_endorsers_of_the_call_sign_with_the_address_with_which_they_endorsed(cast: Cast, letter: Letter, first: Any) -> None:  # noqa: F811
    calls.open_to(first.text, ["individual"], by=cast.actor(cast.leila))
    endorse(first, "Rosa Quispe", "individual")
    address = "rosa@rosa.example"
    first.coalition.endorsers.update(address=address)
    Letter.objects.update(who=["endorsers"])
    now = Letter.objects.select_related("coalition").get()
    spoken.signed(now, "Rosa Quispe", "individual", address=address)
    with pytest.raises(Refusal):
        spoken.signed(now, "Somebody Else", "individual")
    assert count(letter) == 1


# Links.


def test_only_whoever_holds_the_link_answers(cast: Cast, letter: Letter, leila: Actor) -> None:
    waiting = spoken.asked(letter, "Rook Ring")
    for by in (VISITOR, leila, cast.actor(cast.amina)):
        with pytest.raises(NotAllowed):
            outside.confirm(waiting, by=by)
    held = links.held_by(links.link_of(waiting), cast.quiet_fields)
    assert held is not None
    assert held.signature.pk == waiting.pk
    assert links.held_by(links.link_of(waiting), cast.open_water) is None


def test_a_link_becomes_too_old(letter: Letter) -> None:
    link = links.link_of(spoken.asked(letter, "Rook Ring"))
    with time_machine.travel(time.now() + timedelta(days=401)):
        held = links.held_by(link)
    assert held is not None
    assert held.is_too_old


# Afterwards.


def test_a_withdrawal_is_kept_with_the_batch_in_which_it_was(letter: Letter, leila: Actor) -> None:
    given = spoken.signed(letter, "Rook Ring")
    letters.make_up(letter, by=leila)
    outside.withdraw(given, "It rained.", by=spoken.OWNER)
    assert count(letter) == 0
    line = Line.objects.get(kind="voice.signer_withdrawn")
    assert line.facts["delivery"] == 1
    assert "rained" not in str(line.facts)
    outside.sign_again(given, by=spoken.OWNER)
    kept = Signature.objects.get()
    assert (count(letter), kept.delivery_id) == (1, None), "it was not in what was handed over"
    with pytest.raises(Conflict):
        outside.sign_again(given, by=spoken.OWNER)


def test_an_entry_corrected_by_its_owner_never_leaves_what_the_letter_asks(letter: Letter) -> None:
    Letter.objects.update(regions=["002"])
    given = spoken.signed(Letter.objects.select_related("coalition").get(), "Rook Ring", country="KE")
    with pytest.raises(Refusal) as refused:
        outside.correct(given, replace(RING, country="FR"), by=spoken.OWNER)
    assert refused.value.code == "region"
    corrected = outside.correct(given, replace(RING, name="Rook Round", naming="coordinators"), by=spoken.OWNER)
    assert (corrected.name, corrected.naming, corrected.address) == ("Rook Round", "coordinators", "rook@ring.example")


def test_renewing_leaves_the_former_signature_where_it_is_and_happens_once(letter: Letter, leila: Actor) -> None:
    given = spoken.signed(letter, "Rook Ring", authoriser="Rook Rand")
    changed = spoken.opened_anew(letter, leila)
    new = outside.renew(given, changed, by=spoken.OWNER)
    assert (new.letter_id, new.authoriser, new.address) == (changed.pk, "Rook Rand", given.address)
    assert count(letter) == count(changed) == 1
    with pytest.raises(Conflict):
        outside.renew(given, changed, by=spoken.OWNER)
    with pytest.raises(Conflict):
        outside.renew(new, changed, by=spoken.OWNER)


def test_what_came_on_paper_is_entered_with_how_and_undone(letter: Letter, leila: Actor, cast: Cast) -> None:
    came = Came("paper", "In the dunlin folder", time.now().date())
    with pytest.raises(NotAllowed):
        outside.enter(letter, RING, came, by=cast.actor(cast.amina))
    with pytest.raises(Refusal) as unsaid:
        outside.enter(letter, RING, replace(came, how=" "), by=leila)
    assert unsaid.value.field == "came_how"
    with pytest.raises(Refusal):
        outside.enter(letter, RING, replace(came, on=came.on + timedelta(days=1)), by=leila)
    outside.enter(letter, RING, came, by=leila)
    assert count(letter) == 1
    undoing.undo(Line.objects.get(kind="voice.signer_entered").pk, by=leila)
    assert count(letter) == 0


def test_what_was_entered_by_hand_is_not_taken_out_of_a_batch(letter: Letter, leila: Actor) -> None:
    outside.enter(letter, RING, Came("paper", "In the dunlin folder", time.now().date()), by=leila)
    letters.make_up(letter, by=leila)
    with pytest.raises(Conflict):
        undoing.undo(Line.objects.get(kind="voice.signer_entered").pk, by=leila)
    assert count(letter) == 1


def test_what_came_after_the_last_instant_is_not_entered_while_the_clock_is_late(letter: Letter, leila: Actor) -> None:
    today = time.database_now().date()
    Letter.objects.update(closes_at=time.database_now() - timedelta(days=2), opens_at=None)
    came = Came("paper", "In the dunlin folder", today - timedelta(days=1))
    with pytest.raises(Refusal) as refused:
        outside.enter(letter, RING, came, by=leila)
    assert refused.value.field == "came_on"
    outside.enter(letter, RING, replace(came, on=today - timedelta(days=3)), by=leila)
    assert count(letter) == 1


def test_what_is_not_genuine_is_taken_out_at_once_and_put_back(letter: Letter, leila: Actor) -> None:
    given = [spoken.signed(letter, f"Rook {name}") for name in ("Ring", "Rest", "Roost")]
    assert outside.remove(given[:2], "One person wrote both.", by=leila) == 2
    assert count(letter) == 1
    with pytest.raises(NotVisible):
        outside.withdraw(given[0], by=spoken.OWNER)
    undoing.undo(Line.objects.get(kind="voice.signers_removed").pk, by=leila)
    assert count(letter) == 3


def test_what_nobody_confirmed_is_forgotten_after_a_week_and_what_was_withdrawn_after_a_month(letter: Letter) -> None:
    spoken.asked(letter, "Never Confirmed")
    gone, stays = spoken.signed(letter, "Soon Gone"), spoken.signed(letter, "Rook Ring")
    outside.withdraw(gone, by=spoken.OWNER)
    with time_machine.travel(time.now() + timedelta(days=8)):
        assert outside.forget() == 1
        assert outside.forget() == 0
    with time_machine.travel(time.now() + timedelta(days=31)):
        assert outside.forget() == 1
    assert [one.pk for one in Signature.objects.all()] == [stays.pk]
    assert not Particulars.objects.filter(entry__subject=gone.pk).exists(), "the history still names whoever was forgotten"
    assert told("signer_withdrawn") == 1


# The same in another spelling.


def test_another_spelling_from_another_address_is_taken_in_and_makes_a_doubt(letter: Letter) -> None:
    spoken.signed(letter, "Society for Reed Bunting Protection", country="KE", address="a@a.example")
    spoken.signed(letter, "Society for Reed Bunting Protection, Kenya", country="KE", address="b@b.example")
    assert count(letter) == 2
    assert doubts.find_due() == 1
    assert Doubt.objects.filter(letter=letter, settled="").count() == 1


def test_another_name_is_looked_at_as_if_it_had_just_been_signed_with_it(letter: Letter, leila: Actor) -> None:
    given = spoken.signed(letter, "Rook Ring", country="KE", website="https://ring.example")
    spoken.signed(letter, "Harbour Choir", country="KE")
    assert (doubts.find_due(), Doubt.objects.count(), doubts.find_due()) == (1, 0, 0)
    outside.correct(given, replace(RING, naming="coordinators"), by=spoken.OWNER)
    outside.correct(given, replace(RING, name="Hidden Lantern Circle"), by=spoken.OWNER)
    assert (doubts.find_due(), doubts.find_due()) == (1, 0)
    found = Doubt.objects.get()
    assert found.organisation is not None
    assert found.organisation.name == "Hidden Lantern Circle"
    doubts.settle(found, "different", by=leila)
    outside.correct(given, replace(RING, name="The Hidden Lantern Circle"), by=spoken.OWNER)
    doubts.find_due()
    assert Doubt.objects.filter(settled="").count() == 1, "what was said of the one name holds for another"


# What a list tells.


def test_whoever_is_only_counted_is_a_number_of_at_least_three(letter: Letter) -> None:
    for number in range(2):
        spoken.signed(letter, f"Shy Signer{number}", "individual", naming=Naming.COORDINATORS)
    assert public.signatories(letter).unnamed == 0
    spoken.signed(letter, "Shy Signer2", "individual", naming=Naming.COORDINATORS)
    found = public.signatories(letter)
    assert (found.unnamed, found.named, found.total) == (3, 0, 3)
    assert public.totals(letter.coalition, [letter]) == {letter.pk: 0}, "the public page of the coalition is shut"


def test_no_two_batches_tell_of_fewer_than_three_by_what_one_has_more(cast: Cast, letter: Letter, leila: Actor) -> None:
    coalitions.open_site(cast.quiet_fields, True, by=cast.operator)
    batches = []
    for number in range(7):
        spoken.signed(letter, f"Shy Signer{number}", "individual", naming=Naming.COORDINATORS)
        if number in {2, 3, 5}:
            batches.append(letters.make_up(letter, by=leila))
    assert [public.signatories(letter, one).unnamed for one in batches] == [3, 0, 0], "7 under the letter, and 3, 4 and 6 in the batches"


def test_reading_who_signed_asks_the_same_however_many_they_are(letter: Letter, cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            public.signatories(letter)
            public.totals(cast.quiet_fields, [letter])
        return len(found)

    spoken.signed(letter, "Rook Ring", country="KE")
    few = asked()
    for number in range(12):
        spoken.signed(letter, f"Rook Ring{number}", country="FR", naming=Naming.COORDINATORS if number % 2 else Naming.PUBLIC)
    assert asked() <= few + 9, "the counts beside each other are asked for once there is somebody unnamed"
    many = asked()
    for number in range(12, 30):
        spoken.signed(letter, f"Rook Ring{number}", country="FR", naming=Naming.COORDINATORS if number % 2 else Naming.PUBLIC)
    assert asked() == many


def test_the_coordinators_list_holds_everybody_and_is_recorded(letter: Letter, leila: Actor, cast: Cast) -> None:
    spoken.signed(letter, "Shy Signer", "individual", naming=Naming.COORDINATORS)
    spoken.signed(letter, "=HYPERLINK(1)", country="KE", address="a@a.example")
    taken = outside.download(letter, by=leila)
    words = taken.content.decode("utf-8-sig")
    assert "Shy Signer" in words
    assert "AMBER" in taken.name
    assert not any(cell.startswith("=") for row in words.splitlines() for cell in row.split(","))
    assert Line.objects.get(kind="voice.list_taken").facts["count"] == 2
    with pytest.raises((NotAllowed, NotVisible)):
        outside.download(letter, by=cast.actor(cast.viktor, cast.open_water))
    with pytest.raises(NotAllowed):
        outside.download(letter, by=cast.actor(cast.amina))


def test_the_instant_of_a_signature_is_that_of_the_database(letter: Letter) -> None:
    with time_machine.travel(time.now() + timedelta(days=5)):
        given = spoken.signed(letter, "Rook Ring")
    assert Signature.objects.filter(pk=given.pk, signed_at__lte=Now(), signed_at__gt=Now() - timedelta(minutes=5)).exists()
    assert Signature.objects.filter(pk=given.pk, made_at__gt=F("signed_at")).exists()
