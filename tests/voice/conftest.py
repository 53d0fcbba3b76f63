"""Those who speak, for the tests of what goes out in their name."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.decisions.deciding import Stage, staged


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """Four voting members with their people, and the coordinator."""
    return staged(cast)
