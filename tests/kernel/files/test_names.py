"""File names that are safe to show, to save and to send."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commoncall.kernel.files.rules import names


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Amina\\charte.pdf", "charte.pdf"),
        ("..", "file"),
        ("", "file"),
        ("a\r\nContent-Type: text.html", "aContent-Type- text.html"),
        ("\u202efdp.exe", "fdp.exe"),
        ("con.txt", "file con.txt"),
        (".htaccess", "htaccess"),
        ("تقرير سنوي.pdf", "تقرير سنوي.pdf"),
        ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
        ('who? "me" <you>|*.txt', "who- -me- -you---.txt"),
    ],
)
def test_a_name_is_cleaned(given_name: str, kept: str) -> None:
    assert names.cleaned(given_name) == kept


@given(st.text(max_size=400))
def test_any_name_is_one_step_of_a_path_and_can_be_saved(name: str) -> None:
    kept = names.cleaned(name)
    assert kept
    assert not kept.startswith(".")
    assert not set(kept) & set('/\\<>:"|?*\n\r\0')
    assert not any(unicodedata.bidirectional(letter) in {"RLE", "LRE", "RLO", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI"} for letter in kept)
    assert len(names.with_extension(kept, ("docx",)).encode()) <= 180


def test_a_name_ends_as_its_content_does() -> None:
    assert names.with_extension("holiday.PNG", ("png",)) == "holiday.PNG"
    assert names.with_extension("holiday.png.exe", ("png",)) == "holiday.png.exe.png"
    assert names.with_extension("png", ("png",)) == "png.png"
