"""One command is enough on a machine with Python: the environment is made where it is missing, and only there."""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commoncall.installation import folder as folders
from tests.installation.conftest import until

CLONE = folders.of_clone()
PARTS = ("run", "commoncall", "test", "requirements.lock", "requirements-dev.lock")
ECHO = "import sys\nprint(sys.argv[1:])\n"


@pytest.fixture
def clone(place: Path) -> Path:
    """A clone without an environment, whose program only says what it was told."""
    made = place / "a clone"
    (made / "src" / "commoncall" / "console").mkdir(parents=True)
    (made / "src" / "commoncall" / "console" / "main.py").write_text(ECHO)
    shutil.copytree(CLONE / "tools", made / "tools")
    for part in PARTS:
        shutil.copy2(CLONE / part, made / part)
    return made


@pytest.fixture
def ready(clone: Path) -> Path:
    """The same, with an environment that was made before."""
    (clone / ".venv" / "bin").mkdir(parents=True)
    (clone / ".venv" / "bin" / "python").symlink_to(sys.executable)
    spec = importlib.util.spec_from_file_location("environment", clone / "tools" / "environment.py")
    assert spec
    assert spec.loader
    environment = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(environment)
    (clone / ".venv" / environment.MADE).touch()
    for kind in environment.LOCKS:
        environment.stamp(kind).write_text(environment.fingerprint(kind))
    return clone


def start(command: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a launcher with no way to an index of packages: what is ready must not need one."""
    cut_off = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull, "PYTHONPATH": str(command.parent / "src")}
    return subprocess.run([command, *words], capture_output=True, text=True, check=False, env={**os.environ, **cut_off, **environment})


def test_when_all_is_ready_the_words_are_handed_on_and_nothing_else_is_said(ready: Path) -> None:
    told = start(ready / "commoncall", "--data", "a b", "import", "members", "ünïted.csv", "--json")
    assert (told.stdout, told.stderr) == ("['--data', 'a b', 'import', 'members', 'ünïted.csv', '--json']\n", "")
    assert start(ready / "run", "--port", "1").stdout == "['run', '--port', '1']\n"


def test_it_can_be_called_from_anywhere_and_through_a_link(ready: Path, tmp_path: Path) -> None:
    (tmp_path / "commoncall").symlink_to(ready / "commoncall")
    environment = {**os.environ, "PYTHONPATH": str(ready / "src")}
    told = subprocess.run([tmp_path / "commoncall", "doctor"], cwd="/", capture_output=True, text=True, env=environment, check=True)
    assert told.stdout == "['doctor']\n"


def test_another_lock_or_an_installation_that_was_cut_off_is_installed_again(ready: Path) -> None:
    with (ready / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    told = start(ready / "run")
    assert told.returncode == 1
    assert "requirements.lock" in told.stderr
    assert "What to do" in told.stderr
    assert told.stdout == ""


@pytest.fixture
def pretended(tmp_path: Path) -> Callable[[str], str]:
    """Return a function that makes a Python which says this about itself."""

    def make(verdict: str) -> str:
        python = tmp_path / "python"
        python.write_text(f"#!/bin/sh\necho '{verdict}'\n")
        python.chmod(0o755)
        return str(python)

    return make


def test_a_python_that_is_too_old_is_refused_with_what_to_do(clone: Path, pretended: Callable[[str], str]) -> None:
    told = start(clone / "run", COMMONCALL_PYTHON=pretended("version 3.9"))
    assert told.returncode == 1
    assert "3.11" in told.stderr
    assert "Found only: 3.9" in told.stderr
    assert "apt-get install" in told.stderr


def test_a_python_that_cannot_make_environments_gets_the_one_line(clone: Path, pretended: Callable[[str], str]) -> None:
    told = start(clone / "run", COMMONCALL_PYTHON=pretended("incomplete 3.11"))
    assert told.returncode == 1
    assert "apt-get install python3-venv" in told.stderr


def test_without_any_python_it_says_so(clone: Path) -> None:
    told = start(clone / "run", COMMONCALL_PYTHON="/nowhere/python")
    assert told.returncode == 1
    assert "Commoncall needs Python 3.11" in told.stderr


@pytest.mark.slow
def test_two_first_starts_at_once_and_one_that_was_killed_end_in_one_whole_environment(clone: Path) -> None:
    command = [str(clone / "tools" / "launch"), "use", "-c", "import django, psycopg; print(django.VERSION >= (5, 2))"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    killed = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL, env=environment)
    until(lambda: any((clone / ".venv").glob("lib/python3*/site-packages/pip/*")))
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) for _ in range(2)]
    told = [each.communicate() for each in both]
    assert [each.returncode for each in both] == [0, 0], told
    assert [said for said, _ in told] == ["True\n", "True\n"]
    assert sum("waiting for it" in errors for _, errors in told) == 1
    # The clone may be moved.
    moved = clone.rename(clone.with_name("moved"))
    (moved / "src" / "commoncall" / "__init__.py").write_text("")
    again = subprocess.run([moved / "commoncall", "hello"], capture_output=True, text=True, check=False, env=environment)
    assert (again.stdout, again.stderr) == ("['hello']\n", "")
