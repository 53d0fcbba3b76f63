"""Numbers on different public pages, taken from one another, single out nobody who is not named: an attack on all of them at once."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from uuid import UUID

import pytest

from commoncall.decisions.models import Decision
from commoncall.decisions.queries import public as register
from commoncall.decisions.queries import unlisted
from commoncall.decisions.rules.rule import Dissociation
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.kernel.parties.naming import SMALLEST_COUNT, counted_together
from commoncall.membership.models import Membership, Standing
from commoncall.voice.models import Letter, Statement
from commoncall.voice.queries import public
from tests.cast import make_member
from tests.decisions.deciding import MAJORITY, SILENCE, Stage, at_its_end
from tests.voice.speaking import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden(stage: Stage) -> list[Organisation]:
    """Eight members that are not named in public, besides those of the cast, who all are."""
    coalition = stage.cast.quiet_fields
    Coalition.objects.filter(pk=coalition.pk).update(is_public=True)
    Organisation.objects.filter(coalition=coalition).update(naming=Naming.PUBLIC)
    return [make_member(coalition, stage.cast.operator, f"Hidden Hill {place}", "MM", naming=Naming.MEMBERS) for place in range(8)]


def _decided(stage: Stage, resting: list[Organisation], title: str) -> Decision:
    """Let all but some decide, and put that into the public register."""
    Membership.objects.filter(pk__in=[one.pk for one in resting]).update(standing=Standing.DORMANT)
    decision = at_its_end(stage.opened(MAJORITY, title=title, is_public=True))
    Membership.objects.filter(pk__in=[one.pk for one in resting]).update(standing=Standing.GOOD)
    return decision


def _signed(stage: Stage, signing: list[Organisation]) -> Letter:
    letter = opened(stage)
    for one in signing:
        letter.signatures.create(coalition=letter.coalition, organisation=one, made_at=letter.begun_at, signed_at=letter.opened_at)
    return letter


def test_a_letter_tells_no_number_that_a_roll_would_turn_into_one_organisation(stage: Stage, hidden: list[Organisation]) -> None:
    """Four of the unnamed decide, and three of these sign: the one number less the other would tell of the fourth."""
    decision = _decided(stage, hidden[4:], "Speak up in Geneva")
    letter = _signed(stage, hidden[:3])
    (entry,) = register.whole(stage.cast.quiet_fields)
    assert entry.report is not None
    assert (entry.decision, entry.report.entitled, entry.withheld) == (decision, 8, False), "four named, and four of the unnamed"
    found = public.signatories(letter)
    assert (found.unnamed, public.totals(stage.cast.quiet_fields, [letter])[letter.pk]) == (0, found.named)


def test_where_the_numbers_tell_of_nobody_they_are_told(stage: Stage, hidden: list[Organisation]) -> None:
    _decided(stage, hidden[4:], "Speak up in Geneva")
    letter = _signed(stage, hidden[:4])
    assert public.signatories(letter).unnamed == 4
    assert public.totals(stage.cast.quiet_fields, [letter])[letter.pk] == 4


def test_a_statement_that_lists_its_members_is_compared_with_the_rolls(stage: Stage, hidden: list[Organisation]) -> None:
    _decided(stage, hidden[4:], "Speak up in Geneva")
    version = stage.locked_text()
    adopted = at_its_end(stage.opened(SILENCE, version=version, question=""))
    statement = Statement.objects.create(
        coalition=stage.cast.quiet_fields, number=1, version=version, decision=adopted, lists_members=True, published_at=adopted.closed_at
    )
    for one in hidden[:3]:
        statement.listed.create(organisation=one)
    assert public.under(statement).members.unnamed == 0
    statement.listed.create(organisation=hidden[3])
    assert public.under(statement).members.unnamed == 4


def test_a_list_under_what_was_adopted_is_compared_with_the_rolls(stage: Stage, hidden: list[Organisation]) -> None:
    """All members belong to the list, but those who joined later; the roll of another decision lacks one more of the unnamed."""
    coalition = stage.cast.quiet_fields
    _decided(stage, hidden[4:], "Speak up in Geneva")
    listing = replace(SILENCE, dissociation=Dissociation.NOTED, lists_all=True)
    at_its_end(stage.opened(listing, title="Together", is_public=True))
    assert unlisted.tells_number(listing)
    assert _singled_out(_told(coalition)) == []


def _told(coalition: Coalition) -> list[frozenset[UUID]]:
    """Return the sets of the unnamed whose numbers the public can read, or work out, on any page."""
    sets = [*unlisted.sets(coalition), *public._hidden_under_statements(coalition).values(), *public._hidden_under_letters(coalition).values()]
    return [one for one, told in zip(sets, counted_together(sets), strict=True) if told]


def _singled_out(told: list[frozenset[UUID]]) -> list[frozenset[UUID]]:
    """Return what two numbers single out, whichever are compared: what one has more than another, or both have, where that is of one or two."""
    found = []
    for one, other in combinations(told, 2):
        found += [part for part in (one - other, other - one, one & other) if 0 < len(part) < SMALLEST_COUNT]
    return found


def test_no_two_numbers_of_all_pages_single_anybody_out(stage: Stage, hidden: list[Organisation]) -> None:
    """Rolls, letters and lists of every size beside each other: each is told or not, and what is told singles out nobody."""
    coalition = stage.cast.quiet_fields
    for place, away in enumerate(([], hidden[6:], hidden[:3], hidden[2:5], hidden[:1])):
        _decided(stage, away, f"Question {place}")
    for signing in (hidden[:3], hidden[:4], hidden[3:], hidden[5:], hidden[2:7], hidden):
        _signed(stage, signing)
    told = _told(coalition)
    assert len(told) > 2
    assert _singled_out(told) == []
    shown = {letter.pk: public.signatories(letter).unnamed for letter in public.letters(coalition)}
    counted = public._hidden_under_letters(coalition)
    assert {key for key, number in shown.items() if number} == {key for key, ids in counted.items() if ids in told}
