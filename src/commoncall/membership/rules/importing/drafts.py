"""One row on its way: what it says of an organisation and its people, and what it leaves open."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from commoncall.membership.rules.columns.content import Recogniser
from commoncall.membership.rules.columns.fields import Mapping as Columns
from commoncall.membership.rules.importing.shapes import Option, Question, Said, Value

Answers = Mapping[str, str]


@dataclass
class PersonDraft:
    """A contact person as a row describes them."""

    name: str = ""
    emails: tuple[str, ...] = ()
    phone: str = ""
    function: str = ""
    language: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said of the person."""
        return not (self.name or self.emails or self.phone or self.function)


@dataclass
class Draft:
    """What one row says. The values are named after the fields of columns; only filled ones are there.

    name, acronym, kind, website, size, registration, category, joined_on, joined_precision, endorsed_on,
    endorsed_precision, endorsed_what, about: text. countries, languages, tags, notes: lists of text; the first country
    is that of the seat. international, led_by_affected, endorsed: yes or no. other_names: a list of {text, language}.
    own: the values of own columns, and of a column of regions, by the label of the column.
    """

    number: int
    values: dict[str, Value] = field(default_factory=dict)
    people: list[PersonDraft] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    errors: list[Said] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the organisation, empty in a row that carries on the one above."""
        return str(self.values.get("name", ""))

    def note(self, code: str, **params: str) -> None:
        """Remember something that the reader of the plan should know."""
        self.notes.append(Said(code, params))

    def refuse(self, code: str, **params: str) -> None:
        """Remember an error, which keeps the row from being taken in."""
        self.errors.append(Said(code, params))

    def ask(self, key: str, code: str, field: str, *options: Option, is_free: bool = False, **params: str) -> None:
        """Remember a question, which keeps the row from being taken in until it is answered."""
        if all(question.key != key for question in self.questions):
            self.questions.append(Question(key, Said(code, params), field, options, is_free))


@dataclass(frozen=True)
class Terms:
    """On what terms rows are read: the columns, the answers so far, and who knows the countries."""

    columns: Columns
    answers: Answers
    recognise: Recogniser
    orders: Mapping[int, str]
    take_acronyms: bool = True


SHOWN = 120


def shortened(text: str) -> str:
    """A text as it is shown in a question: on one line, and not too long."""
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
