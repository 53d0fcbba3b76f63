"""What every test can ask for: the cast, the real data, a browser; and what only runs with --all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings

from commoncall.diplomacy.actions import ready_made
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.countries import actions as countries
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.models import Chain
from tests.cast import Cast, gather

pytest_plugins = ["tests.browser", "tests.scene"]

_missing: set[str] = set()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="also what is slow: axe on every page, fuzzing, kills, real servers")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--all"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if not item.get_closest_marker("slow")]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not sample_data_folder():
        terminalreporter.section("NOT TESTED: REAL DATA", red=True, bold=True)
        terminalreporter.line("COMMONCALL_SAMPLE_DATA names no folder, so nothing was run against real data.")


def sample_data_folder() -> Path | None:
    named = os.environ.get("COMMONCALL_SAMPLE_DATA", "")
    return Path(named) if named and Path(named).is_dir() else None


@pytest.fixture(scope="session")
def sample_data() -> Path:
    folder = sample_data_folder()
    if folder is None:
        pytest.skip("COMMONCALL_SAMPLE_DATA names no folder: this was NOT tested against real data")
    return folder


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    """Bring what an installation brings: the countries, and its own chain where a database is kept from an earlier run."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        Chain.objects.get_or_create(id=book.INSTALLATION, defaults={"title": "installation"})
        countries.load()
        ready_made.load()


@pytest.fixture(autouse=True)
def _installed(request: pytest.FixtureRequest) -> None:
    """A test with real transactions finds its tables emptied; give it what an installation always has."""
    marker = request.node.get_closest_marker("django_db")
    transactional = (marker and marker.kwargs.get("transaction")) or {"transactional_db", "live_server"} & set(request.fixturenames)
    if transactional:
        request.getfixturevalue("transactional_db")
        Chain.objects.get_or_create(id=book.INSTALLATION, defaults={"title": "installation"})
        countries.load()
        ready_made.load()


@pytest.fixture(scope="session", autouse=True)
def _vote_keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the keys of secret votes where these tests alone look."""
    with override_settings(VOTE_KEYS=str(tmp_path_factory.mktemp("votes"))):
        yield


@pytest.fixture
def cast(db: None, _installed: None) -> Cast:
    """The standing cast: two coalitions, their organisations and people, and one who belongs elsewhere."""
    return gather()


@pytest.fixture
def as_account() -> object:
    """Return a function that gives a client signed in with an account."""

    def sign_in(account: Account) -> Client:
        client = Client()
        client.force_login(account)
        return client

    return sign_in
