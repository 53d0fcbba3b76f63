"""Confirming an outcome in writing to all who decide, once: what was counted, by which rule, on which words, and the newest seal."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.decisions import sentences
from commoncall.decisions.actions.holding import clock_of, record
from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.models import Decision
from commoncall.decisions.queries.answers import FEWEST_BALLOTS
from commoncall.decisions.queries.decisions import DECIDED
from commoncall.decisions.rules.outcomes import has_roll
from commoncall.decisions.rules.rule import Report, Rule
from commoncall.kernel import time
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.models import Chain
from commoncall.kernel.labels import Naming
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.procedures.deciding.readers import Reader, coordinators, instant, post, readers
from commoncall.procedures.pieces import piece

CONFIRMED = mail_kind("decisions.confirmed", gettext_lazy("The outcome of a decision"))

#: How many outcomes the clock confirms in one go.
AT_ONCE = 5


def confirm_due() -> int:
    """Confirm the outcomes that nobody has been told of yet, each once; return how many were confirmed. For the clock.

    The history is sealed first, so that the seal in the mail covers the outcome that it tells.
    """
    closed = Decision.objects.filter(state__in=DECIDED, confirmed_at=None, closed_at__isnull=False, entered_at=None, outcome__isnull=False)
    chains = dict(closed.order_by("closed_at", "id").values_list("pk", "coalition__chain_id"))
    return piece(chains, lambda one: _confirmed(one, chains[one]), AT_ONCE)


def _confirmed(identifier: UUID, chain: UUID) -> bool:
    book.seal_chain(chain)
    return _confirm(identifier, bytes(Chain.objects.get(pk=chain).head).hex())


@transaction.atomic
def _confirm(identifier: UUID, seal: str) -> bool:
    # Whoever comes second finds it confirmed, or leaves it to the one that has it in hand.
    free = Decision.objects.select_for_update(skip_locked=True, no_key=True, of=("self",)).select_related("coalition", "body")
    found = free.filter(pk=identifier, confirmed_at=None).first()
    if found is None or found.outcome is None:
        return False
    to = _readers(found)
    report = _told(found)
    passed_on = found.state == Decision.State.ESCALATED and found.followed_by.exists()
    written = post(
        CONFIRMED, "decision_confirmed", found, to, lambda one: _of(found, report, seal, one) | {"passed_on": passed_on}, by=clock_of(found)
    )
    found.confirmed_at = time.now()
    found.save(update_fields=["confirmed_at"])
    record(kinds.CONFIRMED, found, clock_of(found), facts={"seal": seal, "mails": len(written)})
    return True


def _readers(decision: Decision) -> list[Reader]:
    """Return who is told: those on the roll, or who answered where none is kept, and the coordinators; each address once."""
    lines = decision.roll if has_roll(Rule.of(decision.rule)) else decision.responses
    organisations = list(lines.values_list("organisation_id", flat=True))
    found = readers(decision.coalition, organisations, decision.topic)
    there = {one.address for one in found}
    return [*found, *(one for one in coordinators(decision.coalition) if one.address not in there)]


def _told(decision: Decision) -> Report:
    """Return what may be told of the outcome to everybody on the roll alike.

    Where one of them is not named to the others, nothing is broken down; and of few secret ballots nothing is told but the outcome.
    """
    report = Report.of(decision.outcome or {})
    unnamed = {str(one) for one in decision.roll.filter(organisation__naming=Naming.COORDINATORS).values_list("organisation_id", flat=True)}
    if unnamed:
        report = replace(
            report,
            divisions={},
            missing_divisions=(),
            not_counted=tuple(one for one in report.not_counted if one not in unnamed),
            counted_still=tuple(one for one in report.counted_still if one not in unnamed),
            is_withheld=True,
        )
    if Rule.of(decision.rule).secret and report.answered < FEWEST_BALLOTS:
        report = replace(report, agree=0, against=0, abstain=0, stand_aside=0, objections=0)
    return report


def _of(decision: Decision, report: Report, seal: str, reader: Reader) -> dict[str, object]:
    return {
        "outcome": str(Decision.State(decision.state).label),
        "closed": instant(decision.closed_at, reader),
        "counts": _counts(report),
        "missing": sentences.missing_words(report) if not _withheld(decision, report) else [],
        "notes": sentences.note_words(report),
        "digest": decision.digest,
        "seal": seal,
        "returned": decision.state == Decision.State.RETURNED,
    }


def _withheld(decision: Decision, report: Report) -> bool:
    return Rule.of(decision.rule).secret and report.answered < FEWEST_BALLOTS


def _counts(report: Report) -> list[str]:
    lines = [
        (report.entitled, _("On the roll: %(n)s")),
        (report.answered, _("Answered: %(n)s")),
        (report.present, _("Present: %(n)s")),
        (report.agree, _("Agree: %(n)s")),
        (report.against, _("Against: %(n)s")),
        (report.objections, _("Object: %(n)s")),
        (report.stand_aside, _("Stand aside: %(n)s")),
        (report.abstain, _("Abstain: %(n)s")),
    ]
    return [words % {"n": number} for number, words in lines if number]
