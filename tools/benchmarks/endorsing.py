"""How many people from outside endorse in a second, each with a form, a mail and a button, beside bare inserts of the same rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import psycopg
from django.db import transaction

from benchmarks.figures import Story
from benchmarks.place import Place
from benchmarks.sending import insert, own_connection, post, require, row, tell, unseen
from benchmarks.world import World
from commoncall.call.actions import endorsers as deeds
from commoncall.call.actions import texts
from commoncall.call.actions.texts import Adoption, Words
from commoncall.call.models import Endorsement, Endorser
from commoncall.call.queries import endorsers
from commoncall.call.rules import Entry
from commoncall.kernel import time
from commoncall.kernel.accounts.rules import Rate
from commoncall.kernel.authority import Actor, Capacity, Proof
from commoncall.kernel.history.models import Entry as Line
from commoncall.kernel.history.models import Particulars
from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.outbox.models import Message
from commoncall.procedures import outside_endorsements
from commoncall.web import guarding
from commoncall.web.guarding import Gate

_OWNER = Actor(Capacity.VISITOR, Proof.LINK)


def _entry() -> Entry:
    """Return somebody whom nobody has seen yet, in whatever process this is."""
    number = unseen()
    return Entry("individual", f"Rosa Quispe {number}", "Lima", "PE", address=f"rosa@b{number}.example", language="en")


def prepare(world: World) -> None:
    """Let a call stand that everybody may endorse; another part may have had one adopted that only members endorse."""
    with transaction.atomic():
        standing = endorsers.call_in_force(world.coalition)
        if standing is not None:
            if not endorsers.is_open(standing):
                texts.open_to(standing.text, ["individual", "organisation"], by=world.by)
            return
        draft = texts.begin(world.coalition, "call", by=world.by)
        texts.word(draft, "en", Words("Keep the fields quiet", "", ("Join the treaty.", "Clear the land.", "Care for survivors.")), by=world.by)
        adoption = Adoption(time.now().date(), "the assembly", True, {}, time.now() + timedelta(days=30))
        version = texts.adopt(draft, adoption, by=world.by)
        texts.open_to(version.text, ["individual", "organisation"], by=world.by)


# Asking: the form is taken in, and the mail with the link is written.


def asked(world: World, _number: int, how_many: int) -> None:
    """Take in what a form says, without the request: checked, noted, written to."""
    for _ in range(how_many):
        outside_endorsements.ask(world.coalition, _entry())


def sent(world: World, _number: int, how_many: int) -> None:
    """Send the form: whole requests with all their limits, each from a network of its own."""
    gate, form = Gate("endorse", world.coalition), f"/en/{world.coalition.slug}/endorse/"
    for _ in range(how_many):
        entry = _entry()
        typed = {"kind": entry.kind, "name": entry.name, "affiliation": entry.affiliation, "country": "PE", "naming": "public"}
        post(form, typed | {"address": entry.address, "shown": gate.stamp(time.now() - timedelta(minutes=1))})


# Confirming: whoever reads the mail presses the button behind its link.

#: What the page behind each link says of when it was asked.
_SEEN: dict[str, str] = {}


def links(world: World, _number: int, how_many: int) -> list[str]:
    """Let people ask, and return the links that were written to them; before the clock runs."""
    entries = [_entry() for _ in range(how_many)]
    for entry in entries:
        outside_endorsements.ask(world.coalition, entry)
    mails = Message.objects.filter(address__in=[entry.address for entry in entries]).values_list("text", flat=True)
    found = [next(word for word in text.split() if "/endorse/" in word).rstrip("/").rpartition("/")[2] for text in mails]
    held = [(link, endorsers.held_by(link, world.coalition)) for link in found]
    _SEEN.update((link, one.endorser.made_at.isoformat()) for link, one in held if one is not None)
    return found


def confirmed(world: World, _number: int, written: Iterable[str]) -> None:
    """Confirm what was asked, without the request: the link looked up, the version read, confirmed, recorded."""
    for link in written:
        held, version = endorsers.held_by(link, world.coalition), endorsers.call_in_force(world.coalition)
        require(held is not None and version is not None)
        deeds.confirm(held.endorser, version, by=_OWNER)  # type: ignore[union-attr, arg-type]


def pressed(world: World, _number: int, written: Iterable[str]) -> None:
    """Press the button: whole requests."""
    for link in written:
        post(f"/en/{world.coalition.slug}/endorse/{link}/", {"deed": "confirm", "seen": _SEEN[link], "version": "1"})


# The floor: the same rows, by plain statements over a connection of one's own, with as many COMMITs.


def bare_asking(_world: World, _number: int, how_many: int) -> None:
    """Insert the two rows that asking leaves, so often: the endorser and the mail."""
    with own_connection() as own:
        for _ in range(how_many):
            _bare_asking(own)


def bare_endorsers(_world: World, _number: int, how_many: int) -> list[Any]:
    """Insert endorsers whose endorsements are inserted later, and return their identifiers."""
    with own_connection() as own:
        return [_bare_asking(own) for _ in range(how_many)]


def bare_confirming(_world: World, _number: int, asked_before: Iterable[Any]) -> None:
    """Insert the three rows that confirming leaves: the endorsement, the entry and its particulars. Nothing is looked up or changed."""
    with own_connection() as own:
        for endorser in asked_before:
            endorsement, line, particulars = (dict(row) for _table, row in _sample[2:])
            endorsement["id"], line["id"] = uuid7(), uuid7()
            endorsement["endorser_id"], line["subject"], particulars["entry_id"] = endorser, endorser, line["id"]
            with own.transaction():
                for (table, _row), row in zip(_sample[2:], (endorsement, line, particulars), strict=True):
                    insert(own, table, row)


def _bare_asking(own: psycopg.Connection) -> Any:
    endorser, message = (dict(row) for _table, row in _sample[:2])
    endorser["id"], message["id"] = uuid7(), uuid7()
    endorser["address"] = message["address"] = _entry().address
    with own.transaction():
        insert(own, _sample[0][0], endorser)
        insert(own, _sample[1][0], message)
    return endorser["id"]


#: The rows that one endorsement leaves, by table; taken once, before the writers begin.
_sample: list[tuple[str, dict[str, Any]]] = []


def _rows(world: World) -> list[tuple[str, dict[str, Any]]]:
    """Return the rows that one endorsement leaves, as the database holds them."""
    confirmed(world, 0, links(world, 0, 1))
    endorser = Endorser.objects.latest("made_at")
    line = Line.objects.filter(subject=endorser.pk).latest("at")
    found = [endorser, Message.objects.get(address=endorser.address), Endorsement.objects.get(endorser=endorser), line]
    return [row(one) for one in (*found, Particulars.objects.get(entry=line))]


_ASKING = (
    ("floor of asking: its two rows, one COMMIT", bare_asking, None),
    ("asked: noted and written to", asked, None),
    ("the same as a whole request, with all limits", sent, None),
)
_CONFIRMING = (
    ("floor of confirming: its three rows, one COMMIT", bare_confirming, bare_endorsers),
    ("confirmed: looked up, counted, recorded", confirmed, links),
    ("the same as a whole request", pressed, links),
)
_BOTH = ("floor of both: five rows, two COMMITs", "asked and confirmed", "both as whole requests")


def measure(place: Place, world: World) -> list[Story]:
    """Measure endorsing with and without its requests against bare inserts of the same rows."""
    prepare(world)
    # Whoever confirms gives their place back, so that a rush of people is not held off; here asking is measured by itself.
    guarding.OVER_ALL = Rate(1_000_000, timedelta(hours=1))
    _sample.extend(_rows(world))
    story = Story("Endorsing from outside, confirmed by mail", ["what", "writers", "share of the floor", "a second"])
    tell(story, place, world, _ASKING, _CONFIRMING, _BOTH)
    story.words += [
        "Each endorsement is somebody whom nobody has seen, with an address, a domain and a network of their own. Asking leaves the endorser and "
        "a mail with its link; confirming leaves the endorsement, the entry in the history and its particulars. The floor inserts the same rows "
        "with the same foreign keys and indexes, by prepared statements over one connection for each writer, in as many transactions; it looks "
        "nothing up, checks nothing, counts no tries and composes no letter. A request is handed to the application as the server of the pages "
        "hands it over. What comes before and after in a browser (showing the form, delivering the mail) is not in these figures.",
        "**Against the aim of half the rate of bare inserts**: when this was written it was not reached, least of all by whole requests. "
        "No writer waits for another: entries get their place in the chain later, from the sealer, and all hold the version at once. "
        "Looked at while eight writers were at it, connections within a transaction waited for Python in 85 to 91 of 100 glances, for the "
        "disk in nearly all others, and in none for a row. What limits it is work in Python: about 0.9 ms of CPU for asking and as much "
        "for confirming, and some 2 ms for each as a whole request, beside 0.3 for the bare rows of both. More processors raise both "
        "rates alike; a disk that takes longer for a COMMIT raises the share.",
    ]
    return [story]
