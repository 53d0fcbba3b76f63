"""What can be done later, in one table: the name under which deeds ask for it, and what then happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from commoncall.kernel.files import actions as files
from commoncall.membership.actions import importing
from commoncall.procedures import admission, deciding, speaking

TASKS: dict[str, Callable[..., Any]] = {
    "decisions.tell_of_entry": deciding.tell_of_entry,
    "decisions.tell_of_notice": deciding.tell_of_notice,
    "decisions.tell_of_opening": deciding.tell_of_opening,
    "decisions.tell_of_trouble": deciding.tell_of_trouble,
    "decisions.tell_of_withdrawal": deciding.tell_of_withdrawal,
    "files.clear_away": files.clear_away,
    "membership.import": importing.carry_out,
    "membership.tell_of_admission": admission.tell_members,
    "voice.tell_authoriser": speaking.tell_authoriser,
    "voice.tell_of_entry": speaking.tell_of_entry,
    "voice.tell_of_move": speaking.tell_of_move,
    "voice.tell_of_opening": speaking.tell_of_opening,
    "voice.tell_of_pre_approved": speaking.tell_of_pre_approved,
    "voice.tell_of_signature": speaking.tell_of_signature,
}

#: What fails is tried again after half a minute, two minutes and so on, five times; then ``doctor`` tells of it.
_AGAIN = RetryStrategy(max_attempts=5, linear_wait=120, wait=30)

for _name, _function in TASKS.items():
    app.task(name=_name, retry=_AGAIN)(_function)
