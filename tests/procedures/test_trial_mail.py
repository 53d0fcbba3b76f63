"""A trial mail, and what is said of it, against a mail server of our own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from commoncall.kernel.history import queries as book
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.refusals import NotAllowed, Refusal, TooMany
from commoncall.procedures import trial_mail
from tests.cast import Cast
from tests.postbox import Postbox, opened


@pytest.fixture
def postbox(settings: Settings) -> Iterator[Postbox]:
    with opened() as found:
        for name, value in found.settings.items():
            setattr(settings, name, value)
        yield found


def send(cast: Cast, address: str = "leila@elsewhere.example") -> trial_mail.Outcome:
    return trial_mail.send(address, coalition=cast.quiet_fields, by=cast.actor(cast.leila))


def test_it_arrives_and_is_recorded(cast: Cast, postbox: Postbox) -> None:
    outcome = send(cast)
    assert outcome.went_well
    assert "taken the mail" in outcome.words
    [(address, mail)] = postbox.arrived
    assert address == "leila@elsewhere.example"
    assert "Leila Haddad sent this" in mail.get_body(("plain",)).get_content()
    [line] = book.told(book.visible_to(cast.actor(cast.leila)).filter(kind="outbox.trial_sent"))
    assert line.sentence == "Leila Haddad sent a trial mail."


def test_what_the_server_says_is_told_in_words(cast: Cast, postbox: Postbox) -> None:
    postbox.replies["RCPT"] = "554 5.7.1 Relay access denied"
    outcome = send(cast)
    assert not outcome.went_well
    assert outcome.words == "The mail server does not take mail for this address. It said: 554 5.7.1 Relay access denied"
    assert "< 554 5.7.1 Relay access denied" in outcome.spoken


def test_a_server_that_is_not_there_is_told_too(cast: Cast, settings: Settings) -> None:
    with opened() as gone:
        found = gone.settings
    for name, value in found.items():
        setattr(settings, name, value)
    outcome = send(cast)
    assert outcome.words.startswith("The mail server does not take connections at this port.")
    assert outcome.words.endswith("The mail waits, and is tried again.")


def test_without_a_mail_server_it_waits(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    assert send(cast).words.startswith("No mail server is set up.")
    assert Message.objects.get().state == "waiting"


def test_no_password_is_shown(settings: Settings) -> None:
    settings.EMAIL_HOST_PASSWORD = "quiet-password"
    assert "quiet-password" not in repr(trial_mail.arrangement())


def test_few_and_by_coordinators_alone(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    with pytest.raises(NotAllowed):
        trial_mail.send("a@a.example", coalition=cast.quiet_fields, by=cast.actor(cast.amina))
    with pytest.raises(Refusal):
        send(cast, "a@a.example, b@b.example")
    for _number in range(9):
        send(cast)
    with pytest.raises(TooMany):
        send(cast)
