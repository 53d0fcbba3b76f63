"""Installations for the tests of the command line: empty ones, one with the demo, of root's and of an ordinary user's."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.console.clone import NOBODY, Clone, Home, within_reach

USERS = ["root", "ordinary"] if os.geteuid() == 0 else ["ordinary"]


@pytest.fixture(scope="session")
def clone() -> Iterator[Clone]:
    with within_reach() as found:
        yield found


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder into which everybody can go and in which everybody can make something; pytest's own are closed to others."""
    made = _open_folder()
    yield made
    shutil.rmtree(made, ignore_errors=True)


def _open_folder() -> Path:
    made = Path(tempfile.mkdtemp(prefix="cc-"))
    made.chmod(0o777)
    return made


@pytest.fixture
def home(clone: Clone, place: Path) -> Home:
    """An installation that was never started, of whoever runs the tests."""
    return Home(clone, place / "data")


@pytest.fixture(params=USERS)
def anyones(request: pytest.FixtureRequest, clone: Clone, place: Path) -> Home:
    """An installation that was never started: once of root's, once of an ordinary user's."""
    ordinary = NOBODY if request.param == "ordinary" and os.geteuid() == 0 else None
    return Home(clone, place / "data", ordinary)


@pytest.fixture(scope="session")
def demo(clone: Clone) -> Iterator[Home]:
    """An installation with the demo, made once; what a test does to it must harm no other."""
    made = _open_folder()
    home = Home(clone, made / "data")
    told = home.do("demo", "--json")
    assert told.code == 0, told.err
    yield home
    shutil.rmtree(made, ignore_errors=True)
