"""Counting ranked ballots: the single transferable vote by two rules, and instant run-off, with every stage on record.

All three are counted in whole numbers, so that the same ballots give the same result everywhere, to the last digit; and
nothing is left to chance but what the rule itself leaves to lot, which then stops the count until a lot was drawn.
"""

from commoncall.decisions.rules.elections.ballots import Election, Paper
from commoncall.decisions.rules.elections.gregory import scottish
from commoncall.decisions.rules.elections.keeping import meek
from commoncall.decisions.rules.elections.lots import Lot, Tied, by_order, by_seed
from commoncall.decisions.rules.elections.run_off import irv
from commoncall.decisions.rules.elections.stages import Count, Deed, Stage, Tie

RULES = {"scottish": scottish, "meek": meek, "irv": irv}

__all__ = ["RULES", "Count", "Deed", "Election", "Lot", "Paper", "Stage", "Tie", "Tied", "by_order", "by_seed", "irv", "meek", "scottish"]
