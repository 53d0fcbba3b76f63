"""The picture that other sites show beside a link: the map, one figure and a bar. No words, so that it serves every language.

What it shows is said in words by the page that names it. The same facts make the same bytes.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from commoncall.design.tokens import palette
from commoncall.web.atlas import kinds
from commoncall.web.atlas.geometry import outlines, world

WIDTH, HEIGHT = 1200, 630

#: Everything is drawn this many times as large and made smaller again, which smooths the edges.
FINER = 2

MAP_WIDTH, MAP_TOP = 1160, 14
BAR_TOP, BAR_HEIGHT, SIDE = 572, 26, 56
COLOURS = 96

FONT = Path(__file__).parents[2] / "design/static/design/fonts/serif-latin.woff2"

Pixels = list[tuple[float, float]]


def picture(standing: Mapping[str, str], *, done: int, total: int) -> bytes:
    """Return a PNG of 1200 by 630: each country of ``standing`` in the look of its kind, ``done / total``, and a bar of the kinds."""
    image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), palette("light")["paper"])
    painter = _Painter(image)
    for shape in _shapes():
        code, rings = shape
        painter.fill(rings, standing.get(code, kinds.UNLISTED))
    for code in sorted(world().reach):
        if code in standing:
            painter.dot(code, standing[code])
    painter.bar(Counter(standing.values()))
    painter.figure(done, total)
    small = image.reduce(FINER).quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    file = io.BytesIO()
    small.save(file, "PNG", optimize=True)
    return file.getvalue()


@cache
def _shapes() -> tuple[tuple[str, tuple[Pixels, ...]], ...]:
    """Return all outlines in pixels, the large ones first, so that what lies inside another is drawn over it."""
    geometry = world()
    found = [(code, tuple(_pixels(ring) for ring in outlines(path))) for code, path in [("", geometry.land), *geometry.shapes.items()]]
    return tuple(sorted(found, key=lambda shape: -max(map(_extent, shape[1]), default=0)))


def _extent(ring: Pixels) -> float:
    across, down = [place[0] for place in ring], [place[1] for place in ring]
    return (max(across) - min(across)) * (max(down) - min(down))


def _pixels(ring: list[tuple[int, int]]) -> Pixels:
    return [_pixel(x, y) for x, y in ring]


def _pixel(x: int, y: int) -> tuple[float, float]:
    scale = MAP_WIDTH / world().width
    return ((WIDTH - MAP_WIDTH) / 2 + x * scale) * FINER, (MAP_TOP + y * scale) * FINER


class _Painter:
    """Draws on one picture; what is hatched shows through from a ground that is hatched all over."""

    def __init__(self, image: Image.Image) -> None:
        self.image = image
        self.draw = ImageDraw.Draw(image)
        self.colours = palette("light")

    def fill(self, rings: tuple[Pixels, ...], kind: str) -> None:
        """Fill outlines in the look of a kind, with a border of paper around each."""
        if kind in (kinds.SIGNATORY, kinds.LEFT):
            mask = Image.new("1", self.image.size)
            for ring in rings:
                ImageDraw.Draw(mask).polygon(ring, fill=1)
            self.image.paste(_hatched(kind), mask=mask)
        else:
            for ring in rings:
                self.draw.polygon(ring, fill=self._plain(kind))
        for ring in rings:
            self.draw.line([*ring, ring[0]], fill=self.colours["paper"], width=FINER)

    def dot(self, code: str, kind: str) -> None:
        """Draw the dot of a state that is too small to be seen."""
        across, down = _pixel(*world().dots[code])
        reach = 4.6 * FINER
        edges = {kinds.NONE: "ink3", kinds.SIGNATORY: "party", kinds.LEFT: "leftink"}
        ground = {kinds.SIGNATORY: self.colours["sign"], kinds.LEFT: self.colours["left"]}.get(kind, self._plain(kind))
        self.draw.ellipse(
            (across - reach, down - reach, across + reach, down + reach),
            fill=ground,
            outline=self.colours[edges.get(kind, "paper")],
            width=FINER if kind in (kinds.NONE, kinds.PARTY) else 2 * FINER,
        )

    def bar(self, counted: Counter[str]) -> None:
        """Draw how many there are of each kind, as one bar."""
        order = [kind for kind in (*kinds.STATUSES, *kinds.STEPS) if counted[kind]]
        total = sum(counted[kind] for kind in order) or 1
        start = float(SIDE)
        for kind in order:
            end = start + counted[kind] * (WIDTH - 2 * SIDE) / total
            corners = [(start, BAR_TOP), (end, BAR_TOP), (end, BAR_TOP + BAR_HEIGHT), (start, BAR_TOP + BAR_HEIGHT)]
            self.fill(([(x * FINER, y * FINER) for x, y in corners],), kind)
            start = end

    def figure(self, done: int, total: int) -> None:
        """Write the figure into the southern Pacific, where there is no land."""
        large, small = (ImageFont.truetype(FONT, size * FINER) for size in (112, 42))
        place = (SIDE * FINER, (BAR_TOP - 28) * FINER)
        self.draw.text(place, str(done), font=large, fill=self.colours["party"], anchor="ls")
        after = place[0] + self.draw.textlength(str(done), font=large) + 10 * FINER
        self.draw.text((after, place[1]), f"/ {total}", font=small, fill=self.colours["ink2"], anchor="ls")

    def _plain(self, kind: str) -> str:
        return {kinds.PARTY: self.colours["party"], kinds.NONE: self.colours["none"], kinds.UNLISTED: "#f2f1ed", **_STEPS}.get(
            kind, self.colours["none"]
        )


#: The steps of a map that counts: the colour of parties, paler and paler.
_STEPS = {"n1": "#b9ccd2", "n2": "#86a8b2", "n3": "#4e7f8e", "n4": "#17566a"}


@cache
def _hatched(kind: str) -> Image.Image:
    """Return a picture that is hatched all over: in one direction for who signed, in both for who withdrew."""
    colours = palette("light")
    ground, ink = (colours["sign"], colours["party"]) if kind == kinds.SIGNATORY else (colours["left"], colours["leftink"])
    image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), ground)
    draw = ImageDraw.Draw(image)
    step, thick, down = 9 * FINER, 3 * FINER, HEIGHT * FINER
    for start in range(-down, WIDTH * FINER + down, step):
        draw.line((start, down, start + down, 0), fill=ink, width=thick)
        if kind == kinds.LEFT:
            draw.line((start, 0, start + down, down), fill=ink, width=thick)
    return image
