"""Lists to take in, and what must hold of the database whenever one was: no deed is there by half."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import psycopg

from tests.console.clone import Home

SOUNDS = [*"bcdfghjklmnprstvz", "br", "st", "kl", "gr", "sh", "ch"]

#: Each is a fault if it finds a row. A deed and its entry stand or fall together, and so do the parts of a deed.
HALVES = {
    "an organisation without its membership": """
        SELECT o.name FROM parties_organisation o LEFT JOIN membership_membership m ON m.organisation_id = o.id WHERE m.organisation_id IS NULL""",
    "an organisation without the entry of its coming": """
        SELECT o.name FROM parties_organisation o LEFT JOIN history_entry e ON e.subject = o.id AND e.kind = 'parties.organisation_entered'
        WHERE e.id IS NULL""",
    "an entry of an organisation that is not there": """
        SELECT e.id::text FROM history_entry e LEFT JOIN parties_organisation o ON o.id = e.subject
        WHERE e.kind = 'parties.organisation_entered' AND o.id IS NULL""",
    "a person without the entry of their coming": """
        SELECT p.name FROM parties_person p LEFT JOIN history_entry e ON e.subject = p.id AND e.kind = 'parties.person_entered' WHERE e.id IS NULL""",
    "an entry of a person who is not there": """
        SELECT e.id::text FROM history_entry e LEFT JOIN parties_person p ON p.id = e.subject
        WHERE e.kind = 'parties.person_entered' AND p.id IS NULL""",
    "a mandate without its entry": """
        SELECT m.id::text FROM parties_mandate m LEFT JOIN history_entry e ON e.subject = m.id AND e.subject_kind = 'mandate' WHERE e.id IS NULL""",
    "an entry without its particulars": """
        SELECT e.id::text FROM history_entry e LEFT JOIN history_particulars p ON p.entry_id = e.id WHERE p.entry_id IS NULL""",
    "an import that is not finished, and has left something": """
        SELECT b.file_name FROM membership_batch b JOIN history_entry e ON e.batch = b.id WHERE b.state <> 'done'""",
    "a finished import without its own entry": """
        SELECT b.file_name FROM membership_batch b LEFT JOIN history_entry e ON e.subject = b.id AND e.kind = 'membership.imported'
        WHERE b.state = 'done' AND e.id IS NULL""",
    "a finished import of which not all is there": """
        SELECT b.file_name FROM membership_batch b WHERE b.state = 'done' AND (b.counts->>'new_organisations')::int <>
        (SELECT count(*) FROM history_entry e WHERE e.batch = b.id AND e.kind = 'parties.organisation_entered')""",
    "an admission of which not all is there": """
        SELECT a.name FROM membership_application a LEFT JOIN membership_membership m ON m.organisation_id = a.organisation_id
        LEFT JOIN parties_mandate d ON d.organisation_id = a.organisation_id
        LEFT JOIN history_entry e ON e.subject = a.id AND e.kind = 'membership.admitted'
        LEFT JOIN outbox_message o ON o.organisation_id = a.organisation_id AND o.kind = 'membership.admitted'
        WHERE a.state = 'admitted' AND (m.organisation_id IS NULL OR d.id IS NULL OR e.id IS NULL OR o.id IS NULL)""",
    "an entry of an admission that did not happen": """
        SELECT e.id::text FROM history_entry e LEFT JOIN membership_application a ON a.id = e.subject AND a.state = 'admitted'
        WHERE e.kind = 'membership.admitted' AND a.id IS NULL""",
    "an organisation that was brought twice": """
        SELECT name FROM parties_organisation GROUP BY coalition_id, name HAVING count(*) > 1""",
}


def write(folder: Path, number: int, rows: int) -> Path:
    """Write a list of organisations that no other list names, each with its contact person."""
    path = folder / f"list-{number}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["Organisation", "Country", "Contact person", "E-mail"])
        for row in range(rows):
            lines.writerow([_name(number, row), "Kenya", f"Kofi {_name(number, row).split()[0]}", f"contact{row}@list{number}.example"])
    path.chmod(0o644)
    return path


def _name(number: int, row: int) -> str:
    """Return a name that is unlike every other, so that nothing has to be asked about it."""
    drawn = random.Random(f"{number} {row}")
    return " ".join("".join(drawn.choice(SOUNDS) + drawn.choice("aeiou") for _ in range(4)).capitalize() for _ in range(3))


def names(rows: int, number: int) -> set[str]:
    """Return the organisations that a list names."""
    return {_name(number, row) for row in range(rows)}


def halves(address: str) -> dict[str, list[str]]:
    """Return every deed that is there by half, by what is wrong with it."""
    with psycopg.connect(address) as connection:
        found = {what: [str(row[0]) for row in connection.execute(query).fetchall()][:5] for what, query in HALVES.items()}
    return {what: rows for what, rows in found.items() if rows}


def states(address: str) -> dict[str, str]:
    """Return how far each import has come, by its file."""
    with psycopg.connect(address) as connection:
        return dict(connection.execute("SELECT file_name, state FROM membership_batch ORDER BY entered_at").fetchall())


def there(address: str) -> set[str]:
    """Return the names of all organisations."""
    with psycopg.connect(address) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM parties_organisation")}


def proved(home: Home) -> dict[str, str]:
    """Let the command line prove the history, and return the seal at the end of each chain."""
    told = home.do("verify-history", "--json")
    assert told.code == 0, told.out + told.err
    assert told.answer["holds"] is True
    return {chain["chain"]: chain["seal"] for chain in told.answer["chains"]}
