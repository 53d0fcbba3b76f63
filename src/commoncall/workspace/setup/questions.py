"""The questions of how a coalition works, in the order in which they are asked."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.refusals import Words
from commoncall.workspace.setup import forms


@dataclass(frozen=True)
class Question:
    """One question: the step of its address, its title, a sentence that helps to answer it, and its form."""

    key: str
    title: Words
    lede: Words
    form: type[forms.AnswerForm]


QUESTIONS = {
    one.key: one
    for one in (
        Question(
            "kind",
            _("How do you act together?"),
            _("Seven short questions. Take what is nearest: every answer can be changed later."),
            forms.KindForm,
        ),
        Question(
            "voice",
            _("How do you speak?"),
            _("Settle this early. Coalitions that leave it open quarrel about it later."),
            forms.VoiceForm,
        ),
        Question(
            "joining",
            _("How does an organisation join?"),
            _("The call is the text that everybody stands behind. A charter says what members owe each other."),
            forms.JoiningForm,
        ),
        Question(
            "admission",
            _("Who admits, and whom?"),
            _("Conditions that are written down spare applicants the feeling that a circle chooses its friends."),
            forms.AdmissionForm,
        ),
        Question(
            "bodies",
            _("Who leads?"),
            _("Once there are too many to decide everything together, a few guide the rest. Seats belong to organisations."),
            forms.BodiesForm,
        ),
        Question(
            "words",
            _("What do you call things?"),
            _("The pages will say your words instead of ours. What you leave empty keeps the word that stands in it."),
            forms.WordsForm,
        ),
    )
}
