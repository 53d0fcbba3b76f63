"""What a file is, told by its content."""

import contextlib
import io
import struct
import zipfile

import filetype
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commoncall.kernel.files.rules.kinds import Unfit, kind_of


def archive(*entries: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        for name, content in entries:
            opened.writestr(name, content)
    return made.getvalue()


def told(content: bytes, name: str = "file") -> str:
    return kind_of(io.BytesIO(content), name).media_type


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a.docx", "application/pdf"),
        (b"name;country\nForum;ML\n", "members.csv", "text/csv"),
        (b"name;country\nForum;ML\n", "members", "text/plain"),
        ("Réunion".encode("latin-1"), "a.txt", "text/plain"),
        ("\ufeffاجتماع".encode("utf-16"), "a.txt", "text/plain"),
        (b"{\\rtf1 hello}", "a.rtf", "application/rtf"),
        (archive(("word/document.xml", b"<x/>")), "a.zip", WORD),
        (archive(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"")), "a", "application/vnd.oasis.opendocument.text"),
        (archive(("photo.txt", b"hello")), "a.docx", "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls", "application/vnd.ms-excel"),
    ],
)
def test_content_tells_the_kind(content: bytes, name: str, media_type: str) -> None:
    assert told(content, name) == media_type


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00\x03" + bytes(80), "unknown"),
        (b"\x7fELF\x02\x01\x01" + bytes(80), "unknown"),
        (b"#!/bin/sh\nrm -rf /", "program"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "markup"),
        (b'\xef\xbb\xbf <?xml version="1.0"?><!-- x --><!DOCTYPE svg><svg/>', "markup"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "markup"),
        (b"  <HTML>", "markup"),
        (archive(("word/document.xml", b""), ("word/vbaProject.bin", b"")), "macros"),
        (b"PK\x03\x04 not really", "damaged"),
        (b"PK\x03\x04" + b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 60_000, 60_000, 0, 0, 0), "bomb"),
        (b"BM" + bytes(60), "picture"),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(60), "sound"),
        (b"ID3\x03" + bytes(60), "sound"),
        (bytes(range(256)), "unknown"),
    ],
)
def test_what_is_not_kept_is_refused_with_its_reason(content: bytes, code: str) -> None:
    with pytest.raises(Unfit) as refused:
        told(content)
    assert refused.value.code == code


HOSTILE = st.binary(max_size=3000) | st.binary(max_size=300).map(lambda tail: b"PK\x03\x04" + tail) | st.text(max_size=300).map(str.encode)


@given(HOSTILE, st.text(max_size=20))
def test_any_bytes_are_told_or_refused(content: bytes, name: str) -> None:
    with contextlib.suppress(Unfit):
        kind_of(io.BytesIO(content), name)


def test_the_library_still_tells_what_we_rely_on() -> None:
    assert filetype.guess(b"\xff\xd8\xff\xe0" + bytes(300)).mime == "image/jpeg"
