"""``match``: a list of names compared with a list of organisations, told to people and to programs; it needs no installation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from commoncall.installation.trouble import Trouble, with_file
from commoncall.kernel.tables import reading
from commoncall.kernel.tables.refusals import REFUSALS, TableRefused
from commoncall.membership.rules.columns import headings
from commoncall.membership.rules.matching.shapes import Candidate, Reason, Verdict
from commoncall.voice.rules import bringing_in
from commoncall.voice.rules.bringing_in import Found, Line

_WHY = {
    Reason.SAME_NAME: "the same name",
    Reason.SAME_PART_OF_NAME: "a part of the name is the same",
    Reason.ALMOST_SAME_NAME: "almost the same name",
    Reason.LONGER_NAME: "one name is part of the other",
    Reason.SAME_ACRONYM: "the same acronym",
    Reason.SAME_WEBSITE: "the same website",
    Reason.SAME_EMAIL_DOMAIN: "addresses at the same domain",
    Reason.OTHER_COUNTRY: "but another country",
    Reason.COUNTRY_NOT_KNOWN: "of one, no country is known",
    Reason.ONE_IS_INTERNATIONAL: "but one of them is international",
    Reason.ONE_NAMES_A_PLACE: "but one name has a place in it",
}


def read(path: Path) -> list[Line]:
    """Read the names in a file, CSV or XLSX, with headings or without."""
    try:
        table = reading.read(path, filename=path.name, is_heading=headings.is_heading)
    except TableRefused as refused:
        raise Trouble(
            f"“{path}” cannot be read. {REFUSALS[refused.code] % refused.params}", "mend the file, or save it as CSV in UTF-8."
        ) from refused
    except OSError as error:
        raise with_file(error, path) from error
    columns = bringing_in.guess(table)
    named = bringing_in.lines(table, columns) if columns else []
    if not named:
        raise Trouble(f"No column of “{path}” holds names.", "write a heading such as “name” over the column that does.")
    return named


def compare(members: Sequence[Line], names: Sequence[Line]) -> list[Found]:
    """Tell of each name whether it is one of the members for certain, may be, or is not."""
    return bringing_in.compare(names, map(bringing_in.known_as, members))


def facts(members: Sequence[Line], found: Sequence[Found]) -> dict[str, Any]:
    """Return everything that was found; each name stands in one of the four parts."""
    once = [one for one in found if not one.repeats]
    names = {str(line.row): line.name for line in members}
    parts = {
        "certain": [_told(one, names) for one in once if one.verdict is Verdict.SAME],
        "doubtful": [_told(one, names) for one in once if one.verdict is Verdict.DOUBTFUL or one.near],
        "repeated": [{**_told(one, names), "repeats": one.repeats} for one in found if one.repeats],
        "unknown": [{"row": one.line.row, "name": one.name} for one in once if one.verdict is Verdict.NONE and not one.near],
    }
    return {"members": len(members), "names": len(found), "counts": {name: len(part) for name, part in parts.items()}, **parts}


def _told(one: Found, names: Mapping[str, str]) -> dict[str, Any]:
    near = [_candidate(each, each.name, "in_the_file") for each in one.near]
    return {
        "row": one.line.row,
        "name": one.name,
        "candidates": [_candidate(each, names[each.id], "among_the_members") for each in one.candidates] + near,
    }


def _candidate(one: Candidate, name: str, where: str) -> dict[str, Any]:
    return {"row": int(one.id), "name": name, "where": where, "certain": one.certain, "reasons": [reason.value for reason in one.reasons]}


def lines(told: Mapping[str, Any]) -> Iterator[str]:
    """Yield what was found for people: how many of what, then what only a person can tell, and what stands twice."""
    counts = told["counts"]
    yield (
        f"{told['names']:,} names against {told['members']:,} organisations: {counts['certain']:,} certain, {counts['doubtful']:,} doubtful, "
        f"{counts['unknown']:,} unknown, {counts['repeated']:,} repeated."
    )
    for one in told["doubtful"]:
        yield from ("", f"Row {one['row']}, {one['name']}: may be")
        yield from (f"  {_of(each)}" for each in one["candidates"])
    for one in told["repeated"]:
        yield from ("", f"Row {one['row']}, {one['name']}: stands in row {one['repeats']} already.")


def _of(candidate: Mapping[str, Any]) -> str:
    why = "; ".join(_WHY[Reason(reason)] for reason in candidate["reasons"])
    several = "; another fits as well" if candidate["certain"] else ""
    where = f"row {candidate['row']} of the same file" if candidate["where"] == "in_the_file" else f"row {candidate['row']}"
    return f"{candidate['name']} ({where}): {why}{several}"
