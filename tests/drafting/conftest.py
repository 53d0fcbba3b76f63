"""A statement that four organisations discuss, for the tests of what is done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from commoncall.drafting.actions import stages, texts, wordings
from commoncall.drafting.actions.amending import Proposal, Treating, propose, treat
from commoncall.drafting.actions.texts import Beginning
from commoncall.drafting.models import Amendment, Version
from commoncall.drafting.queries import texts as read
from commoncall.drafting.rules.amending import Change, Do
from commoncall.drafting.rules.applying import changing, deleting
from commoncall.drafting.rules.paragraphs import Paragraph, Style
from commoncall.drafting.rules.paragraphs import read as paragraphs_of
from commoncall.kernel import time
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.authority import Role
from commoncall.membership.models import Category
from tests.cast import Cast, make_account, make_member, make_person

ENGLISH = (
    Paragraph("head", "Keep the fields quiet", Style.HEADING),
    Paragraph("ban", "All states shall ban the use of mines and clear their land."),
    Paragraph("care", "They shall care for survivors and their families."),
    Paragraph("report", "They report each year."),
)
FRENCH = (
    Paragraph("head", "Que les champs restent calmes", Style.HEADING),
    Paragraph("ban", "Tous les États interdisent les mines et déminent leurs terres."),
    Paragraph("care", "Ils prennent soin des survivants et de leurs familles."),
    Paragraph("report", "Ils font rapport chaque année."),
)
TITLE = "A statement on quiet fields"


@dataclass(frozen=True)
class Drafting:
    """The cast with a draft, and short ways to do with it what tests do again and again."""

    cast: Cast
    version: Version
    nadia: Account
    joao: Account

    def words(self, version: Version | None = None, language: str = "en") -> dict[str, str]:
        """Return what a version says, by key."""
        return {one.key: one.text for one in self.paragraphs(version, language)}

    def paragraphs(self, version: Version | None = None, language: str = "en") -> tuple[Paragraph, ...]:
        return paragraphs_of((version or self.version).wordings.get(language=language).paragraphs)

    def change(self, key: str, text: str, language: str = "en") -> Change:
        return changing(next(one for one in self.paragraphs(language=language) if one.key == key), text)

    def delete(self, key: str) -> Change:
        return deleting(next(one for one in self.paragraphs() if one.key == key))

    def insert(self, after: str, text: str) -> Change:
        return Change(Do.INSERT, after, text)

    def open(self, days: int | None = 7) -> Version:
        until = time.database_now() + timedelta(days=days) if days is not None else None
        return stages.open_to_amendments(self.version, until, by=self.cast.actor(self.cast.leila))

    def close(self, version: Version | None = None) -> Version:
        return stages.close(version or self.version, by=self.cast.actor(self.cast.leila))

    def propose(self, who: Account, *changes: Change, language: str = "en", **more: object) -> Amendment:
        return propose(self.version, Proposal(changes, language, **more), by=self.cast.actor(who))  # type: ignore[arg-type]

    def treat(self, amendment: Amendment, treatment: str, reason: str = "It was discussed.", *changes: Change) -> Amendment:
        return treat(amendment, Treating(treatment, reason, changes), by=self.cast.actor(self.cast.leila))

    def fresh(self, version: Version | None = None) -> Version:
        return read.version(self.cast.operator, (version or self.version).pk)


@pytest.fixture
def drafting(cast: Cast) -> Drafting:
    """A statement in English and French, still a draft; four organisations of which one is named to members only."""
    leila = cast.actor(cast.leila)
    version = texts.begin(cast.quiet_fields, Beginning("statement", TITLE, "en"), by=leila)
    wordings.word(version, "en", TITLE, ENGLISH, by=leila)
    wordings.word(version, "fr", "Une déclaration", FRENCH, by=leila)
    nadia, joao = make_account("Nadia Khoury", "nadia@nadia.example"), make_account("João Neto", "joao@joao.example")
    make_person(cast.quiet_fields, cast.operator, nadia, cast.amal, Role.REPRESENTATIVE)
    make_person(cast.quiet_fields, cast.operator, joao, cast.campos, Role.REPRESENTATIVE)
    return Drafting(cast, version, nadia, joao)


def make_other(cast: Cast, name: str, key: str) -> Account:
    """One more member with its representative."""
    account = make_account(f"{key} of {name}", f"{key}@{key}.example")
    member = make_member(cast.quiet_fields, cast.operator, name, category=Category.ORDINARY)
    make_person(cast.quiet_fields, cast.operator, account, member, Role.REPRESENTATIVE)
    return account
