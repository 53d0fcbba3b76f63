"""Files as they are handed out."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.test import Client
from pytest_django import Settings

from commoncall.kernel.accounts.models import Account
from commoncall.kernel.files import actions
from commoncall.kernel.files.models import File
from commoncall.kernel.labels import Label
from tests.cast import Cast

AsAccount = Callable[[Account], Client]


@pytest.fixture
def file(cast: Cast, settings: Settings, tmp_path: Path) -> File:
    settings.MEDIA_ROOT = str(tmp_path)
    return actions.keep(cast.quiet_fields, io.BytesIO(b"Friday"), name="Compte rendu d’été.txt", label=Label.AMBER, by=cast.actor(cast.amina))


def test_a_file_is_saved_with_its_label_in_its_name_and_never_run(cast: Cast, file: File, as_account: AsAccount) -> None:
    response = as_account(cast.oumar).get(f"/quiet-fields/files/{file.id}/")
    assert b"".join(response.streaming_content) == b"Friday"
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    assert "Compte rendu d’été TLP-AMBER.txt" in unquote(response.headers["Content-Disposition"])
    assert response.headers["Content-Type"] == "text/plain"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response.headers["Cache-Control"]


def test_who_may_not_read_it_is_told_nothing(cast: Cast, file: File, as_account: AsAccount) -> None:
    for account in (cast.deniz, cast.eva, cast.viktor):
        assert as_account(account).get(f"/quiet-fields/files/{file.id}/").status_code == 404
    assert as_account(cast.amina).get(f"/open-water/files/{file.id}/").status_code == 404
    assert Client().get(f"/quiet-fields/files/{file.id}/").status_code == 302


def test_a_file_whose_bytes_were_lost_is_not_there(cast: Cast, file: File, as_account: AsAccount, tmp_path: Path) -> None:
    for path in tmp_path.rglob("*"):
        if path.is_file():
            path.unlink()
    assert as_account(cast.amina).get(f"/quiet-fields/files/{file.id}/").status_code == 404
