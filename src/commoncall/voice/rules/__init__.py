"""The rules of speaking: pure functions that know no database, no clock and no request."""
