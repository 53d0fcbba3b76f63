"""Doubts whether two signatures are the same: found by comparing, settled by a person."""

from commoncall.voice.actions.doubts.finding import find, find_due
from commoncall.voice.actions.doubts.settling import settle

__all__ = ["find", "find_due", "settle"]
