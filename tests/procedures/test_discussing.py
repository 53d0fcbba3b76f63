"""Those who may amend a text learn that it opens and when it closes; those who did learn what becomes of it. Each once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from commoncall.drafting import kinds
from commoncall.drafting.actions import amending, commenting, stages, texts
from commoncall.drafting.actions.texts import Beginning
from commoncall.drafting.models import Version
from commoncall.kernel import time
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Role
from commoncall.kernel.history import queries as history
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.models import Mandate, Person
from commoncall.membership.models import Membership
from commoncall.procedures import agenda, discussing
from commoncall.procedures.agenda import What
from commoncall.procedures.undoing import undo
from tests.cast import make_account, make_person
from tests.drafting.conftest import TITLE, Drafting
from tests.drafting.conftest import drafting as drafting

pytestmark = pytest.mark.django_db

#: Whoever acts for a member in the cast and in the fixture of a draft, by organisation.
MEMBERS = {"Forum Humanité Sahel": "amina@amina.example", "Al-Amal Survivors’ Network": "nadia@nadia.example", "Campos Livres": "joao@joao.example"}


def _written(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=kind).values_list("address", flat=True))


def _mail(kind: str, address: str) -> Message:
    return Message.objects.get(kind=kind, address=address)


def _asked(version: Version) -> set[str]:
    still = Ask.objects.filter(kind=kinds.AMEND.name, subject=version.pk, answered_at=None, withdrawn_at=None)
    return set(still.values_list("organisation__name", flat=True))


def _opened_until(drafting: Drafting, until: datetime | None) -> Version:
    return stages.open_to_amendments(drafting.version, until, by=drafting.cast.actor(drafting.cast.leila))


def test_those_who_may_amend_are_asked_and_written_to_once(drafting: Drafting) -> None:
    version = drafting.open()
    assert set(MEMBERS) <= _asked(version)
    assert (discussing.tell_of_openings(), discussing.tell_of_openings()) == (1, 0)
    assert set(MEMBERS.values()) <= set(_written("drafting.opened"))
    assert len(_written("drafting.opened")) == len(set(_written("drafting.opened")))


def test_the_instant_is_told_in_utc_and_in_the_readers_own_zone_and_language(drafting: Drafting) -> None:
    Account.objects.filter(pk=drafting.nadia.pk).update(time_zone="Asia/Beirut")
    Person.objects.filter(account=drafting.nadia).update(language="fr")
    _opened_until(drafting, datetime(2027, 3, 28, 0, 30, tzinfo=UTC))
    discussing.tell_of_openings()
    mail = _mail("drafting.opened", "nadia@nadia.example")
    assert mail.language == "fr"
    for part in ("00:30 UTC", "03:30", "Asia/Beirut"):
        assert part in mail.text, mail.text


def test_those_whose_mandate_is_for_drafting_read_of_it_in_place_of_their_colleagues(drafting: Drafting) -> None:
    cast = drafting.cast
    rana = make_account("Rana Haddad", "rana@rana.example")
    make_person(cast.quiet_fields, cast.operator, rana, cast.amal, Role.REPRESENTATIVE)
    Mandate.objects.filter(person__account=drafting.nadia).update(topics=["advocacy"])
    Mandate.objects.filter(person__account=rana).update(topics=["draft"])
    drafting.open()
    discussing.tell_of_openings()
    assert "rana@rana.example" in _written("drafting.opened")
    assert "nadia@nadia.example" not in _written("drafting.opened")


def test_where_nobodys_mandate_covers_it_whoever_acts_learns_of_it(drafting: Drafting) -> None:
    Mandate.objects.filter(person__account=drafting.nadia).update(topics=["advocacy"])
    drafting.open()
    discussing.tell_of_openings()
    assert "nadia@nadia.example" in _written("drafting.opened")


def test_who_is_suspended_is_not_asked(drafting: Drafting) -> None:
    Membership.objects.filter(organisation=drafting.cast.amal).update(standing="suspended")
    version = drafting.open()
    discussing.tell_of_openings()
    assert "Al-Amal Survivors’ Network" not in _asked(version)
    assert "nadia@nadia.example" not in _written("drafting.opened")


def test_of_a_text_for_its_drafters_alone_nobody_is_asked(drafting: Drafting) -> None:
    leila = drafting.cast.actor(drafting.cast.leila)
    version = drafting.open()
    texts.arrange(drafting.version.text, Beginning("statement", TITLE, "en", label="amber+strict"), by=leila)
    assert _asked(version) == set(), "the ask would name a text that may no longer be read"
    discussing.tell_of_openings()
    assert _written("drafting.opened") == []
    assert [one.what for one in agenda.ahead(drafting.cast.actor(drafting.nadia))] == []
    assert What.AMENDMENTS_CLOSE in [one.what for one in agenda.ahead(leila)]


def test_everybody_who_may_read_it_sees_its_end_ahead_with_a_mandate_or_without(drafting: Drafting) -> None:
    version = drafting.open()
    Mandate.objects.filter(person__account=drafting.nadia).update(topics=["finance"])
    found = [(one.what, one.about, one.name, one.at) for one in agenda.ahead(drafting.cast.actor(drafting.nadia))]
    assert found == [(What.AMENDMENTS_CLOSE, version.pk, TITLE, version.amendments_until)]


def test_who_has_proposed_or_said_something_is_asked_no_more(drafting: Drafting) -> None:
    version = drafting.open()
    drafting.propose(drafting.nadia, drafting.change("ban", "All states shall ban mines."))
    commenting.comment(version, "The second sentence is long.", language="en", by=drafting.cast.actor(drafting.joao))
    assert not {"Al-Amal Survivors’ Network", "Campos Livres"} & _asked(version)
    assert "Forum Humanité Sahel" in _asked(version)


def test_a_reminder_goes_once_to_those_of_whom_nothing_has_come(drafting: Drafting) -> None:
    _opened_until(drafting, time.database_now() + timedelta(days=1))
    Ask.objects.update(asked_at=time.now() - timedelta(days=5))
    discussing.tell_of_openings()
    drafting.propose(drafting.nadia, drafting.change("ban", "All states shall ban mines."))
    assert discussing.remind_due() > 0
    assert discussing.remind_due() == 0
    reminded = _written("drafting.reminder")
    assert "amina@amina.example" in reminded
    assert "nadia@nadia.example" not in reminded
    assert len(reminded) == len(set(reminded))


def test_who_was_asked_today_is_not_reminded_today(drafting: Drafting) -> None:
    drafting.open(days=1)
    assert discussing.remind_due() == 0


def test_at_its_end_proposers_learn_what_becomes_of_theirs(drafting: Drafting) -> None:
    version = drafting.open()
    first = drafting.propose(drafting.nadia, drafting.change("ban", "All states shall ban mines."))
    drafting.propose(drafting.nadia, drafting.delete("report"))
    drafting.propose(drafting.joao, drafting.change("care", "They shall care for all."))
    drafting.treat(first, "refuse", "It is too short.")
    drafting.close()
    assert _asked(version) == set()
    assert (discussing.tell_of_closings(), discussing.tell_of_closings()) == (1, 0)
    assert _written("drafting.closed") == ["joao@joao.example", "nadia@nadia.example"], "others had proposed nothing"
    told = _mail("drafting.closed", "nadia@nadia.example").text
    for part in ("A1: Refuse. Your answer is asked.", "A2: Not treated yet.", "counts until"):
        assert part in told, told
    assert "A3" not in told


def test_a_worker_that_was_killed_leaves_no_mail_and_the_next_one_writes_them_all(drafting: Drafting, monkeypatch: pytest.MonkeyPatch) -> None:
    drafting.open()

    def killed(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Version, "save", killed)
        with pytest.raises(KeyboardInterrupt):
            discussing.tell_of_openings()
    assert _written("drafting.opened") == []
    assert discussing.tell_of_openings() == 1
    assert set(MEMBERS.values()) <= set(_written("drafting.opened"))


def test_another_instant_is_told_anew(drafting: Drafting) -> None:
    version = drafting.open()
    discussing.tell_of_openings()
    before = len(_written("drafting.opened"))
    stages.reopen(version, time.database_now() + timedelta(days=20), by=drafting.cast.actor(drafting.cast.leila))
    assert discussing.tell_of_openings() == 1
    assert len(_written("drafting.opened")) == 2 * before
    assert {one.due_at for one in Ask.objects.filter(kind=kinds.AMEND.name, withdrawn_at=None)} == {drafting.fresh().amendments_until}


def test_a_text_that_was_given_up_asks_nobody_until_it_is_taken_up_again(drafting: Drafting) -> None:
    leila = drafting.cast.actor(drafting.cast.leila)
    version = drafting.open()
    texts.give_up(version.text, "It came too late.", by=leila)
    assert _asked(version) == set()
    assert discussing.tell_of_openings() == 0
    undo(history.visible_to(leila).get(kind="drafting.given_up").pk, by=leila)
    assert set(MEMBERS) <= _asked(version)


def test_treatments_of_a_sitting_go_out_together_once_the_sitting_is_over(drafting: Drafting) -> None:
    drafting.open()
    proposed = [drafting.propose(drafting.nadia, drafting.change(key, "Other words.")) for key in ("ban", "care", "report")]
    for one in proposed:
        drafting.treat(one, "refuse", "Not now.")
    assert discussing.tell_of_treatments() == 0, "the group may be at it still"
    later = time.now() + timedelta(hours=1)
    with time.as_of(later):
        assert discussing.tell_of_treatments() == 3
        assert discussing.tell_of_treatments() == 0
    told = _mail("drafting.treated", "nadia@nadia.example").text
    assert all(f"A{number}: Refuse." in told for number in (1, 2, 3)), told
    amending.reply(proposed[0], True, by=drafting.cast.actor(drafting.nadia))
    with time.as_of(later):
        drafting.treat(proposed[1], "vote", "Let all decide.")
    with time.as_of(later + timedelta(hours=1)):
        assert discussing.tell_of_treatments() == 1, "another treatment is told anew"


@pytest.mark.parametrize("narrowed", [True, False])
def test_no_mail_names_a_text_to_those_who_may_read_it_no_longer(drafting: Drafting, narrowed: bool) -> None:
    leila, version = drafting.cast.actor(drafting.cast.leila), drafting.open()
    mine = drafting.propose(drafting.nadia, drafting.change("ban", "All states shall ban mines."))
    drafting.propose(drafting.joao, drafting.change("care", "They shall care for all."))
    drafting.treat(mine, "refuse", "It is too short.")
    if narrowed:
        texts.arrange(version.text, Beginning("statement", TITLE, "en", label="amber+strict"), by=leila)
    else:
        Membership.objects.filter(organisation=drafting.cast.amal).update(standing="suspended")
    with time.as_of(time.now() + timedelta(hours=1)):
        discussing.tell_of_treatments()
    drafting.close()
    assert (discussing.tell_of_closings(), discussing.tell_of_closings()) == (1, 0)
    assert _written("drafting.treated") == []
    assert _written("drafting.closed") == ([] if narrowed else ["joao@joao.example"])
    assert not discussing.tell_of_treatments(), "the mark is set as for everybody"
