"""How a command answers: in words for people, or as one JSON object for programs; with an exit code that both can trust."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

DONE, REFUSED, WRONG_USE = 0, 1, 2


@dataclass(frozen=True)
class Answer:
    """What came of a command: lines for people, facts for programs, and whether it was done."""

    lines: Sequence[str] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    done: bool = True


def refused(reason: str, remedy: str = "", *, code: str = "") -> Answer:
    """Answer that nothing was done, why, and what to do about it."""
    told = {"reason": reason, "remedy": remedy, "code": code}
    return Answer((), {name: words for name, words in told.items() if words}, done=False)


def say(message: str) -> None:
    """Tell what is going on. Standard output belongs to the answer alone."""
    print(message, file=sys.stderr, flush=True)


def give(answer: Answer, *, as_json: bool) -> int:
    """Print an answer and return the exit code."""
    if as_json:
        print(json.dumps({"done": answer.done, **answer.facts}, ensure_ascii=False, indent=2, default=str), flush=True)
    else:
        for line in answer.lines:
            print(line, flush=True)
        if not answer.lines and "reason" in answer.facts:
            say(str(answer.facts["reason"]))
            say(f"What to do: {answer.facts['remedy']}" if "remedy" in answer.facts else "Nothing was changed.")
    return DONE if answer.done else REFUSED
