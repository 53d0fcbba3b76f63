"""What follows from what is announced."""

from __future__ import annotations

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from commoncall.kernel.authority import Role
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.actions import coalitions
from tests.cast import Cast, make_account, make_person


@pytest.mark.django_db
def test_coordinators_learn_at_once_that_a_steward_looks_in(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, django_assert_max_num_queries: object
) -> None:
    second = make_account("Yara Aziz", "yara@yara.example")
    make_person(cast.quiet_fields, cast.operator, second, None, Role.COORDINATOR)
    with django_capture_on_commit_callbacks(execute=True):
        coalitions.begin_steward_session(cast.quiet_fields, cast.sven, reason="A mailing went wrong.", minutes=30, by=cast.operator)
    messages = Message.objects.order_by("address")
    assert [message.address for message in messages] == ["leila@leila.example", "yara@yara.example"]
    assert all("Sven Berg" in message.text and "A mailing went wrong." in message.text for message in messages)
    assert all(message.coalition == cast.quiet_fields for message in messages)


@pytest.mark.django_db
def test_nobody_is_told_of_what_was_taken_back(cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        coalitions.begin_steward_session(cast.quiet_fields, cast.sven, reason="A mailing went wrong.", minutes=30, by=cast.operator)
    assert callbacks
    assert not Message.objects.exists()
