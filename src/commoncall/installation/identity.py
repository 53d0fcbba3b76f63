"""Who runs what: started as root, everything that serves runs as the user `commoncall`, to whom only the data belongs."""

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from commoncall.installation import folder, reach
from commoncall.installation.trouble import Trouble, with_file

NAME = "commoncall"


@dataclass(frozen=True)
class Account:
    """A user of the operating system."""

    name: str
    uid: int
    gid: int


def is_root() -> bool:
    """Whether this process may become anybody."""
    return os.geteuid() == 0


def current() -> Account:
    """The user as whom this process acts; a number without a name is refused, because PostgreSQL refuses it."""
    uid = os.geteuid()
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise Trouble(
            f"The user number {uid}, as which this runs, has no name on this system.",
            "start it as a user that exists (in a container: name the user in the image, or use --user with one that has a name).",
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def servant() -> Account:
    """The user for all that serves: oneself, or for root the user `commoncall`, who is made where there is none."""
    if not is_root():
        return current()
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        _make_user()
        entry = pwd.getpwnam(NAME)
    return Account(NAME, entry.pw_uid, entry.pw_gid)


def _make_user() -> None:
    program = shutil.which("useradd") or shutil.which("useradd", path="/usr/sbin:/sbin")
    by_hand = Trouble(
        f"The user {NAME} could not be made, and the database refuses to run as root.",
        f"make a system user named {NAME}, or start this as an ordinary user.",
    )
    if program is None:
        raise by_hand
    command = [program, "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    made = subprocess.run([*command, "--shell", "/usr/sbin/nologin", NAME], capture_output=True, text=True, check=False)
    # 9: somebody else made the user a moment ago.
    if made.returncode not in {0, 9}:
        raise by_hand from subprocess.SubprocessError(made.stderr.strip())


def give(path: Path, account: Account) -> None:
    """Make the account the owner of a folder and of all that is in it; links are not followed."""
    if not is_root():
        return
    try:
        os.chown(path, account.uid, account.gid, follow_symlinks=False)
        for _, folders, files, handle in os.fwalk(path, follow_symlinks=False):
            for name in (*folders, *files):
                _give_one(name, handle, account)
    except OSError as error:
        raise with_file(error, error.filename or path) from error


def _give_one(name: str, handle: int, account: Account) -> None:
    try:
        found = os.stat(name, dir_fd=handle, follow_symlinks=False)
        if found.st_uid != account.uid or found.st_gid != account.gid:
            os.chown(name, account.uid, account.gid, dir_fd=handle, follow_symlinks=False)
    except FileNotFoundError:
        # A server that runs on the folder makes and removes files all the time.
        pass


def for_child(account: Account) -> dict[str, Any]:
    """The arguments with which a child process runs wholly as this account, with no way back."""
    if os.getuid() != 0 or account.uid == 0:
        return {}
    # Where this process has already put root aside, it has put aside root's groups too and may no longer set them.
    groups: dict[str, Any] = {"extra_groups": []} if is_root() else {}
    return {"user": account.uid, "group": account.gid, **groups}


def settle(data: Path, *, for_good: bool) -> folder.Folder:
    """Prepare the data folder and become the user for whom it is.

    An ordinary user stays who they are. Root gives the folder to the user `commoncall` and goes on as that user:
    for good where something is served; else with a way back for `as_starter`, to read and write the files that
    root names on the command line.
    """
    if not is_root():
        current()
        return folder.prepare(data)
    account = servant()
    refuse_unreachable_code(account)
    if data.is_symlink():
        raise Trouble(f"“{data}” is a link to another folder.", f"name that folder itself: --data {data.resolve()}")
    prepared = folder.prepare(data)
    give(data, account)
    _refuse_unreachable(account, [data], lambda _: "keep the data where that user can reach it, such as --data /srv/commoncall-data")
    _become(account, for_good=for_good)
    return prepared


def _become(account: Account, *, for_good: bool) -> None:
    os.setgroups([])
    if for_good:
        os.setgid(account.gid)
        os.setuid(account.uid)
        os.chdir("/")
    else:
        os.setegid(account.gid)
        os.seteuid(account.uid)
    # What a library would read from root's home is neither reachable nor meant any longer.
    for variable in [name for name in os.environ if name.startswith("XDG_")]:
        del os.environ[variable]
    os.environ.update(HOME="/nonexistent", USER=account.name, LOGNAME=account.name)


@contextlib.contextmanager
def as_starter() -> Iterator[None]:
    """Act for a moment as the user who started the command, to open a file that they named."""
    before = (os.geteuid(), os.getegid())
    if os.getuid() != 0 or before[0] == 0:
        yield
        return
    os.seteuid(0)
    os.setegid(0)
    try:
        yield
    finally:
        os.setegid(before[1])
        os.seteuid(before[0])


def refuse_unreachable_code(account: Account) -> None:
    """Say beforehand, and with its remedy, what of the program the user could not read; nothing is changed."""
    clone, program = folder.of_clone(), Path(__file__).parents[1]
    python = f"install a Python for all users (on Debian and Ubuntu: apt-get install python3 python3-venv), remove {sys.prefix}, and start again"
    _refuse_unreachable(account, [program, *program.rglob("*"), Path(sys.prefix)], partial(_open_clone, clone))
    _refuse_unreachable(account, [Path(sys.executable).resolve(), Path(os.__file__)], lambda _: python)


def _open_clone(clone: Path, blocker: Path) -> str:
    if blocker == clone or clone in blocker.parents:
        return f"let every user read the program (chmod o+rx {clone}; chmod -R o+rX {clone}/src {clone}/.venv)"
    return f"move the clone where every user can read it (mv {clone} /srv/commoncall), and start it there"


def _refuse_unreachable(account: Account, paths: list[Path], remedy: Callable[[Path], str]) -> None:
    found = reach.obstacle(account.uid, account.gid, paths)
    if found:
        path, blocker = found
        raise Trouble(
            f"Started as root, Commoncall runs as the user {account.name}, who cannot read {path}: {blocker} is closed to others.",
            f"{remedy(blocker)}; or start it as an ordinary user. No rights were changed.",
        )
