"""The command line: understand what was said, make ready what it needs, do it, and answer.

A command joins a database that is running, else it starts one and stops it again. Exit code 0: done. 1: refused, with
reasons. 2: wrong use.
"""

import argparse
import contextlib
import importlib
import os
import sys
from collections.abc import Iterator, Sequence
from types import ModuleType

import django
import django.db
import psycopg

from commoncall.console.answers import DONE, Answer, give, refused, say
from commoncall.console.words import understood
from commoncall.installation import folder, identity, options
from commoncall.installation.folder import Folder
from commoncall.installation.postgres.server import Server
from commoncall.installation.postgres.sharing import joined_or_started
from commoncall.installation.processes.orphans import terminate_politely
from commoncall.installation.trouble import Trouble
from commoncall.kernel.refusals import Refusal

MODULES = "commoncall.console.commands."


def main(words: Sequence[str] | None = None) -> int:
    """Do one command and return the exit code."""
    said = understood(words)
    # A command that is told to end gives the database back first.
    terminate_politely()
    try:
        answer = _do(said)
    except Trouble as trouble:
        answer = refused(trouble.what, trouble.remedy)
    except Refusal as refusal:
        answer = refused(str(refusal.reason), code=refusal.code)
    except (django.db.OperationalError, psycopg.OperationalError) as error:
        answer = refused(f"The database does not answer: {str(error).strip()}", "see that it runs; commoncall doctor looks at everything.")
    except KeyboardInterrupt:
        answer = refused("Stopped.")
    try:
        return give(answer, as_json=said.json)
    except BrokenPipeError:
        # Whoever read the answer has seen enough and has gone, as "head" does; nothing more is to be written at the end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _do(said: argparse.Namespace) -> Answer:
    if said.alone:
        alone: Answer = _module(said).do(said)
        return alone
    data = folder.chosen(said.data)
    os.environ["COMMONCALL_DATA"] = str(data)
    if hasattr(said, "file"):
        # The file is named from where the command was given, which may be left for good by the time it is opened.
        said.file = said.file.expanduser().absolute()
    settled = identity.settle(data, for_good=said.serves)
    with database_of(settled) as server:
        return _command(said, settled, server)


def _command(said: argparse.Namespace, settled: Folder, server: Server | None) -> Answer:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commoncall.config.settings")
    django.setup()
    # The commands name concepts, which can be imported only now that Django is ready.
    answer: Answer = _module(said).do(said, settled, server)
    return answer


def _module(said: argparse.Namespace) -> ModuleType:
    return importlib.import_module(MODULES + said.command.replace("-", "_") + ("_" if said.command == "import" else ""))


@contextlib.contextmanager
def database_of(settled: Folder) -> Iterator[Server | None]:
    """Have a database for as long as the block lasts: the one that ``DATABASE_URL`` names, else the embedded one."""
    chosen = options.read(settled.path)
    if chosen.database_url:
        yield None
        return
    server = Server(settled, choice=chosen.postgres, say=say)
    with joined_or_started(server):
        os.environ["DATABASE_URL"] = server.url
        try:
            yield server
        finally:
            django.db.connections.close_all() if django.apps.apps.ready else None


if __name__ == "__main__":
    sys.exit(main())
