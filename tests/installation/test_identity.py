"""Started as root, everything that serves runs as `commoncall`, who owns the data folder and nothing else."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest

from commoncall.installation import folder as folders
from commoncall.installation import identity, reach
from tests.installation.conftest import SOURCES, needs_root

pytestmark = needs_root
PACKAGES = Path(psycopg.__file__).parents[1]

SETTLE = """
import os, sys
from pathlib import Path
from commoncall.installation import identity
from commoncall.installation.trouble import Trouble
try:
    data = identity.settle(Path(sys.argv[1]), for_good=sys.argv[2] == 'good')
except Trouble as trouble:
    sys.exit(str(trouble))
"""


@pytest.fixture(scope="module")
def python() -> Path:
    """A Python that every user may run; without one, what is told here cannot come about on this machine."""
    account = identity.servant()
    for candidate in (Path(sys.executable), Path("/usr/bin/python3"), Path("/usr/local/bin/python3")):
        if candidate.exists() and not reach.obstacle(account.uid, account.gid, [candidate.resolve(), candidate, PACKAGES, SOURCES]):
            return candidate
    pytest.skip("no Python on this machine, or not this clone, can be read by other users: handing over was NOT tested")


def run(python: Path, lines: str, *arguments: object, sources: Path = SOURCES, **more: Any) -> subprocess.CompletedProcess[str]:
    packages = os.pathsep.join(map(str, (sources, PACKAGES)))
    command = [str(python), "-c", SETTLE + lines, *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": packages}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, **more)


def owners(path: Path) -> set[str]:
    return {each.owner() for each in (path, *path.rglob("*"))}


def test_what_serves_is_no_longer_root_and_cannot_become_it_again(place: Path, python: Path) -> None:
    before = stat.S_IMODE(place.stat().st_mode)
    lines = """
print(os.getresuid(), os.getresgid(), os.getgroups())
try: os.setuid(0)
except PermissionError: print('no way back')
"""
    told = run(python, lines, place / "data", "good", extra_groups=[4, 27])
    account = identity.servant()
    assert told.stdout.splitlines() == [f"{(account.uid,) * 3} {(account.gid,) * 3} []", "no way back"], told.stderr
    assert owners(place / "data") == {"commoncall"}
    assert (place.owner(), stat.S_IMODE(place.stat().st_mode)) == ("root", before)


def test_data_that_root_left_in_the_folder_is_given_over_and_links_are_not_followed(place: Path, python: Path) -> None:
    data = folders.prepare(place / "data")
    (data.files / "upload").write_bytes(b"x")
    (place / "elsewhere").touch()
    (data.files / "link").symlink_to(place / "elsewhere")
    assert run(python, "", data.path, "good").returncode == 0
    assert (data.files / "upload").owner() == "commoncall"
    assert (place / "elsewhere").owner() == "root"


def test_a_command_acts_as_that_user_and_still_opens_what_root_named(place: Path, python: Path) -> None:
    named = place / "members.csv"
    named.write_text("name")
    named.chmod(0o600)
    lines = f"""
try: open({str(named)!r})
except PermissionError: print('closed')
with identity.as_starter(): print(open({str(named)!r}).read())
print(os.geteuid() == os.stat(data.path).st_uid)
import psycopg
from commoncall.installation.postgres.server import Server
from commoncall.installation.postgres.sharing import joined_or_started
with joined_or_started(Server(data, lasting=False)) as server, psycopg.connect(server.url) as connection:
    print(connection.execute("SELECT 'answers'").fetchone()[0])
"""
    told = run(python, lines, place / "data", "back")
    assert told.stdout.splitlines() == ["closed", "name", "True", "answers"], told.stderr
    assert owners(place / "data") == {"commoncall"}


def test_a_clone_that_the_user_cannot_read_is_told_before_anything_changes(place: Path, python: Path) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    shutil.copytree(SOURCES / "commoncall" / "installation", closed / "clone" / "src" / "commoncall" / "installation")
    (closed / "clone" / "src" / "commoncall" / "__init__.py").touch()
    told = run(python, "", place / "data", "good", sources=closed / "clone" / "src")
    assert told.returncode == 1
    assert f"{closed} is closed to others" in told.stderr
    assert f"mv {closed / 'clone'} /srv/commoncall" in told.stderr
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert not (place / "data").exists()


def test_a_single_file_that_the_user_cannot_read_is_told_with_how_to_open_it(place: Path, python: Path) -> None:
    """As after an update that root made with a strict umask."""
    shutil.copytree(SOURCES / "commoncall" / "installation", place / "src" / "commoncall" / "installation")
    (place / "src" / "commoncall" / "__init__.py").touch()
    (place / "src" / "commoncall" / "new.py").touch(mode=0o600)
    told = run(python, "", place / "data", "good", sources=place / "src")
    assert "new.py is closed to others" in told.stderr
    assert f"chmod -R o+rX {place}/src" in told.stderr


def test_data_in_a_closed_folder_is_told_and_the_folder_stays_closed(place: Path, python: Path) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    told = run(python, "", closed / "data", "good")
    assert f"{closed} is closed to others" in told.stderr
    assert "--data /srv/commoncall-data" in told.stderr
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_a_link_in_place_of_the_folder_is_not_followed(place: Path, python: Path) -> None:
    (place / "target").mkdir()
    (place / "data").symlink_to(place / "target")
    told = run(python, "", place / "data", "good")
    assert "is a link" in told.stderr
    assert (place / "target").owner() == "root"


def test_an_ordinary_user_stays_who_they_are(place: Path, python: Path) -> None:
    ordinary = identity.servant()
    home = place / "home"
    home.mkdir()
    identity.give(home, ordinary)
    lines = """
from commoncall.installation.postgres.server import Server
from commoncall.installation.postgres.sharing import joined_or_started
with joined_or_started(Server(data, lasting=False)) as server: print(os.getuid(), server.is_running())
"""
    told = run(python, lines, home / "data", "good", cwd=home, **identity.for_child(ordinary))
    assert told.stdout.splitlines() == [f"{ordinary.uid} True"], told.stderr


def test_a_user_number_without_a_name_is_told(place: Path, python: Path) -> None:
    told = run(python, "", place / "data", "good", cwd="/", user=54321, group=54321, extra_groups=[])
    assert "54321" in told.stderr
    assert "What to do" in told.stderr
