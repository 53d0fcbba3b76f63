"""The demo's status of a treaty is the real one: as many as the depositary's own page counts, with its source and day."""

from __future__ import annotations

from datetime import date

import pytest

from commoncall.diplomacy.models import DepositaryAct, Instrument
from commoncall.diplomacy.queries import status
from commoncall.procedures.demo import treaties
from commoncall.procedures.demo.telling import Telling
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_the_status_is_the_depositarys(cast: Cast) -> None:
    story = Telling(cast.quiet_fields, cast.operator.within(cast.quiet_fields.pk, cast.quiet_fields.chain_id))
    treaties.bring_status(story)
    treaty = Instrument.objects.get(code="ccm", coalition=None)
    found = status.status(treaty)
    counts = found.timeline.counts()
    assert (counts.parties, counts.signatories, counts.signatures, counts.withdrawn) == (112, 107, 108, 1)
    assert (found.computed_on, found.timeline.courses["LT"].left_on) == (date(2010, 8, 1), date(2025, 3, 6))
    assert (treaty.source, treaty.as_of) == (treaties.SOURCE, treaties.AS_OF)
    number = DepositaryAct.objects.count()
    treaties.bring_status(story)
    assert DepositaryAct.objects.count() == number
