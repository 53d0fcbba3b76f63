"""Reading who endorses from outside: whether that is open, what each holds the link to, and the lists of them."""

from commoncall.call.queries.endorsers.links import Held, held_by, link_of, others_of
from commoncall.call.queries.endorsers.listing import Counts, Page, Question, Row, chosen, counts, found, page, visible_to
from commoncall.call.queries.endorsers.public import Endorsers, Group, Named, public_endorsers
from commoncall.call.queries.endorsers.standing import (
    State,
    behind,
    call_in_force,
    is_open,
    last_endorsement,
    listed_member,
    main_contact,
    outside,
    standing,
    to_be_asked,
)

__all__ = [
    "Counts",
    "Endorsers",
    "Group",
    "Held",
    "Named",
    "Page",
    "Question",
    "Row",
    "State",
    "behind",
    "call_in_force",
    "chosen",
    "counts",
    "found",
    "held_by",
    "is_open",
    "last_endorsement",
    "link_of",
    "listed_member",
    "main_contact",
    "others_of",
    "outside",
    "page",
    "public_endorsers",
    "standing",
    "to_be_asked",
    "visible_to",
]
