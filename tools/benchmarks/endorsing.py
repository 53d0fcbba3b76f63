"""How many people from outside endorse in a second, each with a form, a mail and a button, beside bare inserts of the same rows."""

from __future__ import annotations

import itertools
import json
import os
import re
from datetime import timedelta
from typing import Any

import psycopg
from django.db import transaction
from django.test import Client

from benchmarks.deeds import WRITERS, _per_second
from benchmarks.figures import Rounds, Story, rounds, times
from benchmarks.place import Place
from benchmarks.world import World
from commoncall.call.actions import endorsers as deeds
from commoncall.call.actions import texts
from commoncall.call.actions.texts import Adoption, Words
from commoncall.call.models import Endorsement, Endorser
from commoncall.call.queries import endorsers
from commoncall.call.rules import Entry
from commoncall.kernel import time
from commoncall.kernel.authority import Actor, Capacity, Proof
from commoncall.kernel.history.models import Entry as Line
from commoncall.kernel.history.models import Particulars
from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.outbox.models import Message
from commoncall.procedures import outside_endorsements
from commoncall.web.guarding import Gate

_OWNER = Actor(Capacity.VISITOR, Proof.LINK)
_numbers = itertools.count()


def _entry() -> Entry:
    """Return somebody whom nobody has seen yet, in whatever process this is."""
    number = f"{os.getpid()}-{next(_numbers)}"
    return Entry("individual", f"Rosa Quispe {number}", "Lima", "PE", address=f"rosa@b{number}.example", language="en")


def prepare(world: World) -> None:
    """Let a call stand that everybody may endorse, unless one does."""
    if endorsers.call_in_force(world.coalition) is not None:
        return
    with transaction.atomic():
        draft = texts.begin(world.coalition, "call", by=world.by)
        texts.word(draft, "en", Words("Keep the fields quiet", "", ("Join the treaty.", "Clear the land.", "Care for survivors.")), by=world.by)
        adoption = Adoption(time.now().date(), "the assembly", True, {}, time.now() + timedelta(days=30))
        version = texts.adopt(draft, adoption, by=world.by)
        texts.open_to(version.text, ["individual", "organisation"], by=world.by)


def asked_and_confirmed(world: World, _number: int, how_many: int) -> None:
    """Take the form in and confirm it, without the requests: checked, noted, written to, confirmed, recorded."""
    for _ in range(how_many):
        entry = _entry()
        outside_endorsements.ask(world.coalition, entry)
        endorser = Endorser.objects.select_related("coalition").get(coalition=world.coalition, address=entry.address)
        version = endorsers.call_in_force(world.coalition)
        assert version is not None
        deeds.confirm(endorser, version, by=_OWNER)


def sent_and_pressed(world: World, _number: int, how_many: int) -> None:
    """Send the form, take the link from the mail and press the button: two whole requests with all their limits."""
    browser, gate = Client(SERVER_NAME="localhost"), Gate("endorse", world.coalition)
    form = f"/en/{world.coalition.slug}/endorse/"
    for _ in range(how_many):
        entry, number = _entry(), next(_numbers)
        typed = {"kind": entry.kind, "name": entry.name, "affiliation": entry.affiliation, "country": "PE", "naming": "public"}
        typed |= {"address": entry.address, "shown": gate.stamp(time.now() - timedelta(minutes=1))}
        network = f"2001:db8:{os.getpid() & 0xFFFF:x}:{number & 0xFFFF:x}::1"
        _require(browser.post(form, typed, REMOTE_ADDR=network).status_code == 302)
        found = re.search(r"https?://[^/\s]+(/\S+)", Message.objects.get(address=entry.address).text)
        _require(found is not None)
        _require(browser.post(found[1], {"deed": "confirm", "version": "1"}).status_code == 302)  # type: ignore[index]


def _require(held: bool) -> None:
    if not held:
        raise RuntimeError("an endorsement was not taken")


def bare(world: World, _number: int, how_many: int) -> None:
    """Insert the rows that one endorsement leaves, with two commits: one for what is asked, one for what is confirmed."""
    kept = _sample
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as own:
        for _ in range(how_many):
            endorser, message, endorsement, line, particulars = (dict(row) for _table, row in kept)
            endorser["id"], message["id"], endorsement["id"], line["id"] = uuid7(), uuid7(), uuid7(), uuid7()
            endorser["address"] = _entry().address
            endorsement["endorser_id"], particulars["entry_id"] = endorser["id"], line["id"]
            with own.transaction():
                _insert(own, kept[0][0], endorser)
                _insert(own, kept[1][0], message)
            with own.transaction():
                _insert(own, kept[2][0], endorsement)
                _insert(own, kept[3][0], line)
                _insert(own, kept[4][0], particulars)


def _insert(own: psycopg.Connection, table: str, row: dict[str, Any]) -> None:
    own.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(['%s'] * len(row))})", list(row.values()))


#: The rows that one endorsement leaves, by table; taken once, before the writers begin.
_sample: list[tuple[str, dict[str, Any]]] = []


def _rows(world: World) -> list[tuple[str, dict[str, Any]]]:
    """Return the rows that one endorsement leaves, as the database holds them."""
    asked_and_confirmed(world, 0, 1)
    endorser = Endorser.objects.latest("made_at")
    line = Line.objects.filter(subject=endorser.pk).latest("at")
    found = [endorser, Message.objects.get(address=endorser.address), Endorsement.objects.get(endorser=endorser), line]
    return [_row(one) for one in (*found, Particulars.objects.get(entry=line))]


def _row(one: Any) -> tuple[str, dict[str, Any]]:
    values = {field.column: getattr(one, field.attname) for field in one._meta.concrete_fields}
    return one._meta.db_table, {column: json.dumps(value) if isinstance(value, dict) else value for column, value in values.items()}


def measure(place: Place, world: World) -> list[Story]:
    """Measure endorsing with and without its requests against bare inserts of the same rows."""
    prepare(world)
    _sample.extend(_rows(world))
    story = Story("Endorsing from outside, confirmed by mail", ["what", "writers", "share of the floor", "endorsements a second"])
    for writers in WRITERS:
        found: dict[str, Rounds] = {}
        parts = (
            ("floor: the same five rows, two COMMITs", bare),
            ("asked, written to and confirmed", asked_and_confirmed),
            ("the same as two whole requests, with all limits", sent_and_pressed),
        )
        for name, do in parts:
            found[name] = rounds([_per_second(do, world, writers, place.sizes.deeds) for _ in range(place.sizes.rounds)])
        floor = found[parts[0][0]]
        for name, each in found.items():
            story.add(name, writers, times(each, floor), each)
    story.words.append(
        "Each endorsement is somebody whom nobody has seen, with an address, a domain and a network of their own. It leaves the endorser, "
        "a mail with its link, the endorsement, the entry in the history and its particulars; asking and confirming are two transactions. "
        "What comes before and after in a browser (showing the form, delivering the mail) is not in these figures."
    )
    return [story]
