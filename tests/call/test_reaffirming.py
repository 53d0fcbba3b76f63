"""Following up a material change: nobody is dropped, everybody is in the list, and what each did is told apart."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commoncall.call.actions import endorsing, texts
from commoncall.call.actions.endorsing import Signature
from commoncall.call.models import Endorsement, Version
from commoncall.call.queries import reaffirming
from commoncall.call.queries.reaffirming import Answer
from commoncall.kernel import time
from commoncall.membership.models import Membership, Standing
from tests.call.conftest import Adopt
from tests.cast import Cast


def answers(cast: Cast, version: Version, who: str = "leila") -> dict[str, str]:
    told = reaffirming.follow_up(cast.actor(getattr(cast, who)), version)
    return {row.organisation.name: row.answer.value for row in told.rows} if told else {}


def enter(cast: Cast, version: Version, *organisations: object) -> None:
    for one in organisations:
        endorsing.enter(version, one, Signature("Rana"), Endorsement.Came.PHONE, "A call", version.adopted_on, by=cast.actor(cast.leila))  # type: ignore[arg-type]


def test_each_answer_is_told_apart_and_nobody_is_missing(cast: Cast, first: Version, adopt: Adopt) -> None:
    amina, eva = cast.actor(cast.amina), cast.actor(cast.eva)
    enter(cast, first, cast.sahel, cast.lawyers, cast.amal, cast.campos)
    second = adopt("Join the treaty now.")
    endorsing.endorse(second, cast.sahel, Signature(), by=amina)
    endorsing.withdraw(Endorsement.objects.get(organisation=cast.lawyers), by=eva)
    Membership.objects.filter(pk=cast.campos.pk).update(standing=Standing.LEFT)
    expected = {
        "Al-Amal Survivors’ Network": "waiting",
        "Campos Livres": "left",
        "Forum Humanité Sahel": "reaffirmed",
        "Northern Lawyers": "withdrew",
    }
    assert answers(cast, second) == expected
    with time_machine.travel(time.now() + timedelta(days=40)):
        assert answers(cast, second) == expected | {"Al-Amal Survivors’ Network": "late"}
    told = reaffirming.follow_up(cast.actor(cast.leila), second)
    assert told is not None
    assert [row.organisation for row in told.having("waiting")] == [cast.amal]
    assert (told.count(Answer.REAFFIRMED), len(told.having("")), told.rows[0].before) == (1, 4, 1)


def test_after_an_editorial_version_the_same_list_goes_on(cast: Cast, first: Version, adopt: Adopt) -> None:
    enter(cast, first, cast.sahel, cast.amal)
    second = adopt("Join the treaty now.")
    third = adopt("Join the Treaty now.", is_material=False)
    endorsing.endorse(third, cast.sahel, Signature(), by=cast.actor(cast.amina))
    told = reaffirming.follow_up(cast.actor(cast.leila), third)
    assert told is not None
    assert told.since == second
    assert answers(cast, third) == {"Al-Amal Survivors’ Network": "waiting", "Forum Humanité Sahel": "reaffirmed"}


def test_the_first_version_has_nothing_to_follow_up(cast: Cast, first: Version) -> None:
    assert reaffirming.follow_up(cast.actor(cast.leila), first) is None


def test_an_organisation_that_one_may_not_know_is_not_in_the_list(cast: Cast, first: Version, adopt: Adopt) -> None:
    enter(cast, first, cast.sahel, cast.lantern, cast.campos)
    second = adopt("Join the treaty now.")
    assert set(answers(cast, second, "amina")) == {"Forum Humanité Sahel", "Campos Livres"}
    assert "Hidden Lantern Circle" in answers(cast, second)


def test_whoever_took_a_re_affirmation_back_stands_in_the_list_once(cast: Cast, first: Version, adopt: Adopt) -> None:
    enter(cast, first, cast.sahel)
    second = adopt("Join the treaty now.")
    amina = cast.actor(cast.amina)
    given = endorsing.endorse(second, cast.sahel, Signature(), by=amina)
    assert answers(cast, second) == {"Forum Humanité Sahel": "reaffirmed"}
    endorsing.withdraw(given, by=amina)
    assert answers(cast, second) == {"Forum Humanité Sahel": "withdrew"}
    assert not reaffirming.to_be_asked(texts.begin(cast.quiet_fields, "call", by=cast.actor(cast.leila))).exists()


def test_the_list_takes_as_many_queries_for_many_as_for_few(cast: Cast, first: Version, adopt: Adopt) -> None:
    enter(cast, first, cast.sahel)
    second, leila = adopt("Join the treaty now."), cast.actor(cast.leila)
    with CaptureQueriesContext(
        connection,
    ) as few:
        reaffirming.follow_up(leila, second)
    enter(cast, first, cast.amal, cast.campos, cast.lawyers, cast.lantern)
    with CaptureQueriesContext(connection) as many:
        told = reaffirming.follow_up(leila, second)
    assert told is not None
    assert len(told.rows) == 5
    assert len(many) == len(few)
