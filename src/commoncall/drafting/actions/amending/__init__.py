"""Proposing amendments, withdrawing them, saying what becomes of them, and answering that."""

from commoncall.drafting.actions.amending.proposing import Proposal, propose, withdraw
from commoncall.drafting.actions.amending.treating import Treating, reply, settle, treat

__all__ = ["Proposal", "Treating", "propose", "reply", "settle", "treat", "withdraw"]
