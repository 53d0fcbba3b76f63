"""Stopping mails by the link at their foot, with one button or one click of the mail program."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.test import Client

from commoncall.kernel.outbox import queries
from tests.cast import Cast


def address(cast: Cast) -> str:
    return urlsplit(queries.stop_address(cast.quiet_fields.id, "amina@amina.example")).path


def is_silenced(cast: Cast) -> bool:
    return queries.is_silenced(cast.quiet_fields.id, "amina@amina.example")


def test_opening_the_link_changes_nothing(cast: Cast) -> None:
    assert b"Stop the mails" in Client().get(address(cast)).content
    assert not is_silenced(cast)


def test_the_button_stops_the_mails_of_that_coalition_and_the_other_button_takes_it_back(cast: Cast) -> None:
    visitor = Client()
    page = visitor.post(address(cast), follow=True)
    assert b"any more" in page.content
    assert is_silenced(cast)
    assert not queries.is_silenced(cast.open_water.id, "amina@amina.example")
    visitor.post(address(cast), {"again": "yes"})
    assert not is_silenced(cast)


def test_a_mail_program_presses_the_button_for_its_reader(cast: Cast) -> None:
    program = Client(enforce_csrf_checks=True)
    response = program.post(address(cast), {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 302
    assert is_silenced(cast)


def test_whoever_is_signed_in_elsewhere_is_not_told_apart(cast: Cast) -> None:
    viktor = Client()
    viktor.force_login(cast.viktor)
    viktor.post(address(cast))
    assert is_silenced(cast)


def test_a_link_that_is_not_ours_is_not_there(cast: Cast) -> None:
    other = address(cast)[:-4] + "AAA/"
    for method in ("get", "post"):
        assert getattr(Client(), method)(other).status_code == 404
        assert getattr(Client(), method)("/silence/x/").status_code == 404
    assert not is_silenced(cast)


def test_no_link_is_left_of_a_coalition_that_is_gone(cast: Cast) -> None:
    path = address(cast)
    cast.quiet_fields.delete()
    assert Client().get(path).status_code == 404
