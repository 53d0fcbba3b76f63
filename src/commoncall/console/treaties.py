"""``import treaty``: take in who has joined treaties, or tell what a file would change. It needs no coalition."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from commoncall.console import coalitions
from commoncall.console.answers import Answer
from commoncall.diplomacy.actions import proposals
from commoncall.diplomacy.queries import instruments
from commoncall.diplomacy.queries import proposals as brought
from commoncall.diplomacy.queries.status import Status, status
from commoncall.installation.trouble import Trouble
from commoncall.kernel import time

if TYPE_CHECKING:
    from commoncall.diplomacy.models import Instrument, Proposal
    from commoncall.diplomacy.rules.reading import Table
    from commoncall.kernel.authority import Actor

_ALL = "all"


def take_in(said: argparse.Namespace, content: bytes) -> Answer:
    """Accept what a file says of one treaty or of several, or only tell it. Exit with 1 where a line cannot be taken; then nothing changes."""
    by = coalitions.the_operator(coalitions.chosen(said.coalition) if said.coalition else None)
    tables = [_as_said(table, said) for table in proposals.read(content, said.file.name)]
    pairs = _pairs(tables, said.treaty.strip().lower(), by)
    drafts = [proposals.preview(instrument, table) for instrument, table in pairs]
    refused = [f"{_of(draft)}row {one['line']}{_named(one)}: {brought.sentence(one)}" for draft in drafts for one in draft.refused]
    if refused:
        facts = {"reason": "Nothing was changed. " + " ".join(refused[:3]), "code": "bad_rows"}
        return Answer(["Nothing was changed.", *refused], {**_told(drafts, [brought.outlook(one) for one in drafts], said), **facts}, done=False)
    if said.dry_run:
        done, states = drafts, [brought.outlook(draft) for draft in drafts]
    else:
        done = proposals.bring(pairs, by=by)
        states = [status(one.instrument) for one in done]
    return Answer([line for proposal, state in zip(done, states, strict=True) for line in _lines(_facts(proposal, state))], _told(done, states, said))


def _as_said(table: Table, said: argparse.Namespace) -> Table:
    return replace(table, as_of=said.as_of or table.as_of, source=said.source or table.source)


def _pairs(tables: Sequence[Table], wanted: str, by: Actor) -> list[tuple[Instrument, Table]]:
    """Return each table that is wanted with its treaty."""
    codes = sorted({table.treaty for table in tables})
    if wanted != _ALL:
        fitting = [table for table in tables if table.treaty == wanted] or [table for table in tables if not table.treaty]
        if not fitting:
            raise Trouble(f"The file does not tell of {wanted}, but of: {', '.join(codes)}.", "name one of these with --treaty, or all.")
        return [(_instrument(wanted, by), table) for table in fitting]
    if "" in codes:
        raise Trouble("The file does not say of which treaty it is.", "name it with --treaty.")
    return [(_instrument(table.treaty, by), table) for table in tables]


def _instrument(code: str, by: Actor) -> Instrument:
    found = instruments.one(by, code)
    if found is None:
        known = ", ".join(one.code for one in instruments.visible_to(by))
        raise Trouble(f"There is no treaty with the code {code}.", f"these are known: {known}")
    return found


def _told(several: Sequence[Proposal], states: Sequence[Status], said: argparse.Namespace) -> dict[str, Any]:
    each = [_facts(proposal, state) for proposal, state in zip(several, states, strict=True)]
    return {"dry_run": said.dry_run} | ({"treaties": each} if said.treaty.strip().lower() == _ALL else each[0])


def _facts(proposal: Proposal, state: Status) -> dict[str, Any]:
    counts = state.timeline.counts(time.now().date())
    whats = [one["what"] for one in proposal.differences]
    return {
        "treaty": proposal.instrument.code,
        "rows": proposal.rows,
        **{what: whats.count(what) for what in ("added", "changed", "gone")},
        "parties": counts.parties,
        "signatories": counts.signatories,
        "signatures": counts.signatures,
        "withdrawn": counts.withdrawn,
        "questions": [
            {"name": one["name"], "rows": one["lines"], "candidates": one["candidates"]} for one in proposal.questions if not one["answer"]
        ],
        "notices": [
            {"code": one["code"], "row": one["line"], "participant": one["participant"], "words": brought.sentence(one)} for one in proposal.notices
        ],
        "refused": [{"row": one["line"], "name": one["name"], "code": one["code"], "why": brought.sentence(one)} for one in proposal.refused],
        "entry_into_force": state.entry_on,
        "computed_entry_into_force": state.computed_on,
        "as_of": proposal.as_of,
        "source": proposal.source,
    }


def _lines(facts: dict[str, Any]) -> list[str]:
    questions = [f"  question: {one['name']} (rows {', '.join(map(str, one['rows']))})" for one in facts["questions"]]
    notices = [f"  {one['words']}" for one in facts["notices"]]
    entry = facts["entry_into_force"] or "not in force"
    return [
        f"{facts['treaty']}: {facts['rows']} rows; {facts['added']} added, {facts['changed']} changed, {facts['gone']} gone. "
        f"{facts['parties']} parties, {facts['signatories']} signatories, {facts['withdrawn']} withdrawn; in force: {entry}.",
        *questions,
        *notices,
    ]


def _of(draft: Proposal) -> str:
    return f"{draft.instrument.code}, "


def _named(one: dict[str, Any]) -> str:
    return f" ({one['name']})" if one["name"] else ""
