"""``backup``: everything in one file."""

import argparse

import commoncall
from commoncall.console.answers import Answer, say
from commoncall.installation import options
from commoncall.installation.backup import making
from commoncall.installation.folder import Folder
from commoncall.installation.postgres.server import Server
from commoncall.kernel import time


def do(said: argparse.Namespace, settled: Folder, server: Server | None) -> Answer:
    """Write the file, and prove that it can be restored."""
    url = server.url if server else options.read(settled.path).database_url
    made = making.make(settled, url, said.file, version=commoncall.__version__, now=time.now(), verify=not said.no_verify, say=say)
    size = said.file.stat().st_size
    proved = "not proved" if said.no_verify else "restored as a proof"
    facts = {"file": str(said.file), "bytes": size, "rows": dict(made.tables), "verified": not said.no_verify}
    return Answer([f"{said.file}: {size:,} bytes, {proved}."], facts)
