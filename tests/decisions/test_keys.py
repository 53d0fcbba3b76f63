"""The private key of a vote is kept wrapped, in a folder of its own that no backup holds, and goes for good."""

from __future__ import annotations

import stat
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings

from commoncall.decisions import keys
from commoncall.installation.folder import Folder

VOTE, OTHER = uuid4(), uuid4()


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.VOTE_KEYS = str(tmp_path / "votes")
    return tmp_path / "votes"


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_the_key_comes_back(folder: Path) -> None:
    public = keys.make(VOTE)
    assert keys.pair_of(VOTE, public).public == public
    assert keys.is_kept(VOTE, public)


def test_the_file_is_of_no_use_alone(folder: Path, settings: Settings) -> None:
    public = keys.make(VOTE)
    private = keys.pair_of(VOTE, public).private
    (file,) = files(folder)
    assert private not in file.read_bytes()
    settings.SECRET_KEY = "the key of another installation"
    with pytest.raises(keys.Gone):
        keys.pair_of(VOTE, public)


def test_the_secret_may_be_changed_while_a_vote_is_open(settings: Settings) -> None:
    public = keys.make(VOTE)
    pair, before = keys.pair_of(VOTE, public), settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another one, from now on", [before]
    assert keys.pair_of(VOTE, public) == pair


def test_nobody_else_on_the_machine_can_read_it(folder: Path) -> None:
    keys.make(VOTE)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(one.stat().st_mode) for one in files(folder)] == [0o600]


def test_another_votes_file_under_its_name_is_told_as_gone(folder: Path) -> None:
    public = keys.make(VOTE)
    (own,) = files(folder)
    keys.make(OTHER)
    (other,) = [one for one in files(folder) if one != own]
    own.write_bytes(other.read_bytes())
    with pytest.raises(keys.Gone):
        keys.pair_of(VOTE, public)


@pytest.mark.parametrize("content", [b"", b"short", bytes(60)])
def test_a_damaged_file_is_told_as_gone(folder: Path, content: bytes) -> None:
    public = keys.make(VOTE)
    files(folder)[0].write_bytes(content)
    with pytest.raises(keys.Gone):
        keys.pair_of(VOTE, public)


def test_it_is_overwritten_and_removed_and_others_stay(folder: Path) -> None:
    public = keys.make(VOTE)
    other = keys.make(OTHER)
    (own,) = [one for one in files(folder) if one.name.startswith(VOTE.hex)]
    wrapped = own.read_bytes()
    # Another name for the same bytes shows what is on the disk once the file has gone.
    (folder.parent / "same").hardlink_to(own)
    assert keys.destroy(VOTE) == 1
    assert not keys.is_kept(VOTE, public)
    assert (folder.parent / "same").read_bytes() != wrapped
    assert keys.is_kept(OTHER, other)
    assert keys.destroy(VOTE) == 0, "what has gone already is no trouble"


def test_an_opening_that_fell_through_leaves_nothing_for_the_next(folder: Path) -> None:
    first, second = keys.make(VOTE), keys.make(VOTE)
    assert keys.pair_of(VOTE, first) != keys.pair_of(VOTE, second)
    assert keys.destroy(VOTE) == 2
    assert files(folder) == []


def test_it_is_no_trouble_that_there_never_was_a_vote() -> None:
    assert list(keys.kept()) == []
    assert keys.destroy(VOTE) == 0


def test_the_folder_is_the_one_that_backups_leave_out(tmp_path: Path) -> None:
    data = Folder(tmp_path)
    assert data.votes not in (data.files, data.postgres)
    assert not data.votes.is_relative_to(data.files)
