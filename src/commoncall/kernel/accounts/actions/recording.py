"""Writing of an account's deeds in the installation's own chain, which belongs to no coalition."""

from __future__ import annotations

from collections.abc import Mapping

from commoncall.kernel.accounts.models import Account
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind


def record(kind: Kind, account: Account | None, *, by: Actor, facts: Mapping[str, int] | None = None, **particulars: str) -> None:
    """Write the entry of one deed done to an account, in the deed's transaction."""
    book.record(
        kind, by=by, chain=book.INSTALLATION, subject=account.pk if account else None, subject_kind="account", facts=facts, particulars=particulars
    )
