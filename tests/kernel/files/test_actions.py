"""Keeping files once, reading them by their label, and clearing away what nobody refers to."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import transaction
from PIL import Image
from pytest_django import Settings

from commoncall.kernel.authority import VISITOR, operator
from commoncall.kernel.files import actions, queries
from commoncall.kernel.files.models import Content, File
from commoncall.kernel.history import queries as book
from commoncall.kernel.labels import Label
from commoncall.kernel.refusals import NotAllowed, NotVisible, Refusal
from commoncall.procedures import undoing
from tests.cast import Cast


@pytest.fixture(autouse=True)
def place(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def keep(cast: Cast, content: bytes = b"Minutes of Friday", name: str = "minutes.txt", **more: object) -> File:
    given = {"coalition": cast.quiet_fields, "by": cast.actor(cast.amina)} | more
    return actions.keep(given.pop("coalition"), io.BytesIO(content), name=name, **given)


def stored(place: Path) -> list[Path]:
    return [path for path in place.rglob("*") if path.is_file()]


def test_a_file_is_kept_with_name_label_and_kind(cast: Cast) -> None:
    file = keep(cast)
    with queries.opened(file) as opened:
        assert opened.read() == b"Minutes of Friday"
    assert (file.name, file.label, file.content.media_type, file.content.size) == ("minutes.txt", "amber", "text/plain", 17)
    assert file.uploaded_by == cast.person(cast.amina)
    line = book.told(book.visible_to(cast.actor(cast.leila))[:1])[0]
    assert line.sentence == "Amina Diallo added the file minutes.txt (TLP:AMBER)."


def test_the_same_content_is_stored_once_in_a_coalition_and_apart_in_another(cast: Cast, place: Path) -> None:
    first, second = keep(cast), keep(cast, name="again.txt")
    elsewhere = keep(cast, coalition=cast.open_water, by=cast.actor(cast.amina, cast.open_water))
    assert first.content == second.content != elsewhere.content
    assert len(stored(place)) == 2


def test_a_photograph_loses_where_it_was_taken(cast: Cast, place: Path) -> None:
    told = Image.Exif()
    told[0x013B] = "Amina-was-here"
    made = io.BytesIO()
    Image.new("RGB", (8, 8)).save(made, "JPEG", exif=told)
    keep(cast, made.getvalue(), "photo.jpg")
    assert b"Amina-was-here" in made.getvalue()
    assert b"Amina-was-here" not in stored(place)[0].read_bytes()


@pytest.mark.parametrize(("content", "code"), [(b"x" * 1025, "too_large"), (b"", "empty"), (b"<svg/>", "markup"), (b"#!/bin/sh", "program")])
def test_what_is_refused_leaves_nothing(cast: Cast, settings: Settings, place: Path, content: bytes, code: str) -> None:
    settings.FILES_LIMIT = 1024
    with pytest.raises(Refusal) as refused:
        keep(cast, content)
    assert (refused.value.code, refused.value.field) == (code, "file")
    assert not File.objects.exists()
    assert not stored(place)


def test_who_may_not_is_refused(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        keep(cast, by=cast.actor(cast.eva))
    with pytest.raises(NotAllowed):
        keep(cast, by=VISITOR)
    with pytest.raises(NotVisible):
        keep(cast, by=cast.actor(cast.viktor, cast.open_water))


@pytest.mark.parametrize(
    ("label", "readers"),
    [
        (Label.RED, {"amina"}),
        (Label.AMBER_STRICT, {"amina", "leila"}),
        (Label.AMBER, {"amina", "leila", "oumar", "mina"}),
        (Label.GREEN, {"amina", "leila", "oumar", "mina", "deniz", "eva"}),
        (Label.CLEAR, {"amina", "leila", "oumar", "mina", "deniz", "eva"}),
    ],
)
def test_a_file_is_read_under_its_label_and_by_whoever_added_it(cast: Cast, label: Label, readers: set[str]) -> None:
    file = keep(cast, label=label)
    accounts = {key: getattr(cast, key) for key in ("leila", "amina", "oumar", "deniz", "eva", "mina")}
    assert {key for key, account in accounts.items() if queries.one(cast.actor(account), file.id)} == readers
    assert queries.one(cast.actor(cast.viktor, cast.open_water), file.id) is None
    assert queries.one(VISITOR, file.id) is None
    assert queries.one(operator(), file.id) == file


def test_a_label_is_changed_by_who_added_it_or_a_coordinator_and_can_be_undone(cast: Cast) -> None:
    file = keep(cast)
    with pytest.raises(NotAllowed):
        actions.relabel(file, Label.CLEAR, by=cast.actor(cast.oumar))
    with pytest.raises(NotAllowed):
        actions.relabel(file, Label.CLEAR, by=replace(cast.actor(cast.leila), preview=True))
    leila = cast.actor(cast.leila)
    actions.relabel(file, Label.GREEN, by=leila)
    undoing.undo(book.visible_to(leila)[0].id, by=leila)
    file.refresh_from_db()
    assert file.label == Label.AMBER


def test_bytes_go_with_the_last_file_that_has_them(cast: Cast, place: Path) -> None:
    first, second = keep(cast), keep(cast, name="again.txt")
    actions.remove(first, by=cast.actor(cast.amina))
    assert actions.clear_away() == 0
    actions.remove(second, by=cast.actor(cast.leila))
    assert actions.clear_away() == 1
    assert not stored(place)
    assert not Content.objects.exists()


def test_what_an_undone_deed_left_behind_is_cleared_away_after_a_day(cast: Cast, place: Path) -> None:
    with transaction.atomic():
        keep(cast)
        transaction.set_rollback(True)
    [left] = stored(place)
    kept = keep(cast, b"something else")
    assert actions.clear_away() == 0
    for path in stored(place):
        os.utime(path, (0, 0))
    assert actions.clear_away() == 1
    assert not left.exists()
    assert queries.opened(kept).read() == b"something else"


def test_content_whose_bytes_were_lost_is_whole_again_when_it_is_kept_again(cast: Cast, place: Path) -> None:
    keep(cast)
    stored(place)[0].unlink()
    assert queries.opened(keep(cast)).read() == b"Minutes of Friday"
