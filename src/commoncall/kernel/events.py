"""Telling the rest of the house what has happened: after the commit, and never before."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction


@dataclass(frozen=True)
class Event:
    """The base of all events. A concept declares its own as frozen dataclasses that hold identifiers, not rows."""


_handlers: dict[type[Event], list[Callable[[Any], object]]] = {}


def subscribe(event_type: type[Event], handler: Callable[[Any], object]) -> None:
    """Call ``handler`` with each event of that type. Only ``procedures.subscriptions`` does this, in one table."""
    handlers = _handlers.setdefault(event_type, [])
    if handler not in handlers:
        handlers.append(handler)


def announce(event: Event) -> None:
    """Hand ``event`` to its subscribers once the transaction in which it happened is committed."""
    for handler in _handlers.get(type(event), []):
        transaction.on_commit(partial(handler, event))
