"""The cast with one of everything that an address can name, in each of its two coalitions; made once for a module.

A test that asks for ``scene`` gets it as it was: what the test changes is rolled back after it, the scene itself after the
last test of the module. A test in a browser asks for ``open_scene`` instead, whose rows the running server can see.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from commoncall.kernel import time
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.files.models import Content, File
from commoncall.kernel.history.models import Entry
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.models import Coalition, Invitation, Mandate, Organisation, Person
from commoncall.membership.models import Batch, BatchRow, Note, OwnColumn, SavedFilter, Tag
from tests.cast import Cast, gather

#: In the order in which an address's expectations are told.
ROLES = ("visitor", "outsider", "steward", "endorser", "observer", "member", "coordinator")


@dataclass
class Scene:
    """The cast, and by coalition ("ours", "theirs") one row of each kind, by the name that ``tests.addresses`` gives it."""

    cast: Cast
    rows: dict[str, dict[str, Any]]
    clients: dict[str, Client] = field(default_factory=dict)
    language: str = "en"

    def account(self, role: str) -> Account | None:
        """Return who plays a role; nobody plays the visitor."""
        cast = self.cast
        return {
            "visitor": None,
            "outsider": cast.viktor,
            "steward": cast.sven,
            "endorser": cast.eva,
            "observer": cast.deniz,
            "member": cast.amina,
            "coordinator": cast.leila,
        }[role]

    def client(self, role: str) -> Client:
        """Return the browser of a role, signed in once."""
        if role not in self.clients:
            self.clients[role] = signed_in(self.account(role))
        return self.clients[role]

    @contextmanager
    def speaking(self, language: str) -> Iterator[None]:
        """Let everybody read in a language for a while."""
        Account.objects.update(language=language)
        cookies = self.client("visitor").cookies
        cookies["language"] = self.language = language
        yield
        del cookies["language"]
        self.language = "en"
        Account.objects.update(language="en")


def signed_in(account: Account | None) -> Client:
    """Return a browser in which an account, if any, is signed in; faults of ours answer with 500 there as they do outside."""
    client = Client(raise_request_exception=False)
    if account is not None:
        client.force_login(account)
    return client


def set_the_scene() -> Scene:
    """Bring the cast and make what addresses name."""
    cast = gather()
    ours = _rows(cast.quiet_fields, cast.amal, cast.person(cast.oumar), cast.person(cast.leila))
    ours["unlisted"] = cast.lantern
    ours["unlisted_person"] = cast.person(cast.mina)
    theirs = _rows(cast.open_water, cast.water, cast.person(cast.amina, cast.open_water), cast.person(cast.viktor, cast.open_water))
    return Scene(cast, {"ours": ours, "theirs": theirs})


def _rows(coalition: Coalition, organisation: Organisation, person: Person, coordinator: Person) -> dict[str, Any]:
    now = time.now()
    membership = organisation.membership
    content = Content.objects.create(coalition=coalition, sha256="0" * 64, size=12, media_type="text/csv", place="nowhere")
    file = File.objects.create(coalition=coalition, content=content, name="members.csv", uploaded_by=coordinator)
    batch = Batch.objects.create(coalition=coalition, file=file, file_name="members.csv", entered_by=coordinator, state=Batch.State.UNDONE)
    tag = Tag.objects.create(coalition=coalition, name="radar")
    tag.memberships.add(membership)
    message = Message.objects.create(
        coalition=coalition, kind="tests.note", address="a@a.example", subject="Tide", text="It turns.", written_at=now, due_at=now
    )
    return {
        "coalition": coalition,
        "organisation": organisation,
        "person": person,
        "coordinator": coordinator,
        "mandate": Mandate.objects.filter(person=person).first(),
        "file": file,
        "batch": batch,
        "batch_row": BatchRow.objects.create(batch=batch, number=2, cells=["Tern"], verdict="new"),
        "tag": tag,
        "note": Note.objects.create(membership=membership, text="Met them in May.", written_by=coordinator, written_at=now),
        "column": OwnColumn.objects.create(coalition=coalition, name="Stove"),
        "filter": SavedFilter.objects.create(coalition=coalition, account=coordinator.account, name="Coast", query="q=x"),
        "message": message,
        "invitation": Invitation.objects.create(coalition=coalition, person=person, sent_by=coordinator, sent_at=now),
        "entry": Entry.objects.filter(chain=coalition.chain).order_by("id").last(),
    }


@contextmanager
def held(blocker: Any) -> Iterator[None]:
    """Keep everything that is written in a transaction that never happens; tests within run in savepoints of it."""
    with blocker.unblock():
        block = transaction.atomic()
        block._from_testcase = True  # type: ignore[attr-defined] - durable blocks within are taken as outermost, as in Django's own TestCase
        with block:
            yield
            transaction.set_rollback(True)


@pytest.fixture(scope="module")
def _module_scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    with held(django_db_blocker):
        yield set_the_scene()


@pytest.fixture
def scene(_module_scene: Scene, db: None) -> Scene:
    """Return the module's scene; whatever the test does to it is undone."""
    return _module_scene


@pytest.fixture
def open_scene(transactional_db: None, _installed: None) -> Scene:
    """Return a scene that other connections can see, as the server of a browser test needs."""
    return set_the_scene()
