"""``sign-in-link``: let one person in whom mail does not reach yet."""

import argparse

from commoncall.console import coalitions, readiness
from commoncall.console.answers import Answer
from commoncall.installation import options
from commoncall.installation.folder import Folder
from commoncall.installation.postgres.server import Server
from commoncall.installation.processes.sole import served_at
from commoncall.procedures import signing_in


def do(said: argparse.Namespace, settled: Folder, server: Server | None) -> Answer:
    """Make the link. It is the operator's deed and stands in the installation's history."""
    readiness.prepare(settled)
    path = signing_in.one_time_link(said.email, lost_second_factor=said.lost_second_factor, by=coalitions.the_operator())
    # A ./run on a port of its own is where the link is of use.
    link = (served_at(settled) or options.read(settled.path).address) + path
    return Answer([link, "It works once, within a quarter of an hour."], {"link": link, "minutes": 15})
