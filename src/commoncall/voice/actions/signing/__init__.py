"""How an organisation of the coalition comes to stand under a letter, and what happens to its signature afterwards."""

from commoncall.voice.actions.announced import Signed
from commoncall.voice.actions.signing.asking import ask_to_sign, who_may_sign
from commoncall.voice.actions.signing.correcting import confirm_entered, correct, withdraw
from commoncall.voice.actions.signing.entering import BY_HAND, enter
from commoncall.voice.actions.signing.leaving import withdraw_all
from commoncall.voice.actions.signing.pre_approved import sign_for_pre_approved
from commoncall.voice.actions.signing.recording import Given
from commoncall.voice.actions.signing.signing import sign

__all__ = [
    "BY_HAND",
    "Given",
    "Signed",
    "ask_to_sign",
    "confirm_entered",
    "correct",
    "enter",
    "sign",
    "sign_for_pre_approved",
    "who_may_sign",
    "withdraw",
    "withdraw_all",
]
