"""What a table would change: what is new, what reads otherwise, what it no longer has; and nothing of it the second time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from commoncall.diplomacy.rules import reading, terms
from commoncall.diplomacy.rules.acts import Act, ActKind
from commoncall.diplomacy.rules.differences import Reach, applied, corrects, differences, read_act, written
from commoncall.diplomacy.rules.judging import Judged, Known, judge
from commoncall.diplomacy.rules.reading import Unreadable
from tests.diplomacy import tables

TERMS = terms.read({"opened_on": "2008-12-03", "closing": "at_entry", "threshold": {"count": 2}, "delay": {"months": 6, "first_of_month": True}})
TODAY = date(2026, 2, 3)
SIGNED = date(2008, 12, 3)
HEADINGS = ("Participant", "Signature", "Ratification")
REACH = Reach(frozenset(ActKind), as_of=TODAY)


def act(code: str, kind: str, on: date = SIGNED, *, revoked: bool = False) -> Act:
    return Act(on, code, ActKind(kind), revoked)


def keys(known: list[Act], told: list[Act], reach: Reach = REACH) -> list[str]:
    return [one.key for one in differences(known, dict.fromkeys(told, 2), reach)]


def judged(
    content: bytes, known: list[Act] | None = None, *, name: str = "status.csv", answers: dict[str, str] | None = None, as_of: date = TODAY
) -> Judged:
    (table,) = reading.read(content, name)
    began = {"RS": date(2006, 6, 5)}
    return judge(table, Known(TERMS, known or [], TODAY if known else None, None, began), as_of=as_of, today=TODAY, answers=answers or {})


def codes(found: Judged) -> list[tuple[str, str]]:
    return [(one.said.code, one.participant) for one in found.notices]


def test_each_difference_has_a_key_of_its_own_that_stays() -> None:
    known = [act("NO", "signature"), act("IE", "ratification"), act("PE", "ratification"), act("AO", "signature"), act("LT", "signature")]
    told = [
        act("NO", "signature"),
        act("IE", "ratification", date(2008, 12, 4)),
        act("PE", "accession"),
        act("LT", "signature", revoked=True),
        act("AD", "accession"),
    ]
    found = keys(known, told)
    assert found == [
        "added:AD:accession:2008-12-03",
        "gone:AO:signature:2008-12-03",
        "changed:IE:ratification:2008-12-04:ratification:2008-12-03",
        "changed:LT:signature:2008-12-03",
        "changed:PE:accession:2008-12-03:ratification:2008-12-03",
    ]
    assert keys(list(reversed(known)), list(reversed(told))) == found


def test_what_was_taken_is_no_difference_any_more() -> None:
    known = [act("NO", "signature"), act("AO", "signature")]
    told = dict.fromkeys([act("NO", "signature", date(2008, 12, 4)), act("AD", "accession")], 2)
    after = applied(known, differences(known, told, REACH))
    assert sorted(after) == sorted(told)
    assert differences(after, told, REACH) == []


def test_a_table_takes_out_nothing_of_which_it_cannot_know() -> None:
    left = replace(act("LT", "withdrawal", date(2024, 9, 6)), effective_on=date(2025, 3, 6))
    assert keys([left], []) == []
    assert keys([act("NO", "provisional")], [], replace(REACH, covers=frozenset({ActKind.SIGNATURE}))) == []
    assert keys([act("NO", "signature")], [], replace(REACH, silent={"NO"})) == []
    assert keys([act("NO", "accession", date(2026, 2, 4))], []) == []
    assert keys([act("NO", "signature")], []) == ["gone:NO:signature:2008-12-03"]


def test_an_older_table_only_adds() -> None:
    older = replace(REACH, is_older=True)
    known = [act("LT", "signature", revoked=True), act("NO", "signature"), act("IE", "signature")]
    assert keys(known, [act("LT", "signature"), act("NO", "signature", date(2008, 12, 4)), act("AD", "accession")], older) == [
        "added:AD:accession:2008-12-03"
    ]


def test_a_bracket_that_is_new_is_news_and_no_correction() -> None:
    known = [act("LT", "signature"), act("NO", "signature"), act("IE", "ratification")]
    told = [act("LT", "signature", revoked=True), act("NO", "signature", date(2008, 12, 4)), act("AD", "accession")]
    found = {one.act.participant: corrects(one) for one in differences(known, dict.fromkeys(told, 2), REACH)}
    assert found == {"AD": False, "IE": True, "LT": False, "NO": True}


def test_a_difference_is_written_and_its_acts_are_read_back() -> None:
    old, new = act("LT", "signature"), act("LT", "signature", revoked=True)
    (one,) = differences([old], {new: 68}, REACH)
    data = written(one)
    assert (data["what"], data["participant"], data["line"]) == ("changed", "LT", 68)
    assert (read_act("LT", data["old"]), read_act("LT", data["new"])) == (old, new)


@pytest.mark.parametrize("name", ["European Union", "European Union 3", "Union européenne", "Unión Europea", "European Community"])
def test_the_european_union_is_a_participant(name: str) -> None:
    found = judged(tables.csv([(name, "3 Dec 2008", "")], HEADINGS))
    assert [one.act.participant for one in found.differences] == ["EU"]
    assert found.questions == ()


@pytest.mark.parametrize(
    ("name", "candidates"),
    [("Atlantis", ()), ("Yugoslavia", ("RS", "HR", "SI", "BA", "MK", "ME")), ("Hong Kong", ()), ("Scotland", ("GB",)), ("Norwai", ("NO",))],
)
def test_a_name_that_is_no_state_is_asked_about(name: str, candidates: tuple[str, ...]) -> None:
    found = judged(tables.csv([(name, "3 Dec 2008", ""), ("Ireland", "3 Dec 2008", "")], HEADINGS))
    (question,) = found.questions
    assert (question.name, question.lines, question.candidates) == (name, (2,), candidates)
    assert [one.act.participant for one in found.differences] == ["IE"]


def test_an_answer_places_a_name_or_leaves_it_out() -> None:
    content = tables.csv([("Norwai", "3 Dec 2008", "")], HEADINGS)
    (question,) = judged(content).questions
    placed, left_out = judged(content, answers={question.key: "NO"}), judged(content, answers={question.key: "-"})
    assert ([one.key for one in placed.differences], placed.questions) == (["added:NO:signature:2008-12-03"], ())
    assert (left_out.differences, left_out.questions) == ((), ())


def test_a_code_beside_a_name_helps_and_does_not_overrule() -> None:
    headings = ("Participant", "iso3", "Signature")
    assert judged(tables.csv([("The Kingdom", "NOR", "3 Dec 2008")], headings)).differences[0].act.participant == "NO"
    (question,) = judged(tables.csv([("Ireland", "NOR", "3 Dec 2008")], headings)).questions
    assert question.candidates == ("IE", "NO")


def test_names_that_are_no_states_at_all_are_no_participants() -> None:
    with pytest.raises(Unreadable) as refused:
        judged(tables.csv([(f"Friends {number} of Nowhere", "3 Dec 2008", "") for number in range(80)], HEADINGS))
    assert refused.value.code == "too_many_names"


def test_while_a_name_is_open_no_state_counts_as_missing() -> None:
    known = [act("NO", "signature"), act("IE", "signature")]
    content = tables.csv([("Norwai", "3 Dec 2008", ""), ("Ireland", "3 Dec 2008", "")], HEADINGS)
    assert judged(content, known).differences == ()
    assert [one.key for one in judged(content, known, answers={"norwai": "-"}).differences] == ["gone:NO:signature:2008-12-03"]


def test_a_table_of_one_region_takes_nobody_out() -> None:
    known = [act(code, "signature") for code in ("NO", "IE", "PE", "CL", "AO", "AD")]
    found = judged(tables.csv([("Norway", "3 Dec 2008", ""), ("Ireland", "", "")], HEADINGS), known)
    assert [one.key for one in found.differences] == ["gone:IE:signature:2008-12-03"]
    assert codes(found) == [("part", "")]


def test_a_line_that_cannot_be_true_is_refused_and_its_state_left_alone() -> None:
    known = [act("PE", "signature"), act("CL", "signature")]
    rows = [("Peru", "2 Dec 2008", ""), ("Chile", "3 Dec 2008", "4 Feb 2026"), ("Norway", "3 Dec 2008", ""), ("Angola", "soon", "")]
    found = judged(tables.csv(rows, HEADINGS), known)
    assert [(one.line, one.name, one.participant, one.said.code) for one in found.refused] == [
        (2, "Peru", "PE", "before_opening"),
        (3, "Chile", "CL", "in_the_future"),
        (5, "Angola", "AO", "unreadable"),
    ]
    assert [one.key for one in found.differences] == ["added:NO:signature:2008-12-03"]


def test_two_lines_that_disagree_are_refused_and_two_that_agree_are_one() -> None:
    rows = [("Norway", "3 Dec 2008", ""), ("Norway", "3 Dec 2008", "3 Dec 2008"), ("Peru", "3 Dec 2008", ""), ("Peru", "[3 Dec 2008]", "")]
    found = judged(tables.csv(rows, HEADINGS))
    assert [one.act.participant for one in found.differences if one.act.participant == "NO"] == ["NO", "NO"]
    assert [(one.line, one.said.code, one.said.params["other"]) for one in found.refused] == [(5, "twice", 4)]


def test_what_is_odd_is_said_and_taken() -> None:
    rows = [
        ("Norway", "3 Dec 2008", "3 Dec 2008"),
        ("Ireland", "3 Dec 2008, 5 May 2009", "3 Dec 2008"),
        ("Lithuania", "[3 Dec 2008]", "[24 Mar 2011]"),
        ("Serbia", "", "5 May 2009"),
        ("Peru", "3 Dec 2008", "26 Sep 2012 a"),
    ]
    found = judged(tables.csv(rows, HEADINGS))
    assert codes(found) == [("signed_twice", "IE"), ("left_undated", "LT"), ("acceded_after_signing", "PE")]
    assert len(found.differences) == 10
    assert found.refused == ()


def test_serbia_before_it_existed_is_another_states_act() -> None:
    earlier = terms.read({"opened_on": "1980-01-01"})
    (table,) = reading.read(tables.csv([("Serbia", "", "12 Mar 2001 d")], HEADINGS), "status.csv")
    found = judge(table, Known(earlier, began={"RS": date(2006, 6, 5)}), as_of=TODAY, today=TODAY, answers={})
    assert [(one.said.code, one.said.params["since"]) for one in found.notices] == [("before_it_existed", "2006-06-05")]
    assert len(found.differences) == 1


def test_joining_again_after_withdrawal_is_said_and_taken() -> None:
    known = [act("LT", "ratification", revoked=True), replace(act("LT", "withdrawal", date(2024, 9, 6)), effective_on=date(2025, 3, 6))]
    found = judged(tables.csv([("Lithuania", "", "[3 Dec 2008], 5 May 2025 a")], HEADINGS), known)
    assert codes(found) == [("rejoined", "LT")]
    assert [one.key for one in found.differences] == ["added:LT:accession:2025-05-05"]


def test_a_page_that_counts_otherwise_is_said_to() -> None:
    found = judged(tables.page(counts="Signatories : 5. Parties : 4"), name="page.html")
    assert [(one.said.code, one.said.params["said"], one.said.params["counted"]) for one in found.notices if one.participant == ""] == [
        ("other_parties", 4, 3),
        ("other_signatories", 5, 3),
        ("other_entry", "2010-08-01", "2009-06-01"),
    ]


def test_a_table_without_days_of_effect_leaves_those_that_are_known() -> None:
    known = replace(act("ME", "succession", date(2006, 10, 23)), effective_on=date(2006, 6, 3))
    (one,) = differences([known], {act("ME", "succession", date(2006, 10, 24)): 2}, REACH)
    assert one.new is not None
    assert (one.new.on, one.new.effective_on) == (date(2006, 10, 24), date(2006, 6, 3))
