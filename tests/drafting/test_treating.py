"""What becomes of each amendment is said with a reason; its proposer agrees or insists; nothing is locked while anything is left."""

from __future__ import annotations

import pytest

from commoncall.drafting.actions import commenting, stages, texts, wordings
from commoncall.drafting.actions.amending import Treating, reply, settle, treat, withdraw
from commoncall.drafting.actions.texts import Beginning
from commoncall.drafting.models import Amendment
from commoncall.drafting.queries import amendments
from commoncall.drafting.queries import texts as texts_read
from commoncall.drafting.rules.amending import Change, Do
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.leadership.actions import bodies, seats, sittings
from commoncall.leadership.models import Body
from tests.drafting.conftest import ENGLISH, TITLE, Drafting

pytestmark = pytest.mark.django_db


@pytest.fixture
def discussed(drafting: Drafting) -> Drafting:
    """The statement, open to amendments for a week."""
    drafting.open()
    return drafting


@pytest.fixture
def proposed(discussed: Drafting) -> Amendment:
    """What Forum Humanité Sahel proposed to it."""
    return discussed.propose(discussed.cast.amina, discussed.change("ban", "All states must ban the use of mines and clear their land."))


def asked(amendment: Amendment) -> list[str]:
    """Return what became of what was asked about an amendment, in order."""
    found = Ask.objects.filter(subject=amendment.pk).order_by("asked_at")
    return ["answered" if one.answered_at else "withdrawn" if one.withdrawn_at else "open" for one in found]


class TestTreating:
    def test_its_organisation_is_asked_unless_it_is_accepted_as_it_is(self, discussed: Drafting, proposed: Amendment) -> None:
        treated = discussed.treat(proposed, "refuse", "Too strong.")
        assert (treated.treatment, treated.treatment_reason, treated.treated_by) == (
            "refuse",
            "Too strong.",
            discussed.cast.person(discussed.cast.leila),
        )
        ask = Ask.objects.get(kind="drafting.reply")
        assert (ask.kind, ask.organisation, ask.subject) == ("drafting.reply", discussed.cast.sahel, proposed.pk)
        amina, nadia = discussed.cast.actor(discussed.cast.amina), discussed.cast.actor(discussed.nadia)
        assert (amendments.waiting_for(amina), amendments.waiting_for(nadia)) == ([ask], [])
        discussed.treat(proposed, "accept", "")
        assert asked(proposed) == ["withdrawn"]

    @pytest.mark.parametrize("treatment", ["refuse", "modify", "vote"])
    def test_all_but_accepting_it_needs_a_reason(self, discussed: Drafting, proposed: Amendment, treatment: str) -> None:
        with pytest.raises(Refusal) as refused:
            discussed.treat(proposed, treatment, "  ", discussed.change("ban", "Some words."))
        assert refused.value.field == "reason"
        assert discussed.treat(proposed, "accept", "").treatment == "accept"

    def test_it_is_accepted_with_changes_only_by_saying_which(self, discussed: Drafting, proposed: Amendment) -> None:
        with pytest.raises(Refusal) as refused:
            discussed.treat(proposed, "modify", "Softer.")
        assert refused.value.field == "changes"
        with pytest.raises(Refusal) as refused:
            discussed.treat(proposed, "modify", "Softer.", discussed.change("ban", "All states must ban the use of mines and clear their land."))
        assert refused.value.code == "same"
        with pytest.raises(Refusal) as refused:
            discussed.treat(proposed, "modify", "Softer.", Change(Do.CHANGE, "elsewhere", "x"))
        assert refused.value.code == "missing"
        treated = discussed.treat(proposed, "modify", "Softer.", discussed.change("ban", "All states should ban mines."))
        assert treated.treated_changes[0]["text"] == "All states should ban mines."
        assert treated.changes == proposed.changes

    def test_only_who_drafts_treats_and_only_what_still_stands(self, discussed: Drafting, proposed: Amendment) -> None:
        from_amina = discussed.cast.actor(discussed.cast.amina)
        with pytest.raises(NotAllowed):
            treat_as(proposed, from_amina)
        with pytest.raises(NotVisible):
            treat_as(proposed, discussed.cast.actor(discussed.cast.viktor, discussed.cast.open_water))
        withdraw(proposed, by=from_amina)
        with pytest.raises(Conflict):
            discussed.treat(proposed, "accept")
        with pytest.raises(Refusal):
            discussed.treat(discussed.propose(discussed.nadia, discussed.delete("ban")), "perhaps")

    def test_whoever_sits_in_the_group_treats_what_others_had_treated(self, discussed: Drafting, proposed: Amendment) -> None:
        cast, leila = discussed.cast, discussed.cast.actor(discussed.cast.leila)
        group = bodies.form(cast.quiet_fields, bodies.Description(kind=Body.Kind.WORKING_GROUP, names={"en": "Drafters"}), by=leila)
        sittings.seat_person(seats.give(group, cast.amal, seats.Terms(), by=leila), cast.person(discussed.nadia), by=leila)
        texts.arrange(discussed.version.text, Beginning("statement", TITLE, group=group), by=leila)
        discussed.treat(proposed, "refuse")
        treat(proposed, Treating("vote", "Let them vote."), by=cast.actor(discussed.nadia))
        assert asked(proposed) == ["withdrawn", "open"]

    def test_withdrawing_ends_what_was_asked(self, discussed: Drafting, proposed: Amendment) -> None:
        discussed.treat(proposed, "refuse")
        withdraw(proposed, by=discussed.cast.actor(discussed.cast.oumar))
        assert asked(proposed) == ["withdrawn"]


def treat_as(amendment: Amendment, actor: Actor) -> None:
    treat(amendment, Treating("accept"), by=actor)


class TestReplying:
    def test_the_proposer_agrees_and_what_was_asked_is_answered(self, discussed: Drafting, proposed: Amendment) -> None:
        discussed.treat(proposed, "refuse")
        replied = reply(proposed, True, "Fair enough.", by=discussed.cast.actor(discussed.cast.oumar))
        assert (replied.reply, replied.reply_reason, asked(proposed)) == ("agree", "Fair enough.", ["answered"])
        assert not amendments.untreated(discussed.fresh())

    def test_the_proposer_insists_and_can_think_again(self, discussed: Drafting, proposed: Amendment) -> None:
        amina = discussed.cast.actor(discussed.cast.amina)
        discussed.treat(proposed, "refuse")
        insisted = reply(proposed, False, "It is our red line.", by=amina)
        assert (insisted.reply, amendments.is_insisted(insisted)) == ("insist", True)
        assert [one.pk for one in amendments.untreated(discussed.fresh()).insisted] == [proposed.pk]
        reply(proposed, True, by=amina)
        assert not amendments.untreated(discussed.fresh()).insisted

    def test_only_its_own_people_reply_and_only_to_what_was_said(self, discussed: Drafting, proposed: Amendment) -> None:
        amina = discussed.cast.actor(discussed.cast.amina)
        with pytest.raises(Conflict):
            reply(proposed, True, by=amina)
        discussed.treat(proposed, "accept", "")
        with pytest.raises(Refusal):
            reply(proposed, False, by=amina)
        discussed.treat(proposed, "refuse")
        for other in (discussed.nadia, discussed.cast.leila):
            with pytest.raises(NotAllowed):
                reply(proposed, True, by=discussed.cast.actor(other))

    def test_another_treatment_asks_anew_and_the_same_once_more_answers_the_insisting(self, discussed: Drafting, proposed: Amendment) -> None:
        amina = discussed.cast.actor(discussed.cast.amina)
        discussed.treat(proposed, "refuse", "Too strong.")
        reply(proposed, False, by=amina)
        again = discussed.treat(proposed, "modify", "Half of it.", discussed.change("ban", "All states should ban mines."))
        assert (again.reply, asked(proposed)) == ("", ["answered", "open"])
        reply(proposed, False, by=amina)
        with pytest.raises(Refusal):
            discussed.treat(proposed, "modify", " ", discussed.change("ban", "All states should ban mines."))
        answered = discussed.treat(proposed, "modify", "More is not possible now.", discussed.change("ban", "All states should ban mines."))
        assert (answered.reply, amendments.is_insisted(answered)) == ("insist", False)
        assert asked(proposed) == ["answered", "answered"]
        assert not amendments.untreated(discussed.fresh()).insisted


class TestSettling:
    def test_a_vote_decides_what_was_referred_to_it(self, discussed: Drafting, proposed: Amendment) -> None:
        leila = discussed.cast.actor(discussed.cast.leila)
        with pytest.raises(Conflict):
            settle(proposed, True, "12 to 3", by=leila)
        discussed.treat(proposed, "vote", "Let the assembly say.")
        assert amendments.untreated(discussed.fresh()).to_vote
        with pytest.raises(Refusal):
            settle(proposed, True, " ", by=leila)
        with pytest.raises(NotAllowed):
            settle(proposed, True, "12 to 3", by=discussed.cast.actor(discussed.cast.amina))
        settled = settle(proposed, True, "12 to 3 in Beirut", by=leila)
        assert (settled.treatment, settled.treatment_reason) == ("accept", "12 to 3 in Beirut")
        assert asked(proposed) == ["withdrawn"]
        for later in (lambda: discussed.treat(proposed, "refuse"), lambda: settle(proposed, False, "Again", by=leila)):
            with pytest.raises(Conflict):
                later()
        with pytest.raises(Conflict):
            withdraw(proposed, by=discussed.cast.actor(discussed.cast.amina))

    def test_who_insists_and_loses_the_vote_gets_what_the_group_had_offered(self, discussed: Drafting, proposed: Amendment) -> None:
        leila, amina = discussed.cast.actor(discussed.cast.leila), discussed.cast.actor(discussed.cast.amina)
        discussed.treat(proposed, "modify", "Half.", discussed.change("ban", "All states should ban mines."))
        reply(proposed, False, by=amina)
        settled = settle(proposed, False, "3 to 12", by=leila)
        assert (settled.treatment, settled.treated_changes[0]["text"], amendments.is_insisted(settled)) == (
            "modify",
            "All states should ban mines.",
            False,
        )

    def test_who_insists_on_what_was_refused_and_loses_is_refused(self, discussed: Drafting, proposed: Amendment) -> None:
        discussed.treat(proposed, "refuse")
        reply(proposed, False, by=discussed.cast.actor(discussed.cast.amina))
        assert settle(proposed, False, "3 to 12", by=discussed.cast.actor(discussed.cast.leila)).treatment == "refuse"
        assert not amendments.untreated(discussed.fresh())


class TestLocking:
    def refused(self, discussed: Drafting) -> dict[str, object]:
        with pytest.raises(Refusal) as refused:
            stages.lock(discussed.version, by=discussed.cast.actor(discussed.cast.leila))
        assert refused.value.code == "untreated"
        assert len(stages.sentences(amendments.untreated(discussed.fresh()))) == len(refused.value.facts)
        return refused.value.facts

    def test_nothing_is_locked_while_anything_is_left_and_it_says_what(self, discussed: Drafting) -> None:
        cast, leila = discussed.cast, discussed.cast.actor(discussed.cast.leila)
        one = discussed.propose(cast.amina, discussed.delete("report"))
        two = discussed.propose(discussed.nadia, discussed.delete("report"))
        said = commenting.comment(discussed.version, "A word.", by=cast.actor(discussed.joao))
        with pytest.raises(Conflict):
            stages.lock(discussed.version, by=leila)
        discussed.close()
        assert self.refused(discussed) == {"amendments": 2, "comments": 1}
        discussed.treat(one, "refuse")
        discussed.treat(two, "vote")
        assert self.refused(discussed) == {"to_vote": 1, "comments": 1}
        reply(one, False, by=cast.actor(cast.amina))
        settle(two, False, "3 to 12", by=leila)
        assert self.refused(discussed) == {"insisted": 1, "comments": 1}
        settle(one, False, "2 to 13", by=leila)
        assert self.refused(discussed) == {"comments": 1}
        commenting.treat_comment(said, "not", "Another time.", by=leila)
        assert stages.lock(discussed.version, by=leila).state == "locked"

    def test_what_was_accepted_has_to_be_merged_first(self, discussed: Drafting, proposed: Amendment) -> None:
        discussed.treat(proposed, "accept")
        discussed.close()
        assert self.refused(discussed) == {"unmerged": 1}
        with pytest.raises(Conflict) as refused:
            texts.next_version(discussed.version, by=discussed.cast.actor(discussed.cast.leila))
        assert refused.value.code == "unmerged"

    def test_a_comment_on_a_version_before_waits_too(self, discussed: Drafting) -> None:
        leila = discussed.cast.actor(discussed.cast.leila)
        said = commenting.comment(discussed.version, "A word.", by=discussed.cast.actor(discussed.cast.amina))
        discussed.close()
        second = texts.next_version(discussed.version, by=leila)
        with pytest.raises(Refusal) as refused:
            stages.lock(second, by=leila)
        assert refused.value.facts == {"comments": 1}
        commenting.treat_comment(said, "taken", "In the new version.", by=leila)
        assert stages.lock(second, by=leila).state == "locked"

    def test_alternatives_in_brackets_are_not_locked(self, drafting: Drafting) -> None:
        leila = drafting.cast.actor(drafting.cast.leila)
        wordings.word(drafting.version, "en", TITLE, [Paragraph("ban", "States [shall/should] act."), *ENGLISH[2:]], by=leila)
        with pytest.raises(Refusal) as refused:
            stages.lock(drafting.version, by=leila)
        assert refused.value.facts == {"brackets": 1}

    def test_what_fell_with_the_amendment_it_amends_or_was_withdrawn_waits_for_nobody(self, discussed: Drafting) -> None:
        cast = discussed.cast
        parent = discussed.propose(cast.amina, discussed.change("ban", "All states must ban mines."))
        discussed.propose(discussed.nadia, Change(Do.CHANGE, "ban", "All states must ban mines now."), amends=parent)
        withdraw(discussed.propose(discussed.joao, discussed.delete("care")), by=cast.actor(discussed.joao))
        assert [one.number for one in amendments.untreated(discussed.fresh()).amendments] == [1, 2]
        discussed.treat(parent, "refuse")
        assert not amendments.untreated(discussed.fresh())
        reply(parent, False, by=cast.actor(cast.amina))
        assert [one.number for one in amendments.untreated(discussed.fresh()).amendments] == [2]

    def test_a_locked_version_is_unlocked_with_a_reason_and_a_published_one_never(self, discussed: Drafting) -> None:
        leila = discussed.cast.actor(discussed.cast.leila)
        discussed.close()
        stages.lock(discussed.version, by=leila)
        with pytest.raises(Refusal):
            stages.unlock(discussed.version, "", by=leila)
        assert stages.unlock(discussed.version, "A mistake in the second line.", by=leila).state == "closed"
        stages.lock(discussed.version, by=leila)
        with pytest.raises(NotAllowed):
            stages.publish(discussed.version, by=discussed.cast.actor(discussed.cast.amina))
        assert stages.publish(discussed.version, by=leila).published_at is not None
        for late in (lambda: stages.unlock(discussed.version, "Too late.", by=leila), lambda: stages.publish(discussed.version, by=leila)):
            with pytest.raises(Conflict):
                late()
        assert Entry.objects.get(kind="drafting.unlocked").particulars.data["reason"] == "A mistake in the second line."

    def test_a_draft_that_was_locked_is_a_draft_again(self, drafting: Drafting) -> None:
        leila = drafting.cast.actor(drafting.cast.leila)
        with pytest.raises(Conflict):
            stages.publish(drafting.version, by=leila)
        locked = stages.lock(drafting.version, by=leila)
        assert len(locked.digest) == 64
        again = stages.unlock(drafting.version, "More to say.", by=leila)
        assert (again.state, again.digest) == ("draft", "")
        wordings.word(again, "en", TITLE, ENGLISH[:2], by=leila)


def test_who_drafts_sees_what_waits_to_be_treated(discussed: Drafting) -> None:
    cast, leila = discussed.cast, discussed.cast.actor(discussed.cast.leila)
    assert not amendments.to_be_treated(leila).exists()
    made, said = discussed.propose(cast.amina, discussed.delete("care")), commenting.comment(discussed.version, "A word.", by=cast.actor(cast.amina))
    assert [one.pk for one in amendments.to_be_treated(leila)] == [discussed.version.pk]
    assert not amendments.to_be_treated(cast.actor(cast.amina)).exists()
    discussed.treat(made, "refuse")
    assert amendments.to_be_treated(leila).exists()
    commenting.treat_comment(said, "not", "Another time.", by=leila)
    assert not amendments.to_be_treated(leila).exists()
    assert [one.pk for one in texts_read.open_now(cast.actor(cast.amina))] == [discussed.version.pk]
