"""Admitting: an application on its way from being handed in, through checking and consultation, to the decision and what follows.

The membership keeps what is said at each stage; here stands what joins it with the bodies of the leadership, the call that an
applicant endorsed, and the mails.
"""

from commoncall.procedures.admission.answering import say, seats_of, visible, vote
from commoncall.procedures.admission.attaching import attach
from commoncall.procedures.admission.contacts import replace_contact
from commoncall.procedures.admission.deciding import Ballot, ballot, decide, decline_as_double, may_record
from commoncall.procedures.admission.following import advance_due, let_go, receive
from commoncall.procedures.admission.settling import follow
from commoncall.procedures.admission.stages import Ahead, advance, ahead
from commoncall.procedures.admission.telling import tell_members
from commoncall.procedures.admission.voting import decision_on, how_far, put_to

__all__ = [
    "Ahead",
    "Ballot",
    "advance",
    "advance_due",
    "ahead",
    "attach",
    "ballot",
    "decide",
    "decision_on",
    "decline_as_double",
    "follow",
    "how_far",
    "let_go",
    "may_record",
    "put_to",
    "receive",
    "replace_contact",
    "say",
    "seats_of",
    "tell_members",
    "visible",
    "vote",
]
