"""What people may do with decisions: with the ladder of rules, and with what is decided by them."""

from commoncall.decisions.permissions.deciding import (
    ANSWER,
    ENTER,
    KEEP,
    PREPARE,
    authority_for,
    may_answer,
    may_change,
    may_close,
    may_demand,
    may_dissociate,
    may_enter,
    may_enter_later,
    may_give_proxy,
    may_open,
    may_prepare,
    may_withdraw,
)

__all__ = [
    "ANSWER",
    "ENTER",
    "KEEP",
    "PREPARE",
    "authority_for",
    "may_answer",
    "may_change",
    "may_close",
    "may_demand",
    "may_dissociate",
    "may_enter",
    "may_enter_later",
    "may_give_proxy",
    "may_open",
    "may_prepare",
    "may_withdraw",
]
