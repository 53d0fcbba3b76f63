"""Deciding together: rules as data, the ladder, votes and silence procedures, secret ballots, and the register."""
