"""What lies ahead is told to those who may know of it, and to nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commoncall.call.models import Text, Version
from commoncall.kernel import time
from commoncall.kernel.authority import VISITOR
from commoncall.membership.actions import dormancy
from commoncall.membership.models import Application, Opinion, Proceeding, Window
from commoncall.procedures import agenda
from commoncall.procedures.agenda import What
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def application(cast: Cast, state: str, **fields: object) -> Application:
    now = time.now()
    return Application.objects.create(
        coalition=cast.quiet_fields, state=state, name="Tern Watch", started_at=now, saved_at=now, submitted_at=now, **fields
    )


def told(cast: Cast, account: object) -> list[tuple[What, str]]:
    return [(one.what, one.name) for one in agenda.ahead(cast.actor(account))]  # type: ignore[arg-type]


def test_everybody_inside_learns_until_when_to_reaffirm(cast: Cast) -> None:
    text = Text.objects.create(coalition=cast.quiet_fields)
    by = time.now() + timedelta(days=4)
    version = Version.objects.create(coalition=cast.quiet_fields, text=text, number=1, state="adopted", begun_at=time.now(), reaffirm_by=by)
    for account in (cast.leila, cast.amina, cast.deniz, cast.eva):
        assert [(one.what, one.about, one.at) for one in agenda.ahead(cast.actor(account))] == [(What.REAFFIRMING_ENDS, version.pk, by)]
    assert agenda.ahead(VISITOR) == []
    assert agenda.ahead(cast.actor(cast.viktor, cast.open_water)) == []


def test_what_is_over_or_far_away_is_not_told(cast: Cast) -> None:
    now = time.now()
    Window.objects.create(coalition=cast.quiet_fields, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=5))
    Window.objects.create(coalition=cast.quiet_fields, opens_at=now + timedelta(days=70), closes_at=now + timedelta(days=80))
    assert told(cast, cast.leila) == [(What.WINDOW_CLOSES, "")]
    assert told(cast, cast.amina) == []


def test_of_applications_those_learn_who_are_asked(cast: Cast) -> None:
    soon = time.now() + timedelta(days=2)
    consulting = application(cast, "consulting", consultation_ends_at=soon)
    application(cast, "deciding", decision_due_at=soon + timedelta(days=1))
    application(cast, "checking")
    Opinion.objects.create(application=consulting, stage="consultation", organisation=cast.sahel, asked_at=time.now())
    assert told(cast, cast.leila) == [(What.CONSULTATION_ENDS, "Tern Watch"), (What.DECISION_DUE, "Tern Watch")]
    assert told(cast, cast.amina) == [(What.CONSULTATION_ENDS, "Tern Watch")]
    assert told(cast, cast.deniz) == []


def test_of_a_procedure_the_coordinators_and_the_member_learn(cast: Cast) -> None:
    now = time.now()
    opened = {"coalition": cast.quiet_fields, "reason": "x", "opened_at": now}
    Proceeding.objects.create(
        membership=cast.sahel.membership, state="noticed", answer_by=now + timedelta(days=3), hearing_at=now + timedelta(days=5), **opened
    )
    Proceeding.objects.create(membership=cast.campos.membership, state="in_force", assembly_on=(now + timedelta(days=9)).date(), **opened)
    own = [(What.ANSWER_DUE, "Forum Humanité Sahel"), (What.HEARING, "Forum Humanité Sahel")]
    assert told(cast, cast.leila) == [*own, (What.ASSEMBLY, "Campos Livres")]
    assert told(cast, cast.amina) == own
    assert told(cast, cast.mina) == []
    assert agenda.ahead(cast.actor(cast.leila))[2].any_time


def test_who_would_become_dormant_learns_it_and_no_other_member(cast: Cast) -> None:
    dormancy.give_notice([cast.sahel, cast.lantern], dormancy.Caution("Silence."), by=cast.actor(cast.leila))
    assert sorted(told(cast, cast.leila)) == [(What.DORMANT, "Forum Humanité Sahel"), (What.DORMANT, "Hidden Lantern Circle")]
    assert told(cast, cast.amina) == [(What.DORMANT, "Forum Humanité Sahel")]
    assert told(cast, cast.deniz) == []
