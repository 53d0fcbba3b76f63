"""``import members`` and ``import treaty``: take in a list, or tell what it would change."""

import argparse

from commoncall.console import coalitions, readiness, treaties
from commoncall.console.answers import Answer
from commoncall.installation.folder import Folder
from commoncall.installation.identity import as_starter
from commoncall.installation.postgres.server import Server
from commoncall.installation.trouble import with_file
from commoncall.kernel.parties import queries as parties
from commoncall.membership.actions import importing
from commoncall.membership.queries import batches
from commoncall.membership.rules.importing.sentences import ERRORS, QUESTIONS
from commoncall.membership.rules.importing.shapes import Mode, Plan, Said


def do(said: argparse.Namespace, settled: Folder, server: Server | None) -> Answer:
    """Import a list, or show what importing it would do. Exit with 1 where the file is refused."""
    readiness.prepare(settled)
    try:
        with as_starter():
            content = said.file.read_bytes()
    except OSError as error:
        raise with_file(error, said.file) from error
    if said.what == "treaty":
        return treaties.take_in(said, content)
    return _preview(said, content) if said.dry_run else _take_in(said, content)


def _preview(said: argparse.Namespace, content: bytes) -> Answer:
    # Where there is no coalition yet, the list is compared with an empty one.
    coalition = coalitions.chosen(said.coalition) if said.coalition or parties.coalitions().exists() else None
    plan = importing.preview(coalition, content, said.file.name, Mode(said.mode))
    return Answer([_sentence(plan.counts), *_told(plan)], {**plan.counts, **plan.totals, "dry_run": True, **_facts(plan)})


def _take_in(said: argparse.Namespace, content: bytes) -> Answer:
    coalition = coalitions.chosen(said.coalition)
    by = coalitions.the_operator(coalition)
    batch = importing.begin(coalition, content, said.file.name, mode=Mode(said.mode), by=by)
    batch = importing.choose_columns(batch, batches.mapping(batch), mode=Mode(said.mode), by=by)
    batch = importing.apply(batch, by=by)
    waiting = [f"  {question['said']['code']}: {question['key']}" for question in batches.questions(batch)]
    lines = [_sentence(batch.counts), *waiting]
    if waiting:
        lines.append("Rows with questions were left out. Answer them in the workspace, or mend the file and import it again.")
    return Answer(lines, {**batch.counts, "dry_run": False, "batch": batch.pk})


def _sentence(counts: dict[str, int]) -> str:
    return (
        f"{counts['rows']} rows: {counts['new']} new, {counts['changed']} changed, {counts['same']} the same, "
        f"{counts['questions']} with questions, {counts['errors']} with errors."
    )


def _told(plan: Plan) -> list[str]:
    asked = [f"  row {row.number}: {_words(QUESTIONS, question.said)}" for row in plan.rows for question in row.questions]
    refused = [f"  row {row.number}: {_words(ERRORS, error)}" for row in plan.rows for error in row.errors]
    return [*asked, *refused]


def _words(sentences: dict[str, str], said: Said) -> str:
    return sentences[said.code] % said.params


def _facts(plan: Plan) -> dict[str, object]:
    return {
        "questioned": [
            {"row": row.number, "question": question.key, "words": _words(QUESTIONS, question.said)}
            for row in plan.rows
            for question in row.questions
        ],
        "refused": [{"row": row.number, "words": _words(ERRORS, error)} for row in plan.rows for error in row.errors],
    }
