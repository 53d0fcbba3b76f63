"""``reindex``: make the index of the search anew."""

import argparse
from uuid import UUID

from commoncall.console import coalitions, readiness
from commoncall.console.answers import Answer, say
from commoncall.installation.folder import Folder
from commoncall.installation.postgres.server import Server
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.search.actions import following


def do(said: argparse.Namespace, settled: Folder, server: Server | None) -> Answer:
    """Make the index of every coalition (or of one) from what is kept, and tell how far it has come."""
    readiness.prepare(settled)
    chosen = [coalitions.chosen(said.coalition)] if said.coalition else list(parties.coalitions())
    names = {one.pk: one.slug for one in chosen}
    held: dict[str, int] = {}

    def tell(coalition: UUID, part: str, documents: int) -> None:
        held[names[coalition]] = documents
        say(f"{names[coalition]}: {documents:,} texts in the index" + (f", reading {part} …" if part else "."))

    following.make_anew(names, tell)
    return Answer([f"{name}: {number:,} texts can be found." for name, number in held.items()], {"texts": held})
