"""The answers so far, kept in the session of whoever gives them until the coalition is set up."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Self

from django.contrib.sessions.backends.base import SessionBase

from commoncall.kernel import languages
from commoncall.kernel.parties.rules import Arrangements, Criterion, suggested
from commoncall.workspace.setup.forms import AnswerForm

KEY = "setting_up"

#: The steps in their order: the name stands after the first question, because nobody should have to begin with a form.
STEPS = ("kind", "name", "voice", "joining", "admission", "bodies", "words")


@dataclass(frozen=True)
class Draft:
    """What was answered: the description, and for each question the fields of the arrangements that it set."""

    description: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def read(cls, session: SessionBase) -> Self:
        """Return the draft that a session holds, or an empty one."""
        return cls(**session.get(KEY, {}))

    def keep(self, session: SessionBase) -> None:
        """Keep the draft in a session."""
        session[KEY] = {"description": self.description, "answers": self.answers}

    @staticmethod
    def forget(session: SessionBase) -> None:
        """Take the draft out of a session, once the coalition stands."""
        session.pop(KEY, None)

    @property
    def arrangements(self) -> Arrangements:
        """What the answers make, on the ground of what is usual for the chosen kind."""
        kind = self.answers.get("kind", {}).get("kind", Arrangements().kind)
        stored = suggested(kind).as_stored()
        for answer in self.answers.values():
            stored |= answer
        return Arrangements.read(stored)

    @property
    def codes(self) -> list[str]:
        """The languages in which the coalition can choose words: its own, as far as the public pages speak them."""
        own = [self.description.get("language", "en"), *self.description.get("others", [])]
        return list(filter(None, dict.fromkeys(map(languages.in_public, own)))) or ["en"]

    def described(self, description: dict[str, Any]) -> Draft:
        """Return the draft with another description."""
        return replace(self, description=description)

    def answered(self, key: str, form: AnswerForm) -> Draft:
        """Return the draft with one more answer, as plain values.

        An answer that takes what is suggested is not kept: choosing another kind later then suggests anew.
        """
        without = replace(self, answers={other: answer for other, answer in self.answers.items() if other != key})
        if form.applied() == without.arrangements:
            return without
        return replace(self, answers={**without.answers, key: {name: _plain(value) for name, value in form.answer().items()}})


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return {"key": value.key, "text": dict(value.text)} if isinstance(value, Criterion) else value


def after(step: str) -> str:
    """Return the step that follows; after the last one comes the summary."""
    place = STEPS.index(step) + 1
    return STEPS[place] if place < len(STEPS) else "summary"


def before(step: str) -> str:
    """Return the step that a summary or question goes back to, or nothing from the first."""
    place = STEPS.index(step) if step in STEPS else len(STEPS)
    return STEPS[place - 1] if place else ""
