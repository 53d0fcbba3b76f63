"""Understand the cells that say where an organisation is, or ask."""

from commoncall.kernel.countries.rules import Outcome, Reason, Recognition
from commoncall.kernel.text.folding import fold
from commoncall.membership.rules.importing.drafts import Draft, Terms, shortened
from commoncall.membership.rules.importing.shapes import Option

INTERNATIONAL = "international"
_WORLD = "001"
_PROSE = 60
_FEW_WORDS = 7
_TAG_LENGTH = 60
_CLEAR = (Outcome.COUNTRY, Outcome.EMPTY)
_QUESTIONS = {
    Reason.PLACE: "country_place",
    Reason.SEVERAL: "country_several",
    Reason.CLOSE: "country_close",
    Reason.WITHIN: "country_within",
}


def read_countries(cells: dict[int, str], draft: Draft, terms: Terms) -> None:
    """Fill the countries of a draft, and whether it is international; ask what is not clear.

    The cells are those of the columns of countries, by the place of the column.
    """
    codes: dict[str, None] = {}
    for index, cell in cells.items():
        parts = _parts(cell, terms)
        if _is_prose(cell, parts) and not _is_asked_singly(cell, index, draft, terms):
            continue
        for part in parts:
            _read_part(part, codes, draft, terms)
    if codes:
        draft.values["countries"] = list(codes)


def _is_prose(cell: str, parts: tuple[Recognition, ...]) -> bool:
    """Whether a cell describes something instead of naming a country."""
    unclear = any(part.outcome not in _CLEAR and part.outcome is not Outcome.WIDER for part in parts)
    return unclear and len(cell) > _PROSE and len(cell.split()) > _FEW_WORDS


def _is_asked_singly(cell: str, index: int, draft: Draft, terms: Terms) -> bool:
    """Whether prose is asked about cell by cell; one question for the whole column comes first."""
    answer = terms.answers.get(f"prose:{index}")
    if answer is None:
        heading = terms.columns.columns[index].heading
        options = (Option("about"), Option("leave"), Option("ask"))
        draft.ask(f"prose:{index}", "prose", "country", *options, text=shortened(cell), column=heading)
    elif answer == "about":
        draft.values["about"] = "\n\n".join(filter(None, (draft.values.get("about"), cell)))
    return answer == "ask"


def _parts(cell: str, terms: Terms) -> tuple[Recognition, ...]:
    """What the parts of a cell mean; prose in which no country is named for sure is one question."""
    parts = terms.recognise(cell)
    unclear = [part for part in parts if part.outcome not in _CLEAR]
    if len(cell) <= _PROSE or not unclear or len(parts) == 1:
        return parts
    candidates = dict.fromkeys(code for part in parts for code in (part.country, *part.candidates) if code)
    return (Recognition(cell, Outcome.QUESTION, reason=Reason.WITHIN, candidates=tuple(candidates)[:8]),)


def _read_part(part: Recognition, codes: dict[str, None], draft: Draft, terms: Terms) -> None:
    if part.outcome is Outcome.EMPTY:
        return
    if part.country:
        codes[part.country] = None
    elif part.outcome is Outcome.WIDER and part.region == _WORLD:
        draft.values["international"] = True
    else:
        _read_unclear(part, codes, draft, terms)


def _read_unclear(part: Recognition, codes: dict[str, None], draft: Draft, terms: Terms) -> None:
    """Take the answer that was given for this text, or ask."""
    key = f"country:{fold(part.text)[:100]}"
    answer = terms.answers.get(key)
    if answer is None:
        _ask(key, part, draft)
        return
    if part.outcome is Outcome.WIDER:
        draft.values.setdefault("tags", []).append(shortened(part.text)[:_TAG_LENGTH])  # so that the area is not lost
    for word in filter(None, map(str.strip, answer.split(","))):
        if word == INTERNATIONAL:
            draft.values["international"] = True
        elif chosen := _chosen(word, terms):
            codes[chosen] = None
        else:
            draft.refuse("wrong_answer", answer=shortened(answer), text=shortened(part.text))


def _chosen(word: str, terms: Terms) -> str | None:
    """The country that an answer names, by its code or its name."""
    found = terms.recognise(word)
    return found[0].country if len(found) == 1 else None


def _ask(key: str, part: Recognition, draft: Draft) -> None:
    wider = part.outcome is Outcome.WIDER
    code = "country_wider" if wider else _QUESTIONS.get(part.reason, "country_unknown") if part.reason else "country_unknown"
    options = [Option(candidate) for candidate in part.candidates]
    draft.ask(key, code, "country", *options, Option(INTERNATIONAL), is_free=True, text=shortened(part.text))
