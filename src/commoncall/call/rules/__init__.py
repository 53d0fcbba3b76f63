"""The rules of texts: pure functions that know no database, no clock and no request."""

from commoncall.call.rules.wordings import alike, demands_in, what_is_missing

__all__ = ["alike", "demands_in", "what_is_missing"]
