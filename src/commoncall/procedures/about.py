"""What a decision is about where that is no text, as its reader may know it: an application, or a procedure about a member."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from commoncall.decisions.models import Decision
from commoncall.decisions.queries import decisions
from commoncall.kernel.authority import Actor
from commoncall.membership.models import Proceeding
from commoncall.membership.queries import proceedings
from commoncall.procedures import admission


@dataclass(frozen=True)
class Told:
    """What a decision is about: its kind and identifier, whether the reader may open its page, and what those who decide have to read.

    ``parts`` are names of fields with what stands in them now: a member is heard until the end, and what it answers late is read too.
    Once the decision is over, whoever may not open the page reads none of them.
    """

    kind: str
    subject: UUID
    name: str
    may_open: bool
    parts: tuple[tuple[str, str], ...] = ()


#: What those who decide on a member read of the procedure, in this order; the reason stands in the question.
PARTS = ("facts_gathered", "answer", "heard")


def told(actor: Actor, decision: Decision) -> Told | None:
    """Return what a decision is about, for a reader who may know of the decision; nothing where it is about a text or a question."""
    if decision.subject is None:
        return None
    if decision.subject_kind == decisions.APPLICATION:
        found = admission.visible(actor).filter(pk=decision.subject).first()
        return Told(decision.subject_kind, decision.subject, found.name, True) if found is not None else None
    kept = Proceeding.objects.select_related("membership__organisation").filter(pk=decision.subject, coalition=decision.coalition_id).first()
    if kept is None:
        return None
    may_open = proceedings.visible_to(actor).filter(pk=kept.pk).exists()
    # Once it is over, what was brought together for deciding is for those alone who may open the procedure: it goes on there.
    is_read = may_open or decision.state in {decisions.State.DRAFT, *decisions.UNDER_WAY}
    parts = tuple((name, getattr(kept, name)) for name in PARTS if getattr(kept, name)) if is_read else ()
    return Told(decision.subject_kind, kept.pk, kept.membership.organisation.name, may_open, parts)
