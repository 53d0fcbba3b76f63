"""Every text of every page goes through the catalogues, and every page runs the way its language does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext

from tests.addresses import PAGES, Address
from tests.pages.inspection import Element, Inspected
from tests.pages.pseudo import known_words, pattern, pseudo, pseudo_languages, unmarked, written_by_people
from tests.pages.visits import visit
from tests.scene import Scene

UNSEEN = {"script", "style", "template", "noscript"}
SPOKEN = ("aria-label", "title", "alt", "placeholder", "label", "data-words", "data-confirm")


@pytest.fixture(scope="module")
def known(_module_scene: Scene) -> dict[str, re.Pattern[str]]:
    """What stands on pages and is no translator's business, by language."""
    written = written_by_people()
    return {language: pattern([*written, *known_words(language)]) for language in ("fr", "ar")}


@pytest.fixture(scope="module")
def _pseudo_catalogues(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pseudo_languages(tmp_path_factory.mktemp("locale")):
        yield


@pytest.fixture
def in_pseudo(_pseudo_catalogues: None) -> None:
    """Let French and Arabic be the pseudo-language in this test."""


def texts(page: Inspected) -> Iterator[str]:
    """Yield every text of a page that somebody sees or hears, by its innermost block."""

    def within(element: Element) -> Iterator[str]:
        if not isinstance(element.tag, str) or element.tag in UNSEEN or element.get("translate") == "no":
            return
        if element.tag == "optgroup" and all("/" in option.get("value") for option in element):
            return  # Time zones are named as their database names them.
        for attribute in SPOKEN:
            if element.get(attribute):
                yield element.get(attribute)
        if element.tag == "meta" and element.get("name") == "description":
            yield element.get("content")
        if element.tag == "input" and element.get("type") in {"submit", "button"}:
            yield element.get("value") or ""
        yield element.text or ""
        for inner in element:
            yield from within(inner)
            yield inner.tail or ""

    yield from within(page.root)


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("address", PAGES, ids=str)
def test_every_text_is_marked_for_translation(
    scene: Scene, in_pseudo: None, known: dict[str, re.Pattern[str]], address: Address, language: str
) -> None:
    with scene.speaking(language):
        page = Inspected(visit(scene, address).content.decode())
    html = page.all("html")[0]
    assert (html.get("lang"), html.get("dir")) == (language, "rtl" if language == "ar" else "ltr")
    # A text may be cut by the markup within it, so its brackets are counted over the whole page.
    whole = "\n".join(" ".join(text.split()) for text in texts(page) if text.strip())
    left = [part for line in outside(whole) if (part := unmarked(line, known[language]))]
    assert not left, "\n".join(left[:40])


def outside(whole: str) -> list[str]:
    """Return the lines of a text without what stands in brackets, over the ends of lines."""
    kept, depth = [], 0
    for sign in whole:
        depth += {"⟦": 1, "⟧": -1}.get(sign, 0)
        if depth == 0 and sign != "⟧":
            kept.append(sign)
    return "".join(kept).split("\n")


def test_what_nobody_marked_is_found(scene: Scene) -> None:
    known = pattern(["Northern Lawyers", "jeudi"])
    assert unmarked("⟦Members⟧ of ⟦all ⟦kinds⟧⟧", known) == "of"
    assert unmarked("Northern Lawyers, jeudi 19, 08:15, /quiet-fields/, a@a.example", known) == ""
    assert unmarked("Northern Lawyers left", known) == "left"


def test_the_pseudo_language_is_longer_and_keeps_placeholders(in_pseudo: None) -> None:
    assert len(pseudo("Twenty letters or so")) > 27
    with translation.override("fr"):
        assert re.fullmatch(r"⟦Skip to the content·+⟧", gettext("Skip to the content"))


@pytest.fixture(scope="session")
def styles() -> str:
    folder = Path(__file__).resolve().parents[2] / "src/commoncall"
    return "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("**/*.css"))


def test_no_style_names_left_or_right(styles: str) -> None:
    """What starts a line is at its start, in whichever direction it runs."""
    rules = re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL)
    found = re.findall(
        r"(?:margin|padding|border|inset)-(?:left|right)[\w-]*\s*:|(?<![\w-])(?:left|right)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)",
        rules,
    )
    assert found == []
