"""What the public reads of the register: what was made public alone, with numbers that tell of nobody who is not named."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commoncall.decisions.actions import answering, dissociating, register, secret
from commoncall.decisions.models import Decision
from commoncall.decisions.queries import public
from commoncall.decisions.rules.rule import Answer, Dissociation, Division, Missing, Rule
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.kernel.parties.naming import counted_together
from commoncall.leadership.models import Body
from commoncall.membership.models import Membership, Standing
from tests.cast import make_member
from tests.decisions.deciding import MAJORITY, SECRET, SILENCE, Stage, at_its_end

BY_REGION = replace(MAJORITY, quorum_division=Division.REGION)


@pytest.fixture(autouse=True)
def _opened(stage: Stage) -> None:
    Coalition.objects.filter(pk=stage.cast.quiet_fields.pk).update(is_public=True)


def name_all(stage: Stage) -> None:
    Organisation.objects.filter(coalition=stage.cast.quiet_fields).update(naming=Naming.PUBLIC)


def decided(stage: Stage, rule: Rule = MAJORITY, title: str = "Speak up in Geneva", silent: tuple[Organisation, ...] = ()) -> Decision:
    decision = stage.opened(rule, title=title, is_public=True)
    for organisation, by in stage.everybody.items():
        if organisation not in silent:
            (secret.cast if rule.secret else answering.answer)(decision, organisation, Answer.AGREE, by=by)
    return at_its_end(decision)


def only(stage: Stage) -> public.Entry:
    (entry,) = public.whole(stage.cast.quiet_fields)
    return entry


def test_totals_are_told_where_everybody_on_the_roll_is_named(stage: Stage) -> None:
    name_all(stage)
    decided(stage, BY_REGION, silent=(stage.cast.sahel, stage.cast.campos))
    entry = only(stage)
    assert entry.report is not None
    assert (entry.report.agree, entry.report.entitled, entry.withheld) == (2, 4, False)
    assert (entry.report.missing, entry.report.is_withheld) == ((Missing.DIVISIONS,), False)
    assert len(entry.report.missing_divisions) == 1


def test_where_one_or_two_on_the_roll_are_not_named_no_number_is_told(stage: Stage) -> None:
    """Two of the four are not named: four less the two that are would tell of them."""
    decided(stage, BY_REGION, silent=(stage.cast.sahel, stage.cast.campos))
    entry = only(stage)
    assert entry.report is not None
    assert (entry.withheld, entry.report.adopted, entry.report.missing) == (True, False, (Missing.DIVISIONS,))
    counts = ("agree", "entitled", "answered", "base", "needed", "gathered", "divisions", "missing_divisions")
    assert not any(getattr(entry.report, name) for name in counts)


def test_where_three_are_not_named_numbers_are_told_and_nothing_of_regions(stage: Stage) -> None:
    make_member(stage.cast.quiet_fields, stage.cast.operator, "Hidden Hill", "MM", naming=Naming.COORDINATORS)
    decided(stage, BY_REGION, silent=(stage.cast.sahel, stage.cast.campos))
    entry = only(stage)
    assert entry.report is not None
    assert (entry.report.agree, entry.report.entitled) == (2, 5)
    assert (dict(entry.report.divisions), entry.report.missing_divisions, entry.report.is_withheld) == ({}, (), True)


def test_two_rolls_side_by_side_do_not_tell_of_one_who_came_between(stage: Stage) -> None:
    cast = stage.cast
    make_member(cast.quiet_fields, cast.operator, "Hidden Hill", "MM", naming=Naming.COORDINATORS)
    first = decided(stage, title="The first")
    assert not only(stage).withheld
    make_member(cast.quiet_fields, cast.operator, "Hidden Vale", "NP", naming=Naming.MEMBERS)
    second = decided(stage, title="The second")
    found = {entry.decision.pk: entry.withheld for entry in public.whole(cast.quiet_fields)}
    assert found == {second.pk: False, first.pk: True}
    assert public.one(cast.quiet_fields, first.pk) in public.whole(cast.quiet_fields)


def test_a_roll_beside_the_list_of_members_does_not_tell_of_one_who_is_not_on_it(stage: Stage) -> None:
    """The public list tells that four members are not named; three of them on the roll would tell of the one who rests."""
    cast = stage.cast
    make_member(cast.quiet_fields, cast.operator, "Hidden Hill", "MM", naming=Naming.COORDINATORS)
    resting = make_member(cast.quiet_fields, cast.operator, "Hidden Vale", "NP", naming=Naming.MEMBERS)
    Membership.objects.filter(pk=resting.pk).update(standing=Standing.DORMANT)
    decided(stage)
    assert len(public.unlisted(cast.quiet_fields)) == 4
    assert only(stage).withheld
    Organisation.objects.filter(pk=resting.pk).update(naming=Naming.PUBLIC)
    assert not only(stage).withheld


def test_each_roll_of_the_same_people_is_looked_at_once(stage: Stage) -> None:
    """Numbers of a hundred decisions cost what those of one do: what is read of the unnamed does not grow with the register."""
    make_member(stage.cast.quiet_fields, stage.cast.operator, "Hidden Hill", "MM", naming=Naming.COORDINATORS)
    first = decided(stage, title="Number 0")
    for number in range(3):
        decided(stage, title=f"Number {number + 1}")
    with CaptureQueriesContext(connection) as asked:
        assert public.one(stage.cast.quiet_fields, first.pk)
    (read,) = [one["sql"] for one in asked.captured_queries if 'FROM "decisions_elector"' in one["sql"] and "MD5" not in one["sql"]]
    assert len(re.findall(r"'[0-9a-f]{32}'::uuid", read)) == 1, "one roll stands for all that are alike"
    assert [entry.withheld for entry in public.whole(stage.cast.quiet_fields)] == [False] * 4


def test_of_a_body_no_number_is_told_where_anybody_in_it_is_not_named(stage: Stage) -> None:
    """Who of the named sits in a body is public: how many decide there would tell how many are not named."""
    make_member(stage.cast.quiet_fields, stage.cast.operator, "Hidden Hill", "MM", naming=Naming.COORDINATORS)
    decision = decided(stage)
    assert not only(stage).withheld
    Decision.objects.filter(pk=decision.pk).update(body=Body.objects.create(coalition=stage.cast.quiet_fields, kind="other"))
    assert only(stage).withheld


def test_sizes_are_told_as_long_as_none_less_another_is_smaller_than_three() -> None:
    a, b, c, d, e, f = (frozenset({letter}) for letter in "abcdef")
    assert counted_together([a | b | c | d | e | f, a | b | c, a | b | c | d, frozenset(), a]) == [True, True, False, True, False]  # type: ignore[list-item]
    assert counted_together([a | b, a | b | c]) == [False, True], "what was not told takes nothing from what comes after"  # type: ignore[list-item]


def test_of_fewer_than_five_ballots_nothing_but_the_outcome_is_told(stage: Stage) -> None:
    name_all(stage)
    decided(stage, SECRET)
    entry = only(stage)
    assert entry.report is not None
    assert (entry.too_few, entry.report.adopted, entry.report.missing) == (True, True, ())
    assert not any(getattr(entry.report, name) for name in ("agree", "against", "abstain", "entitled", "answered", "base", "needed", "gathered"))


@pytest.mark.parametrize(("way", "named"), [(Dissociation.NOTED, True), (Dissociation.MINUTES, True), (Dissociation.UNLISTED, False)])
def test_those_who_dissociated_are_named_where_the_rule_says_so_and_they_chose_to_be(stage: Stage, way: Dissociation, named: bool) -> None:
    decision = decided(stage, replace(SILENCE, dissociation=way))
    dissociating.dissociate(decision, stage.cast.sahel, by=stage.amina)
    dissociating.dissociate(decision, stage.cast.lantern, by=stage.mina)
    assert [one.pk for one in only(stage).apart] == ([stage.cast.sahel.pk] if named else [])


def test_what_is_not_public_is_in_no_count_search_kind_or_year(stage: Stage) -> None:
    coalition, past = stage.cast.quiet_fields, register.Past("An earlier secret", date(1998, 5, 4), "The assembly", "Minutes", is_public=False)
    shown = decided(stage)
    hidden = register.enter_later(coalition, past, by=stage.leila)
    Decision.objects.filter(pk=hidden.pk).update(rung_code="expulsion")
    page = public.page(coalition)
    assert (page.total, page.years, page.kinds) == (1, (shown.closed_at.year,), ())  # type: ignore[union-attr]
    assert public.page(coalition, "secret").total == public.page(coalition, kind="expulsion").total == public.page(coalition, year=1998).total == 0
    assert public.one(coalition, hidden.pk) is None
    assert public.identifiers(coalition) == [shown.pk]


def test_words_are_looked_for_in_what_the_entry_shows_alone(stage: Stage) -> None:
    decision = decided(stage)
    Decision.objects.filter(pk=decision.pk).update(deviation="Whispered reason", disagreement="Two would have waited")
    assert public.page(stage.cast.quiet_fields, "whispered").total == 0
    assert public.page(stage.cast.quiet_fields, "waited geneva").total == 1
    assert public.page(stage.cast.quiet_fields, "waited lisbon").total == 0


def test_a_coalition_whose_pages_are_closed_shows_nothing(stage: Stage) -> None:
    decision = decided(stage)
    Coalition.objects.filter(pk=stage.cast.quiet_fields.pk).update(is_public=False)
    assert public.whole(stage.cast.quiet_fields) == []
    assert public.one(stage.cast.quiet_fields, decision.pk) is None
    assert not public.has_any(stage.cast.quiet_fields)
