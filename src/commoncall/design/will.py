"""How organisations answer a question, one stroke each, drawn from data. Pure: no Django, no clock, no chance.

Whoever consents runs into the joint line. An objection stops at a bar, on top; whoever stands aside ends open, at the foot;
whoever has not answered ends early. The joint line runs to the end once it is adopted, ends at a bar while it is stopped, and
is dotted on while it is open.
"""

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from commoncall.design.gathering import DEEPEST, JOINT, SIZE

#: Above so many, a line of those who consent or are silent stands for several of them; dissenters are never gathered.
MOST_LINES = 150
#: So many dissenters on either side are named at their line's end: more names than that would touch.
MOST_NAMED = 4

_STOPS_AT, _ENDS_AT, _FALLS_SILENT_AT = 560, 450, 320
_NARROWEST, _WIDEST = 6, 125
_BAR = 48
_END_OF_JOINT = 915


class Stroke(enum.StrEnum):
    """What one line says."""

    SUPPORTS = "supports"
    CONSENTS = "consents"  # Silent, which counts as consent.
    SILENT = "silent"  # Silent, which counts as nothing.
    ASIDE = "aside"
    AGAINST = "against"
    OBJECTS = "objects"


class Ending(enum.StrEnum):
    """How the joint line ends."""

    OPEN = "open"
    STOPPED = "stopped"
    REACHED = "reached"


@dataclass(frozen=True)
class Will:
    """One organisation's line: what it says, and the name at its end where it is a dissenter that may be named."""

    stroke: Stroke
    name: str = ""


class Named(NamedTuple):
    """A name at the end of a dissenter's line, with its place along both sides in per cent; ``across_back`` where all is mirrored."""

    stroke: Stroke
    name: str
    across: str
    across_back: str
    down: str


@dataclass(frozen=True)
class Figure:
    """The drawing: pairs of class and path data, the names at the ends, and for how many one line stands."""

    paths: tuple[tuple[str, str], ...]
    names: tuple[Named, ...]
    each: int


def figure(wills: Sequence[Will], ending: Ending) -> Figure:
    """Draw the wills in the order in which they are given: dissent on top and at the foot, all others between them."""
    stops = [one for one in wills if one.stroke in {Stroke.OBJECTS, Stroke.AGAINST}]
    stops.sort(key=lambda one: one.stroke is not Stroke.OBJECTS)
    asides = [one for one in wills if one.stroke is Stroke.ASIDE]
    kept = [one for one in wills if one.stroke in {Stroke.SUPPORTS, Stroke.CONSENTS, Stroke.SILENT}]
    each = -(-len(kept) // MOST_LINES) if kept else 1
    between = kept[::each]
    step = _step(len(stops), len(between), len(asides))
    top = [_BAR + round(at * step) for at in range(len(stops))]
    foot = [SIZE - round(at * step) for at in range(len(asides))][::-1]
    begins, ends = len(stops) * step + (_BAR if stops else 0), SIZE - len(asides) * step
    paths = [
        *_stopping(stops, top),
        *_aside(foot),
        *_between(between, begins, ends),
        *_joint(ending, any(one.stroke is not Stroke.SILENT for one in between)),
    ]
    names = [*_names(stops, top, _STOPS_AT), *_names(asides[::-1], foot[::-1], _ENDS_AT)]
    return Figure(tuple(paths), tuple(names), each)


def _step(stops: int, between: int, asides: int) -> float:
    """The room for each dissenter: wide enough for a name where there is room, and never more than half of it all."""
    dissent = stops + asides
    if not dissent:
        return 0.0
    return max(min(_WIDEST, SIZE / 2 / dissent if between else SIZE / dissent), _NARROWEST if dissent < SIZE // _NARROWEST else SIZE / dissent)


def _depth(number: int) -> int:
    """A depth that looks uneven and is always the same: multiples of the golden ratio spread without repeating."""
    return round((number * 0.618034 % 1) * DEEPEST)


def _stopping(stops: Sequence[Will], places: Sequence[int]) -> Iterator[tuple[str, str]]:
    for stroke in (Stroke.AGAINST, Stroke.OBJECTS):
        lines = [(at, place) for at, (one, place) in enumerate(zip(stops, places, strict=True)) if one.stroke is stroke]
        if lines:
            bar = min(_BAR, max(round(_gap(places) * 0.4), 8))
            yield stroke.value, "".join(f"M{_depth(at)} {place}H{_STOPS_AT}M{_STOPS_AT} {place - bar}v{bar * 2}" for at, place in lines)


def _gap(places: Sequence[int]) -> int:
    return places[1] - places[0] if len(places) > 1 else SIZE


def _aside(places: Sequence[int]) -> Iterator[tuple[str, str]]:
    if places:
        yield Stroke.ASIDE.value, "".join(f"M{_depth(at)} {place}H{_ENDS_AT}" for at, place in enumerate(places))
        yield f"{Stroke.ASIDE} dot", "".join(f"M{_depth(at)} {place}h0" for at, place in enumerate(places))


def _between(wills: Sequence[Will], begins: float, ends: float) -> Iterator[tuple[str, str]]:
    room = (ends - begins) / max(len(wills) - 1, 1)
    places = [(_depth(at), round(begins + at * room), one.stroke) for at, one in enumerate(wills)]
    for stroke in (Stroke.SILENT, Stroke.CONSENTS, Stroke.SUPPORTS):
        own = [(depth, place) for depth, place, said in places if said is stroke]
        if own:
            yield stroke.value, "".join(_short(*one) if stroke is Stroke.SILENT else _joining(*one) for one in own)
            yield f"{stroke} dot", "".join(f"M{depth} {place}h0" for depth, place in own)


def _joining(depth: int, place: int) -> str:
    reach, middle = JOINT - depth, SIZE // 2
    return f"M{depth} {place}C{depth + reach // 2} {place} {depth + reach * 6 // 10} {middle} {JOINT} {middle}"


def _short(depth: int, place: int) -> str:
    return f"M{depth} {place}H{max(depth + 60, _FALLS_SILENT_AT)}"


def _joint(ending: Ending, begins: bool) -> Iterator[tuple[str, str]]:
    middle = SIZE // 2
    if begins:
        yield "joint", f"M{JOINT - 60} {middle}H{SIZE if ending is Ending.REACHED else _END_OF_JOINT - 10}"
    if ending is not Ending.REACHED:
        yield "ahead", f"M{_END_OF_JOINT + 20} {middle}H{SIZE}"
    if ending is Ending.STOPPED:
        yield "bar", f"M{_END_OF_JOINT} {middle - 110}V{middle + 110}"


def _names(wills: Sequence[Will], places: Sequence[int], across: int) -> Iterator[Named]:
    if len(wills) > MOST_NAMED:
        return
    for one, place in zip(wills, places, strict=True):
        if one.name:
            yield Named(one.stroke, one.name, f"{across / SIZE * 100:g}%", f"{100 - across / SIZE * 100:g}%", f"{place / SIZE * 100:g}%")
