"""Another letter with the changed words of one that was signed: the signatures stay where they are, and who gave them is asked again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.drafting.models import Version
from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import Conflict, Refusal
from commoncall.voice import permissions
from commoncall.voice.actions.holding import State, held, refuse_unless
from commoncall.voice.actions.letters.preparing import held_version, made_anew
from commoncall.voice.models import Letter


@transaction.atomic
def renew(letter: Letter, version: Version, *, by: Actor) -> Letter:
    """Prepare a letter with a later version of the same text and the same terms; when it is opened, all signatories are asked to sign again.

    Who may: ``voice.prepare``. Recorded for the coordinators. Refused: what was never opened; another text, or no later version; words
    that can still be changed; a second time.
    """
    permissions.may_prepare(by, letter.coalition).require()
    # The letter before its words, as whoever opens one.
    found = held(letter, by)
    kept = held_version(version, by)
    refuse_unless(found, State.OPEN, State.CLOSED)
    if kept.text_id != found.version.text_id or kept.number <= found.version.number:
        raise Refusal(_("Choose a later version of the same text."), field="version")
    if Letter.objects.filter(former=found).exists():
        raise Conflict(_("There is a letter with changed words already. Go on from that one."), code="renewed")
    return made_anew(kept, found, by)
