"""Handing messages to a mail server, over a real connection to one of our own."""

from __future__ import annotations

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from pytest_django import Settings

from commoncall.kernel import time
from commoncall.kernel.authority import operator
from commoncall.kernel.outbox import actions, queries, rules
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.outbox.smtp import Scope, failure_from
from commoncall.kernel.refusals import NotAllowed
from tests.cast import Cast
from tests.postbox import HANG_UP, Postbox, opened, unknown_certificate

State = Message.State


@pytest.fixture
def postbox(settings: Settings) -> Iterator[Postbox]:
    with opened() as found:
        for name, value in found.settings.items():
            setattr(settings, name, value)
        yield found


def write(cast: Cast, address: str = "amina@amina.example", **more: object) -> Message:
    given = {"subject": "Réunion — اجتماع", "text": "Vendredi.\n.\nاجتماع", "coalition": cast.quiet_fields, "by": cast.operator} | more
    return actions.post("tests.note", address, **given)


def states(*messages: Message) -> list[str]:
    for message in messages:
        message.refresh_from_db()
    return [message.state for message in messages]


def test_without_a_mail_server_everything_waits_and_nothing_fails(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    message = write(cast)
    assert actions.deliver_due() == 0
    assert actions.deliver_now(message).state == State.WAITING
    assert states(message) == [State.WAITING]
    assert queries.queue().waiting == 1


def test_what_is_due_leaves_over_one_connection_in_the_order_in_which_it_was_written(cast: Cast, postbox: Postbox) -> None:
    messages = [write(cast, f"p{number}@people.example", html="<p>Vendredi</p>") for number in range(3)]
    assert actions.deliver_due() == 3
    assert [address for address, _mail in postbox.arrived] == ["p0@people.example", "p1@people.example", "p2@people.example"]
    assert postbox.connections == 1
    assert states(*messages) == [State.SENT] * 3
    assert actions.deliver_due() == 0


def test_a_mail_says_who_writes_in_which_language_and_how_to_stop_it(cast: Cast, postbox: Postbox) -> None:
    message = write(cast, language="fr", html="<p>Vendredi</p>", headers={"X-About": "meeting"})
    actions.deliver_due()
    [(_address, mail)] = postbox.arrived
    assert mail["From"] == "Quiet Fields Coalition <office@quiet-fields.example>"
    assert mail["Subject"] == "Réunion — اجتماع"
    assert mail["Message-ID"] == f"<{message.id}@quiet-fields.example>"
    assert (mail["Content-Language"], mail["Auto-Submitted"], mail["X-About"]) == ("fr", "auto-generated", "meeting")
    assert mail["List-Unsubscribe"].strip() == f"<{queries.stop_address(cast.quiet_fields.id, message.address)}>"
    assert mail["List-Unsubscribe-Post"] is None
    assert mail.get_body(("plain",)).get_content().split() == ["Vendredi.", ".", "اجتماع"]
    assert "<p>Vendredi</p>" in mail.get_body(("html",)).get_content()


def test_stopping_takes_one_click_where_pages_are_under_https(cast: Cast, postbox: Postbox, settings: Settings) -> None:
    settings.ADDRESS = "https://calls.example.org"
    write(cast)
    actions.deliver_due()
    [(_address, mail)] = postbox.arrived
    assert mail["List-Unsubscribe"].strip().startswith("<https://calls.example.org/silence/")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_secret_leaves_no_text_behind_and_no_link_to_stop_it(cast: Cast, postbox: Postbox) -> None:
    message = write(cast, is_secret=True, subject="Your code is 123456", html="<b>123456</b>")
    actions.deliver_due()
    [(_address, mail)] = postbox.arrived
    assert mail["Subject"] == "Your code is 123456"
    assert mail["List-Unsubscribe"] is None
    message.refresh_from_db()
    assert (message.state, message.subject, message.text, message.html) == (State.SENT, "", "", "")


def test_what_a_coalition_does_not_concern_bears_the_name_of_the_installation(cast: Cast, postbox: Postbox) -> None:
    write(cast, coalition=None, by=operator())
    actions.deliver_due()
    assert postbox.arrived[0][1]["From"] == "Commoncall <office@quiet-fields.example>"


def test_a_refusal_for_good_fails_and_does_not_keep_the_others(cast: Cast, postbox: Postbox) -> None:
    postbox.replies["RCPT TO:<gone@"] = "550 5.1.1 Nobody of this name"
    gone, here = write(cast, "gone@people.example"), write(cast)
    assert actions.deliver_due() == 2
    assert states(gone, here) == [State.FAILED, State.SENT]
    told = queries.told(gone)
    assert told.problem == "The mail server does not take mail for this address. It said: 550 5.1.1 Nobody of this name"


def test_a_refusal_for_the_time_being_is_tried_again_later_and_at_last_fails(cast: Cast, postbox: Postbox) -> None:
    postbox.replies["RCPT"] = "451 4.7.1 Come back later"
    message = write(cast)
    with time_machine.travel(datetime(2026, 11, 22, tzinfo=time.now().tzinfo), tick=False) as clock:
        Message.objects.update(due_at=time.now())
        actions.deliver_due()
        assert states(message) == [State.WAITING]
        assert message.due_at == time.now() + timedelta(minutes=1)
        assert actions.deliver_due() == 0
        for _attempt in range(10):
            clock.move_to(message.due_at)
            actions.deliver_due()
            message.refresh_from_db()
    assert (message.state, message.attempts) == (State.FAILED, 11)


@pytest.mark.parametrize(
    ("command", "reply", "code"),
    [
        ("", "554 Not you", "greeting"),
        ("MAIL", "550 You may not write from there", "sender"),
        ("AUTH", "535 5.7.8 Wrong", "sign_in"),
    ],
)
def test_trouble_with_the_server_itself_is_no_messages_fault(
    cast: Cast, postbox: Postbox, settings: Settings, command: str, reply: str, code: str
) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "office", "quiet"
    postbox.replies[command] = reply
    first, second = write(cast), write(cast, "oumar@oumar.example")
    actions.deliver_due()
    assert postbox.connections == 1
    assert states(first, second) == [State.WAITING, State.WAITING]
    assert (first.attempts, second.attempts) == (0, 0)
    assert (first.problem.split()[0], second.problem.split()[0]) == (code, code)
    assert first.due_at > time.now()
    postbox.replies.clear()
    with time_machine.travel(time.now() + timedelta(minutes=2)):
        assert actions.deliver_due() == 2
    assert states(first, second) == [State.SENT, State.SENT]


def test_a_server_that_is_not_there_keeps_nothing_from_waiting(cast: Cast, settings: Settings) -> None:
    with opened() as gone:
        found = gone.settings
    for name, value in found.items():
        setattr(settings, name, value)
    message = write(cast)
    actions.deliver_due()
    assert states(message) == [State.WAITING]
    assert message.problem.startswith("closed")
    assert queries.queue().overdue == 0
    with time_machine.travel(time.now() + timedelta(minutes=11)):
        actions.deliver_due()
        assert queries.queue().overdue == 1
        assert queries.queue().problem.startswith("The mail server does not take connections at this port.")


def test_nothing_is_told_to_a_server_whose_certificate_does_not_hold(cast: Cast, settings: Settings, tmp_path: Path) -> None:
    message = write(cast)
    with opened(unknown_certificate(tmp_path)) as impostor:
        for name, value in impostor.settings.items():
            setattr(settings, name, value)
        settings.EMAIL_USE_SSL = True
        actions.deliver_due()
        assert not impostor.arrived
    assert states(message) == [State.WAITING]
    assert message.problem.startswith("certificate")


def test_a_server_without_the_protection_that_is_asked_for_gets_nothing(cast: Cast, postbox: Postbox, settings: Settings) -> None:
    settings.EMAIL_USE_TLS = True
    message = write(cast)
    actions.deliver_due()
    assert not postbox.arrived
    assert states(message) == [State.WAITING]
    assert message.problem.startswith("no_tls")


def test_a_connection_that_breaks_off_is_opened_again_for_the_next(cast: Cast, postbox: Postbox) -> None:
    postbox.replies["RCPT TO:<breaks@"] = HANG_UP
    breaks, here = write(cast, "breaks@people.example"), write(cast)
    actions.deliver_due()
    assert states(breaks, here) == [State.WAITING, State.SENT]
    assert breaks.attempts == 1


def test_every_failure_has_its_words() -> None:
    errors = [
        smtplib.SMTPAuthenticationError(535, b"x"),
        smtplib.SMTPSenderRefused(550, b"x", "a@a.example"),
        smtplib.SMTPRecipientsRefused({"a@a.example": (450, b"x")}),
        smtplib.SMTPDataError(554, b"x"),
        smtplib.SMTPNotSupportedError("STARTTLS extension not supported by server."),
        smtplib.SMTPNotSupportedError("SMTP AUTH extension not supported by server."),
        smtplib.SMTPConnectError(421, b"x"),
        smtplib.SMTPServerDisconnected("x"),
        ssl.SSLCertVerificationError(1, "x"),
        ssl.SSLError(1, "x"),
        socket.gaierror(),
        ConnectionRefusedError(),
        TimeoutError(),
        OSError(113, "No route to host"),
        ValueError("x"),
    ]
    failures = [failure_from(error) for error in errors]
    assert {failure.code for failure in failures} == set(queries.PROBLEMS)
    assert {failure.code for failure in failures if failure.scope is Scope.SERVER} == set(rules.SERVER_PROBLEMS)


def test_what_is_too_late_is_not_sent(cast: Cast, postbox: Postbox) -> None:
    message = write(cast, is_secret=True, expires_at=time.now() - timedelta(seconds=1))
    actions.deliver_due()
    assert not postbox.arrived
    assert states(message) == [State.EXPIRED]
    assert message.text == ""


def test_time_withdraws_what_is_of_no_more_use_and_forgets_secrets(cast: Cast) -> None:
    late = write(cast, is_secret=True, expires_at=time.now() + timedelta(minutes=10))
    kept = write(cast)
    assert actions.let_expire() == 0
    with time_machine.travel(time.now() + timedelta(minutes=11)):
        assert actions.let_expire() == 1
        assert states(late, kept) == [State.EXPIRED, State.WAITING]
        assert late.text == ""
    with time_machine.travel(time.now() + timedelta(days=8)):
        actions.let_expire()
    assert list(Message.objects.all()) == [kept]


def test_who_looks_on_is_told_what_was_said_and_no_password(cast: Cast, postbox: Postbox, settings: Settings) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "office", "quiet-password"
    said = actions.deliver_now(write(cast))
    assert said.state == State.SENT
    assert "< 250 Kept as 42" in said.spoken
    assert "> AUTH PLAIN …" in said.spoken
    assert not any("quiet-password" in line or "Vendredi" in line for line in said.spoken)
    postbox.replies["DATA"] = "554 5.7.1 Looks like an advertisement"
    refused = actions.deliver_now(write(cast))
    assert (refused.state, refused.problem) == (State.FAILED, "content 554 5.7.1 Looks like an advertisement")


def test_what_failed_can_be_sent_again_by_a_coordinator(cast: Cast, postbox: Postbox) -> None:
    postbox.replies["RCPT"] = "550 No"
    message = write(cast)
    actions.deliver_due()
    postbox.replies.clear()
    with pytest.raises(NotAllowed):
        actions.try_again([message.id], by=cast.actor(cast.amina))
    assert actions.try_again([message.id], by=cast.actor(cast.viktor, cast.open_water)) == 0
    assert actions.try_again([message.id], by=cast.actor(cast.leila)) == 1
    actions.deliver_due()
    assert states(message) == [State.SENT]


@pytest.mark.django_db(transaction=True)
def test_two_that_deliver_at_once_send_each_message_once(cast: Cast, postbox: Postbox) -> None:
    messages = [write(cast, f"p{number}@people.example") for number in range(12)]
    both_are_here = threading.Barrier(2, timeout=10)
    arrived: set[int] = set()

    def meet() -> None:
        if threading.get_ident() not in arrived:
            arrived.add(threading.get_ident())
            both_are_here.wait()

    postbox.on_data = meet

    def deliver() -> None:
        try:
            actions.deliver_due()
        finally:
            connection.close()

    threads = [threading.Thread(target=deliver) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(address for address, _mail in postbox.arrived) == sorted(message.address for message in messages)
