"""What all deeds on signatures of organisations share: the organisation held still, what is refused, and the asks that are settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commoncall.kernel.asks import actions as asking
from commoncall.kernel.asks import permissions as asks_permissions
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.asks.kinds import AskKind
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import Conflict, NotVisible
from commoncall.voice import kinds as asked
from commoncall.voice.actions.holding import clock_of, tidy
from commoncall.voice.models import Letter, Signature


@dataclass(frozen=True)
class Given:
    """What is said with a signature: the person who authorised it, in what capacity, and that the organisation has the status asked for."""

    authoriser: str = ""
    capacity: str = ""
    has_status: bool = False

    def tidy(self) -> Given:
        """Return what is kept of it. Refused: what is longer than can be kept."""
        return replace(self, authoriser=tidy(self.authoriser, "authoriser", 200), capacity=tidy(self.capacity, "capacity", 200))


def locked_organisation(organisation: Organisation, by: Actor) -> Organisation:
    """Take hold of an organisation of the actor's coalition, so that two of its people who sign at once take turns."""
    locked = Organisation.objects.select_for_update(no_key=True, of=("self",)).select_related("coalition")
    held = locked.filter(pk=organisation.pk, coalition_id=by.coalition_id).first()
    if held is None:
        raise NotVisible(_("There is no such organisation here."))
    return held


def refuse_twice(letter: Letter, organisation: Organisation) -> None:
    """Refuse to sign what an organisation stands under already."""
    found = Signature.objects.filter(letter=letter, organisation=organisation, withdrawn_at=None, removed_at=None).first()
    if found is None:
        return
    parts = {"organisation": organisation.name, "day": date_format((found.signed_at or found.made_at).date(), "DATE_FORMAT")}
    raise Conflict(_("%(organisation)s stands under this letter already: it signed on %(day)s.") % parts, code="already")


def answer_asks(
    letter: Letter, organisation: Organisation, by: Actor, kinds: Iterable[AskKind] = (asked.SIGN, asked.RENEW, asked.AUTHORISE, asked.SIGN_HERE)
) -> list[Ask]:
    """Answer what was asked of an organisation about a letter, or take it back where somebody else did it; return what that was."""
    found = [one for kind in kinds for one in asks.open_about(letter.coalition, kind, [letter.pk]).filter(organisation=organisation)]
    for one in found:
        if asks_permissions.is_asked(by, one):
            asking.answer(one, by=by)
        else:
            asking.withdraw(one, by=clock_of(letter))
    return found


def ask_again(letter: Letter, organisation: Organisation) -> None:
    """Ask an organisation anew whose signature was taken back, while there is time."""
    due = letter.closes_at
    facts = {"title": letter.version.text.title, "number": letter.number}
    asking.ask(asked.SIGN, letter.coalition, organisation=organisation, subject=letter.pk, facts=facts, due_at=due, by=clock_of(letter))


def signature_of(identifier: UUID | None, by: Actor) -> Signature:
    """Return a signature in the actor's coalition, with what it belongs to."""
    found = Signature.objects.select_related("organisation__coalition", "letter__coalition", "letter__version__text", "delivery", "coalition")
    signature = found.filter(pk=identifier, coalition_id=by.coalition_id).first()
    if signature is None:
        raise NotVisible(_("There is no such signature here."))
    return signature
