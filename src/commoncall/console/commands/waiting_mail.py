"""``waiting-mail``: read what waits for one address, on an installation from which no mail leaves yet."""

import argparse

from commoncall.console import coalitions, readiness
from commoncall.console.answers import Answer
from commoncall.installation.folder import Folder
from commoncall.installation.postgres.server import Server
from commoncall.installation.trouble import Trouble
from commoncall.kernel.outbox import queries as outbox


def do(said: argparse.Namespace, settled: Folder, server: Server | None) -> Answer:
    """Show the mails, the oldest first. Refused: where a mail server is set up, and where nothing waits."""
    readiness.prepare(settled)
    if outbox.is_set_up():
        raise Trouble("Mail leaves from this installation, and is read by those to whom it goes.", "look into the mailbox of that address.")
    mails = outbox.kept_for(said.email, coalitions.the_operator())
    if not mails:
        raise Trouble(f"No mail waits for {said.email}.", "see that the address is the one that was given.")
    lines = [line for mail in mails for line in (f"Subject: {mail.subject}", "", mail.text.strip(), "")]
    return Answer(lines, {"mails": [{"subject": mail.subject, "text": mail.text, "written_at": mail.written_at} for mail in mails]})
