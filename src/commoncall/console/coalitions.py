"""Finding the coalition that a command is about, and the operator who gives it."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

from commoncall.installation.trouble import Trouble
from commoncall.kernel.authority import Actor, operator
from commoncall.kernel.parties import queries as parties

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition


def chosen(name: str | None) -> Coalition:
    """Return the coalition of that address, or the only one. Refused: none, or several and none named."""
    found = list(parties.coalitions())
    named = [one for one in found if one.slug == name] if name else found
    if len(named) == 1:
        return named[0]
    if not found:
        raise Trouble("There is no coalition here yet.", "set one up first: ./run --empty")
    known = ", ".join(one.slug for one in found)
    raise Trouble(f"There is no coalition named {name}." if name else "There are several coalitions here.", f"name one with --coalition: {known}")


def the_operator(coalition: Coalition | None = None) -> Actor:
    """Return whoever sits at the machine's console, acting in one coalition or in none."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = ""
    by = operator(name)
    return by.within(coalition.id, coalition.chain_id) if coalition else by
