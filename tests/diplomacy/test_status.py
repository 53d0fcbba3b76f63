"""Who stands how to a treaty on a date."""

from __future__ import annotations

from datetime import date

from commoncall.diplomacy.rules import terms
from commoncall.diplomacy.rules.acts import Act, ActKind
from commoncall.diplomacy.rules.plausible import Oddity, findings
from commoncall.diplomacy.rules.status import Standing, timeline

TERMS = terms.read(
    {
        "opened_on": "2008-12-03",
        "closing": "at_entry",
        "threshold": {"count": 2},
        "delay": {"months": 6, "first_of_month": True},
        "leaving": {"delay": {"months": 6}, "waits_for_peace": True},
    }
)
SIGNED = date(2008, 12, 3)
ACTS = [
    Act(SIGNED, "NO", ActKind.SIGNATURE),
    Act(SIGNED, "NO", ActKind.RATIFICATION),
    Act(SIGNED, "IE", ActKind.SIGNATURE),
    Act(date(2009, 1, 9), "IE", ActKind.RATIFICATION),
    Act(SIGNED, "LT", ActKind.SIGNATURE, revoked=True),
    Act(date(2011, 3, 24), "LT", ActKind.RATIFICATION, revoked=True),
    Act(date(2024, 9, 6), "LT", ActKind.WITHDRAWAL, effective_on=date(2025, 3, 6)),
    Act(SIGNED, "AO", ActKind.SIGNATURE),
    Act(date(2013, 4, 9), "AD", ActKind.ACCESSION),
]


def test_a_state_stands_as_its_last_act_makes_it() -> None:
    line = timeline(TERMS, ACTS)
    assert line.entry.on == date(2009, 7, 1)
    assert line.on(date(2008, 12, 2)) == dict.fromkeys(("NO", "IE", "LT", "AO", "AD"), Standing.NONE)
    assert line.on(date(2012, 1, 1))["LT"] is Standing.PARTY
    assert line.on(date(2025, 3, 5))["LT"] is Standing.PARTY
    assert line.on(date(2025, 3, 6))["LT"] is Standing.LEFT
    assert line.courses["AD"].in_force_on == date(2013, 10, 1)
    assert line.courses["NO"].in_force_on == date(2009, 7, 1)


def test_counts_follow_the_depositary() -> None:
    line = timeline(TERMS, ACTS)
    before, now = line.counts(date(2024, 12, 31)), line.counts()
    assert (before.parties, before.signatories, before.signatures, before.withdrawn) == (4, 4, 4, 0)
    assert (now.parties, now.signatories, now.signatures, now.signed_only, now.withdrawn) == (3, 3, 4, 1, 1)
    assert line.counts(date(1990, 1, 1)).parties == 0
    assert all(line.counts(day).parties == sum(one is Standing.PARTY for one in line.on(day).values()) for day in line.days)


def test_brackets_without_a_day_count_from_the_day_of_the_source() -> None:
    gone = date(2026, 2, 3)
    acts = [Act(date(2005, 7, 1), "LV", ActKind.ACCESSION, revoked=True, gone_by=gone)]
    line = timeline(TERMS, acts)
    assert line.courses["LV"].leaving_unknown
    assert line.counts(date(2026, 2, 2)).parties == 1
    assert (line.counts(gone).parties, line.counts(gone).withdrawn) == (0, 1)


def test_who_left_and_came_back_is_a_party() -> None:
    back = [*ACTS, Act(date(2026, 1, 5), "LT", ActKind.ACCESSION)]
    line = timeline(TERMS, back)
    assert line.courses["LT"].standing() is Standing.PARTY
    assert line.counts(date(2025, 6, 1)).withdrawn == 1
    assert line.counts().withdrawn == 0


def test_who_consents_anew_before_its_notice_has_run_out_never_left() -> None:
    line = timeline(TERMS, [*ACTS, Act(date(2025, 1, 9), "LT", ActKind.ACCESSION)])
    assert line.courses["LT"].standing() is Standing.PARTY
    assert line.counts(date(2025, 3, 6)).withdrawn == 0


def odd(*acts: Act) -> set[Oddity]:
    return {found.oddity for found in findings(TERMS, [*ACTS[:4], *acts], date(2026, 2, 3), {"RS": date(2006, 6, 5)})}


def test_what_is_odd_is_told() -> None:
    assert odd() == set()
    assert odd(Act(date(2008, 12, 4), "NO", ActKind.SIGNATURE)) == {Oddity.SIGNED_TWICE}
    assert odd(Act(date(2008, 12, 2), "SE", ActKind.SIGNATURE)) == {Oddity.BEFORE_OPENING}
    assert odd(Act(date(2030, 1, 1), "SE", ActKind.ACCESSION)) == {Oddity.IN_THE_FUTURE}
    assert odd(Act(date(2015, 1, 1), "SE", ActKind.SIGNATURE)) == {Oddity.SIGNED_AFTER_CLOSING}
    assert odd(Act(date(2015, 1, 1), "NO", ActKind.ACCESSION)) == {Oddity.BOUND_TWICE}
    assert odd(Act(date(2015, 1, 1), "SE", ActKind.WITHDRAWAL)) == {Oddity.LEFT_UNBOUND}
    assert odd(*ACTS[4:7], Act(date(2026, 1, 5), "LT", ActKind.ACCESSION)) == {Oddity.REJOINED}
    assert odd(*ACTS[4:6]) == {Oddity.LEFT_UNDATED}


def test_a_state_that_did_not_exist_yet_is_looked_at() -> None:
    old = terms.read({"threshold": {"count": 2}})
    found = findings(old, [Act(date(2001, 3, 12), "RS", ActKind.SUCCESSION)], date(2026, 1, 1), {"RS": date(2006, 6, 5)})
    assert [(one.oddity, one.since) for one in found] == [(Oddity.BEFORE_IT_EXISTED, date(2006, 6, 5))]


def test_what_was_undone_counts_as_gone_however_old_its_source_is() -> None:
    done = date(2012, 1, 1)
    for gone_by in (date(2010, 1, 1), done):
        found = timeline(terms.read({}), [Act(done, "ML", ActKind.RATIFICATION, revoked=True, gone_by=gone_by)])
        assert found.courses["ML"].standing() is Standing.LEFT
        assert (found.counts().parties, found.counts().withdrawn) == (0, 1)
