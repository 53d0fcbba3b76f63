"""How organisations answer, drawn: nobody who dissents is averaged away, and the joint line ends as the decision does."""

from __future__ import annotations

from commoncall.design.will import MOST_LINES, MOST_NAMED, Ending, Figure, Stroke, Will, figure


def drawn(figure: Figure, name: str) -> int:
    """Return how many strokes of a kind there are."""
    return dict(figure.paths).get(name, "").count("M")


def wills(**counts: int) -> list[Will]:
    return [Will(Stroke(stroke), f"{stroke} {n}") for stroke, number in counts.items() for n in range(number)]


def test_each_organisation_is_one_stroke() -> None:
    found = figure(wills(supports=22, consents=38, aside=1), Ending.OPEN)
    assert (drawn(found, "supports"), drawn(found, "consents"), drawn(found, "aside"), found.each) == (22, 38, 1, 1)


def test_an_objection_is_a_line_and_the_bar_at_which_it_stops() -> None:
    found = figure(wills(objects=2, supports=3), Ending.STOPPED)
    assert drawn(found, "objects") == 4
    assert drawn(found, "bar") == 1


def test_the_joint_line_runs_to_the_end_only_once_it_is_adopted() -> None:
    answered = wills(supports=3)
    assert dict(figure(answered, Ending.REACHED).paths)["joint"].endswith("H1000")
    for ending in (Ending.OPEN, Ending.STOPPED):
        paths = dict(figure(answered, ending).paths)
        assert not paths["joint"].endswith("H1000")
        assert paths["ahead"]


def test_lines_are_gathered_where_there_are_many_and_dissent_never_is() -> None:
    found = figure(wills(supports=2_000, against=70, objects=30), Ending.OPEN)
    assert drawn(found, "supports") <= MOST_LINES
    assert found.each == 14
    assert (drawn(found, "against"), drawn(found, "objects")) == (140, 60)


def test_dissenters_are_named_as_long_as_their_names_do_not_touch() -> None:
    assert [one.name for one in figure(wills(objects=MOST_NAMED, supports=9), Ending.OPEN).names] == [f"objects {n}" for n in range(MOST_NAMED)]
    assert not figure(wills(objects=MOST_NAMED + 1, supports=9), Ending.OPEN).names


def test_nobody_at_all_is_a_figure_too() -> None:
    assert dict(figure([], Ending.OPEN).paths).keys() == {"ahead"}
