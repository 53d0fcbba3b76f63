"""Which role the people of an organisation have: it follows from the category with which the organisation belongs."""

from commoncall.kernel.authority import Role

_ROLES = {"observer": Role.OBSERVER, "endorser": Role.ENDORSER}


def role_for(category: str) -> Role:
    """Return the role of those who act for an organisation of ``category``; a member's people represent it."""
    return _ROLES.get(category, Role.REPRESENTATIVE)
