"""Writing a text in its languages, having it adopted, and choosing who may endorse it from outside."""

from commoncall.call.actions.texts.adopting import Adoption, VersionAdopted, adopt
from commoncall.call.actions.texts.drafting import Words, begin, choose_authoritative, discard, is_language, remove_wording, word
from commoncall.call.actions.texts.opening import arrange, close, open_to, reopen
from commoncall.call.actions.texts.taking import take_over

__all__ = [
    "Adoption",
    "VersionAdopted",
    "Words",
    "adopt",
    "arrange",
    "begin",
    "choose_authoritative",
    "close",
    "discard",
    "is_language",
    "open_to",
    "remove_wording",
    "reopen",
    "take_over",
    "word",
]
