"""``count``: ranked ballots in a file, counted again by anybody. It needs no installation, no server and no database."""

import argparse

from commoncall.console import counting
from commoncall.console.answers import Answer
from commoncall.decisions.rules.elections import Tied


def do(said: argparse.Namespace) -> Answer:
    """Count the ballots of a file. Exit with 1 where it cannot be read, or where the rule leaves a tie to lot and none was drawn."""
    file = counting.read(said.file.expanduser(), said.seats, said.rule)
    lot = counting.lot(file, said.lot, said.seed)
    try:
        counted = counting.counted(file, said.rule, lot)
    except Tied as tied:
        return counting.stopped(file, tied.tie)
    told = counting.facts(file, counted, lot, said.seed)
    return Answer(list(counting.lines(file, counted, told)), told)
