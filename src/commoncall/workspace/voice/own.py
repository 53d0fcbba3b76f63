"""What a letter is to the reader's own organisation: it may sign, it has signed, or why it may not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commoncall.voice import permissions
from commoncall.voice.actions import signing
from commoncall.voice.queries import signatures
from commoncall.workspace.voice.access import own_organisation

if TYPE_CHECKING:
    from commoncall.kernel.authority import Actor
    from commoncall.kernel.parties.models import Organisation
    from commoncall.voice.models import Letter, Signature
    from commoncall.voice.queries.signatures import Line


@dataclass(frozen=True)
class Own:
    """One's own organisation before a letter. ``signer`` is who may sign for it, where the reader may not."""

    organisation: Organisation
    signature: Signature | None
    may_sign: bool
    reason: str
    signer: str


def panel(actor: Actor, letter: Letter, lines: Sequence[Line] = ()) -> dict[str, Any]:
    """Return what stands in the panel of one's own organisation; nothing for whoever acts for none."""
    organisation = own_organisation(actor)
    if organisation is None or letter.state == "given_up" or not permissions.may_speak(actor, organisation).allowed:
        return {}
    signature = signatures.own(letter, organisation)
    verdict = permissions.may_sign(actor, letter, organisation)
    asked = None
    if letter.state == "open" and signature is None and not verdict.allowed and permissions.may_ask_to_sign(actor, letter, organisation).allowed:
        asked = signing.who_may_sign(organisation, letter.topic)
    signer = asked.person.name if asked is not None and asked.person else ""
    return {"own": Own(organisation, signature, verdict.allowed, str(verdict.reason), signer)}
