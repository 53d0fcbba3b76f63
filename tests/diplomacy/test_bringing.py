"""Bringing a status table: nothing changes before it is accepted, what was shown happens, every act keeps its source, all can be taken back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from commoncall.diplomacy import history as kinds
from commoncall.diplomacy.actions import acts, ledger, proposals
from commoncall.diplomacy.models import Correction, DepositaryAct, Instrument, Proposal
from commoncall.diplomacy.queries import proposals as read
from commoncall.diplomacy.queries.status import status
from commoncall.diplomacy.rules.acts import Act, ActKind
from commoncall.kernel import time
from commoncall.kernel.authority import VISITOR, Actor, operator
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.procedures import undoing
from tests.cast import Cast
from tests.diplomacy import tables
from tests.treaties import act

pytestmark = pytest.mark.django_db

OPERATOR = operator("root")
DAY = date(2026, 2, 3)
HEADINGS = ("Participant", "Signature", "Ratification")


def ccm() -> Instrument:
    return Instrument.objects.get(code="ccm", coalition=None)


def proposed(
    by: Actor = OPERATOR, content: bytes | None = None, *, as_of: date | None = DAY, name: str = "status.csv", source: str = "A list"
) -> Proposal:
    (table,) = proposals.read(content or tables.csv(), name)
    return proposals.propose(ccm(), replace(table, as_of=as_of or table.as_of, source=source or table.source), by=by)


def taken(by: Actor = OPERATOR, content: bytes | None = None, **more: Any) -> Proposal:
    return proposals.accept(proposed(by, content, **more), by=by)


def everything() -> list[tuple[object, ...]]:
    """All that is shown of the treaty, and where it is from."""
    rows = DepositaryAct.objects.filter(retracted_at=None).order_by("participant", "kind", "done_on")
    columns = ("pk", "participant", "kind", "done_on", "effective_on", "is_revoked", "source", "as_of", "accepted_at")
    treaty = ccm()
    return [*rows.values_list(*columns), (treaty.source, treaty.source_url, treaty.as_of)]


def last(kind: object = kinds.STATUS_ACCEPTED) -> Entry:
    found = Entry.objects.filter(kind=kind.name).select_related("particulars").order_by("-at", "-id").first()  # type: ignore[attr-defined]
    assert found is not None
    return found


def test_nothing_changes_before_it_is_accepted() -> None:
    before = everything()
    proposal = proposed()
    assert everything() == before
    assert (proposal.rows, len(proposal.differences), proposal.questions, proposal.refused) == (5, 10, [], [])
    assert last(kinds.STATUS_PROPOSED).subject == proposal.pk


def test_what_was_shown_happens_and_each_act_keeps_its_source() -> None:
    proposal = taken(source="The depositary’s list")
    found = DepositaryAct.objects.get(participant="AD")
    assert (found.kind, found.done_on, found.country_id) == ("accession", date(2013, 4, 9), "AD")
    assert (found.source, found.as_of, found.proposal_id, found.accepted_by) == ("The depositary’s list", DAY, proposal.pk, None)
    entry = last()
    assert (entry.chain_id, entry.capacity, entry.subject) == (book.INSTALLATION, "operator", proposal.pk)
    assert {key: entry.facts[key] for key in ("added", "changed", "gone")} == {"added": 10, "changed": 0, "gone": 0}
    assert entry.particulars.data["by"] == "root"
    counts = status(ccm()).timeline.counts(DAY)
    assert (counts.parties, counts.signatories, counts.signatures, counts.withdrawn) == (3, 3, 4, 1)
    assert (ccm().source, ccm().as_of) == ("The depositary’s list", DAY)


def test_bringing_the_same_twice_changes_nothing() -> None:
    (table,) = proposals.read(tables.csv(), "status.csv")
    first = proposals.bring([(ccm(), replace(table, as_of=DAY))], by=OPERATOR)
    before, entries = everything(), Entry.objects.count()
    (again,) = proposals.bring([(ccm(), replace(table, as_of=DAY))], by=OPERATOR)
    assert (first[0].state, len(again.differences)) == (Proposal.State.ACCEPTED, 0)
    assert (everything(), Entry.objects.count(), Proposal.objects.count()) == (before, entries, 1)
    assert not Correction.objects.exists()


def test_only_what_changed_is_changed() -> None:
    taken()
    before = dict(DepositaryAct.objects.values_list("pk", "accepted_at"))
    rows = [*tables.ROWS[:2], ("Angola", "3 Dec 2008", "", "5 May 2025"), ("Andorra", "", "", "10 Apr 2013 a"), tables.ROWS[4]]
    proposal = taken(content=tables.csv(rows), as_of=DAY + timedelta(1))
    assert [one["key"] for one in proposal.differences] == [
        "changed:AD:accession:2013-04-10:accession:2013-04-09",
        "added:AO:ratification:2025-05-05",
    ]
    kept = DepositaryAct.objects.filter(retracted_at=None, pk__in=before)
    assert (kept.count(), {row.accepted_at for row in kept} == set(before.values())) == (9, True)
    (correction,) = Correction.objects.all()
    assert (correction.participant, correction.old["done_on"], correction.new["done_on"]) == ("AD", "2013-04-09", "2013-04-10")


def test_a_person_may_take_some_and_leave_the_rest() -> None:
    proposal = proposals.accept(proposed(), ["added:AD:accession:2013-04-09"], by=OPERATOR)
    assert list(DepositaryAct.objects.values_list("participant", flat=True)) == ["AD"]
    assert len(proposal.differences) == 10
    with pytest.raises(Conflict):
        proposals.accept(proposed(), ["added:AD:accession:2013-04-09", "added:ZZ:accession:2013-04-09"], by=OPERATOR)


def test_what_was_accepted_is_taken_back_exactly(cast: Cast) -> None:
    taken()
    before = everything()
    rows = [
        ("Norway", "4 Dec 2008", "3 Dec 2008 n", "3 Dec 2008"),
        tables.ROWS[1],
        ("Angola", "", "", ""),
        *tables.ROWS[3:],
        ("Peru", "3 Dec 2008", "", ""),
    ]
    proposal = taken(content=tables.csv(rows), as_of=DAY + timedelta(1), source="Another")
    assert {one["what"] for one in proposal.differences} == {"added", "changed", "gone"}
    corrected = Correction.objects.count()
    undoing.undo(last().pk, by=OPERATOR)
    assert everything() == before
    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.UNDONE
    assert last(kinds.STATUS_TAKEN_BACK).undoes is not None
    # What had been shown is told to everybody: the date, the act that was gone, and the one that was new.
    assert (corrected, Correction.objects.count()) == (2, 5)
    with pytest.raises(Conflict):
        undoing.undo(last().pk, by=OPERATOR)


def test_what_was_corrected_since_is_not_taken_back_over_it() -> None:
    taken()
    row = DepositaryAct.objects.get(participant="AD")
    acts.correct(row, Act(date(2013, 4, 10), "AD", ActKind.ACCESSION), "A letter of the depositary", by=OPERATOR)
    before = everything()
    with pytest.raises(Conflict, match="corrected or replaced"):
        undoing.undo(last().pk, by=OPERATOR)
    assert everything() == before


def test_a_table_is_compared_once_more_when_it_is_accepted() -> None:
    first, second = proposed(), proposed()
    proposals.accept(first, by=OPERATOR)
    before = everything()
    with pytest.raises(Conflict, match="changed meanwhile"):
        proposals.accept(second, by=OPERATOR)
    assert everything() == before
    assert proposals.look_again(second).differences == []
    with pytest.raises(Conflict, match="already"):
        proposals.accept(first, by=OPERATOR)


def test_a_bad_file_changes_nothing_and_says_which_row_and_why() -> None:
    rows = [tables.ROWS[0], ("Peru", "3 Dec 2008", "", "soon"), ("Chile", "3 Dec 2007", "", "")]
    before, proposal = everything(), proposed(content=tables.csv(rows))
    assert [(one["line"], read.sentence(one)) for one in proposal.refused] == [
        (3, "“soon” is not a date as depositaries write it, such as 3 Dec 2008 a."),
        (4, "The day 3 December 2007 is before 3 December 2008, when the treaty was opened for signature."),
    ]
    with pytest.raises(Refusal) as refused:
        proposals.accept(proposal, by=OPERATOR)
    assert (refused.value.code, everything()) == ("bad_rows", before)
    (table,) = proposals.read(tables.csv(rows), "status.csv")
    with pytest.raises(Refusal):
        proposals.bring([(ccm(), table)], by=OPERATOR)
    assert everything() == before
    # Somebody who has looked may choose what is good of it.
    proposals.accept(proposal, [one["key"] for one in proposal.differences], by=OPERATOR)
    assert {row.participant for row in DepositaryAct.objects.all()} == {"NO"}


def test_several_treaties_are_taken_together_or_not_at_all() -> None:
    rows = [("ccm", "Norway", "3 Dec 2008", ""), ("att", "Norway", "3 Jun 2003", "")]
    both = proposals.read(tables.csv(rows, ("treaty", *HEADINGS)), "status.csv")
    pairs = [(Instrument.objects.get(code=table.treaty, coalition=None), table) for table in reversed(both)]
    with pytest.raises(Refusal):
        proposals.bring(pairs, by=OPERATOR)
    assert not DepositaryAct.objects.exists()
    assert not Proposal.objects.exists()


def test_a_failure_in_the_middle_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    proposal, before = proposed(), everything()

    def fails(*_anything: object) -> None:
        raise RuntimeError("the machine stopped")

    monkeypatch.setattr(Correction.objects, "bulk_create", fails)
    with pytest.raises(RuntimeError):
        proposals.accept(proposal, by=OPERATOR)
    monkeypatch.undo()
    proposal.refresh_from_db()
    assert (everything(), proposal.state) == (before, Proposal.State.OPEN)


def test_questions_are_answered_before_or_left_out() -> None:
    content = tables.csv([("Norwai", "3 Dec 2008", ""), ("Atlantis", "3 Dec 2008", ""), ("Ireland", "3 Dec 2008", "")], HEADINGS)
    proposal = proposed(content=content)
    keys = {one["name"]: one["key"] for one in proposal.questions}
    with pytest.raises(Refusal):
        proposals.answer(proposal, {keys["Norwai"]: "ZZ"}, by=OPERATOR)
    proposal = proposals.answer(proposal, {keys["Norwai"]: "NO", keys["Atlantis"]: "-"}, by=OPERATOR)
    assert [one["answer"] for one in proposal.questions] == ["NO", "-"]
    proposals.accept(proposal, by=OPERATOR)
    assert set(DepositaryAct.objects.values_list("participant", flat=True)) == {"IE", "NO"}


def test_a_file_without_a_day_is_not_newer_than_one_with_a_day() -> None:
    undated = taken(as_of=None)
    assert (undated.as_of, next(one["code"] for one in undated.notices)) == (time.now().date(), "no_day")
    rows = [*tables.ROWS[:3], ("Andorra", "", "", "10 Apr 2013 a"), tables.ROWS[4]]
    page = taken(content=tables.page(rows), name="page.html", as_of=None, source="")
    assert [one["key"] for one in page.differences] == ["changed:AD:accession:2013-04-10:accession:2013-04-09"]
    assert (ccm().as_of, page.as_of) == (DAY, DAY)


def test_a_table_of_another_treaty_is_refused() -> None:
    (page,) = proposals.read(tables.page(title="8. Arms Trade Treaty"), "page.html")
    with pytest.raises(Refusal) as refused:
        proposals.propose(ccm(), page, by=OPERATOR)
    assert refused.value.code == "other_treaty"
    (unknown,) = proposals.read(tables.page(title="9. Convention on Kites"), "page.html")
    assert "other_title" in [one["code"] for one in proposals.propose(ccm(), unknown, by=OPERATOR).notices]


def test_a_day_in_the_future_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        proposed(as_of=time.now().date() + timedelta(2))
    assert refused.value.field == "as_of"


def test_a_file_that_is_no_table_is_refused_in_words() -> None:
    for content, code in ((b"\x89PNG....", "picture"), (tables.page()[:500], "cut_short"), (b"a,b\n1,2\n", "no_headings")):
        with pytest.raises(Refusal) as refused:
            proposals.read(content, "file")
        assert refused.value.code == code


def test_who_may_bring_accept_and_see_tables(cast: Cast) -> None:
    leila, amina = cast.actor(cast.leila), cast.actor(cast.amina)
    for nobody in (VISITOR, amina):
        with pytest.raises(NotAllowed):
            proposed(nobody)
    proposal = proposed(leila)
    assert read.one(leila, proposal.pk) == read.one(OPERATOR, proposal.pk) == proposal
    assert read.one(amina, proposal.pk) is None
    assert read.open_for(leila, ccm()) == [proposal]
    with pytest.raises(NotAllowed, match="shown by several coalitions"):
        proposals.accept(proposal, by=leila)
    with pytest.raises(NotAllowed):
        proposals.discard(proposal, by=amina)
    proposals.discard(proposal, by=leila)
    assert read.open_for(leila, ccm()) == []
    with pytest.raises(Conflict):
        proposals.accept(proposal, by=OPERATOR)


def test_a_coalitions_own_treaty_is_its_own(cast: Cast) -> None:
    own = Instrument.objects.create(coalition=cast.open_water, code="ccm", terms={}, names={"en": "Ours"})
    (table,) = proposals.read(tables.csv(), "status.csv")
    with pytest.raises(NotVisible):
        proposals.propose(own, table, by=cast.actor(cast.leila))
    with pytest.raises(NotAllowed):
        proposals.bring([(own, table)], by=OPERATOR)
    proposals.bring([(own, table)], by=OPERATOR.within(cast.open_water.id, cast.open_water.chain_id))
    assert last().chain_id == cast.open_water.chain_id
    assert not DepositaryAct.objects.exclude(instrument=own).exists()


def test_whoever_follows_the_status_is_told_after_the_commit(django_capture_on_commit_callbacks: Any) -> None:
    told: list[object] = []
    ledger.events.subscribe(ledger.StatusChanged, told.append)
    with django_capture_on_commit_callbacks(execute=True):
        taken()
    assert told == [ledger.StatusChanged(ccm().pk)]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_once_one_finds_it_done() -> None:
    one = proposed()
    outcomes = _at_once(*[lambda: proposals.accept(one, by=OPERATOR)] * 2)
    assert (len(outcomes), sum(isinstance(outcome, Conflict) for outcome in outcomes)) == (2, 1)
    assert DepositaryAct.objects.count() == 10
    assert Entry.objects.filter(kind=kinds.STATUS_ACCEPTED.name).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_tables_accepted_at_once_the_second_is_compared_with_what_the_first_brought() -> None:
    one, other = proposed(), proposed()
    outcomes = _at_once(lambda: proposals.accept(one, by=OPERATOR), lambda: proposals.accept(other, by=OPERATOR))
    assert (len(outcomes), sum(isinstance(outcome, Conflict) for outcome in outcomes)) == (2, 1)
    assert DepositaryAct.objects.count() == 10


def _at_once(*deeds: Callable[[], object]) -> list[object]:
    gate, outcomes = threading.Barrier(len(deeds)), []

    def do(deed: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            gate.wait()
            outcomes.append(deed())
        except Conflict as refusal:
            outcomes.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_source_is_as_before_in_whatever_order_tables_are_taken_back(order: tuple[int, int]) -> None:
    before = everything()
    first = tables.csv([("Norway", "3 Dec 2008", "")])
    second = tables.csv([("Norway", "3 Dec 2008", "3 Dec 2008")])
    taken(content=first, source="A list")
    entries = [last()]
    taken(content=second, as_of=DAY + timedelta(1), source="A newer list")
    entries.append(last())
    left = "A newer list" if order[0] == 0 else "A list"
    undoing.undo(entries[order[0]].pk, by=OPERATOR)
    assert ccm().source == left
    undoing.undo(entries[order[1]].pk, by=OPERATOR)
    assert everything() == before


def test_nobody_answers_or_throws_away_what_another_coalition_brought(cast: Cast) -> None:
    proposal = proposed(cast.actor(cast.leila))
    other = cast.actor(cast.viktor, cast.open_water)
    for deed in (lambda: proposals.answer(proposal, {}, by=other), lambda: proposals.discard(proposal, by=other)):
        with pytest.raises(NotVisible):
            deed()
    proposal.refresh_from_db()
    assert proposal.state == "open"


def test_members_read_the_source_of_what_was_taken_in_and_no_file_name(cast: Cast) -> None:
    proposal = proposed(cast.actor(cast.leila), name="who-we-are.csv")
    assert last(kinds.STATUS_PROPOSED).particulars.data["file"] == "who-we-are.csv"
    cast.viktor.is_steward = True
    cast.viktor.save()
    proposals.accept(proposal, by=cast.actor(cast.viktor, cast.open_water))
    assert last().particulars.data["file"] == "A list"
    thrown = proposed(cast.actor(cast.leila), content=tables.csv([("Chad", "", "1 Jun 2009")]), name="who-we-are.csv")
    proposals.discard(thrown, by=cast.actor(cast.viktor, cast.open_water))
    assert last(kinds.STATUS_DISCARDED).particulars.data["file"] == "–"


def test_every_act_that_is_put_back_is_told_as_a_correction_even_two_of_one_kind() -> None:
    treaty = ccm()
    for on in ("2010-01-05", "2015-01-05"):
        act(treaty, "ML", "ratification", on)
    for code in ("NO", "IE", "AD", "AO"):
        act(treaty, code, "ratification", "2009-06-01")
    rows = [(name, "", "1 Jun 2009") for name in ("Norway", "Ireland", "Andorra", "Angola")]
    taken(content=tables.csv(rows), as_of=time.now().date())
    assert not DepositaryAct.objects.filter(participant="ML", retracted_at=None).exists()
    Correction.objects.all().delete()
    undoing.undo(last().pk, by=OPERATOR)
    told = Correction.objects.filter(participant="ML").values_list("new__done_on", flat=True)
    assert sorted(told) == ["2010-01-05", "2015-01-05"]
