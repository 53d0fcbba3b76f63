"""Taking in the list that a coordinator brings: read it, agree on its columns, look at what it would do, do it, undo it.

Nothing changes before ``apply``, and nobody is ever written to. The long steps of a long list can be left to the clock.
"""

from commoncall.membership.actions.importing.applying import apply, look_again
from commoncall.membership.actions.importing.handing import apply_later, is_long, revert_later, stop
from commoncall.membership.actions.importing.planning import again, answer, begin, choose_columns, discard, preview
from commoncall.membership.actions.importing.reverting import revert
from commoncall.membership.actions.importing.working import carry_out

__all__ = [
    "again",
    "answer",
    "apply",
    "apply_later",
    "begin",
    "carry_out",
    "choose_columns",
    "discard",
    "is_long",
    "look_again",
    "preview",
    "revert",
    "revert_later",
    "stop",
]
