"""The picture beside shared links: the same for the same facts, light, and showing them."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from commoncall.design.tokens import palette
from commoncall.kernel.countries import queries as countries
from commoncall.web.atlas import kinds
from commoncall.web.atlas.geometry import world
from commoncall.web.atlas.picture import MAP_TOP, MAP_WIDTH, WIDTH, picture

JOINED = dict.fromkeys(countries.states(), kinds.NONE) | {"AU": kinds.PARTY, "DZ": kinds.SIGNATORY, "LT": kinds.LEFT, "TV": kinds.PARTY}


def colour_at(image: Image.Image, code: str) -> tuple[int, ...]:
    scale = MAP_WIDTH / world().width
    x, y = world().dots[code]
    return image.convert("RGB").getpixel(((WIDTH - MAP_WIDTH) // 2 + int(x * scale), MAP_TOP + int(y * scale)))  # type: ignore[return-value]


def near(colour: tuple[int, ...], token: str) -> bool:
    wanted = bytes.fromhex(palette("light")[token][1:])
    return all(abs(one - other) < 12 for one, other in zip(colour, wanted, strict=True))


def test_the_same_facts_make_the_same_bytes() -> None:
    assert picture(JOINED, done=2, total=197) == picture(dict(reversed(JOINED.items())), done=2, total=197)
    assert picture(JOINED, done=2, total=197) != picture(JOINED, done=3, total=197)


def test_it_shows_who_joined() -> None:
    image = Image.open(io.BytesIO(picture(JOINED, done=2, total=197)))
    assert image.size == (1200, 630)
    assert near(colour_at(image, "AU"), "party")
    assert near(colour_at(image, "TV"), "party")
    assert near(colour_at(image, "BR"), "none")


@pytest.mark.parametrize("standing", [{}, JOINED, dict.fromkeys(countries.states(), kinds.SIGNATORY)], ids=["nobody", "some", "all hatched"])
def test_it_weighs_little(standing: dict[str, str]) -> None:
    assert len(picture(standing, done=len(standing), total=197)) < 60_000
