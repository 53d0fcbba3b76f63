"""How many people from outside sign a letter in a second, each with a form, a mail and a button, beside bare inserts of the same rows."""

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
from commoncall.drafting.actions import stages, texts, wordings
from commoncall.drafting.actions.texts import Beginning
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel import time
from commoncall.kernel.accounts.rules import Rate
from commoncall.kernel.authority import Actor, Capacity, Proof
from commoncall.kernel.history.models import Entry as Line
from commoncall.kernel.history.models import Particulars
from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.outbox.models import Message
from commoncall.procedures import outside_signatures
from commoncall.voice.actions import letters
from commoncall.voice.actions import outside as deeds
from commoncall.voice.actions.letters import Terms
from commoncall.voice.models import Letter, Signature
from commoncall.voice.queries import links as held_links
from commoncall.voice.queries import public
from commoncall.voice.rules.signers import Entry
from commoncall.web import guarding
from commoncall.web.guarding import Gate

_OWNER = Actor(Capacity.VISITOR, Proof.LINK)


def _entry() -> Entry:
    """Return somebody whom nobody has seen yet, in whatever process this is."""
    number = unseen()
    return Entry("individual", f"Rosa Quispe {number}", "Lima", "PE", address=f"rosa@s{number}.example", language="en", capacity="poet")


def _letter(world: World) -> Letter:
    return public.letters(world.coalition).get()


def prepare(world: World) -> None:
    """Open a letter that everybody may sign, until a day to come, from two parts of the world."""
    with transaction.atomic():
        if public.letters(world.coalition).exists():
            return
        version = texts.begin(world.coalition, Beginning("letter", "Keep the fields quiet"), by=world.by)
        words = tuple(Paragraph(f"p{number}", f"Clear the land of what was left there, {number} of ten times.") for number in range(10))
        wordings.word(version, "en", "Keep the fields quiet", words, by=world.by)
        terms = Terms("The Minister", who=("organisation", "individual"), regions=("019", "150"), closes_at=time.now() + timedelta(days=30))
        letters.open_now(letters.prepare(stages.lock(version, by=world.by), terms, by=world.by), by=world.by)


# Asking: the form is taken in, and the mail with the link is written.


def asked(world: World, _number: int, how_many: int) -> None:
    """Take in what a form says, without the request: the letter read, the words checked, noted, written to."""
    for _ in range(how_many):
        outside_signatures.ask(_letter(world), _entry())


def sent(world: World, _number: int, how_many: int) -> None:
    """Send the form: whole requests with all their limits, each from a network of its own."""
    gate, form = Gate("sign", world.coalition), f"/en/{world.coalition.slug}/letters/{_letter(world).number}/sign/"
    for _ in range(how_many):
        entry = _entry()
        typed = {"kind": entry.kind, "name": entry.name, "affiliation": entry.affiliation, "country": "PE", "capacity": "poet", "naming": "public"}
        post(form, typed | {"address": entry.address, "shown": gate.stamp(time.now() - timedelta(minutes=1))})


# Confirming: whoever reads the mail presses the button behind its link.

#: What the page behind each link says of when it was asked.
_SEEN: dict[str, str] = {}


def links(world: World, _number: int, how_many: int) -> list[str]:
    """Let people ask, and return the links that were written to them; before the clock runs."""
    entries, letter = [_entry() for _ in range(how_many)], _letter(world)
    for entry in entries:
        outside_signatures.ask(letter, entry)
    mails = Message.objects.filter(address__in=[entry.address for entry in entries]).values_list("text", flat=True)
    found = [next(word for word in text.split() if "/signature/" in word).rstrip("/").rpartition("/")[2] for text in mails]
    held = [(link, held_links.held_by(link, world.coalition)) for link in found]
    _SEEN.update((link, one.signature.made_at.isoformat()) for link, one in held if one is not None)
    return found


def confirmed(world: World, _number: int, written: Iterable[str]) -> None:
    """Confirm what was asked, without the request: the link looked up, the letter and who may sign it judged, counted, recorded."""
    for link in written:
        held = held_links.held_by(link, world.coalition)
        require(held is not None)
        deeds.confirm(held.signature, by=_OWNER)  # type: ignore[union-attr]


def pressed(world: World, _number: int, written: Iterable[str]) -> None:
    """Press the button: whole requests."""
    for link in written:
        post(f"/en/{world.coalition.slug}/signature/{link}/", {"deed": "confirm", "seen": _SEEN[link]})


# The floor: the same rows, by plain statements over a connection of one's own, with as many COMMITs.


def bare_asking(_world: World, _number: int, how_many: int) -> None:
    """Insert the two rows that asking leaves, so often: the signature and the mail."""
    with own_connection() as own:
        for _ in range(how_many):
            _bare_asking(own)


def bare_signatures(_world: World, _number: int, how_many: int) -> list[Any]:
    """Insert signatures that are confirmed later, and return their identifiers."""
    with own_connection() as own:
        return [_bare_asking(own) for _ in range(how_many)]


def bare_confirming(_world: World, _number: int, asked_before: Iterable[Any]) -> None:
    """Insert the two rows that confirming leaves: the entry and its particulars. Nothing is looked up or changed."""
    with own_connection() as own:
        for signature in asked_before:
            line, particulars = (dict(values) for _table, values in _sample[2:])
            line["id"] = particulars["entry_id"] = uuid7()
            line["subject"] = signature
            with own.transaction():
                for (table, _values), values in zip(_sample[2:], (line, particulars), strict=True):
                    insert(own, table, values)


def _bare_asking(own: psycopg.Connection) -> Any:
    signature, message = (dict(values) for _table, values in _sample[:2])
    signature["id"], message["id"] = uuid7(), uuid7()
    signature["address"] = message["address"] = _entry().address
    with own.transaction():
        insert(own, _sample[0][0], signature)
        insert(own, _sample[1][0], message)
    return signature["id"]


#: The rows that one signature leaves, by table; taken once, before the writers begin.
_sample: list[tuple[str, dict[str, Any]]] = []


def _rows(world: World) -> list[tuple[str, dict[str, Any]]]:
    """Return the rows that one signature leaves, as the database holds them."""
    confirmed(world, 0, links(world, 0, 1))
    signature = Signature.objects.latest("made_at")
    line = Line.objects.filter(subject=signature.pk).latest("at")
    return [row(one) for one in (signature, Message.objects.get(address=signature.address), line, Particulars.objects.get(entry=line))]


_ASKING = (
    ("floor of asking: its two rows, one COMMIT", bare_asking, None),
    ("asked: noted and written to", asked, None),
    ("the same as a whole request, with all limits", sent, None),
)
_CONFIRMING = (
    ("floor of confirming: its two rows, one COMMIT", bare_confirming, bare_signatures),
    ("confirmed: looked up, judged, counted, recorded", confirmed, links),
    ("the same as a whole request", pressed, links),
)
_BOTH = ("floor of both: four rows, two COMMITs", "asked and confirmed", "both as whole requests")


def measure(place: Place, world: World) -> list[Story]:
    """Measure signing with and without its requests against bare inserts of the same rows."""
    prepare(world)
    # Whoever confirms gives their place back, so that a rush of people is not held off; here asking is measured by itself.
    guarding.OVER_ALL = Rate(1_000_000, timedelta(hours=1))
    _sample.extend(_rows(world))
    story = Story("Signing a letter from outside, confirmed by mail", ["what", "writers", "share of the floor", "a second"])
    tell(story, place, world, _ASKING, _CONFIRMING, _BOTH)
    story.words += [
        "Each signature is that of somebody whom nobody has seen, with an address, a domain and a network of their own. Asking leaves the signature "
        "and a mail with its link, in one statement each; confirming changes the signature, by one statement that also judges whether the letter is "
        "open by the database’s clock and whether its signer may sign it, and leaves the entry in the history and its particulars. The floor "
        "inserts the same rows with the same foreign keys and indexes, by prepared statements over one connection for each writer, in as many "
        "transactions; it looks nothing up, changes nothing, checks nothing, counts no tries and composes no letter. A request is handed to the "
        "application as the server of the pages hands it over. What comes before and after in a browser (showing the form, delivering the mail) is "
        "not in these figures.",
    ]
    return [story]
