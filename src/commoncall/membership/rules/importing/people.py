"""Read the contact persons of a row: one, several sets of columns, or several in one cell."""

import re

from commoncall.kernel.text.folding import fold
from commoncall.kernel.text.names import plain_words
from commoncall.membership.rules.columns.fields import Field
from commoncall.membership.rules.importing import languages
from commoncall.membership.rules.importing.addresses import is_email, read_emails
from commoncall.membership.rules.importing.drafts import Draft, PersonDraft, Terms, shortened
from commoncall.membership.rules.importing.words import is_nothing

_SEVERAL = re.compile(r"\s*[;\n|；؛]\s*")
_ADDRESS_BESIDE = re.compile(r"\s*[<(\[]?\s*(?:mailto:)?[^\s<>()\[\]]+@[^\s<>()\[\]]+\s*[>)\]]?\s*")
_NAME_LENGTH = 200
_CELL_LENGTH = 2_000
_PHONE_LENGTH = 60
_FUNCTION_LENGTH = 120


def read_people(cells: tuple[str, ...], draft: Draft, terms: Terms) -> None:
    """Add the people whom a row names, in each of its sets of columns."""
    for person in terms.columns.people():
        draft.people += [each for each in _read_set(cells, person, draft, terms) if not each.is_empty]


def _read_set(cells: tuple[str, ...], person: int, draft: Draft, terms: Terms) -> list[PersonDraft]:
    """The people in one set of columns: as many as there are names, or addresses where nobody is named."""
    said = _Cells(cells, person, draft, terms)
    named = said.of(Field.PERSON_NAME)
    full = " ".join(filter(None, (said.of(Field.PERSON_FIRST_NAME), said.of(Field.PERSON_LAST_NAME))))
    names = _names(full or named)
    emails = _emails(f"{said.of(Field.PERSON_EMAIL)}\n{_addresses_in(named)}".strip(), draft, terms)
    if not names:
        people = [PersonDraft(emails=(email,)) for email in emails] or [PersonDraft()]
    else:
        people = [PersonDraft(name=_fitting(name, _NAME_LENGTH, "name", draft)) for name in names]
        _share_emails(people, emails)
    for number, each in enumerate(people):
        each.phone = _fitting(_nth(said.of(Field.PERSON_PHONE), number, len(people)), _PHONE_LENGTH, "phone", draft)
        each.function = _fitting(_nth(said.of(Field.PERSON_ROLE), number, len(people)), _FUNCTION_LENGTH, "function", draft)
        each.language = _language(_nth(said.of(Field.PERSON_LANGUAGE), number, len(people)), draft, terms)
    return people


class _Cells:
    """The cells of one row that describe one set of people."""

    def __init__(self, cells: tuple[str, ...], person: int, draft: Draft, terms: Terms) -> None:
        self._cells = cells
        self._person = person
        self._draft = draft
        self._terms = terms

    def of(self, field: Field) -> str:
        """What the row says in a field, empty where it says nothing."""
        indexes = self._terms.columns.indexes(field, self._person)
        filled = [self._cells[index] for index in indexes if index < len(self._cells)]
        text = " ".join(cell for cell in filled if not is_nothing(cell))
        if len(text) > _CELL_LENGTH:
            self._draft.note("cut", text=shortened(text), column=field.value, limit=str(_CELL_LENGTH))
        return text[:_CELL_LENGTH]


def _names(text: str) -> list[str]:
    """The names in a cell, without addresses that stand beside them."""
    pieces = (_ADDRESS_BESIDE.sub(" ", piece).strip(" ,:–-") for piece in _SEVERAL.split(text))
    return [" ".join(piece.split()) for piece in pieces if any(map(str.isalpha, piece))]


def _addresses_in(text: str) -> str:
    return text if "@" in text and read_emails(text).addresses else ""


def _emails(text: str, draft: Draft, terms: Terms) -> list[str]:
    """The addresses in a cell; one that cannot be one is asked about."""
    if not text:
        return []
    found = read_emails(text)
    addresses = list(found.addresses)
    for wrong in found.wrong:
        key = f"email:{fold(wrong)[:100]}"
        answer = terms.answers.get(key)
        if answer is None:
            draft.ask(key, "email", Field.PERSON_EMAIL, is_free=True, text=shortened(wrong))
        elif is_email(answer.strip()):
            addresses.append(answer.strip().lower())
        elif answer.strip():
            draft.refuse("wrong_answer", answer=shortened(answer), text=shortened(wrong))
    return list(dict.fromkeys(addresses))


def _share_emails(people: list[PersonDraft], emails: list[str]) -> None:
    """Give each address to the person whose name it holds, and the others out in order."""
    if len(people) == 1:
        people[0].emails = tuple(emails)
        return
    left: list[str] = []
    for email in emails:
        owners = [person for person in people if not person.emails and _is_named_in(person.name, email)]
        if len(owners) == 1:
            owners[0].emails = (email,)
        else:
            left.append(email)
    for person in people:
        if not person.emails and left:
            person.emails = (left.pop(0),)
    people[0].emails += tuple(left)


def _is_named_in(name: str, email: str) -> bool:
    """Whether an address holds a part of a name."""
    local = email.partition("@")[0]
    return any(len(word) > 2 and word in local for word in plain_words(name))


def _nth(text: str, number: int, people: int) -> str:
    """What belongs to one of several people: its piece where there are as many, else all to the first."""
    pieces = [piece for piece in _SEVERAL.split(text) if piece]
    if people > 1 and len(pieces) == people:
        return pieces[number]
    return text if number == 0 else ""


def _fitting(text: str, limit: int, column: str, draft: Draft) -> str:
    """A text cut to what can be stored, with a note where it was longer."""
    text = " ".join(text.split())
    if len(text) > limit:
        draft.note("cut", text=shortened(text), column=column, limit=str(limit))
    return text[:limit]


def _language(text: str, draft: Draft, terms: Terms) -> str:
    codes, unknown = languages.read(text)
    for word in unknown:
        answer = language_answer(word, Field.PERSON_LANGUAGE, draft, terms)
        codes += [answer] if answer else []
    return codes[0] if codes else ""


def language_answer(word: str, field: str, draft: Draft, terms: Terms) -> str:
    """The language that was answered for a word that names none known; asks where there is no answer yet."""
    key = f"language:{fold(word)[:100]}"
    answer = terms.answers.get(key)
    if answer is None:
        draft.ask(key, "language", field, is_free=True, text=shortened(word))
        return ""
    code = languages.code_of(answer) if answer.strip() else ""
    if code is None:
        draft.refuse("wrong_answer", answer=shortened(answer), text=shortened(word))
    return code or ""
