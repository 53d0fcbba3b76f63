"""The outbox through its pages: what was written, what became of it, and the trial."""

from __future__ import annotations

import html
from collections.abc import Callable

from django.test import Client
from pytest_django import Settings

from commoncall.kernel.accounts.models import Account
from commoncall.kernel.outbox import actions
from commoncall.kernel.outbox.models import Message
from tests.cast import Cast
from tests.postbox import opened

AsAccount = Callable[[Account], Client]


def write(cast: Cast, address: str = "amina@amina.example", **more: object) -> Message:
    given = {"subject": "The tide turns", "text": "It is on Friday.", "coalition": cast.quiet_fields, "by": cast.operator} | more
    return actions.post("tests.note", address, **given)


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def test_a_coordinator_reads_what_the_coalition_wrote_and_others_what_was_written_to_them(cast: Cast, as_account: AsAccount) -> None:
    message = write(cast, person=cast.person(cast.amina))
    write(cast, "oumar@oumar.example", subject="Another shore")
    for account, path in ((cast.leila, f"/quiet-fields/mail/{message.id}/"), (cast.amina, f"/quiet-fields/mail/{message.id}/")):
        assert "It is on Friday." in text(as_account(account), path)
    assert as_account(cast.oumar).get(f"/quiet-fields/mail/{message.id}/").status_code == 404
    assert "Another shore" in text(as_account(cast.leila), "/quiet-fields/mail/")
    assert "Another shore" not in text(as_account(cast.amina), "/quiet-fields/mail/")


def test_a_secret_mail_is_named_and_not_shown(cast: Cast, as_account: AsAccount) -> None:
    message = write(cast, is_secret=True, subject="Your code 482 913", text="482 913")
    for path in ("/quiet-fields/mail/", f"/quiet-fields/mail/{message.id}/"):
        assert "482 913" not in text(as_account(cast.leila), path)


def test_the_list_is_narrowed_to_what_failed_and_that_is_sent_again(cast: Cast, as_account: AsAccount, settings: Settings) -> None:
    leila = as_account(cast.leila)
    with opened() as postbox:
        for name, value in postbox.settings.items():
            setattr(settings, name, value)
        postbox.replies["RCPT TO:<gone@"] = "550 5.1.1 Nobody of this name"
        failed = write(cast, "gone@people.example", subject="A closed door")
        write(cast)
        actions.deliver_due()
        page = text(leila, "/quiet-fields/mail/")
        assert "1 mail could not be sent. 1 mail has left." in page
        assert "Could not be sent (1)" in page
        page = text(leila, "/quiet-fields/mail/?state=failed")
        assert "A closed door" in page
        assert "The tide turns" not in page
        assert "It said: 550 5.1.1 Nobody of this name" in text(leila, f"/quiet-fields/mail/{failed.id}/")
        postbox.replies.clear()
        leila.post(f"/quiet-fields/mail/{failed.id}/again/")
        actions.deliver_due()
    failed.refresh_from_db()
    assert failed.state == Message.State.SENT


def test_a_trial_is_sent_while_one_waits_and_told_once(cast: Cast, as_account: AsAccount, settings: Settings) -> None:
    leila = as_account(cast.leila)
    with opened() as postbox:
        for name, value in postbox.settings.items():
            setattr(settings, name, value)
        response = leila.post("/quiet-fields/mail/trial/", {"address": "leila@elsewhere.example"})
        assert response.headers["Location"] == "/quiet-fields/mail/trial/"
        assert [address for address, _mail in postbox.arrived] == ["leila@elsewhere.example"]
    page = text(leila, "/quiet-fields/mail/trial/")
    assert "The mail server has taken the mail." in page
    assert "< 250 Kept as 42" in page
    assert "The mail server has taken the mail." not in text(leila, "/quiet-fields/mail/trial/")


def test_without_a_mail_server_the_pages_say_so_and_what_to_do(cast: Cast, as_account: AsAccount, settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    write(cast)
    assert "No mail server is set up on this installation." in text(as_account(cast.leila), "/quiet-fields/mail/")
    assert "mail_host" in text(as_account(cast.leila), "/quiet-fields/mail/trial/")


def test_pages_of_the_list_are_parted_and_a_strange_page_is_the_last(cast: Cast, as_account: AsAccount) -> None:
    for number in range(30):
        write(cast, subject=f"Mail {number:02}")
    page = text(as_account(cast.leila), "/quiet-fields/mail/?page=99")
    assert "26 to 30 of 30" in page
    assert "Mail 00" in page
    assert "Mail 29" in text(as_account(cast.leila), "/quiet-fields/mail/?page=x")
