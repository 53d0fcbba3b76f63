"""Putting messages into the outbox: one message for one address, about one coalition, and silence where it was asked for."""

from dataclasses import replace

import pytest
from django.db import transaction

from commoncall.kernel.authority import VISITOR, Proof, operator, system
from commoncall.kernel.history import queries as book
from commoncall.kernel.outbox import actions, queries
from commoncall.kernel.outbox.actions import Envelope
from commoncall.kernel.outbox.models import Message, Silenced
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import NotAllowed, NotVisible, Refusal
from tests.cast import Cast

State = Message.State


def write(cast: Cast, address: str = "amina@amina.example", **more: object) -> Message:
    given = {"subject": "The meeting", "text": "It is on Friday.", "coalition": cast.quiet_fields, "by": cast.operator} | more
    return actions.post("tests.note", address, **given)


def test_a_message_waits_until_it_leaves(cast: Cast) -> None:
    message = write(cast)
    assert (message.state, message.attempts, message.coalition) == (State.WAITING, 0, cast.quiet_fields)


def test_what_is_undone_with_its_deed_was_never_written(cast: Cast) -> None:
    with transaction.atomic():
        write(cast)
        transaction.set_rollback(True)
    assert not Message.objects.exists()


@pytest.mark.parametrize("address", ["nobody", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example", "", "<a@b.example>"])
def test_what_is_not_one_address_is_refused(cast: Cast, address: str) -> None:
    with pytest.raises(Refusal):
        write(cast, address)


def test_a_subject_cannot_bring_a_header_in(cast: Cast) -> None:
    assert write(cast, subject="Friday\r\nBcc: other@other.example").subject == "Friday Bcc: other@other.example"


def test_a_message_concerns_one_coalition_alone(cast: Cast) -> None:
    with pytest.raises(NotVisible):
        write(cast, organisation=cast.water)
    with pytest.raises(NotVisible):
        write(cast, person=cast.person(cast.viktor, cast.open_water))
    with pytest.raises(NotVisible):
        write(cast, coalition=None, organisation=cast.sahel)


def test_made_up_addresses_of_the_demonstration_are_never_written_to(cast: Cast) -> None:
    Coalition.objects.filter(pk=cast.quiet_fields.pk).update(is_demo=True)
    cast.quiet_fields.refresh_from_db()
    assert write(cast, "amina@amina.example", coalition=cast.quiet_fields).state == Message.State.DEMO
    assert write(cast, "newcomer@ngo.org", coalition=cast.quiet_fields).state == Message.State.WAITING
    assert write(cast, "amina@amina.example", coalition=cast.open_water).state == Message.State.WAITING


def test_nothing_is_sent_while_looking_as_somebody_else(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        write(cast, by=replace(cast.actor(cast.leila), preview=True))


class TestSilence:
    def test_a_silenced_address_is_not_written_to_by_that_coalition(self, cast: Cast) -> None:
        actions.silence(cast.quiet_fields, "amina@amina.example", by=VISITOR)
        assert write(cast, "Amina@amina.example").state == State.HELD
        assert write(cast, coalition=cast.open_water).state == State.WAITING

    def test_what_its_owner_asks_for_goes_out_all_the_same(self, cast: Cast) -> None:
        actions.silence(cast.quiet_fields, "amina@amina.example", by=VISITOR)
        assert write(cast, is_secret=True).state == State.WAITING
        assert write(cast, asked_for=True).state == State.WAITING

    def test_what_waits_is_held(self, cast: Cast) -> None:
        waiting, other = write(cast), write(cast, "oumar@oumar.example")
        actions.silence(cast.quiet_fields, "amina@amina.example", by=VISITOR)
        waiting.refresh_from_db()
        other.refresh_from_db()
        assert (waiting.state, other.state) == (State.HELD, State.WAITING)

    def test_many_are_posted_with_the_silenced_held_in_a_constant_number_of_queries(self, cast: Cast, django_assert_max_num_queries: object) -> None:
        actions.silence(cast.quiet_fields, "p7@people.example", by=VISITOR)
        envelopes = [Envelope("tests.note", f"p{n}@people.example", "Friday", "It is on.") for n in range(50)]
        with django_assert_max_num_queries(4):  # type: ignore[operator]
            posted = actions.post_all(envelopes, coalition=cast.quiet_fields, by=cast.operator)
        assert [message.address for message in posted if message.state == State.HELD] == ["p7@people.example"]

    def test_the_link_in_a_mail_silences_and_takes_it_back(self, cast: Cast) -> None:
        token = queries.stop_address(cast.quiet_fields.id, "amina@amina.example").rstrip("/").rpartition("/")[2]
        owner = replace(VISITOR, proof=Proof.LINK)
        assert actions.heed(token, silent=True, by=owner) == cast.quiet_fields
        assert queries.is_silenced(cast.quiet_fields.id, "AMINA@amina.example")
        actions.heed(token, silent=False, by=owner)
        assert not queries.is_silenced(cast.quiet_fields.id, "amina@amina.example")
        told = [line.kind for line in book.told(book.visible_to(cast.actor(cast.leila))[:2])]
        assert told == ["outbox.address_heard_again", "outbox.address_silenced"]

    @pytest.mark.parametrize("token", ["", "x", "WyJhIiwiYiJd:1abcde:bad"])
    def test_a_link_that_is_not_ours_does_nothing(self, cast: Cast, token: str) -> None:
        with pytest.raises(NotVisible):
            actions.heed(token, silent=True, by=VISITOR)
        assert not Silenced.objects.exists()

    def test_the_link_does_not_tell_the_address(self, cast: Cast) -> None:
        assert "amina" not in queries.stop_address(cast.quiet_fields.id, "amina@amina.example")

    def test_no_address_is_kept(self, cast: Cast) -> None:
        actions.silence(cast.quiet_fields, "amina@amina.example", by=VISITOR)
        assert "amina" not in Silenced.objects.get().address_hash


class TestReading:
    def test_coordinators_read_what_their_coalition_wrote_and_people_what_was_written_to_them(self, cast: Cast) -> None:
        to_amina = write(cast, person=cast.person(cast.amina))
        to_oumar = write(cast, "oumar@oumar.example", person=cast.person(cast.oumar))
        write(cast, "viktor@viktor.example", coalition=cast.open_water)
        assert set(queries.visible_to(cast.actor(cast.leila))) == {to_amina, to_oumar}
        assert set(queries.visible_to(cast.actor(cast.amina))) == {to_amina}
        assert not queries.visible_to(cast.actor(cast.amina, cast.open_water)).exists()
        assert queries.opened(cast.actor(cast.oumar), to_amina.id) is None
        assert not queries.visible_to(VISITOR).exists()
        assert queries.visible_to(operator()).count() == 3

    def test_a_coordinator_who_looks_as_a_member_reads_nothing_of_others(self, cast: Cast) -> None:
        write(cast, person=cast.person(cast.amina))
        assert not queries.visible_to(replace(cast.actor(cast.leila), roles=frozenset(), person_id=None, preview=True)).exists()

    def test_nobody_is_shown_what_a_secret_message_says(self, cast: Cast) -> None:
        message = write(cast, subject="Your code is 123456", text="123456", is_secret=True, person=cast.person(cast.amina))
        for reader in (cast.actor(cast.leila), cast.actor(cast.amina), operator(), system()):
            opened = queries.opened(reader, message.id)
            assert opened is not None
            assert "123456" not in repr(opened)

    def test_nobody_else_is_shown_the_link_with_which_its_reader_stops_such_mails(self, cast: Cast) -> None:
        stop = queries.stop_address(cast.quiet_fields.id, "amina@amina.example")
        message = write(cast, text=f"Friday.\n{stop}\nSee http://localhost:8000/quiet-fields/")
        opened = queries.opened(cast.actor(cast.leila), message.id)
        assert opened is not None
        assert opened.text == "Friday.\nhttp://localhost:8000/silence/…/\nSee http://localhost:8000/quiet-fields/"

    def test_a_list_does_not_fetch_texts(self, cast: Cast) -> None:
        write(cast)
        assert {"text", "html"} <= queries.visible_to(cast.operator).get().get_deferred_fields()


def test_what_waits_for_an_address_is_read_by_the_operator_alone(cast: Cast) -> None:
    write(cast, subject="The link", text="https://calls.example/go/secret", is_secret=True)
    write(cast, "other@other.example")
    assert [mail.text for mail in queries.kept_for("Amina@amina.example", cast.operator)] == ["https://calls.example/go/secret"]
    assert queries.kept_for("amina@amina.example", VISITOR) == []
    Message.objects.update(state=State.SENT)
    assert queries.kept_for("amina@amina.example", cast.operator) == []
