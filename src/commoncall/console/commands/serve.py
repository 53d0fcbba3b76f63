"""``serve``: the pages alone, for installations whose workers run elsewhere."""

import argparse
import sys

from django.db import connections

from commoncall.console import programs, readiness
from commoncall.console.answers import Answer, say
from commoncall.installation import options
from commoncall.installation.folder import Folder
from commoncall.installation.postgres.server import Server
from commoncall.installation.processes.keeper import keep
from commoncall.installation.processes.port import refuse_taken


def do(said: argparse.Namespace, settled: Folder, server: Server | None) -> Answer:
    """Serve until told to stop."""
    chosen = options.read(settled.path)
    host, port = said.host or chosen.host, said.port or chosen.port
    refuse_taken(host, port)
    readiness.prepare(settled)
    connections.close_all()
    web = programs.web(chosen, host, port, chosen.address)
    status = keep([web], log=settled.log, database=server, show=sys.stderr, when_ready=lambda: say(f"Serving on {host}, port {port}."))
    return Answer([], {}, done=status == 0)
