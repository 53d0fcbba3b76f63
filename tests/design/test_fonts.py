"""The serif: ours by name, small, licensed, and fetched only for the letters it has."""

import re
from pathlib import Path

import pytest
from fontTools.subset import parse_unicodes
from fontTools.ttLib import TTFont

from tests.design.conftest import STATIC

FILES = sorted((STATIC / "fonts").glob("*.woff2"))
RULES = dict(re.findall(r'url\("fonts/([\w.-]+)"\).*?unicode-range: ([^;]+);', (STATIC / "fonts.css").read_text(encoding="utf-8"), flags=re.DOTALL))


def name_of(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_bears_our_own_name_alone(path: Path) -> None:
    """The licence reserves two words; a changed version may carry neither as a name."""
    records = {record.nameID: record.toUnicode() for record in TTFont(path)["name"].names}
    copyright_notice = records.pop(0)
    assert "SIL" in copyright_notice
    assert records[1] == "Commoncall Serif"
    licence = {13, 14}
    assert not [words for number, words in records.items() if number not in licence and re.search(r"gentium|\bsil\b", words, re.IGNORECASE)]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_page_fetches_a_file_for_just_the_letters_it_holds(path: Path) -> None:
    wanted = set(parse_unicodes(RULES[path.name].replace("U+", "").replace(" ", "")))
    assert wanted == set(TTFont(path).getBestCmap())


def test_the_files_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in FILES}
    assert sizes["serif-latin.woff2"] < 15_000
    assert max(sizes.values()) < 15_000


def test_the_licence_lies_beside_the_files() -> None:
    licence = (STATIC / "fonts/OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Reserved Font Names" in licence
