"""What can be said on the command line. It is understood before anything is started, and so needs nothing that must be."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path


def parser() -> argparse.ArgumentParser:
    """Return the reader of the command line. Wrong use ends with exit code 2 and says what is right."""
    reader = argparse.ArgumentParser(prog="commoncall", description="The workspace of a civil-society coalition.", parents=[_common(None)])
    # Whether a command stands alone: without an installation, a server or a database.
    reader.set_defaults(alone=False)
    commands = reader.add_subparsers(dest="command", metavar="command", required=True)

    def add(name: str, help_: str, *, serves: bool = False) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=help_, description=help_, parents=[_common(argparse.SUPPRESS)])
        command.set_defaults(serves=serves)
        return command

    run = add("run", "Start everything: database, pages, worker; with a demo the first time.", serves=True)
    run.add_argument("--empty", action="store_true", help="no demo: begin with a coalition of one's own, set up in the browser")
    _place(run)
    serve = add("serve", "Serve the pages, without a worker of its own.", serves=True)
    _place(serve)
    add("worker", "Do what happens in the background: send mail, seal the history, take in long lists.", serves=True)
    demo = add("demo", "Bring the fictional coalition to look around in, or remove it.")
    demo.add_argument("--remove", action="store_true", help="remove it again, with all that it holds")

    _import(add("import", "Take in a list that one has."))
    export = add("export", "Write the directory of a coalition to a file: .csv, .xlsx or .vcf.")
    export.add_argument("file", type=Path)

    redline = add("redline", "Show what differs between two texts: Markdown or plain text in UTF-8, or Word documents.")
    redline.add_argument("old", type=Path, help="the text as it was")
    redline.add_argument("new", type=Path, help="the text as it is now")
    redline.set_defaults(alone=True)
    match = add("match", "Show which names of one list are organisations of another: CSV or XLSX, with headings or without.")
    match.add_argument("members", type=Path, help="the organisations that are known")
    match.add_argument("names", type=Path, help="the names to look for, such as those under a letter")
    match.set_defaults(alone=True)

    count = add("count", "Count ranked ballots in a file of the BLT form, and show every stage.")
    count.add_argument("file", type=Path)
    count.add_argument(
        "--rule",
        choices=("scottish", "meek", "irv"),
        required=True,
        help="the single transferable vote by the Scottish rules of 2011 or by Meek’s method, or instant run-off",
    )
    count.add_argument("--seats", type=int, help="how many seats there are, where it is not as the file says")
    lot = count.add_mutually_exclusive_group()
    lot.add_argument("--lot", help="an order that was drawn, such as 3,1,2: who stands earlier is favoured in a tie")
    lot.add_argument("--seed", help="a text that settles ties, fixed before anybody knew the ballots")
    count.set_defaults(alone=True)

    backup = add("backup", "Write everything to one file, while it runs, and prove that it can be restored.")
    backup.add_argument("file", type=Path)
    backup.add_argument("--no-verify", action="store_true", help="do not restore it as a proof")
    restore = add("restore", "Bring a backup back into an empty installation.")
    restore.add_argument("file", type=Path)
    restore.add_argument("--force", action="store_true", help="replace everything that is there")

    link = add("sign-in-link", "Make a link with which one person signs in, once, within a quarter of an hour.")
    link.add_argument("email")
    link.add_argument("--lost-second-factor", action="store_true", help="the person has lost it and the recovery codes: take them off the account")
    waiting = add("waiting-mail", "Read the mails that wait for one address, as long as no mail server is set up.")
    waiting.add_argument("email")
    verify = add("verify-history", "Prove that nothing in the history was altered or removed.")
    verify.add_argument("--seal", default="", help="a seal that was noted earlier, which must be found again")
    add("reindex", "Make the index of the search anew from what is kept; searches go on meanwhile.")
    add("doctor", "Look at configuration, database, mail, queue, disk and clock; say what to do.")
    return reader


def understood(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Return what was said, with ``--data``, ``--coalition`` and ``--json`` wherever they stood."""
    return parser().parse_args(words)


def _common(default: object) -> argparse.ArgumentParser:
    # Given both to the program and to each command, so that they may stand before or after the command; a command that
    # does not have them leaves what was said before it.
    common = argparse.ArgumentParser(add_help=False, argument_default=default)
    common.add_argument("--data", type=Path, metavar="DIR", default=default, help="the data folder (default: data in the clone)")
    common.add_argument("--coalition", metavar="NAME", default=default, help="the coalition's address; not needed where there is one")
    common.add_argument("--json", action="store_true", default=default or False, help="answer with one JSON object on standard output")
    return common


def _place(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=_port, help="default 8000")
    command.add_argument("--host", help="default 127.0.0.1")


def _port(word: str) -> int:
    try:
        port = int(word)
    except ValueError:
        port = 0
    if not 1 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{word} is no port: use a number from 1 to 65535")
    return port


def _import(command: argparse.ArgumentParser) -> None:
    kinds = command.add_subparsers(dest="what", metavar="what", required=True)
    members = kinds.add_parser("members", help="organisations and people, from CSV or XLSX", parents=[_common(argparse.SUPPRESS)])
    members.add_argument("file", type=Path)
    members.add_argument("--dry-run", action="store_true", help="tell what would change, and change nothing")
    members.add_argument("--mode", choices=("skip", "update", "fill"), default="fill", help="what to do with organisations that are there already")
    members.set_defaults(serves=False)
    treaty = kinds.add_parser(
        "treaty", help="who has joined a treaty, from CSV, XLSX or the depositary's saved page", parents=[_common(argparse.SUPPRESS)]
    )
    treaty.add_argument("file", type=Path)
    treaty.add_argument("--treaty", metavar="CODE", required=True, help="which one, such as ccm; all: each that the file names in a column")
    treaty.add_argument("--as-of", type=_day, metavar="DATE", help="of what day the file is, such as 2026-02-03; default: what it says itself")
    treaty.add_argument("--source", default="", help="where it comes from, in words")
    treaty.add_argument("--dry-run", action="store_true", help="tell what would change, and change nothing")
    treaty.set_defaults(serves=False)


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word} is no day: write it as 2026-02-03") from None
