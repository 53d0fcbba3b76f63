"""See that the environment in .venv holds exactly what the lock file says, then run the given program in it.

Only the standard library is used: it runs before anything is installed.
"""

import compileall
import fcntl
import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import NoReturn

CLONE = Path(__file__).resolve().parent.parent
HOME = CLONE / ".venv"
PYTHON = HOME / "bin" / "python"
TOOLS = CLONE / ".tools"
MADE = "made"
LOCKS = {"use": CLONE / "requirements.lock", "develop": CLONE / "requirements-dev.lock"}


def main(kind: str, command: list[str]) -> None:
    """Make the environment ready for use or for development, and become the command."""
    # What is made here is to be read by whoever is to run it; what the command writes is its own affair.
    before = os.umask(0o022)
    if not is_ready(kind):
        make_alone(kind)
    if os.geteuid() == 0:
        # The user that root hands over to may not write here; without this, each start would compile everything anew.
        compileall.compile_dir(str(CLONE / "src"), quiet=2)
    os.umask(before)
    os.execv(str(PYTHON), [str(PYTHON), "-P", *command])


def say(message: str) -> None:
    """Tell what is being done, on standard error."""
    print("commoncall: " + message, file=sys.stderr, flush=True)


def fail(what: str, remedy: str) -> NoReturn:
    """Give up, and say what to do."""
    say(what)
    say("What to do: " + remedy)
    raise SystemExit(1)


def fingerprint(kind: str) -> str:
    """Tell what a finished installation is known by: the lock, and the Python it was made for."""
    version = "{}.{}".format(*sys.version_info[:2])
    return f"{version} {hashlib.sha256(LOCKS[kind].read_bytes()).hexdigest()}"


def stamp(kind: str) -> Path:
    """Where the fingerprint is kept."""
    return HOME / ("installed-" + kind)


def is_ready(kind: str) -> bool:
    """Whether nothing is left to do."""
    try:
        return stamp(kind).read_text() == fingerprint(kind) and os.access(str(PYTHON), os.X_OK)
    except OSError:
        return False


def make_alone(kind: str) -> None:
    """Let two that start at once take turns: the second finds the work done."""
    try:
        TOOLS.mkdir(exist_ok=True)
        lock = (TOOLS / "environment.lock").open("a")
    except OSError as error:
        fail(
            f"the environment is missing or out of date, and {CLONE} cannot be written ({error.strerror}).",
            "start once as the user to whom the clone belongs.",
        )
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another start is preparing the environment; waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_ready(kind):
            make(kind)


def make(kind: str) -> None:
    """Make the environment and install into it. The stamp comes last: what was cut off is repeated."""
    began = time.monotonic()
    if not is_made():
        say(f"making the environment in {HOME} (only this first time) …")
        if not (has("ensurepip") and has("venv")):
            fail("this Python cannot make environments.", "on Debian and Ubuntu:  apt-get install python3-venv")
        base = getattr(sys, "_base_executable", sys.executable)
        run([base, "-m", "venv", "--clear", str(HOME)])
        (HOME / MADE).touch()
    say(f"installing what it needs, from {LOCKS[kind].name} …")
    install(kind)
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(HOME), "platbase": str(HOME)}))
    # Relative to the folder it stands in: the clone may be moved.
    (site / "commoncall-clone.pth").write_text(os.path.relpath(str(CLONE / "src"), str(site)) + "\n")
    stamp(kind).write_text(fingerprint(kind))
    if kind == "develop":
        stamp("use").write_text(fingerprint("use"))
    say(f"the environment is ready after {time.monotonic() - began:.0f} seconds.")


def has(module: str) -> bool:
    """Whether the Python that environments are made with has this module."""
    base = getattr(sys, "_base_executable", sys.executable)
    return subprocess.run([base, "-I", "-c", "import " + module], stderr=subprocess.DEVNULL).returncode == 0


def is_made() -> bool:
    """Whether the environment was made to its end, by us or by somebody who has installed into it since."""
    if not PYTHON.exists():
        return False
    return (HOME / MADE).exists() or any(HOME.glob("lib/python*/site-packages/django"))


def run(command: list[str]) -> None:
    """Run what must succeed, with all its words on standard error: standard output belongs to the program that follows."""
    done = subprocess.run(command, stdout=sys.stderr)
    if done.returncode != 0:
        fail(
            "this did not succeed: " + " ".join(shlex.quote(str(word)) for word in command),
            "see what it says above. Behind a proxy, set HTTPS_PROXY and SSL_CERT_FILE; for an index of your own, PIP_INDEX_URL. "
            "Starting again goes on from here.",
        )


def install(kind: str) -> None:
    """Install what the lock names, and nothing whose hash is not in it."""
    uv = quick_installer()
    if uv:
        command = [uv, "pip", "install", "--python", str(PYTHON), "--require-hashes", "--requirements", str(LOCKS[kind])]
        if os.geteuid() == 0:
            command.append("--compile-bytecode")
        if subprocess.run(command, stdout=sys.stderr, env=environment_for_uv()).returncode == 0:
            return
        say("uv did not succeed; trying pip, which is slower …")
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    run([*command, "--requirement", str(LOCKS[kind])])


def quick_installer() -> str | None:
    """Fetch uv, of the version that the lock names, in a folder of its own; None where it cannot be had, which is no harm."""
    pinned = re.search(r"^uv==(\S+)(?: *\\\n +--hash=\S+)+", LOCKS["develop"].read_text(), re.MULTILINE)
    if not pinned:
        return None
    folder = TOOLS / "uv"
    program = folder / "bin" / "uv"
    if version_of(program) == pinned.group(1):
        return str(program)
    shutil.rmtree(str(folder), ignore_errors=True)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as wanted:
        wanted.write(pinned.group(0) + "\n")
        wanted.flush()
        command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes"]
        command += ["--only-binary", ":all:", "--target", str(folder), "--requirement", wanted.name]
        subprocess.run(command, stdout=sys.stderr)
    return str(program) if version_of(program) else None


def version_of(program: Path) -> str:
    """Ask a program for its version; nothing where it cannot be run."""
    try:
        said = subprocess.run([str(program), "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()
    except OSError:
        return ""
    return said.split()[1] if len(said.split()) > 1 else ""


def environment_for_uv() -> dict[str, str]:
    """Say to uv what was said to pip, in the environment or in pip's own files: both then ask the same index the same way."""
    asked = subprocess.run([str(PYTHON), "-m", "pip", "config", "list"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    said = {}
    for line in asked.stdout.decode().splitlines():
        name, _, value = line.partition("=")
        said[name.split(".")[-1].replace("_", "-")] = value.strip("'\"").replace("\\n", " ")
    meanings = {
        "index-url": "UV_DEFAULT_INDEX",
        "extra-index-url": "UV_INDEX",
        "find-links": "UV_FIND_LINKS",
        "no-index": "UV_NO_INDEX",
        "cert": "SSL_CERT_FILE",
        "trusted-host": "UV_INSECURE_HOST",
    }
    told = {variable: said[name] for name, variable in meanings.items() if said.get(name)}
    # Folders and lists of files are separated by commas for uv, by spaces for pip.
    if "UV_FIND_LINKS" in told:
        told["UV_FIND_LINKS"] = told["UV_FIND_LINKS"].replace(" ", ",")
    # Like pip, take a version from whichever index has it: every file's hash is in the lock, so that none can slip in.
    return {**told, "UV_INDEX_STRATEGY": "unsafe-best-match", "UV_HTTP_TIMEOUT": "180", "UV_NO_CONFIG": "1", **os.environ}


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
