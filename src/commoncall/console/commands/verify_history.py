"""``verify-history``: prove that nothing was altered or removed."""

import argparse

from commoncall.console import coalitions, readiness
from commoncall.console.answers import Answer
from commoncall.installation.folder import Folder
from commoncall.installation.postgres.server import Server
from commoncall.kernel.history import queries as history
from commoncall.kernel.history.actions import seal_all


def do(said: argparse.Namespace, settled: Folder, server: Server | None) -> Answer:
    """Read every chain (or one coalition's) from its beginning. A seal must be found in one of them."""
    readiness.prepare(settled)
    seal_all()
    wanted = coalitions.chosen(said.coalition).chain_id if said.coalition else None
    found = [history.verify(chain, seal=said.seal) for chain in history.chains() if wanted in {None, chain.id}]
    seal_found = any(one.seal_found for one in found) if said.seal else None
    holds = bool(found) and all(not one.faults for one in found) and seal_found is not False
    lines = [line for one in found for line in _told(one)]
    if said.seal:
        lines.append("The seal was found." if seal_found else "The seal was NOT found: entries up to it were altered or removed.")
    lines.append("The history holds." if holds else "The history does NOT hold.")
    return Answer(lines, {"holds": holds, "seal_found": seal_found, "chains": [_facts(one) for one in found]}, done=holds)


def _told(one: history.Verification) -> list[str]:
    return [
        f"{one.title}: {one.length} entries, {one.shredded} shredded, {one.unsealed} not sealed yet; seal {one.head}",
        *(f"  {fault}" for fault in one.faults),
    ]


def _facts(one: history.Verification) -> dict[str, object]:
    return {
        "chain": one.title,
        "entries": one.length,
        "shredded": one.shredded,
        "unsealed": one.unsealed,
        "seal": one.head,
        "faults": list(one.faults),
    }
