"""Who acts, for whom, by what right, and how surely we know it is them.

An ``Actor`` is made once for a request (by ``parties.queries``) from the mandates that are in force, and is handed to every
read and every deed. A ``Permission`` is a named right; asking it gives a ``Verdict`` with its reason, in words.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.refusals import NotAllowed, ProofNeeded, Words


class Proof(enum.IntEnum):
    """How surely the installation knows who is acting. Each kind of act needs at least one of these."""

    NONE = 0
    REPLY = 1
    LINK = 2
    SIGNED_IN = 3
    SECOND_FACTOR = 4


PROOF_NAMES = {
    Proof.NONE: _("nothing: anyone may"),
    Proof.REPLY: _("a reply to a mail"),
    Proof.LINK: _("a link from a mail"),
    Proof.SIGNED_IN: _("being signed in"),
    Proof.SECOND_FACTOR: _("being signed in with a second factor"),
}


class Role(enum.StrEnum):
    """What a mandate makes of a person, for an organisation or for the coalition as such."""

    COORDINATOR = "coordinator"
    REPRESENTATIVE = "representative"
    OBSERVER = "observer"
    ENDORSER = "endorser"


ROLE_NAMES = {
    Role.COORDINATOR: _("Coordinator"),
    Role.REPRESENTATIVE: _("Member representative"),
    Role.OBSERVER: _("Observer"),
    Role.ENDORSER: _("Endorser"),
}


class Capacity(enum.StrEnum):
    """As what somebody acts."""

    VISITOR = "visitor"
    PERSON = "person"
    STEWARD = "steward"
    OPERATOR = "operator"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """Somebody who reads or does something: a person for an organisation in a coalition, a visitor, or the machine itself.

    ``organisation_id`` is ``None`` for one who acts for the coalition as such. ``roles`` holds only what the present hat
    gives. ``batch_id`` marks deeds that belong together, such as those of one import. ``preview`` is set while a coordinator
    looks at the workspace as somebody else would see it: then nothing can be done.
    """

    capacity: Capacity = Capacity.VISITOR
    proof: Proof = Proof.NONE
    coalition_id: UUID | None = None
    chain_id: UUID | None = None
    account_id: UUID | None = None
    person_id: UUID | None = None
    person_name: str = ""
    organisation_id: UUID | None = None
    organisation_name: str = ""
    roles: frozenset[Role] = field(default_factory=frozenset)
    mandate_id: UUID | None = None
    batch_id: UUID | None = None
    preview: bool = False

    @property
    def is_operator(self) -> bool:
        """Whether this is the person at the machine's own console, or the machine doing what it was told to do."""
        return self.capacity in {Capacity.OPERATOR, Capacity.SYSTEM}

    @property
    def is_coordinator(self) -> bool:
        """Whether the actor coordinates this coalition, or stands in for its coordinators (operator, steward)."""
        return self.is_operator or Role.COORDINATOR in self.roles

    @property
    def is_inside(self) -> bool:
        """Whether the actor belongs to the coalition's workspace in any role at all."""
        return self.is_operator or bool(self.roles)

    def together(self, batch_id: UUID) -> Actor:
        """Return the same actor doing things that belong together and can be undone together."""
        return replace(self, batch_id=batch_id)

    def within(self, coalition_id: UUID, chain_id: UUID) -> Actor:
        """Return the operator or the system acting within one coalition."""
        return replace(self, coalition_id=coalition_id, chain_id=chain_id)


def operator(name: str = "") -> Actor:
    """Return the person at the console of the machine, who is trusted with the machine itself."""
    return Actor(capacity=Capacity.OPERATOR, proof=Proof.SECOND_FACTOR, person_name=name)


def system() -> Actor:
    """Return the machine acting by itself, for what time or an earlier deed brings about."""
    return Actor(capacity=Capacity.SYSTEM, proof=Proof.SECOND_FACTOR)


VISITOR = Actor()


@dataclass(frozen=True)
class Verdict:
    """Whether something may be done, and why or why not, in words for the person who asks."""

    allowed: bool
    reason: Words = ""
    proof_needed: Proof | None = None

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise ``NotAllowed`` (or ``ProofNeeded``) with the reason unless the verdict is yes."""
        if self.allowed:
            return
        if self.proof_needed is not None:
            raise ProofNeeded(self.reason, facts={"proof": int(self.proof_needed)})
        raise NotAllowed(self.reason)


ALLOWED = Verdict(True)

_permissions: dict[str, Permission] = {}


@dataclass(frozen=True)
class Permission:
    """A named right: what it allows, in a sentence, who holds it by role, and the proof that its use needs."""

    name: str
    sentence: Words
    roles: frozenset[Role]
    proof: Proof = Proof.SIGNED_IN

    def verdict(self, actor: Actor) -> Verdict:
        """Judge by role and proof alone; a concept's functions add what depends on the object."""
        if actor.is_operator:
            return ALLOWED
        if actor.preview:
            return Verdict(False, _("You are looking at the workspace as somebody else sees it. Go back to act yourself."))
        if not actor.roles & self.roles:
            return Verdict(False, _("This is not among the things that you may do here."))
        if actor.proof < self.proof:
            return Verdict(False, _("This needs a stronger proof that it is you: %(proof)s.") % {"proof": PROOF_NAMES[self.proof]}, self.proof)
        return ALLOWED


def permission(name: str, sentence: Words, *, roles: set[Role], proof: Proof = Proof.SIGNED_IN) -> Permission:
    """Declare a permission. Each name is declared once; the documentation lists them all."""
    if name in _permissions:
        raise ValueError(f"permission {name} is declared twice")
    declared = Permission(name, sentence, frozenset(roles), proof)
    _permissions[name] = declared
    return declared


def permissions() -> list[Permission]:
    """Return every declared permission, by name."""
    return [_permissions[name] for name in sorted(_permissions)]
