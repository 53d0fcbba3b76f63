"""Read one row of the table by its columns into a draft."""

import re
from collections.abc import Callable, Sequence

from commoncall.kernel.tables.shapes import Row
from commoncall.kernel.text.acronyms import acronym_in, is_spelt_by
from commoncall.kernel.text.folding import fold, is_cjk
from commoncall.kernel.text.names import plain_words
from commoncall.membership.rules.columns.fields import Column, Field
from commoncall.membership.rules.importing import dates, languages, words
from commoncall.membership.rules.importing.addresses import UnsafeAddressError, read_website
from commoncall.membership.rules.importing.countries import read_countries
from commoncall.membership.rules.importing.drafts import Draft, Terms, shortened
from commoncall.membership.rules.importing.people import language_answer, read_people
from commoncall.membership.rules.importing.shapes import Option

_NAME_LENGTH = 300
_LENGTHS = {Field.ACRONYM: 40, Field.SIZE: 120, Field.REGISTRATION: 120}
_TAG_LENGTH = 60
_TAGS = re.compile(r"\s*[,;|\n،؛、，；]\s*")
_LAST_BRACKETS = re.compile(r"(.*\S)\s*[(\[]\s*([^()\[\]]+?)\s*[)\]]")
_CATEGORIES = ("ordinary", "extraordinary", "affiliated", "observer", "endorser")


def read_row(row: Row, terms: Terms) -> Draft:
    """Everything that a row says, understood as far as it can be without looking at other rows."""
    draft = Draft(row.number)
    filled = [
        (column, cell, index)
        for index, (column, cell) in enumerate(zip(terms.columns.columns, row.cells, strict=False))
        if not _is_nothing(cell, column.field)
    ]
    for column, cell, index in filled:
        if reader := _READERS.get(column.field):
            reader(cell, column, draft, terms)
        elif column.field in (Field.JOINED_ON, Field.ENDORSED_ON):
            _read_date(cell, column, index, draft, terms)
    read_countries({index: cell for column, cell, index in filled if column.field is Field.COUNTRY}, draft, terms)
    read_people(row.cells, draft, terms)
    if terms.take_acronyms:
        _take_acronym(draft)
    return draft


def _is_nothing(cell: str, field: Field) -> bool:
    """Whether a cell is left out. "NA" is Namibia and may be a name, so countries and names are looked at more closely."""
    if field is Field.COUNTRY:
        return not cell.strip()
    if field is Field.NAME:
        return not any(map(str.isalnum, cell)) or cell.strip().casefold() == "n/a"
    return words.is_nothing(cell)


def _read_name(cell: str, column: Column, draft: Draft, terms: Terms) -> None:
    name = " ".join(cell.split())
    if len(name) > _NAME_LENGTH:
        draft.refuse("name_too_long", limit=str(_NAME_LENGTH))
    draft.values["name"] = name[:_NAME_LENGTH]


def _take_acronym(draft: Draft) -> None:
    """Part "Arab NGO Network for Development (ANND)" into name and acronym, where the letters stand for the words."""
    brackets = _LAST_BRACKETS.fullmatch(draft.name)
    if not brackets or "acronym" in draft.values:
        return
    found = acronym_in(draft.name)
    if found and found.letters == brackets.group(2) and is_spelt_by(found.letters, brackets.group(1)):
        draft.values |= {"name": brackets.group(1), "acronym": found.letters}


def _read_text(cell: str, column: Column, draft: Draft, terms: Terms) -> None:
    """A short text, cut to what can be stored."""
    text = " ".join(cell.split())
    limit = _LENGTHS[column.field]
    if len(text) > limit:
        draft.note("cut", text=shortened(text), column=column.heading, limit=str(limit))
    draft.values[column.field.value] = text[:limit]


def _read_about(cell: str, column: Column, draft: Draft, terms: Terms) -> None:
    draft.values["about"] = "\n\n".join(filter(None, (draft.values.get("about"), cell)))


def _read_note(cell: str, column: Column, draft: Draft, terms: Terms) -> None:
    draft.values.setdefault("notes", []).append(cell)


def _read_own(cell: str, column: Column, draft: Draft, terms: Terms) -> None:
    own = draft.values.setdefault("own", {})
    label = column.label or column.heading
    own[label] = f"{own[label]}\n{cell}" if label in own else cell


def _read_other_name(cell: str, column: Column, draft: Draft, terms: Terms) -> None:
    text = " ".join(cell.split())[:_NAME_LENGTH]
    named = [code for word in plain_words(column.label) if len(word) > 4 and (code := languages.code_of(word))]
    draft.values.setdefault("other_names", []).append({"text": text, "language": named[0] if named else _script(text)})


def _script(text: str) -> str:
    """The language that a script most likely is in, where that can be said."""
    if is_cjk(text):
        return "zh"
    return "ar" if any("\u0600" <= character <= "\u06ff" for character in text) else ""


def _read_tags(cell: str, column: Column, draft: Draft, terms: Terms) -> None:
    for tag in _TAGS.split(cell):
        _add_tag(" ".join(tag.split()), column, draft)


def _add_tag(tag: str, column: Column, draft: Draft) -> None:
    if len(tag) > _TAG_LENGTH:
        draft.note("cut", text=shortened(tag), column=column.heading, limit=str(_TAG_LENGTH))
    tags = draft.values.setdefault("tags", [])
    if tag and tag[:_TAG_LENGTH] not in tags:
        tags.append(tag[:_TAG_LENGTH])


def _read_kind(cell: str, column: Column, draft: Draft, terms: Terms) -> None:
    """A kind of organisation that is known; any other word is kept as a tag, so that nothing is lost."""
    if kind := words.meaning("kind", cell):
        draft.values["kind"] = kind
    else:
        draft.note("kind_as_tag", text=shortened(cell))
        _add_tag(" ".join(cell.split()), column, draft)


def _read_category(cell: str, column: Column, draft: Draft, terms: Terms) -> None:
    """A category of membership; it carries rights, so that an unknown word is asked about."""
    options = [Option(category) for category in _CATEGORIES]
    value = words.meaning("category", cell) or _answered("category", cell, column, options, draft, terms)
    if value:
        draft.values["category"] = value


def _read_led(cell: str, column: Column, draft: Draft, terms: Terms) -> None:
    options = [Option("yes"), Option("no")]
    value = words.meaning("yes_no", cell) or _answered("yes_no", cell, column, options, draft, terms)
    if value:
        draft.values["led_by_affected"] = value == "yes"


def _answered(kind: str, cell: str, column: Column, options: Sequence[Option], draft: Draft, terms: Terms) -> str:
    """The answer for a word that is not understood; asks where there is none yet."""
    key = f"{kind}:{fold(cell)[:100]}"
    answer = terms.answers.get(key)
    if answer is None:
        draft.ask(key, kind, column.field, *options, text=shortened(cell), column=column.heading)
        return ""
    if answer and answer not in [option.value for option in options]:
        draft.refuse("wrong_answer", answer=shortened(answer), text=shortened(cell))
        return ""
    return answer


def _read_languages(cell: str, column: Column, draft: Draft, terms: Terms) -> None:
    codes, unknown = languages.read(cell)
    for word in unknown:
        answer = language_answer(word, Field.LANGUAGES, draft, terms)
        codes += [answer] if answer else []
    known = draft.values.get("languages", [])
    if both := list(dict.fromkeys([*known, *codes])):
        draft.values["languages"] = both


def _read_website(cell: str, column: Column, draft: Draft, terms: Terms) -> None:
    try:
        website, more = read_website(cell)
        if not website:
            website = _corrected_website(cell, column, draft, terms)
    except UnsafeAddressError:
        draft.refuse("unsafe_address", text=shortened(cell))
        return
    if website:
        draft.values["website"] = website
    if more:
        draft.note("more_websites", text=website)


def _corrected_website(cell: str, column: Column, draft: Draft, terms: Terms) -> str:
    key = f"website:{fold(cell)[:100]}"
    answer = terms.answers.get(key)
    if answer is None:
        draft.ask(key, "website", column.field, is_free=True, text=shortened(cell))
        return ""
    website, _ = read_website(answer)
    if answer.strip() and not website:
        draft.refuse("wrong_answer", answer=shortened(answer), text=shortened(cell))
    return website


def _read_date(cell: str, column: Column, index: int, draft: Draft, terms: Terms) -> None:
    """A date of joining or endorsing; a mere yes says that, and a mere no nothing."""
    told = words.meaning("yes_no", cell) if column.field is Field.ENDORSED_ON else None
    if column.field is Field.ENDORSED_ON and told != "no":
        draft.values |= {"endorsed": True, "endorsed_what": column.label[:200]}
    if told:
        return
    order = terms.columns.date_order or terms.orders.get(index, "") or terms.answers.get(f"date_order:{index}", "")
    try:
        found = dates.read(cell, order) or _answered_date(cell, column, draft, terms)
    except dates.AmbiguousDateError:
        orders = (Option("dmy"), Option("mdy"))
        draft.ask(f"date_order:{index}", "date_order", column.field, *orders, text=cell, column=column.heading)
        return
    if found:
        _keep_date(found, cell, column, draft)


def _keep_date(found: dates.DateRead, cell: str, column: Column, draft: Draft) -> None:
    word = column.field.value.removesuffix("_on")
    draft.values |= {f"{word}_on": found.day.isoformat(), f"{word}_precision": found.precision}
    if found.precision != "day":
        draft.note(f"{found.precision}_only", text=shortened(cell))


def _answered_date(cell: str, column: Column, draft: Draft, terms: Terms) -> dates.DateRead | None:
    """The date that was answered for a cell that cannot be read."""
    key = f"date:{fold(cell)[:100]}"
    answer = terms.answers.get(key)
    if answer is None:
        draft.ask(key, "date", column.field, is_free=True, text=shortened(cell))
        return None
    found = dates.read(answer, "dmy") if answer.strip() else None
    if answer.strip() and not found:
        draft.refuse("wrong_answer", answer=shortened(answer), text=shortened(cell))
    return found


_READERS: dict[Field, Callable[[str, Column, Draft, Terms], None]] = {
    Field.NAME: _read_name,
    Field.OTHER_NAME: _read_other_name,
    Field.ACRONYM: _read_text,
    Field.REGION: _read_own,
    Field.KIND: _read_kind,
    Field.LANGUAGES: _read_languages,
    Field.WEBSITE: _read_website,
    Field.SIZE: _read_text,
    Field.LED_BY_AFFECTED: _read_led,
    Field.REGISTRATION: _read_text,
    Field.CATEGORY: _read_category,
    Field.TAGS: _read_tags,
    Field.ABOUT: _read_about,
    Field.NOTES: _read_note,
    Field.OWN: _read_own,  # like a region, which follows from the country and is kept as it was written
}
