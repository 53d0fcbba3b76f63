"""``doctor``: look at everything that can be wrong, and say of each what to do."""

from __future__ import annotations

import argparse
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.db import OperationalError, connection

from commoncall.console import readiness
from commoncall.console.answers import Answer
from commoncall.decisions.queries import secret as votes
from commoncall.installation import options
from commoncall.installation.folder import Folder
from commoncall.installation.postgres.server import Server
from commoncall.kernel import time
from commoncall.kernel.accounts import queries as accounts
from commoncall.kernel.outbox import queries as outbox

_LEAST_FREE = 1024**3
_MOST_DRIFT = 5.0
_SIGN_OF_LIFE = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: ``fine``, ``mind`` (it works, but) or ``wrong``, and what to do."""

    what: str
    state: str
    words: str
    remedy: str = ""


def do(said: argparse.Namespace, settled: Folder, server: Server | None) -> Answer:
    """Look at everything; exit with 1 where something is wrong."""
    chosen = options.read(settled.path)
    findings = [_configuration(chosen), *_of_database(server, chosen, settled), _disk(settled.path)]
    lines = []
    for one in findings:
        lines.append(f"{one.state:<6}{one.what}: {one.words}")
        if one.remedy:
            lines.append(f"      What to do: {one.remedy}")
    facts = {"findings": [vars(one) for one in findings]}
    return Answer(lines, facts, done=all(one.state != "wrong" for one in findings))


def _configuration(chosen: options.Options) -> Finding:
    if not chosen.is_secure and "address" in chosen.origins:
        return Finding(
            "configuration",
            "mind",
            f"people reach it at {chosen.address}, without TLS.",
            "put a web server with TLS before it; see docs/operate/install.md.",
        )
    if "address" not in chosen.origins:
        return Finding(
            "configuration",
            "mind",
            "no address is set: links in mails lead to this machine alone.",
            "set address, such as https://calls.example.org.",
        )
    return Finding("configuration", "fine", f"people reach it at {chosen.address}.")


def _of_database(server: Server | None, chosen: options.Options, settled: Folder) -> list[Finding]:
    """Look at the database, and at what can only be asked of one that answers and has all its tables."""
    try:
        found = [*_database(server), _clock()]
        waiting = readiness.waiting_migrations()
        if waiting:
            remedy = "start it with ./run, or commoncall serve: that makes them."
            return [*found, Finding("tables", "mind", f"{waiting} changes to the tables have still to be made.", remedy)]
        return [*found, *_keys(chosen), *_votes(settled), _mail(chosen), *_queue()]
    except OperationalError as error:
        return [Finding("database", "wrong", f"it does not answer: {str(error).strip()}", "see that it runs, and that DATABASE_URL names it.")]


def _database(server: Server | None) -> list[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_setting('fsync'), pg_database_size(current_database())")
        version, fsync, size = cursor.fetchone()
    whose = "embedded" if server else "of its own"
    found = [Finding("database", "fine", f"PostgreSQL {version}, {whose}, {size // 1024**2} MB.")]
    if fsync != "on":
        found.append(Finding("database", "wrong", "fsync is off: a power cut destroys it.", "set fsync = on in its configuration."))
    return found


def _keys(chosen: options.Options) -> list[Finding]:
    if not chosen.former_secret_keys:
        return []
    left = accounts.under_former_keys()
    if left:
        words = f"{left} secrets of applications that show codes are still under a former key."
        return [Finding("keys", "mind", words, "leave former_secret_keys as it is; a worker encrypts them anew within an hour.")]
    words = "every secret is under the present key; what else a former one sealed are sessions, links in mails and recovery codes."
    return [Finding("keys", "mind", words, "take former_secret_keys out a month after the change; see docs/operate/keys.md.")]


def _votes(settled: Folder) -> list[Finding]:
    """Look whether each secret vote that is open can be opened in the end."""
    if not (missing := votes.without_key()):
        return []
    words = f"{len(missing)} secret votes are open whose key is not in {settled.votes}: they take no ballots, and cannot be opened."
    remedy = "share that folder between all machines, or put it back from where it was; see docs/concepts/secret-votes.md."
    return [Finding("secret votes", "wrong", words, remedy)]


def _mail(chosen: options.Options) -> Finding:
    if not outbox.is_set_up():
        return Finding(
            "mail",
            "mind",
            "no mail server is set: mail waits in the outbox.",
            "set mail_host and mail_from; until then commoncall sign-in-link lets people in.",
        )
    queue = outbox.queue()
    if queue.overdue:
        return Finding(
            "mail",
            "wrong",
            f"{queue.overdue} messages are overdue. {queue.problem}".strip(),
            "look at the workspace's page on mail: it says why, and sends a test.",
        )
    return Finding("mail", "fine", f"through {chosen.mail_host}; {queue.waiting} waiting.")


def _queue() -> list[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(_SIGN_OF_LIFE)
        workers = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
        failed = cursor.fetchone()[0]
    found = [
        Finding("worker", "fine", f"{workers} at work.")
        if workers
        else Finding("worker", "mind", "none is at work: mail stays, and long lists are not taken in.", "start ./run, or commoncall worker.")
    ]
    if failed:
        found.append(Finding("queue", "wrong", f"{failed} jobs failed.", "read log/worker.log in the data folder."))
    return found


def _disk(data: Path) -> Finding:
    free = shutil.disk_usage(data).free
    gigabytes = f"{free / 1024**3:.1f} GB free"
    if free < _LEAST_FREE:
        return Finding("disk", "wrong", f"only {gigabytes} at {data}.", "make room, or move the data folder.")
    if not os.access(data, os.W_OK):
        return Finding("disk", "wrong", f"{data} cannot be written.", "give the user who runs Commoncall the right to it.")
    return Finding("disk", "fine", f"{gigabytes} at {data}.")


def _clock() -> Finding:
    drift = abs((time.database_now() - time.now()).total_seconds())
    if drift > _MOST_DRIFT:
        return Finding(
            "clock",
            "wrong",
            f"this machine's clock and the database's differ by {drift:.0f} seconds.",
            "let both take the time from the network (NTP).",
        )
    return Finding("clock", "fine", f"{time.now():%Y-%m-%d %H:%M:%S} UTC.")
