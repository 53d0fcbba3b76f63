"""The session engine that the settings name: each session is a row that its owner can see and end.

What the cookie holds is not in the database; only its hash is. A session that was ended is gone with the next request.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.backends import BaseBackend
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from commoncall.kernel import statements, time
from commoncall.kernel.accounts import rules
from commoncall.kernel.accounts.models import Account, Session
from commoncall.kernel.accounts.secrets import session_key_hash
from commoncall.kernel.authority import Actor

#: Where a session keeps what it is called: the browser and the system, as ``rules.Device`` has them.
DEVICE_KEY = "device"


class SessionStore(SessionBase):
    """Sessions in the database, each with its account, its device and the time when it was last seen."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds; nothing where it has ended or run out."""
        now = time.now()
        key = session_key_hash(self.session_key or "")
        row = statements.ask_for_one(_kept, key=key, now=now)
        if not row:
            self._session_key = None
            return {}
        if now - row["seen_at"] > rules.SEEN_EVERY:
            Session.objects.filter(pk=key).update(seen_at=now)
        return self.decode(row["session_data"])

    def exists(self, session_key: str) -> bool:
        """Tell whether a session has this key."""
        return Session.objects.filter(session_key=session_key_hash(session_key)).exists()

    def create(self) -> None:
        """Begin a session with a new key and nothing in it."""
        self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        """Write the session; one that was ended meanwhile is not made again."""
        if self.session_key is None:
            self.create()
            return
        key = session_key_hash(self.session_key)
        columns = self._columns(self._get_session(no_load=must_create))  # type: ignore[attr-defined]
        if must_create:
            self._insert(key, columns)
        elif not Session.objects.filter(pk=key).update(**columns):
            raise UpdateError

    def _insert(self, key: str, columns: dict[str, Any]) -> None:
        now = time.now()
        try:
            with transaction.atomic():
                Session.objects.create(session_key=key, began_at=now, seen_at=now, **columns)
        except IntegrityError:
            if Session.objects.filter(session_key=key).exists():
                raise CreateError from None
            raise

    def _columns(self, data: dict[str, Any]) -> dict[str, Any]:
        browser, system = data.get(DEVICE_KEY, ("", ""))
        return {
            "session_data": self.encode(data),
            "expire_date": self.get_expiry_date(),
            "account_id": data.get(SESSION_KEY),
            "browser": browser,
            "system": system,
        }

    def delete(self, session_key: str | None = None) -> None:
        """End a session, which is this one unless another is named."""
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(pk=session_key_hash(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Remove the sessions that have run out."""
        Session.objects.filter(expire_date__lt=time.now()).delete()


def _kept(actor: Actor, key: str, now: datetime) -> QuerySet[Session, tuple[Any, ...]]:
    return Session.objects.filter(session_key=key, expire_date__gt=now).values_list("session_data", "seen_at")


class SignedIn(BaseBackend):
    """Finds the account of a session. There is nothing to sign in with here: proofs are checked by the actions."""

    def get_user(self, user_id: str | uuid.UUID) -> Account | None:
        """Return an account that may come in; one that was barred or closed is nobody from this request on."""
        found = statements.ask(_coming_in, account=uuid.UUID(str(user_id)))
        return statements.made(Account, found[0]) if found else None

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        """Accept nobody: there are no passwords."""


def _coming_in(actor: Actor, account: uuid.UUID) -> QuerySet[Account, tuple[Any, ...]]:
    return Account.objects.filter(pk=account, is_active=True).values_list(*statements.columns(Account))
