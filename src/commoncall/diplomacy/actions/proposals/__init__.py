"""Bringing the status table of a treaty: read it, propose what it would change, answer what it asks, accept it, take it back."""

from commoncall.diplomacy.actions.proposals.accepting import accept, bring, look_again
from commoncall.diplomacy.actions.proposals.proposing import answer, discard, preview, propose, read

__all__ = ["accept", "answer", "bring", "discard", "look_again", "preview", "propose", "read"]
