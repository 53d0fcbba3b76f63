"""Reading the membership: one module for the list, one for a record, one for people, and one for what may be taken along."""

from commoncall.membership.queries.visibility import label_of_list, visible_to

__all__ = ["label_of_list", "visible_to"]
