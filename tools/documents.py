"""Make the tables of reference from the code, so that they cannot be wrong.

tools/documents.py            write them
tools/documents.py --check    change nothing; fail where one is out of step
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
MADE = "<!-- Made from the code by tools/documents.py; change the code instead. -->\n\n"


def cell(text: object) -> str:
    """Return text as it fits into a table's cell."""
    return " ".join(str(text).replace("|", "\\|").split())


def table(headers: list[str], rows: list[list[object]]) -> str:
    """Return a table in Markdown."""
    lines = ["| " + " | ".join(headers) + " |", "|" + " --- |" * len(headers)]
    return "\n".join([*lines, *("| " + " | ".join(cell(value) for value in row) + " |" for row in rows)]) + "\n"


def permissions() -> str:
    """Return every named right, who holds it by role, and what proof it needs."""
    from commoncall.kernel import authority  # noqa: PLC0415 - Django must be set up first

    rows: list[list[object]] = [
        [f"`{one.name}`", one.sentence, ", ".join(sorted(role.value for role in one.roles)), authority.PROOF_NAMES[one.proof]]
        for one in authority.permissions()
    ]
    return (
        "# Permissions\n\nWhat depends on the object (one's own organisation, one's own record) is added by the functions beside each.\n\n"
        + table(["name", "what it allows", "roles", "proof that it needs"], rows)
    )


def kinds() -> str:
    """Return every kind of entry in the history."""
    from commoncall.kernel.history import kinds as registry  # noqa: PLC0415

    rows: list[list[object]] = [
        [f"`{one.name}`", one.sentence, one.audience.value, "yes" if registry.undo_of(one.name) else ""] for one in registry.kinds()
    ]
    return "# Kinds of entry in the history\n\n" + table(["name", "as a sentence", "who reads it", "can be undone"], rows)


def settings() -> str:
    """Return every setting of an installation."""
    from commoncall.installation import options  # noqa: PLC0415

    return "# Settings\n\n" + options.document()


def main(check: bool) -> int:
    """Write the documents, or compare them; return how many are out of step."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commoncall.config.settings.testing")
    os.environ.setdefault("DATABASE_URL", "postgresql:///not-needed")
    django.setup()
    from django.urls import get_resolver  # noqa: PLC0415

    get_resolver().url_patterns  # noqa: B018 - reading the addresses loads every module that declares something
    stale = 0
    for name, make in {"reference/permissions": permissions, "reference/history": kinds, "operate/settings": settings}.items():
        path, text = DOCS / f"{name}.md", MADE + make()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if check:
            print(f"docs/{name}.md is out of step; run make docs")
            stale += 1
        else:
            path.write_text(text, encoding="utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(1 if main("--check" in sys.argv) else 0)
