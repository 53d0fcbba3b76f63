"""The data folder is private, holds nothing of others, and says in words what is in the way."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from commoncall.installation import folder as folders
from commoncall.installation import trouble
from commoncall.installation.folder import Folder
from commoncall.installation.processes.sole import only_one
from commoncall.installation.trouble import Trouble
from tests.installation.conftest import Other


def test_a_new_folder_is_closed_to_others_and_its_parents_are_left_alone(place: Path) -> None:
    before = stat.S_IMODE(place.stat().st_mode)
    made = folders.prepare(place / "some where" / "däta")
    assert [stat.S_IMODE(path.stat().st_mode) for path in (made.path, *made.parts)] == [0o700] * 6
    assert stat.S_IMODE(place.stat().st_mode) == before


def test_a_folder_that_was_open_is_closed(place: Path) -> None:
    (place / "data").mkdir(mode=0o755)
    assert stat.S_IMODE(folders.prepare(place / "data").path.stat().st_mode) == 0o700


def test_a_folder_of_other_things_is_not_taken(place: Path) -> None:
    (place / "thesis.odt").touch()
    with pytest.raises(Trouble, match=r"thesis\.odt"):
        folders.prepare(place)
    assert sorted(entry.name for entry in place.iterdir()) == ["thesis.odt"]
    assert stat.S_IMODE(place.stat().st_mode) == 0o755


def test_settings_may_lie_there_before_the_first_start_and_backups_after_it(place: Path) -> None:
    (place / "commoncall.toml").touch()
    folders.prepare(place)
    (place / "backup.tar").touch()
    folders.prepare(place)


def test_a_file_in_its_place_is_told(place: Path) -> None:
    (place / "data").touch()
    with pytest.raises(Trouble, match="not a folder"):
        folders.prepare(place / "data")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(place: Path) -> None:
    place.chmod(0o500)
    with pytest.raises(Trouble, match="Not allowed"):
        folders.prepare(place / "data")
    place.chmod(0o755)


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EDQUOT, "disk is full"), (errno.EROFS, "read-only"), (errno.ENOLCK, "cannot be locked")],
)
def test_what_the_file_system_refuses_is_told_with_its_remedy(number: int, words: str) -> None:
    told = str(trouble.with_file(OSError(number, os.strerror(number)), "/somewhere"))
    assert words in told
    assert "What to do" in told


def test_where_the_data_is(place: Path) -> None:
    assert folders.chosen("/a", {"COMMONCALL_DATA": "/b"}) == Path("/a")
    assert folders.chosen(None, {"COMMONCALL_DATA": "/b"}) == Path("/b")
    assert folders.chosen(None, {}) == folders.of_clone() / "data"


def test_the_second_who_serves_is_told_where_the_first_is(data: Folder, another: Callable[..., Other]) -> None:
    first = another(
        "import sys; from pathlib import Path; from commoncall.installation.folder import Folder\n"
        "from commoncall.installation.processes.sole import only_one\n"
        "with only_one(Folder(Path(sys.argv[1])), 'http://localhost:8000'): print('serving'); input()",
        data.path,
    )
    first.until("serving")
    with pytest.raises(Trouble, match=rf"process {first.process.pid}, at http://localhost:8000"), only_one(data, "http://localhost:9"):
        pass
    first.process.kill()
    first.process.wait()
    with only_one(data, "http://localhost:9"):
        assert "localhost:9" in data.lock("serving").read_text()
