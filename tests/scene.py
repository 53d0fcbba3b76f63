"""The cast with one of everything that an address can name, in each of its two coalitions; made once for a module.

A test that asks for ``scene`` gets it as it was: what the test changes is rolled back after it, the scene itself after the
last test of the module. A test in a browser asks for ``open_scene`` instead, whose rows the running server can see.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings

from commoncall.call import rules as endorsing
from commoncall.call.actions import endorsers as deeds
from commoncall.call.actions import endorsing as signing
from commoncall.call.actions import texts as drafting
from commoncall.call.models import Endorsement
from commoncall.call.queries import endorsers, texts
from commoncall.drafting.actions import stages
from commoncall.drafting.models import Version as Drafted
from commoncall.kernel import time
from commoncall.kernel.accounts.actions import tokens
from commoncall.kernel.accounts.models import Account, Authenticator, EmailAddress, Passkey, Session
from commoncall.kernel.accounts.rules import Purpose
from commoncall.kernel.authority import VISITOR, Actor, Proof, Role
from commoncall.kernel.files import actions as files
from commoncall.kernel.history import kinds
from commoncall.kernel.history.models import Entry
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.outbox.queries import stop_address
from commoncall.kernel.parties.actions import mandates, people
from commoncall.kernel.parties.models import Coalition, Invitation, Mandate, Organisation, Person
from commoncall.leadership.actions import bodies, seats, sittings
from commoncall.membership.actions import importing, leaving, proceedings
from commoncall.membership.actions.applying import filling
from commoncall.membership.models import Batch, Note, OwnColumn, SavedFilter, Tag
from commoncall.membership.queries import applicants, batches
from commoncall.membership.rules.importing.shapes import Mode
from commoncall.procedures import adoption, applying
from commoncall.web.standing import PROOF_KEY, PROVED_AT_KEY
from tests import treaties
from tests.applicants import of_the_scene
from tests.cast import Cast, gather, make_member
from tests.decided import of_the_decisions
from tests.drafts import one_of_each
from tests.ladders import of_the_ladder
from tests.pursued import of_the_treaties
from tests.spoken import for_the_public
from tests.texts import stand
from tests.voices import of_the_voice

#: In the order in which an address's expectations are told.
ROLES = ("visitor", "outsider", "steward", "endorser", "observer", "member", "coordinator")


@dataclass
class Scene:
    """The cast, and by coalition ("ours", "theirs") one row of each kind, by the name that ``tests.addresses`` gives it."""

    cast: Cast
    rows: dict[str, dict[str, Any]]
    clients: dict[str, Client] = field(default_factory=dict)
    language: str = "en"

    def __post_init__(self) -> None:
        """Sign everybody in: a browser whose session was made in a test would be left without it."""
        for role in ROLES:
            proof = Proof.SECOND_FACTOR if role in {"coordinator", "outsider"} else Proof.SIGNED_IN
            self.clients[role] = signed_in(self.account(role), proof)

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

    def ask(
        self, role: str, method: str, path: str, data: Any = None, *, before: Callable[[Scene, Client], None] | None = None, **more: Any
    ) -> HttpResponse:
        """Send one request as a role, and undo all that it did, in the database and in the browser."""
        browser = self.clients[role]
        kept = browser.cookies.output(header="")
        with transaction.atomic():
            if before:
                before(self, browser)
            response: HttpResponse
            if isinstance(data, bytes):
                response = browser.generic(method.upper(), path, data, **more)
            else:
                response = getattr(browser, method)(path, *([] if data is None else [data]), **more)
            transaction.set_rollback(True)
        browser.cookies.clear()
        browser.cookies.load(kept)
        return response

    @contextmanager
    def speaking(self, language: str) -> Iterator[None]:
        """Let everybody read in a language for a while."""
        Account.objects.update(language=language)
        cookies = self.clients["visitor"].cookies
        cookies["language"] = self.language = language
        yield
        del cookies["language"]
        self.language = "en"
        Account.objects.update(language="en")


def signed_in(account: Account | None, proof: Proof = Proof.SIGNED_IN) -> Client:
    """Return a browser in which an account, if any, is signed in; faults of ours answer with 500 there as they do outside."""
    client = Client(raise_request_exception=False)
    if account is not None:
        client.force_login(account)
        session = client.session
        session[PROOF_KEY], session[PROVED_AT_KEY] = int(proof), time.now().timestamp()
        session.save()
    return client


def set_the_scene() -> Scene:
    """Bring the cast and make what addresses name."""
    cast = gather()
    Coalition.objects.filter(pk=cast.quiet_fields.pk).update(is_public=True)
    for coalition in (cast.quiet_fields, cast.open_water):
        stand(coalition)
    ours = _rows(cast.quiet_fields, cast.actor(cast.leila), cast.amal, cast.person(cast.leila))
    theirs = _rows(cast.open_water, cast.actor(cast.viktor, cast.open_water), cast.water, cast.person(cast.viktor, cast.open_water))
    ours |= of_the_scene(cast.quiet_fields, cast.sahel, cast.person(cast.amina), cast.actor(cast.leila))
    theirs |= of_the_scene(cast.open_water, cast.water, theirs["person"], cast.actor(cast.viktor, cast.open_water))
    ours["unlisted"] = cast.lantern
    ours["link"] = tokens.make(Purpose.ONE_TIME, timedelta(hours=1), account=cast.amina, address="amina@amina.example").link
    ours["link_of_two"] = tokens.make(Purpose.ONE_TIME, timedelta(hours=1), account=cast.oumar, address="oumar@oumar.example").link
    ours |= _texts(cast.quiet_fields, cast.sahel, cast.actor(cast.leila))
    theirs |= _texts(cast.open_water, cast.water, cast.actor(cast.viktor, cast.open_water))
    ours |= one_of_each(cast.quiet_fields, cast.sahel, cast.actor(cast.amina), cast.actor(cast.leila))
    theirs |= one_of_each(cast.open_water, cast.water, cast.actor(cast.amina, cast.open_water), cast.actor(cast.viktor, cast.open_water))
    ours |= of_the_ladder(cast.quiet_fields, cast.actor(cast.leila), date(2027, 3, 22))
    theirs |= of_the_ladder(cast.open_water, cast.actor(cast.viktor, cast.open_water), date(2027, 3, 23))
    ours |= of_the_decisions(cast.quiet_fields, cast.sahel, cast.actor(cast.amina), cast.actor(cast.leila))
    theirs |= of_the_decisions(cast.open_water, cast.water, cast.actor(cast.amina, cast.open_water), cast.actor(cast.viktor, cast.open_water))
    ours |= of_the_voice(cast.quiet_fields, cast.sahel, cast.actor(cast.amina), cast.actor(cast.leila))
    theirs |= of_the_voice(cast.open_water, cast.water, cast.actor(cast.amina, cast.open_water), cast.actor(cast.viktor, cast.open_water))
    for rows in (ours, theirs):
        rows |= for_the_public(rows["letter"], rows["statement"])
    for rows, account in ((ours, cast.leila), (theirs, cast.viktor)):
        rows |= _own(account)
    ours["treaty"], theirs["treaty"] = (treaties.shown_in_public(one) for one in (cast.quiet_fields, cast.open_water))
    Authenticator.objects.create(account=cast.oumar, secret="", made_at=time.now(), confirmed_at=time.now())
    ours["unlisted_person"] = cast.person(cast.mina)
    return Scene(cast, {"ours": ours, "theirs": theirs})


def _texts(coalition: Coalition, organisation: Organisation, by: Actor) -> dict[str, Any]:
    """Return the call in force, an endorsement of the version before it that was entered, and a draft of the charter."""
    call, former = texts.in_force(coalition, "call"), texts.numbered(coalition, "call", 1)
    assert call is not None
    assert former is not None
    paper = (Endorsement.Came.PAPER, "In the tern folder", time.now().date())
    entered = signing.enter(former, organisation, signing.Signature("Petrel Poe"), *paper, by=by)
    return {
        "call": call,
        "endorsement": entered,
        "text_draft": drafting.begin(coalition, "charter", by=by),
        "text_published": _published(adoption.draft_together(coalition, "call", by=by), by),
    }


def _published(version: Drafted, by: Actor) -> Drafted:
    """Return a text that is written together, from its opening to its publication."""
    for deed in (partial(stages.open_to_amendments, until=None), stages.close, stages.lock, stages.publish):
        version = deed(version, by=by)
    return version


def _own(account: Account) -> dict[str, Any]:
    now, key = time.now(), f"{account.name.split()[0].lower()}@second.example"
    return {
        "passkey": Passkey.objects.create(account=account, name="Kestrel key", credential=key.encode(), public_key=b"", made_at=now),
        "own_address": EmailAddress.objects.create(account=account, address=key, verified_at=now),
        "account": account,
        "own_person": Person.objects.filter(account=account).first(),
        "session": Session.objects.create(
            session_key=key, account=account, session_data="", browser="Firefox", expire_date=now + timedelta(days=9), began_at=now, seen_at=now
        ),
        "proof_link": tokens.make(Purpose.ADDRESS, timedelta(hours=1), account=account, address=f"third-{key}").link,
    }


def _rows(coalition: Coalition, by: Actor, organisation: Organisation, coordinator: Person) -> dict[str, Any]:
    now = time.now()
    membership = organisation.membership
    file = files.keep(coalition, io.BytesIO(b"name\nTern\n"), name="members.csv", by=by)
    newcomer = people.enter(coalition, people.Particulars("Ingrid Moe", f"ingrid@{coalition.slug}.example", language="fr"), by=by)
    mandates.grant(mandates.Grant(newcomer, organisation, Role.REPRESENTATIVE), by=by)
    body = bodies.form(coalition, bodies.Description(names={"en": "Plover group"}), by=by)
    seat = seats.give(body, organisation, seats.Terms(), by=by)
    tag = Tag.objects.create(coalition=coalition, name="radar")
    tag.memberships.add(membership)
    message = Message.objects.create(
        coalition=coalition, kind="tests.note", address="a@a.example", subject="Tide", text="It turns.", written_at=now, due_at=now
    )
    return {
        "coalition": coalition,
        **_endorsers(coalition, by),
        "organisation": organisation,
        "person": newcomer,
        "coordinator": coordinator,
        "mandate": Mandate.objects.filter(person=newcomer).first(),
        "coordinator_mandate": Mandate.objects.filter(person=coordinator, organisation=None).first(),
        "file": file,
        **_batches(coalition, by),
        **_applications(coalition),
        **of_the_treaties(coalition, by),
        "body": body,
        "seat": seat,
        "sitting": sittings.seat_person(seat, newcomer, by=by),
        "tag": tag,
        "former": _former(coalition, by),
        "proceeding": proceedings.begin(organisation, "It spoke in the name of all without being asked.", by=by),
        "note": Note.objects.create(membership=membership, text="Met them in May.", written_by=coordinator, written_at=now),
        "column": OwnColumn.objects.create(coalition=coalition, name="Stove"),
        "filter": SavedFilter.objects.create(coalition=coalition, account=coordinator.account, name="Coast", query="q=x"),
        "message": message,
        "invitation": Invitation.objects.create(coalition=coalition, person=coordinator, sent_by=coordinator, sent_at=now),
        "silence": stop_address(coalition.id, "a@a.example").rstrip("/").rpartition("/")[2],
        "entry": next(one for one in Entry.objects.filter(chain=coalition.chain).order_by("-id") if kinds.undo_of(one.kind)),
    }


def _applications(coalition: Coalition) -> dict[str, str]:
    """Return the keys of a draft and of what was handed in, and the links that are mailed for them."""
    draft, draft_key = filling.begin(coalition, "en", address="teresa@tern.example", by=VISITOR)
    filling.save(draft, {"name": "Tern Watch", "country": "KE"}, by=applicants.actor_of(draft))
    whole, handed_in_key = filling.begin(coalition, "en", address="hanna@heron.example", by=VISITOR)
    by = applicants.actor_of(whole)
    about = {"kind": "ngo", "country": "FI", "about": "Counts herons.", "naming": "members"}
    filling.save(whole, {"name": "Heron House", "contact_name": "Hanna Heron", "authority": "As its chair.", **about}, by=by)
    filling.submit(filling.confirm(whole, "hanna@heron.example", by=by), by=by)
    return {
        "draft_key": draft_key,
        "draft_mark": applying.proof_address(draft, draft_key, "teresa@tern.example").rstrip("/").rpartition("/")[2],
        "handed_in_key": handed_in_key,
        "again_token": applying.again_address(draft).rstrip("/").rpartition("/")[2],
    }


def _former(coalition: Coalition, by: Actor) -> Organisation:
    """Return an organisation that has left."""
    gone = make_member(coalition, by, "Bygone Bridges")
    leaving.end(gone, leaving.Leaving(leaving.How.DISSOLVED, came="Letter of its last board"), by=by)
    return gone


def _endorsers(coalition: Coalition, by: Actor) -> dict[str, Any]:
    """Return one whom a coordinator entered, and the link of one who waits to be confirmed."""
    version = endorsers.call_in_force(coalition)
    assert version is not None
    said = endorsing.Entry("individual", "Wigeon Wray", "Lima", "PE", address=f"wigeon@{coalition.slug}.example")
    came = deeds.Came("paper", "A card", time.now().date())
    entered = deeds.enter(coalition, version, replace(said, name="Kestrel Kay", address=""), came, by=by)
    waiting = deeds.ask_in_public(coalition, said, by=VISITOR).endorser
    return {"endorser": entered, "endorser_link": endorsers.link_of(waiting, version.number or 0)}


#: One row that is new, one that raises a question, one that cannot be taken in.
LIST = b"name,country,person,e-mail\nTern Watch,Kenya,Teresa Tern,teresa@tern.example\nHeron House,Atlantis,,\n,France,Nemo,\n"


def _batches(coalition: Coalition, by: Actor) -> dict[str, Batch]:
    """Return an import at each place that one can be at."""

    def begun(source: bytes = LIST) -> Batch:
        return importing.begin(coalition, source, "members.csv", by=by)

    def compared(source: bytes = LIST, *, at_once: bool = True) -> Batch:
        batch = begun(source)
        return importing.choose_columns(batch, batches.mapping(batch), mode=Mode.FILL, at_once=at_once, by=by)

    done = compared(b"organisation,country,town\nPlover Point,Peru,Lima\n")
    importing.apply(done, by=by)
    return {"batch": begun(), "batch_ready": compared(), "batch_waiting": compared(at_once=False), "batch_done": done}


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
def _module_scene(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with held(django_db_blocker), override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("files"))):
        yield set_the_scene()


@pytest.fixture
def scene(_module_scene: Scene, db: None) -> Scene:
    """Return the module's scene; whatever the test does to it is undone."""
    return _module_scene


@pytest.fixture
def open_scene(transactional_db: None, _installed: None, tmp_path: Path) -> Iterator[Scene]:
    """Return a scene that other connections can see, as the server of a browser test needs."""
    with override_settings(MEDIA_ROOT=str(tmp_path)):
        yield set_the_scene()
