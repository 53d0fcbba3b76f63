"""What is missing from an application, when one can be handed in, and where it can go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from commoncall.membership.rules.applying import (
    KEPT_FOR,
    LEADS_TO,
    TOLD_BEFORE,
    Asked,
    Filled,
    Gap,
    Reception,
    Wanted,
    is_forgotten,
    may_become,
    missing,
    promised,
    reception,
    same_promises,
    steps,
)
from commoncall.membership.rules.profiles import Profile

NOW = datetime(2027, 3, 10, 12, tzinfo=UTC)
CALL, CHARTER, OLDER = (UUID(int=number) for number in (1, 2, 3))
PROMISES = promised("We do our part.\n\n  We say so early. ", "You hear from us.", "en")
WANTED = Wanted(
    categories=frozenset({"ordinary", "individual"}),
    questions=(Asked("why", "text", is_required=True), Asked("how", "choice", options=frozenset({"mail", "phone"}))),
    call=CALL,
    charter=CHARTER,
    promises=PROMISES,
)
WHOLE = Filled(
    category="ordinary",
    name="Tern Watch",
    profile=Profile(kind="ngo", country="KE", about="Watches terns.", website="https://tern.example"),
    naming="members",
    answers={"why": "Because of the terns."},
    contact_name="Teresa Tern",
    contact_address="teresa@tern.example",
    authority="As its director.",
    call=CALL,
    charter=CHARTER,
    promises=PROMISES,
    is_confirmed=True,
)


def days(number: int) -> timedelta:
    return timedelta(days=number)


def gaps(filled: Filled, wanted: Wanted = WANTED) -> list[tuple[str, str, str]]:
    return [(gap.step, gap.field, gap.why) for gap in missing(filled, wanted)]


def test_nothing_is_missing_from_what_is_whole() -> None:
    assert missing(WHOLE, WANTED) == []


def test_everything_is_missing_from_what_is_empty_in_the_order_of_the_form() -> None:
    told = gaps(Filled())
    assert [field for _step, field, _why in told] == [
        *("category", "name", "country", "kind", "contact_name", "authority", "contact_address"),
        *("about", "question_why", "naming", "call", "charter", "promises", "confirmed"),
    ]
    assert {why for _step, _field, why in told} == {"empty"}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"category": "observer"}, ("category", "category", "unclear")),
        ({"name": "  "}, ("organisation", "name", "empty")),
        ({"profile": replace(WHOLE.profile, country="")}, ("organisation", "country", "empty")),
        ({"profile": replace(WHOLE.profile, website="javascript:alert(1)")}, ("organisation", "website", "unclear")),
        ({"authority": ""}, ("people", "authority", "empty")),
        ({"answers": {}}, ("about", "question_why", "empty")),
        ({"answers": {"why": "x", "how": "pigeon"}}, ("about", "question_how", "unclear")),
        ({"typed": {"languages": "Elvish"}}, ("organisation", "languages", "unclear")),
        ({"typed": {"contact_address": "teresa@"}}, ("people", "contact_address", "unclear")),
        ({"call": OLDER}, ("pledge", "call", "changed")),
        ({"charter": None}, ("pledge", "charter", "empty")),
        ({"promises": PROMISES | {"member": ["We do our part."]}}, ("pledge", "promises", "changed")),
        ({"is_confirmed": False}, ("review", "confirmed", "empty")),
    ],
)
def test_each_thing_that_is_missing_is_told(changes: dict[str, Any], told: tuple[str, str, str]) -> None:
    assert gaps(replace(WHOLE, **changes)) == [told]


def test_who_is_international_needs_no_country() -> None:
    assert missing(replace(WHOLE, profile=replace(WHOLE.profile, country="", is_international=True)), WANTED) == []


def test_a_person_is_asked_neither_for_an_organisation_nor_for_a_right_to_sign() -> None:
    person = replace(WHOLE, category="individual", contact_name="", authority="", profile=replace(WHOLE.profile, kind=""))
    assert missing(person, WANTED) == []


def test_what_a_coalition_has_not_is_not_asked_for() -> None:
    bare = Wanted(frozenset({"ordinary"}))
    assert missing(replace(WHOLE, answers={}, call=None, charter=None, promises={}), bare) == []


def test_the_steps_begin_with_the_category_only_where_there_are_several() -> None:
    assert steps(["ordinary"])[0] == "organisation"
    assert steps(["ordinary", "observer"])[0] == "category"


def test_promises_are_compared_word_for_word_and_by_language() -> None:
    assert PROMISES["member"] == ["We do our part.", "We say so early."]
    assert same_promises(dict(PROMISES), PROMISES)
    assert not same_promises(PROMISES | {"language": "fr"}, PROMISES)
    assert not same_promises({}, PROMISES)


@pytest.mark.parametrize(
    ("windows", "told"),
    [
        ([], Reception(True)),
        ([(-2, 5)], Reception(True, closes_at=NOW + days(5))),
        ([(-20, -10)], Reception(False)),
        ([(-20, -10), (30, 40), (90, 95)], Reception(False, opens_at=NOW + days(30))),
        # What overlaps, or follows without a gap, is one window to whoever applies.
        ([(4, 9), (-2, 5), (9, 12), (20, 22)], Reception(True, closes_at=NOW + days(12))),
        ([(0, 3)], Reception(True, closes_at=NOW + days(3))),
        ([(-3, 0)], Reception(False)),
    ],
)
def test_when_applications_can_be_handed_in(windows: list[tuple[int, int]], told: Reception) -> None:
    assert reception([(NOW + days(opens), NOW + days(closes)) for opens, closes in windows], NOW) == told


def test_what_is_settled_stays_so() -> None:
    for state in ("admitted", "declined", "withdrawn"):
        assert not any(may_become(state, other) for other in LEADS_TO)
    assert may_become("draft", "checking")
    assert not may_become("draft", "admitted")


def test_a_draft_goes_when_its_time_is_over_and_its_writer_knew() -> None:
    old = NOW - KEPT_FOR
    assert is_forgotten(old, None, NOW)
    assert is_forgotten(old, NOW - TOLD_BEFORE, NOW)
    assert not is_forgotten(old, NOW - TOLD_BEFORE + days(1), NOW)
    assert not is_forgotten(old + days(1), None, NOW)


def test_a_gap_is_told_once() -> None:
    told = missing(replace(WHOLE, typed={"contact_address": "x"}, contact_address=""), WANTED)
    assert [gap for gap in told if gap.why == "empty"] == [Gap("people", "contact_address")]
