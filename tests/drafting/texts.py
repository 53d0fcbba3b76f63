"""Texts to be amended, and amendments to them, as tests draw them."""

from __future__ import annotations

from hypothesis import strategies as st

from commoncall.drafting.rules.amending import Change, Do
from commoncall.drafting.rules.applying import changing, deleting
from commoncall.drafting.rules.collisions import Proposed
from commoncall.drafting.rules.paragraphs import Paragraph

WORDS = ["states", "shall", "must", "not", "use", "mines", "and", "clear", "fields", "quickly", "land", "all", "their", "peace"]
_sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)


def text_with(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(f"k{number}", text) for number, text in enumerate(texts))


def texts() -> st.SearchStrategy[tuple[Paragraph, ...]]:
    return st.lists(_sentences, min_size=1, max_size=5).map(lambda those: text_with(*those))


@st.composite
def changes_to(draw: st.DrawFn, text: tuple[Paragraph, ...], name: str = "n") -> list[Change]:
    """Draw what an amendment does to a text: anything that could be proposed."""
    found: list[Change] = []
    for paragraph in text:
        do = draw(st.sampled_from(["leave", "leave", "change", "delete"]))
        if do == "delete":
            found.append(deleting(paragraph))
        elif do == "change" and (now := draw(_edited(paragraph.text))) != paragraph.text:
            found.append(changing(paragraph, now))
    for number in range(draw(st.integers(0, 2))):
        after = draw(st.sampled_from(["", *(one.key for one in text)]))
        found.append(Change(Do.INSERT, after, draw(_sentences), key=f"{name}{number}"))
    return found or [Change(Do.INSERT, text[0].key, draw(_sentences), key=f"{name}9")]


@st.composite
def _edited(draw: st.DrawFn, text: str) -> str:
    words = text.split()
    place = draw(st.integers(0, len(words) - 1))
    replacement = draw(st.lists(st.sampled_from(WORDS), max_size=2))
    return " ".join([*words[:place], *replacement, *words[place + 1 :]]) or "other"


@st.composite
def texts_and_changes(draw: st.DrawFn) -> tuple[tuple[Paragraph, ...], list[Change]]:
    text = draw(texts())
    return text, draw(changes_to(text))


@st.composite
def texts_and_amendments(draw: st.DrawFn) -> tuple[tuple[Paragraph, ...], list[Proposed]]:
    text = draw(texts())
    count = draw(st.integers(1, 4))
    return text, [Proposed(f"a{number}", tuple(draw(changes_to(text, f"n{number}x")))) for number in range(count)]
