"""``run``: everything at once, for somebody who has just come."""

import argparse
import sys

from django.db import connections

from commoncall.console import coalitions, programs, readiness
from commoncall.console.answers import Answer, say
from commoncall.installation import options
from commoncall.installation.folder import Folder
from commoncall.installation.postgres.server import Server
from commoncall.installation.processes.keeper import keep
from commoncall.installation.processes.port import refuse_taken
from commoncall.installation.processes.sole import only_one
from commoncall.kernel.accounts import queries as accounts
from commoncall.kernel.authority import Actor
from commoncall.kernel.outbox import queries as outbox
from commoncall.kernel.parties import queries as parties
from commoncall.procedures import signing_in
from commoncall.procedures.demo import story


def do(said: argparse.Namespace, settled: Folder, server: Server | None) -> Answer:
    """Make everything ready, tell where it is, and keep it running until told to stop."""
    chosen = options.read(settled.path)
    host, port = said.host or chosen.host, said.port or chosen.port
    address = _address(chosen, host, port)
    with only_one(settled, address):
        refuse_taken(host, port)
        readiness.prepare(settled)
        if not said.empty and not parties.coalitions().exists() and not accounts.stewards().exists():
            say("Bringing a fictional coalition to look around in …")
            story.load(by=coalitions.the_operator())
        lines = _welcome(address, f" --data {said.data}" if said.data else "")
        connections.close_all()
        children = [programs.web(chosen, host, port, address), programs.worker(address)]
        status = keep(children, log=settled.log, database=server, show=sys.stderr, when_ready=lambda: _show(lines))
    return Answer([], {}, done=status == 0)


def _address(chosen: options.Options, host: str, port: int) -> str:
    if "address" in chosen.origins:
        return chosen.address
    name = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::1", "::"} else host  # noqa: S104 - it is compared, not bound
    return f"http://{name}:{port}"


def _show(lines: list[str]) -> None:
    for line in lines:
        print(line, flush=True)


def _welcome(address: str, folder: str) -> list[str]:
    by = coalitions.the_operator()
    return [
        "",
        f"Commoncall is ready: {address}/",
        *_guests(address, by),
        *_beginning(address, by),
        *_mail(folder),
        "",
        "Ctrl-C stops everything.",
        "",
    ]


def _guests(address: str, by: Actor) -> list[str]:
    guests = story.roles()
    links = [f"  {guest.words:<52} {address}{_local_link(guest.address, by)}" for guest in guests]
    return ["", "To look around, sign in as (these links work from this machine alone):", *links] if guests else []


def _beginning(address: str, by: Actor) -> list[str]:
    if not accounts.stewards().exists():
        return ["", "To set up a coalition of your own (this link works once, and for a day):", f"  {address}{signing_in.first_link(by=by)}"]
    return []


def _mail(folder: str) -> list[str]:
    if outbox.is_set_up():
        return []
    return [
        "",
        "No mail server is set up, so that mail waits. Meanwhile:",
        f"  ./commoncall{folder} waiting-mail EMAIL   shows what was written to an address, with the links in it",
        f"  ./commoncall{folder} sign-in-link EMAIL   lets somebody in",
    ]


def _local_link(address: str, by: Actor) -> str:
    return signing_in.one_time_link(address, by=by, minutes=60 * 24 * 7, same_machine=True, lasting=True)
