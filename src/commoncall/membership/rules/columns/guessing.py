"""Guess what each column of a table holds, by its heading first and by what stands under it."""

from commoncall.kernel.tables.shapes import Table
from commoncall.membership.rules.columns import headings
from commoncall.membership.rules.columns.content import Content, Recogniser, examine
from commoncall.membership.rules.columns.fields import PERSON_FIELDS, Column, Field, Mapping, without_repetitions

_MOST = 0.6
_SURE = 0.75


def guess(table: Table, recognise: Recogniser) -> Mapping:
    """The most likely mapping of a table; a column that says nothing known becomes a column of one's own."""
    contents = [examine(table.column(index), recognise) for index in range(len(table.headers))]
    columns = [_guessed(heading if table.has_headings else "", heading, content) for heading, content in zip(table.headers, contents, strict=True)]
    columns = _with_name(_with_one_name(columns), contents)
    return Mapping(without_repetitions(columns))


def _guessed(heading: str, shown: str, content: Content) -> Column:
    """One column: the heading holds unless the content speaks clearly against it."""
    said = headings.read(heading)
    seen = _by_content(content)
    if said and (said.certainty >= _MOST or seen is None) and not _contradicted(said, content):
        return Column(shown, said.field, _label(said.field, heading), said.person)
    if seen is not None:
        return Column(shown, seen)
    if not content.filled:
        return Column(shown, Field.IGNORE)
    return Column(shown, Field.OWN, shown)


def _contradicted(said: headings.Heading, content: Content) -> bool:
    """Whether the cells cannot be what the heading says: "Contact" over addresses of mail, "State" over yes and no."""
    field = said.field
    if not content.filled:
        return False
    if content.emails >= _SURE and field is not Field.PERSON_EMAIL:
        return True
    if field is Field.PERSON_EMAIL:
        return content.with_emails < 0.2 and said.certainty < 1
    if field is Field.COUNTRY:
        return content.countries < 0.2
    if field is Field.NAME:
        return max(content.numbers, content.dates, content.countries) > _SURE and content.distinct < 0.9
    if field is Field.IGNORE:
        return content.numbers + content.dates < _MOST
    return field is Field.WEBSITE and content.websites < 0.2 and said.certainty < 1


def _by_content(content: Content) -> Field | None:
    """What the cells themselves show."""
    if content.emails >= _MOST:
        return Field.PERSON_EMAIL
    if content.with_emails >= _MOST:
        return Field.PERSON_NAME
    if content.websites >= _MOST:
        return Field.WEBSITE
    if content.countries >= _MOST:
        return Field.COUNTRY
    if content.phones >= _SURE and content.dates < 0.2:
        return Field.PERSON_PHONE
    if content.numbers >= _SURE and content.distinct >= 0.95 and content.length < 7:
        return Field.IGNORE
    return None


def _label(field: Field, heading: str) -> str:
    """What is kept of the heading: the name of an own column, what was endorsed."""
    return heading if field in (Field.OWN, Field.ENDORSED_ON, Field.OTHER_NAME) else ""


def _with_one_name(columns: list[Column]) -> list[Column]:
    """Of several columns of names one is the organisation's; others are translations or people's names."""
    named = [column for column in columns if column.field is Field.NAME]
    if len(named) < 2:
        return columns
    plain = [each for each in named if not headings.is_bare_name(each.heading)]
    plain = [each for each in plain if not headings.names_a_translation(each.heading)] or plain
    first = (plain or named)[0]
    return [column if column.field is not Field.NAME or column is first else _second_name(column) for column in columns]


def _second_name(column: Column) -> Column:
    """What a further column of names holds."""
    if headings.is_bare_name(column.heading):
        return Column(column.heading, Field.PERSON_NAME)
    return Column(column.heading, Field.OTHER_NAME, column.heading)


def _with_name(columns: list[Column], contents: list[Content]) -> list[Column]:
    """The columns with one that holds the organisation's name, if any can."""
    if any(column.field is Field.NAME for column in columns):
        return columns
    candidates = [
        index
        for index, column in enumerate(columns)
        if column.field in (Field.OWN, Field.OTHER_NAME, Field.ACRONYM) or _is_lone_person(column, columns)
    ]
    telling = [index for index in candidates if _may_be_names(contents[index])]
    if not telling:
        return columns
    best = max(telling, key=lambda index: (round(contents[index].distinct, 1), contents[index].length <= 90, -index))
    columns[best] = Column(columns[best].heading, Field.NAME)
    return columns


def _is_lone_person(column: Column, columns: list[Column]) -> bool:
    """Whether a column headed like a person's name stands in a table without anything else about people."""
    others = [each for each in columns if each.field in PERSON_FIELDS and each is not column]
    return column.field is Field.PERSON_NAME and not others


def _may_be_names(content: Content) -> bool:
    return content.filled > 0 and content.numbers < 0.5 and content.dates < 0.5 and 2 <= content.length <= 200
