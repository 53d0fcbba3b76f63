"""``demo``: bring the fictional coalitions, or remove them."""

import argparse

from commoncall.console import coalitions, readiness
from commoncall.console.answers import Answer
from commoncall.installation.folder import Folder
from commoncall.installation.postgres.server import Server
from commoncall.procedures.demo import story


def do(said: argparse.Namespace, settled: Folder, server: Server | None) -> Answer:
    """Bring or remove the demo."""
    readiness.prepare(settled)
    by = coalitions.the_operator()
    if said.remove:
        removed = story.remove(by=by)
        return Answer([f"Removed: {', '.join(removed) or 'nothing; there was no demo'}."], {"removed": removed})
    made = [one.slug for one in story.load(by=by)]
    return Answer([f"Brought: {', '.join(made) or 'nothing; the demo is there already'}."], {"coalitions": made})
