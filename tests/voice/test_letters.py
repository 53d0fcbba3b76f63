"""Letters: opened on locked words, closed at an exact instant, renewed when the words change, delivered in batches (C8, C10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commoncall.clock.beats import BEATS
from commoncall.decisions.actions import preparing
from commoncall.decisions.rules.rule import Time
from commoncall.drafting.actions import stages, texts, wordings
from commoncall.drafting.models import Version
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel import time
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.documents.blocks import Block, Piece
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.procedures import agenda, deciding
from commoncall.procedures.agenda import What
from commoncall.voice.actions import letters, signing
from commoncall.voice.actions.letters import Terms
from commoncall.voice.actions.signing import Given
from commoncall.voice.models import Delivery, Letter, Signature
from commoncall.voice.queries import deliveries, signatures
from commoncall.voice.queries import letters as reading
from commoncall.voice.queries import reading as words_in
from tests.decisions.deciding import SILENCE, Stage
from tests.voice.speaking import ADDRESSEE, adopted, end_now, entry, locked, opened, prepared, sign, under

pytestmark = pytest.mark.django_db


def changed(stage: Stage, version: Version) -> Version:
    """Begin the next version of locked words, change it, and lock it."""
    later = texts.next_version(version, by=stage.leila)
    wordings.word(later, "en", "Leave all fields quiet", [Paragraph("p1", "Leave all fields quiet."), Paragraph("p2", "Now.")], by=stage.leila)
    return stages.lock(later, by=stage.leila)


def asked(letter: Letter, kind: str) -> set[str]:
    open_asks = Ask.objects.filter(subject=letter.pk, kind=f"voice.{kind}", answered_at=None, withdrawn_at=None)
    return set(open_asks.values_list("organisation__name", flat=True))


def test_c8_a_letter_is_prepared_on_locked_words_alone(stage: Stage) -> None:
    draft = texts.begin(stage.cast.quiet_fields, texts.Beginning("letter", "Not yet"), by=stage.leila)
    with pytest.raises(Conflict) as refused:
        letters.prepare(draft, Terms(ADDRESSEE), by=stage.leila)
    assert refused.value.code == "not_locked"
    call = locked(stage, kind="rules")
    with pytest.raises(Refusal, match="Only a letter"):
        letters.prepare(call, Terms(ADDRESSEE), by=stage.leila)
    with pytest.raises(NotAllowed):
        letters.prepare(locked(stage, label="green"), Terms(ADDRESSEE), by=stage.amina)


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"addressee": " "}, "addressee"),
        ({"who": []}, "who"),
        ({"who": ["herons"]}, "who"),
        ({"regions": ["abc"]}, "regions"),
        ({"closes_at": datetime(2020, 1, 1, tzinfo=UTC)}, "closes_at"),
        ({"opens_at": datetime(2027, 5, 2, tzinfo=UTC), "closes_at": datetime(2027, 5, 1, tzinfo=UTC)}, "closes_at"),
        ({"first_batch_at": datetime(2027, 5, 2, tzinfo=UTC), "closes_at": datetime(2027, 5, 1, tzinfo=UTC)}, "first_batch_at"),
        ({"closes_at": datetime(2099, 5, 1, tzinfo=UTC)}, "closes_at"),
        ({"status": "x" * 201}, "status"),
    ],
)
def test_terms_that_make_no_sense_are_refused_at_their_field(stage: Stage, terms: dict[str, object], field: str) -> None:
    told = {"addressee": ADDRESSEE} | terms
    with pytest.raises(Refusal) as refused:
        letters.prepare(locked(stage), Terms(**told), by=stage.leila)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not Letter.objects.exists()


def test_c8_the_words_under_an_open_or_signed_letter_stay_locked_and_the_next_version_begins(stage: Stage) -> None:
    version = locked(stage)
    waiting = prepared(stage, version)
    deciding.unlock(version, "A comma.", by=stage.leila)
    with pytest.raises(Conflict) as refused:
        letters.open_now(waiting, by=stage.leila)
    assert refused.value.code == "not_locked"
    version = stages.lock(version, by=stage.leila)
    letter = letters.open_now(waiting, by=stage.leila)
    with pytest.raises(Conflict, match="is open to signatures"):
        deciding.unlock(version, "A comma.", by=stage.leila)
    with pytest.raises(Conflict, match="Close that letter first"):
        deciding.give_up(version.text, "Enough.", by=stage.leila)
    sign(letter, stage.cast.sahel, stage.amina)
    letters.close(letter, by=stage.leila)
    with pytest.raises(Conflict, match="was signed with these words"):
        deciding.unlock(version, "A comma.", by=stage.leila)
    assert texts.next_version(version, by=stage.leila).number == 2
    version.refresh_from_db()
    assert (version.state, version.digest) == ("published", Letter.objects.get().digest)


def test_a_translation_that_was_signed_stays_as_it_was_and_another_language_can_be_added(stage: Stage) -> None:
    version = locked(stage)

    def word(language: str, words: str) -> object:
        return deciding.word(version, language, "Champs", [Paragraph("p1", words), Paragraph("p2", "Bientôt.")], by=stage.leila)

    word("fr", "Laissez les champs.")
    word("fr", "Laissez les champs tranquilles.")
    letter = opened(stage, version)
    sign(letter, stage.cast.sahel, stage.amina)
    version.refresh_from_db()
    with pytest.raises(Conflict, match="is open to signatures") as refused:
        word("fr", "Laissez les mines.")
    assert refused.value.code == "signed"
    with pytest.raises(Conflict, match="is open to signatures"):
        deciding.bring_in(version, "fr", [Block((Piece("Laissez les mines."),))], by=stage.leila)
    letters.close(letter, by=stage.leila)
    with pytest.raises(Conflict, match="was signed with these words"):
        word("fr", "Laissez les mines.")
    assert words_in.read(version, "fr").lines[0].paragraph.text == "Laissez les champs tranquilles."
    word("es", "Dejad los campos.")
    assert words_in.read(version, "es").language == "es"


def test_words_that_are_being_decided_on_open_no_letter_and_words_of_a_letter_are_decided_on_no_more(stage: Stage) -> None:
    """A decision that returns a text unlocks it: nobody may have signed it by then."""
    version = locked(stage)
    letter = prepared(stage, version)
    decision = stage.opened(version=version, question="")
    with pytest.raises(Conflict) as refused:
        letters.open_now(letter, by=stage.leila)
    assert refused.value.code == "under_way"
    preparing.withdraw(decision, "It needs none.", by=stage.leila)
    letters.open_now(letter, by=stage.leila)
    with pytest.raises((Conflict, Refusal)):
        stage.opened(version=Version.objects.get(pk=version.pk), question="")


def test_opening_publishes_nothing_over_an_earlier_version_that_is_being_decided_on(stage: Stage) -> None:
    version = locked(stage)
    later = changed(stage, version)
    letter = prepared(stage, later)
    decision = stage.opened(version=version, question="")
    with pytest.raises(Conflict) as refused:
        letters.open_now(letter, by=stage.leila)
    assert refused.value.code == "under_way"
    preparing.withdraw(decision, "It needs none.", by=stage.leila)
    letters.open_now(letter, by=stage.leila)
    assert Version.objects.get(pk=later.pk).state == "published"


def test_words_that_were_adopted_open_no_letter_while_time_is_left_for_the_wording(stage: Stage) -> None:
    decision = adopted(stage, replace(SILENCE, wording_time=Time(hours=24)))
    assert decision.version is not None
    assert decision.wording_until is not None
    letter = prepared(stage, decision.version)
    with time.as_of(decision.wording_until - timedelta(seconds=1)):
        with pytest.raises(Conflict) as refused:
            letters.open_now(letter, by=stage.leila)
        assert refused.value.code == "wording"
    with time.as_of(decision.wording_until):
        assert letters.open_now(letter, by=stage.leila).state == "open"


def test_a_letter_that_was_opened_before_its_instant_can_close_before_it(stage: Stage) -> None:
    now = time.now()
    letter = opened(stage, opens_at=now + timedelta(days=7))
    nearer = letters.change(letter, _with(letter, closes_at=now + timedelta(days=3)), by=stage.leila)
    assert nearer.closes_at == now + timedelta(days=3)


def test_c8_changed_words_keep_the_signatures_where_they_are_and_ask_signatories_to_renew(stage: Stage) -> None:
    cast = stage.cast
    version = locked(stage)
    first = opened(stage, version)
    sign(first, cast.sahel, stage.amina)
    sign(first, cast.amal, stage.nour)
    assert reading.renewable(first) is None
    later = changed(stage, version)
    assert reading.renewable(first) == later
    second = letters.renew(first, later, by=stage.leila)
    assert (second.state, second.addressee, second.closes_at, second.former) == ("draft", ADDRESSEE, first.closes_at, first)
    with pytest.raises(Conflict) as refused:
        letters.renew(first, later, by=stage.leila)
    assert refused.value.code == "renewed"
    letters.open_now(second, by=stage.leila)
    first.refresh_from_db()
    assert first.state == "closed", "nobody signs two wordings side by side"
    assert under(first) == {cast.sahel.name, cast.amal.name}
    assert under(second) == set()
    assert asked(second, "renew") == {cast.sahel.name, cast.amal.name}
    assert asked(second, "sign") == {cast.campos.name, cast.lantern.name, cast.lawyers.name}
    sign(second, cast.sahel, stage.amina)
    assert asked(second, "renew") == {cast.amal.name}
    assert under(first) == {cast.sahel.name, cast.amal.name}


def test_a_renewal_takes_a_later_version_of_the_same_text_alone(stage: Stage) -> None:
    letter = opened(stage)
    with pytest.raises(Refusal, match="later version"):
        letters.renew(letter, letter.version, by=stage.leila)
    with pytest.raises(Refusal, match="later version"):
        letters.renew(letter, locked(stage, "Another"), by=stage.leila)


def test_a_renewal_that_was_given_up_leaves_room_for_another(stage: Stage) -> None:
    version = locked(stage)
    first = opened(stage, version)
    sign(first, stage.cast.sahel, stage.amina)
    later = changed(stage, version)
    letters.give_up(letters.renew(first, later, by=stage.leila), "A comma.", by=stage.leila)
    assert letters.renew(first, later, by=stage.leila).former == first


def test_c10_the_first_batch_is_what_was_signed_before_the_cut_off_and_the_rest_is_added(stage: Stage) -> None:
    cast, now = stage.cast, time.now()
    letter = opened(stage, first_batch_at=now + timedelta(days=7))
    sign(letter, cast.sahel, stage.amina)
    with time.as_of(now + timedelta(days=7) - timedelta(microseconds=1)):
        assert letters.make_up_due() == 0
        sign(letter, cast.amal, stage.nour)
    with time.as_of(now + timedelta(days=7)):
        sign(letter, cast.campos, stage.bruno)
        assert letters.make_up_due() == 1
        assert letters.make_up_due() == 0
    delivery = Delivery.objects.get()
    assert (delivery.number, delivery.made_up_at) == (1, now + timedelta(days=7))
    assert {one.name for one in signatures.lines(stage.leila, letter, delivery)} == {cast.sahel.name, cast.amal.name}
    assert {one.name: one.delivery_number for one in signatures.lines(stage.leila, letter)} == {
        cast.sahel.name: 1,
        cast.amal.name: 1,
        cast.campos.name: None,
    }
    assert Letter.objects.get().state == "open"
    with time.as_of(now + timedelta(days=8)):
        letters.deliver(delivery, time.now().date(), "Handed over in Geneva", by=stage.leila)
        second = letters.make_up(letter, by=stage.leila)
    assert [(one.number, getattr(one, "count", None)) for one in deliveries.of_letter(letter)] == [(1, 2), (2, 1)]
    assert second.delivered_on is None
    with pytest.raises(Conflict) as refused:
        letters.make_up(letter, by=stage.leila)
    assert refused.value.code == "nothing"


def test_c10_a_letter_that_does_not_roll_on_closes_with_its_first_batch(stage: Stage) -> None:
    letter = opened(stage, is_rolling=False)
    sign(letter, stage.cast.sahel, stage.amina)
    letters.make_up(letter, by=stage.leila)
    with pytest.raises(Conflict) as refused:
        sign(letter, stage.cast.amal, stage.nour)
    assert refused.value.code == "not_open"


def test_a_first_batch_that_nobody_is_in_is_left_out(stage: Stage) -> None:
    letter = opened(stage, first_batch_at=time.now() + timedelta(days=1))
    with time.as_of(time.now() + timedelta(days=2)):
        assert letters.make_up_due() == 0
        assert letters.make_up_due() == 0
    assert entry("batch_left_out").subject == letter.pk
    assert not Delivery.objects.exists()


def test_a_delivery_and_a_reply_are_noted_with_their_days(stage: Stage) -> None:
    letter = opened(stage)
    sign(letter, stage.cast.sahel, stage.amina)
    delivery = letters.make_up(letter, by=stage.leila)
    today = time.now().date()
    for on, how, field in ((today + timedelta(days=2), "By hand", "on"), (today, " ", "how"), (today - timedelta(days=9), "By hand", "on")):
        with pytest.raises(Refusal) as refused:
            letters.deliver(delivery, on, how, by=stage.leila)
        assert refused.value.field == field
    letters.deliver(delivery, today, "By hand", by=stage.leila)
    letters.note_reply(letter, "Noted with thanks.", today, by=stage.leila)
    assert Letter.objects.get().reply == "Noted with thanks."
    with pytest.raises(NotAllowed):
        letters.note_reply(letter, "No.", today, by=stage.amina)


def test_the_last_instant_is_exact_by_the_database_s_clock(stage: Stage) -> None:
    letter = opened(stage)
    assert letter.closes_at is not None
    with time.as_of(letter.closes_at - timedelta(microseconds=1)):
        assert letters.close_due() == 0
        sign(letter, stage.cast.sahel, stage.amina)
    with time.as_of(letter.closes_at), pytest.raises(Conflict) as refused:
        sign(letter, stage.cast.amal, stage.nour)
    assert refused.value.code == "late"
    with time.as_of(letter.closes_at + timedelta(hours=3)):
        assert letters.close_due() == 1
        assert letters.close_due() == 0
    letter.refresh_from_db()
    assert letter.closed_at == letter.closes_at, "as of its instant, however late the clock came by"
    assert Ask.objects.filter(subject=letter.pk, answered_at=None, withdrawn_at=None).count() == 0


def test_nothing_closes_before_the_database_says_so(stage: Stage) -> None:
    opened(stage)
    assert letters.close_due(time.now() + timedelta(days=365)) == 0
    assert Letter.objects.get().state == "open"


def test_a_letter_whose_time_is_over_takes_nothing_even_if_nothing_closed_it(stage: Stage) -> None:
    letter = opened(stage)
    end_now(letter)
    with pytest.raises(Conflict) as refused:
        sign(letter, stage.cast.sahel, stage.amina)
    assert refused.value.code == "late"


def test_a_letter_opens_by_itself_once(stage: Stage) -> None:
    opens = time.now() + timedelta(days=1)
    letter = prepared(stage, opens_at=opens)
    assert letters.open_due() == 0
    with time.as_of(opens):
        assert (letters.open_due(), letters.open_due()) == (1, 0)
    assert asked(letter, "sign") == {
        stage.cast.sahel.name,
        stage.cast.amal.name,
        stage.cast.campos.name,
        stage.cast.lantern.name,
        stage.cast.lawyers.name,
    }
    assert Entry.objects.filter(kind="voice.letter_opened").count() == 1


def test_what_cannot_open_any_more_stays_prepared_and_the_coordinators_learn_why(stage: Stage) -> None:
    version = locked(stage)
    letter = prepared(stage, version, opens_at=time.now() + timedelta(days=1))
    deciding.unlock(version, "A comma.", by=stage.leila)
    with time.as_of(time.now() + timedelta(days=2)):
        assert letters.open_due() == 0
    letter.refresh_from_db()
    assert (letter.state, letter.opens_at) == ("draft", None)
    assert "unlocked" in str(entry("letter_not_opened").particulars.data["reason"])
    assert Ask.objects.filter(kind="voice.open_again", organisation=None, person=None, subject=letter.pk).count() == 1


def test_once_open_what_signatories_agreed_to_stays_and_the_last_instant_can_move(stage: Stage) -> None:
    letter = opened(stage)
    sign(letter, stage.cast.sahel, stage.amina)
    for name, value in (("addressee", "Somebody else"), ("who", ["individual"]), ("topics", ["water"]), ("is_public", False)):
        with pytest.raises(Conflict) as refused:
            letters.change(letter, _with(letter, **{name: value}), by=stage.leila)
        assert (refused.value.code, refused.value.field) == ("open", name)
    later = time.now() + timedelta(days=30)
    letters.change(letter, _with(letter, closes_at=later, copies="The press"), by=stage.leila)
    letter.refresh_from_db()
    assert (letter.closes_at, letter.copies) == (later, "The press")
    open_asks = Ask.objects.filter(subject=letter.pk, answered_at=None, withdrawn_at=None)
    assert set(open_asks.values_list("due_at", flat=True)) == {later}
    assert stage.cast.sahel.pk not in set(open_asks.values_list("organisation", flat=True))
    with pytest.raises(Refusal) as past:
        letters.change(letter, _with(letter, closes_at=time.now() - timedelta(days=1)), by=stage.leila)
    assert past.value.field == "closes_at"


def _with(letter: Letter, **other: object) -> Terms:
    letter.refresh_from_db()
    known = letters.terms_of(letter)
    return Terms(**{**{name: getattr(known, name) for name in Terms.__dataclass_fields__}, **other})


def test_a_prepared_letter_changes_freely(stage: Stage) -> None:
    letter = prepared(stage)
    letters.change(letter, _with(letter, addressee="The Secretary-General", topics=["water", " water "]), by=stage.leila)
    letter.refresh_from_db()
    assert (letter.addressee, letter.topics) == ("The Secretary-General", ["water"])


def test_what_was_signed_is_not_given_up(stage: Stage) -> None:
    letter = opened(stage)
    signature = sign(letter, stage.cast.sahel, stage.amina)
    with pytest.raises(Conflict) as refused:
        letters.give_up(letter, "Too late.", by=stage.leila)
    assert refused.value.code == "signed"
    signing.withdraw(signature, by=stage.amina)
    letters.give_up(letter, "Too late.", by=stage.leila)
    assert Letter.objects.get().state == "given_up"
    assert asked(letter, "sign") == set()


def test_who_reads_a_letter(stage: Stage) -> None:
    cast = stage.cast
    hidden = opened(stage, locked(stage, "For members"), is_public=False)
    shown = opened(stage, locked(stage, "For all"), is_public=True)
    draft = prepared(stage, locked(stage, "Not yet"))
    closed = opened(stage, locked(stage, "For the coordinators", label="amber+strict"), is_public=False, who=["individual"])
    eva, deniz = cast.actor(cast.eva), cast.actor(cast.deniz)
    for actor, known in (
        (stage.leila, {hidden, shown, draft, closed}),
        (stage.amina, {hidden, shown}),
        (eva, {hidden, shown}),
        (deniz, {shown}),
        (cast.actor(cast.viktor, cast.open_water), set()),
    ):
        assert set(reading.visible_to(actor)) == known
    with pytest.raises(NotVisible):
        reading.one(stage.amina, draft.pk)


def test_the_agenda_tells_when_a_letter_closes_to_those_who_may_know(stage: Stage) -> None:
    batch = time.now() + timedelta(days=3)
    letter = opened(stage, first_batch_at=batch, is_public=False)
    for actor, told in (
        (stage.amina, [(What.FIRST_BATCH, batch), (What.LETTER_CLOSES, letter.closes_at)]),
        (stage.cast.actor(stage.cast.deniz), []),
    ):
        assert [(one.what, one.at) for one in agenda.ahead(actor) if one.about == letter.pk] == told


def test_a_letter_without_a_last_instant_stays_open_until_it_is_closed(stage: Stage) -> None:
    letter = opened(stage, closes_at=None)
    with time.as_of(time.now() + timedelta(days=400)):
        assert letters.close_due() == 0
        sign(letter, stage.cast.sahel, stage.amina)
    assert letters.close(letter, by=stage.leila).closed_at is not None


def test_the_clock_does_all_of_it() -> None:
    done = {beat.name for beat in BEATS}
    assert {"open letters at their instant", "close letters at their instant", "make up first batches at their instant", "remind of letters"} <= done


def test_of_many_letters_and_signatures_reading_takes_as_many_questions(stage: Stage, django_assert_max_num_queries: object) -> None:
    def ask(most: int) -> None:
        with django_assert_max_num_queries(most):  # type: ignore[operator]
            shown = list(reading.visible_to(stage.amina))
            assert signatures.counted(shown)
            assert signatures.lines(stage.amina, shown[0])
            reading.waiting_for(stage.nour)
            signatures.waiting(stage.leila, shown[0])

    sign(opened(stage), stage.cast.sahel, stage.amina)
    ask(11)
    letter = opened(stage, locked(stage, "Another"))
    for organisation, by in stage.everybody.items():
        sign(letter, organisation, by)
    ask(11)
    assert Signature.objects.count() == 5
    assert Given() == Given("", "", False)
