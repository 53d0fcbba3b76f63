"""What somebody had before their eyes when they began to change a decision, so that nobody overwrites what they never read."""

from __future__ import annotations

import hashlib
import json

from commoncall.decisions.models import Decision

_PREPARED = (
    "title",
    "question",
    "language",
    "rung_code",
    "version_id",
    "digest",
    "body_id",
    "region",
    "rule",
    "deviation",
    "topic",
    "label",
    "is_public",
    "review_on",
    "follows_id",
)
_ENTERED = (
    "title",
    "question",
    "language",
    "version_id",
    "body_id",
    "topic",
    "state",
    "decided_on",
    "decided_how",
    "source",
    "disagreement",
    "review_on",
    "label",
    "is_public",
)
_NOTED = ("disagreement", "review_on")


def preparation(decision: Decision) -> str:
    """Return what tells what is being prepared from anything else that was."""
    return _told(decision, _PREPARED)


def note(decision: Decision) -> str:
    """Return what tells what is noted with a decision from anything else that was."""
    return _told(decision, _NOTED)


def entry(decision: Decision) -> str:
    """Return what tells an entry that was made later from anything else that stood there."""
    return _told(decision, _ENTERED)


def _told(decision: Decision, names: tuple[str, ...]) -> str:
    # Words and keys alike as people and the database write them: a day that a form gave is the day that was kept.
    found = {name: getattr(decision, name) for name in names}
    return hashlib.sha256(json.dumps(found, sort_keys=True, default=str).encode()).hexdigest()
