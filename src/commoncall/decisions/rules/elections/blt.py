"""Reading ballots from a file in the BLT form that counting programs share.

The first line says how many candidates and seats there are. A line of negative numbers names candidates who withdrew. Each
further line is a paper: how many voters gave it, the candidates by number in the order of preference, and 0. A line with 0
alone ends the papers; then come the names of the candidates, one to a line, and the title. Names may stand in quotation
marks; what follows ``#`` is left out; commas are read as spaces, since spreadsheets put them there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from commoncall.decisions.rules.elections.ballots import Election

#: As many candidates and seats as anybody could rank or fill; more is a file of another kind.
MOST_CANDIDATES, MOST_DIGITS = 1_000, 9

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_IDENTIFIER = re.compile(r"^\([^)]*\)")


class BltFault(ValueError):
    """The file cannot be read as ballots: the ``line`` (from 1; 0 for the whole file) and what to do about it."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"Line {line}: {what}" if line else what)
        self.line = line


def read(text: str) -> Election:
    """Return the election that a file holds. Raise BltFault where it is not clear what was meant; nothing is guessed."""
    lines = _lines(text)
    first = next(lines, None)
    if first is None:
        raise BltFault(0, "The file is empty.")
    candidates, seats = _header(*first)
    withdrawn, papers, blank = _papers(lines, candidates)
    names, title = _names(lines, candidates)
    return Election(tuple(names), seats, tuple(papers.items()), frozenset(withdrawn), title, blank)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        kept = _without_comment(line).strip().rstrip(",; \t")
        if kept:
            yield number, kept


def _without_comment(line: str) -> str:
    if "#" not in line:
        return line
    # A sign within quotation marks belongs to a name.
    blanked = _QUOTED.sub(lambda found: "_" * len(found[0]), line)
    at = blanked.find("#")
    return line if at < 0 else line[:at]


def _header(number: int, line: str) -> tuple[int, int]:
    found = _numbers(number, line)
    if len(found) != 2:
        raise BltFault(number, "the first line says how many candidates and how many seats there are, such as 7 4.")
    candidates, seats = found
    if not 1 <= candidates <= MOST_CANDIDATES:
        raise BltFault(number, f"there are between 1 and {MOST_CANDIDATES:,} candidates, not {candidates:,}.")
    if not 1 <= seats <= MOST_CANDIDATES:
        raise BltFault(number, f"there are between 1 and {MOST_CANDIDATES:,} seats, not {seats:,}.")
    return candidates, seats


def _numbers(number: int, line: str) -> list[int]:
    found = []
    for word in line.replace(",", " ").split():
        digits = word.removeprefix("-")
        if "=" in word:
            raise BltFault(number, f"“{word[:40]}” ranks candidates equally, which none of the rules here knows. Rank each by itself.")
        if not (digits.isascii() and digits.isdigit()):
            raise BltFault(number, f"“{word[:40]}” is no whole number.")
        if len(digits) > MOST_DIGITS:
            raise BltFault(number, f"{word[:40]} is too large.")
        found.append(int(word))
    return found


def _papers(lines: Iterator[tuple[int, str]], candidates: int) -> tuple[set[int], dict[tuple[int, ...], int], int]:
    withdrawn: set[int] = set()
    papers: dict[tuple[int, ...], int] = {}
    blank = last = 0
    for number, line in lines:
        last = number
        if line == "0":
            return withdrawn, papers, blank
        if line.startswith('"') or line[0].isalpha():
            raise BltFault(number, "the papers have no end: a line with 0 alone comes before the names.")
        found = _numbers(number, _IDENTIFIER.sub("", line))
        if not found or found[0] < 0:
            withdrawn |= _withdrawn(number, found, candidates, bool(papers or blank))
            continue
        times, ranking = _paper(number, found, candidates)
        if ranking:
            papers[ranking] = papers.get(ranking, 0) + times
        else:
            blank += times
    raise BltFault(last, "the file ends before the papers do: a line with 0 alone ends them, and the names follow.")


def _withdrawn(number: int, found: list[int], candidates: int, too_late: bool) -> set[int]:
    if too_late or not found:
        raise BltFault(number, "who withdrew is said before the first paper." if found else "a paper begins with how many voters gave it.")
    for one in found:
        if not -candidates <= one < 0:
            raise BltFault(number, f"a line of candidates who withdrew holds nothing but their numbers, from -1 to -{candidates}; not {one}.")
    return {-one - 1 for one in found}


def _paper(number: int, found: list[int], candidates: int) -> tuple[int, tuple[int, ...]]:
    times, *ranking = found
    if times == 0:
        raise BltFault(number, "a paper was given by one voter at least; a line with 0 alone ends the papers.")
    if not ranking or ranking[-1] != 0:
        raise BltFault(number, "the paper does not end with 0.")
    ranking.pop()
    for one in ranking:
        if one == 0:
            raise BltFault(number, "0 ends a paper, and stands nowhere else in it. Put each paper on a line of its own.")
        if not 0 < one <= candidates:
            raise BltFault(number, f"there is no candidate {one}; they are numbered from 1 to {candidates}.")
    if len(set(ranking)) < len(ranking):
        twice = next(one for one in ranking if ranking.count(one) > 1)
        raise BltFault(number, f"candidate {twice} stands on the paper twice.")
    return times, tuple(one - 1 for one in ranking)


def _names(lines: Iterator[tuple[int, str]], candidates: int) -> tuple[list[str], str]:
    names: list[str] = []
    last = 0
    for last, line in lines:
        names += [_unescaped(one) for one in _QUOTED.findall(line)] if line.startswith('"') else [line]
        if '"' in line and line.count('"') % 2:
            raise BltFault(last, "a quotation mark is opened and not closed.")
    if len(names) < candidates:
        raise BltFault(last, f"{candidates} candidates need as many names; there are {len(names)}.")
    chosen = [name.strip() for name in names[:candidates]]
    for position, name in enumerate(chosen):
        if not name:
            raise BltFault(last, f"candidate {position + 1} has no name.")
        if name in chosen[:position]:
            raise BltFault(last, f"two candidates are called {name[:80]}: tell them apart.")
    return chosen, names[candidates].strip() if len(names) > candidates else ""


def _unescaped(name: str) -> str:
    return re.sub(r"\\(.)", r"\1", name)
