"""What the clock does by itself, again and again: each thing in a thread of its own, so that a slow one holds up no other."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from django.db import close_old_connections, connections

from commoncall.call.actions import endorsers
from commoncall.clock import housekeeping
from commoncall.decisions.actions import closing, opening, register, secret
from commoncall.drafting.actions import stages
from commoncall.kernel.accounts.actions import authenticator
from commoncall.kernel.files import actions as files
from commoncall.kernel.history import actions as history
from commoncall.kernel.outbox import actions as outbox
from commoncall.kernel.search.actions import following as search
from commoncall.procedures import (
    admission,
    applying,
    consequences,
    deciding,
    discussing,
    outside_endorsements,
    outside_signatures,
    reaffirming,
    speaking,
)
from commoncall.procedures.standing import resting
from commoncall.voice.actions import doubts, outside
from commoncall.voice.actions import letters as voice

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Beat:
    """Something done every so many seconds. Several workers may do it at once: each of these shares the work or repeats it harmlessly.

    With ``goes_on`` it is done again at once while it finds something to do, in pieces between which a worker can be stopped.
    """

    name: str
    every: float
    action: Callable[[], object]
    goes_on: bool = False


BEATS = (
    Beat("seal the history", 2, history.seal_all),
    Beat("follow the history with the search", 2, search.follow, goes_on=True),
    Beat("deliver mail", 2, partial(outbox.deliver_due, limit=10), goes_on=True),
    Beat("move applications on", 5, admission.advance_due),
    Beat("let standings change at their instant", 5, resting.each_due),
    Beat("close amendments at their instant", 1, stages.close_due),
    Beat("open decisions at their instant", 1, opening.open_due),
    Beat("close decisions at their instant", 1, closing.close_due),
    Beat("publish what was adopted once the time for its wording is over", 10, closing.publish_due),
    Beat("do what follows from decisions", 2, consequences.follow_due, goes_on=True),
    Beat("confirm outcomes in writing", 2, deciding.confirm_due, goes_on=True),
    Beat("remind of decisions", 60, deciding.remind_due, goes_on=True),
    Beat("tell that texts are open to amendments", 2, discussing.tell_of_openings, goes_on=True),
    Beat("tell that amendments are over", 2, discussing.tell_of_closings, goes_on=True),
    Beat("tell what becomes of amendments", 60, discussing.tell_of_treatments, goes_on=True),
    Beat("remind that amendments will be over", 60, discussing.remind_due, goes_on=True),
    Beat("ask whether decisions still hold", 3600, register.ask_for_reviews),
    Beat("open letters at their instant", 1, voice.open_due),
    Beat("close letters at their instant", 1, voice.close_due),
    Beat("make up first batches at their instant", 1, voice.make_up_due),
    Beat("remind of letters", 60, speaking.remind_due, goes_on=True),
    Beat("ask to publish what was adopted", 60, speaking.ask_to_publish_due),
    Beat("look for signatures that are the same", 60, doubts.find_due),
    Beat("ask endorsers to re-affirm", 60, outside_endorsements.ask_again, goes_on=True),
    Beat("ask signers outside to sign changed words", 60, outside_signatures.ask_again, goes_on=True),
    Beat("remind of re-affirming", 60, reaffirming.remind_due),
    Beat("destroy the keys of votes that are over", 60, secret.clear_away),
    Beat("keep house", 60, housekeeping.each_minute),
    Beat("clear files away", 3600, files.clear_away),
    Beat("encrypt under the present key", 3600, authenticator.encrypt_anew),
    Beat("forget endorsers who are none", 3600, endorsers.forget, goes_on=True),
    Beat("forget signers who are none", 3600, outside.forget, goes_on=True),
    Beat("let drafts of applications fade", 3600, applying.let_drafts_fade),
    Beat("clear away what is no longer there from the search", 3600, search.clear_away),
)


@contextmanager
def beating(beats: tuple[Beat, ...] = BEATS) -> Iterator[None]:
    """Keep all beats going for as long as the block lasts; what is under way at its end is finished."""
    over = threading.Event()
    threads = [threading.Thread(target=_keep, args=(beat, over), name=beat.name) for beat in beats]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _keep(beat: Beat, over: threading.Event) -> None:
    # The first time is at once: what a killed worker left behind waits already.
    pause = 0.0
    while not over.wait(pause):
        found = once(beat)
        pause = 0.0 if found and beat.goes_on else beat.every
    connections.close_all()


def once(beat: Beat) -> object:
    """Do one beat and return what it gives. What fails is logged, and done again at its next time."""
    close_old_connections()
    try:
        return beat.action()
    except Exception:
        # The database may be away for a moment; a thread that ended here would leave the clock half alive.
        log.exception("The clock could not %s; it will try again.", beat.name)
        return None
    finally:
        close_old_connections()
