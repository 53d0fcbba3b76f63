"""The rules of membership: pure functions that know no database, no clock and no request."""
