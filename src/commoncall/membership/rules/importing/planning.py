"""Plan an import: read the rows, see which organisations they speak of, and give every row one verdict."""

from collections.abc import Iterator, Sequence
from functools import cache

from commoncall.kernel.countries.rules import recognise_several
from commoncall.kernel.tables.shapes import Table
from commoncall.membership.rules.columns.content import Recogniser
from commoncall.membership.rules.columns.fields import DATE_FIELDS, Mapping
from commoncall.membership.rules.importing import dates
from commoncall.membership.rules.importing.drafts import Answers, Draft, Terms
from commoncall.membership.rules.importing.groups import Group, group_rows
from commoncall.membership.rules.importing.merging import Merged, changes, is_wanted, merge
from commoncall.membership.rules.importing.persons import People
from commoncall.membership.rules.importing.rows import read_row
from commoncall.membership.rules.importing.shapes import (
    Change,
    KnownOrganisation,
    Mode,
    PersonPlan,
    Plan,
    RowPlan,
    Verdict,
)


def plan(
    table: Table,
    mapping: Mapping,
    existing: Sequence[KnownOrganisation],
    *,
    mode: Mode,
    answers: Answers | None = None,
    recognise: Recogniser = recognise_several,
    take_acronyms: bool = True,
) -> Plan:
    """What importing a table would do: one verdict for every row, every change, and the questions that remain.

    Nothing is stored. The same table, mapping, organisations and answers give the same plan.
    """
    terms = Terms(mapping, answers or {}, _remembering(recognise), _orders(table, mapping), take_acronyms)
    drafts = [read_row(row, terms) for row in table.rows]
    people = People(existing, mode)
    planned: dict[int, RowPlan] = {}
    for group in group_rows(drafts, existing, terms.answers):
        planned |= {id(draft): row for draft, row in _plan_group(group, mode, people)}
    rows = tuple(planned[id(draft)] for draft in drafts)
    questions = {question.key: question for row in rows for question in row.questions}
    return Plan(rows, tuple(questions.values()))


def _remembering(recognise: Recogniser) -> Recogniser:
    """The recogniser with a memory: the same country stands in many rows."""
    return cache(recognise)


def _orders(table: Table, mapping: Mapping) -> dict[int, str]:
    """The order of day and month that each column of dates proves."""
    columns = [index for index, column in enumerate(mapping.columns) if column.field in DATE_FIELDS]
    return {index: dates.order_of(table.column(index)) for index in columns if index < len(table.headers)}


def _plan_group(group: Group, mode: Mode, people: People) -> Iterator[tuple[Draft, RowPlan]]:
    """The plans of all rows of one organisation."""
    for draft in group.drafts:
        draft.questions = [each for each in draft.questions if is_wanted(each.field, group.existing, mode)]
    blocked = _blocked(group.leader)
    if blocked or group.is_left_out:
        yield from ((draft, _waiting(group, draft, blocked or Verdict.SAME)) for draft in group.drafts)
        return
    open_drafts = [draft for draft in group.drafts if not _blocked(draft)]
    merged = merge(open_drafts)
    changed = changes(group, merged, mode)
    for draft in group.drafts:
        if verdict := _blocked(draft):
            yield draft, _row(group, draft, verdict)
        else:
            yield draft, _plan_row(group, draft, merged, changed, mode, people)


def _blocked(draft: Draft) -> Verdict | None:
    """Why a row cannot be taken in by itself, if it cannot."""
    if draft.errors:
        return Verdict.ERRORS
    return Verdict.QUESTIONS if draft.questions else None


def _waiting(group: Group, draft: Draft, verdict: Verdict) -> RowPlan:
    """A row of an organisation whose first row waits for an answer, has an error, or is left out."""
    own = _blocked(draft)
    if draft is not group.leader and own is None:
        row = str(group.leader.number)
        if verdict is Verdict.QUESTIONS:
            draft.note("waits", row=row)
        elif verdict is Verdict.ERRORS:
            draft.refuse("belongs_to_error", row=row)
    return _row(group, draft, Verdict.ERRORS if Verdict.ERRORS in (own, verdict) else own or verdict)


def _plan_row(group: Group, draft: Draft, merged: Merged, changed: Sequence[Change], mode: Mode, people: People) -> RowPlan:
    """A row that can be taken in: new, the same, or changing what is known."""
    is_first = draft is group.leader
    if group.existing is None:
        persons = people.plan(group, draft)
        brings = is_first or draft.number in merged.added or bool(persons)
        verdict = Verdict.NEW if brings else Verdict.SAME
        return _row(group, draft, verdict, merged if is_first else None, people=persons)
    persons = [] if mode is Mode.SKIP else [each for each in people.plan(group, draft) if each.is_new_here or each.changes]
    own = [change for change in changed if _source(change, merged, group) == draft.number]
    verdict = Verdict.CHANGED if own or persons else Verdict.SAME
    return _row(group, draft, verdict, merged if is_first else None, own, persons)


def _source(change: Change, merged: Merged, group: Group) -> int:
    """The row from which a change comes."""
    return merged.sources.get(change.field, group.leader.number)


def _row(
    group: Group,
    draft: Draft,
    verdict: Verdict,
    merged: Merged | None = None,
    changed: Sequence[Change] = (),
    people: Sequence[PersonPlan] = (),
) -> RowPlan:
    return RowPlan(
        number=draft.number,
        verdict=verdict,
        name=draft.name or group.leader.name,
        group=group.leader.number,
        organisation=group.existing.id if group.existing else "",
        values=merged.values if merged else {},
        changes=tuple(changed),
        people=tuple(people),
        questions=tuple(draft.questions) if verdict is Verdict.QUESTIONS else (),
        errors=tuple(draft.errors),
        notes=tuple(draft.notes),
    )
