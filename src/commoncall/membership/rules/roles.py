"""Which role the people of an organisation have: it follows from the category with which the organisation belongs."""

from commoncall.kernel.authority import Role

_ROLES = {"observer": Role.OBSERVER, "endorser": Role.ENDORSER, "individual": Role.OBSERVER}


def role_for(category: str) -> Role:
    """Return the role of those who act for an organisation of ``category``; a member's people represent it."""
    return _ROLES.get(category, Role.REPRESENTATIVE)


#: The categories whose organisations have a vote, and those that count as members rather than as others who stand near.
VOTING = frozenset({"ordinary"})
MEMBERS = frozenset({"ordinary", "extraordinary", "affiliated", "individual"})


def has_vote(category: str, standing: str) -> bool:
    """Tell whether an organisation has a vote: an ordinary member in good standing."""
    return category in VOTING and standing == "good"
