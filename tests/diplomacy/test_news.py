"""What states did of late is news; what happened years ago is not, though a table tells of it only now."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commoncall.diplomacy.actions import pursuits
from commoncall.diplomacy.models import DepositaryAct, Instrument
from commoncall.diplomacy.queries import news
from commoncall.kernel import time
from commoncall.kernel.authority import VISITOR
from tests.cast import Cast
from tests.treaties import act

pytestmark = pytest.mark.django_db


@pytest.fixture
def ccm(cast: Cast) -> Instrument:
    treaty = Instrument.objects.get(code="ccm", coalition=None)
    pursuits.pursue(cast.quiet_fields, treaty, by=cast.actor(cast.leila))
    return treaty


def ago(days: int) -> str:
    return (time.now().date() - timedelta(days=days)).isoformat()


def told(cast: Cast) -> list[tuple[str, str]]:
    return [(one.country, one.kind.value) for one in news.news(cast.actor(cast.eva), time.now())]


def test_a_ratification_is_news_for_thirty_days(cast: Cast, ccm: Instrument) -> None:
    long_known = {"accepted_at": time.now() - timedelta(days=200)}
    act(ccm, "ML", "ratification", ago(29), **long_known)
    act(ccm, "NE", "ratification", ago(31), **long_known)
    assert told(cast) == [("ML", "ratification")]
    [one] = news.news(cast.actor(cast.eva), time.now())
    assert (one.name, one.treaty) == ("Mali", "Convention on Cluster Munitions")


def test_what_a_table_brings_late_is_news_and_what_lies_years_back_is_not(cast: Cast, ccm: Instrument) -> None:
    act(ccm, "ML", "accession", ago(90), accepted_at=time.now())
    act(ccm, "NE", "ratification", "2009-06-02", accepted_at=time.now())
    assert told(cast) == [("ML", "accession")]


def test_what_was_taken_back_is_no_news(cast: Cast, ccm: Instrument) -> None:
    act(ccm, "ML", "ratification", ago(2), retracted_at=time.now())
    assert told(cast) == []


def test_only_treaties_that_are_pursued_make_news_and_only_inside(cast: Cast, ccm: Instrument) -> None:
    act(ccm, "ML", "ratification", ago(2))
    act(Instrument.objects.get(code="att", coalition=None), "NE", "ratification", ago(2))
    assert told(cast) == [("ML", "ratification")]
    assert news.news(cast.actor(cast.viktor, cast.open_water), time.now()) == []
    assert news.news(VISITOR, time.now()) == []


def test_a_flood_is_told_in_a_few_lines_the_latest_first(cast: Cast, ccm: Instrument) -> None:
    for place, country in enumerate(("ML", "NE", "KE", "PE", "JP", "FR", "NP", "EG", "SE", "LB")):
        act(ccm, country, "signature", ago(place + 1))
    assert [country for country, _kind in told(cast)] == ["ML", "NE", "KE", "PE", "JP", "FR", "NP", "EG"]
    assert DepositaryAct.objects.count() == 10
