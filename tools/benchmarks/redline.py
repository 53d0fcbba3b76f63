"""What comparing two texts costs, beside the bare word diff of the standard library, which knows no paragraphs."""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

from benchmarks.figures import Rounds, Story, rounds, times
from benchmarks.place import Sizes
from commoncall.drafting.rules import redline
from commoncall.drafting.rules.redline import layout, recording

#: Words with the space after them: with spaces as words of their own, which are everywhere, difflib takes minutes.
_WORD = re.compile(r"\w+\s*|\W")
#: A text as long as long ones are, and so many words in each paragraph.
PARAGRAPHS, WORDS = 400, 60
NOT_TRIED = "not tried"


def measure(sizes: Sizes) -> list[Story]:
    """Compare two real drafts where they are at hand, then texts that were made: one of 400 paragraphs, and one that is hostile."""
    story = Story("Redlines", ["compared", "took, ms of CPU", "difflib on the bare words, ms of CPU", "in times difflib"])
    drafts = _drafts()
    if drafts is None:
        story.words.append("Not measured: the two drafts of the Paris Agreement, since COMMONCALL_SAMPLE_DATA names no folder that holds them.")
    else:
        _tell(story, sizes, "two drafts of the Paris Agreement, 9 and 12 December 2015", *drafts)
        _tell(story, sizes, "the same, the other way round", *drafts[::-1])
    old, new = made(PARAGRAPHS)
    name = f"two made texts of {PARAGRAPHS} paragraphs: half of them changed, a tenth moved, all renumbered"
    story.add(name, _took(sizes.rounds, lambda: compared(old, new)), NOT_TRIED, "–")
    hostile = [f"paragraph {number} says this and nothing else" for number in range(50_000)]
    story.add("50,000 paragraphs, backwards", _took(1, lambda: redline.compare(hostile, hostile[::-1])), NOT_TRIED, "–")
    story.words += [
        "Each redline but the last was carried out on the first text and gave the second, character for character; this, and dividing "
        "the files into paragraphs, is part of what was measured.",
        "The floor aligns the words of both texts as one sequence each; it finds no paragraphs and says nothing of what moved. Where "
        "words recur often in long texts, as in those that were made, it takes minutes.",
    ]
    return [story]


def _tell(story: Story, sizes: Sizes, name: str, old: str, new: str) -> None:
    took = _took(sizes.rounds, lambda: compared(old, new))
    floor = _took(min(sizes.rounds, 3), lambda: _floor(old, new))
    story.add(name, took, floor, times(took, floor))


def compared(old: str, new: str) -> None:
    """Compare two texts as the command line does, and see that it is exact."""
    before, now = layout.of_text(old), layout.of_text(new)
    record = recording.recorded(redline.compare(before.paragraphs, now.paragraphs), before, now)
    if recording.carried_out(record, before) != new:
        raise AssertionError("the redline is not exact")


def _floor(old: str, new: str) -> None:
    SequenceMatcher(None, _WORD.findall(old), _WORD.findall(new), autojunk=False).get_opcodes()


def _took(often: int, do: Callable[[], object]) -> Rounds:
    found = []
    for _round in range(often):
        began = time.process_time()
        do()
        found.append((time.process_time() - began) * 1000)
    return rounds(found)


def _drafts() -> tuple[str, str] | None:
    folder = Path(os.environ.get("COMMONCALL_SAMPLE_DATA", "/nowhere")) / "texts"
    found = [path.read_bytes().decode() for path in sorted(folder.glob("paris-agreement-draft-*.md"))]
    return (found[0], found[1]) if len(found) == 2 else None


def made(paragraphs: int) -> tuple[str, str]:
    """Make a text of so many paragraphs, and what might have become of it; the same whenever it is made."""
    drawn = random.Random(1948)
    words = [
        f"{first}{second}" for first in ("ba", "ke", "lo", "mi", "nu", "pra", "sta", "ti") for second in ("ban", "call", "field", "treaty", "water")
    ]
    common = [*words, *(f"{one}{number}" for one in words for number in range(50))]
    chances = [1 / (place + 1) for place in range(len(common))]
    old = [drawn.choices(common, chances, k=WORDS) for _place in range(paragraphs)]
    new = [list(one) for one in old]
    for one in new[::2]:
        for place in drawn.sample(range(WORDS), 6):
            one[place] = drawn.choice(common)
    for _move in range(paragraphs // 10):
        new.insert(drawn.randrange(paragraphs), new.pop(drawn.randrange(paragraphs)))
    return _written(old, 1), _written(new, 2)


def _written(texts: list[list[str]], first: int) -> str:
    return "\n\n".join(f"{number}. {' '.join(words)}." for number, words in enumerate(texts, first)) + "\n"
