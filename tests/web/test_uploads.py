"""What is too large is turned away before it is taken in."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from tests.cast import Cast

MEGABYTE = 1024 * 1024


@pytest.fixture
def _small_limit(settings: Settings) -> None:
    settings.FILES_LIMIT = MEGABYTE


@pytest.mark.usefixtures("_small_limit")
class TestTooLarge:
    def test_it_is_refused_with_its_reason_and_nothing_touches_the_disk(self, cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not there"))
        for client, path in ((Client(), "/sign-in/"), (Client(), "/no/such/address/"), (_signed_in(cast), "/you/")):
            response = client.post(path, {"file": SimpleUploadedFile("large.csv", b"x" * 4 * MEGABYTE)})
            assert response.status_code == 413
            assert "larger than 1 MB" in response.content.decode()

    def test_what_fits_passes(self, cast: Cast) -> None:
        response = Client().post("/sign-in/", {"file": SimpleUploadedFile("small.csv", b"x" * 1000), "address": "nobody"})
        assert response.status_code == 200

    @pytest.mark.parametrize("declared", ["", "-1", "many"])
    def test_a_strange_length_is_no_fault(self, db: None, declared: str) -> None:
        response = Client().generic("POST", "/sign-in/", b"", CONTENT_LENGTH=declared)
        assert response.status_code in {200, 400}


def _signed_in(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.leila)
    return client
