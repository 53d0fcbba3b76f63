"""How acts and standings are said: in a cell of a table, and as a sentence of one state."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.diplomacy.queries.instruments import participant_name
from commoncall.diplomacy.rules.acts import Act, ActKind
from commoncall.web.atlas import kinds

#: What each kind of act is called in a table, where its date stands beside it.
ACT_WORDS: dict[ActKind, Promise] = {
    ActKind.SIGNATURE: gettext_lazy("Signature"),
    ActKind.PROVISIONAL: gettext_lazy("Provisional application"),
    ActKind.RATIFICATION: gettext_lazy("Ratification"),
    ActKind.ACCEPTANCE: gettext_lazy("Acceptance"),
    ActKind.APPROVAL: gettext_lazy("Approval"),
    ActKind.ACCESSION: gettext_lazy("Accession"),
    ActKind.SUCCESSION: gettext_lazy("Succession"),
    ActKind.CONSENT: gettext_lazy("Consent to be bound"),
    ActKind.WITHDRAWAL: gettext_lazy("Withdrawal"),
}

#: What a participant did, as a sentence beside which its date stands.
_SENTENCES: dict[ActKind, Promise] = {
    ActKind.SIGNATURE: gettext_lazy("%(name)s signed."),
    ActKind.PROVISIONAL: gettext_lazy("%(name)s declared that it applies the treaty provisionally."),
    ActKind.RATIFICATION: gettext_lazy("%(name)s ratified."),
    ActKind.ACCEPTANCE: gettext_lazy("%(name)s accepted the treaty, which has the same effect as ratification."),
    ActKind.APPROVAL: gettext_lazy("%(name)s approved the treaty, which has the same effect as ratification."),
    ActKind.ACCESSION: gettext_lazy("%(name)s acceded."),
    ActKind.SUCCESSION: gettext_lazy("%(name)s took over the treaty from the state whose successor it is."),
    ActKind.CONSENT: gettext_lazy("%(name)s consented to be bound."),
    ActKind.WITHDRAWAL: gettext_lazy("%(name)s gave notice of its withdrawal."),
}


def sentence(act: Act) -> str:
    """Return what somebody did, such as ``Chad ratified.``; a signature or consent that a withdrawal undid is still what it was."""
    return str(_SENTENCES[act.kind]) % {"name": participant_name(act.participant)}


def standing(kind: str) -> str:
    """Return a standing in words, as the key of the map has it."""
    return str(kinds.WORDS[kind])


def kind_words(kind: ActKind) -> str:
    """Return what a kind of act is called."""
    return str(ACT_WORDS[kind])


def undone(act: Act) -> str:
    """Return, of an act that a withdrawal undid, that it was undone; nothing of others."""
    return _("Undone by the withdrawal.") if act.revoked and act.kind is not ActKind.WITHDRAWAL else ""
