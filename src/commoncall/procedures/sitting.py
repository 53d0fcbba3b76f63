"""Sitting in a body as long as one acts for the organisation that holds the seat."""

from commoncall.kernel.parties.actions.mandates import MandateEnded
from commoncall.leadership.actions import sittings


def end_with_mandate(event: MandateEnded) -> None:
    """End what somebody sat for under a mandate that has ended."""
    sittings.unseat_after_mandate(event.mandate_id)
