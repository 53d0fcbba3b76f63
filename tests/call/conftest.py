"""A call in force, for the tests of what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from commoncall.call.actions import texts
from commoncall.call.actions.texts import Adoption, Words
from commoncall.call.models import Version
from commoncall.kernel import time
from tests.cast import Cast

FIRST = Words("Keep the fields quiet", "To every state, we say:", ("Join the treaty.", "Clear the land.", "Care for survivors."))
ARABIC = Words("أبقوا الحقول هادئة", "", ("انضموا إلى المعاهدة.", "طهّروا الأرض.", "اعتنوا بالناجين."))

Adopt = Callable[..., Version]


@pytest.fixture
def adopt(cast: Cast) -> Adopt:
    """Adopt the next version of the call, which asks for the given demands; material unless told otherwise."""

    def adopted(*demands: str, is_material: bool = True, kind: str = "call", days: int = 30) -> Version:
        leila = cast.actor(cast.leila)
        draft = texts.begin(cast.quiet_fields, kind, by=leila)
        texts.word(draft, "en", Words(FIRST.title, FIRST.preamble, demands or FIRST.demands), by=leila)
        until = time.now() + timedelta(days=days)
        adoption = Adoption(time.now().date(), "the assembly in Beirut", is_material, {}, until if is_material else None)
        return texts.adopt(draft, adoption, by=leila)

    return adopted


@pytest.fixture
def first(adopt: Adopt) -> Version:
    """The first version of the call, in force."""
    return adopt()
