"""Every pair of colours that stands on the other can be read, in light and in dark."""

import re

import pytest

from commoncall.design.colours import contrast
from commoncall.design.tokens import palette, tokens
from tests.design.conftest import DESIGN, STATIC


def test_the_formula_agrees_with_known_pairs() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#1a4cd6", "#1a4cd6") == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "need"), tokens()["contrast"])
def test_a_pair_reaches_its_contrast(theme: str, ink: str, ground: str, need: float) -> None:
    colours = palette(theme)
    assert contrast(colours[ink], colours[ground]) >= need


@pytest.mark.parametrize("ink", ["ink", "ink2", "ink3", "call", "good", "warn", "stop"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_of_every_colour_can_be_read_on_paper(theme: str, ink: str) -> None:
    assert contrast(palette(theme)[ink], palette(theme)["paper"]) >= 4.5


def test_labels_can_be_read_on_black() -> None:
    labels = tokens()["labels"]
    for name in ("red", "amber", "green", "clear"):
        assert contrast(labels[name], labels["ground"]) >= 4.5, name


def test_the_pattern_page_shows_every_colour() -> None:
    shown = set(re.findall(r"\.ground-(\w+)", (STATIC / "patterns.css").read_text(encoding="utf-8")))
    assert shown == set(tokens()["colours"])


def test_labels_of_the_style_sheet_are_those_of_the_protocol(style_sheet: str) -> None:
    for colour in set(tokens()["labels"].values()) - {"#000000", "#ffffff"}:
        assert colour in style_sheet


def test_mails_use_the_same_colours() -> None:
    """Mail programs know no custom properties, so the colours stand in the mail's styles themselves."""
    used = set(re.findall(r"#[0-9a-f]{6}", (DESIGN / "templates/design/mail/mail.css").read_text(encoding="utf-8")))
    assert used
    assert used <= {*palette("light").values(), *palette("dark").values()}
