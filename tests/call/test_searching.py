"""Texts and endorsements are found by those who may read them, in each language that is ready."""

from __future__ import annotations

from dataclasses import replace

from commoncall.call.actions import endorsing, texts
from commoncall.call.actions.endorsing import Signature
from commoncall.call.models import Version
from commoncall.kernel.search.queries.finding import find
from tests.call.conftest import ARABIC, FIRST
from tests.cast import Cast
from tests.searching import catch_up


def found(cast: Cast, who: str, words: str) -> list[str]:
    return [group.kind.name for group in find(cast.actor(getattr(cast, who)), words).groups for _result in group.results]


def test_a_text_is_found_in_each_language_that_is_ready(cast: Cast, first: Version) -> None:
    leila = cast.actor(cast.leila)
    texts.word(first, "ar", ARABIC, by=leila)
    catch_up()
    assert found(cast, "eva", "survivors clear") == ["texts"]
    assert found(cast, "eva", "طهروا") == []
    texts.word(first, "ar", ARABIC, is_ready=True, by=leila)
    catch_up()
    assert found(cast, "eva", "طهروا") == ["texts"]


def test_a_draft_is_found_by_those_alone_who_may_read_it(cast: Cast) -> None:
    draft = texts.begin(cast.quiet_fields, "call", by=cast.actor(cast.leila))
    texts.word(draft, "en", replace(FIRST, title="Kittiwake clause"), by=cast.actor(cast.leila))
    catch_up()
    assert found(cast, "amina", "kittiwake") == ["texts"]
    assert found(cast, "deniz", "kittiwake") == []
    texts.discard(draft, by=cast.actor(cast.leila))
    catch_up()
    assert found(cast, "leila", "kittiwake") == []


def test_reservations_are_found_where_the_organisation_may_be_known(cast: Cast, first: Version) -> None:
    endorsing.endorse(first, cast.lantern, Signature(reservations="Not on gannets."), by=cast.actor(cast.mina))
    catch_up()
    assert found(cast, "leila", "gannets") == ["endorsements"]
    assert found(cast, "amina", "gannets") == []
