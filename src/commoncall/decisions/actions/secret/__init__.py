"""Secret votes: making the key of a vote, casting ballots, opening them all at once, and destroying what was sealed."""

from commoncall.decisions.actions.secret.beginning import begin
from commoncall.decisions.actions.secret.casting import Cast, cast
from commoncall.decisions.actions.secret.destroying import clear_away, destroy
from commoncall.decisions.actions.secret.troubles import CannotOpen, note_unopened
from commoncall.decisions.actions.secret.unsealing import unseal

__all__ = ["CannotOpen", "Cast", "begin", "cast", "clear_away", "destroy", "note_unopened", "unseal"]
