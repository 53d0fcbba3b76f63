"""``match``: which names of a list are which organisations of another. It needs no installation, no server and no database."""

import argparse

from commoncall.console import matching
from commoncall.console.answers import Answer


def do(said: argparse.Namespace) -> Answer:
    """Compare the names of two files. Exit with 1 where one cannot be read."""
    members, names = matching.read(said.members.expanduser()), matching.read(said.names.expanduser())
    told = matching.facts(members, matching.compare(members, names))
    return Answer(list(matching.lines(told)), told)
