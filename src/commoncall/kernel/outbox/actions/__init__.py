"""Writing messages, delivering them, and keeping silent towards those who asked for it."""

from commoncall.kernel.outbox.actions.delivering import Delivery, deliver_due, deliver_now, let_expire, try_again
from commoncall.kernel.outbox.actions.posting import Envelope, post, post_all
from commoncall.kernel.outbox.actions.silencing import heed, silence, unsilence

__all__ = [
    "Delivery",
    "Envelope",
    "deliver_due",
    "deliver_now",
    "heed",
    "let_expire",
    "post",
    "post_all",
    "silence",
    "try_again",
    "unsilence",
]
