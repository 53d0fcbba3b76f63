"""``redline``: what differs between two files, exact to the byte. It needs no installation, no server and no database."""

import argparse

from commoncall.console import redline
from commoncall.console.answers import Answer


def do(said: argparse.Namespace) -> Answer:
    """Compare two files. Exit with 1 where one cannot be read, or where carrying the redline out does not give the second file."""
    old, new = redline.read(said.old.expanduser()), redline.read(said.new.expanduser())
    found = redline.compared(old, new)
    told = redline.facts(old, new, found)
    return Answer(list(redline.lines(told, found)), told, done=told["exact"])
