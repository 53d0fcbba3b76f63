"""How a deed is refused: with a reason that a person can read, and nothing changed."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.functional import Promise

Words = str | Promise


class Refusal(Exception):
    """A deed that was not done, and why.

    ``reason`` is a translated sentence for people. ``field`` names the input at fault, where there is one. ``code`` is
    a stable word for programs.
    """

    code = "refused"

    def __init__(self, reason: Words, *, field: str | None = None, code: str | None = None, facts: Mapping[str, object] | None = None) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.field = field
        self.code = code or type(self).code
        self.facts = dict(facts or {})


class NotAllowed(Refusal):
    """The actor may see the thing but may not do this with it."""

    code = "not_allowed"


class ProofNeeded(NotAllowed):
    """The actor may do this, after showing a stronger proof of who they are (see ``authority.Proof``)."""

    code = "proof_needed"


class NotVisible(Refusal):
    """To this actor the thing does not exist; faces answer as for an address that was never there."""

    code = "not_visible"


class Conflict(Refusal):
    """Somebody else changed the thing meanwhile, or it is no longer in the state that the deed needs."""

    code = "conflict"


class TooMany(Refusal):
    """Something was tried too often; ``again_at`` is when it may be tried again."""

    code = "too_many"

    def __init__(self, reason: Words, *, again_at: datetime) -> None:
        super().__init__(reason)
        self.again_at = again_at
