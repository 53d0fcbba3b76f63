"""Taking in the list that a coordinator brings: read it, agree on its columns, look at what it would do, do it, undo it.

Nothing changes before ``apply``, and nobody is ever written to.
"""

from commoncall.membership.actions.importing.applying import apply
from commoncall.membership.actions.importing.planning import answer, begin, choose_columns, discard, preview
from commoncall.membership.actions.importing.reverting import revert

__all__ = ["answer", "apply", "begin", "choose_columns", "discard", "preview", "revert"]
