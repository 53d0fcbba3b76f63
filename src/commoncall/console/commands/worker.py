"""``worker``: what happens in the background, until told to stop."""

import argparse

from commoncall.clock import worker
from commoncall.console import readiness
from commoncall.console.answers import Answer
from commoncall.installation.folder import Folder
from commoncall.installation.postgres.server import Server


def do(said: argparse.Namespace, settled: Folder, server: Server | None) -> Answer:
    """Work until told to stop."""
    readiness.prepare(settled)
    worker.work()
    return Answer()
