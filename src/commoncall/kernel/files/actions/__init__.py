"""Keeping files, saying who may read them, removing them, and clearing away what nobody refers to."""

from commoncall.kernel.files.actions.changing import relabel, remove
from commoncall.kernel.files.actions.clearing import clear_away
from commoncall.kernel.files.actions.keeping import REFUSALS, keep

__all__ = ["REFUSALS", "clear_away", "keep", "relabel", "remove"]
