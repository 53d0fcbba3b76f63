"""One organisation, one stroke: the row that shows who has answered. Pure: no Django."""

from typing import NamedTuple

STEP = 7
BAR = 5
HEIGHT = 14


class Strokes(NamedTuple):
    """The drawing: its width, and the path data of the filled and of the hollow strokes."""

    width: int
    filled: str
    hollow: str


def stroke_paths(answered: int, total: int) -> Strokes:
    """`answered` filled strokes, then hollow ones up to `total`; more answers than organisations fill all of them."""
    total = max(total, 0)
    answered = min(max(answered, 0), total)
    filled = "".join(f"M{at * STEP + BAR / 2:g} 0v{HEIGHT}" for at in range(answered))
    hollow = "".join(f"M{at * STEP + 0.5:g} .5h{BAR - 1}v{HEIGHT - 1}h-{BAR - 1}z" for at in range(answered, total))
    return Strokes(max(total * STEP - (STEP - BAR), 1), filled, hollow)
