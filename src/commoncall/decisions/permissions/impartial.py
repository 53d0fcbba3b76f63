"""Who may lead a vote on an organisation: nobody who acts for that organisation too, whatever hat they wear just now."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commoncall.decisions.models import Decision
from commoncall.kernel.authority import ALLOWED, Actor, Verdict
from commoncall.kernel.parties import queries as parties


def is_impartial(actor: Actor, decision: Decision) -> Verdict:
    """Whether the actor is none of the people of the organisation that a decision is about.

    Whoever runs the installation acts for no organisation, and neither does the machine: where nobody else coordinates, a steward does
    what is to be done.
    """
    if decision.concerned_id is None or decision.concerned is None or actor.person_id is None:
        return ALLOWED
    acting = parties.mandates_in_force().filter(organisation=decision.concerned_id)
    if actor.organisation_id != decision.concerned_id and not acting.filter(person=actor.person_id).exists():
        return ALLOWED
    words = _("You act for %(organisation)s, which this is about. Nobody else coordinates here: whoever runs the installation has to do it.")
    if parties.coordinators(decision.coalition).exclude(pk__in=acting.values("person")).exists():
        words = _("You act for %(organisation)s, which this is about. Somebody else who coordinates has to do it.")
    return Verdict(False, words % {"organisation": decision.concerned.name})
