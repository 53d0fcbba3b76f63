"""What the discussion of a text brings about for people: mails to those who may amend it, and to those who did."""

from commoncall.procedures.discussing.reminding import remind_due
from commoncall.procedures.discussing.telling import tell_of_closings, tell_of_openings
from commoncall.procedures.discussing.treatments import tell_of_treatments

__all__ = ["remind_due", "tell_of_closings", "tell_of_openings", "tell_of_treatments"]
