"""``restore``: a backup brought back."""

import argparse

from django.db import connections

from commoncall.console import readiness
from commoncall.console.answers import Answer, say
from commoncall.installation import options
from commoncall.installation.backup import restoring
from commoncall.installation.folder import Folder
from commoncall.installation.postgres.server import Server


def do(said: argparse.Namespace, settled: Folder, server: Server | None) -> Answer:
    """Restore into an empty installation, and bring older tables up to date."""
    url = server.url if server else options.read(settled.path).database_url
    connections.close_all()
    told = restoring.restore(said.file, settled, url, force=said.force, say=say)
    (settled.run / readiness.STAMP).unlink(missing_ok=True)
    readiness.prepare(settled)
    words = f"Restored {sum(told.tables.values()):,} rows and {len(told.pieces)} pieces, as they stood at {told.made_at}."
    return Answer([words], {"rows": dict(told.tables), "made_at": told.made_at})
