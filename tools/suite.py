"""Run the tests: on a database of their own, in a real browser where one can be had, with real data where it lies."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from commoncall.installation.postgres import temporary
from commoncall.installation.trouble import Trouble

CLONE = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main(arguments: list[str]) -> int:
    """Prepare what the tests need, run them, and repeat at the end what could not be run."""
    missing = [*browser_is_missing(), *sample_is_missing()]
    for what in missing:
        say(f"NOT RUN: {what}")
    try:
        with database() as url, tempfile.TemporaryDirectory(prefix="commoncall-") as data:
            os.environ.update(DATABASE_URL=url, TEST_DATABASE_URL=url, COMMONCALL_DATA=data)
            status = run([sys.executable, "-m", "pytest", "--durations=20", *spread(arguments), *arguments])
    except Trouble as trouble:
        say(str(trouble))
        return 1
    for what in missing:
        say(f"NOT RUN: {what}")
    return status


def say(message: str) -> None:
    """Tell what is going on, apart from what the tests print."""
    print(f"test: {message}", file=sys.stderr, flush=True)


def spread(arguments: list[str]) -> list[str]:
    """Two processes, unless the caller says how many.

    Each goes through the tests in their order: those that empty the tables come last, so no process may take over others' tests later on.
    """
    chosen = any(word.startswith(("-n", "--numprocesses", "--pdb", "--dist")) for word in arguments)
    return [] if chosen else ["-n", "2"]


@contextlib.contextmanager
def database() -> Iterator[str]:
    """The server that TEST_DATABASE_URL names, or an embedded one for as long as the tests last."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        say("on the server that TEST_DATABASE_URL names")
        yield given
        return
    with temporary.server(choice=os.environ.get("COMMONCALL_POSTGRES", "auto"), say=say) as server:
        say(f"on {server.binaries}")
        yield server.url


def browser_is_missing() -> list[str]:
    """Install Debian's browser where it is missing and that is possible; say what is left out where it is not."""
    if any(map(shutil.which, BROWSERS)):
        return []
    if shutil.which("apt-get") and os.geteuid() == 0:
        say("installing a browser (apt-get install chromium) …")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run(command, stdout=sys.stderr, env=quiet, check=False)
    if any(map(shutil.which, BROWSERS)):
        return []
    return ["everything that needs a browser. Install chromium (on Debian, as root: apt-get install chromium)."]


def sample_is_missing() -> list[str]:
    """Tests against real lists find them through COMMONCALL_SAMPLE_DATA."""
    beside = CLONE.parent / "shared" / "data"
    if beside.is_dir():
        os.environ.setdefault("COMMONCALL_SAMPLE_DATA", str(beside))
    if Path(os.environ.get("COMMONCALL_SAMPLE_DATA") or "/nonexistent").is_dir():
        return []
    return ["everything that needs real data. Set COMMONCALL_SAMPLE_DATA to a folder that holds it."]


def run(command: list[str]) -> int:
    """Run the tests to their end, whatever signal comes; the database under them is stopped only after them."""
    tests = subprocess.Popen(command, cwd=CLONE)
    signal.signal(signal.SIGTERM, lambda *_: tests.terminate())
    while True:
        try:
            return tests.wait()
        except KeyboardInterrupt:
            continue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
