"""Files of text are divided into paragraphs without losing a character, and what is recorded of two makes the one of the other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commoncall.drafting.rules import redline
from commoncall.drafting.rules.redline import Redline, Status, layout, recording

PARTS = [
    "word",
    "1. one",
    "- item",
    "# Heading",
    "(a) part",
    "المعاهدة",
    "条约",
    " ",
    "  ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\r\n\r\n",
    "\ufeff",
    "\x0b",
    "\u2028",
    "\x85",
]
files = st.lists(st.sampled_from(PARTS), max_size=25).map("".join) | st.text(max_size=60)


def recorded(old: str, new: str) -> tuple[Redline, dict[str, object]]:
    before, now = layout.of_text(old), layout.of_text(new)
    found = redline.compare(before.paragraphs, now.paragraphs)
    return found, json.loads(json.dumps(recording.recorded(found, before, now)))


@given(files)
def test_paragraphs_and_the_space_between_are_the_file(text: str) -> None:
    found = layout.of_text(text)
    assert found.text == text
    assert len(found.spaces) == len(found.paragraphs) + 1
    assert all(paragraph.strip() == paragraph != "" for paragraph in found.paragraphs)


@given(files, files)
def test_the_record_alone_makes_the_new_file_of_the_old_one(old: str, new: str) -> None:
    _found, record = recorded(old, new)
    assert recording.carried_out(record, layout.of_text(old)) == new


def test_a_record_of_another_file_is_refused() -> None:
    _found, record = recorded("One thing.\n\nAnother thing.\n", "One thing.\n\nNo other thing.\n")
    with pytest.raises(ValueError, match="paragraph"):
        recording.carried_out(record, layout.of_text("One thing.\n"))
    with pytest.raises(ValueError, match="Paragraph 1 "):
        recording.carried_out(record, layout.of_text("One thing.\n\nAn other thing.\n"))


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("A text\nover two lines.\n\nAnother.\n", ["A text\nover two lines.", "Another."]),
        ("1. One.\n2. Two,\n   going on.\n\n    1. Under it.\n", ["1. One.", "2. Two,\n   going on.", "1. Under it."]),
        ("# Heading\nText under it.\n\nMore.", ["# Heading", "Text under it.", "More."]),
        ("Every line\nis a paragraph\n", ["Every line", "is a paragraph"]),
        ("\ufeffFirst.\r\n\r\nSecond.\r\n", ["First.", "Second."]),
        ("(a) one;\n(b) two.\n\n- three\n- four", ["(a) one;", "(b) two.", "- three", "- four"]),
        ("", []),
        ("\n \n", []),
    ],
)
def test_a_file_is_divided_where_a_reader_would_divide_it(text: str, paragraphs: list[str]) -> None:
    assert list(layout.of_text(text).paragraphs) == paragraphs


def test_other_ends_of_lines_change_no_paragraph_and_are_exact() -> None:
    unix = "First.\n\nSecond.\n"
    found, record = recorded(unix, "\ufeff" + unix.replace("\n", "\r\n"))
    assert found.is_empty
    assert recording.carried_out(record, layout.of_text(unix)) == "\ufeffFirst.\r\n\r\nSecond.\r\n"


@pytest.mark.sample_data
class TestTwoDraftsOfTheParisAgreement:
    """Three days apart: much was struck, articles were renumbered, paragraphs moved, were divided and joined."""

    @pytest.fixture
    def drafts(self, sample_data: Path) -> tuple[str, str]:
        named = (sample_data / "texts" / f"paris-agreement-draft-2015-12-{day}.md" for day in ("09", "12"))
        first, second = (path.read_bytes().decode() for path in named)
        return first, second

    def test_it_is_exact_in_both_directions(self, drafts: tuple[str, str]) -> None:
        for old, new in (drafts, drafts[::-1]):
            _found, record = recorded(old, new)
            assert recording.carried_out(record, layout.of_text(old)).encode() == new.encode()

    def became(self, drafts: tuple[str, str], old: str, new: str) -> bool:
        """Tell whether a paragraph with certain words became the one with certain others."""
        before, now = (layout.of_text(text).paragraphs for text in drafts)
        rows = redline.compare(before, now).rows
        pairs = [(before[row.old_index], now[row.new_index]) for row in rows if row.old_index is not None and row.new_index is not None]
        return any(old in one and new in other for one, other in pairs)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("need to respond to the urgent threat of climate change", "effective and progressive response to the urgent threat"),
            ("fundamental priority of safeguarding food security", "fundamental priority of safeguarding food security"),
            ("Parties share a long-term vision on the importance of fully realizing", "Parties share a long-term vision"),
            ("Article 3 *(mitigation)*", "## Article 4"),
            ("Article 4 *(adaptation)*", "## Article 7"),
            ("Article 23 *(DEPOSITARY)*", "## Article 26"),
            ("A mechanism to support sustainable development", "A mechanism to contribute to the mitigation"),
            ("The Financial Mechanism of the Convention, and its operating entities, serving", "The institutions serving this Agreement"),
        ],
    )
    def test_paragraphs_are_known_again(self, drafts: tuple[str, str], old: str, new: str) -> None:
        assert self.became(drafts, old, new)
        assert self.became(drafts[::-1], new, old)

    def test_what_only_moved_and_what_was_only_renumbered_is_told_as_such(self, drafts: tuple[str, str]) -> None:
        before, now = (layout.of_text(text).paragraphs for text in drafts)
        rows = redline.compare(before, now).rows
        moved = [now[row.new_index or 0] for row in rows if row.status is Status.MOVED]
        assert len(moved) == 3
        assert all(text.startswith(("*Pursuant*", "*Recognizing* the fundamental", "*Taking into account* the imperatives")) for text in moved)
        renumbered = [now[row.new_index or 0] for row in rows if row.is_only_renumbered]
        assert any(
            text.startswith("8. The Financial Mechanism of the Convention, including its operating entities, shall serve") for text in renumbered
        )

    def test_what_was_divided_off_is_told_as_such(self, drafts: tuple[str, str]) -> None:
        before, now = (layout.of_text(text).paragraphs for text in drafts)
        divided = {
            now[row.new_index or 0][:50]: before[row.split_from][:20] for row in redline.compare(before, now).rows if row.split_from is not None
        }
        assert divided["*Recognizing* the importance of the engagements of"] == "*Affirming* the impo"

    def test_nothing_is_paired_that_has_nothing_in_common(self, drafts: tuple[str, str]) -> None:
        before, now = (layout.of_text(text).paragraphs for text in drafts)
        for row in redline.compare(before, now).rows:
            if row.old_index is None or row.new_index is None or now[row.new_index].startswith("#"):
                continue
            one, other = (set(text.lower().split()) for text in (before[row.old_index], now[row.new_index]))
            assert len(one & other) >= 0.2 * min(len(one), len(other)), (before[row.old_index], now[row.new_index])
