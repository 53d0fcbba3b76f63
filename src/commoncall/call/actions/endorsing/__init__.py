"""Standing behind a version for an organisation of the coalition: signing, what came on paper, correcting, withdrawing."""

from commoncall.call.actions.endorsing.correcting import confirm, correct, withdraw
from commoncall.call.actions.endorsing.entering import enter
from commoncall.call.actions.endorsing.recording import Signature, held_in_force
from commoncall.call.actions.endorsing.signing import Endorsed, ask_to_sign, endorse, who_may_sign

__all__ = ["Endorsed", "Signature", "ask_to_sign", "confirm", "correct", "endorse", "enter", "held_in_force", "who_may_sign", "withdraw"]
