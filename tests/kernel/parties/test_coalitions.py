"""Coalitions share an installation and nothing else; each answer of the setting-up can be changed, with a reason."""

from dataclasses import replace

import pytest

from commoncall.kernel.authority import Proof
from commoncall.kernel.history import actions as book
from commoncall.kernel.history import queries as history
from commoncall.kernel.history.models import Chain
from commoncall.kernel.parties import queries
from commoncall.kernel.parties.actions import coalitions
from commoncall.kernel.parties.models import Coalition, Person, StewardSession
from commoncall.kernel.parties.rules import Arrangements, Criterion, suggested
from commoncall.kernel.refusals import Conflict, NotAllowed, ProofNeeded, Refusal
from tests.cast import Cast


@pytest.mark.parametrize("slug", ["", "a", "Quiet", "with space", "patterns", "ar", "-x", "x" * 41, "../up"])
def test_an_address_that_cannot_be_one_is_refused(cast: Cast, slug: str) -> None:
    with pytest.raises(Refusal) as refusal:
        coalitions.found(coalitions.Description("New", slug), Arrangements(), by=cast.operator)
    assert refusal.value.field == "slug"


def test_a_taken_address_is_refused_and_nothing_is_left_behind(cast: Cast) -> None:
    chains = Chain.objects.count()
    with pytest.raises(Conflict):
        coalitions.found(coalitions.Description("New", "quiet-fields"), Arrangements(), by=cast.operator)
    assert Chain.objects.count() == chains


def test_arrangements_survive_storing(cast: Cast) -> None:
    chosen = replace(suggested("campaign"), criteria=(Criterion("non_violence"), Criterion("own", {"en": "Works in mine-affected countries"})))
    coalition = coalitions.found(coalitions.Description("New", "new-one"), chosen, by=cast.operator)
    assert queries.arrangements(Coalition.objects.get(pk=coalition.pk)) == chosen


def test_a_changed_answer_needs_a_reason_and_stands_in_the_history(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    changed = replace(queries.arrangements(cast.quiet_fields), voice="each")
    with pytest.raises(Refusal, match="Say why"):
        coalitions.rearrange(cast.quiet_fields, changed, reason=" ", what="voice", by=leila)
    coalitions.rearrange(cast.quiet_fields, changed, reason="The assembly of 3 May decided it.", what="how it speaks", by=leila)
    entry = history.visible_to(leila).get(kind="parties.coalition_rearranged")
    assert entry.facts["changes"] == {"voice": ["one", "each"]}
    assert "The assembly of 3 May" in history.told([entry])[0].sentence


def test_only_coordinators_rearrange(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        coalitions.rearrange(cast.quiet_fields, suggested("network"), reason="I want it", what="", by=cast.actor(cast.amina))


def test_removal_needs_the_name_and_a_second_factor_and_leaves_one_line(cast: Cast) -> None:
    chain = cast.quiet_fields.chain_id
    with pytest.raises(ProofNeeded):
        coalitions.remove(cast.quiet_fields, name=cast.quiet_fields.name, by=cast.actor(cast.leila))
    leila = cast.actor(cast.leila, proof=Proof.SECOND_FACTOR)
    with pytest.raises(Refusal, match="Type the coalition"):
        coalitions.remove(cast.quiet_fields, name="quiet", by=leila)
    coalitions.remove(cast.quiet_fields, name="Quiet Fields Coalition", by=leila)
    assert not Chain.objects.filter(pk=chain).exists()
    assert not Person.objects.filter(coalition_id=cast.quiet_fields.id).exists()
    book.seal_all()
    installation = Chain.objects.get(pk=book.INSTALLATION)
    assert history.verify(installation).holds
    assert installation.entries.filter(kind="parties.coalition_removed").count() == 1
    assert queries.hats(cast.amina)[0].coalition == cast.open_water


def test_a_steward_has_a_coordinators_power_for_a_while_and_it_is_recorded(cast: Cast) -> None:
    sven = queries.account_actor(cast.sven, Proof.SIGNED_IN)
    with pytest.raises(Refusal, match="at most two hours"):
        coalitions.begin_steward_session(cast.quiet_fields, cast.sven, reason="A member cannot sign in", minutes=600, by=sven)
    session = coalitions.begin_steward_session(cast.quiet_fields, cast.sven, reason="A member cannot sign in", minutes=30, by=sven)
    assert queries.steward_session(cast.sven, cast.quiet_fields) == session
    assert "A member cannot sign in" in history.told(history.visible_to(cast.actor(cast.amina)).filter(kind="parties.steward_began"))[0].sentence
    coalitions.end_steward_session(session, by=sven)
    assert queries.steward_session(cast.sven, cast.quiet_fields) is None


def test_who_is_no_steward_begins_no_session(cast: Cast) -> None:
    with pytest.raises(Refusal):
        coalitions.begin_steward_session(
            cast.quiet_fields, cast.viktor, reason="Curious", minutes=5, by=queries.account_actor(cast.viktor, Proof.SIGNED_IN)
        )
    assert not StewardSession.objects.exists()
